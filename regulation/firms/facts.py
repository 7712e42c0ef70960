"""Writing facts in two times. The one place that closes and opens versions; the caller holds the firm's row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database
from regulation.firms import timelines
from regulation.firms.timelines import Span

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from regulation.actor import Actor
    from regulation.firms.status import FactSource

COLUMNS = (
    "id",
    "firm",
    "key",
    "value",
    "valid_from",
    "valid_to",
    "known_from",
    "known_to",
    "source_kind",
    "source_ref",
    "actor_number",
    "actor_name",
    "reason",
)
#: The smallest step of time that the database keeps.
NEXT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Learned:
    """One thing learned of one fact: its value on these days. An empty value says that nothing is known of them."""

    key: str
    value: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Who says so, and by what."""

    source: FactSource
    ref: str
    actor: Actor
    reason: str | None = None

    @property
    def columns(self) -> tuple[Any, ...]:
        """As a version keeps it."""
        return (self.source, self.ref, self.actor.number, self.actor.name, self.reason)


async def held(firm_id: UUID) -> dict[str, Any] | None:
    """The firm's row, locked: whoever changes what the register says of a firm holds it until the end."""
    return await database.row("select * from firm where id = $1 for no key update", firm_id)


async def instant(firm_id: UUID, now: datetime) -> datetime:
    """The instant of knowledge for what is about to be written.

    `now` was read before the firm's row was waited for. What another act wrote in between, or a certificate said,
    is known already: the new version begins after it, so that what was known at an instant never changes.
    """
    latest: datetime | None = await database.value(
        """select greatest(
               (select said_until from firm where id = $1),
               (select max(known_from) from firm_fact where firm = $1),
               (select max(known_to) from firm_fact where firm = $1),
               (select max(known_from) from registration_version where firm = $1),
               (select max(known_to) from registration_version where firm = $1))""",
        firm_id,
    )
    return now if latest is None or latest < now else latest + NEXT


async def learn(firm_id: UUID, learned: Iterable[Learned], origin: Origin, *, known: datetime) -> None:
    """Close the versions which say otherwise, open what is believed instead; `known` is from `instant`."""
    closed: list[UUID] = []
    opened: list[tuple[Any, ...]] = []
    for each in learned:
        believed = [
            Span((row["id"], row["value"], _origin_of(row)), row["valid_from"], row["valid_to"])
            for row in await database.rows(
                "select * from firm_fact where firm = $1 and key = $2 and known_to is null", firm_id, each.key
            )
        ]
        new = (uuid4(), each.value, origin.columns) if each.value else None
        change = timelines.amended(believed, new, each.since, each.until)
        closed += [span.value[0] for span in change.closed]
        for span in change.opened:
            _, value, columns = span.value
            opened.append((uuid4(), firm_id, each.key, value, span.since, span.until, known, None, *columns))
    await database.execute(
        "update firm_fact set known_to = $2 where id = any($1::uuid[]) and known_to is null", closed, known
    )
    await database.copy("firm_fact", COLUMNS, opened)


def _origin_of(row: dict[str, Any]) -> tuple[Any, ...]:
    return (row["source_kind"], row["source_ref"], row["actor_number"], row["actor_name"], row["reason"])
