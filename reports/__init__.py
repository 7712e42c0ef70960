"""From facts to papers and figures: reads what regulation knows, never changes it.

Papers (`documents`) are built from the snapshot a decision left behind and printed by `pdf`; charts
and tables of figures are drawn once for page and paper (`charts`); `exports` writes what other
systems ask for. The heavy work runs in processes of its own (`pool`), so a web process stays small.
"""
