"""All addresses of orders and cases, and the area's part of a firm's pages."""

from app.firms import desk_sections
from app.inspections import bundle, field_words
from app.licensing import letters
from app.penalties import (
    case_acts,
    cases,
    evidence_pages,
    language_pages,
    law_pages,
    missed,
    missed_service,
    orders,
    party,
    passing,
    preservation_pages,
    procedure_pages,
    record_pages,
    sections,
    spot,
    spot_act_pages,
    spot_bundle,
    spot_collecting,
    spot_copy_pages,
    spot_forms,
    spot_money_pages,
    spot_party,
    spot_words,
    talk_pages,
)
from app.public import firm_sections
from regulation.penalties.actions import receiving

firm_sections.PROVIDERS.append(sections.published)
desk_sections.PROVIDERS.append(sections.of_desk)
bundle.PROVIDERS.append(spot_bundle.of)
field_words.MORE.update(spot_words.SHARED)
letters.RECEIVING.append(receiving)
HANDLERS = [
    *missed.HANDLERS,
    *missed_service.HANDLERS,
    *orders.HANDLERS,
    *cases.HANDLERS,
    *case_acts.HANDLERS,
    *evidence_pages.HANDLERS,
    *preservation_pages.HANDLERS,
    *record_pages.HANDLERS,
    *law_pages.HANDLERS,
    *procedure_pages.HANDLERS,
    *language_pages.HANDLERS,
    *talk_pages.HANDLERS,
    *party.HANDLERS,
    *passing.HANDLERS,
    *spot.HANDLERS,
    *spot_forms.HANDLERS,
    *spot_collecting.HANDLERS,
    *spot_copy_pages.HANDLERS,
    *spot_money_pages.HANDLERS,
    *spot_act_pages.HANDLERS,
    *spot_party.HANDLERS,
]
