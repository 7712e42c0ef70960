"""What the law says about licences and filings: pure functions, each with its article."""
