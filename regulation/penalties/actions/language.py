"""The party of a case asks for English beside the Chinese of its papers, or asks no longer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulation import database
from regulation.casework import languages, record
from regulation.law import beijing
from regulation.penalties import permissions, queries
from regulation.penalties.actions import doors
from regulation.penalties.tables import PenaltyCase
from regulation.roles import FIRM_ROLES, Role

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from regulation.actor import Actor


async def ask_english(
    case_id: UUID,
    *,
    english: bool,
    how: str = "online",
    by: str = "",
    asked_on: date | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """From the next paper on. The firm says it here, the clerk enters what came on paper or by word of mouth.

    Raises NotFound, NotPermitted, Invalid, AlreadyMoved.
    """
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        case = await queries.case_for_update(case_id)
        if actor.holds(*FIRM_ROLES):
            permissions.check_party_may_see(actor, case)
            asked_on, how, by = today, "online", actor.name
        else:
            permissions.check_office(actor, case, {Role.CLERK}, await doors.kept_away(case, now))
            how = "" if how == "online" else how
        await languages.say(
            "penalty_case",
            case_id,
            case["firm"],
            english=english,
            on=asked_on or today,
            how=how,
            by=by,
            actor=actor,
            now=now,
        )
        await record.record_event(
            PenaltyCase,
            case_id,
            "ask_english" if english else "end_english",
            actor=actor,
            now=now,
            data={"how": how, "by": by.strip(), "asked_on": asked_on or today},
        )
