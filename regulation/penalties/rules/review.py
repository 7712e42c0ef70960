"""Legal review and collective discussion: when they are due, who takes part, what passes. 第五十七条, 第五十八条."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from regulation.law.citation import PENALTY_LAW
from regulation.law.coverage import rule
from regulation.law.dated import DatedValue, Since
from regulation.penalties.rules.fines import Refusal
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from uuid import UUID

#: What a reviewer looks at.
HEADS: dict[str, str] = {
    "subject": N_("执法主体和权限"),
    "evidence": N_("事实和证据"),
    "basis": N_("法律依据"),
    "procedure": N_("执法程序"),
    "discretion": N_("裁量"),
}


class Outcome(StrEnum):
    """What a review ends with."""

    PASSED = "passed"
    CHANGES = "changes"  #: passes when the handler has made these changes; until then it has not
    RETURNED = "returned"  #: back to the investigation


OUTCOMES: dict[Outcome, str] = {
    Outcome.PASSED: N_("通过"),
    Outcome.CHANGES: N_("调整后再审"),
    Outcome.RETURNED: N_("不通过，退回补充调查"),
}
#: Why a case is reviewed: 第五十八条第一款, and a basis that is itself disputed.
GROUNDS: dict[str, str] = {
    "public_interest": N_("涉及重大公共利益"),
    "hearing": N_("直接关系当事人或者第三人重大权益，经过听证程序"),
    "complicated": N_("案件情况疑难复杂、涉及多个法律关系"),
    "fine_without_gains": N_("没有违法所得而拟罚款，适用依据有争议"),
    "listed": N_("本机关文件规定应当审核"),
    "off_precedence": N_("所选法律依据不在优先适用之列"),
}
#: What the handler or a head may state; the others follow from the case.
STATED = ("public_interest", "complicated", "off_precedence")

#: The reviewers of ordinary cases: an office may have more reviewed than the law demands. No amount: the law's list alone.
REVIEWED_FROM: DatedValue[Decimal | None] = DatedValue(
    "penalties.reviewed_from",
    N_("罚款、没收达到多少元的案件一律法制审核（不填：只审核法律列明的）"),
    (
        Since(
            date(2021, 7, 15),
            None,
            PENALTY_LAW.article(58, 1, 4),
            doubt=N_("本市人力资源社会保障部门的法制审核目录未查到，由主管机关以文件配置"),
        ),
    ),
)
#: Since then whoever reviews for the first time holds the legal qualification (the amendment of 2017).
QUALIFIED_FROM = date(2018, 1, 1)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What decides whether a case is reviewed."""

    hearing_held: bool = False
    is_complicated: bool = False
    fine_without_gains: bool = False
    stated: frozenset[str] = frozenset()
    amount: Decimal = Decimal(0)
    listed_from: Decimal | None = None


@rule(PENALTY_LAW.article(58, 1))
def review_grounds(case: Reviewed) -> list[str]:
    """Why the case is reviewed before it is decided, keys of `GROUNDS`; empty where the law and the office demand no review."""
    found = [each for each in STATED if each in case.stated]
    if case.hearing_held:
        found.append("hearing")
    if case.is_complicated and "complicated" not in found:
        found.append("complicated")
    if case.fine_without_gains:
        found.append("fine_without_gains")
    if case.listed_from is not None and case.amount >= case.listed_from:
        found.append("listed")
    return found


@rule(PENALTY_LAW.article(58, 2))
def reviewer_refused(first_reviewed_on: date | None, qualification: str) -> Refusal | None:
    """Whoever reviews penalties for the first time has passed the national examination for the legal qualification."""
    if qualification.strip() or (first_reviewed_on is not None and first_reviewed_on < QUALIFIED_FROM):
        return None
    return Refusal(
        N_("初次从事法制审核的人员应当取得国家统一法律职业资格；请先登记其资格证号"),
        PENALTY_LAW.article(58, 2),
    )


@rule(PENALTY_LAW.article(58))
def opinion_refused(outcome: Outcome, found: Mapping[str, str]) -> Refusal | None:
    """A review passes when nothing is wrong under any of its heads, and says under which something is when it does not.

    `found` has the heads under which something is wrong, with what it is.
    """
    wrong = {head: said for head, said in found.items() if said.strip()}
    if outcome is Outcome.PASSED and wrong:
        return Refusal(N_("审核内容中有问题的，不能通过"), PENALTY_LAW.article(58))
    if outcome is not Outcome.PASSED and not wrong:
        return Refusal(N_("不通过或者须调整的，写明哪一项有什么问题"), PENALTY_LAW.article(58))
    return None


class Conclusion(StrEnum):
    """What the heads conclude together."""

    AGREED = "agreed"
    CHANGES = "changes"
    RETURNED = "returned"


CONCLUSIONS: dict[Conclusion, str] = {
    Conclusion.AGREED: N_("同意处罚意见"),
    Conclusion.CHANGES: N_("调整后再议"),
    Conclusion.RETURNED: N_("退回补充调查"),
}
LEAST_HEADS = 3


@dataclass(frozen=True, slots=True)
class Member:
    """One of the heads who discussed: the person where there is an account, the name, and the opinion."""

    name: str
    opinion: str
    person: UUID | None = None


@rule(PENALTY_LAW.article(57, 2), PENALTY_LAW.article(43))
def discussion_refused(
    members: Sequence[Member],
    investigators: AbstractSet[UUID],
    names: AbstractSet[str],
    away: AbstractSet[UUID],
) -> Refusal | None:
    """The heads discuss together, each with an opinion; the handler may report and does not vote; who is recused is not there.

    `investigators` and `names` are who investigated, by person and by name: a head may have no account.
    Reading: together means at least three; the article names no number.
    """
    if len({each.name.strip() for each in members}) < LEAST_HEADS:
        return Refusal(N_("集体讨论的负责人不少于三人，请逐一写明"), PENALTY_LAW.article(57, 2))
    if any(not each.opinion.strip() for each in members):
        return Refusal(N_("请写明每位参加人的意见"), PENALTY_LAW.article(57, 2))
    if any(each.person in investigators or each.name.strip() in names for each in members):
        return Refusal(N_("案件承办人员可以汇报，不能参加集体讨论的表决"), PENALTY_LAW.article(57, 2))
    if any(each.person in away for each in members):
        return Refusal(N_("应当回避的人员不能参加集体讨论"), PENALTY_LAW.article(43))
    return None
