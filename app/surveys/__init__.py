"""Statistical surveys on the web: the returns of firms, the desk of the statisticians, the monitoring."""
