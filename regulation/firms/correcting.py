"""A registration that was entered wrongly: every version that says the wrong thing is closed in time of knowledge, none is lost.

What is corrected is the entry, never a decision: the days in the world on which the registration stood as it did
stay, save those that the error itself put in the wrong place.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.firms import facts, listings, registrations
from regulation.firms.registrations import Projected
from regulation.firms.status import VersionSource
from regulation.firms.timelines import Amended, Span
from regulation.law import beijing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime
    from uuid import UUID

    from regulation.firms.status import RegistrationKind

#: What of a registration an official may have entered wrongly. Firm, organ and status come from acts of their own.
CORRIGIBLE = ("kind", "number", "issued_on", "expires_on", "ended_on", "scope")


def corrected(believed: Iterable[Span[Projected]], wrong: Projected, right: Projected) -> Amended[Projected]:
    """What is believed once it is known that `right` should have been entered where `wrong` was.

    Each version keeps what it says of its own; only what was wrong in it is put right. A version that began or ended
    on a day that was wrong begins or ends on the right one.
    """
    spans = sorted(believed, key=lambda each: (each.since is not None, each.since))
    changed = {name for name in CORRIGIBLE if getattr(wrong, name) != getattr(right, name)}
    moved: dict[date | None, date] = {
        before: after
        for before, after in ((wrong.issued_on, right.issued_on), (wrong.over_on, right.over_on))
        if before is not None and after is not None and before != after
    }
    opened = []
    for place, span in enumerate(spans):
        value = replace(
            span.value,
            **{
                name: getattr(right, name)
                for name in changed
                if getattr(span.value, name) == getattr(wrong, name)
            },
        )
        since, until = (moved.get(day, day) for day in (span.since, span.until))
        if place and right.issued_on is not None and since is not None:
            since = max(since, right.issued_on)
        if until is not None and right.over_on is not None:
            until = min(until, right.over_on)
        opened.append(Span(value, since, until))
    kept = [(old, new) for old, new in zip(spans, opened, strict=True) if old != new]
    return Amended(tuple(old for old, _ in kept), tuple(new for _, new in kept if not new.is_empty))


async def entry(entry_id: UUID, *, for_update: bool = False) -> dict[str, Any]:
    """A registration as the register shows it now. Raises NotFound."""
    found = await database.row(
        f"select * from registration_entry where id = $1{' for update' if for_update else ''}",  # noqa: S608
        entry_id,
    )
    if found is None:
        raise errors.NotFound
    return found


async def is_taken(kind: RegistrationKind, number: str, *, by_other_than: UUID) -> bool:
    """Whether another registration has this kind and number."""
    return bool(
        await database.value(
            "select exists (select from registration_entry where kind = $1 and number = $2 and id <> $3)",
            kind,
            number,
            by_other_than,
        )
    )


async def correct(entry_id: UUID, right: Projected, *, now: datetime) -> Projected:
    """Put an entry and its versions right, in the caller's transaction; what the entry said before.

    The caller has checked that kind and number are free. Whatever names the registration by them follows.
    """
    row = await entry(entry_id)
    await registrations.held([row["firm"]])
    row = await entry(entry_id, for_update=True)
    wrong = registrations.projected(row)
    believed = await database.rows(
        "select * from registration_version where kind = $1 and number = $2 and known_to is null",
        wrong.kind,
        wrong.number,
    )
    spans = {
        row["id"]: Span(registrations.projected(row), row["valid_from"], row["valid_to"]) for row in believed
    }
    change = corrected(spans.values(), wrong, right)
    known = await facts.instant(wrong.firm_id, now)
    await database.execute(
        "update registration_version set known_to = $2 where id = any($1::uuid[])",
        [version for version, span in spans.items() if span in change.closed],
        known,
    )
    await database.copy(
        "registration_version",
        registrations.VERSION_COLUMNS,
        [registrations.version_row(span, known, VersionSource.CORRECTION) for span in change.opened],
    )
    await database.execute(
        """update registration_entry set kind = $2, number = $3, issued_on = $4, expires_on = $5, ended_on = $6,
                  scope = $7, updated_at = $8 where id = $1""",
        entry_id,
        right.kind,
        right.number,
        right.issued_on,
        right.expires_on,
        right.ended_on,
        list(right.scope),
        now,
    )
    await _follow(wrong, right)
    await listings.refresh([wrong.firm_id], today=beijing.legal_day(now))
    return wrong


async def _follow(wrong: Projected, right: Projected) -> None:
    """Papers to be issued anew and mergers name a registration by kind and number."""
    if (wrong.kind, wrong.number) == (right.kind, right.number):
        return
    keys = (wrong.kind, wrong.number, right.kind, right.number)
    await database.execute(
        "update paper_due set kind = $3, number = $4 where kind = $1 and number = $2 and closed_at is null",
        *keys,
    )
    await database.execute(
        """update firm_merger set moved = (
               select jsonb_agg(case when each = jsonb_build_array($1::text, $2::text)
                                     then jsonb_build_array($3::text, $4::text) else each end)
                 from jsonb_array_elements(moved) as each)
            where moved @> jsonb_build_array(jsonb_build_array($1::text, $2::text))""",
        *keys,
    )
    await database.execute(
        "update branch set source_ref = $4 where source_ref = $2 and firm = $5 and 'branch_report' in ($1, $3)",
        *keys,
        wrong.firm_id,
    )


async def versions(firm_id: UUID) -> list[dict[str, Any]]:
    """Every version of a firm's registrations, those believed now first: for its history at the desk."""
    return await database.rows(
        """select version.*, coalesce(organ.name, '') as organ_name, coalesce(organ.name_en, '') as organ_name_en
             from registration_version as version left join organ on organ.id = version.organ
            where version.firm = $1
            order by version.kind, version.number, version.known_to desc nulls first, version.valid_from desc nulls last""",
        firm_id,
    )
