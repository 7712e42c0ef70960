"""Booklets of numbered forms: handed to an officer before going out, each form used, voided or returned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import documents, numbering, record
from regulation.law import beijing
from regulation.law.citation import PENALTY_LAW
from regulation.penalties import papers_ending as papers
from regulation.penalties import permissions
from regulation.penalties.actions import doors
from regulation.penalties.rules import forms as rules
from regulation.penalties.tables_spot import SpotBooklet
from regulation.roles import Role

if TYPE_CHECKING:
    from datetime import date, datetime

    from regulation.actor import Actor

Row = dict[str, Any]
CITED = (PENALTY_LAW.article(52, 1),)
ACT_NAMES = ("hand_out", "void_form", "take_back")


async def hand_out(officer: UUID, count: int, *, request_key: str, actor: Actor, now: datetime) -> UUID:
    """Number forms, print them and hand them to an officer with a valid certificate. Raises Invalid."""
    if not 1 <= count <= rules.MOST:
        raise errors.Invalid({"count": "每本1至25份"})
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        earlier = await doors.earlier(request_key, [officer, count], actor=actor, now=now)
        if earlier is not None:
            return earlier
        actor.check_holds(Role.CLERK)
        organ = await doors.organ_of(actor.organ_id)
        found = await doors.officers(organ["id"], [officer], today=today)
        if not found:
            raise errors.Invalid({"officer": "请选择本机关持有效执法证件的执法人员"})
        made = uuid4()
        taken = [
            await numbering.next_number(organ["code"], "spot_decision", today.year) for _each in range(count)
        ]
        numbers = [numbering.formatted(organ["short"], "人社当罚", today.year, each) for each in taken]
        paper = await documents.issue(
            "spot_booklet",
            f"{numbers[0]}—{taken[-1]}号",
            "spot_booklet",
            made,
            papers.spot_booklet(organ, found[0], numbers, today),
            organ_id=organ["id"],
            firm_id=None,
            now=now,
        )
        await database.execute(
            """insert into spot_booklet (id, organ, officer, officer_name, status, year, first, last, issued_on, issued_by,
                   issued_name, document) values ($1,$2,$3,$4,'out',$5,$6,$7,$8,$9,$10,$11)""",
            made,
            organ["id"],
            officer,
            found[0]["name"],
            today.year,
            taken[0],
            taken[-1],
            today,
            actor.person_id,
            actor.name,
            paper["id"],
        )
        for seq, number in zip(taken, numbers, strict=True):
            await database.execute(
                """insert into spot_form (id, booklet, seq, number, status, reason, changed_name)
                   values ($1,$2,$3,$4,'out','','')""",
                uuid4(),
                made,
                seq,
                number,
            )
        await record.opened(
            SpotBooklet,
            made,
            "hand_out",
            "out",
            actor=actor,
            now=now,
            data={"officer": found[0]["name"], "first": numbers[0], "count": count},
            cites=CITED,
        )
        await doors.answered(request_key, made)
    return made


async def held(booklet_id: UUID, number: str) -> Row:
    """A form, locked with its booklet in the caller's transaction. Raises NotFound."""
    await database.execute("select from spot_booklet where id = $1 for update", booklet_id)
    found = await database.row(
        "select * from spot_form where booklet = $1 and number = $2 for update", booklet_id, number
    )
    if found is None:
        raise errors.NotFound
    return found


async def use(form: Row, spot: UUID, *, actor: Actor, on: date) -> None:
    """The form bears this decision."""
    await _change(form, rules.USED, actor=actor, on=on, spot=spot)


async def void(booklet_id: UUID, number: str, *, reason: str, actor: Actor, now: datetime) -> None:
    """A form was spoiled or lost: its number is never used. By its officer, or by the office. Raises Invalid, Refused."""
    why = doors.said(reason)
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        booklet = await visible(actor, booklet_id)
        if actor.person_id != booklet["officer"]:
            permissions.check_office(actor, booklet, {Role.CLERK, Role.DECIDER}, set())
        form = await held(booklet_id, number)
        doors.refuse(rules.using_refused(form["status"], number))
        await _change(form, rules.VOID, actor=actor, on=today, reason=why)
        await record.record_event(
            SpotBooklet,
            booklet_id,
            "void_form",
            actor=actor,
            now=now,
            reason=why,
            data={"number": number},
            cites=CITED,
        )


