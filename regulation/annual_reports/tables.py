"""Windows, reports, cells."""
