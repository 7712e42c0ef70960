"""Rules on what was published. No database."""
