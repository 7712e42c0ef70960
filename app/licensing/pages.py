"""All pages of the area."""

from __future__ import annotations

from app.licensing import (
    apply,
    begin,
    bureau_pages,
    check_own,
    check_pages,
    desk,
    eligibility,
    filing,
    hearing_pages,
    letters,
    licences,
    powers_pages,
    question_pages,
    reissues,
    steps,
    winding_pages,
)

HANDLERS = [
    *begin.HANDLERS,
    *apply.HANDLERS,
    *filing.HANDLERS,
    *letters.HANDLERS,
    *desk.HANDLERS,
    *eligibility.HANDLERS,
    *steps.HANDLERS,
    *question_pages.HANDLERS,
    *hearing_pages.HANDLERS,
    *powers_pages.HANDLERS,
    *bureau_pages.HANDLERS,
    *licences.HANDLERS,
    *check_pages.HANDLERS,
    *check_own.HANDLERS,
    *reissues.HANDLERS,
    *winding_pages.HANDLERS,
]
