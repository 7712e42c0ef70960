"""Closing, archiving, reading."""
