"""The rows of the work list: every area's turns with the claims laid over them, filtered and sorted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from app.office import queue
from app.office.queue import Turn
from regulation.roles import Role
from regulation.words import N_
from regulation.worklists import claiming, organising
from regulation.worklists.status import LEADERS, WORKERS

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from uuid import UUID

    from regulation.actor import Actor
    from regulation.law.calendar import WorkCalendar

#: What the areas are called where all stand in one list; one that is not named here keeps its own name.
AREA_NAMES: dict[str, str] = {
    "licensing": N_("许可与备案"),
    "endings": N_("许可的撤销和撤回"),
    "written_reports": N_("书面报告"),
    "job_fairs": N_("现场招聘会"),
    "recruiter_accounts": N_("网络招聘账号"),
    "annual_reports": N_("年度报告"),
    "inspections": N_("检查"),
    "complaints": N_("投诉举报"),
    "radar": N_("无证中介雷达"),
    "campaigns": N_("专项行动"),
    "leads": N_("案件线索"),
    "penalties": N_("责令改正和案件"),
    "remedies": N_("复议和诉讼"),
    "case_files": N_("结案和归档"),
    "publicity": N_("公示信息更正"),
    "integrity": N_("信用修复"),
    "firms": N_("机构登记"),
    "sharing": N_("数据共享"),
    "parks": N_("产业园"),
    "registration_conditions": N_("条件、限制和暂停"),
    "surveys": N_("统计调查"),
    "following": N_("关注"),
}


@dataclass(frozen=True, slots=True)
class Item:
    """One row."""

    turn: Turn
    claim: dict[str, Any] | None
    notes: int

    @property
    def matter(self) -> claiming.Matter:
        """As claims know it."""
        return claiming.Matter(self.turn.url, self.turn.area, self.turn.number)

    @property
    def is_overdue(self) -> bool:
        """Past the last day of its earliest clock."""
        return self.turn.days_left is not None and self.turn.days_left < 0


def offices(actor: Actor) -> list[Role]:
    """Whose turns this person may look at: the own offices, the director's also those of the organ."""
    return [role for role in WORKERS if actor.holds(role) or actor.holds(*LEADERS)]


async def items(actor: Actor, role: Role, *, today: date, calendar: WorkCalendar) -> list[Item]:
    """The turns of an office of the person's organ, the most urgent first."""
    if actor.organ_id is None:
        return []
    seen = replace(actor, roles=frozenset({role}))
    turns = (await queue.of(seen, today=today, calendar=calendar)).turns
    claims = await claiming.held(actor.organ_id, today=today)
    notes = await organising.counts(actor.organ_id)
    return [Item(turn, claims.get(turn.url), notes.get(turn.url, 0)) for turn in turns]


async def find(actor: Actor, address: str, *, today: date, calendar: WorkCalendar) -> Item | None:
    """The row of a matter in one of the person's lists: what is in none of them can be neither taken nor given."""
    for role in offices(actor):
        for item in await items(actor, role, today=today, calendar=calendar):
            if item.turn.url == address:
                return item
    return None


#: The saved filters of every office.
def filters(me: UUID | None) -> dict[str, tuple[str, Callable[[Item], bool]]]:
    """Name, label and test of each saved filter."""
    return {
        "": (N_("全部"), lambda _item: True),
        "mine": (N_("我认领的"), lambda item: item.claim is not None and item.claim["person"] == me),
        "unclaimed": (N_("未认领"), lambda item: item.claim is None),
        "team": (N_("同事认领的"), lambda item: item.claim is not None and item.claim["person"] != me),
        "overdue": (N_("已逾期"), lambda item: item.is_overdue),
        "soon": (
            N_("三日内到期"),
            lambda item: item.turn.days_left is not None and 0 <= item.turn.days_left <= 3,
        ),
    }


def sorted_items(found: list[Item], sort: str) -> list[Item]:
    """By due day unless another column is asked for; what has none comes last either way."""
    keys: dict[str, Callable[[Item], Any]] = {
        "due": lambda item: item.turn.due_on,
        "number": lambda item: item.turn.number or None,
        "firm": lambda item: item.turn.firm or None,
        "kind": lambda item: item.turn.what,
        "person": lambda item: item.claim["person_name"] if item.claim else None,
    }
    key = keys.get(sort.removeprefix("-"), keys["due"])
    having = [each for each in found if key(each) is not None]
    return [
        *sorted(having, key=key, reverse=sort.startswith("-")),
        *(each for each in found if key(each) is None),
    ]