async def _change(
    form: Row, status: str, *, actor: Actor, on: date, reason: str = "", spot: UUID | None = None
) -> None:
    await database.execute(
        """update spot_form set status = $2, spot = $3, reason = $4, changed_on = $5, changed_name = $6
           where id = $1""",
        form["id"],
        status,
        spot,
        reason,
        on,
        actor.name,
    )
    left = await database.rows("select status from spot_form where booklet = $1", form["booklet"])
    if rules.is_accounted_for([each["status"] for each in left]):
        await database.execute(
            "update spot_booklet set status = 'closed', closed_on = $2 where id = $1 and status = 'out'",
            form["booklet"],
            on,
        )


async def take_back(booklet_id: UUID, *, actor: Actor, now: datetime) -> int:
    """Every form that was not used came back blank to the office; how many. Never by the officer who held them."""
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        await database.execute("select from spot_booklet where id = $1 for update", booklet_id)
        booklet = await visible(actor, booklet_id)
        permissions.check_office(actor, booklet, {Role.CLERK}, set())
        if actor.person_id == booklet["officer"]:
            raise errors.NotPermitted("领用人不能自行核收交还的决定书", citation=PENALTY_LAW.article(52, 1))
        blank = [each for each in await forms(booklet_id) if each["status"] == rules.OUT]
        if not blank:
            raise errors.AlreadyMoved
        for each in blank:
            await _change(each, rules.RETURNED, actor=actor, on=today)
        await record.record_event(
            SpotBooklet,
            booklet_id,
            "take_back",
            actor=actor,
            now=now,
            status_after="closed",
            data={"count": len(blank)},
            cites=CITED,
        )
    return len(blank)


async def forms(booklet_id: UUID) -> list[Row]:
    """The forms of a booklet in their order."""
    return await database.rows("select * from spot_form where booklet = $1 order by seq", booklet_id)


async def visible(actor: Actor, booklet_id: UUID) -> Row:
    """The one door to a booklet: its officer, and the organ's offices. Raises NotFound."""
    found = await database.row("select * from spot_booklet where id = $1", booklet_id)
    if found is None:
        raise errors.NotFound
    if actor.person_id != found["officer"]:
        permissions.check_may_see(actor, found)
    return found


async def of_officer(actor: Actor, booklet_id: UUID) -> Row:
    """A booklet for the phone of its officer, and of nobody else. Raises NotFound."""
    found = await database.row("select * from spot_booklet where id = $1", booklet_id)
    if found is None or found["officer"] != actor.person_id:
        raise errors.NotFound
    return found


_COUNTED = """
    select booklet.*, count(*) filter (where form.status = 'out')::int as left_blank,
           count(*) filter (where form.status = 'used')::int as used, count(*) filter (where form.status = 'void')::int as void,
           count(*) filter (where form.status = 'returned')::int as returned
    from spot_booklet as booklet join spot_form as form on form.booklet = booklet.id
"""


async def in_hand(actor: Actor) -> list[Row]:
    """The booklets this officer holds, with how many forms are left."""
    return await database.rows(
        _COUNTED + "where officer = $1 and booklet.status = 'out' group by booklet.id order by year, first",
        actor.person_id,
    )


async def of_organ(actor: Actor, *, limit: int = 200) -> list[Row]:
    """The booklets within reach with the account of their forms; those still out first."""
    return await database.rows(
        _COUNTED
        + """where ($1::uuid is null or organ = $1) group by booklet.id
             order by booklet.status = 'closed', issued_on desc, first desc limit $2""",
        None if actor.is_municipal else actor.organ_id,
        limit,
    )
