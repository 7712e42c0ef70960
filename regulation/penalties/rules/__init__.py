"""The Administrative Penalty Law as functions: what may be fined, how much, in which order, by when."""
