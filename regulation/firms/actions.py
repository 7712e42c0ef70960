"""What is done to the register: firms entered, facts changed, registrations projected."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import record
from regulation.firms import names, permissions, queries, rules
from regulation.firms.status import (
    KIND_BITS,
    STANDING_NUMBERS,
    FactSource,
    RegistrationKind,
    RegistrationStatus,
    Standing,
)
from regulation.firms.tables import Firm
from regulation.law import beijing
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from regulation.actor import Actor

_FIRM_COLUMNS = (
    "name",
    "name_key",
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
    "business_state",
    "established_on",
    "scope",
)
_FACT_COLUMNS = (
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
)


_ENTRY_COLUMNS = (
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


@dataclass(frozen=True, slots=True)
class Draft:
    """A firm to be entered: its facts by key, and the day from which they hold where that is known."""

    facts: Mapping[str, str]
    valid_from: date | None = None
    #: Only for a jurisdiction that differs from the area of the domicile.
    organ_id: UUID | None = None
    id: UUID = field(default_factory=uuid4)


# --- Entering ------------------------------------------------------------------------------------------


async def register_firm(
    facts: Mapping[str, str],
    *,
    source: FactSource,
    source_ref: str = "",
    valid_from: date | None = None,
    organ_id: UUID | None = None,
    actor: Actor,
    now: datetime,
) -> UUID:
    """Enter one firm, and log it. Returns its permanent id."""
    draft = Draft(facts, valid_from, organ_id)
    async with database.unit_of_work():
        await register_many([draft], source=source, source_ref=source_ref, actor=actor, now=now)
        await record.record_event(
            Firm, draft.id, "register", actor=actor, now=now, data={"source": source, "ref": source_ref}
        )
    return draft.id


async def register_many(
    drafts: Sequence[Draft],
    *,
    source: FactSource,
    source_ref: str = "",
    registrations: Mapping[UUID, Sequence[Projected]] | None = None,
    actor: Actor,
    now: datetime,
) -> list[str]:
    """Enter many firms at once; their register numbers in the order given. The caller logs.

    `registrations` by firm are shown with them from the start, which spares a second pass over the
    listing when an earlier system's register is taken over.
    """
    if not drafts:
        return []
    held = registrations or {}
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        organs = await organs_by_code()
        numbers = [
            rules.register_number(row["n"])
            for row in await database.rows(
                "select nextval('firm_number') as n from generate_series(1, $1)", len(drafts)
            )
        ]
        who = (actor.number, actor.name)
        firms, facts, listings, entries = [], [], [], []
        for number, draft in zip(numbers, drafts, strict=True):
            row = rules.projection(draft.facts)
            organ_id = draft.organ_id or organs.get(row["area"])
            firms.append((draft.id, number, now, organ_id, *(row[column] for column in _FIRM_COLUMNS)))
            facts += [
                (uuid4(), draft.id, key, value, draft.valid_from, None, now, None, source, source_ref, *who)
                for key, value in draft.facts.items()
                if value
            ]
            shown = held.get(draft.id, ())
            entries += [_entry_row(each, now) for each in shown]
            codes = _codes(number, row["uscc"], row["old_number"])
            licences = _licences([each.number for each in shown])
            standing = rules.standing([each.registration for each in shown], today)
            kinds = sum(KIND_BITS[kind] for kind in {each.kind for each in shown})
            listings.append(
                (draft.id, number, names.haystack(row["name"]), codes, licences, row["area"], organ_id,
                 STANDING_NUMBERS[standing], kinds)
            )  # fmt: skip
        await database.copy("firm", ("id", "number", "created_at", "organ", *_FIRM_COLUMNS), firms)
        await database.copy("firm_fact", _FACT_COLUMNS, facts)
        await database.copy(
            "register_listing",
            ("firm", "number", "haystack", "codes", "licences", "area", "organ_id", "standing", "kinds"),
            listings,
        )
        await database.copy("registration_entry", _ENTRY_COLUMNS, entries)
    return numbers


async def organs_by_code() -> dict[str, UUID]:
    """Our own codes of the organs, which are also the areas they answer for."""
    return {row["code"]: row["id"] for row in await database.rows("select id, code from organ")}


def _codes(number: str, uscc: str | None, old_number: str | None) -> list[str]:
    """The codes by which a firm is found when they are typed whole, as needles."""
    return sorted({names.key(code) for code in (number, uscc, old_number) if code})


def _licences(numbers: Iterable[str]) -> str:
    """The numbers of which any part finds the firm, one a line."""
    return "\n".join(sorted({names.key(number) for number in numbers if number}))


# --- Changing ------------------------------------------------------------------------------------------

CHANGED_MEANWHILE = N_("登记内容刚刚被他人修改，请刷新后再办理")
NO_CHANGE = N_("没有需要修改的内容")


async def change_facts(
    firm_id: UUID,
    changes: Mapping[str, str],
    *,
    source: FactSource,
    source_ref: str = "",
    valid_from: date | None = None,
    reason: str = "",
    expected: Mapping[str, str] | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """Take a change (it holds from `valid_from`) or a correction (it always held so).

    《人力资源市场暂行条例》第二十一条. The version that was believed until now stays, closed in time of
    knowledge; a change leaves behind a version that ends on the day of the change. `expected` are the
    values the page showed: somebody else's change in between is not overwritten.
    """
    async with database.unit_of_work():
        firm = await database.row("select id, organ from firm where id = $1 for update", firm_id)
        if firm is None:
            raise errors.NotFound
        permissions.check_can_edit(actor, firm["organ"])
        present = await queries.present_facts(firm_id)
        if expected and any(present.get(key, "") != value for key, value in expected.items()):
            raise errors.AlreadyMoved(CHANGED_MEANWHILE)
        wanted = {key: value for key, value in changes.items() if present.get(key, "") != value}
        if not wanted:
            raise errors.Invalid({}, NO_CHANGE)
        is_correction = source is FactSource.CORRECTION
        for key, value in wanted.items():
            await _replace(
                firm_id,
                key,
                value,
                None if is_correction else valid_from,
                is_correction=is_correction,
                source=source,
                source_ref=source_ref,
                actor=actor,
                now=now,
            )
        await project([firm_id], today=beijing.legal_day(now))
        await record.record_event(
            Firm,
            firm_id,
            "correct" if is_correction else "change",
            actor=actor,
            now=now,
            reason=reason,
            cites=() if is_correction else (rules.REPORT_OF_CHANGE,),
            data={key: [present.get(key, ""), value] for key, value in wanted.items()},
        )


async def take_from_list(
    firm_id: UUID, changes: Mapping[str, str], *, source_ref: str, actor: Actor, now: datetime
) -> None:
    """Take what an imported list says: no day is known, so the version believed until now is replaced."""
    async with database.unit_of_work():
        await database.execute("select 1 from firm where id = $1 for update", firm_id)
        for key, value in changes.items():
            await _replace(
                firm_id,
                key,
                value,
                None,
                is_correction=True,
                source=FactSource.IMPORT,
                source_ref=source_ref,
                actor=actor,
                now=now,
            )
        await project([firm_id], today=beijing.legal_day(now))
        await record.record_event(
            Firm, firm_id, "import", actor=actor, now=now, data={"ref": source_ref, **changes}
        )


async def _replace(
    firm_id: UUID,
    key: str,
    value: str,
    valid_from: date | None,
    *,
    is_correction: bool,
    source: FactSource,
    source_ref: str,
    actor: Actor,
    now: datetime,
) -> None:
    before = await database.row(
        """update firm_fact set known_to = $3
            where firm = $1 and key = $2 and valid_to is null and known_to is null returning *""",
        firm_id,
        key,
        now,
    )
    rows: list[tuple[Any, ...]] = []
    who = (actor.number, actor.name)
    if before and not is_correction and valid_from:
        held = before["valid_from"]
        begun = min(held, valid_from) if held else None
        source_before = (before["source_kind"], before["source_ref"])
        rows.append(
            (uuid4(), firm_id, key, before["value"], begun, valid_from, now, None, *source_before, *who)
        )
    since = before["valid_from"] if before and is_correction else valid_from
    if value:
        rows.append((uuid4(), firm_id, key, value, since, None, now, None, source, source_ref, *who))
    await database.copy("firm_fact", _FACT_COLUMNS, rows)


async def project(firm_ids: Sequence[UUID], *, today: date) -> None:
    """Compute the present rows of firms from their facts, and their listings."""
    organs = await organs_by_code()
    rows = []
    for firm_id in firm_ids:
        row = rules.projection(await queries.present_facts(firm_id))
        former = await database.rows(
            """select distinct value from firm_fact where firm = $1 and key = 'name' and value <> $2
                and valid_to is not null and known_to is null""",
            firm_id,
            row["name"],
        )
        rows.append(
            (
                firm_id,
                sorted(each["value"] for each in former),
                organs.get(row["area"]),
                *(row[column] for column in _FIRM_COLUMNS),
            )
        )
    assignments = ", ".join(f"{column} = ${place}" for place, column in enumerate(_FIRM_COLUMNS, start=4))
    await database.many(
        # A jurisdiction given by designation stays; one that followed the domicile moves with it.
        f"""update firm set former_names = $2, {assignments},
                   organ = case when firm.area = ${4 + _FIRM_COLUMNS.index("area")}::varchar then firm.organ else $3 end
             where id = $1""",  # noqa: S608 - column names of this file
        rows,
    )
    await refresh_listings(firm_ids, today=today)


# --- Registrations ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Projected:
    """A registration as the area that decides it wants it shown."""

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

    @property
    def registration(self) -> rules.Registration:
        """The same as the rules see it."""
        return rules.Registration(
            self.kind, self.number, self.status, self.issued_on, self.expires_on, self.ended_on
        )


def _entry_row(each: Projected, now: datetime) -> tuple[Any, ...]:
    return (
        uuid4(),
        each.firm_id,
        each.kind,
        each.number,
        each.status,
        each.organ_id,
        each.issued_on,
        each.expires_on,
        each.ended_on,
        list(each.scope),
        each.conditions,
        now,
    )


async def project_registration(
    firm_id: UUID,
    kind: RegistrationKind,
    number: str,
    status: RegistrationStatus,
    *,
    organ_id: UUID | None = None,
    issued_on: date | None = None,
    expires_on: date | None = None,
    ended_on: date | None = None,
    scope: Sequence[str] = (),
    conditions: str = "",
    now: datetime,
) -> None:
    """Show a registration in the register, or its new state: called by the area that decided it."""
    entry = Projected(
        firm_id,
        RegistrationKind(kind),
        number,
        RegistrationStatus(status),
        organ_id,
        issued_on,
        expires_on,
        ended_on,
        tuple(scope),
        conditions,
    )
    await project_registrations([entry], now=now)


async def project_registrations(entries: Sequence[Projected], *, now: datetime) -> None:
    """The same for many at once."""
    async with database.unit_of_work():
        await database.many(
            """insert into registration_entry
                   (id, firm, kind, number, status, organ, issued_on, expires_on, ended_on, scope, conditions, updated_at)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
               on conflict (kind, number) do update set
                   firm = excluded.firm, status = excluded.status, organ = excluded.organ,
                   issued_on = excluded.issued_on, expires_on = excluded.expires_on, ended_on = excluded.ended_on,
                   scope = excluded.scope, conditions = excluded.conditions, updated_at = excluded.updated_at""",
            [_entry_row(each, now) for each in entries],
        )
        await refresh_standings(list({each.firm_id for each in entries}), today=beijing.legal_day(now))


async def refresh_standings(firm_ids: Sequence[UUID], *, today: date) -> None:
    """Recompute what the registrations of these firms say in the listing: standing, kinds, numbers."""
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
    await database.many(
        "update register_listing set codes = $2, licences = $3, standing = $4, kinds = $5 where firm = $1",
        [
            (
                row["id"],
                _codes(row["number"], row["uscc"], row["old_number"]),
                _licences(each.number for each in held[row["id"]]),
                STANDING_NUMBERS[rules.standing(held[row["id"]], today)],
                sum(KIND_BITS[kind] for kind in {each.kind for each in held[row["id"]]}),
            )
            for row in await database.rows(
                "select id, number, uscc, old_number from firm where id = any($1)", list(firm_ids)
            )
        ],
    )


async def refresh_listings(firm_ids: Sequence[UUID], *, today: date) -> None:
    """Recompute the listing rows of these firms from their present rows and registrations."""
    await database.many(
        """insert into register_listing (firm, number, haystack, area, organ_id, standing)
           values ($1, $2, $3, $4, $5, $6)
           on conflict (firm) do update set
               haystack = excluded.haystack, area = excluded.area, organ_id = excluded.organ_id""",
        [
            (
                row["id"],
                row["number"],
                names.haystack(row["name"], tuple(row["former_names"])),
                row["area"],
                row["organ"],
                STANDING_NUMBERS[Standing.NONE],
            )
            for row in await database.rows(
                "select id, number, name, former_names, area, organ from firm where id = any($1)",
                list(firm_ids),
            )
        ],
    )
    await refresh_standings(firm_ids, today=today)


async def record_expiries(*, now: datetime) -> int:
    """Move firms whose term ran out to where they belong in the register's lists; how many. A nightly job.

    The firm's own page computes its state for the day; this keeps the counted facets true as well.
    """
    today = beijing.legal_day(now)
    found = await database.rows(
        """select distinct listing.firm from register_listing as listing
             join registration_entry as entry on entry.firm = listing.firm
            where entry.status = $1 and entry.expires_on < $2 and listing.standing = any($3::smallint[])""",
        RegistrationStatus.VALID,
        today,
        [STANDING_NUMBERS[each] for each in (Standing.LICENSED, Standing.FILED, Standing.REPORTED)],
    )
    async with database.unit_of_work():
        await refresh_standings([row["firm"] for row in found], today=today)
    return len(found)
