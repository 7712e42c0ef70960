"""What must be over before a case is closed. Every refusal says what is open and which article asks for it.

A file that is closed is bound and never made anew, so nothing may be due in it any more. Two things the law leaves to a
person: to close before the time for remedies has passed, and to close a file that lacks a paper. Both are explained in
writing, and whoever approves reads the explanation.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from regulation.law.citation import (
    COMPULSION_LAW,
    DOUBLE_PUBLICITY_GUIDANCE,
    LABOUR_SUPERVISION_REGULATIONS,
    LITIGATION_LAW,
    PENALTY_LAW,
    RECONSIDERATION_LAW,
    Citation,
)
from regulation.law.coverage import rule
from regulation.law.dated import DatedValue, Since
from regulation.penalties.rules.fines import Refusal
from regulation.words import N_

#: Years that a file is kept: an ordinary case, and one that was heard or that stopped, closed or revoked something.
KEPT_YEARS = DatedValue(
    "case_files.kept_years",
    N_("行政处罚案卷的保管期限（年）：一般案件，重大案件"),
    (
        Since(
            date(2021, 7, 15),
            (10, 30),
            PENALTY_LAW.article(47),
            doubt=N_("法律只规定归档保存，没有规定年限；年限为系统配置，由本机关的文书档案保管期限表确定"),
        ),
    ),
)


_FIRST_TO_VICTIMS = PENALTY_LAW.article(28, 2)


@dataclass(frozen=True, slots=True)
class Standing:
    """What of a case is still open."""

    #: The paper that ended the case, and whether it needs service at all.
    needs_service: bool = True
    is_served: bool = True
    left: Decimal = Decimal(0)
    to_refund: Decimal = Decimal(0)
    #: Ordered back to victims on the list and to others whom nobody named, by this article; no receipt shows it yet.
    ordered_back: Decimal = Decimal(0)
    ordered_back_unlisted: Decimal = Decimal(0)
    ordered_back_by: Citation = _FIRST_TO_VICTIMS
    #: The court was asked to enforce the decision and has ruled: what is left to enforce is the court's.
    court_ruled: bool = False
    plan_asked: bool = False
    court_asked: bool = False
    lacks_publication: bool = False
    publicity_to_withdraw: bool = False
    remedies_open: int = 0
    #: The last day on which a remedy can be sought; None where there is none left.
    remedy_until: date | None = None
    preserved: int = 0
    #: Originals that were taken away, without a word on what became of them.
    undisposed: tuple[str, ...] = ()
    #: Files that are no longer what was registered.
    changed: tuple[str, ...] = ()
    #: Papers that the check list misses.
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Open:
    """One thing that is open, and the page of the case on which it is done."""

    refusal: Refusal
    where: str = ""
    #: Whether it may stay open, with a reason.
    may_be_explained: bool = False


@rule(PENALTY_LAW.article(61))
def service_open(found: Standing) -> Refusal | None:
    """The paper that ends the case has reached the party."""
    if found.needs_service and not found.is_served:
        return Refusal(N_("终结案件的文书尚未送达当事人，不能结案"), PENALTY_LAW.article(61))
    return None


@rule(PENALTY_LAW.article(67))
def money_open(found: Standing) -> Refusal | None:
    """Fine, confiscated gains and surcharge are paid."""
    if found.left > 0:
        return Refusal(
            N_("尚有%(left)s元未缴清，不能结案"), PENALTY_LAW.article(67), (("left", str(found.left)),)
        )
    return None


@rule(PENALTY_LAW.article(66, 2))
def plan_open(found: Standing) -> Refusal | None:
    """An application to defer is answered."""
    if found.plan_asked:
        return Refusal(N_("延期、分期缴纳罚款的申请尚未答复，不能结案"), PENALTY_LAW.article(66, 2))
    return None


@rule(PENALTY_LAW.article(48, 2))
def refund_open(found: Standing) -> Refusal | None:
    """What was paid on a decision that no longer stands goes back.

    Reading: no article of the penalty law names the refund; the article on undone decisions is cited.
    """
    if found.to_refund > 0:
        return Refusal(
            N_("决定被撤销、变更后应当退还的%(sum)s元尚未退还，不能结案"),
            PENALTY_LAW.article(48, 2),
            (("sum", str(found.to_refund)),),
        )
    return None


@rule(PENALTY_LAW.article(28, 2), PENALTY_LAW.article(66, 1), COMPULSION_LAW.article(53))
def given_back_open(found: Standing) -> Refusal | None:
    """What the decision orders given back is with the victims on the list.

    Reading: it is a duty of the decision like the fine (第六十六条第一款). After the ruling of the court the organ can do
    no more for it; whoever closes then says in writing how it ended.
    """
    if found.ordered_back > 0 and found.court_ruled:
        return Refusal(
            N_("人民法院已经裁定，名单上还有%(sum)s元没有退还的凭证；此时结案的，须写明理由"),
            found.ordered_back_by,
            (("sum", str(found.ordered_back)),),
        )
    if found.ordered_back > 0:
        return Refusal(
            N_("决定责令退还受害人的款项，名单上还有%(sum)s元没有退还的凭证，不能结案"),
            found.ordered_back_by,
            (("sum", str(found.ordered_back)),),
        )
    return None


@rule(PENALTY_LAW.article(28, 2))
def given_back_unlisted(found: Standing) -> Refusal | None:
    """What was ordered back to persons whom nobody named has no line for a receipt: it is told in writing."""
    if found.ordered_back_unlisted > 0:
        return Refusal(
            N_("决定责令退赔的款项中有%(sum)s元没有列入受害人名单；退赔情况须写明"),
            found.ordered_back_by,
            (("sum", str(found.ordered_back_unlisted)),),
        )
    return None


@rule(COMPULSION_LAW.article(56), COMPULSION_LAW.article(57))
def court_open(found: Standing) -> Refusal | None:
    """The court has answered the application to enforce."""
    if found.court_asked:
        return Refusal(N_("申请人民法院强制执行尚无结果，不能结案"), COMPULSION_LAW.article(57))
    return None


@rule(DOUBLE_PUBLICITY_GUIDANCE.whole())
def publicity_open(found: Standing) -> Refusal | None:
    """What must be published is."""
    if found.lacks_publication:
        return Refusal(N_("处罚决定尚未公示，不能结案"), DOUBLE_PUBLICITY_GUIDANCE.whole())
    return None


@rule(PENALTY_LAW.article(48, 2))
def withdrawal_open(found: Standing) -> Refusal | None:
    """What was published of an undone decision is taken down."""
    if found.publicity_to_withdraw:
        return Refusal(N_("决定被撤销、变更，公示尚未撤回，不能结案"), PENALTY_LAW.article(48, 2))
    return None


@rule(RECONSIDERATION_LAW.article(20), LITIGATION_LAW.article(46))
def remedies_open(found: Standing) -> Refusal | None:
    """No reconsideration or suit is under way."""
    if found.remedies_open:
        return Refusal(N_("行政复议或者行政诉讼尚未终结，不能结案"), LITIGATION_LAW.article(46))
    return None


@rule(RECONSIDERATION_LAW.article(20), LITIGATION_LAW.article(46))
def remedy_time_open(found: Standing, today: date) -> Refusal | None:
    """The time for remedies has passed. Reading: no article forbids closing before, so a reason lifts it."""
    if found.remedy_until is not None and today <= found.remedy_until:
        return Refusal(
            N_("复议、诉讼期限至%(day)s届满；在此之前结案的，须写明理由"),
            LITIGATION_LAW.article(46),
            (("day", found.remedy_until.isoformat()),),
        )
    return None


@rule(PENALTY_LAW.article(56))
def preservation_open(found: Standing) -> Refusal | None:
    """What is kept by registration has been decided upon."""
    if found.preserved:
        return Refusal(N_("先行登记保存的物品尚未作出处理，不能结案"), PENALTY_LAW.article(56))
    return None


@rule(LABOUR_SUPERVISION_REGULATIONS.article(15))
def evidence_open(found: Standing) -> Refusal | None:
    """Originals that were taken away went back, stay in the file or went to another body.

    Reading: the article on taking evidence says nothing of giving it back; what is taken against a receipt is answered for.
    """
    if found.undisposed:
        return Refusal(
            N_("带走的证据原件尚未写明去向：%(what)s"),
            LABOUR_SUPERVISION_REGULATIONS.article(15),
            (("what", "、".join(found.undisposed)),),
        )
    return None


@rule(PENALTY_LAW.article(46))
def changed_open(found: Standing) -> Refusal | None:
    """No file of the evidence differs from what was registered."""
    if found.changed:
        return Refusal(
            N_("证据文件与登记时不一致，不能归档：%(what)s"),
            PENALTY_LAW.article(46),
            (("what", "、".join(found.changed)),),
        )
    return None


@rule(PENALTY_LAW.article(47))
def file_open(found: Standing) -> Refusal | None:
    """The file holds every paper of its path. A paper that cannot be had any more is explained, not made up."""
    if found.lacking:
        return Refusal(
            N_("案卷缺少%(what)s；确实无法补齐的，须写明理由"),
            PENALTY_LAW.article(47),
            (("what", "、".join(found.lacking)),),
        )
    return None


def open_matters(found: Standing, today: date) -> list[Open]:
    """Everything that is open, in the order in which it is done."""
    lines = [
        (service_open(found), "", False),
        (money_open(found), "", False),
        (plan_open(found), "", False),
        (refund_open(found), "", False),
        (given_back_open(found), "/victims", found.court_ruled),
        (given_back_unlisted(found), "/victims", True),
        (court_open(found), "", False),
        (publicity_open(found), "", False),
        (withdrawal_open(found), "", False),
        (remedies_open(found), "", False),
        (preservation_open(found), "/evidence", False),
        (changed_open(found), "/evidence", False),
        (evidence_open(found), "/closing", False),
        (file_open(found), "/file", True),
        (remedy_time_open(found, today), "", True),
    ]
    return [Open(refusal, where, explained) for refusal, where, explained in lines if refusal is not None]


def closing_refused(found: Standing, today: date, explanation: str) -> Refusal | None:
    """The first thing that is open and that no explanation lifts."""
    for each in open_matters(found, today):
        if not (each.may_be_explained and len(explanation.strip()) >= 4):
            return each.refusal
    return None


def kept_years(*, is_grave: bool, on: date) -> int:
    """How long a file is kept that is closed on this day."""
    ordinary, longer = KEPT_YEARS.on(max(on, KEPT_YEARS.values[0].in_force_from))
    return longer if is_grave else ordinary


def kept_until(years: int, closed_on: date) -> date:
    """The last day of the term, which begins with the year after the closing."""
    return date(closed_on.year + years, 12, 31)
