"""Pages of recruiting accounts."""
