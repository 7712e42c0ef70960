"""Which part of a draw is public when: the table of hrdraw-1, section 8, as one function. Pure.

A draw declares one of three ways with its commitment. `open`: everything, under the pseudonyms of this one
draw, with the result, so that anyone recomputes it at once. `after`: the selection with the result, the
inspectors' roster once the inspections are over or thirty days have passed. `closed`: as `after`, but the
lists of conflicts stay with the auditor, whose statement takes the place of recomputing the teams. A draw
with secrets is sealed: of its result only the hash is public until then. docs/adr/0007 says why.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from regulation.inspections.status import DrawStatus
from regulation.law.citation import RANDOM_INSPECTION_NOTICE
from regulation.law.coverage import rule
from regulation.words import N_

WAYS: dict[str, str] = {
    "open": N_("结果公布时公开全部名录（代号）"),
    "after": N_("结果公布时公开抽中的机构，检查完成后或者30日后公开执法人员名录"),
    "closed": N_("同上，但回避名单始终不公开，由审计监督人员核算并声明"),
}
#: The same ways of a draw with secrets, of whose result only the hash is public at first.
SEALED_WAYS: dict[str, str] = {
    "after": N_("结果公布时只公开散列值，检查完成后或者30日后全部公开（代号）"),
    "closed": N_(
        "结果公布时只公开散列值，检查完成后或者30日后公开，回避名单始终不公开，由审计监督人员核算并声明"
    ),
}
#: Section 8: "after inspection (or 30 days)".
LATEST = timedelta(days=30)

CONCLUDED = frozenset({DrawStatus.DRAWN, DrawStatus.INFEASIBLE})


@dataclass(frozen=True, slots=True)
class Shown:
    """What of a draw everybody may see. The commitment, the parameters and the hash of the result always are."""

    #: the roster of subjects
    subjects: bool = False
    #: who was drawn and by which key
    selection: bool = False
    #: the roster of inspectors without their lists, and the teams
    inspectors: bool = False
    #: conflicts and earlier visits, inspector by inspector
    lists: bool = False

    @property
    def whole(self) -> bool:
        """Whether anyone can recompute the draw."""
        return self.subjects and self.selection and self.inspectors and self.lists


@rule(RANDOM_INSPECTION_NOTICE.whole())
def shown(status: str, way: str, *, is_sealed: bool, is_committed: bool, is_disclosed: bool) -> Shown:
    """What is public of a draw in this state: results are published, inspectors and surprise are protected."""
    if not is_committed:
        return Shown()
    if status not in CONCLUDED:
        return Shown(subjects=not is_sealed)
    if is_disclosed:
        return Shown(subjects=True, selection=True, inspectors=True, lists=way != "closed")
    if is_sealed:
        return Shown()
    return Shown(subjects=True, selection=True, inspectors=way == "open", lists=way == "open")


def at_once(way: str, *, is_sealed: bool) -> bool:
    """Whether everything becomes public with the result."""
    return way == "open" and not is_sealed


@rule(RANDOM_INSPECTION_NOTICE.whole())
def is_due(concluded_at: datetime, open_tasks: int, now: datetime, *, has_tasks: bool) -> bool:
    """Whether the rest is to be made public: the inspections are over, at the latest after thirty days."""
    return (has_tasks and not open_tasks) or now >= concluded_at + LATEST


def way_problem(way: str, *, is_sealed: bool) -> str:
    """What is wrong with a declared way, or nothing."""
    if way not in WAYS:
        return N_("请选择公开方式")
    if is_sealed and way == "open":
        return N_("各方加入秘密值的抽取，结果公布时只公开散列值，请选择检查完成后公开")
    return ""
