"""How alike two things are and why, and what of many belongs together. Pure."""
