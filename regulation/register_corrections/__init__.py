"""Registrations that were entered wrongly: proposed by one official, confirmed by another, kept in both times."""
