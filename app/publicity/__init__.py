"""Lists for double publicity, and requests to correct what was published of a penalty."""
