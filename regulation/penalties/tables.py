"""Orders, cases, payments."""
