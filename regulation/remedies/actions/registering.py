"""Register a reconsideration or suit, pass on what was handed in here, note that the copy came."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import clocks, numbering, record
from regulation.law import beijing
from regulation.law.citation import RECONSIDERATION_LAW
from regulation.penalties import queries as cases
from regulation.penalties.actions import doors as case_doors
from regulation.penalties.actions import undoing
from regulation.remedies import permissions, queries, rules
from regulation.remedies.actions import doors
from regulation.remedies.status import Status, Way
from regulation.remedies.tables import Remedy
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date, datetime

    from regulation.actor import Actor

Row = dict[str, Any]


async def register(
    case_id: UUID,
    *,
    way: Way,
    body: str,
    claims: str,
    filed_on: date,
    received_on: date | None = None,
    body_number: str = "",
    simple: bool = False,
    actor: Actor,
    now: datetime,
) -> UUID:
    """Register a reconsideration or suit against a served decision: no surcharge runs from its first day.

    Without a day of receipt it was handed in here (第三十二条), and is passed on in five working days.
    """
    today = beijing.legal_day(now)
    problems = {}
    if not body.strip():
        problems["body"] = N_("请填写复议机关或者人民法院")
    if received_on is None and way is Way.SUIT:
        problems["received_on"] = N_("请填写收到起诉状副本的日期")
    if filed_on > today or (received_on is not None and not filed_on <= received_on <= today):
        problems["filed_on"] = N_("日期应当依次先后，且不晚于今天")
    said = claims.strip()
    if len(said) < 4:
        problems["claims"] = N_("请写明请求和理由")
    async with database.unit_of_work():
        case = await cases.case_for_update(case_id)
        permissions.check_can_act(actor, case)
        if case["served_on"] is None or case["status"] == "quashed":
            raise errors.Refused(N_("没有已经送达的处罚决定"), citation=RECONSIDERATION_LAW.article(20))
        if filed_on < case["served_on"]:
            problems["filed_on"] = N_("提出日期不能早于决定送达日期")
        if problems:
            raise errors.Invalid(problems)
        if any(each["status"] != Status.FINAL for each in await queries.of_case(case_id)):
            raise errors.Refused(N_("已有尚未终结的复议或者诉讼"), citation=RECONSIDERATION_LAW.article(29))
        organ = await case_doors.organ_of(case["organ"])
        taken = await numbering.next_number(organ["code"], "remedy", today.year)
        number = numbering.formatted(organ["short"], "人社应", today.year, taken)
        made = uuid4()
        status = Status.PENDING if received_on else Status.LODGED
        await database.execute(
            """insert into remedy (id, number, status, way, is_simple, case_id, organ, firm, party_name, body, body_number,
                                   claims, filed_on, received_on, instance, outcome, outcome_number, reason, mitigation,
                                   refund, refund_receipt, registered_by, registered_at)
               values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,'first','','','','',0,'',$15,$16)""",
            made,
            number,
            str(status),
            str(way),
            simple and way is Way.RECONSIDERATION,
            case_id,
            case["organ"],
            case["firm"],
            case["party_name"],
            body.strip(),
            body_number.strip(),
            said,
            filed_on,
            received_on,
            actor.name,
            now,
        )
        await record.opened(Remedy, made, "register", status, actor=actor, now=now, data={"number": number})
        await undoing.begin_stay(case_id, way=str(way), number=number, from_on=filed_on, actor=actor, now=now)
        remedy = await queries.for_update(made)
        if received_on is None:
            await doors.start(remedy, "passing", rules.PASSING, today)
        else:
            await doors.answer_due(remedy, received_on)
    return made


async def pass_on(remedy_id: UUID, *, actor: Actor, now: datetime) -> None:
    """What was handed in here goes on to the government that reviews."""
    async with database.unit_of_work():
        remedy = await doors.held(remedy_id, "pass_on", actor=actor)
        await clocks.meet(remedy_id, "passing", on=beijing.legal_day(now))
        await doors.take(remedy, "pass_on", actor=actor, now=now)


async def receive_copy(
    remedy_id: UUID,
    *,
    received_on: date,
    body_number: str = "",
    simple: bool = False,
    actor: Actor,
    now: datetime,
) -> None:
    """The government's copy is here: the days to answer run."""
    async with database.unit_of_work():
        remedy = await doors.held(remedy_id, "receive_copy", actor=actor)
        if not remedy["filed_on"] <= received_on <= beijing.legal_day(now):
            raise errors.Invalid({"received_on": N_("日期应当依次先后，且不晚于今天")})
        await doors.take(
            remedy,
            "receive_copy",
            actor=actor,
            now=now,
            also={
                "received_on": received_on,
                "is_simple": simple,
                "body_number": body_number.strip() or remedy["body_number"],
            },
        )
        await doors.answer_due(await queries.for_update(remedy_id), received_on)
