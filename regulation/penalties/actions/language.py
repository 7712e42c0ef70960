"""The party of a case or of a penalty on the spot asks for English beside the Chinese of its papers, or asks no longer; the office has texts translated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.casework import languages, record, translations
from regulation.law import beijing, house_rules
from regulation.penalties import decisions, permissions, queries, queries_hearing
from regulation.penalties.actions import decision, doors, notice
from regulation.penalties.papers_ending import handling
from regulation.penalties.status import CaseStatus
from regulation.penalties.tables import PenaltyCase
from regulation.penalties.tables_hearing import SpotPenalty
from regulation.roles import FIRM_ROLES, Role
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]


async def coming(case: Row, today: date) -> list[tuple[str, Row]]:
    """The papers to the party that the case comes to next, as they would be issued today."""
    status = case["status"]
    if status == CaseStatus.REPORTED:
        ground = await notice.hearing_ground(case, today)
        return [("prior_notice", await notice.notice_paper(case, ground, today))]
    if status not in {CaseStatus.NOTIFIED, CaseStatus.HEARD}:
        return []
    grade = await decision.default_class(case, today)
    found = [("penalty_decision", await decision.decision_paper(case, grade, today))]
    ordered = await queries_hearing.handling(case["id"])
    if ordered is not None:
        organ = await doors.organ_of(case["organ"])
        evidence = await queries.standing_evidence(case["id"])
        said = await queries_hearing.statements(case)
        found.append(("handling_decision", handling(organ, case, ordered, evidence, said, today)))
    return found


async def to_translate(case: Row, today: date) -> list[tuple[str, str]]:
    """What somebody wrote in the papers that come next, each text once: its place in the paper, and the text."""
    found: dict[str, str] = {}
    for kind, said in await coming(case, today):
        for place, text in translations.texts(kind, said):
            found.setdefault(text, place)
    return [(place, text) for text, place in found.items()]


async def translate(case_id: UUID, given: Mapping[str, str], *, by: str, actor: Actor, now: datetime) -> None:
    """Keep the translation of texts of this case, with who made it; the papers issued from now on carry it.

    Raises NotFound, NotPermitted, Invalid; AlreadyMoved where nothing is new.
    """
    if len(by.strip()) < 2:
        raise errors.Invalid({"by": N_("请填写译者；机器翻译的，填写校对人")})
    async with database.unit_of_work():
        case = await queries.case_for_update(case_id)
        permissions.check_office(actor, case, {Role.CLERK}, await doors.conflicted(case["firm"], now))
        kept = await translations.keep("penalty_case", case_id, given, by, actor, now)
        if not kept:
            raise errors.AlreadyMoved(N_("译文没有变化"), citation=house_rules.CORRECT_DO_NOT_REPEAT)
        await record.record_event(
            PenaltyCase,
            case_id,
            "translate",
            actor=actor,
            now=now,
            data={"by": by.strip(), "texts": kept},
        )


async def ask_english(
    matter_id: UUID,
    *,
    english: bool,
    how: str = "online",
    by: str = "",
    asked_on: date | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """From the next paper on, in a case or after a penalty on the spot. The firm says it here, the clerk enters what came on paper or by word of mouth.

    Raises NotFound, NotPermitted, Invalid, AlreadyMoved.
    """
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        matter = await decisions.for_update(matter_id)
        if actor.holds(*FIRM_ROLES):
            _check_party(actor, matter)
            asked_on, how, by = today, "online", actor.name
        else:
            permissions.check_office(actor, matter, {Role.CLERK}, await doors.kept_away(matter, now))
            how = "" if how == "online" else how
        await languages.say(
            matter["matter_kind"],
            matter_id,
            matter["firm"],
            english=english,
            on=asked_on or today,
            how=how,
            by=by,
            actor=actor,
            now=now,
        )
        await record.record_event(
            SpotPenalty if decisions.is_spot(matter) else PenaltyCase,
            matter_id,
            "ask_english" if english else "end_english",
            actor=actor,
            now=now,
            data={"how": how, "by": by.strip(), "asked_on": asked_on or today},
        )


def _check_party(actor: Actor, matter: Row) -> None:
    """A case is there for its party from the notice on; what was decided on the spot was handed over there."""
    if not decisions.is_spot(matter):
        permissions.check_party_may_see(actor, matter)
    elif not actor.acts_for_firm(matter["firm"]):
        raise errors.NotFound
