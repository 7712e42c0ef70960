"""Keys of programs: a firm or an organ makes them, and what each may fetch in five minutes is counted.

A key is shown once and kept as its hash. It opens nothing that is not public, unless it is an organ's and carries a
scope for exchange with another office.
"""
