"""Accounts on platforms through which firms recruit for others: who holds them, and whether a licence stands behind."""
