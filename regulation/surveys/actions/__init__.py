"""What is done in the surveys, one function for each act."""
