"""Use cases of recruiting accounts."""
