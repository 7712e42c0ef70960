"""What was published of penalties: corrected on request, and reported to the credit platform in numbered lists."""
