"""The case log, and the only way a status changes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.casework import at_hand
from regulation.law import citation, house_rules
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from piccolo.table import Table

    from regulation.actor import Actor
    from regulation.casework.steps import Step
    from regulation.law.citation import Citation


REPEATED = N_("同样的内容刚刚登记过，没有重复登记")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a matter's history, as it was written."""

    id: int
    matter_kind: str
    matter_id: UUID
    at: datetime
    action: str
    status_before: str
    status_after: str
    person_id: UUID | None
    actor_number: str
    actor_name: str
    actor_organ: str
    actor_role: str
    articles: tuple[Citation, ...]
    reason: str
    data: dict[str, Any]


LOG_COLUMNS = (
    "matter_kind, matter_id, at, action, status_before, status_after, person_id, actor_number, actor_name,"
    " actor_organ, actor_role, articles, reason, data"
)


def kind_of(table: type[Table]) -> str:
    """How the log names the matters of a table."""
    return table._meta.tablename  # noqa: SLF001 - piccolo's documented place of the name


def _who(actor: Actor) -> tuple[Any, ...]:
    return (actor.person_id, actor.number, actor.name, actor.organ_name, actor.role)


async def opened(
    table: type[Table],
    matter_id: UUID,
    action: str,
    status: str,
    *,
    actor: Actor,
    now: datetime,
    reason: str = "",
    data: Mapping[str, Any] | None = None,
    cites: tuple[Citation, ...] = (),
) -> None:
    """Log that a matter began, in the transaction that made its row."""
    await record_event(
        table,
        matter_id,
        action,
        actor=actor,
        now=now,
        reason=reason,
        data=data,
        cites=cites,
        status_after=status,
    )


async def record_event(
    table: type[Table],
    matter_id: UUID,
    action: str,
    *,
    actor: Actor,
    now: datetime,
    reason: str = "",
    data: Mapping[str, Any] | None = None,
    cites: tuple[Citation, ...] = (),
    status_after: str = "",
) -> None:
    """Log something that does not change the status (a paper served, a file added)."""
    await database.execute(
        f"insert into case_log ({LOG_COLUMNS}) values ($1,$2,$3,$4,'',$5,$6,$7,$8,$9,$10,$11,$12,$13)",  # noqa: S608
        kind_of(table),
        matter_id,
        now,
        action,
        status_after,
        *_who(actor),
        json.dumps([each.key for each in cites], ensure_ascii=False),
        reason,
        json.dumps(dict(data or {}), ensure_ascii=False, default=str),
    )


async def check_not_repeated(
    table: type[Table],
    matter_id: UUID,
    action: str,
    *,
    actor: Actor,
    reason: str = "",
    data: Mapping[str, Any] | None = None,
) -> None:
    """Refuse what this person has just entered in the same words; an act that may come again has no state to stop it.

    Inside the transaction that holds the matter. Raises AlreadyMoved.
    """
    found = await database.row(
        "select action, person_id, reason, data from case_log where matter_kind = $1 and matter_id = $2 order by id desc limit 1",
        kind_of(table),
        matter_id,
    )
    said = json.loads(json.dumps(dict(data or {}), default=str))
    if found and (found["action"], found["person_id"], found["reason"], json.loads(found["data"])) == (
        action,
        actor.person_id,
        reason,
        said,
    ):
        raise errors.AlreadyMoved(REPEATED, citation=house_rules.CORRECT_DO_NOT_REPEAT)


