"""What the law says about leads: looked into and opened promptly, dismissed only for a reason that a second person shares."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from regulation.law.citation import PENALTY_LAW
from regulation.law.coverage import rule
from regulation.law.dated import DatedValue, Since
from regulation.law.period import Period, Roll, Unit
from regulation.leads.status import LIVE, NOT_OPENED, OPENING, LeadStatus
from regulation.words import N_

if TYPE_CHECKING:
    from regulation.law.citation import Citation

#: Fewest characters with which facts are facts.
FACTS = 10
_VIOLATION = re.compile(r"V-\d\d")
_IN_FORCE = date(2021, 7, 15)
_DOUBT = N_("法律只规定“及时”，没有规定天数；暂按七个工作日提醒和报警，机关可以用文件另定")

PROMPTLY: DatedValue[Period] = DatedValue(
    "leads.promptly",
    N_("线索核查、立案的“及时”"),
    (
        Since(
            _IN_FORCE,
            Period(
                7,
                Unit.WORKING_DAYS,
                N_("登记线索或者认定符合立案标准"),
                Roll.NONE,
                OPENING,
                provisional_note=_DOUBT,
            ),
            OPENING,
            doubt=_DOUBT,
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class No:
    """Why a step may not be taken, and the article."""

    message: str
    citation: Citation


def unknown_violations(keys: tuple[str, ...]) -> list[str]:
    """Names that no catalogue of violations can hold."""
    return [key for key in keys if not _VIOLATION.fullmatch(key)]


@rule(OPENING)
def standard_refused(violations: tuple[str, ...], facts: str, party: str) -> No | None:
    """A case is opened on somebody who is suspected of something: without party, conduct and facts no standard is met."""
    if not party.strip():
        return No(N_("没有明确的当事人，不能认定符合立案标准"), OPENING)
    if not violations:
        return No(N_("没有写明涉嫌的违法行为，不能认定符合立案标准"), OPENING)
    if len(facts.strip()) < FACTS:
        return No(N_("没有写明涉嫌违法的事实，不能认定符合立案标准"), OPENING)
    return None


@rule(PENALTY_LAW.article(57, 1), NOT_OPENED)
def dismissal_refused(*, asked_by: object, decided_by: object) -> No | None:
    """Whether a lead leads nowhere is not for one person to say: who asks for the dismissal does not decide it."""
    if asked_by == decided_by:
        return No(N_("提请不予立案的人员不能自己决定"), NOT_OPENED)
    return None


@rule(NOT_OPENED)
def return_refused(standard_met_on: date | None) -> No | None:
    """A standard that was met stays met: sending the lead back to be looked into again would start its days anew."""
    if standard_met_on is not None:
        return No(N_("已经认定符合立案标准，只能决定不予立案或者要求提请立案，不能退回重新核查"), NOT_OPENED)
    return None


@rule(NOT_OPENED)
def is_alarming(status: str, standard_met_on: date | None, due_on: date | None, today: date) -> bool:
    """The standard is met, its days have passed, and no case is open: the office is in breach itself."""
    waits = status in LIVE or status == LeadStatus.PROPOSED
    return waits and standard_met_on is not None and due_on is not None and today > due_on
