"""All addresses of orders and cases."""

from app.penalties import case_acts, cases, orders, party

HANDLERS = [*orders.HANDLERS, *cases.HANDLERS, *case_acts.HANDLERS, *party.HANDLERS]
