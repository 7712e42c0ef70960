"""The register log."""
