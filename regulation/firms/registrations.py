"""Registrations as the deciding areas want them shown: the present entry, and its versions in two times."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database
from regulation.firms import facts, listings, rules, timelines
from regulation.firms.status import LIVING, RegistrationKind, RegistrationStatus, VersionSource
from regulation.firms.timelines import Span
from regulation.law import beijing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ENTRY_COLUMNS = (
    "id",
    "firm",
    "kind",
    "number",
    "status",
    "organ",
    "issued_on",
    "expires_on",
    "ended_on",
    "scope",
    "conditions",
    "updated_at",
)
VERSION_COLUMNS = (
    *ENTRY_COLUMNS[:-1],
    "valid_from",
    "valid_to",
    "known_from",
    "known_to",
    "source",
)


@dataclass(frozen=True, slots=True)
class Projected:
    """A registration as the area that decides it wants it shown.

    `is_correction` says that it always stood so, since it began: an error of entry is put right.
    """

    firm_id: UUID
    kind: RegistrationKind
    number: str
    status: RegistrationStatus
    organ_id: UUID | None = None
    issued_on: date | None = None
    expires_on: date | None = None
    ended_on: date | None = None
    scope: tuple[str, ...] = ()
    conditions: str = ""
    is_correction: bool = False

    @property
    def registration(self) -> rules.Registration:
        """The same as the rules see it."""
        return rules.Registration(
            self.kind, self.number, self.status, self.issued_on, self.expires_on, self.ended_on
        )

    @property
    def over_on(self) -> date | None:
        """The first day on which it no longer stands, where that is known."""
        if self.status in LIVING:
            return None
        if self.status is RegistrationStatus.EXPIRED and self.expires_on:
            return self.expires_on + timedelta(days=1)
        return self.ended_on

    @property
    def columns(self) -> tuple[Any, ...]:
        """What an entry and a version keep alike."""
        return (
            self.firm_id,
            self.kind,
            self.number,
            self.status,
            self.organ_id,
            self.issued_on,
            self.expires_on,
            self.ended_on,
            list(self.scope),
            self.conditions,
        )


def first_spans(shown: Projected) -> list[Span[Projected]]:
    """The days of a registration that was not known before. One that is over already stood valid until then."""
    over = shown.over_on
    if over is None or (shown.issued_on and shown.issued_on >= over):
        return [Span(shown, shown.issued_on)]
    living = replace(shown, status=RegistrationStatus.VALID, ended_on=None)
    return [Span(living, shown.issued_on, over), Span(shown, over)]


def amended(
    believed: Iterable[Span[Projected]], shown: Projected, today: date
) -> timelines.Amended[Projected] | None:
    """What is believed once the registration stands so: from the day it ended, or from today; None for no news.

    A correction replaces what is believed of all its days.
    """
    spans = list(believed)
    present = next((each for each in spans if each.until is None), None)
    plain = replace(shown, is_correction=False)
    if present is not None and present.value == plain:
        return None
    if present is None or shown.is_correction:
        replaced = first_spans(plain)
        return timelines.Amended(tuple(spans), tuple(replaced))
    since = shown.over_on or today
    if present.since is not None:
        since = max(since, present.since)
    return timelines.amended(spans, plain, since)


def first_rows(shown: Projected, known: datetime, source: VersionSource) -> list[tuple[Any, ...]]:
    """The versions of a registration that comes with its firm."""
    return [version_row(span, known, source) for span in first_spans(shown)]


def entry_row(shown: Projected, now: datetime) -> tuple[Any, ...]:
    """The present entry, for COPY."""
    return (uuid4(), *shown.columns, now)


def version_row(span: Span[Projected], known: datetime, source: VersionSource) -> tuple[Any, ...]:
    """A version, for COPY."""
    return (uuid4(), *span.value.columns, span.since, span.until, known, None, source)


async def show(
    entries: Sequence[Projected], *, now: datetime, source: VersionSource = VersionSource.DECISION
) -> None:
    """Show registrations, or their new state, in the register; each with a version of its own.

    What is shown for an entry that was merged into another goes to the other: the area that decides need not know.
    """
    if not entries:
        return
    async with database.unit_of_work():
        leads_to = await held({each.firm_id for each in entries})
        shown = {(each.kind, each.number): replace(each, firm_id=leads_to[each.firm_id]) for each in entries}
        await database.many(
            """insert into registration_entry
                   (id, firm, kind, number, status, organ, issued_on, expires_on, ended_on, scope, conditions, updated_at)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
               on conflict (kind, number) do update set
                   firm = excluded.firm, status = excluded.status, organ = excluded.organ,
                   issued_on = excluded.issued_on, expires_on = excluded.expires_on, ended_on = excluded.ended_on,
                   scope = excluded.scope, conditions = excluded.conditions, updated_at = excluded.updated_at""",
            [entry_row(shown[key], now) for key in sorted(shown)],
        )
        await _write_versions(shown, now, source)
        await listings.refresh_standings(
            list({each.firm_id for each in shown.values()}), today=beijing.legal_day(now)
        )


async def _write_versions(
    shown: dict[tuple[RegistrationKind, str], Projected], now: datetime, source: VersionSource
) -> None:
    believed = await _believed(list(shown))
    known = await _instants(list({each.firm_id for each in shown.values()}), now)
    closed: list[tuple[Any, ...]] = []
    opened: list[tuple[Any, ...]] = []
    for key, each in shown.items():
        spans = believed[key]
        change = amended([span for _, _, span in spans], each, beijing.legal_day(now))
        if change is None:
            continue
        # A registration that changes hands is known from after what either firm was known by.
        at = max([known[each.firm_id], *(begun + facts.NEXT for _, begun, _ in spans if begun >= now)])
        ids = {id(span): version for version, _, span in spans}
        closed += [(ids[id(span)], at) for span in change.closed]
        written = VersionSource.CORRECTION if each.is_correction else source
        opened += [version_row(span, at, written) for span in change.opened if not span.is_empty]
    await database.many("update registration_version set known_to = $2 where id = $1", closed)
    await database.copy("registration_version", VERSION_COLUMNS, opened)


async def _believed(
    keys: Sequence[tuple[RegistrationKind, str]],
) -> dict[tuple[str, str], list[tuple[UUID, datetime, Span[Projected]]]]:
    """The believed versions of registrations: id, known from, and the days."""
    found: dict[tuple[str, str], list[tuple[UUID, datetime, Span[Projected]]]] = defaultdict(list)
    for row in await database.rows(
        """select version.* from unnest($1::varchar[], $2::varchar[]) as asked (kind, number)
             join registration_version as version on version.kind = asked.kind and version.number = asked.number
            where version.known_to is null""",
        [kind for kind, _ in keys],
        [number for _, number in keys],
    ):
        span = Span(projected(row), row["valid_from"], row["valid_to"])
        found[row["kind"], row["number"]].append((row["id"], row["known_from"], span))
    return found


async def held(firm_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Lock these firms and those they were merged into, in the order of their ids; which firm each leads to."""
    asked = list(firm_ids)
    leads_to: dict[UUID, UUID] = {}
    while True:
        await database.rows(
            "select id from firm where id = any($1) order by id for no key update",
            [*asked, *leads_to.values()],
        )
        rows = await database.rows(
            "select id, coalesce(merged_into, id) as leads_to from firm where id = any($1)", asked
        )
        now_leads_to = {row["id"]: row["leads_to"] for row in rows}
        if set(now_leads_to.values()) <= {*asked, *leads_to.values()}:
            return now_leads_to
        leads_to = now_leads_to


