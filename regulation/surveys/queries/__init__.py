"""What is asked of the surveys. Every question is put with the rights of the statistics."""
