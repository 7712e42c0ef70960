"""What the organ does as respondent, and what an outcome does to the case."""
