"""The register as it was: how a firm stood on a day, by what was known at an instant."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from regulation import database, errors
from regulation.firms import limits, queries, registrations, rules
from regulation.firms.status import LIMIT_KINDS, REGISTRATION_KINDS, BusinessState
from regulation.law import beijing
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from regulation.firms.queries import FirmView

NOT_YET = N_("还没有到这一天，登记簿不预告将来的状态。请填写今天或者以前的日期")
UNREADABLE_DAY = N_("请按 2026-03-01 的格式填写日期")
UNREADABLE_INSTANT = N_("请按 2026-03-05 或者 2026-03-05T10:00:00+08:00 的格式填写")

#: Nobody kept registers of these firms before; and an offset may not lead out of the calendar.
EARLIEST = 1949


@dataclass(frozen=True, slots=True)
class Moment:
    """The two times of a question: how things stood on `on`, by what was known at `known_at`."""

    on: date
    known_at: datetime

    @property
    def key(self) -> dict[str, str]:
        """As an address carries it."""
        return {"as_of": self.on.isoformat(), "as_known": self.known_at.isoformat()}


def moment(
    as_of: str, as_known: str, *, now: datetime, fields: tuple[str, str] = ("as_of", "as_known")
) -> Moment:
    """Read from an address; what is left out is today, and now. Raises Invalid, also for what is yet to come."""
    problems: dict[str, str] = {}
    today = beijing.legal_day(now)
    on, known_at = today, now
    try:
        on = date.fromisoformat(as_of) if as_of else today
    except ValueError:
        problems[fields[0]] = UNREADABLE_DAY
    try:
        known_at = _instant(as_known, now) if as_known else now
    except (ValueError, OverflowError):
        problems[fields[1]] = UNREADABLE_INSTANT
    if on > today:
        problems[fields[0]] = NOT_YET
    if known_at > now:
        problems[fields[1]] = NOT_YET
    if problems:
        raise errors.Invalid(problems, next(iter(problems.values())))
    return Moment(on, known_at)


def _instant(text: str, now: datetime) -> datetime:
    """A day means all that was known by its end; an instant without an offset is Beijing's."""
    if len(text) <= 10:
        day = date.fromisoformat(text)
        if day == beijing.legal_day(now):
            return now
        return beijing.end_of_day(day) - timedelta(microseconds=1)
    # A plus sign in an address arrives as a blank.
    said = datetime.fromisoformat(text.replace(" ", "+"))
    if said.year < EARLIEST:
        raise ValueError(text)
    return said if said.tzinfo else said.replace(tzinfo=beijing.BEIJING)


async def firm(firm_id: UUID, at: Moment) -> FirmView | None:
    """The firm as the register had it; None when it was not entered yet, or nothing is known of that day."""
    present = await queries.firm(firm_id)
    facts = await queries.facts_as_of(firm_id, valid_on=at.on, known_at=at.known_at)
    if "name" not in facts:
        return None
    row = rules.projection(facts)
    organ_id, organ, organ_code = present.organ_id, present.organ, present.organ_code
    if row["area"] != present.area:
        # A designated jurisdiction stays with its area; another area had its own organ.
        other = await database.row("select id, name, code from organ where code = $1", row["area"])
        organ_id, organ, organ_code = (other["id"], other["name"], other["code"]) if other else (None, "", "")
    former = await database.rows(
        """select distinct value from firm_fact
            where firm = $1 and key = 'name' and value <> $2 and valid_to <= $3
              and (valid_from is null or valid_from < valid_to)
              and known_from <= $4 and (known_to is null or known_to > $4) order by value""",
        firm_id,
        row["name"],
        at.on,
        at.known_at,
    )
    return replace(
        present,
        organ_id=organ_id,
        organ=organ,
        organ_code=organ_code,
        former_names=tuple(each["value"] for each in former),
        business_state=BusinessState(row["business_state"]),
        registrations=await registrations_at(firm_id, at),
        limits=await limits.at(firm_id, on=at.on, known_at=at.known_at),
        **{
            name: row[name]
            for name in (
                "name",
                "uscc",
                "old_number",
                "area",
                "district",
                "domicile",
                "place_of_business",
                "legal_representative",
                "capital_amount",
                "capital_currency",
                "ownership_type",
                "inst_type",
                "established_on",
                "scope",
            )
        },
    )


async def registrations_at(firm_id: UUID, at: Moment) -> tuple[rules.Registration, ...]:
    """Every registration the firm had begun by that day, as it stood then by what was known then; the newest first."""
    found = await database.rows(
        """select version.*, coalesce(organ.name, '') as organ_name
             from registration_version as version left join organ on organ.id = version.organ
            where version.firm = $1 and version.known_from <= $3
              and (version.known_to is null or version.known_to > $3)
              and (version.valid_from is null or version.valid_from <= $2)
              and (version.valid_to is null or version.valid_to > $2)
            order by version.issued_on desc nulls last, version.number""",
        firm_id,
        at.on,
        at.known_at,
    )
    return tuple(
        replace(
            registrations.projected(row).registration,
            organ=row["organ_name"],
            scope=tuple(row["scope"]),
            conditions=row["conditions"],
        )
        for row in found
    )


# --- The difference of two states ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that reads differently in two states.

    `before` is what was known of the first day then, `relearned` what is known of the first day at the second
    instant, `after` what is known of the second day. They part what was learned from what came to pass.
    """

    key: str
    before: str
    relearned: str
    after: str

    @property
    def was_learned(self) -> bool:
        """What was believed of the first day was wrong or missing, and is now known better."""
        return self.before != self.relearned

    @property
    def came_to_pass(self) -> bool:
        """Between the two days it became otherwise in the world."""
        return self.relearned != self.after


def differences(
    before: dict[str, str], relearned: dict[str, str], after: dict[str, str], order: Iterable[str] = ()
) -> list[Difference]:
    """What differs between two states of a firm, fact by fact, in the order given and then by key."""
    keys = [*dict.fromkeys([*order, *sorted({*before, *relearned, *after})])]
    found = (Difference(key, before.get(key, ""), relearned.get(key, ""), after.get(key, "")) for key in keys)
    return [each for each in found if each.was_learned or each.came_to_pass]


async def state(firm_id: UUID, at: Moment) -> dict[str, str]:
    """All that the register said, by key: facts, and each registration under `kind:number`."""
    said = await queries.facts_as_of(firm_id, valid_on=at.on, known_at=at.known_at)
    for each in await registrations_at(firm_id, at):
        said[f"{each.kind}:{each.number}"] = rules.registration_text(each, at.on)
    for hanging in await limits.at(firm_id, on=at.on, known_at=at.known_at):
        said[f"{hanging.kind}:{hanging.number}"] = rules.limit_text(hanging)
    return said


async def between(firm_id: UUID, first: Moment, second: Moment) -> list[Difference]:
    """What differs between two states of a firm."""
    return differences(
        await state(firm_id, first),
        await state(firm_id, Moment(first.on, second.known_at)),
        await state(firm_id, second),
        rules.FACTS,
    )


def named(key: str) -> tuple[str, str]:
    """The word for what differs, to be translated, and the number of a registration or of what hangs on one."""
    kind, is_registration, number = key.partition(":")
    if is_registration:
        words = {str(each): word for each, word in (*REGISTRATION_KINDS.items(), *LIMIT_KINDS.items())}
        return words[kind], number
    return rules.FACTS.get(key, key), ""
