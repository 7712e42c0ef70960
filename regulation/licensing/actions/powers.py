"""Who may license: the power goes from one organ to another by a decree, and what is under way goes with it.

《行政许可法》第二十二条 lets the law and its makers name the organ; other cities, and parts of this one, gave the power to an
approval bureau. So the organ of a licence is found, never assumed.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import actor as actors
from regulation import database, errors
from regulation.accounts import organs
from regulation.casework import calendar, clocks, record
from regulation.law import beijing
from regulation.law.citation import LICENSING_LAW
from regulation.licensing import papers, procedures, queries, register
from regulation.licensing.actions import telling
from regulation.licensing.status import LIVING, OPEN, TO_BE_CANCELLED, ApplicationStatus
from regulation.licensing.tables import Application, Licence
from regulation.roles import Role
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date, datetime

    from regulation.actor import Actor

Row = dict[str, Any]
BASIS = (LICENSING_LAW.article(22, doubt=N_("划转的直接依据是有权机关的文件；条文凭记忆引用，待核对")),)
#: Matters that go along: whatever is not finished, drafts included, so that nobody submits to the wrong door.
GOES_ALONG = (*sorted(OPEN), ApplicationStatus.DRAFT)
ENDURES = sorted(LIVING | TO_BE_CANCELLED)


async def holder(kind: str, organ_id: UUID, *, on: date) -> UUID:
    """Who holds today the power that an organ once held: from transfer to later transfer, so it may come back."""
    found: UUID = await database.value(
        """with recursive goes as (
               select $2::uuid as organ, '-infinity'::date as since
               union all
               select next.to_organ, next.from_on from goes cross join lateral (
                   select to_organ, from_on from power_transfer
                    where from_organ = goes.organ and kind = $1 and from_on <= $3 and from_on > goes.since
                    order by from_on limit 1) as next
           ) select organ from goes order by since desc limit 1""",
        kind,
        organ_id,
        on,
    )
    return found


async def holders(kind: str, *, on: date) -> list[Row]:
    """The organs that give this licence on a day, in the city's order: the last decree about each says whether it does."""
    last: dict[UUID, bool] = {}
    for each in await database.rows(
        "select from_organ, to_organ from power_transfer where kind = $1 and from_on <= $2 order by from_on",
        kind,
        on,
    ):
        last |= {each["from_organ"]: False, each["to_organ"]: True}
    return [
        each
        for each in await organs.licensing_organs()
        if last.get(each["id"], not each["is_approval_bureau"])
    ]


async def held_by(organ_id: UUID) -> list[Row]:
    """Which power an organ was given by decree, from when and until when; the latest first."""
    return await database.rows(
        """select given.kind, given.from_on, given.decree_number, given.from_organ,
                  (select min(taken.from_on) from power_transfer as taken
                    where taken.kind = given.kind and taken.from_organ = $1 and taken.from_on > given.from_on) as to_on
           from power_transfer as given where given.to_organ = $1 order by given.from_on desc, given.kind""",
        organ_id,
    )


async def check_holds(kind: str, organ_id: UUID | None, *, on: date) -> None:
    """Raise Invalid when this organ does not give this licence."""
    if organ_id is None or organ_id not in {each["id"] for each in await holders(kind, on=on)}:
        raise errors.Invalid({"organ": N_("该机关不实施此项许可，请选择有权机关")})


async def transfers(*, limit: int = 100) -> list[Row]:
    """What was decreed, the latest first."""
    return await database.rows(
        """select transfer.*, former.name as former, former.name_en as former_en, new.name as new, new.name_en as new_en
           from power_transfer as transfer join organ as former on former.id = transfer.from_organ
                join organ as new on new.id = transfer.to_organ order by transfer.made_at desc limit $1""",
        limit,
    )


async def transfer(
    kind: str,
    from_code: str,
    to_code: str,
    *,
    from_on: date,
    decree_number: str,
    actor: Actor,
    now: datetime,
) -> UUID:
    """Enter a decree that moves the power from a day on. Raises NotPermitted, Invalid.

    A day that has come is carried out at once, a later one by the nightly job.
    """
    actor.check_holds(Role.DIRECTOR)
    if not actor.is_municipal:
        raise errors.NotPermitted("许可权的划转由市级机关登记")
    today = beijing.legal_day(now)
    former, new = await organs.by_code(from_code), await organs.by_code(to_code)
    wrong: dict[str, str] = {}
    holding = {each["id"] for each in await holders(kind, on=from_on)}
    if former is None or former["id"] not in holding:
        wrong["from_organ"] = N_("该机关在这一天不实施此项许可")
    if new is None or (former is not None and new["id"] == former["id"]):
        wrong["to_organ"] = N_("请选择另一个机关")
    elif former is not None and await _touched_later(kind, (former["id"], new["id"]), since=from_on):
        wrong["from_on"] = N_("这一天以后已经登记了涉及这两个机关的划转，请填写更晚的日期")
    if not decree_number.strip():
        wrong["decree_number"] = N_("请填写依据的文号")
    if from_on < today:
        wrong["from_on"] = N_("划转日期不能早于今天")
    if wrong or former is None or new is None:
        raise errors.Invalid(wrong)
    made = uuid4()
    async with database.unit_of_work():
        await database.execute(
            """insert into power_transfer (id, kind, from_organ, to_organ, from_on, decree_number, made_by, made_at)
               values ($1, $2, $3, $4, $5, $6, $7, $8)""",
            made,
            kind,
            former["id"],
            new["id"],
            from_on,
            decree_number.strip(),
            actor.name,
            now,
        )
    if from_on <= today:
        await carry_out(made, now=now)
    return made


