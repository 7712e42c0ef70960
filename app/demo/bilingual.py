"""Firms of the demonstration that asked for English: their cases carry it, with what was translated and what was not."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from app.demo import case_walk as walk
from app.shell import i18n
from regulation.casework import languages, translations
from regulation.penalties.rules import violations

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import date
    from uuid import UUID

    from regulation.actor import Actor

TRANSLATOR = "示例译者"
ENGLISH = {
    "当事人对上述事实予以认可。": "The party agreed that this is so.",
    "营业执照复印件": "Copy of the business licence",
    "期限届满后仍未改正": "Not corrected after the time had run out",
    "经复查，期限届满后仍未改正": "On re-check it was not corrected after the time had run out",
    "当事人违法情节一般，在法定幅度内从轻处罚。": "The breach is an ordinary one; within the range of the law the lighter measure is taken.",
    "当事人有证据足以证明没有主观过错": "The party proved with evidence that it was not at fault",
    "报送系统故障的截图和客服记录": "Screenshots of the failed reporting system, and records of its help line",
    "当面讲解年度报告的有关规定，当事人表示今后按时报送": "The rules on annual reports were explained; the party said that it will file in time",
}


@asynccontextmanager
async def asked(firm_id: UUID, violation: str, clerk: Actor, on: date) -> AsyncIterator[None]:
    """The firm asks on a day; what its papers say in somebody's own words is translated as far as it is known here."""
    words = i18n.english().gettext
    await languages.say(
        "firm",
        firm_id,
        firm_id,
        english=True,
        on=on,
        how="paper",
        by="法定代表人",
        actor=clerk,
        now=walk.at(on, 9),
    )
    found, *_agreed = walk.facts_of(violation).splitlines()
    title = words(violations.VIOLATIONS[violation].title)
    known = ENGLISH | {found: f"On examination the following was found: {title[0].lower()}{title[1:]}."}
    answers = {translations.mark(text): english for text, english in known.items()}
    with translations.asking(
        translations.Answers(
            clerk, answers, TRANSLATOR, is_known=lambda text: translations.mark(text) not in answers
        )
    ):
        yield
