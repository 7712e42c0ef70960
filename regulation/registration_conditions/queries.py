"""Reading entries on registrations; the one door to each, and what is in force."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.registration_conditions import permissions
from regulation.registration_conditions.rules import history as rules
from regulation.registration_conditions.rules.history import Event, Terms
from regulation.registration_conditions.status import OPEN, Act

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Sequence
    from datetime import date
    from uuid import UUID

    from regulation.actor import Actor
    from regulation.firms.timelines import Span

Row = dict[str, Any]

#: Where an entry stands on the day `$1`, as `rules.phase` of its history has it.
PHASE = """case when entry.status = 'void' then 'void' when not entry.stands then 'none'
                when entry.since is null then 'lifted' when entry.since > $1 then 'upcoming'
                when entry.until is null or entry.until >= $1 then 'in_force'
                when entry.last_act = 'lifted' then 'lifted' else 'expired' end"""
_STANDS = """exists (select from condition_event where condition_event.condition = registration_condition.id) as stands,
             (select act from condition_event where condition_event.condition = registration_condition.id
               order by position desc limit 1) as last_act"""
_ENTRY = f"""
    select registration_condition.*, organ.code as organ_code, organ.name as organ_name,
           organ.name_en as organ_name_en, {_STANDS}
      from registration_condition join organ on organ.id = registration_condition.organ
"""  # noqa: S608 - constants


def _facts(found: Row | None) -> Row:
    if found is None:
        raise errors.NotFound
    return found | {"proposed": json.loads(found["proposed"]) if found["proposed"] else None}


async def for_update(entry_id: UUID) -> Row:
    """The entry, locked until the end of the transaction. Raises NotFound."""
    return _facts(
        await database.row(
            f"{_ENTRY} where registration_condition.id = $1 for update of registration_condition",
            entry_id,
        )
    )


async def visible(actor: Actor, entry_id: UUID) -> Row:
    """The one door to an entry."""
    found = _facts(await database.row(f"{_ENTRY} where registration_condition.id = $1", entry_id))
    permissions.check_may_see(actor, found)
    return found


async def lines(entry_ids: Iterable[UUID]) -> dict[UUID, list[Row]]:
    """The lines of these histories, each in its order."""
    found: defaultdict[UUID, list[Row]] = defaultdict(list)
    for row in await database.rows(
        "select * from condition_event where condition = any($1::uuid[]) order by condition, position",
        list(entry_ids),
    ):
        found[row["condition"]].append(row)
    return found


def event(row: Row) -> Event:
    """A line as the rules see it."""
    return Event(
        Act(row["act"]),
        row["at"],
        row["counts_from"],
        Terms(row["said"], row["said_en"]),
        row["since"],
        row["until"],
    )


async def history(entry_id: UUID) -> list[Event]:
    """The history of an entry, oldest line first."""
    return [event(row) for row in (await lines([entry_id]))[entry_id]]


async def all_of_firm(firm_id: UUID) -> list[Row]:
    """Every entry on the firm's registrations, also those of a register entry that was merged into it; the newest first."""
    found = await database.rows(
        f"""{_ENTRY} where registration_condition.firm = $1
                     or registration_condition.firm in (select id from firm where merged_into = $1)
            order by registration_condition.created_at desc, registration_condition.number""",  # noqa: S608
        firm_id,
    )
    return [_facts(each) for each in found]


async def of_firm(firm_id: UUID) -> list[Row]:
    """Entries that the firm knows of, the newest first: it was told, or they stand."""
    return [each for each in await all_of_firm(firm_id) if each["told_on"] is not None or each["stands"]]


@dataclass(frozen=True, slots=True)
class Held:
    """An entry in force: what it is, and what it says on the day."""

    entry: Row
    span: Span[Terms]


async def in_force(firm_id: UUID, on: date) -> list[Held]:
    """What hangs on the firm's registrations on a day, suspensions first."""
    entries = [each for each in await of_firm(firm_id) if each["stands"]]
    histories = await lines(each["id"] for each in entries)
    held = []
    for each in entries:
        span = rules.in_force([event(row) for row in histories[each["id"]]], on)
        if span is not None:
            held.append(Held(each, span))
    order = ("suspension", "restriction", "condition")
    return sorted(held, key=lambda each: (order.index(each.entry["kind"]), each.entry["number"]))


async def stands_for(source_matter: UUID) -> list[Row]:
    """The entries that follow from a matter of another procedure."""
    found = await database.rows(
        f"{_ENTRY} where registration_condition.source_matter = $1 order by registration_condition.number",
        source_matter,
    )
    return [_facts(each) for each in found]


async def registration(kind: str, number: str) -> Row:
    """The registration on which something is to hang, with its firm and the organ that keeps it. Raises NotFound."""
    found = await database.row(
        """select entry.kind, entry.number, entry.status, entry.issued_on, entry.expires_on, entry.ended_on, entry.firm,
                  firm.name as firm_name, firm.number as firm_number, firm.uscc, firm.domicile, firm.legal_representative,
                  coalesce(entry.organ, firm.organ) as organ
             from registration_entry as entry join firm on firm.id = entry.firm
            where entry.kind = $1 and entry.number = $2""",
        kind,
        number,
    )
    if found is None:
        raise errors.NotFound
    return found


async def living(firm_id: UUID, kinds: Sequence[str], today: date) -> list[Row]:
    """The registrations of these kinds that the firm may rely on today."""
    found = await database.rows(
        """select kind, number from registration_entry
            where firm = $1 and kind = any($2::varchar[]) and status in ('valid', 'renewal_pending')
              and (status <> 'valid' or expires_on is null or expires_on >= $3) order by kind, number""",
        firm_id,
        list(kinds),
        today,
    )
    return [await registration(each["kind"], each["number"]) for each in found]


