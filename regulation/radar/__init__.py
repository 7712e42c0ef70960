"""The radar for unlicensed intermediaries: lists that the bureau uploads, held against the register, with the reasons.

It accuses nobody: it says what two things have in common, and a person decides.
"""
