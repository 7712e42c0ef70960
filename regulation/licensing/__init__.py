"""Licences, filings and written reports: from the application to the paper and to its end.

A firm that brings people and work together needs the HR service licence before it starts. It chooses
between the general track (papers first, decision within the statutory period) and the commitment
track (a promise first, decision on the spot, a check afterwards). An official receives and examines,
another person decides; silence at receipt is acceptance. The licence keeps a snapshot of all its
paper says, and it ends in one of several ways that are never confused. A filing is only a notice: its
certificate is given at once. `status` holds the steps, `rules` what the law says, `actions` the acts.
"""
