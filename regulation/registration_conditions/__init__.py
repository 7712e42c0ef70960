"""Conditions, restrictions and suspensions of a registration, as objects with dates and history."""
