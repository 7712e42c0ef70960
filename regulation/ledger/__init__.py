"""Published acts as one Merkle log: leaves that name nobody, roots, and proofs anyone can check.

`hashing`, `jcs` and `tree` need nothing but the standard library, because a sceptic runs the
draw verifier, which is built on them, with a bare Python.
"""
