"""Published acts as one Merkle log: leaves that name nobody, roots, and proofs anyone can check.

An act of an authority (a licence, a draw, a decision) appends one leaf in the transaction that
does it, so act and leaf exist together or not at all. A leaf says which matter moved, by whose
pseudonym and under which hash; what is personal stays behind a salted commitment whose opening can
be erased. Rows are never changed: a correction is a further leaf.

`hashing`, `jcs` and `tree` need nothing but the standard library, because a sceptic runs the
draw verifier, which is built on them, with a bare Python.
"""
