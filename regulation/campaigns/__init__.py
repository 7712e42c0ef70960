"""Special campaigns (专项行动): approved before they begin, counted as a cube, closed, reported.

What this register knows is counted from its own records; what other departments did is entered by day and never
overwritten. What nobody told is unknown, not nothing.
"""
