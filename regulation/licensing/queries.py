"""Reading for people: one matter through its door, the work lists, what a firm holds."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.integrity import queries as integrity
from regulation.integrity.status import FactKind
from regulation.licensing import permissions
from regulation.licensing.rules import conditions
from regulation.licensing.status import FIRMS_TURN, OPEN, ORGANS_TURN, TO_BE_CANCELLED, UNKEPT
from regulation.registration_conditions import queries as hanging
from regulation.registration_conditions.rules.grounds import Ground

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]


def facts(found: dict[str, Any] | None) -> Row:
    """A row as the rules and pages see it: lists and answers read from their JSON. Raises NotFound for none."""
    if found is None:
        raise errors.NotFound
    read = dict(found)
    for name in ("answers", "submitted", "requested_items", "snapshot", "points"):
        if isinstance(read.get(name), str):
            read[name] = json.loads(read[name])
    return read


# --- one matter ----------------------------------------------------------------------------------


async def for_update(number: str) -> Row:
    """The application, locked for the transaction of the caller. Raises NotFound."""
    return facts(
        await database.row(
            "select * from application where number = $1 or draft_number = $1 for update", number
        )
    )


async def visible_application(actor: Actor, number: str) -> Row:
    """The one door to an application: NotFound unless it is the person's firm's or organ's."""
    found = facts(
        await database.row("select * from application where number = $1 or draft_number = $1", number)
    )
    permissions.check_may_see(actor, found)
    return found


async def own_application(firm_id: UUID, number: str) -> Row:
    """An application of this firm. Raises NotFound."""
    found = facts(
        await database.row("select * from application where number = $1 or draft_number = $1", number)
    )
    if found["firm"] != firm_id:
        raise errors.NotFound
    return found


async def licence_for_update(licence_id: UUID) -> Row:
    return facts(await database.row("select * from licence where id = $1 for update", licence_id))


async def visible_licence(actor: Actor, licence_id: UUID) -> Row:
    """The one door to a licence."""
    found = facts(await database.row("select * from licence where id = $1", licence_id))
    permissions.check_may_see(actor, found)
    return found


async def licence_of_application(application_id: UUID) -> Row | None:
    """The licence that an application led to, or that it is about."""
    found = await database.row(
        """select * from licence
           where application = $1 or id = (select licence from application where application.id = $1)""",
        application_id,
    )
    return facts(found) if found else None


async def licence_state(licence_id: UUID) -> Row | None:
    """For the public verification page: nothing of the case file."""
    return await database.row(
        """select number, kind, status, issued_on, valid_from, valid_to, ended_on, is_online, firm_name
             from licence where id = $1""",
        licence_id,
    )


async def filing_state(filing_id: UUID) -> Row | None:
    """For the public verification page."""
    return await database.row(
        "select number, status, filed_on, started_on, ended_on, services, firm_name from filing where id = $1",
        filing_id,
    )


async def visible_filing(actor: Actor, filing_id: UUID) -> Row:
    """The one door to a filing."""
    found = facts(await database.row("select * from filing where id = $1", filing_id))
    permissions.check_may_see(actor, found)
    return found


async def visible_filing_by_number(actor: Actor, number: str) -> Row:
    """The same door, by the filing's number."""
    found = facts(await database.row("select * from filing where number = $1", number))
    permissions.check_may_see(actor, found)
    return found


async def visible_check(actor: Actor, check_id: UUID) -> Row:
    """The one door to a check of a promise, with its licence's number and firm."""
    found = facts(
        await database.row(
            """select commitment_check.*, licence.number as licence_number, licence.firm_name, licence.issued_on,
                      licence.status as licence_status, licence.organ as licence_organ, licence.is_online,
                      licence.kind as licence_kind
               from commitment_check join licence on licence.id = commitment_check.licence where commitment_check.id = $1""",
            check_id,
        )
    )
    permissions.check_may_see_check(actor, found)
    return found


async def interested(application_id: UUID) -> list[Row]:
    """Those who were told that the licence concerns them, the applicant first."""
    return await database.rows(
        "select * from interested_party where application = $1 order by contact <> '申请人', name",
        application_id,
    )


async def may_ask_hearing(firm_id: UUID) -> list[Row]:
    """Applications in which the applicant was told that it may ask for a hearing, and has not answered."""
    return await database.rows(
        """select application.number, party.told_on
           from interested_party as party join application on application.id = party.application
           where application.firm = $1 and application.status = 'accepted' and party.contact = '申请人'
             and party.answer = '' order by party.told_on, application.number""",
        firm_id,
    )


