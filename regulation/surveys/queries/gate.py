"""How far a round's release has come: what was signed, what lies frozen, who may look."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.releases.rules import Kind
from regulation.surveys import gate, months
from regulation.surveys.gate import QUARTER, RETURN, Gate, Held, Signature, Which
from regulation.surveys.session import statistical
from regulation.surveys.status import COUNTED

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from regulation.actor import Actor


@dataclass(frozen=True, slots=True)
class Reader:
    """Who may see the figures before they are published."""

    id: UUID
    person_id: UUID
    name: str
    reason: str
    allowed_by: str
    allowed_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Progress:
    """A round with the state of its gate."""

    id: UUID
    year: int
    opens_on: date
    closes_on: date
    late_until: date | None
    held: Held
    #: How many returns stand where.
    statuses: dict[str, int] = field(default_factory=dict)
    #: Codes of the districts that have returns, by organ.
    districts: dict[UUID, str] = field(default_factory=dict)
    readers: tuple[Reader, ...] = ()
    kind: str = RETURN
    period: str = ""
    #: The rounds whose answers are counted: the round itself, or the months of the quarter that were opened.
    rounds: tuple[UUID, ...] = ()

    @property
    def is_collected(self) -> bool:
        """Everything that is to be counted was asked: a quarter has three months."""
        return self.kind == RETURN or len(self.rounds) == len(months.QUARTER_MONTHS)

    @property
    def vintage(self) -> int:
        """What was published in this turn; 0 before."""
        published = self.held.signed("published")
        return int(published[-1].said["vintage"]) if published else 0

    @property
    def turn_began(self) -> datetime | None:
        """When the editing was opened again for this turn; None in the first."""
        opened = [each for each in self.held.signatures if each.act == "reopened"]
        return opened[-1].signed_at if opened else None

    @property
    def gate(self) -> Gate:
        """Where it stands."""
        return self.held.gate

    def may_look(self, actor: Actor) -> bool:
        """Whether this person may see the figures now."""
        on_the_list = {each.person_id for each in self.readers if each.ended_at is None}
        return gate.may_look(self.held.gate, actor.person_id, on_the_list)


@statistical
async def years() -> list[int]:
    """The years of which returns were collected, newest first."""
    found = await database.rows("select year from survey_round where kind = 'return' order by year desc")
    return [each["year"] for each in found]


async def of_year(year: int, *, lock: bool = False) -> Progress:
    """The gate of a year's returns. Raises NotFound."""
    return await of(year, lock=lock)


@statistical
async def of(which: Which, *, lock: bool = False) -> Progress:
    """The gate of a year's returns or of a quarter; locked for the caller's transaction if asked. Raises NotFound."""
    kind = RETURN if isinstance(which, int) else QUARTER
    found = await database.row(
        f"select * from survey_round where kind = $1 and period = $2{' for update' if lock else ''}",  # noqa: S608
        kind,
        str(which),
    )
    if found is None:
        raise errors.NotFound
    asked = [found] if kind == RETURN else await _months(found["period"], lock=lock)
    rounds = [each["id"] for each in asked]
    counted = await database.rows(
        "select status, count(*) as n from statistical_return where survey_round = any($1::uuid[]) group by status",
        rounds,
    )
    districts = await _districts(rounds)
    return Progress(
        id=found["id"],
        year=found["year"],
        opens_on=min((each["opens_on"] for each in asked), default=found["opens_on"]),
        closes_on=max((each["closes_on"] for each in asked), default=found["closes_on"]),
        late_until=max(
            (each["late_until"] for each in asked if each["late_until"]), default=found["late_until"]
        ),
        held=await _held(found, frozenset(districts)),
        statuses={each["status"]: each["n"] for each in counted},
        districts=districts,
        readers=tuple(await _readers(found["id"])),
        kind=kind,
        period=found["period"],
        rounds=tuple(rounds),
    )


async def _months(period: str, *, lock: bool) -> list[dict[str, Any]]:
    """The months of a quarter that were opened, in order."""
    known = months.read_quarter(period)
    return await database.rows(
        f"""select * from survey_round where kind = 'monthly' and period = any($1::text[])
             order by period{" for update" if lock else ""}""",  # noqa: S608
        list(months.quarter(*known)) if known else [],
    )


