"""The work list of an office, over all areas."""
