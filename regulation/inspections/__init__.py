"""Double-random inspections: rosters, draw, visit, finding and publication.

Import nothing here: the draw engine below must start with a bare Python.
"""
