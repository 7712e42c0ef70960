"""Yearly reports on the web: the firm fills in and files, the desk reviews, the public reads an extract."""
