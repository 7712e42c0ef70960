"""The firm's home: what is owed, by when, why; and what the office has sent."""
