"""Pages of job fairs."""
