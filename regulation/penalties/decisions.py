"""Decisions that cost money: that of a penalty case, and a penalty on the spot. One shape of row for what follows from either.

What follows (payments, deferral, surcharge, demand, court, later papers, remedies) stands in one set of tables, whose rows
name exactly one of the two: `case_id` or `spot`.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.casework import at_hand
from regulation.penalties import queries
from regulation.penalties.rules.fines import Proposal
from regulation.penalties.rules.violations import Measure
from regulation.penalties.status import CaseStatus

if TYPE_CHECKING:
    from uuid import UUID

Row = dict[str, Any]
CASE, SPOT = "penalty_case", "spot_penalty"


async def kind_of(matter_id: UUID) -> str:
    """Which of the two it is. Raises NotFound."""
    found: str | None = await database.value(
        """select 'penalty_case' from penalty_case where id = $1
           union all select 'spot_penalty' from spot_penalty where id = $1""",
        matter_id,
    )
    if found is None:
        raise errors.NotFound
    return found


async def by_id(matter_id: UUID) -> Row:
    """The decision; the caller asks who may see it. Raises NotFound."""
    if await kind_of(matter_id) == CASE:
        return of_case(await queries.any_case(matter_id))
    return of_spot(queries.read(await database.row("select * from spot_penalty where id = $1", matter_id)))


async def for_update(matter_id: UUID) -> Row:
    """The decision, locked. Raises NotFound."""
    if await kind_of(matter_id) == CASE:
        return of_case(await queries.case_for_update(matter_id))
    at_hand.take(SPOT, matter_id)
    return of_spot(
        queries.read(await database.row("select * from spot_penalty where id = $1 for update", matter_id))
    )


def of_case(case: Row) -> Row:
    """A case as a decision: `column` holds it in the tables of what follows.

    `desk` and `money` are its pages for the office, `home` that for the firm.
    """
    return {
        **case,
        "matter_kind": CASE,
        "column": "case_id",
        "is_served": case["status"] == CaseStatus.SERVED,
        "desk": f"/desk/cases/{case['id']}",
        "money": f"/desk/cases/{case['id']}",
        "home": f"/firm/cases/{case['id']}",
    }


def of_spot(spot: Row) -> Row:
    """A penalty on the spot as a decision: handed over where it was made, it was served that day."""
    read = queries.read(dict(spot))
    return {
        **read,
        "matter_kind": SPOT,
        "column": "spot",
        "is_served": read["status"] != "quashed",
        "decision_number": read["number"],
        "decision_document": read["document"],
        "served_on": read["decided_on"],
        "confiscated": Decimal(0),
        "measures": [str(Measure.WARNING)] if read["warning"] else [],
        "desk": f"/desk/spot/{read['id']}",
        "money": f"/desk/spot/{read['id']}/money",
        "home": f"/firm/spot/{read['id']}",
    }


def is_spot(decision: Row) -> bool:
    """Whether it was made on the spot."""
    return bool(decision["matter_kind"] == SPOT)


def proposal_of(decision: Row) -> Proposal:
    """What was decided."""
    if is_spot(decision):
        return Proposal(fine=decision["fine"], measures=tuple(Measure(each) for each in decision["measures"]))
    return queries.proposal_of(decision)