async def hearing_of(application_id: UUID) -> Row | None:
    """The hearing of an application."""
    return await database.row("select * from hearing where application = $1", application_id)


# --- what a firm has ------------------------------------------------------------------------------


async def applications_of(firm_id: UUID) -> list[Row]:
    """All applications of a firm, the latest first; discarded drafts left out."""
    found = await database.rows(
        "select * from application where firm = $1 and status <> 'discarded' order by created_at desc",
        firm_id,
    )
    return [facts(each) for each in found]


async def licences_of(firm_id: UUID) -> list[Row]:
    found = await database.rows("select * from licence where firm = $1 order by issued_on desc", firm_id)
    return [facts(each) for each in found]


async def filings_of(firm_id: UUID) -> list[Row]:
    found = await database.rows("select * from filing where firm = $1 order by filed_on desc", firm_id)
    return [facts(each) for each in found]


async def contact_of_filings(firm_id: UUID) -> dict[str, str] | None:
    """Whom the office calls about the firm's living filing; None where it has filed nothing."""
    return await database.row(
        """select contact_name, contact_phone from filing where firm = $1 and status = 'valid'
            order by filed_on desc limit 1""",
        firm_id,
    )


async def living_licence_number(firm_id: UUID, kind: str) -> str | None:
    """The number of the licence of a kind the firm may rely on: ours, or one the register knows from elsewhere."""
    ours: str | None = await database.value(
        "select number from licence where firm = $1 and kind = $2 and status in ('valid', 'renewal_pending')",
        firm_id,
        str(kind),
    )
    if ours is not None:
        return ours
    known = await known_elsewhere(firm_id, kind)
    return known["number"] if known else None


async def known_elsewhere(firm_id: UUID, kind: str) -> Row | None:
    """A living licence that the register knows and that has no file here: given before this system, or elsewhere."""
    return await database.row(
        """select * from registration_entry
           where firm = $1 and kind = $2 and status in ('valid', 'renewal_pending')
             and number not in (select number from licence where firm = $1) order by number limit 1""",
        firm_id,
        str(kind),
    )


async def licence_held(firm_id: UUID, kind: str) -> Row | None:
    """The living licence of a kind that has its file here."""
    found = await database.row(
        "select * from licence where firm = $1 and kind = $2 and status in ('valid', 'renewal_pending')",
        firm_id,
        str(kind),
    )
    return facts(found) if found else None


async def last_answers(licence: Row) -> Row:
    """What was answered when this licence was last decided on; nothing where another system gave it."""
    found = await database.value(
        """select answers from application
           where (licence = $1 or id = $2) and status = 'granted' order by decided_at desc limit 1""",
        licence["id"],
        licence["application"],
    )
    said: Row = json.loads(found) if found else {}
    return said


async def open_application_number(firm_id: UUID, kind: str) -> str | None:
    """A draft or an application under way, for a licence of this kind."""
    number: str | None = await database.value(
        """select number from application where firm = $1 and kind = $2 and status = any($3)
           order by created_at desc limit 1""",
        firm_id,
        str(kind),
        [*OPEN, "draft"],
    )
    return number


async def credit_of(firm_id: UUID, today: date) -> conditions.Credit:
    """What bars the commitment track: serious bad credit that still counts, a commitment not kept and not repaired, or a bar
    that hangs on a registration.
    """
    published = await database.value(
        """select exists (select from publication where firm_id = $1 and seriousness = 'serious' and from_on <= $2
                            and ended_on is null and (latest_end_on is null or latest_end_on > $2))""",
        firm_id,
        today,
    )
    standing = await integrity.standing(firm_id, today=today)
    serious = any(line.counts and line.fact.kind is FactKind.PENALTY_SERIOUS for line in standing.lines)
    broken = [line.fact for line in standing.lines if line.fact.kind is FactKind.COMMITMENT_BROKEN]
    repaired = {fact.source_number for fact in broken if fact.repaired_on is not None}
    unkept = await database.rows(
        """select licence.number from commitment_check join licence on licence.id = commitment_check.licence
           where commitment_check.firm = $1 and commitment_check.status = any($2)""",
        firm_id,
        sorted(UNKEPT),
    )
    barred = any(
        each.entry["ground"] == Ground.TRACK_BARRED for each in await hanging.in_force(firm_id, today)
    )
    return conditions.Credit(
        has_serious_item=bool(published) or serious or barred,
        broke_a_commitment=any(fact.repaired_on is None for fact in broken)
        or bool({each["number"] for each in unkept} - repaired),
    )


