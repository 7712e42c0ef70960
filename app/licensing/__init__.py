"""Pages of licences and filings: the firm applies, the desk handles, everybody verifies."""
