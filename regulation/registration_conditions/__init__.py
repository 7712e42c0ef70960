"""What hangs on a registration: conditions, restrictions, suspensions, each with its days, its ground and its history."""
