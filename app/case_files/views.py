"""The list of what a file must hold, as pages show it: of a case, and of a penalty on the spot."""

from collections.abc import Iterable
from typing import Any

from app.shell.i18n import gettext as _
from regulation.case_files.rules import checklist

TONES = {
    checklist.State.PRESENT: "good",
    checklist.State.MISSING: "bad",
    checklist.State.NOT_YET: "info",
    checklist.State.NOT_NEEDED: "neutral",
}


def check_lines(lines: Iterable[checklist.Line]) -> list[dict[str, Any]]:
    """Each line with its words; what is counted or numbered stands beside it, and why something is not needed."""
    return [
        {
            "name": _(each.name),
            "state": _(checklist.STATE_NAMES[each.state]),
            "tone": TONES[each.state],
            "numbers": _("、").join(_(number) for number in each.numbers),
            "why": _(each.why) if each.why else "",
            "citation": each.citation,
        }
        for each in lines
    ]