async def _touched_later(kind: str, organ_ids: tuple[UUID, UUID], *, since: date) -> bool:
    """Decrees are entered in the order of their days, or what was carried out would have to be undone."""
    found: bool = await database.value(
        """select exists (select from power_transfer where kind = $1 and from_on >= $3
                            and (from_organ = any($2) or to_organ = any($2)))""",
        kind,
        list(organ_ids),
        since,
    )
    return found


async def carry_out_due(*, now: datetime) -> int:
    """The nightly job: every transfer whose day has come; how many matters were handed over."""
    due = await database.rows(
        "select id from power_transfer where done_at is null and from_on <= $1 order by from_on",
        beijing.legal_day(now),
    )
    return sum([await carry_out(each["id"], now=now) for each in due])


async def carry_out(transfer_id: UUID, *, now: datetime) -> int:
    """Hand over what is under way and what lives on, each in its own transaction; a broken run is taken up again."""
    said = await database.row("select * from power_transfer where id = $1", transfer_id)
    if said is None:
        raise errors.NotFound
    former, new = await papers.organ_of(said["from_organ"]), await papers.organ_of(said["to_organ"])
    basis = f"{said['decree_number']}"
    applications = await database.rows(
        "select number from application where kind = $1 and organ = $2 and status = any($3) order by number",
        said["kind"],
        former["id"],
        [str(each) for each in GOES_ALONG],
    )
    for each in applications:
        await hand_over_application(each["number"], former, new, basis=basis, now=now)
    licences = await database.rows(
        "select id from licence where kind = $1 and organ = $2 and status = any($3) order by number",
        said["kind"],
        former["id"],
        ENDURES,
    )
    for each in licences:
        await _hand_over_licence(each["id"], former, new, basis=basis, now=now)
    await database.execute("update power_transfer set done_at = $2 where id = $1", transfer_id, now)
    return len(applications) + len(licences)


async def hand_over_application(number: str, former: Row, new: Row, *, basis: str, now: datetime) -> None:
    """One application: the file, the clocks as they run, and word to the firm and the new organ."""
    async with database.unit_of_work():
        application = await queries.for_update(number)
        if application["organ"] != former["id"] or application["status"] not in GOES_ALONG:
            return
        answers = application["answers"]
        answers = answers | {"subject": answers.get("subject", {}) | {"organ": new["code"]}}
        await database.execute(
            "update application set organ = $2, answers = $3 where id = $1",
            application["id"],
            new["id"],
            json.dumps(answers, ensure_ascii=False, default=str),
        )
        await database.execute(
            "update clock set organ_id = $2 where matter_kind = 'application' and matter_id = $1",
            application["id"],
            new["id"],
        )
        await database.execute(
            "update hearing set organ = $2 where application = $1", application["id"], new["id"]
        )
        await record.record_event(
            Application,
            application["id"],
            "hand_over",
            actor=actors.SYSTEM,
            now=now,
            reason=basis,
            data={"from": former["name"], "to": new["name"]},
            cites=BASIS,
        )
        if application["status"] == ApplicationStatus.DRAFT:
            return
        handed = application | {"organ": new["id"], "answers": answers}
        await papers.issue_transfer(
            handed, former, new, basis=basis, periods=await _periods(application), now=now
        )
        await telling.tell_firm(
            handed, N_("您的申请已移交%(organ)s办理，期限继续计算（%(number)s）"), now=now, organ=new["name"]
        )
        await telling.tell_organ(handed, N_("接收移交的许可申请：%(firm)s（%(number)s）"), now=now)


async def _periods(application: Row) -> list[Row]:
    running = await clocks.of(application["id"], calendar=await calendar.current())
    names = {each.clock: each.label for each in procedures.of_matter(application).limits}
    return [
        {"name": names[each.kind], "due_on": each.due.due_on}
        for each in running
        if each.is_running and each.kind in names and each.due.paused_since is None
    ]


async def _hand_over_licence(licence_id: UUID, former: Row, new: Row, *, basis: str, now: datetime) -> None:
    """One licence: it stays as it is, its organ is another one from now on, and the register says so."""
    async with database.unit_of_work():
        licence = await queries.licence_for_update(licence_id)
        if licence["organ"] != former["id"]:
            return
        await database.execute("update licence set organ = $2 where id = $1", licence_id, new["id"])
        await record.record_event(
            Licence,
            licence_id,
            "hand_over",
            actor=actors.SYSTEM,
            now=now,
            reason=basis,
            data={"from": former["name"], "to": new["name"]},
            cites=BASIS,
        )
        await register.show_licence(licence | {"organ": new["id"]}, now=now)
        await register.enter_in_log(
            licence["firm"],
            licence["kind"],
            "hand_over",
            number=licence["number"],
            actor=actors.SYSTEM,
            now=now,
            before=licence["status"],
            organ=new["code"],
        )
