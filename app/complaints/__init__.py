"""Complaints: the public form, tracking by code, the desk."""
