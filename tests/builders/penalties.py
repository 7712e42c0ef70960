"""Complaints, orders and cases brought to a state: the demonstration's own walk, with a secret of tests."""

from functools import partial

from app.demo import case_walk
from app.demo.case_walk import FACTS, Office, a_case, a_proposal, an_order, at, facts_of

SECRET = b"a secret of tests"
a_complaint = partial(case_walk.a_complaint, secret=SECRET)

__all__ = ["FACTS", "SECRET", "Office", "a_case", "a_complaint", "a_proposal", "an_order", "at", "facts_of"]
