"""What the law says about campaigns, and how they are counted."""
