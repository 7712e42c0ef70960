"""Register a reconsideration or suit, pass on what was handed in here, note that the copy came."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import clocks, numbering, record
from regulation.law import beijing
from regulation.law.citation import RECONSIDERATION_LAW
from regulation.penalties import debts, decisions
from regulation.penalties.actions import doors as case_doors
from regulation.penalties.actions import halting
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
    matter_id: UUID,
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
    """Register a reconsideration or suit against a served decision, of a case or made on the spot: no surcharge runs from
    its first day.

    Without a day of receipt it was handed in here, as only what was decided on the spot may be (第三十二条), and is passed on in five working days.
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
        decision = await decisions.for_update(matter_id)
        permissions.check_can_act(actor, decision)
        await _check_may_begin(decision, way, handed_in=received_on is None)
        if filed_on < decision["served_on"]:
            problems["filed_on"] = N_("提出日期不能早于决定送达日期")
        if problems:
            raise errors.Invalid(problems)
        organ = await case_doors.organ_of(decision["organ"])
        taken = await numbering.next_number(organ["code"], "remedy", today.year)
        number = numbering.formatted(organ["short"], "人社应", today.year, taken)
        made = uuid4()
        status = Status.PENDING if received_on else Status.LODGED
        await database.execute(
            f"""insert into remedy (id, number, status, way, is_simple, {decision["column"]}, organ, firm, party_name, body, body_number,
                                   claims, filed_on, received_on, instance, outcome, outcome_number, reason, mitigation,
                                   refund, refund_receipt, registered_by, registered_at)
               values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,'first','','','','',0,'',$15,$16)""",  # noqa: S608
            made,
            number,
            str(status),
            str(way),
            simple and way is Way.RECONSIDERATION,
            matter_id,
            decision["organ"],
            decision["firm"],
            decision["party_name"],
            body.strip(),
            body_number.strip(),
            said,
            filed_on,
            received_on,
            actor.name,
            now,
        )
        await record.opened(Remedy, made, "register", status, actor=actor, now=now, data={"number": number})
        await halting.begin_stay(
            matter_id, way=str(way), number=number, from_on=filed_on, actor=actor, now=now
        )
        remedy = await queries.for_update(made)
        if received_on is None:
            await doors.start(remedy, "passing", rules.PASSING, today)
        else:
            await doors.answer_due(remedy, received_on)
    return made


async def _check_may_begin(decision: Row, way: Way, *, handed_in: bool) -> None:
    """Raise Refused unless a remedy of this way can begin against the decision now."""
    if decision["served_on"] is None or decision["status"] == "quashed":
        raise errors.Refused(N_("没有已经送达的处罚决定"), citation=RECONSIDERATION_LAW.article(20))
    if any(each["status"] != Status.FINAL for each in await queries.of_decision(decision["id"])):
        raise errors.Refused(N_("已有尚未终结的复议或者诉讼"), citation=RECONSIDERATION_LAW.article(29))
    on_the_spot = decisions.is_spot(decision)
    if handed_in and way is Way.RECONSIDERATION:
        case_doors.refuse(rules.handed_in_refused(on_the_spot=on_the_spot))
    # A reconsideration that was only noted, before they were conducted here, is one too.
    is_reviewed = any(
        each["way"] == Way.RECONSIDERATION and each["to_on"] is not None
        for each in await debts.stays(decision["id"])
    )
    case_doors.refuse(rules.suit_first_refused(way, on_the_spot=on_the_spot, is_reviewed=is_reviewed))


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
