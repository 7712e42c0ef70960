"""Numbered forms for decisions on the spot: handed out in a booklet, used one decision each, accounted for to the last one.

《行政处罚法》第五十二条第一款 asks for a form of fixed text with a number, filled in and handed over on the spot. Where there is
no network no number can be fetched: so forms that are numbered already lie in the officer's hands. Reading: the
article numbers the form, not the system; who keeps the booklet answers for every number in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulation.law.citation import PENALTY_LAW
from regulation.law.coverage import rule
from regulation.penalties.rules.fines import Refusal
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Forms of one booklet.
MOST = 25
#: Pages of the organ's copy of one form: both sides, and what did not fit.
MOST_PAGES = 4
OUT, USED, VOID, RETURNED = "out", "used", "void", "returned"
FORM_NAMES: dict[str, str] = {
    OUT: N_("未使用"),
    USED: N_("已使用"),
    VOID: N_("作废不用"),
    RETURNED: N_("已交还"),
}
FORM_TONES: dict[str, str] = {OUT: "info", USED: "done", VOID: "neutral", RETURNED: "neutral"}
BOOKLET_NAMES: dict[str, str] = {"out": N_("在执法人员手中"), "closed": N_("已全部交清")}
BOOKLET_TONES: dict[str, str] = {"out": "info", "closed": "done"}


@rule(PENALTY_LAW.article(52, 1))
def using_refused(status: str, number: str) -> Refusal | None:
    """A number stands on one decision only."""
    cited, params = PENALTY_LAW.article(52, 1), (("number", number),)
    if status == USED:
        return Refusal(
            N_("编号%(number)s的决定书已经用于另一份决定，一个编号只能作出一份决定"), cited, params
        )
    if status == VOID:
        return Refusal(N_("编号%(number)s的决定书已经作废，不能使用"), cited, params)
    if status == RETURNED:
        return Refusal(N_("编号%(number)s的决定书已经交还，不能使用"), cited, params)
    return None


@rule(PENALTY_LAW.article(47))
def copy_refused(*, is_handwritten: bool, is_filed: bool, pages: int) -> Refusal | None:
    """The whole course is kept on record: what was written by hand is kept as it was written, and once filed it stays so.

    Reading: a form that was filed without its copy still gets one; late is better than never.
    """
    cited = PENALTY_LAW.article(47)
    if not is_handwritten:
        return Refusal(N_("决定书由系统制作并保存，没有手写的存根"), cited)
    if is_filed and pages:
        return Refusal(N_("已经备案的存根不再增加或者更换"), cited)
    if pages >= MOST_PAGES:
        return Refusal(N_("存根最多%(most)s页"), cited, (("most", str(MOST_PAGES)),))
    return None


def is_accounted_for(statuses: Sequence[str]) -> bool:
    """Whether nothing of a booklet is unused in anybody's hands."""
    return OUT not in statuses
