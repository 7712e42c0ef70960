"""The desk of special campaigns, and what the public sees of them."""
