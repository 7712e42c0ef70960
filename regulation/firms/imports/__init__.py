"""Bringing an existing register in: read the file, map its columns, give every row an outcome."""
