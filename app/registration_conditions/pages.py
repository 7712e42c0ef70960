"""All pages of the area, and its sections on the pages of a firm."""

from __future__ import annotations

from app.firms import desk_sections
from app.licensing import letters
from app.public import firm_sections
from app.registration_conditions import desk, firm, sections, steps
from regulation.registration_conditions.actions import receiving

HANDLERS = [*desk.HANDLERS, *steps.HANDLERS, *firm.HANDLERS]

firm_sections.PROVIDERS.append(sections.public)
desk_sections.PROVIDERS.append(sections.of_desk)
letters.RECEIVING.append(receiving)