async def firm(firm_id: UUID) -> Row:
    """The firm as the register knows it today. Raises NotFound."""
    found = await database.row("select * from firm where id = $1", firm_id)
    if found is None:
        raise errors.NotFound
    return found


async def paper_kinds(application_id: UUID) -> frozenset[str]:
    """Which kinds of papers were handed in with an application."""
    found = await database.rows(
        "select distinct kind from attachment where matter_kind = 'application' and matter_id = $1",
        application_id,
    )
    return frozenset(each["kind"] for each in found)


async def to_be_cancelled(organ_id: UUID, today: date) -> tuple[int, int]:
    """Licences of an organ that have ended and whose cancellation is still to be recorded: how many, and late ones."""
    found = await database.row(
        """select count(*) as n, count(*) filter (where clock.due_on < $3) as late
           from licence left join clock on clock.matter_id = licence.id and clock.kind = 'cancellation'
                                           and clock.met_on is null
           where licence.organ = $1 and licence.status = any($2)""",
        organ_id,
        sorted(TO_BE_CANCELLED),
        today,
    )
    return (found["n"], found["late"]) if found else (0, 0)


# --- work lists -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a work list is asked for. `sql_order` is trusted text chosen by the page from its own table."""

    q: str = ""
    status: Sequence[str] = ()
    track: Sequence[str] = ()
    organ: Sequence[str] = ()
    turn: str = ""
    sql_order: str = "due_on asc nulls last, number"
    limit: int = 25
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """One page of a list, the total, and the counts of each facet with the other facets applied."""

    rows: list[Row]
    total: int
    facets: dict[str, list[tuple[str, int]]] = field(default_factory=dict)


TURNS: dict[str, Sequence[str]] = {
    "organ": sorted(ORGANS_TURN),
    "firm": sorted(FIRMS_TURN - {"draft"}),
    "done": ["granted", "refused", "declined", "not_needed", "retracted", "deemed"],
}

#: The earliest of the running clocks alarms.
APPLICATIONS = """
    select application.id, application.number, application.kind, application.purpose, application.track, application.status, application.firm_name,
           application.received_on, application.received_at, application.updated_at, application.proposal,
           application.handler_name, application.decided_on,
           organ.code as organ_code, organ.name as organ_name, organ.name_en as organ_name_en, organ.id as organ_id,
           case when application.status in ('received', 'accepted', 'proposed') then next.due_on end as due_on,
           promise.promised_on, next.is_provisional, next.kind as clock_kind, next.citation, next.unit
    from application join organ on organ.id = application.organ
    left join lateral (select due_on as promised_on from clock
                       where matter_id = application.id and kind = 'promised' and met_on is null and stopped_reason = ''
                         and (pauses = '[]' or pauses -> -1 ->> 1 is not null)) as promise on true
    left join lateral (select due_on, is_provisional, kind, citation, period::jsonb ->> 'unit' as unit from clock
                       where matter_id = application.id and met_on is null and stopped_reason = ''
                         and kind not in ('promised', 'hearing_ask')
                         and (pauses = '[]' or pauses -> -1 ->> 1 is not null)
                       order by due_on limit 1) as next on true
    where application.status not in ('draft', 'discarded')
"""


async def applications(actor: Actor, wanted: Wanted) -> Found:
    """Applications of the organ, or of the city for the municipal bureau; with facets of status, track and organ."""
    scope = None if actor.is_municipal else actor.organ_id
    filters = {
        "status": list(wanted.status) or None,
        "track": list(wanted.track) or None,
        "organ_code": list(wanted.organ) or None,
    }
    turn = list(TURNS[wanted.turn]) if wanted.turn in TURNS else None
    args = (scope, wanted.q.strip(), *filters.values(), turn)
    where = """($1::uuid is null or organ_id = $1)
        and ($2 = '' or strpos(lower(firm_name), lower($2)) > 0 or strpos(lower(number), lower($2)) > 0)
        and ($6::text[] is null or status = any($6))"""
    conditions_of = {
        "status": "($3::text[] is null or status = any($3))",
        "track": "($4::text[] is null or track = any($4))",
        "organ_code": "($5::text[] is null or organ_code = any($5))",
    }
    every = " and ".join([where, *conditions_of.values()])
    listed = await database.rows(
        f"""select *, count(*) over () as total from ({APPLICATIONS}) as listed where {every}
            order by {wanted.sql_order} limit $7 offset $8""",  # noqa: S608 - trusted text
        *args,
        wanted.limit,
        wanted.offset,
    )
    facets: dict[str, list[tuple[str, int]]] = {}
    for name in conditions_of:
        others = " and ".join([where, *(text for key, text in conditions_of.items() if key != name)])
        own = f"${list(conditions_of).index(name) + 3}::text[] is not distinct from ${list(conditions_of).index(name) + 3}"
        counted = await database.rows(
            f"""select {name} as value, count(*) as n from ({APPLICATIONS}) as listed where {others} and {own}
                group by 1 order by 2 desc, 1""",  # noqa: S608 - names written above
            *args,
        )
        facets[name] = [(each["value"], each["n"]) for each in counted]
    total = listed[0]["total"] if listed else 0
    if not listed and wanted.offset:
        total = await database.value(
            f"select count(*) from ({APPLICATIONS}) as listed where {every}",  # noqa: S608 - trusted text
            *args,
        )
    return Found(listed, total, facets)


