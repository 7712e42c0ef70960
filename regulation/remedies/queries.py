"""Reading remedies: the doors, the list, what waits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.casework import at_hand
from regulation.licensing.status import RESTORING_STEPS, TAKING_STEPS
from regulation.remedies import permissions
from regulation.remedies.status import OPEN, OURS, UNDOES

if TYPE_CHECKING:
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]
#: A remedy with the decision that it is against: its number, its pages, and who made it where that was on the spot.
_WITH_DECISION = """
    remedy.*, coalesce(remedy.case_id, remedy.spot) as matter_id,
    coalesce(penalty_case.number, spot_penalty.number) as case_number,
    coalesce(penalty_case.decision_number, spot_penalty.number) as decision_number,
    case when remedy.spot is null then '/desk/cases/' || remedy.case_id else '/desk/spot/' || remedy.spot end as desk,
    case when remedy.spot is null then '/firm/cases/' || remedy.case_id else '/firm/spot/' || remedy.spot end as home,
    array_remove(array[spot_penalty.officer_a, spot_penalty.officer_b], null) as decided_by
"""
_FROM = """
    from remedy left join penalty_case on penalty_case.id = remedy.case_id
    left join spot_penalty on spot_penalty.id = remedy.spot
"""
_REMEDY = f"""
    select {_WITH_DECISION}, organ.name as organ_name, due.due_on, due.kind as due_kind, due.unit, due.is_provisional
    {_FROM} join organ on organ.id = remedy.organ
    left join lateral (select due_on, kind, period::jsonb ->> 'unit' as unit, is_provisional from clock
                       where clock.matter_id = remedy.id and met_on is null and stopped_reason = ''
                       order by due_on limit 1) as due on true
"""  # noqa: S608 - columns and tables written here


async def for_update(remedy_id: UUID) -> Row:
    """A remedy, locked. Raises NotFound."""
    found = await database.row(
        f"select {_WITH_DECISION} {_FROM} where remedy.id = $1 for update of remedy", remedy_id
    )
    if found is None:
        raise errors.NotFound
    at_hand.take("remedy", remedy_id)
    return found


async def visible(actor: Actor, remedy_id: UUID) -> Row:
    """The one door to a remedy: NotFound unless it is the reader's organ's."""
    found = await database.row(f"{_REMEDY} where remedy.id = $1", remedy_id)
    if found is None:
        raise errors.NotFound
    permissions.check_may_see(actor, found)
    return found


async def of_firm(actor: Actor, remedy_id: UUID) -> Row:
    """A remedy that the reader's own firm took. Raises NotFound."""
    found = await database.row(f"{_REMEDY} where remedy.id = $1", remedy_id)
    if found is None or found["firm"] is None or not actor.acts_for_firm(found["firm"]):
        raise errors.NotFound
    return found


async def of_decision(matter_id: UUID) -> list[Row]:
    """Remedies against the decision of a case or one made on the spot, the earliest first; the caller asks who may see it."""
    return await database.rows(
        f"{_REMEDY} where remedy.case_id = $1 or remedy.spot = $1 order by remedy.filed_on, remedy.number",
        matter_id,
    )


async def files(matter_id: UUID) -> list[Row]:
    """Papers of others that are kept with the remedies against a decision; the caller asks who may see it."""
    return await database.rows(
        """select attachment.* from attachment join remedy on remedy.id = attachment.matter_id
            where attachment.matter_kind = 'remedy' and (remedy.case_id = $1 or remedy.spot = $1)
            order by attachment.added_at""",
        matter_id,
    )


async def of_file(actor: Actor, file_id: UUID) -> UUID:
    """The remedy that a file is kept with, behind its door. Raises NotFound."""
    found: UUID | None = await database.value(
        "select matter_id from attachment where id = $1 and matter_kind = 'remedy'", file_id
    )
    if found is None:
        raise errors.NotFound
    await visible(actor, found)
    return found


async def first_instance(remedy_id: UUID) -> Row | None:
    """What the first instance was told and said, once somebody has appealed."""
    return await database.row("select * from remedy_first_instance where remedy = $1", remedy_id)


