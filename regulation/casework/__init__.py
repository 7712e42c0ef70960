"""What every procedure shares: numbers, the case log, statutory clocks, papers and their service.

Casework never learns which procedure it serves: tables and steps come as arguments. A state change
and its log entry are one statement, so neither can be forgotten or half-written.
"""
