"""The demonstration city: an invented Beijing from a seed, with three years of history.

Every name is invented and says so (演示); no code of it is one that was ever issued. The same seed
gives the same city. Bulk data goes in by COPY; matters in every state walk the real use cases.
"""
