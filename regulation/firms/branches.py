"""Branches as the area that takes their reports wants them kept, and the jurisdiction over a firm whose file moved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from regulation import database, errors
from regulation.firms import facts, listings
from regulation.law import beijing
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

ENDED_ALREADY = N_("该分支机构已经登记为终止")


@dataclass(frozen=True, slots=True)
class Reported:
    """A branch as its firm reported it."""

    name: str
    uscc: str
    organ_id: UUID | None
    area: str
    address: str
    person_in_charge: str
    registered_on: date | None


async def of_firm(firm_id: UUID, branch_id: UUID) -> dict[str, Any]:
    """A branch of this firm. Raises NotFound for one of another."""
    found = await database.row("select * from branch where id = $1 and firm = $2", branch_id, firm_id)
    if found is None:
        raise errors.NotFound
    return found


async def living(firm_id: UUID) -> list[dict[str, Any]]:
    """The branches of a firm that have not ended."""
    return await database.rows(
        """select branch.*, coalesce(organ.code, '') as organ_code
             from branch left join organ on organ.id = branch.organ
            where firm = $1 and ended_on is null order by branch.name""",
        firm_id,
    )


async def enter(firm_id: UUID, reported: Reported, *, source_ref: str) -> UUID:
    """A branch that was reported, in the caller's transaction; its id."""
    made = uuid4()
    await database.execute(
        """insert into branch (id, firm, name, uscc, organ, area, address, person_in_charge, registered_on, ended_on,
                               source_kind, source_ref)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, null, 'report', $10)""",
        made,
        firm_id,
        reported.name,
        reported.uscc or None,
        reported.organ_id,
        reported.area,
        reported.address,
        reported.person_in_charge,
        reported.registered_on,
        source_ref,
    )
    return made


async def correct(branch_id: UUID, reported: Reported) -> None:
    """What a later report says of the same branch instead; it keeps the number under which it was first reported."""
    await database.execute(
        """update branch set name = $2, uscc = $3, organ = $4, area = $5, address = $6, person_in_charge = $7,
                             registered_on = $8 where id = $1""",
        branch_id,
        reported.name,
        reported.uscc or None,
        reported.organ_id,
        reported.area,
        reported.address,
        reported.person_in_charge,
        reported.registered_on,
    )


async def end(branch_id: UUID, *, on: date, corrects: bool = False) -> dict[str, Any]:
    """The branch has ended; its row as it was. Raises Refused when it had ended before and this puts nothing right."""
    held = await database.row("select * from branch where id = $1 for update", branch_id)
    if held is None:
        raise errors.NotFound
    if held["ended_on"] is not None and not corrects:
        raise errors.Refused(ENDED_ALREADY)
    await database.execute("update branch set ended_on = $2 where id = $1", branch_id, on)
    return held


async def hand_over(firm_id: UUID, organ_id: UUID, *, now: datetime) -> None:
    """From now on this organ answers for the firm; in the transaction of the act that hands its file over."""
    await facts.held(firm_id)
    await database.execute("update firm set organ = $2 where id = $1", firm_id, organ_id)
    await listings.refresh([firm_id], today=beijing.legal_day(now))
