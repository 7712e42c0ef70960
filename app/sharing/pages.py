"""All pages and addresses of the exchange with other offices."""

from app.sharing import desk, facts

HANDLERS = [*desk.HANDLERS, *facts.HANDLERS]
