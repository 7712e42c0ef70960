"""Pages of inspections: plan and draw room at the desk, the public draw, the inspector's phone, results."""
