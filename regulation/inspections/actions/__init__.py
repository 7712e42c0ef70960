"""The acts: plan, prepare and run a draw, visit, publish."""
