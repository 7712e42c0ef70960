"""Start, fill in, file, give up; the organ lists a fair in the public calendar or returns the form."""

from __future__ import annotations

import json
import secrets
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from regulation import database, errors
from regulation.accounts import organs
from regulation.casework import calendar, documents, numbering, receipts, record
from regulation.casework.documents import TOKEN_LETTERS
from regulation.indicators.options import PUBLIC_TYPES
from regulation.job_fairs import permissions, queries, rules
from regulation.job_fairs.status import (
    FAIR_KINDS,
    MODES,
    POLICE_BODIES,
    STEPS,
    FairKind,
    FairStatus,
    Mode,
    PoliceBody,
)
from regulation.job_fairs.tables import Fair
from regulation.law import beijing
from regulation.ledger import actions as ledger
from regulation.notices import actions as notices
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]
#: Answers that are columns of the fair; the others stay among its answers.
COLUMNS = (
    "name",
    "mode",
    "area",
    "venue",
    "website",
    "first_day",
    "last_day",
    "hours",
    "expected",
    "police_licence",
)
OTHERS = (
    "booths", "employers", "posts", "contact_name", "contact_phone", "complaint_phone", "employers_verified", *rules.PLANS,
)  # fmt: skip


def answers_of(fair: Mapping[str, Any]) -> Row:
    """All that the form asks, as it was filled in."""
    return {**fair["answers"], **{name: fair[name] for name in COLUMNS}}


async def start(
    firm_id: UUID,
    *,
    like: str = "",
    request_key: str,
    actor: Actor,
    now: datetime,
) -> str:
    """Begin the filing of a one-off fair; its number. `like` names an earlier fair of the firm whose form is copied, days aside."""
    permissions.check_acts_for(actor, firm_id)
    said = {"firm": firm_id, "like": like, "act": "start_fair"}

    async def make() -> str:
        firm = await queries.firm(firm_id)
        copied: Row = {}
        if like:
            earlier = await queries.visible(actor, like)
            if earlier["firm"] != firm_id:
                raise errors.NotFound
            copied = answers_of(earlier) | {"first_day": None, "last_day": None, "police_licence": ""}
        return await _insert(firm, FairKind.ONE_OFF, copied, plan=None, actor=actor, now=now)

    return await receipts.made_once(request_key, said, make, actor=actor, now=now)


async def _insert(
    firm: Row, kind: FairKind, answers: Mapping[str, Any], *, plan: UUID | None, actor: Actor, now: datetime
) -> str:
    """A draft, inside the caller's transaction."""
    number = "J" + "".join(secrets.choice(TOKEN_LETTERS) for _ in range(9))
    made = uuid4()
    columns = _columns(answers)
    await database.execute(
        """insert into fair (id, number, draft_number, kind, plan, firm, firm_name, status, name, mode, area, venue, website,
                             first_day, last_day, hours, expected, police_licence, answers, police_body, is_free,
                             created_at, updated_at, updated_by)
           values ($1,$2,$2,$3,$4,$5,$6,'draft',$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,'none',false,$18,$18,$19)""",
        made,
        number,
        str(kind),
        plan,
        firm["id"],
        firm["name"],
        *(columns[name] for name in COLUMNS),
        json.dumps({name: answers.get(name) for name in OTHERS}, ensure_ascii=False, default=str),
        now,
        actor.name,
    )
    await record.opened(Fair, made, "start", FairStatus.DRAFT, actor=actor, now=now)
    return number


def _columns(answers: Mapping[str, Any]) -> Row:
    empty: Row = {"mode": Mode.ONSITE, "first_day": None, "last_day": None, "expected": None}
    return {
        name: value if (value := answers.get(name)) not in (None, "") else empty.get(name, "")
        for name in COLUMNS
    }


async def save(
    number: str, answers: Mapping[str, Any], *, seen_at: datetime, actor: Actor, now: datetime
) -> None:
    """Keep what was filled in so far, whole or not. Raises AlreadyMoved where a colleague saved after `seen_at`."""
    async with database.unit_of_work():
        fair = await queries.for_update(number)
        permissions.check_can_edit(actor, fair)
        if fair["updated_at"] != seen_at:
            raise errors.AlreadyMoved(
                "同事%(name)s刚刚保存过这份表单，请核对后再保存", name=fair["updated_by"]
            )
        columns = _columns(answers)
        names = ", ".join(f"{name} = ${at}" for at, name in enumerate(COLUMNS, start=5))
        await database.execute(
            f"update fair set answers = $2, updated_at = $3, updated_by = $4, {names} where id = $1",  # noqa: S608
            fair["id"],
            json.dumps({name: answers.get(name) for name in OTHERS}, ensure_ascii=False, default=str),
            now,
            actor.name,
            *(columns[name] for name in COLUMNS),
        )