async def _held(found: dict[str, Any], districts: frozenset[UUID]) -> Held:
    return Held(
        gate=Gate(found["gate"]),
        turn=found["turn"],
        digest=await latest_digest(found["year"] if found["kind"] == RETURN else found["period"]),
        embargo_until=found["embargo_until"],
        signatures=tuple(await _signatures(found["id"])),
        districts=districts,
    )


@dataclass(frozen=True, slots=True)
class Passed:
    """The book that passed the disclosure control of this turn."""

    digest: str
    hash: str
    kind: Kind
    code_version: str
    parameters: dict[str, Any]
    coverage: dict[str, Any]
    tables: list[dict[str, Any]]
    cells: list[dict[str, Any]]
    waivers: list[dict[str, Any]]


@statistical
async def passed(at: Progress) -> Passed | None:
    """The kept book of this turn; None before the disclosure control is passed. Who may see it, `readers.look` says."""
    found = await database.row(
        "select * from passed_book where survey_round = $1 and turn = $2", at.id, at.held.turn
    )
    if found is None:
        return None
    cells = json.loads(found["cells"], parse_float=Decimal)
    return Passed(
        found["snapshot_digest"],
        found["tables_hash"],
        Kind(found["kind"]),
        found["code_version"],
        json.loads(found["parameters"]),
        json.loads(found["coverage"]),
        json.loads(found["tables"]),
        [{**each, "value": None if each["value"] is None else Decimal(each["value"])} for each in cells],
        json.loads(found["waivers"]),
    )


@statistical
async def latest_digest(which: Which) -> str:
    """The digest of the snapshot that lies there now; empty while there is none."""
    kept = ("frozen_snapshot", "year") if isinstance(which, int) else ("frozen_quarter", "period")
    found: str | None = await database.value(
        f"select digest from {kept[0]} where {kept[1]} = $1 order by number desc limit 1",  # noqa: S608
        which,
    )
    return found or ""


async def _signatures(round_id: UUID) -> list[Signature]:
    found = await database.rows(
        """select round_signature.*, coalesce(organ.name, '') as organ_name
             from round_signature left join organ on organ.id = round_signature.organ
            where survey_round = $1 order by signed_at, organ.code""",
        round_id,
    )
    # Acts of one instant stand in the order in which they can be taken.
    order = {act: at for at, act in enumerate(gate.ACTS)}
    found.sort(key=lambda each: (each["signed_at"], each["turn"], order[each["act"]]))
    return [
        Signature(
            turn=each["turn"],
            act=each["act"],
            organ_id=each["organ"],
            digest=each["snapshot_digest"],
            said=json.loads(each["said"]),
            signed_by=each["signed_by"],
            signed_number=each["signed_number"],
            organ_name=each["organ_name"],
            signed_at=each["signed_at"],
        )
        for each in found
    ]


async def _districts(rounds: list[UUID]) -> dict[UUID, str]:
    """Districts whose returns count. Those of the city's own firms are the city's, which signs at the end."""
    found = await database.rows(
        """select organ.id, organ.code from organ
            where organ.level = 'district'
              and exists (select from statistical_return as held
                           where held.organ = organ.id and held.survey_round = any($1::uuid[])
                             and held.status = any($2::text[]))
            order by organ.code""",
        rounds,
        sorted(COUNTED),
    )
    return {each["id"]: each["code"] for each in found}


async def _readers(round_id: UUID) -> list[Reader]:
    found = await database.rows(
        "select * from early_reader where survey_round = $1 order by allowed_at, id", round_id
    )
    return [
        Reader(
            each["id"],
            each["person_id"],
            each["person_name"],
            each["reason"],
            each["allowed_by"],
            each["allowed_at"],
            each["ended_at"],
        )
        for each in found
    ]


@statistical
async def looks(
    round_id: UUID, *, since: datetime | None = None, limit: int | None = 50
) -> list[dict[str, Any]]:
    """Who looked at the figures before they were published, newest first."""
    return await database.rows(
        """select case_log.at, actor_name, actor_organ, case_log.data ->> 'page' as page from case_log
            where matter_kind = 'survey_round' and action = 'early_look' and matter_id = $1
              and ($3::timestamptz is null or case_log.at >= $3)
            order by case_log.id desc limit $2""",
        round_id,
        limit,
        since,
    )


@statistical
async def quarters() -> dict[str, Gate]:
    """How far the release of each quarter has come."""
    found = await database.rows(
        "select period, gate from survey_round where kind = 'quarter' order by period"
    )
    return {each["period"]: Gate(each["gate"]) for each in found}
