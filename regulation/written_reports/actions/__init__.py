"""What is done to reports and to moves of files."""
