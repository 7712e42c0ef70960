"""Licences, filings and written reports: from the application to the paper and to its end."""
