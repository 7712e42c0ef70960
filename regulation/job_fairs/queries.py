"""Reading fairs: through the door of the firm or the organ, and the public calendar."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.firms.status import RegistrationKind
from regulation.job_fairs import permissions
from regulation.job_fairs.status import PUBLIC

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]

_FAIR = """
    select fair.*, organ.name as organ_name, organ.name_en as organ_name_en, organ.code as organ_code,
           firm.number as firm_number
      from fair join firm on firm.id = fair.firm left join organ on organ.id = fair.organ
"""
PUBLIC_STATES = tuple(sorted(PUBLIC))


def facts(found: dict[str, Any] | None) -> Row:
    """A row with its answers read. Raises NotFound for none."""
    if found is None:
        raise errors.NotFound
    read = dict(found)
    for name in ("answers", "lines", "figures", "before", "after"):
        if isinstance(read.get(name), str):
            read[name] = json.loads(read[name])
    return read


async def for_update(number: str) -> Row:
    """The fair, locked for the caller's transaction. Raises NotFound."""
    return facts(
        await database.row("select * from fair where number = $1 or draft_number = $1 for update", number)
    )


async def visible(actor: Actor, number: str) -> Row:
    """The one door to a fair: NotFound unless it is the person's firm's or organ's."""
    found = facts(await database.row(f"{_FAIR} where fair.number = $1 or fair.draft_number = $1", number))
    permissions.check_may_see(actor, found)
    return found


async def public_fair(number: str) -> Row:
    """A fair of the public calendar. Raises NotFound."""
    return facts(
        await database.row(
            f"{_FAIR} where fair.number = $1 and fair.status = any($2::text[])", number, list(PUBLIC_STATES)
        )
    )


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list asks for; empty is everything."""

    q: str = ""
    status: Sequence[str] = ()
    area: str = ""
    mode: str = ""
    is_free: bool = False
    since: date | None = None
    until: date | None = None
    #: Figures due before this day and not reported.
    figures_before: date | None = None
    limit: int = 20
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """A page of fairs and how many there are."""

    rows: list[Row]
    total: int


_WHERE = """
    ($1 = '' or fair.name ilike '%' || $1 || '%' or fair.firm_name ilike '%' || $1 || '%' or fair.venue ilike '%' || $1 || '%'
        or fair.number = upper($1))
    and (cardinality($2::text[]) = 0 or fair.status = any($2))
    and ($3 = '' or fair.area = $3) and ($4 = '' or fair.mode = $4) and (not $5 or fair.is_free)
    and ($6::date is null or fair.last_day >= $6) and ($7::date is null or fair.first_day <= $7)
    and ($8::date is null or (fair.status = 'held' and fair.figures_due_on < $8))
"""


async def _listed(wanted: Wanted, door: str, *of: Any, order: str) -> Found:
    asked = (
        wanted.q.replace("%", r"\\%").replace("_", r"\\_"),
        list(wanted.status),
        wanted.area,
        wanted.mode,
        wanted.is_free,
        wanted.since,
        wanted.until,
        wanted.figures_before,
        *of,
    )
    rows = await database.rows(
        f"{_FAIR} where {_WHERE} and {door} order by {order} limit {int(wanted.limit)} offset {int(wanted.offset)}",
        *asked,
    )
    total: int = await database.value(f"select count(*) from fair where {_WHERE} and {door}", *asked)  # noqa: S608
    return Found([facts(each) for each in rows], total)


async def of_firm(firm_id: UUID, wanted: Wanted) -> Found:
    """The fairs of an organizer, those to come first."""
    return await _listed(
        wanted, "fair.firm = $9", firm_id, order="first_day desc nulls first, fair.created_at desc"
    )


async def of_organ(actor: Actor, wanted: Wanted) -> Found:
    """The fairs that were filed with the person's organ; the municipal bureau sees the city."""
    return await _listed(
        wanted,
        "fair.status <> all(array['draft', 'discarded']) and ($9::uuid is null or fair.organ = $9)",
        None if actor.is_municipal else actor.organ_id,
        order="fair.status <> 'filed', case when fair.status = 'filed' then first_day end, first_day desc, fair.number",
    )


async def calendar(wanted: Wanted) -> Found:
    """What everybody may read, in the order of the days."""
    return await _listed(
        wanted, "fair.status = any($9::text[])", list(PUBLIC_STATES), order="first_day, fair.number"
    )


