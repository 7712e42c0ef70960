"""The yearbook: one module per published table, computed over the filed operating reports.

These tables read what firms filed under Article 36 of Order 700, and the register. The statistical
returns are another collection, kept behind a wall of their own; the tables built on them will stand
in the same book with their own source line, and no supervising area will read them.
"""
