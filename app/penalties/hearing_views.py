"""What the case page and the party's page show of hearing, review, discussion and how the case ended."""

from __future__ import annotations

from typing import Any

from app.penalties import views
from app.shell.i18n import gettext as _
from regulation.penalties import queries_hearing
from regulation.penalties.rules import hearing as rules
from regulation.penalties.rules import review

Row = dict[str, Any]
TONES = {"asked": "info", "called": "info", "held": "info", "reported": "done", "void": "neutral"}


async def of_case(case: Row) -> Row:
    """Everything of these parts, in the visitor's language."""
    names = views.words(rules.HEARING_NAMES)
    hearings = [
        {
            **each,
            "status_name": names[each["status"]],
            "tone": TONES.get(each["status"], "neutral"),
            "how": views.words(rules.ASKED_HOW)[each["asked_how"]],
            "closed": views.words(rules.CLOSED_GROUNDS).get(each["closed_ground"], ""),
        }
        for each in await queries_hearing.hearings(case["id"])
    ]
    outcomes, heads = views.words(review.OUTCOMES), views.words(review.HEADS)
    return {
        "hearings": hearings,
        "answers": {"": _("待决定"), "granted": _("准予回避"), "refused": _("不准回避")},
        "reviews": [
            {
                **each,
                "outcome_name": outcomes[each["outcome"]],
                "wrong": [(heads[head], said) for head, said in each["found"].items()],
                "why": [views.words(review.GROUNDS)[ground] for ground in each["grounds"]],
            }
            for each in await queries_hearing.reviews(case["id"])
        ],
        "discussions": [
            {**each, "conclusion_name": views.words(review.CONCLUSIONS)[each["conclusion"]]}
            for each in await queries_hearing.discussions(case["id"])
        ],
        "needs": [
            {**each, "name": views.words(review.GROUNDS)[each["ground"]]}
            for each in await queries_hearing.needs(case["id"])
        ],
        "outcome": await queries_hearing.outcome(case["id"]),
        "handling": await queries_hearing.handling(case["id"]),
    }
