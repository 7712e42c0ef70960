"""Complaints and reports by anyone, with a tracking code, and the leads that come of them."""
