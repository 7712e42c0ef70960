"""Cases that end without a penalty: on which ground, what has to be true for it, which papers it takes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from regulation.law import money
from regulation.law.citation import (
    BEIJING_MINOR_BREACH_LIST,
    LABOUR_SUPERVISION_REGULATIONS,
    PENALTY_LAW,
    Citation,
)
from regulation.law.coverage import rule
from regulation.law.period import add_months
from regulation.penalties.rules import deadlines
from regulation.penalties.rules.fines import Refusal
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

#: The article of each ground.
CITED: dict[str, Citation] = {
    "minor": PENALTY_LAW.article(33, 1),
    "first": PENALTY_LAW.article(33, 1),
    "minor_listed": BEIJING_MINOR_BREACH_LIST.whole(),
    "faultless": PENALTY_LAW.article(33, 2),
    "unproved": PENALTY_LAW.article(57, 1, 3),
    "time_barred": PENALTY_LAW.article(36),
}
#: Where there was a breach the party is educated: 第三十三条第三款.
EDUCATED = frozenset({"minor", "first", "minor_listed", "faultless"})


@dataclass(frozen=True, slots=True)
class Item:
    """One breach on the list of minor breaches that an office decreed."""

    violation: str
    #: More persons affected than this and it is not minor any more.
    most_affected: int
    #: For business without a licence: the licence was got within the set time.
    needs_licence: bool = False
    decree_number: str = ""


@dataclass(frozen=True, slots=True)
class Sparing:
    """What is known of a case that is to end without a penalty."""

    act_ended_on: date
    discovered_on: date
    is_harmful: bool = False
    #: The party corrected by itself or within the time it was given.
    corrected_on: date | None = None
    order_refused: bool = False
    gains: Decimal = Decimal(0)
    #: What victims paid and have not got back.
    owed: Decimal = Decimal(0)
    affected: int = 0
    #: Days on which earlier breaches, and those of the same kind, were found: punished, on the spot too, or spared.
    earlier: Sequence[date] = ()
    earlier_same: Sequence[date] = ()
    #: Evidence that the party itself gave of having no fault.
    proof: str = ""
    education: str = ""
    item: Item | None = None
    has_licence: bool = False


def _not_corrected(case: Sparing, cited: Citation) -> Refusal | None:
    if case.order_refused:
        return Refusal(N_("当事人逾期拒不改正，不属于及时改正"), cited)
    if case.owed:
        return Refusal(
            N_("受害人的款项还有%(owed)s元没有退还，不属于及时改正"),
            cited,
            (("owed", money.figures(case.owed)),),
        )
    if case.corrected_on is None:
        return Refusal(N_("请写明当事人改正的日期；没有改正的，不符合不予处罚的条件"), cited)
    return None


def _harmful(case: Sparing, cited: Citation) -> Refusal | None:
    return Refusal(N_("已造成危害后果，不符合不予处罚的条件"), cited) if case.is_harmful else None


@rule(PENALTY_LAW.article(33), PENALTY_LAW.article(36), PENALTY_LAW.article(57, 1))
def sparing_refused(ground: str, case: Sparing) -> Refusal | None:
    """No penalty: minor, corrected in time and harmless; a first breach with slight harm, corrected in time; no fault, as the
    party proved; the breach not proved; the time to punish over.

    Reading: "first" looks at every breach of the party that is on record: punished, on the spot too, or spared.
    """
    cited = CITED[ground]
    found: Refusal | None = None
    if ground == "minor":
        found = _harmful(case, cited) or _not_corrected(case, cited)
    elif ground == "first":
        found = (
            Refusal(N_("当事人此前已有违法记录，不属于初次违法"), cited)
            if case.earlier
            else _not_corrected(case, cited)
        )
    elif ground == "minor_listed":
        found = listed_refused(case)
    elif ground == "faultless" and len(case.proof.strip()) < 4:
        found = Refusal(N_("没有主观过错由当事人证明，请写明是哪些证据"), cited)
    elif ground == "time_barred" and not deadlines.is_time_barred(
        case.act_ended_on, case.discovered_on, harmful=case.is_harmful
    ):
        found = Refusal(N_("追责期限尚未届满"), cited)
    if found is None and ground in EDUCATED and len(case.education.strip()) < 4:
        found = Refusal(N_("不予处罚的，应当对当事人进行教育，请写明教育情况"), PENALTY_LAW.article(33, 3))
    return found


@rule(BEIJING_MINOR_BREACH_LIST.whole())
def listed_refused(case: Sparing) -> Refusal | None:
    """Four tests together: few persons affected, not the same breach within a year, no harm, corrected in time.

    Business without a licence is on the list only without gains, and when the licence was got in the set time.
    """
    cited = CITED["minor_listed"]
    if case.item is None:
        return Refusal(N_("该违法行为不在现行的轻微违法行为清单上"), cited)
    if case.affected > case.item.most_affected:
        return Refusal(
            N_("涉及%(affected)s人，超过清单规定的%(most)s人"),
            cited,
            (("affected", str(case.affected)), ("most", str(case.item.most_affected))),
        )
    year_before = add_months(case.discovered_on, -12)
    if any(day > year_before for day in case.earlier_same):
        return Refusal(N_("一年内曾有同类违法行为"), cited)
    if harmful := _harmful(case, cited):
        return harmful
    if case.item.needs_licence:
        if case.gains:
            return Refusal(N_("有违法所得，不符合清单的条件"), cited)
        if not case.has_licence:
            return Refusal(N_("当事人尚未在规定时间内取得许可"), cited)
        # The licence is the correction; an order refused and money not given back stand in the way as everywhere.
        case = replace(case, corrected_on=case.corrected_on or case.discovered_on)
    return _not_corrected(case, cited)


@rule(LABOUR_SUPERVISION_REGULATIONS.article(18, 1, 3))
def withdrawal_refused(*, by_labour_supervision: bool, is_corrected: bool, proved: bool) -> Refusal | None:
    """A labour supervision case is withdrawn when no breach was found, or it was slight and has been corrected."""
    if not by_labour_supervision:
        return Refusal(
            N_("撤销立案只适用于劳动保障监察案件；其他案件请决定不予处罚"),
            LABOUR_SUPERVISION_REGULATIONS.article(18, 1, 3),
        )
    if proved and not is_corrected:
        return Refusal(
            N_("违法事实成立而尚未改正的，不能撤销立案"), LABOUR_SUPERVISION_REGULATIONS.article(18, 1, 3)
        )
    return None


@rule(LABOUR_SUPERVISION_REGULATIONS.article(18, 1, 2))
def handling_refused(
    *, by_labour_supervision: bool, has_penalty: bool, demands: str, days: int
) -> Refusal | None:
    """A handling decision orders what should have been corrected and was not; only in labour supervision cases.

    Where a penalty is proposed as well, that is decided by its own decision.
    """
    cited = LABOUR_SUPERVISION_REGULATIONS.article(18, 1, 2)
    if not by_labour_supervision:
        return Refusal(N_("行政处理决定只适用于劳动保障监察案件"), cited)
    if has_penalty:
        return Refusal(N_("拟作出行政处罚的，以处罚决定办理"), cited)
    if len(demands.strip()) < 4:
        return Refusal(N_("请写明责令当事人履行的内容"), cited)
    if days < 1:
        return Refusal(N_("请写明履行期限"), cited)
    return None
