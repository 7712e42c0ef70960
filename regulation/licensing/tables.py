"""Applications, licences, filings."""
