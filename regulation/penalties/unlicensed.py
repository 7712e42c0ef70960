"""Leads to cases of acting without a licence (V-01, V-30): licences set aside for a false promise, 《北京市优化营商环境条例》第三十三条.

The set-aside is decided and served in a procedure of its own, which knows nothing of penalties; what it leaves behind is
read here. A lead is followed once: by a case, or by the decision not to open one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.firms.status import RegistrationKind
from regulation.law.citation import BEIJING_BUSINESS_ENVIRONMENT
from regulation.penalties.status import Source

if TYPE_CHECKING:
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]
#: Kind of the licence that was set aside -> acting without it.
VIOLATIONS = {RegistrationKind.HR_LICENCE: "V-01", RegistrationKind.DISPATCH_LICENCE: "V-30"}
PROMISE = BEIJING_BUSINESS_ENVIRONMENT.article(33)

_LEAD = """
    select ending.id, ending.decision_number as number, ending.facts, ending.effective_on, ending.opened_on, ending.firm,
           ending.firm_name, firm.number as firm_number, licence.kind as licence_kind, licence.number as licence_number, licence.valid_from,
           coalesce(check_.visited_on, ending.opened_on) as discovered_on
    from ending join licence on licence.id = ending.licence join firm on firm.id = ending.firm
         left join commitment_check as check_ on check_.id = ending.commitment_check
    where ending.status = 'ended' and ending.ground = 'false_promise'
"""
_UNUSED = """
    not exists (select from penalty_case as used where used.source_kind = 'false_promise'
                  and used.source_number = ending.decision_number and used.status <> 'withdrawn')
"""


async def leads(organ_id: UUID) -> list[Row]:
    """Of the firms of an organ: set aside for a false promise, and no case was proposed; the earliest first."""
    return await database.rows(
        f"{_LEAD} and firm.organ = $1 and {_UNUSED} order by ending.effective_on, ending.number",
        organ_id,
    )


async def lead(actor: Actor, number: str) -> Row:
    """One lead within reach, by the number of the decision. Raises NotFound."""
    found = await database.row(
        f"{_LEAD} and ending.decision_number = $1 and ($2::uuid is null or firm.organ = $2)",
        number,
        None if actor.is_municipal else actor.organ_id,
    )
    if found is None:
        raise errors.NotFound
    return found


def violation_of(lead: Row) -> str:
    """Acting without the licence that was set aside."""
    return VIOLATIONS[RegistrationKind(lead["licence_kind"])]


async def check(source: Source, number: str, firm_id: UUID | None, violation: str) -> None:
    """A case that says it goes back to a false promise goes back to a real one, and to no other case. Raises Invalid, Refused.

    In the caller's transaction: the matter is locked, so that two proposals at once make one case.
    """
    if source is not Source.FALSE_PROMISE:
        return
    found = await database.row(f"{_LEAD} and ending.decision_number = $1 for update of ending", number)
    if found is None or found["firm"] != firm_id:
        raise errors.Invalid({"number": "没有该机构因虚假承诺被撤销许可的决定，请核对文号"})
    if violation != violation_of(found):
        raise errors.Invalid(
            {"violation": "虚假承诺按未经许可从事该项业务处理，请选择与被撤销许可相应的违法行为"}
        )
    used = await database.value(
        """select number from penalty_case where source_kind = 'false_promise' and source_number = $1
              and status <> 'withdrawn'""",
        number,
    )
    if used:
        raise errors.Refused("该撤销决定已经提请立案，案号%(number)s", number=used, citation=PROMISE)
