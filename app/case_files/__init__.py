"""Pages of the file of a case."""
