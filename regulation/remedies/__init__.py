"""The organ as respondent: reconsiderations and suits against penalty decisions, their clocks, and what comes of them."""
