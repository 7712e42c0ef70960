"""The office itself: the desk's home, the calendar of working days, officials, jobs, the log of acts."""
