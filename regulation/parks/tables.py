"""Parks, tenancies, assessments."""
