"""Written reports (书面报告) of branches, changes and endings, and the move of a firm's file between districts."""
