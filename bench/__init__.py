"""How fast the register search is, beside a bare route and beside Datasette: ratios, not verdicts."""
