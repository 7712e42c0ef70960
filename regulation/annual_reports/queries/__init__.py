"""Reading: who owes a report, the windows, one report through its door, the desk's lists, figures of the past."""
