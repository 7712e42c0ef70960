"""The desk of the radar: lists, what is alike, clusters."""
