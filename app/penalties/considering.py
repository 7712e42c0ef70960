"""The form that weighs what the party said: one answer for each statement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import Field, create_model

from app.penalties.forms import ConsiderForm
from app.shell.i18n import day
from app.shell.i18n import gettext as _
from regulation.penalties import papers_hearing, queries_hearing
from regulation.penalties.actions import answering, notice
from regulation.words import N_

if TYPE_CHECKING:
    from uuid import UUID

    from regulation.actor import Actor
    from regulation.penalties.rules.violations import Measure

TITLES = {"gist": N_("意见要点"), "adopted": N_("是否采纳"), "reason": N_("采纳或者不予采纳的理由")}
_LONGEST = {"gist": 1000, "adopted": 8, "reason": 1000}


async def form(case: dict[str, Any]) -> type[ConsiderForm]:
    """The form with the fields of every statement since the notice."""
    count = len(await queries_hearing.statements(case))
    fields: dict[str, Any] = {
        answering.field(name, place, count): (str, Field(title=title, default="", max_length=_LONGEST[name]))
        for place in range(1, count + 1)
        for name, title in TITLES.items()
    }
    return create_model("ConsiderForm", __base__=ConsiderForm, **fields)


async def shown(case: dict[str, Any]) -> list[dict[str, Any]]:
    """Each statement with the names of its fields."""
    said = await queries_hearing.statements(case)
    return [
        {
            **{name: answering.field(name, place, len(said)) for name in TITLES},
            "text": each["text"],
            "title": _("%(on)s %(who)s提出", on=day(each["at"]), who=each["author"]),
            "is_long": len(each["text"]) > answering.LONGEST_QUOTED,
        }
        for place, each in enumerate(said, start=1)
    ]


def adoptions() -> list[tuple[str, str]]:
    """What may become of a statement."""
    return [(key, _(label)) for key, label in papers_hearing.ADOPTED.items()]


async def run(case_id: UUID, *, measures: list[Measure], actor: Actor, now: Any, **given: Any) -> None:
    """Weigh the statements as they were answered on the page."""
    count = sum(name.partition("_")[0] == "adopted" for name in given)
    answers = [
        answering.Answer(**{name: given.pop(answering.field(name, place, count)) for name in TITLES})
        for place in range(1, count + 1)
    ]
    await notice.consider(case_id, answers=answers, measures=tuple(measures), **given, actor=actor, now=now)
