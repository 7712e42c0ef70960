"""Industrial parks on three levels, their tenants with dates, their assessments."""
