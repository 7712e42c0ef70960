"""How often a firm was visited in a year, how often it may still be, and the visits that count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.casework import decrees
from regulation.inspections import parameters, rules
from regulation.integrity import queries as integrity

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from regulation.casework.decrees import InForce

#: A visit has been made once the officers were there, or once it was confirmed that they could not be let in.
#: The states of a task between these are nobody's business here.
VISITS = """
select task.id, task.number, task.firm, task.basis, task.outcome, task.status, organ.name as organ_name,
       organ.name_en as organ_name_en, coalesce(line.method, 'on_site') as method,
       (coalesce(task.started_at, task.confirmed_at) at time zone 'Asia/Shanghai')::date as visited_on
from inspection_task as task
join inspection_draw as draw on draw.id = task.draw
join organ on organ.id = task.organ
left join plan_line as line on line.id = draw.plan_line
where task.firm = any($1::uuid[]) and task.status not in ('carried', 'replaced')
  and coalesce(task.started_at, task.confirmed_at) >= $2::date::timestamp at time zone 'Asia/Shanghai'
  and coalesce(task.started_at, task.confirmed_at) < $3::date::timestamp at time zone 'Asia/Shanghai'
order by visited_on, task.number
"""


@dataclass(frozen=True, slots=True)
class Cap:
    """The yearly cap of one firm on a day: what it is, what of it is used, and by which visits."""

    year: int
    tier: str
    cap: int
    used: int
    #: All visits of the year; each says under `counts` whether it counts.
    visits: tuple[dict[str, Any], ...]
    #: Where the number comes from, for the page: decree or start value with its doubt.
    source: InForce[dict[str, int]]

    @property
    def left(self) -> int:
        """Planned or special visits that the year still allows."""
        return rules.visits_left(self.cap, self.used)

    def allows(self, basis: str) -> bool:
        """Whether one more visit on this basis may be approved; leads and requested checks are outside the cap."""
        return basis == "lead" or self.left > 0


async def _visits(firm_ids: Sequence[UUID], year: int) -> dict[UUID, list[dict[str, Any]]]:
    found = await database.rows(VISITS, list(firm_ids), date(year, 1, 1), date(year + 1, 1, 1))
    gathered: dict[UUID, list[dict[str, Any]]] = {}
    for each in found:
        counts = rules.counts_under_cap(each["basis"], each["method"], each["outcome"])
        gathered.setdefault(each["firm"], []).append({**each, "counts": counts})
    return gathered


async def used(firm_ids: Sequence[UUID], year: int) -> dict[UUID, int]:
    """How many visits of the year count under the cap, for many firms by one query; firms without any are left out."""
    return {
        firm: sum(each["counts"] for each in visits)
        for firm, visits in (await _visits(firm_ids, year)).items()
    }


async def of_firm(firm_id: UUID, *, today: date, without_task: UUID | None = None) -> Cap:
    """The cap of a firm in the year of a day. Raises NotFound.

    `without_task` leaves a visit out of the count: the one whose approval asks.
    """
    organ = await database.row("select organ from firm where id = $1", firm_id)
    if organ is None:
        raise errors.NotFound
    visits = [
        each for each in (await _visits([firm_id], today.year)).get(firm_id, []) if each["id"] != without_task
    ]
    tier = str((await integrity.tiers([firm_id], today=today))[firm_id])
    source = await decrees.in_force(parameters.CAPS, organ["organ"], today)
    return Cap(
        today.year, tier, source.value[tier], sum(each["counts"] for each in visits), tuple(visits), source
    )


async def check(firm_id: UUID, basis: str, *, today: date, without_task: UUID | None = None) -> Cap:
    """The cap, when it allows one more visit on this basis. Raises Refused with the article when it does not."""
    found = await of_firm(firm_id, today=today, without_task=without_task)
    if not found.allows(basis):
        raise errors.Refused(
            "该机构%(year)s年度入企检查已达上限%(cap)s次，不能再批准计划内检查或者专项检查",
            citation=found.source.citation,
            year=found.year,
            cap=found.cap,
        )
    return found
