"""The draw of subjects and inspectors, recomputable by anyone: the procedure hrdraw-1.

Rosters, rates, rules and the future public source of randomness are committed to first. Once the
source has spoken, everything below is arithmetic on published values: `schema` refuses malformed
input, `commitment` and `keys` bind it to the entropy, `selection` ranks the subjects, `network`
and `assignment` give each of them a lawful and evenly loaded team, `amendments` replaces who drops
out, `record` writes the result and `verify` compares. Standard library only: run
`python -m regulation.inspections.draw FILE` with a bare Python. docs/draw.md explains it to a sceptic.
"""

SPEC = "hrdraw-1"
