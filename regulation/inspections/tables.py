"""Plans, rosters, draws, visits, findings."""
