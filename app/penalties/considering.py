"""The forms that weigh what was said after the notice: one answer for each statement, and the discretion used anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import Field, create_model

from app.penalties import law_views
from app.penalties.forms import ConsiderForm
from app.shell.i18n import day
from app.shell.i18n import gettext as _
from regulation.penalties import papers_hearing, queries_hearing
from regulation.penalties.actions import answering, lightening, notice, review
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from regulation.actor import Actor

TITLES = {"gist": N_("意见要点"), "adopted": N_("是否采纳"), "reason": N_("采纳或者不予采纳的理由")}
#: Columns of the case that the form of a lighter proposal starts with.
KEPT = ("fine", "gains", "refunded", "confiscated", "measures", "mitigation", "discretion")
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


def change_of(given: dict[str, Any]) -> lightening.Change:
    """What the form changes of the proposal, taken out of what was given; evidence, statements and the hearing told apart."""
    shown = given.pop("mitigation_evidence")
    change = {name: given.pop(name) for name in tuple(given) if name in lightening.Change.__annotations__}
    return lightening.Change(
        **change | {"measures": tuple(change["measures"])},
        mitigation_evidence=tuple(int(each) for each in shown if each.isdecimal()),
        mitigation_heard=tuple(each for each in shown if not each.isdecimal()),
    )


async def choices(case: dict[str, Any], today: date) -> dict[str, Any]:
    """What the form of a lighter proposal offers: lines of the benchmark, and what may show a ground of mitigation."""
    offered = await law_views.for_report(case, today)
    said = [
        (f"S{place}", _("当事人的陈述、申辩%(n)s：%(text)s", n=place, text=each["text"][:40]))
        for place, each in enumerate(await queries_hearing.statements(case), start=1)
    ]
    held = [(lightening.HEARING, _("听证笔录"))] if case["hearing_held_on"] else []
    return {
        **offered,
        "evidence_places": [(str(key), label) for key, label in offered["evidence_places"]] + said + held,
        "was_serious": bool((case["weighing"] or {}).get("is_serious")),
    }


def values(case: dict[str, Any]) -> dict[str, Any]:
    """What the form of a lighter proposal starts with: the proposal and its discretion as they stand."""
    used = lightening.used_of(case)
    return {
        **{name: case[name] for name in KEPT},
        "is_serious": "true" if (case["weighing"] or {}).get("is_serious") else "",
        "tier": used.tier,
        "outside_reason": used.outside_reason,
        "mitigation_evidence": [str(each) for each in (*used.mitigation_evidence, *used.mitigation_heard)],
    }


async def amend(case_id: UUID, *, reason: str, discretion: str, actor: Actor, now: Any, **given: Any) -> None:
    """Adjust the proposal as it was changed on the page."""
    await review.amend(
        case_id, reason=reason, discretion=discretion, actor=actor, now=now, **change_of(given)
    )


async def run(case_id: UUID, *, actor: Actor, now: Any, **given: Any) -> None:
    """Weigh the statements as they were answered on the page."""
    change = change_of(given)
    count = sum(name.partition("_")[0] == "adopted" for name in given)
    answers = [
        answering.Answer(**{name: given.pop(answering.field(name, place, count)) for name in TITLES})
        for place in range(1, count + 1)
    ]
    await notice.consider(case_id, answers=answers, **given, **change, actor=actor, now=now)
