"""The register log for everybody: its page, its proofs, its receipts, and who keeps its key."""
