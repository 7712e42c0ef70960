"""The register entry of a firm: who it is, since when we know, and where it came from.

A firm keeps its register number for good; its code, its name and its address are facts with two
times each, the day they hold in the world and the instant they became known to us, and a source.
The row of `firm` is the projection of what holds now. Licences, filings and reports are made
elsewhere (licensing) and pushed down here as registration entries, so that one narrow table can
answer the public register. Lists of other authorities come in by `imports`: every row is kept as
it came, and each gets one outcome.
"""
