"""The domain: one folder per area of supervision, pure rules below, use cases above, no HTTP anywhere."""
