"""Complaints and leads."""
