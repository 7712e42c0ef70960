"""All addresses of orders and cases, and the area's part of a firm's pages."""

from app.firms import desk_sections
from app.penalties import case_acts, cases, missed, missed_service, orders, party, sections
from app.public import firm_sections

firm_sections.PROVIDERS.append(sections.published)
desk_sections.PROVIDERS.append(sections.of_desk)
HANDLERS = [
    *missed.HANDLERS,
    *missed_service.HANDLERS,
    *orders.HANDLERS,
    *cases.HANDLERS,
    *case_acts.HANDLERS,
    *party.HANDLERS,
]