async def undone(matter_id: UUID) -> str:
    """What the last remedy that undid something of a decision made of it: an outcome, or nothing."""
    found: str | None = await database.value(
        """select outcome from remedy where (case_id = $1 or spot = $1) and status = 'final' and outcome = any($2)
            order by effective_on desc, number desc limit 1""",
        matter_id,
        sorted(UNDOES),
    )
    return found or ""


async def within_reach(actor: Actor, *, open_only: bool = False, limit: int = 200) -> list[Row]:
    """Remedies against decisions of one's organ, or of all for the city, the most urgent first."""
    reach = None if actor.is_municipal else actor.organ_id
    return await database.rows(
        f"""{_REMEDY} where ($1::uuid is null or remedy.organ = $1)
              and (not $2 or remedy.status = any($3::text[]))
            order by due.due_on nulls last, remedy.registered_at desc limit $4""",
        reach,
        open_only,
        sorted(OPEN),
        limit,
    )


async def waiting(organ_id: UUID) -> list[Row]:
    """What an organ has to do as respondent: pass on, answer; and what it must take down."""
    return await database.rows(
        f"{_REMEDY} where remedy.organ = $1 and remedy.status = any($2::text[]) order by due.due_on",
        organ_id,
        sorted(OURS),
    )


async def to_withdraw(organ_id: UUID) -> list[Row]:
    """Cases whose published decision was undone and still stands on the page."""
    return await database.rows(
        """select penalty_case.id, penalty_case.number, party_name, clock.due_on, clock.is_provisional
           from clock join penalty_case on penalty_case.id = clock.matter_id
           where clock.kind = 'withdrawal' and clock.met_on is null and clock.stopped_reason = ''
             and penalty_case.organ = $1 order by clock.due_on""",
        organ_id,
    )


async def withdrawal(case_id: UUID) -> Row | None:
    """By when what was published of an undone decision is to be taken down, and when it was; None where nothing was public."""
    return await database.row(
        """select due_on, met_on from clock where matter_id = $1 and kind = 'withdrawal' and stopped_reason = ''
            order by due_on desc limit 1""",
        case_id,
    )


async def request_open(remedy_id: UUID) -> Row | None:
    """The request to suspend execution that waits for its answer, locked; or None."""
    return await database.row(
        "select * from suspension_request where remedy = $1 and status = 'asked' for update", remedy_id
    )


async def requests(remedy_id: UUID) -> list[Row]:
    """Every request to suspend execution, the latest first."""
    return await database.rows(
        """select suspension_request.*, document.number as paper_number from suspension_request
             left join document on document.id = suspension_request.document
            where remedy = $1 order by asked_on desc, answered_on desc nulls first""",
        remedy_id,
    )


async def to_answer(organ_id: UUID) -> list[Row]:
    """Remedies of an organ in which the party asked to suspend execution and has no answer."""
    return await database.rows(
        """select remedy.id, remedy.number, remedy.party_name from suspension_request as asked
             join remedy on remedy.id = asked.remedy
            where remedy.organ = $1 and asked.status = 'asked' and remedy.status <> 'final' order by asked.asked_on""",
        organ_id,
    )


async def to_restore(organ_id: UUID) -> list[Row]:
    """Remedies of an organ after which a revoked licence still waits to be restored; on the spot none is revoked."""
    return await database.rows(
        """select distinct remedy.id, remedy.number, remedy.party_name
             from remedy join penalty_case on penalty_case.id = remedy.case_id
             join case_log as log on log.matter_kind = 'licence' and log.action = 'revoke'
                                 and log.data ->> 'decision' = penalty_case.decision_number
             join licence on licence.id = log.matter_id
            where remedy.organ = $1 and remedy.status = 'final' and remedy.outcome in ('quashed', 'anew')
              and penalty_case.decision_number <> ''
              and (licence.status = 'revoked' or (licence.status = 'cancelled' and licence.end_ground = 'taken_back'))
              and not exists (select from case_log as later
                               where later.matter_kind = 'licence' and later.matter_id = licence.id and later.id > log.id
                                 and later.action = any($2))
            order by remedy.number""",
        organ_id,
        [*TAKING_STEPS, *RESTORING_STEPS, "expire"],
    )
