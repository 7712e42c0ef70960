"""Job fairs (招聘会): yearly plans, filings before the day, the police licence of large ones, figures afterwards."""
