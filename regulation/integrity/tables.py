"""Facts, publicity, repair."""
