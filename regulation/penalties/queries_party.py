"""What stands on record against the party of a case besides this case: fines of the same days, breaches that were found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database
from regulation.penalties.rules import basis
from regulation.penalties.rules.basis import Fined
from regulation.penalties.rules.violations import REVOKES, Measure

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from regulation.penalties.rules.fines import Refusal

Row = dict[str, Any]
#: The party itself and what was merged into it; who is not registered, by name.
_PARTY = """(firm in (select id from firm where id = $2 or merged_into = $2) or (firm is null and $2::uuid is null
    and party_name = $3))"""


async def fined(case: Row) -> list[Fined]:
    """Every fine against the party that stands, with the days of the act it punished; what was quashed does not stand."""
    found = await database.rows(
        f"""select decision_number as number, violation, coalesce(act_began_on, act_ended_on) as began_on,
                   act_ended_on as ended_on
            from penalty_case left join case_opening on case_opening.case_id = penalty_case.id
            where penalty_case.id <> $1 and fine > 0 and status in ('decided', 'served', 'closed') and {_PARTY}
            union all
            select number, violation, decided_on, decided_on from spot_penalty
            where id <> $1 and fine > 0 and status <> 'quashed' and {_PARTY} order by number""",  # noqa: S608 - a text written here
        case["id"],
        case["firm"],
        case["party_name"],
    )
    return [Fined(**each) for each in found]


async def twice_refused(case: Row, other_act: str) -> Refusal | None:
    """What stands against the fine of a case where a fine for what may be the same act stands; None where it has no fine."""
    if not case["fine"]:
        return None
    began_on = await database.value("select act_began_on from case_opening where case_id = $1", case["id"])
    ended_on = case["act_ended_on"]
    return basis.twice_refused(
        case["violation"], began_on or ended_on, ended_on, await fined(case), other_act
    )


async def breaches(case: Row) -> list[tuple[str, date]]:
    """Violation and day of every breach of the party that was found: punished, on the spot too, or spared as a breach."""
    found = await database.rows(
        f"""select violation, coalesce(decided_on, ended_on) as on_day from penalty_case
            where id <> $1 and {_PARTY} and (status in ('decided', 'served', 'closed')
                  or (status = 'no_penalty' and sparing in ('minor', 'first', 'minor_listed')))
            union all
            select violation, decided_on from spot_penalty where id <> $1 and status <> 'quashed' and {_PARTY}
            order by on_day""",  # noqa: S608
        case["id"],
        case["firm"],
        case["party_name"],
    )
    return [(each["violation"], each["on_day"]) for each in found]


async def held(firm_id: UUID | None) -> frozenset[Measure]:
    """Which revocations would find a licence of the firm in the register."""
    found = await database.rows(
        "select distinct kind from registration_entry where firm = $1 and status in ('valid', 'renewal_pending')",
        firm_id,
    )
    kinds = {each["kind"] for each in found}
    return frozenset(measure for measure, kind in REVOKES.items() if kind in kinds)