async def _instants(firm_ids: Sequence[UUID], now: datetime) -> dict[UUID, datetime]:
    """As `facts.instant`, for many firms at once."""
    rows = await database.rows(
        """select firm.id, greatest(
               firm.said_until,
               (select max(known_from) from firm_fact where firm_fact.firm = firm.id and known_from >= $2),
               (select max(greatest(known_from, known_to)) from registration_version
                 where registration_version.firm = firm.id and (known_from >= $2 or known_to >= $2))) as latest
             from firm where id = any($1)""",
        list(firm_ids),
        now,
    )
    return {
        row["id"]: now if row["latest"] is None or row["latest"] < now else row["latest"] + facts.NEXT
        for row in rows
    }


async def hand_over(
    giver: UUID,
    taker: UUID,
    *,
    known: datetime,
    now: datetime,
    only: Sequence[tuple[str, str]] | None = None,
) -> list[tuple[str, str]]:
    """Put every believed version of a firm's registrations under another firm; kind and number of each.

    Their days in the world stay as they are: it was one firm all along, and this is known from `known` on. `only`
    are the registrations meant, all of them when it is left out. The caller holds both firms and refreshes their
    listings.
    """
    wanted = [] if only is None else only
    found = await database.rows(
        """select * from registration_version
            where firm = $1 and known_to is null
              and ($2 or (kind, number) in (select * from unnest($3::varchar[], $4::varchar[])))""",
        giver,
        only is None,
        [kind for kind, _ in wanted],
        [number for _, number in wanted],
    )
    await database.execute(
        "update registration_version set known_to = $2 where id = any($1::uuid[])",
        [row["id"] for row in found],
        known,
    )
    await database.copy(
        "registration_version",
        VERSION_COLUMNS,
        [
            version_row(
                Span(replace(projected(row), firm_id=taker), row["valid_from"], row["valid_to"]),
                known,
                VersionSource.MERGER,
            )
            for row in found
        ],
    )
    moved = sorted({(row["kind"], row["number"]) for row in found})
    await database.execute(
        """update registration_entry set firm = $1, updated_at = $4
            where (kind, number) in (select * from unnest($2::varchar[], $3::varchar[]))""",
        taker,
        [kind for kind, _ in moved],
        [number for _, number in moved],
        now,
    )
    return moved


def projected(row: dict[str, Any]) -> Projected:
    """A version or an entry as it was projected."""
    return Projected(
        row["firm"],
        RegistrationKind(row["kind"]),
        row["number"],
        RegistrationStatus(row["status"]),
        row["organ"],
        row["issued_on"],
        row["expires_on"],
        row["ended_on"],
        tuple(row["scope"]),
        row["conditions"],
    )
