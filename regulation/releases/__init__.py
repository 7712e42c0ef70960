"""Published statistics: releases and their cells, frozen.

What stands in a release was computed above this area, from operating reports today, from statistical
returns one day; a release neither knows nor asks. It keeps what the public may read, value or symbol,
under a vintage that never changes: a correction is a new vintage.
"""
