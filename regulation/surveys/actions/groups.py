"""Which firms are one enterprise group: contributors of a cell are counted by group, so that no group is seen through."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import uuid4

from regulation import database, errors
from regulation.casework import record
from regulation.law import beijing
from regulation.surveys import offices
from regulation.surveys.session import statistical
from regulation.surveys.tables import EnterpriseGroup
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from regulation.actor import Actor

UNKNOWN_FIRM = N_("没有这个登记编号的机构")
IN_A_GROUP = N_("该机构在这段时间已属于另一个企业集团，请先结束原来的关系")
NO_SOURCE = N_("请写明依据，例如公示信息、年报附注或者机构的书面说明")
EARLY_END = N_("结束日期不能早于开始日期")
UNREADABLE = N_("第%(line)s行：日期应写作2025-01-31")
COLUMNS_WRONG = N_("第一行应依次是：firm_number, group_key, group_name, since, source")
ROW_UNKNOWN = N_("第%(line)s行：没有登记编号为%(number)s的机构")
ROW_LONG = N_("第%(line)s行：集团代码最多40个字，名称和依据最多200个字")
ROW_SHORT = N_("第%(line)s行：各列都应填写")
ROW_TAKEN = N_("第%(line)s行：%(number)s在这段时间已属于另一个企业集团")
#: The head of the file, in this order.
COLUMNS = ("firm_number", "group_key", "group_name", "since", "source")
MOST_ROWS = 20_000
#: Key, name and source. A key cut short would make one group of two.
LONGEST = (40, 200, 200)


@dataclass(frozen=True, slots=True)
class Member:
    """One line of a file."""

    line: int
    firm_number: str
    group_key: str
    group_name: str
    since: date
    source: str


@statistical
async def join(
    firm_number: str,
    group_key: str,
    group_name: str,
    since: date,
    source: str,
    *,
    actor: Actor,
    now: datetime,
) -> UUID:
    """Enter that a firm belongs to a group from a day on. Raises Invalid for an unknown firm, one in another group, no source."""
    offices.check_city(actor)
    if not source.strip():
        raise errors.Invalid({"source": NO_SOURCE})
    async with database.unit_of_work():
        firm_id = await database.value("select id from firm where number = $1", firm_number.strip())
        if firm_id is None:
            raise errors.Invalid({"firm_number": UNKNOWN_FIRM})
        await database.execute("select pg_advisory_xact_lock(hashtext($1))", f"group {firm_id}")
        if await _is_taken(firm_id, since):
            raise errors.Invalid({"firm_number": IN_A_GROUP})
        return await _write(firm_id, group_key.strip(), group_name.strip(), since, source.strip(), actor, now)


@statistical
async def end(membership_id: UUID, until: date, *, actor: Actor, now: datetime) -> None:
    """End a membership on a day. Raises NotFound, AlreadyMoved, Invalid."""
    offices.check_city(actor)
    async with database.unit_of_work():
        held = await database.row("select * from enterprise_group where id = $1 for update", membership_id)
        if held is None:
            raise errors.NotFound
        if held["until"] is not None:
            raise errors.AlreadyMoved
        if until < held["since"]:
            raise errors.Invalid({"until": EARLY_END})
        await database.execute("update enterprise_group set until = $2 where id = $1", membership_id, until)
        await record.record_event(
            EnterpriseGroup, membership_id, "end_membership", actor=actor, now=now, data={"until": until}
        )


def read(content: str) -> list[Member]:
    """The lines of a file. Raises Invalid at the first one that cannot be read."""
    lines = list(csv.reader(io.StringIO(content.removeprefix("\ufeff"))))
    if not lines or tuple(cell.strip() for cell in lines[0]) != COLUMNS or len(lines) > MOST_ROWS:
        raise errors.Invalid({"file": COLUMNS_WRONG})
    found = []
    for at, cells in enumerate(lines[1:], 2):
        texts = [cell.strip() for cell in cells]
        if not any(texts):
            continue
        if len(texts) != len(COLUMNS) or not all(texts):
            raise errors.Invalid({"file": ROW_SHORT}, line=at)
        number, key, name, since, source = texts
        try:
            day = date.fromisoformat(since)
        except ValueError:
            raise errors.Invalid({"file": UNREADABLE}, line=at) from None
        if any(len(text) > most for text, most in zip((key, name, source), LONGEST, strict=True)):
            raise errors.Invalid({"file": ROW_LONG}, line=at)
        found.append(Member(at, number, key, name, day, source))
    return found


@statistical
async def bring_in(members: Sequence[Member], *, actor: Actor, now: datetime) -> int:
    """Enter a file of memberships, all or none; how many were new. A line that is known already changes nothing. Raises Invalid."""
    offices.check_city(actor)
    entered = 0
    async with database.unit_of_work():
        for each in members:
            firm_id = await database.value("select id from firm where number = $1", each.firm_number)
            if firm_id is None:
                raise errors.Invalid({"file": ROW_UNKNOWN}, line=each.line, number=each.firm_number)
            known = await database.value(
                "select group_key from enterprise_group where firm = $1 and since = $2", firm_id, each.since
            )
            if known == each.group_key:
                continue
            if await _is_taken(firm_id, each.since):
                raise errors.Invalid({"file": ROW_TAKEN}, line=each.line, number=each.firm_number)
            await _write(firm_id, each.group_key, each.group_name, each.since, each.source, actor, now)
            entered += 1
    return entered


async def _is_taken(firm_id: UUID, since: date) -> bool:
    """A new membership has no end, so whatever reaches beyond its first day is in its way."""
    found: bool = await database.value(
        "select exists (select from enterprise_group where firm = $1 and (until is null or until > $2))",
        firm_id,
        since,
    )
    return found


async def _write(  # noqa: PLR0917 - the parts of one act
    firm_id: UUID, key: str, name: str, since: date, source: str, actor: Actor, now: datetime
) -> UUID:
    made = uuid4()
    await database.execute(
        """insert into enterprise_group (id, firm, group_key, group_name, since, source, entered_by, entered_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8)""",
        made,
        firm_id,
        key,
        name,
        since,
        source,
        actor.name,
        now,
    )
    await record.opened(
        EnterpriseGroup,
        made,
        "join_group",
        "member",
        actor=actor,
        now=now,
        reason=source,
        data={"group": key, "since": since, "entered": beijing.legal_day(now)},
    )
    return made