async def turns(actor: Actor) -> dict[str, int]:
    """How many applications wait for the organ, for the firm, or are done; for the tabs of the list."""
    scope = None if actor.is_municipal else actor.organ_id
    counted = await database.rows(
        "select status, count(*) as n from application where ($1::uuid is null or organ = $1) group by status",
        scope,
    )
    by_status = {each["status"]: each["n"] for each in counted}
    return {name: sum(by_status.get(s, 0) for s in statuses) for name, statuses in TURNS.items()}


async def registrations(actor: Actor, table: str, wanted: Wanted) -> Found:
    """Licences or filings of the organ, with facets of status and organ. `table` is written in code."""
    if table not in ("licence", "filing"):
        raise ValueError(table)
    scope = None if actor.is_municipal else actor.organ_id
    source = f"""select {table}.*, organ.code as organ_code, organ.name as organ_name, organ.name_en as organ_name_en
                 from {table} join organ on organ.id = {table}.organ"""  # noqa: S608 - one of two names
    where = """($1::uuid is null or organ = $1)
        and ($2 = '' or strpos(lower(firm_name), lower($2)) > 0 or strpos(number, $2) > 0)"""
    by_status, by_organ = (
        "($3::text[] is null or status = any($3))",
        "($4::text[] is null or organ_code = any($4))",
    )
    args = (scope, wanted.q.strip(), list(wanted.status) or None, list(wanted.organ) or None)
    listed = await database.rows(
        f"""select *, count(*) over () as total from ({source}) as listed where {where} and {by_status} and {by_organ}
            order by {wanted.sql_order} limit $5 offset $6""",  # noqa: S608 - trusted text
        *args,
        wanted.limit,
        wanted.offset,
    )
    statuses = await database.rows(
        f"""select status as value, count(*) as n from ({source}) as listed
            where {where} and {by_organ} and $3::text[] is not distinct from $3 group by 1 order by 2 desc""",  # noqa: S608
        *args,
    )
    organs = await database.rows(
        f"""select organ_code as value, count(*) as n from ({source}) as listed
            where {where} and {by_status} and $4::text[] is not distinct from $4 group by 1 order by 2 desc""",  # noqa: S608
        *args,
    )
    total = listed[0]["total"] if listed else 0
    return Found(
        [facts(each) for each in listed],
        total,
        {
            "status": [(each["value"], each["n"]) for each in statuses],
            "organ_code": [(each["value"], each["n"]) for each in organs],
        },
    )


async def checks(actor: Actor, *, status: Sequence[str] = (), limit: int = 25, offset: int = 0) -> Found:
    """Checks of promises, the earliest due first; due ones first of all."""
    scope = None if actor.is_municipal else actor.organ_id
    listed = await database.rows(
        """select commitment_check.*, licence.number as licence_number, licence.firm_name, licence.issued_on,
                  coalesce(nullif(firm.place_of_business, ''), firm.domicile) as address,
                  organ.name as organ_name, organ.name_en as organ_name_en, count(*) over () as total
           from commitment_check join licence on licence.id = commitment_check.licence
                join organ on organ.id = commitment_check.organ join firm on firm.id = commitment_check.firm
           where ($1::uuid is null or commitment_check.organ = $1)
             and ($2::text[] is null or commitment_check.status = any($2))
           order by (commitment_check.status = 'passed'), commitment_check.due_on, licence.number limit $3 offset $4""",
        scope,
        list(status) or None,
        limit,
        offset,
    )
    counted = await database.rows(
        """select status as value, count(*) as n from commitment_check where ($1::uuid is null or organ = $1)
           group by 1 order by 1""",
        scope,
    )
    return Found(
        [facts(each) for each in listed],
        listed[0]["total"] if listed else 0,
        {"status": [(each["value"], each["n"]) for each in counted]},
    )
