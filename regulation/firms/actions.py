"""What is done to the register: firms entered, facts changed, registrations projected."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import record
from regulation.firms import facts, listings, names, papers_due, permissions, queries, rules
from regulation.firms import registrations as shown_as
from regulation.firms.registrations import Projected
from regulation.firms.status import (
    KIND_BITS,
    STANDING_NUMBERS,
    FactSource,
    RegistrationKind,
    RegistrationStatus,
    VersionSource,
)
from regulation.firms.tables import Firm
from regulation.law import beijing
from regulation.ledger import actions as ledger
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
#: The tables that a new firm has rows in, in the order in which they refer to each other.
_TABLES = {
    "firm": ("id", "number", "created_at", "organ", *_FIRM_COLUMNS),
    "firm_fact": facts.COLUMNS,
    "register_listing": (
        "firm", "number", "haystack", "codes", "licences", "area", "organ_id", "standing", "kinds",
    ),
    "registration_entry": shown_as.ENTRY_COLUMNS,
    "registration_version": shown_as.VERSION_COLUMNS,
}  # fmt: skip
#: Type of the leaves of the register itself, under the firm's id.
LEAF = "firm"
#: Rows of a large batch between which others have their turn.
PIECE = 50


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
    known: Mapping[str, str],
    *,
    source: FactSource,
    source_ref: str = "",
    valid_from: date | None = None,
    organ_id: UUID | None = None,
    actor: Actor,
    now: datetime,
) -> UUID:
    """Enter one firm, and log it. Returns its permanent id."""
    draft = Draft(known, valid_from, organ_id)
    async with database.unit_of_work():
        await register_many([draft], source=source, source_ref=source_ref, actor=actor, now=now)
        await record.record_event(
            Firm, draft.id, "register", actor=actor, now=now, data={"source": source, "ref": source_ref}
        )
        await ledger.append(str(draft.id), LEAF, "register", actor=actor, now=now)
    return draft.id


async def register_many(
    drafts: Sequence[Draft],
    *,
    source: FactSource,
    source_ref: str = "",
    registrations: Mapping[UUID, Sequence[Projected]] | None = None,
    numbers: Sequence[str] | None = None,
    actor: Actor,
    now: datetime,
) -> list[str]:
    """Enter many firms at once; their register numbers in the order given. The caller logs.

    `registrations` by firm are shown with them from the start, which spares a second pass over the
    listing when an earlier system's register is taken over. `numbers` were taken from the sequence by
    `take_numbers`, by a caller who enters several batches at the same time.
    """
    if not drafts:
        return []
    held = registrations or {}
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        organs = await organs_by_code()
        given = list(numbers) if numbers is not None else await take_numbers(len(drafts))
        who = (actor.number, actor.name)
        rows: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        for place, (number, draft) in enumerate(zip(given, drafts, strict=True), start=1):
            if place % PIECE == 0:
                # Whoever else this process serves is not kept waiting.
                await asyncio.sleep(0)
            row = rules.projection(draft.facts)
            organ_id = draft.organ_id or organs.get(row["area"])
            rows["firm"].append((draft.id, number, now, organ_id, *(row[column] for column in _FIRM_COLUMNS)))
            rows["firm_fact"] += [
                (
                    uuid4(),
                    draft.id,
                    key,
                    value,
                    draft.valid_from,
                    None,
                    now,
                    None,
                    source,
                    source_ref,
                    *who,
                    None,
                )
                for key, value in draft.facts.items()
                if value
            ]
            shown = [replace(each, firm_id=draft.id) for each in held.get(draft.id, ())]
            rows["registration_entry"] += [shown_as.entry_row(each, now) for each in shown]
            for each in shown:
                rows["registration_version"] += shown_as.first_rows(each, now, VersionSource.DECISION)
            standing = rules.standing([each.registration for each in shown], today)
            rows["register_listing"].append(
                (draft.id, number, names.haystack(row["name"]), listings.codes(number, row["uscc"], row["old_number"]),
                 listings.licences(each.number for each in shown), row["area"], organ_id, STANDING_NUMBERS[standing],
                 sum(KIND_BITS[kind] for kind in {each.kind for each in shown}))
            )  # fmt: skip
        for table, columns in _TABLES.items():
            await database.copy(table, columns, rows[table])
    return given


async def take_numbers(count: int) -> list[str]:
    """So many register numbers, which nobody else will get."""
    found = await database.rows("select nextval('firm_number') as n from generate_series(1, $1)", count)
    return [rules.register_number(row["n"]) for row in found]


async def organs_by_code() -> dict[str, UUID]:
    """Our own codes of the organs, which are also the areas they answer for."""
    return {row["code"]: row["id"] for row in await database.rows("select id, code from organ")}


# --- Changing ------------------------------------------------------------------------------------------

CHANGED_MEANWHILE = N_("登记内容刚刚被他人修改，请刷新后再办理")
NO_CHANGE = N_("没有需要修改的内容")
NO_DAYS = N_("终止日期应当晚于起始日期")
MERGED_AWAY = N_("该登记已归并到另一家机构，请在归并后的机构办理")


async def change_facts(
    firm_id: UUID,
    changes: Mapping[str, str],
    *,
    source: FactSource,
    source_ref: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
    reason: str = "",
    expected: Mapping[str, str] | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """Take a change (it holds from `valid_from`) or a correction (it always held so, or on the days given).

    《人力资源市场暂行条例》第二十一条. The versions that were believed until now stay, closed in time of
    knowledge; what they say of other days is believed on. `expected` are the values the page showed: somebody
    else's change in between is not overwritten. The act is a leaf of the register log.
    """
    async with database.unit_of_work():
        firm = await facts.held(firm_id)
        if firm is None:
            raise errors.NotFound
        permissions.check_can_edit(actor, firm["organ"])
        if firm["merged_into"] is not None:
            raise errors.Refused(MERGED_AWAY)
        present = await queries.present_facts(firm_id)
        if expected and any(present.get(key, "") != value for key, value in expected.items()):
            raise errors.AlreadyMoved(CHANGED_MEANWHILE)
        if valid_from and valid_to and valid_from >= valid_to:
            raise errors.Invalid({"valid_to": NO_DAYS})
        is_correction = source is FactSource.CORRECTION
        of_past_days = is_correction and valid_to is not None
        wanted = {
            key: value for key, value in changes.items() if of_past_days or present.get(key, "") != value
        }
        if not wanted:
            raise errors.Invalid({}, NO_CHANGE)
        since = dict.fromkeys(wanted, valid_from)
        if is_correction and valid_from is None and valid_to is None:
            since = await _begun(firm_id, wanted)
        await facts.learn(
            firm_id,
            [facts.Learned(key, value, since[key], valid_to) for key, value in wanted.items()],
            facts.Origin(source, source_ref, actor, reason or None),
            known=await facts.instant(firm_id, now),
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
        if is_correction and not of_past_days:
            await papers_due.note(
                firm_id, {key: (present.get(key, ""), value) for key, value in wanted.items()}, now=now
            )
        # A change that a decision brings with it is announced by the decision's own leaf, at its end.
        if source is not FactSource.DECISION:
            await ledger.append(
                str(firm_id), LEAF, "correct" if is_correction else "change", actor=actor, now=now,
                private={"facts": sorted(wanted), "ref": source_ref},
            )  # fmt: skip


async def _begun(firm_id: UUID, keys: Iterable[str]) -> dict[str, date | None]:
    """Since when what holds now has held: an error of entry is put right for all of these days."""
    begun = {
        row["key"]: row["valid_from"]
        for row in await database.rows(
            "select key, valid_from from firm_fact where firm = $1 and valid_to is null and known_to is null",
            firm_id,
        )
    }
    return {key: begun.get(key) for key in keys}


async def take_from_list(
    firm_id: UUID, changes: Mapping[str, str], *, source_ref: str, actor: Actor, now: datetime
) -> None:
    """Take what an imported list says: no day is known, so the version believed until now is replaced."""
    async with database.unit_of_work():
        await facts.held(firm_id)
        since = await _begun(firm_id, changes)
        await facts.learn(
            firm_id,
            [facts.Learned(key, value, since[key]) for key, value in changes.items()],
            facts.Origin(FactSource.IMPORT, source_ref, actor),
            known=await facts.instant(firm_id, now),
        )
        await project([firm_id], today=beijing.legal_day(now))
        await record.record_event(
            Firm, firm_id, "import", actor=actor, now=now, data={"ref": source_ref, **changes}
        )


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
    await listings.refresh(firm_ids, today=today)


# --- Registrations ---------------------------------------------------------------------------------------


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
    await shown_as.show([entry], now=now)