async def unserved_note(entry_id: UUID) -> UUID | None:
    """The oldest note to the firm that was not served."""
    found: UUID | None = await database.value(
        """select id from document where matter_kind = 'registration_condition' and matter_id = $1
             and kind = 'condition_note' and withdrawn_at is null
             and not exists (select from service where service.document = document.id)
            order by issued_at, number limit 1""",
        entry_id,
    )
    return found


# --- The desk's list -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Found:
    """One page of a list, the total, and the counts of each facet."""

    rows: list[Row]
    total: int
    facets: dict[str, list[tuple[str, int]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: each tuple means "any of these", and empty means all."""

    q: str = ""
    kind: tuple[str, ...] = ()
    phase: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    ground: tuple[str, ...] = ()
    organ: tuple[str, ...] = ()
    #: Only what ends within thirty days.
    soon: bool = False


#: Facet -> its column in the list, and the parameter of what was chosen.
_FACETS = {
    "kind": ("kind", "$5"),
    "phase": ("phase", "$6"),
    "status": ("status", "$7"),
    "ground": ("ground", "$8"),
    "organ": ("organ_code", "$9"),
}


def _list(actor: Actor, wanted: Wanted, today: date) -> tuple[str, dict[str, str], tuple[Any, ...]]:
    listed = f"""
        select * from (select entry.*, {PHASE} as phase from ({_ENTRY}) as entry) as found
         where ($2::uuid is null or organ = $2)
           and ($3 = '' or strpos(lower(firm_name), lower($3)) > 0 or strpos(lower(number), lower($3)) > 0
                or strpos(registration_number, $3) > 0 or strpos(document_number, $3) > 0)
           and (not $4 or (phase = 'in_force' and until between $1::date and $1::date + {rules.SOON.days}))"""  # noqa: S608
    conditions = {
        name: f"({place}::text[] is null or {column} = any({place}))"
        for name, (column, place) in _FACETS.items()
    }
    args = (
        today,
        None if actor.is_municipal else actor.organ_id,
        wanted.q.strip(),
        wanted.soon,
        *(list(getattr(wanted, name)) or None for name in _FACETS),
    )
    return listed, conditions, args


async def entries(
    actor: Actor, wanted: Wanted, today: date, *, sql_order: str, limit: int, offset: int
) -> Found:
    """Entries in the person's scope, with facets counted under the other filters. `sql_order` is trusted text."""
    listed, conditions, args = _list(actor, wanted, today)
    every = " and ".join(conditions.values())
    rows = await database.rows(
        f"select * from ({listed}) as listed where {every} order by {sql_order}, number limit $10 offset $11",  # noqa: S608
        *args,
        limit,
        offset,
    )
    # Counted apart: a page beyond the last one has no row that could carry the total.
    total: int = await database.value(f"select count(*) from ({listed}) as listed where {every}", *args)  # noqa: S608
    facets = {}
    for name, (column, place) in _FACETS.items():
        others = " and ".join(text for key, text in conditions.items() if key != name)
        counted = await database.rows(
            f"""select {column} as value, count(*) as n from ({listed}) as listed
                 where {others} and {place}::text[] is not distinct from {place} group by 1 order by 2 desc, 1""",  # noqa: S608
            *args,
        )
        facets[name] = [(each["value"], each["n"]) for each in counted]
    return Found([_facts(each) for each in rows], total, facets)


async def soon(actor: Actor, today: date) -> int:
    """How many entries within reach are in force and end within thirty days."""
    listed, _conditions, args = _list(actor, Wanted(soon=True), today)
    # The facets' parameters have types of their own, whether or not they narrow anything.
    found: int = await database.value(
        f"""select count(*) from ({listed}) as listed
             where coalesce($5::text[], $6::text[], $7::text[], $8::text[], $9::text[]) is null""",  # noqa: S608
        *args,
    )
    return found


async def export(actor: Actor, wanted: Wanted, today: date, *, sql_order: str) -> AsyncIterator[Row]:
    """Every entry of a list, one after the other, with what it last said."""
    listed, conditions, args = _list(actor, wanted, today)
    async for row in database.stream(
        f"""select *, (select said from condition_event where condition_event.condition = listed.id and said <> ''
                        order by position desc limit 1) as said
              from ({listed}) as listed where {" and ".join(conditions.values())} order by {sql_order}, number""",  # noqa: S608
        *args,
    ):
        yield row


# --- The queue -----------------------------------------------------------------------------------------


async def waiting(organ_id: UUID, statuses: Sequence[str]) -> list[Row]:
    """Open matters of an organ in these states, with the day their clock gives."""
    found = await database.rows(
        f"""select found.*, next.due_on, next.is_provisional
              from ({_ENTRY} where registration_condition.organ = $1 and registration_condition.status = any($2)) as found
              left join lateral (select due_on, is_provisional from clock
                                  where matter_id = found.id and met_on is null and stopped_reason = ''
                                  order by due_on limit 1) as next on true
             order by next.due_on nulls last, found.number""",  # noqa: S608 - written above
        organ_id,
        [each for each in statuses if each in OPEN],
    )
    return [_facts(each) for each in found]


async def ending(organ_id: UUID, today: date) -> list[Row]:
    """Entries of an organ in force whose last day comes within thirty days and is not being changed."""
    found = await database.rows(
        f"""select * from ({_ENTRY}) as entry
             where entry.organ = $1 and entry.status = 'entered' and entry.since <= $2
               and entry.until between $2::date and $2::date + {rules.SOON.days}
             order by entry.until, entry.number""",  # noqa: S608 - written above
        organ_id,
        today,
    )
    return [_facts(each) for each in found]
