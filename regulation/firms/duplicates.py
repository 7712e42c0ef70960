"""Entries that are probably one firm, and what they have in common. Found for people to look at, never merged by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regulation import database
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

#: What two entries may have in common, and how much it says. Three points are a pair to look at.
REASONS: dict[str, tuple[str, int]] = {
    "code": (N_("统一社会信用代码相同"), 5),
    "old_number": (N_("旧注册号相同"), 4),
    "name": (N_("名称相同"), 4),
    "former_name": (N_("一方现用名是另一方的曾用名"), 3),
    "core": (N_("名称去掉地域和组织形式后相同"), 2),
    "person_and_place": (N_("法定代表人和住所都相同"), 2),
    "phone": (N_("联系电话相同"), 1),
}
ENOUGH = 3
#: More entries than this that share something share it by mistake or by trade (an incubator's address).
CROWD = 6
MOST = 200


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entries, the older number first, and what they have in common."""

    first_number: str
    first_name: str
    second_number: str
    second_name: str
    reasons: tuple[str, ...]

    @property
    def weight(self) -> int:
        """How much speaks for one firm."""
        return sum(REASONS[reason][1] for reason in self.reasons)


#: As `names.core`: region, legal form and brackets tell no two firms apart.
CORE = "register_core({name})"

#: Shared value of each kind, by firm. Empty values are nobody's.
_KEYS = f"""
    select 'code' as reason, uscc as key, id from firm where uscc is not null and merged_into is null
    union all select 'old_number', old_number, id from firm where old_number is not null and merged_into is null
    union all select 'name', name_key, id from firm where merged_into is null
    union all select 'core', {CORE.format(name="name_key")}, id from firm
        where merged_into is null and char_length({CORE.format(name="name_key")}) >= 2
    union all select 'person_and_place', legal_representative || chr(10) || domicile, id from firm
        where legal_representative <> '' and domicile <> '' and merged_into is null
    union all select 'phone', key, id from unnest($3::text[], $4::uuid[]) as phones (key, id)
"""  # noqa: S608 - constants

_PAIRS = f"""
with keys as materialized ({_KEYS}),
shared as (
    select reason, key from keys group by reason, key having count(*) between 2 and {CROWD}
), alike as (
    select one.id as one, other.id as other, shared.reason
      from shared join keys as one on one.reason = shared.reason and one.key = shared.key
           join keys as other on other.reason = shared.reason and other.key = shared.key and other.id <> one.id
    union
    select firm.id, named.id, 'former_name' from firm join firm as named
           on named.name = any(firm.former_names) and named.id <> firm.id
     where firm.merged_into is null and named.merged_into is null
), pairs as (
    select first.id as first, second.id as second, array_agg(distinct reason order by reason) as reasons
      from alike join firm as first on first.id in (alike.one, alike.other)
                 join firm as second on second.id in (alike.one, alike.other) and second.number > first.number
     group by 1, 2
)
"""  # noqa: S608 - constants


async def find(organ_id: UUID | None = None, phones: Sequence[tuple[str, UUID]] = ()) -> list[Pair]:
    """The likeliest pairs within the reach of an organ (None: the city); what was declined or is merged is left out.

    `phones` are the numbers that firms gave in the matters of other areas, with the firm.
    """
    found = await database.rows(
        f"""{_PAIRS}
        select first.number as first_number, first.name as first_name, second.number as second_number,
               second.name as second_name, pairs.reasons
          from pairs join firm as first on first.id = pairs.first join firm as second on second.id = pairs.second
         where ($1::uuid is null or (first.organ = $1 and second.organ = $1))
           and (select sum(weight) from unnest($5::text[], $6::int[]) as said (reason, weight)
                 where said.reason = any(pairs.reasons)
                   and not (said.reason = 'core' and 'name' = any(pairs.reasons))) >= $2
           and not exists (select from firm_merger as settled where settled.status in ('declined', 'proposed')
                             and settled.merged in (pairs.first, pairs.second)
                             and settled.survivor in (pairs.first, pairs.second))
         order by first.number, second.number limit {MOST}""",  # noqa: S608 - constants
        organ_id,
        ENOUGH,
        [phone for phone, _ in phones],
        [firm_id for _, firm_id in phones],
        list(REASONS),
        [weight for _, weight in REASONS.values()],
    )
    pairs = [Pair(**{**row, "reasons": _said(row["reasons"])}) for row in found]
    return sorted(pairs, key=lambda each: (-each.weight, each.first_number))


def _said(found: Sequence[str]) -> tuple[str, ...]:
    """In the order of REASONS; an equal name says all that its core says."""
    held = set(found) - ({"core"} if "name" in found else set())
    return tuple(reason for reason in REASONS if reason in held)


async def reasons_of(one: UUID, other: UUID) -> list[str]:
    """What two entries have in common, phones apart."""
    found = await database.rows(
        f"""select case when a.uscc = b.uscc then 'code' end as code,
                   case when a.old_number = b.old_number then 'old_number' end as old_number,
                   case when a.name_key = b.name_key then 'name' end as name,
                   case when a.name = any(b.former_names) or b.name = any(a.former_names) then 'former_name' end as former_name,
                   case when {CORE.format(name="a.name_key")} = {CORE.format(name="b.name_key")} then 'core' end as core,
                   case when a.legal_representative = b.legal_representative and a.legal_representative <> ''
                             and a.domicile = b.domicile and a.domicile <> '' then 'person_and_place' end as person_and_place
              from firm as a, firm as b where a.id = $1 and b.id = $2""",  # noqa: S608 - constants
        one,
        other,
    )
    return list(_said([reason for reason in found[0].values() if reason])) if found else []
