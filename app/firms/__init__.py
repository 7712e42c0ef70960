"""Pages of the register for the desk: firms, their history, and lists brought in."""
