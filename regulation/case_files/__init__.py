"""The file of a penalty case: what belongs in it, in which order, and what it lacks.

《行政处罚法》第四十七条: the whole course of a penalty is recorded and kept. Nothing here decides anything in the case.
"""
