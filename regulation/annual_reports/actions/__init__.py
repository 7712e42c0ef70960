"""What is done: windows are set, drafts written, reports filed, filings reviewed."""
