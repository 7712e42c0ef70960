"""Pages about what hangs on registrations: conditions, restrictions, suspensions."""
