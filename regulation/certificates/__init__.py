"""What the register said when somebody asked: of one firm, or of a list of suppliers.

A certificate is a statement with a number, kept as it was made. Its digest is in the register log, so that nobody,
we included, can say later that the register had said something else.
"""