async def file(number: str, *, request_key: str, actor: Actor, now: datetime) -> str:
    """File the fair with the organ of its venue; the number of the filing, its receipt issued. Late filing is computed.

    Raises Invalid naming what the form lacks.
    """
    today = beijing.legal_day(now)

    async def make() -> str:
        fair = await queries.for_update(number)
        permissions.check_can_take(actor, fair, "file")
        answers = answers_of(fair)
        if lacking := rules.missing(answers, today):
            raise errors.Invalid(
                {each.field: each.message for each in lacking}, most=rules.MOST_PEOPLE, days=rules.MOST_DAYS
            )
        organ = await organs.by_code(fair["area"])
        if organ is None:
            raise errors.Invalid({"area": N_("请选择举办地所在区")})
        known = await calendar.current()
        firm = await queries.firm(fair["firm"])
        body = rules.police_body(fair["expected"], Mode(fair["mode"]))
        due = rules.filed_by(fair["first_day"], known)
        first_time = fair["filed_on"] is None
        filed_on = today if first_time else fair["filed_on"]
        serial = await numbering.next_number(organ["code"], "job_fair", today.year) if first_time else 0
        given = rules.fair_number(organ["code"], today.year, serial) if first_time else fair["number"]
        await record.record_step(
            Fair,
            fair["id"],
            "file",
            STEPS["file"],
            actor=actor,
            now=now,
            data={"number": given, "due_on": due},
            also={
                "number": given,
                "organ": organ["id"],
                "filed_on": filed_on,
                "due_on": due,
                "days_late": rules.days_late(due, filed_on) if fair["kind"] == FairKind.ONE_OFF else 0,
                "police_body": str(body),
                "is_free": rules.must_be_free(organizer_is_public=firm["inst_type"] in PUBLIC_TYPES),
                "return_reason": "",
                "updated_at": now,
                "updated_by": actor.name,
            },
        )
        if first_time:
            await documents.issue(
                "job_fair_receipt",
                given,
                "fair",
                fair["id"],
                _said(fair, answers, _party(firm), organ, body=body, filed_on=filed_on, due=due),
                organ_id=organ["id"],
                firm_id=fair["firm"],
                now=now,
            )
        await notices.tell(
            N_("收到招聘会备案：%(name)s（%(number)s）"),
            f"/desk/job-fairs/{given}",
            kind="job_fair",
            now=now,
            organ_id=organ["id"],
            name=fair["name"],
            number=given,
        )
        return given

    return await receipts.made_once(
        request_key, {"act": "file_fair", "number": number}, make, actor=actor, now=now
    )


def _party(firm: Row) -> Row:
    return {
        "name": firm["name"],
        "code": firm["uscc"] or "",
        "address": firm["domicile"],
        "representative": firm["legal_representative"],
    }


def _said(
    fair: Row, answers: Row, party: Row, organ: Row, *, body: PoliceBody, filed_on: date, due: date
) -> Row:
    """What the receipt D-60 says."""
    return {
        "organ": {"name": organ["name"]},
        "issued_on": filed_on,
        "firm": party,
        "name": fair["name"],
        "kind": FAIR_KINDS[FairKind(fair["kind"])],
        "mode": MODES[Mode(fair["mode"])],
        "venue": fair["venue"],
        "website": fair["website"],
        "first_day": fair["first_day"],
        "last_day": fair["last_day"],
        "hours": fair["hours"],
        "expected": fair["expected"],
        "booths": answers["booths"],
        "employers": answers["employers"],
        "posts": answers["posts"],
        "police": POLICE_BODIES[body],
        "person": f"{answers['contact_name']} {answers['contact_phone']}",
        "filed_on": filed_on,
        "complaint_phone": answers.get("complaint_phone") or "",
        "due_on": due,
        "days_late": rules.days_late(due, filed_on),
        "citations": [{"label": each.zh} for each in STEPS["file"].cites],
    }


async def discard(number: str, *, actor: Actor, now: datetime) -> None:
    """Give a draft up."""
    async with database.unit_of_work():
        fair = await queries.for_update(number)
        permissions.check_can_take(actor, fair, "discard")
        await record.record_step(Fair, fair["id"], "discard", STEPS["discard"], actor=actor, now=now)


async def send_back(number: str, *, reason: str, actor: Actor, now: datetime) -> None:
    """The form is not whole: the organizer completes it; it stays filed as of its first day."""
    if not reason.strip():
        raise errors.Invalid({"reason": N_("请写明需要补充的内容")})
    async with database.unit_of_work():
        fair = await queries.for_update(number)
        permissions.check_can_take(actor, fair, "return")
        await record.record_step(
            Fair,
            fair["id"],
            "return",
            STEPS["return"],
            actor=actor,
            now=now,
            reason=reason,
            also={"return_reason": reason},
        )
        await _tell_organizer(N_("招聘会备案需要补充：%(name)s（%(number)s）"), fair, now=now)


async def enter_in_calendar(number: str, *, reason: str = "", actor: Actor, now: datetime) -> None:
    """Enter the fair in the public calendar. An organizer without a living licence is listed with a reason alone.

    A fair is intermediation, which needs the licence (《人力资源服务机构管理规定》第五条第二款).
    """
    async with database.unit_of_work():
        fair = await queries.for_update(number)
        permissions.check_can_take(actor, fair, "list")
        licensed = fair["is_free"] or await queries.holds_licence(fair["firm"], fair["first_day"])
        if not licensed and not reason.strip():
            raise errors.Invalid(
                {"reason": N_("主办机构在举办日没有有效的人力资源服务许可，请写明列入日历的理由")}
            )
        await record.record_step(
            Fair,
            fair["id"],
            "list",
            STEPS["list"],
            actor=actor,
            now=now,
            reason=reason,
            data={"licensed": licensed},
        )
        await _tell_organizer(N_("招聘会已列入公开日历：%(name)s（%(number)s）"), fair, now=now)
        await ledger.append(
            str(fair["id"]),
            "job_fair",
            "list",
            actor=actor,
            now=now,
            prev_state=fair["status"],
            private={
                "number": fair["number"],
                "name": fair["name"],
                "first_day": fair["first_day"].isoformat(),
            },
        )


async def _tell_organizer(title: str, fair: Row, *, now: datetime) -> None:
    await notices.tell(
        title,
        f"/firm/job-fairs/{fair['number']}",
        kind="job_fair",
        now=now,
        firm_id=fair["firm"],
        name=fair["name"],
        number=fair["number"],
    )
