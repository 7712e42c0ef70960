"""The officer's day: what to visit next, where it is, and what of it the server has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from litestar import Request, Response, get

from app import clock
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.inspections import field_words, words
from app.shell.i18n import gettext as _
from app.shell.render import page
from regulation.casework import calendar
from regulation.firms import places
from regulation.inspections.queries import agenda, tasks
from regulation.inspections.status import BEFORE_NOTICE, OUTCOME_NAMES, TASK_NAMES, TaskStatus
from regulation.law import period as periods
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

HOME = {"permission": Permission.FIELD_HOME}

#: In the order of the page; what is open now stands by area, so that one round trip serves neighbours.
GROUPS = {
    "begun": N_("已经开始"),
    "now": N_("现在可以检查"),
    "later": N_("检查期间未到"),
    "waiting": N_("待批准、待通知"),
}


def group_of(task: Mapping[str, Any], today: date) -> str:
    """Where a task stands on the list of a day."""
    if task["status"] in {TaskStatus.STARTED, TaskStatus.SUBMITTED}:
        return "begun"
    if task["status"] in BEFORE_NOTICE:
        return "waiting"
    return "later" if task["visit_from"] and task["visit_from"] > today else "now"


@get("/field", opt=HOME, include_in_schema=False)
async def today_list(request: Request[Any, Any, Any]) -> Response[Any]:
    """My tasks, the next one first, by what can be done today and by area."""
    actor, today = actor_of(request), clock.today()
    assert actor.person_id is not None
    known = await calendar.current()
    windows = {each["id"]: each for each in await agenda.of_person(actor.person_id, now=clock.now())}
    mine = []
    for each in await tasks.mine(actor):
        address = each["place_of_business"] or each["domicile"] or ""
        window = windows.get(each["id"], {})
        mine.append(
            {
                **each,
                "visit_from": window.get("visit_from"),
                "visit_until": window.get("visit_until"),
                "days_left": periods.days_left(each["visit_by"], today, known),
                "address": address,
                "geo": f"geo:0,0?q={quote(address)}",
                "area_name": _(places.label(each["area"])),
                "is_next": False,
            }
        )
    groups: list[dict[str, Any]] = []
    for key, title in GROUPS.items():
        found = [each for each in mine if group_of(each, today) == key]
        if key == "now":
            found.sort(
                key=lambda each: (each["visit_until"] or each["visit_by"], each["area"], each["number"])
            )
        if found:
            groups.append({"title": _(title), "tasks": found})
    if groups:
        groups[0]["tasks"][0]["is_next"] = True
    return page(
        "inspections/field.html",
        request,
        today=today,
        groups=groups,
        total=len(mine),
        done=await tasks.done_by(actor),
        task_names=TASK_NAMES,
        tones=words.TASK_TONES,
        outcome_names=OUTCOME_NAMES,
        tiers=words.STRATUM_WORDS,
        person=actor.person_id,
        field_words=field_words.all_words(),
    )


@get("/field/sync", opt=HOME, include_in_schema=False)
async def sync(request: Request[Any, Any, Any]) -> Response[Any]:
    """What the server has of each open form, and what is still on this device alone."""
    return page(
        "inspections/sync.html",
        request,
        tasks=await tasks.mine(actor_of(request)),
        task_names=TASK_NAMES,
        tones=words.TASK_TONES,
        field_words=field_words.all_words(),
    )


HANDLERS = [today_list, sync]
