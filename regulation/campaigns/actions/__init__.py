"""Acts of a campaign: planned and approved, run, closed and reported."""
