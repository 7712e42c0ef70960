"""The firm's file as an officer takes it along: register facts, licences, last visits, open orders, tier."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.inspections import words
from app.public import register_words
from app.shell import i18n
from app.shell.i18n import gettext as _
from regulation.firms import queries as firms
from regulation.firms.status import REGISTRATION_KINDS, REGISTRATION_STATUSES
from regulation.inspections.queries import tasks
from regulation.inspections.status import OUTCOME_NAMES, Outcome
from regulation.integrity import queries as integrity
from regulation.integrity.status import KIND_NAMES, TIER_NAMES
from regulation.penalties import queries as penalties
from regulation.penalties.status import ORDER_NAMES, OrderStatus

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

#: Orders that still ask something of the firm, or were not obeyed.
OPEN_ORDERS = frozenset({OrderStatus.ISSUED, OrderStatus.SERVED, OrderStatus.REFUSED})
LAST_VISITS = 5


async def of(firm_id: UUID, *, today: date) -> dict[str, Any]:
    """What the page shows, in the visitor's language."""
    view = await firms.firm(firm_id)
    standing = await integrity.standing(firm_id, today=today)
    orders, _cases = await penalties.of_firm(firm_id)
    return {
        "sentences": register_words.sentences(view, today),
        "facts": [
            (_("登记编号"), view.number),
            (_("统一社会信用代码"), view.uscc or "—"),
            (_("法定代表人"), view.legal_representative or "—"),
            (_("住所"), view.domicile or "—"),
            (_("经营场所"), view.place_of_business or view.domicile or "—"),
            (_("成立日期"), i18n.day(view.established_on)),
            (_("经营范围"), view.scope or "—"),
        ],
        "registrations": [
            {
                "kind": _(REGISTRATION_KINDS[each.kind]),
                "number": each.number,
                "status": _(REGISTRATION_STATUSES[each.status_on(today)]),
                "is_living": each.is_living(today),
                "until": each.expires_on,
                "organ": each.organ,
            }
            for each in view.registrations
        ],
        "tier": _(TIER_NAMES[standing.tier]),
        "score": standing.score,
        "counts": [
            {"label": _(KIND_NAMES[line.fact.kind]), "points": line.points, "on": line.fact.occurred_on}
            for line in standing.lines
            if line.counts and line.points
        ],
        "visits": [
            {
                "number": each["number"],
                "on": each["confirmed_at"],
                "outcome": _(OUTCOME_NAMES[Outcome(each["outcome"])]),
                "tone": words.OUTCOME_TONES[Outcome(each["outcome"])],
            }
            for each in (await tasks.visits_of_firm(firm_id))[:LAST_VISITS]
        ],
        "orders": [
            {
                "number": each["number"],
                "status": _(ORDER_NAMES[OrderStatus(each["status"])]),
                "due_on": each["due_on"],
                "facts": each["facts"],
            }
            for each in orders
            if OrderStatus(each["status"]) in OPEN_ORDERS
        ],
    }
