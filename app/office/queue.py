"""What waits on the desk. Each area says what is whose turn; the home page puts it together."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from app.shell import areas
from regulation.accounts import appointing, permissions
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date

    from regulation.actor import Actor
    from regulation.law.calendar import WorkCalendar


@dataclass(frozen=True, slots=True)
class Waiting:
    """A pile of matters that wait for this person's office, with the list that shows them."""

    label: str
    count: int
    url: str
    overdue: int = 0


@dataclass(frozen=True, slots=True)
class Turn:
    """One matter that waits for this person, with the day the law gives."""

    what: str
    number: str
    firm: str
    url: str
    due_on: date | None = None
    days_left: int | None = None
    unit: str = ""
    is_provisional: bool = False
    #: The day the organ promised, where it promised one: earlier than the law's, and shown beside it.
    promised_on: date | None = None
    promised_left: int | None = None
    #: The area that said it; set by whoever puts the queues together.
    area: str = ""


@dataclass(frozen=True, slots=True)
class Queue:
    """What one area puts on the desk."""

    waiting: list[Waiting] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)


#: Areas in the order of the day, the others after them. Any area with `app/<area>/queue.py` is asked:
#: `async def queue(actor, *, today, calendar) -> Queue`.
FIRST = (
    "licensing",
    "written_reports",
    "endings",
    "registration_conditions",
    "annual_reports",
    "inspections",
    "complaints",
    "leads",
    "penalties",
    "remedies",
    "case_files",
    "publicity",
    "integrity",
    "firms",
    "sharing",
    "parks",
    "job_fairs",
    "recruiter_accounts",
    "radar",
    "campaigns",
    "surveys",
)


async def of(actor: Actor, *, today: date, calendar: WorkCalendar) -> Queue:
    """Everything that waits for this person, the most urgent turn first."""
    waiting: list[Waiting] = await _appointments(actor)
    turns: list[Turn] = []
    for area in areas.with_module("queue", FIRST, apart=("office",)):
        found: Queue = await area.queue(actor, today=today, calendar=calendar)
        waiting += [each for each in found.waiting if each.count]
        turns += [replace(turn, area=area.__name__.split(".")[1]) for turn in found.turns]
    turns.sort(key=lambda turn: (turn.due_on is None, turn.due_on, turn.number))
    return Queue(waiting, turns)


async def _appointments(actor: Actor) -> list[Waiting]:
    """Offices that others have proposed, for those who may approve them."""
    if not permissions.may_approve_at_all(actor):
        return []
    open_ones = await appointing.waiting(actor)
    mine = sum(permissions.may_decide(actor, each) for each in open_ones)
    return [Waiting(N_("待批准的任命"), mine, "/desk/officials")] if mine else []
