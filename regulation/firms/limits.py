"""What hangs on registrations, as the deciding area wants it shown: versions in two times, read for firms, lists and days."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database
from regulation.firms import rules
from regulation.firms.facts import NEXT
from regulation.firms.status import LimitKind, RegistrationKind
from regulation.law import citation

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from regulation.firms.timelines import Span

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Projected:
    """What a version says, apart from its days. `basis` is the key of an article."""

    condition: UUID
    matter_number: str
    registration_kind: RegistrationKind
    registration_number: str
    kind: LimitKind
    ground: str
    basis: str
    said: str
    said_en: str
    organ: str
    document_number: str

    @property
    def columns(self) -> tuple[Any, ...]:
        """As a row keeps it."""
        return (
            self.condition,
            self.matter_number,
            self.registration_kind,
            self.registration_number,
            self.kind,
            self.ground,
            self.basis,
            self.said,
            self.said_en,
            self.organ,
            self.document_number,
        )


COLUMNS = (
    "id",
    "condition",
    "matter_number",
    "registration_kind",
    "registration_number",
    "kind",
    "ground",
    "basis",
    "said",
    "said_en",
    "organ",
    "document_number",
    "valid_from",
    "valid_to",
    "known_from",
    "known_to",
)


async def show(condition: UUID, wanted: Iterable[Span[Projected]], *, known: datetime) -> None:
    """Believe from `known` on that exactly this hangs on the registration: what says otherwise stops being believed.

    The caller holds the firm, took `known` from `facts.instant`, and refreshes the firm's listing.
    """
    keys = {(each.value.columns, each.since, each.until) for each in wanted}
    stale: list[UUID] = []
    for row in await database.rows(
        "select * from registration_limit where condition = $1 and known_to is null", condition
    ):
        key = (tuple(row[name] for name in COLUMNS[1:12]), row["valid_from"], row["valid_to"])
        if key in keys:
            keys.remove(key)
        else:
            stale.append(row["id"])
    await database.execute(
        "update registration_limit set known_to = $2 where id = any($1::uuid[])", stale, known
    )
    await database.copy(
        "registration_limit",
        COLUMNS,
        [(uuid4(), *columns, since, until, known, None) for columns, since, until in keys],
    )


async def of_firms(
    firm_ids: Sequence[UUID], *, only: LimitKind | None = None
) -> dict[UUID, tuple[rules.Limit, ...]]:
    """What is believed now to hang on the registrations of these firms, the newest first; a firm without any has none."""
    found: defaultdict[UUID, list[rules.Limit]] = defaultdict(list)
    for row in await database.rows(
        """select entry.firm, held.* from registration_limit as held
             join registration_entry as entry
               on entry.kind = held.registration_kind and entry.number = held.registration_number
            where entry.firm = any($1::uuid[]) and held.known_to is null and ($2::text is null or held.kind = $2)
            order by held.valid_from desc, held.matter_number""",
        list(firm_ids),
        only,
    ):
        found[row["firm"]].append(_limit(row))
    return {firm_id: tuple(found[firm_id]) for firm_id in firm_ids}


async def at(firm_id: UUID, *, on: date, known_at: datetime) -> tuple[rules.Limit, ...]:
    """What hung on the firm's registrations on a day, by what was known at an instant."""
    rows = await database.rows(
        """select distinct held.* from registration_limit as held
             join registration_version as version
               on version.kind = held.registration_kind and version.number = held.registration_number
            where version.firm = $1 and version.known_from <= $3
              and (version.known_to is null or version.known_to > $3)
              and held.known_from <= $3 and (held.known_to is null or held.known_to > $3)
              and held.valid_from <= $2 and (held.valid_to is null or held.valid_to > $2)
            order by held.valid_from desc, held.matter_number""",
        firm_id,
        on,
        known_at,
    )
    return tuple(_limit(row) for row in rows)


async def of_registration(kind: RegistrationKind | str, number: str, *, on: date) -> tuple[rules.Limit, ...]:
    """What hangs on one registration on a day, by what is known now."""
    rows = await database.rows(
        """select * from registration_limit
            where registration_kind = $1 and registration_number = $2 and known_to is null
              and valid_from <= $3 and (valid_to is null or valid_to > $3)
            order by valid_from desc, matter_number""",
        kind,
        number,
        on,
    )
    return tuple(_limit(row) for row in rows)


async def moved(today: date, suspended: int) -> list[Row]:
    """Firms whose place in the lists does not agree with a suspension: it began, or it is over."""
    return await database.rows(
        """select listing.firm from register_listing as listing
             join (select entry.firm, bool_or(held.valid_from <= $1 and (held.valid_to is null or held.valid_to > $1)
                                              ) as is_on
                     from registration_limit as held
                     join registration_entry as entry
                       on entry.kind = held.registration_kind and entry.number = held.registration_number
                    where held.kind = 'suspension' and held.known_to is null group by entry.firm) as of
               on of.firm = listing.firm
            where of.is_on <> (listing.standing = $2)
            union
           select firm from register_listing where standing = $2 and not exists (
               select from registration_limit as held join registration_entry as entry
                   on entry.kind = held.registration_kind and entry.number = held.registration_number
                where entry.firm = register_listing.firm and held.kind = 'suspension' and held.known_to is null)""",
        today,
        suspended,
    )


def _limit(row: Row) -> rules.Limit:
    return rules.Limit(
        kind=LimitKind(row["kind"]),
        registration_kind=RegistrationKind(row["registration_kind"]),
        registration_number=row["registration_number"],
        number=row["matter_number"],
        ground=row["ground"],
        said=row["said"],
        said_en=row["said_en"],
        organ=row["organ"],
        document_number=row["document_number"],
        since=row["valid_from"],
        before=row["valid_to"],
        basis=citation.from_key(row["basis"]),
    )


async def instant(condition: UUID, known: datetime) -> datetime:
    """The instant of knowledge for what is about to be written of a condition: after all that was written of it."""
    latest: datetime | None = await database.value(
        "select max(greatest(known_from, known_to)) from registration_limit where condition = $1", condition
    )
    return known if latest is None or latest < known else latest + NEXT
