"""Which class a published penalty has: by the kind of the penalty, and by the list that the sector's authority publishes.

《北京市优化营商环境条例》第七十三条: each department divides its published penalties into general and serious and publishes the list.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from regulation.integrity.status import FactKind
from regulation.law.citation import BEIJING_BUSINESS_ENVIRONMENT, CREDIT_REPAIR_MEASURES
from regulation.law.coverage import rule
from regulation.law.dated import DatedValue, Since
from regulation.penalties.rules import procedure
from regulation.penalties.rules.fines import Proposal
from regulation.penalties.rules.violations import VIOLATIONS
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regulation.penalties.rules.hearing import Threshold

Classes = Mapping[str, FactKind]
#: The words of the two classes that a list may give. What is minor is not published, so no list of the published names it.
WORDS = {"一般": FactKind.PENALTY_GENERAL, "严重": FactKind.PENALTY_SERIOUS}
_SAID = {kind: word for word, kind in WORDS.items()}

CLASSES: DatedValue[Classes] = DatedValue(
    "penalties.publicity_classes",
    N_("行政处罚公示的失信类别清单"),
    (
        Since(
            date(2026, 4, 1),
            {},
            BEIJING_BUSINESS_ENVIRONMENT.article(73),
            doubt=N_(
                "未见北京市人力资源和社会保障部门公布的分类清单，没有录入；录入之前按处罚种类和听证的数额标准推定"
            ),
        ),
    ),
)


class BadLine(ValueError):
    """A line that cannot be read. `message` is Chinese, with `params`."""

    def __init__(self, message: str, **params: Any) -> None:
        super().__init__(message)
        self.message, self.params = message, params


@rule(BEIJING_BUSINESS_ENVIRONMENT.article(73))
def read(text: str) -> dict[str, FactKind]:
    """The list as it is typed or pasted, one violation a line with its class, parted by a tab or a bar. Raises BadLine."""
    found: dict[str, FactKind] = {}
    for place, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        cells: Sequence[str] = line.replace("\t", "|").replace("｜", "|").split("|")
        key, word, *more = [cell.strip() for cell in cells] + ([""] if len(cells) == 1 else [])
        if key not in VIOLATIONS:
            raise BadLine(N_("第%(line)s行：没有%(key)s这一违法行为"), line=place, key=key)
        if word not in WORDS or more:
            raise BadLine(N_("第%(line)s行应当有两栏：违法行为、类别（一般或者严重）"), line=place)
        if key in found:
            raise BadLine(N_("第%(line)s行：%(key)s重复"), line=place, key=key)
        found[key] = WORDS[word]
    return found


def written(classes: Classes) -> str:
    """The list as text again, one line each."""
    return "\n".join(f"{key} | {_SAID[kind]}" for key, kind in classes.items())


@rule(BEIJING_BUSINESS_ENVIRONMENT.article(73), CREDIT_REPAIR_MEASURES.whole())
def class_of(
    proposal: Proposal,
    on: date,
    listed: FactKind | None,
    *,
    is_person: bool = False,
    threshold: Threshold | None = None,
) -> FactKind:
    """The class of a penalty: the list's word where it names the violation, else by the kind of the penalty.

    Reading: a list divides what is published, so a mere warning or criticism stays minor; stopping, closing and revoking stay
    serious whatever the sum; between the two the list takes the place of the amount.
    """
    by_kind = procedure.seriousness(proposal, on, is_person=is_person, threshold=threshold)
    weighs_by_measure = procedure.hearing_ground(Proposal(measures=proposal.measures), on)
    if listed is None or by_kind is FactKind.PENALTY_MINOR or weighs_by_measure:
        return by_kind
    return listed
