"""Reading the register: one firm with all that is known, candidates for matching, the desk's history."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.firms import limits, names, rules
from regulation.firms.imports.matching import Known
from regulation.firms.status import BusinessState, RegistrationKind, RegistrationStatus, Standing
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime
    from decimal import Decimal
    from uuid import UUID

    from regulation.actor import Actor

NO_SUCH_FIRM = N_("没有找到这家机构。请核对登记编号或者统一社会信用代码")


@dataclass(frozen=True, slots=True)
class FirmView:
    """A firm as pages show it."""

    id: UUID
    number: str
    name: str
    former_names: tuple[str, ...]
    uscc: str | None
    old_number: str | None
    organ_id: UUID | None
    organ: str
    organ_code: str
    area: str
    district: str
    domicile: str
    place_of_business: str
    legal_representative: str
    capital_amount: Decimal | None
    capital_currency: str
    ownership_type: str
    inst_type: str | None
    business_state: BusinessState
    established_on: date | None
    scope: str
    created_at: datetime
    registrations: tuple[rules.Registration, ...] = ()
    #: What hangs on the registrations, past and to come: conditions, restrictions, suspensions.
    limits: tuple[rules.Limit, ...] = ()

    @property
    def is_local(self) -> bool:
        """Whether its domicile is in the city."""
        return self.area != "elsewhere"

    def standing(self, today: date) -> Standing:
        """What the register says of it on a day."""
        return rules.standing(self.registrations, today, self.limits)

    def answer(self, today: date) -> list[rules.Statement]:
        """Lawful or not, for what, until when."""
        return rules.answer(
            self.registrations,
            today,
            is_local=self.is_local,
            business_state=self.business_state,
            limits=self.limits,
        )


_FIRM = """
    select firm.*, coalesce(organ.name, '') as organ_name, coalesce(organ.code, '') as organ_code
      from firm left join organ on organ.id = firm.organ
