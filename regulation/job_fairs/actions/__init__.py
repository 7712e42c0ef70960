"""The acts of organizers and organs with fairs: each one transaction, one log entry."""
