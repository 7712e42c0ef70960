"""Pages of written reports and of moves of files."""