async def record_step(
    table: type[Table],
    matter_id: UUID,
    action: str,
    step: Step,
    *,
    actor: Actor,
    now: datetime,
    reason: str = "",
    data: Mapping[str, Any] | None = None,
    also: Mapping[str, Any] | None = None,
) -> None:
    """Take a step: change the status if it still is what the step starts from, and log it, in one statement.

    `also` sets further columns of the matter in the same statement; its keys are column names written
    in code. Raises AlreadyMoved when another act came first, NotPermitted when the actor's office may
    not take this step.
    """
    if step.by and actor.roles.isdisjoint(step.by):
        raise errors.NotPermitted("您的岗位无权办理此事项", citation=house_rules.POSTS)
    columns = dict(also or {})
    unknown = set(columns) - {column._meta.db_column_name for column in table._meta.columns}  # noqa: SLF001
    if unknown:
        message = f"{kind_of(table)} has no columns {sorted(unknown)}"
        raise ValueError(message)
    assignments = "".join(f', "{name}" = ${15 + index}' for index, name in enumerate(columns))
    sql = f"""
        with held as (select id, status from "{kind_of(table)}" where id = $2 for update),
        moved as (
            update "{kind_of(table)}" as matter set status = $5{assignments}
            from held where matter.id = held.id and held.status = any($14::text[])
            returning held.status as status_before
        )
        insert into case_log ({LOG_COLUMNS})
        select $1::text, $2::uuid, $3::timestamptz, $4::text, moved.status_before, $5::text, $6::uuid, $7::text, $8::text,
               $9::text, $10::text, $11::jsonb, $12::text, $13::jsonb
        from moved returning id
    """  # noqa: S608 - names come from the table class and from code
    logged = await database.value(
        sql,
        kind_of(table),
        matter_id,
        now,
        action,
        step.after,
        *_who(actor),
        json.dumps([each.key for each in step.cites], ensure_ascii=False),
        reason,
        json.dumps(dict(data or {}), ensure_ascii=False, default=str),
        sorted(step.before),
        *columns.values(),
    )
    if logged is None:
        raise at_hand.moved(kind_of(table), matter_id, step)


async def history(matter_kind: str, matter_id: UUID) -> list[Entry]:
    """All that was done in a matter, oldest first."""
    found = await database.rows(
        f"select id, {LOG_COLUMNS} from case_log where matter_kind = $1 and matter_id = $2 order by id",  # noqa: S608
        matter_kind,
        matter_id,
    )
    return [_entry(each) for each in found]


async def latest(matter_kind: str, matter_id: UUID) -> Entry | None:
    """The last step that was taken in a matter; where none was, the last thing that was done in it."""
    found = await database.row(
        f"""select id, {LOG_COLUMNS} from case_log where matter_kind = $1 and matter_id = $2
            order by status_before = '', id desc limit 1""",  # noqa: S608
        matter_kind,
        matter_id,
    )
    return _entry(found) if found else None


async def recent(*, organ_name: str | None, limit: int = 100, before: int | None = None) -> list[Entry]:
    """The newest entries of an organ (or of all), for the audit page."""
    found = await database.rows(
        f"""select id, {LOG_COLUMNS} from case_log
            where ($1::text is null or actor_organ = $1) and ($2::bigint is null or id < $2)
            order by id desc limit $3""",  # noqa: S608
        organ_name,
        before,
        limit,
    )
    return [_entry(each) for each in found]


async def persons_of(matter_kind: str, matter_id: UUID, *actions: str) -> set[UUID]:
    """The persons who took these acts in a matter, for separation of duties."""
    found = await database.rows(
        """select distinct person_id from case_log
           where matter_kind = $1 and matter_id = $2 and person_id is not null and action = any($3::text[])""",
        matter_kind,
        matter_id,
        list(actions),
    )
    return {each["person_id"] for each in found}


def _entry(found: dict[str, Any]) -> Entry:
    return Entry(
        id=found["id"],
        matter_kind=found["matter_kind"],
        matter_id=found["matter_id"],
        at=found["at"],
        action=found["action"],
        status_before=found["status_before"],
        status_after=found["status_after"],
        person_id=found["person_id"],
        actor_number=found["actor_number"],
        actor_name=found["actor_name"],
        actor_organ=found["actor_organ"],
        actor_role=found["actor_role"],
        articles=tuple(citation.from_key(key) for key in json.loads(found["articles"])),
        reason=found["reason"],
        data=json.loads(found["data"]),
    )
