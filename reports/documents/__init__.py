"""One module per paper: what it must say (a `Snapshot`), and the template that says it.

A decision leaves a snapshot behind, a plain dictionary with all that its paper says; the module of
the paper checks that nothing is missing and hands template and data to `reports.pdf`. The papers
are found by kind in `registry`.
"""
