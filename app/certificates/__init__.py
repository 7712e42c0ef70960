"""Certificates of what the register said, and the check of a list of suppliers."""