async def counts(*, since: date, until: date) -> dict[str, dict[str, int]]:
    """How many public fairs of the days there are, by area and by mode."""
    found = await database.rows(
        """select area, mode, count(*) as n from fair
            where status = any($1::text[]) and last_day >= $2 and first_day <= $3 group by grouping sets ((area), (mode))""",
        list(PUBLIC_STATES),
        since,
        until,
    )
    by: dict[str, dict[str, int]] = {"area": {}, "mode": {}}
    for each in found:
        key = "area" if each["area"] is not None else "mode"
        by[key][each[key]] = each["n"]
    return by


async def notes(fair_id: UUID) -> list[Row]:
    """What was announced of a fair, oldest first."""
    return [
        facts(each)
        for each in await database.rows("select * from fair_note where fair = $1 order by made_at", fair_id)
    ]


async def figures(fair_id: UUID) -> list[Row]:
    """The figures of a fair, the version that holds last."""
    return [
        facts(each)
        for each in await database.rows(
            "select * from fair_figures where fair = $1 order by version", fair_id
        )
    ]


async def month(actor: Actor, first: date, last: date) -> list[Row]:
    """Reported fairs that ended in these days with the figures that hold: what the organ's monthly table is made of."""
    found = await database.rows(
        f"""select seen.*, held.figures from ({_FAIR}) as seen
              join lateral (select figures from fair_figures where fair_figures.fair = seen.id
                             order by version desc limit 1) as held on true
             where seen.status = 'reported' and seen.last_day between $1 and $2 and ($3::uuid is null or seen.organ = $3)
             order by seen.area, seen.first_day, seen.number""",  # noqa: S608
        first,
        last,
        None if actor.is_municipal else actor.organ_id,
    )
    return [facts(each) for each in found]


async def plans_of(firm_id: UUID) -> list[Row]:
    """The plans of an organizer, the latest year first."""
    found = await database.rows(
        """select fair_plan.*, organ.name as organ_name, organ.name_en as organ_name_en, organ.code as organ_code
             from fair_plan join organ on organ.id = fair_plan.organ where firm = $1
            order by year desc, organ.code, updated_at desc""",
        firm_id,
    )
    return [facts(each) for each in found]


async def plan(number: str) -> Row:
    """One plan. Raises NotFound; whose it is is the caller's question."""
    return facts(
        await database.row(
            """select fair_plan.*, organ.name as organ_name, organ.name_en as organ_name_en, organ.code as organ_code
                 from fair_plan join organ on organ.id = fair_plan.organ where fair_plan.number = $1""",
            number,
        )
    )


async def plans_at(actor: Actor, year: int) -> list[Row]:
    """The plans of a year that were filed with the person's organ."""
    found = await database.rows(
        """select fair_plan.*, organ.name as organ_name, organ.name_en as organ_name_en, organ.code as organ_code,
                  firm.number as firm_number
             from fair_plan join organ on organ.id = fair_plan.organ join firm on firm.id = fair_plan.firm
            where year = $1 and fair_plan.status = 'filed' and ($2::uuid is null or fair_plan.organ = $2)
            order by fair_plan.filed_on, fair_plan.number""",
        year,
        None if actor.is_municipal else actor.organ_id,
    )
    return [facts(each) for each in found]


async def holds_licence(firm_id: UUID, on: date) -> bool:
    """Whether the organizer holds a licence that lives on a day: a fair is intermediation."""
    found: bool = await database.value(
        """select exists (select 1 from registration_entry
                           where firm = $1 and kind = $2
                             and (status = 'renewal_pending' or (status = 'valid' and (expires_on is null or expires_on >= $3))))""",
        firm_id,
        str(RegistrationKind.HR_LICENCE),
        on,
    )
    return found


async def firm(firm_id: UUID) -> Row:
    """Name, kind and area of an organizer. Raises NotFound."""
    found = await database.row(
        "select id, number, name, uscc, domicile, legal_representative, inst_type, area, organ from firm where id = $1",
        firm_id,
    )
    if found is None:
        raise errors.NotFound
    return found


async def waiting(actor: Actor, *, today: date) -> dict[str, int]:
    """What waits at an organ: filings to be listed, figures overdue, large fairs near without their safety licence."""
    found = await database.row(
        """select count(*) filter (where status = 'filed') as filed,
                  count(*) filter (where status = 'held' and figures_due_on < $2) as overdue,
                  count(*) filter (where status in ('filed', 'listed') and police_body <> 'none' and police_licence = ''
                                     and first_day <= $2 + 7) as unlicensed
             from fair where organ = $1""",
        actor.organ_id,
        today,
    )
    return dict(found or {})


async def over(today: date) -> list[Row]:
    """Fairs whose last day has passed and that are not marked as held."""
    return await database.rows(
        "select id, number, kind, last_day from fair where status in ('filed', 'listed') and last_day < $1",
        today,
    )
