"""What the register says otherwise on one day than on another: of every firm, or of those of a district.

The statement looks only at versions that begin or end between the two days or the two instants, and then asks
for each what was known of the first day then, what is known of it now, and what is known of the second day.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from regulation import database
from regulation.firms.asof import Difference, Moment

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

MOST_ROWS = 200
#: Key of the difference that is a firm itself: it was not in the register, and now is.
ENTERED = "entered"


@dataclass(frozen=True, slots=True)
class Changes:
    """Which two states are compared, and which part of the list is wanted."""

    first: Moment
    second: Moment
    #: Area code; the firms that have or had their domicile there. Empty for all.
    district: str = ""
    page: int = 1
    size: int = 50


@dataclass(frozen=True, slots=True)
class Change:
    """One difference, and of which firm."""

    number: str
    name: str
    area: str
    difference: Difference


def _touched(table: str, key: str, extra: str = "") -> str:
    """The (firm, key) pairs with a version that begins or ends between the days or the instants."""
    return (
        " union ".join(
            f"select firm, {key} as key from {table} where {column} > {low} and {column} <= {high}"  # noqa: S608
            for column, low, high in (
                ("known_from", "$2", "$4"),
                ("known_to", "$2", "$4"),
                ("valid_from", "$1", "$3"),
                ("valid_to", "$1", "$3"),
            )
        )
        + extra
    )


def _fact(on: str, known: str) -> str:
    return f"""(select value from firm_fact where firm_fact.firm = touched.firm and firm_fact.key = touched.key
                 and known_from <= {known} and (known_to is null or known_to > {known})
                 and (valid_from is null or valid_from <= {on}) and (valid_to is null or valid_to > {on}))"""  # noqa: S608


def _registration(on: str, known: str) -> str:
    """As `rules.registration_text`."""
    return f"""(select concat_ws(' ', case when status = 'valid' and expires_on < {on} then 'expired' else status end,
                                 coalesce(issued_on::text, '-'), coalesce(expires_on::text, '-'),
                                 coalesce(ended_on::text, '-'))
                  from registration_version as held
                 where held.firm = touched.firm and held.kind || ':' || held.number = touched.key
                   and known_from <= {known} and (known_to is null or known_to > {known})
                   and (valid_from is null or valid_from <= {on}) and (valid_to is null or valid_to > {on}))"""  # noqa: S608


#: What hangs on a registration, with the firm that has the registration now.
_HANGING = """(select held.*, entry.firm from registration_limit as held join registration_entry as entry
                   on entry.kind = held.registration_kind and entry.number = held.registration_number) as hanging"""


def _limit(on: str, known: str) -> str:
    """As `rules.limit_text`."""
    return f"""(select concat_ws(' ', valid_from, coalesce(valid_to::text, '-'))
                  from registration_limit as held where held.kind || ':' || held.matter_number = touched.key
                   and known_from <= {known} and (known_to is null or known_to > {known})
                   and valid_from <= {on} and (valid_to is null or valid_to > {on}))"""  # noqa: S608


_LIMIT_KEY = "kind || ':' || matter_number"
_KEY = "kind || ':' || number"
#: A term that ran out between the two days ends the registration without anybody writing it.
_RAN_OUT = f" union select firm, {_KEY} from registration_version where expires_on >= $1 and expires_on < $3"  # noqa: S608

_DIFFERENT = f"""
with touched_facts as materialized (
    select touched.* from ({_touched("firm_fact", "key")}) as touched join firm on firm.id = touched.firm
     where firm.created_at <= $2
), touched_registrations as materialized ({_touched("registration_version", _KEY, _RAN_OUT)}),
touched_limits as materialized ({_touched(_HANGING, _LIMIT_KEY)}),
compared as (
    select firm, key, coalesce({_fact("$1", "$2")}, '') as before, coalesce({_fact("$1", "$4")}, '') as relearned,
           coalesce({_fact("$3", "$4")}, '') as after
      from touched_facts as touched
    union all
    select firm, key, coalesce({_registration("$1", "$2")}, ''), coalesce({_registration("$1", "$4")}, ''),
           coalesce({_registration("$3", "$4")}, '')
      from touched_registrations as touched
    union all
    select firm, key, coalesce({_limit("$1", "$2")}, ''), coalesce({_limit("$1", "$4")}, ''),
           coalesce({_limit("$3", "$4")}, '')
      from touched_limits as touched
    union all
    select id, '{ENTERED}', '', name, name from firm where created_at > $2 and created_at <= $4
)
select firm.number, firm.name, firm.area, compared.key, compared.before, compared.relearned, compared.after
  from compared join firm on firm.id = compared.firm
 where (compared.before <> compared.relearned or compared.relearned <> compared.after)
   and ($5 = '' or firm.area = $5 or exists (
        select from firm_fact as lay where lay.firm = firm.id and lay.key = 'area' and lay.value = $5))
"""  # noqa: S608 - constants


def _parameters(asked: Changes) -> tuple[Any, ...]:
    return (asked.first.on, asked.first.known_at, asked.second.on, asked.second.known_at, asked.district)


async def find(asked: Changes) -> tuple[list[Change], int]:
    """A page of the differences, by register number, and how many there are."""
    size = min(max(asked.size, 1), MOST_ROWS)
    found = await database.rows(
        f"""with different as materialized ({_DIFFERENT})
            select *, (select count(*) from different) as total from different order by number, key
             limit $6 offset $7""",  # noqa: S608 - constants
        *_parameters(asked),
        size,
        (max(asked.page, 1) - 1) * size,
    )
    if not found and asked.page > 1:
        return [], (await find(Changes(asked.first, asked.second, asked.district, 1, 1)))[1]
    return [_change(row) for row in found], found[0]["total"] if found else 0


async def export(asked: Changes) -> AsyncIterator[Change]:
    """Every difference, one after the other."""
    async for row in database.stream(f"{_DIFFERENT} order by number, key", *_parameters(asked)):
        yield _change(row)


def _change(row: dict[str, Any]) -> Change:
    difference = Difference(row["key"], row["before"], row["relearned"], row["after"])
    return Change(row["number"], row["name"], row["area"], difference)
