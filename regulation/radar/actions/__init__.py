"""What an official and the worker do with lists and clusters."""
