"""Order of the papers, and the check list: pure."""