"""


async def firm(firm_id: UUID) -> FirmView:
    """One firm by its id. Raises NotFound."""
    found = await database.row(f"{_FIRM} where firm.id = $1", firm_id)
    if found is None:
        raise errors.NotFound(NO_SUCH_FIRM)
    return await _view(found)


async def visible_firm(actor: Actor, number: str) -> FirmView:
    """A firm for an official: the municipal bureau sees all, a district its own. Raises NotFound."""
    found = await firm(await id_of(number))
    if not (actor.in_scope_of(found.organ_id) or actor.acts_for_firm(found.id)):
        raise errors.NotFound(NO_SUCH_FIRM)
    return found


async def firms_by_code(code: str) -> list[FirmView]:
    """The firms a public address may mean: one by register number, or all that carry a credit code.

    The code of an entry that was merged into another means the other.
    """
    wanted = names.key(code).upper()
    found = await database.rows(
        f"""{_FIRM} where firm.number = $1 or firm.id in (
                select coalesce(merged_into, id) from firm where uscc = $1 or old_number = $1)
             order by firm.number limit 50""",  # noqa: S608 - constants
        wanted,
    )
    exact = [row for row in found if row["number"] == wanted]
    return [await _view(row) for row in exact or found]


async def id_of(number: str) -> UUID:
    """The id behind a register number. Raises NotFound."""
    found: UUID | None = await database.value("select id from firm where number = $1", number.upper())
    if found is None:
        raise errors.NotFound(NO_SUCH_FIRM)
    return found


async def _view(row: dict[str, Any]) -> FirmView:
    return FirmView(
        id=row["id"],
        number=row["number"],
        name=row["name"],
        former_names=tuple(row["former_names"]),
        uscc=row["uscc"],
        old_number=row["old_number"],
        organ_id=row["organ"],
        organ=row["organ_name"],
        organ_code=row["organ_code"],
        area=row["area"],
        district=row["district"],
        domicile=row["domicile"],
        place_of_business=row["place_of_business"],
        legal_representative=row["legal_representative"],
        capital_amount=row["capital_amount"],
        capital_currency=row["capital_currency"],
        ownership_type=row["ownership_type"],
        inst_type=row["inst_type"],
        business_state=BusinessState(row["business_state"]),
        established_on=row["established_on"],
        scope=row["scope"],
        created_at=row["created_at"],
        registrations=await registrations(row["id"]),
        limits=(await limits.of_firms([row["id"]]))[row["id"]],
    )


async def registrations(firm_id: UUID) -> tuple[rules.Registration, ...]:
    """Every registration a firm has or had, the newest first."""
    found = await database.rows(
        """select entry.*, coalesce(organ.name, '') as organ_name
             from registration_entry as entry left join organ on organ.id = entry.organ
            where entry.firm = $1 order by entry.issued_on desc nulls last, entry.number""",
        firm_id,
    )
    return tuple(
        rules.Registration(
            RegistrationKind(row["kind"]),
            row["number"],
            RegistrationStatus(row["status"]),
            row["issued_on"],
            row["expires_on"],
            row["ended_on"],
            row["organ_name"],
            tuple(row["scope"]),
            row["conditions"],
        )
        for row in found
    )


async def branches(firm_id: UUID) -> list[dict[str, Any]]:
    """The branches of a firm, those that ended last."""
    return await database.rows(
        """select branch.*, coalesce(organ.name, '') as organ_name
             from branch left join organ on organ.id = branch.organ
            where firm = $1 or firm in (select id from firm where merged_into = $1)
            order by ended_on nulls first, registered_on, name""",
        firm_id,
    )


@dataclass(frozen=True, slots=True)
class FactVersion:
    """One version of one fact, as it was recorded."""

    key: str
    value: str
    valid_from: date | None
    valid_to: date | None
    known_from: datetime
    known_to: datetime | None
    source_kind: str
    source_ref: str
    actor_name: str
    reason: str | None = None

    @property
    def is_present(self) -> bool:
        """Holds, and is believed, now."""
        return self.valid_to is None and self.known_to is None


async def history(firm_id: UUID) -> dict[str, list[FactVersion]]:
    """All versions of all facts by key, in the order of FACTS, what is believed now first."""
    found = await database.rows(
        """select key, value, valid_from, valid_to, known_from, known_to, source_kind, source_ref, actor_name,
                  reason
             from firm_fact where firm = $1
            order by known_to desc nulls first, valid_to desc nulls first, known_from desc""",
        firm_id,
    )
    versions: dict[str, list[FactVersion]] = defaultdict(list)
    for row in found:
        versions[row["key"]].append(FactVersion(**row))
    return {key: versions[key] for key in rules.FACTS if key in versions}


async def present_facts(firm_id: UUID) -> dict[str, str]:
    """The facts that hold and are believed now."""
    found = await database.rows(
        "select key, value from firm_fact where firm = $1 and valid_to is null and known_to is null", firm_id
    )
    return {row["key"]: row["value"] for row in found}


async def facts_as_of(firm_id: UUID, *, valid_on: date, known_at: datetime) -> dict[str, str]:
    """What was believed at an instant about how things stood on a day."""
    found = await database.rows(
        """select key, value from firm_fact
            where firm = $1 and known_from <= $3 and (known_to is null or known_to > $3)
              and (valid_from is null or valid_from <= $2) and (valid_to is null or valid_to > $2)""",
        firm_id,
        valid_on,
        known_at,
    )
    return {row["key"]: row["value"] for row in found}


async def organs_of(firm_ids: Sequence[UUID]) -> dict[UUID, UUID]:
    """The jurisdiction of firms that have one."""
    found = await database.rows(
        "select id, organ from firm where id = any($1) and organ is not null", list(firm_ids)
    )
    return {row["id"]: row["organ"] for row in found}


async def alike(codes: Iterable[str], old_numbers: Iterable[str], called: Iterable[str]) -> list[Known]:
    """The firms that share a code, an old number or a name, present or former, with the rows of a list."""
    wanted = list(called)
    found = await database.rows(
        """select firm.id, firm.number, firm.former_names || array(
                      select name from firm as merged where merged.merged_into = firm.id) as former_names
             from firm where firm.id in (
               select coalesce(merged_into, id) from firm
                where uscc = any($1::varchar[]) or old_number = any($2::varchar[]) or name_key = any($3::varchar[])
                   or former_names && $4::varchar[])""",
        list(codes),
        list(old_numbers),
        [names.key(name) for name in wanted],
        wanted,
    )
    return await known(found)


async def known(found: Sequence[dict[str, Any]]) -> list[Known]:
    """Firms with their present facts and sources, as the importer compares them."""
    facts: dict[UUID, dict[str, str]] = defaultdict(dict)
    sources: dict[UUID, dict[str, str]] = defaultdict(dict)
    for row in await database.rows(
        """select firm, key, value, source_kind from firm_fact
            where firm = any($1) and valid_to is null and known_to is null""",
        [row["id"] for row in found],
    ):
        facts[row["firm"]][row["key"]] = row["value"]
        sources[row["firm"]][row["key"]] = row["source_kind"]
    return [
        Known(row["id"], row["number"], facts[row["id"]], sources[row["id"]], tuple(row["former_names"]))
        for row in found
    ]
