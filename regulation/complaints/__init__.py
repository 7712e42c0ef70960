"""Complaints about one's own rights and reports of a breach by anyone, from the form to the reply.

Whoever writes gets a tracking code; we keep only a keyed digest of it. Who wrote stands in a table of
its own, which no list, log or export reads: opening it is an act with a reason. What follows from an
upheld matter (an order, a case) is pulled by `penalties` through the matter's number.
"""
