"""Facts recorded for or against a firm; scores and tiers are computed from them for a day and a rule version, never typed."""
