"""The narrow rows behind the search, recomputed from the firms and their registrations."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from regulation import database
from regulation.firms import limits, names, rules
from regulation.firms.status import (
    KIND_BITS,
    STANDING_NUMBERS,
    LimitKind,
    RegistrationKind,
    RegistrationStatus,
    Standing,
)
from regulation.law import beijing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime
    from uuid import UUID


def codes(*written: str | None) -> list[str]:
    """The codes by which a firm is found when they are typed whole, as needles."""
    return sorted({names.key(code) for code in written if code})


def licences(numbers: Iterable[str]) -> str:
    """The numbers of which any part finds the firm, one a line."""
    return "\n".join(sorted({names.key(number) for number in numbers if number}))


async def refresh(firm_ids: Sequence[UUID], *, today: date) -> None:
    """Recompute the listing rows of these firms from their present rows and registrations.

    An entry that was merged into another has no row of its own: its names and codes lead to the other.
    """
    merged: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for row in await database.rows(
        "select merged_into, name, former_names from firm where merged_into = any($1)", list(firm_ids)
    ):
        merged[row["merged_into"]].append(row)
    await database.execute(
        """delete from register_listing using firm
            where firm.id = register_listing.firm and firm.id = any($1) and firm.merged_into is not null""",
        list(firm_ids),
    )
    shown = await _shown(firm_ids, today)
    await database.many(
        """insert into register_listing (firm, number, haystack, area, organ_id, codes, licences, standing, kinds)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
           on conflict (firm) do update set
               haystack = excluded.haystack, area = excluded.area, organ_id = excluded.organ_id,
               codes = excluded.codes, licences = excluded.licences, standing = excluded.standing,
               kinds = excluded.kinds""",
        [
            (
                row["id"],
                row["number"],
                names.haystack(row["name"], _also(row, merged[row["id"]])),
                row["area"],
                row["organ"],
                *shown[row["id"]],
            )
            for row in await database.rows(
                """select id, number, name, former_names, area, organ from firm
                    where id = any($1) and merged_into is null""",
                list(firm_ids),
            )
        ],
    )


def _also(row: dict[str, Any], merged: list[dict[str, Any]]) -> tuple[str, ...]:
    """The other names a firm is found by: its former ones, and those of the entries merged into it."""
    return tuple(dict.fromkeys([
        *row["former_names"], *(name for each in merged for name in (each["name"], *each["former_names"]))
    ]))  # fmt: skip


async def refresh_standings(firm_ids: Sequence[UUID], *, today: date) -> None:
    """Recompute what the registrations of these firms say in the listing: standing, kinds, numbers."""
    shown = await _shown(firm_ids, today)
    await database.many(
        "update register_listing set codes = $2, licences = $3, standing = $4, kinds = $5 where firm = $1",
        [(firm_id, *shown[firm_id]) for firm_id in firm_ids],
    )


async def _shown(firm_ids: Sequence[UUID], today: date) -> dict[UUID, tuple[list[str], str, int, int]]:
    """Codes, numbers of licences, standing and kinds of each firm."""
    held: dict[UUID, list[rules.Registration]] = defaultdict(list)
    for row in await database.rows(
        """select firm, kind, number, status, issued_on, expires_on, ended_on
             from registration_entry where firm = any($1)""",
        list(firm_ids),
    ):
        held[row["firm"]].append(
            rules.Registration(
                RegistrationKind(row["kind"]),
                row["number"],
                RegistrationStatus(row["status"]),
                row["issued_on"],
                row["expires_on"],
                row["ended_on"],
            )
        )
    hanging = await limits.of_firms(firm_ids, only=LimitKind.SUSPENSION)
    borne: dict[UUID, list[str | None]] = defaultdict(list)
    for row in await database.rows(
        """select coalesce(merged_into, id) as firm, number, uscc, old_number from firm
            where id = any($1) or merged_into = any($1)""",
        list(firm_ids),
    ):
        borne[row["firm"]] += [row["number"], row["uscc"], row["old_number"]]
    return {
        firm_id: (
            codes(*borne[firm_id]),
            licences(each.number for each in held[firm_id]),
            STANDING_NUMBERS[rules.standing(held[firm_id], today, hanging[firm_id])],
            sum(KIND_BITS[kind] for kind in {each.kind for each in held[firm_id]}),
        )
        for firm_id in firm_ids
    }


async def record_expiries(*, now: datetime) -> int:
    """Move firms whose term ran out, or whose suspension began or ended, to where they belong in the lists; how many.

    A nightly job.

    The firm's own page computes its state for the day; this keeps the counted facets true as well.
    """
    today = beijing.legal_day(now)
    found = await database.rows(
        """select distinct listing.firm from register_listing as listing
             join registration_entry as entry on entry.firm = listing.firm
            where entry.status = $1 and entry.expires_on < $2 and listing.standing = any($3::smallint[])""",
        RegistrationStatus.VALID,
        today,
        [
            STANDING_NUMBERS[each]
            for each in (Standing.LICENSED, Standing.FILED, Standing.REPORTED, Standing.SUSPENDED)
        ],
    )
    found += await limits.moved(today, STANDING_NUMBERS[Standing.SUSPENDED])
    async with database.unit_of_work():
        # Which state of the register a count was made in is told by these rows; yesterday's counts are gone anyway.
        await database.execute("delete from register_touch where seq < (select max(seq) from register_touch)")
        moved = sorted({row["firm"] for row in found})
        await refresh_standings(moved, today=today)
    return len(moved)
