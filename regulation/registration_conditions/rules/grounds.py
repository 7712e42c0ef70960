"""On what an entry may rest, and what follows from that: whose act it is, whether the firm is heard, whether it is public.

A bureau may add nothing to a licence that no law gives it (《行政许可法》第十六条): every ground is a power or a fact that
some text names. Where none gives the bureau the power, the entry records what another body ordered, by that body's
document.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from regulation.firms.status import LICENCES, LimitKind, RegistrationKind
from regulation.law.citation import (
    BEIJING_BUSINESS_ENVIRONMENT,
    COMMITMENT_OPINIONS,
    E_COMMERCE_LAW,
    HRM_REGULATIONS,
    LICENSING_LAW,
    ORDER_22,
    ORDER_44,
    ORDER_50,
    PENALTY_LAW,
    PERSONAL_INFORMATION_LAW,
    Citation,
)
from regulation.law.coverage import rule
from regulation.law.dated import DatedValue, Since
from regulation.law.period import Due, Period, Roll, Unit
from regulation.words import N_

if TYPE_CHECKING:
    from regulation.law.calendar import WorkCalendar

H, L = HRM_REGULATIONS, LICENSING_LAW
C, R, SU = LimitKind.CONDITION, LimitKind.RESTRICTION, LimitKind.SUSPENSION
K = RegistrationKind


class Ground(StrEnum):
    """Why it hangs on the registration."""

    TELECOM_LICENCE = "telecom_licence"
    PROMISE_ORDER = "promise_order"
    TRACK_BARRED = "track_barred"
    WINDING_DOWN = "winding_down"
    STOP_BUSINESS = "stop_business"
    PERSONAL_INFORMATION = "personal_information"
    OTHER_AUTHORITY = "other_authority"
    COURT = "court"


class Origin(StrEnum):
    """Whose act the entry is."""

    OWN = "own"  #: the bureau decides it here
    PROCEDURE = "procedure"  #: it follows from a decision or an event of another procedure of ours
    OTHER = "other"  #: another body ordered it; the bureau writes it down


ORIGINS: dict[Origin, str] = {
    Origin.OWN: N_("本机关决定"),
    Origin.PROCEDURE: N_("随其他程序产生"),
    Origin.OTHER: N_("其他机关决定，本机关记载"),
}


@dataclass(frozen=True, slots=True)
class Basis:
    """What a ground allows, and where that stands."""

    label: str
    origin: Origin
    kinds: frozenset[LimitKind]
    registrations: frozenset[RegistrationKind]
    citations: tuple[Citation, ...]
    #: What the public register shows: a penalty that is public, or what the firm may and may not do. An order to
    #: correct and a bar on a track of applications are between the bureau and the firm.
    is_public: bool = True
    #: It has a last day from the start.
    is_dated: bool = False
    doubt: str = ""

    @property
    def citation(self) -> Citation:
        """The first of its articles."""
        return self.citations[0]


_ALL = frozenset(RegistrationKind)
_FROM_OUTSIDE = N_("本机关没有据以作出的职权，只按来文记载；依据以该文书所载为准")

GROUNDS: dict[Ground, Basis] = {
    Ground.TELECOM_LICENCE: Basis(
        N_("网络招聘涉及经营电信业务，尚未取得电信业务经营许可"),
        Origin.OWN,
        frozenset({C}),
        frozenset({K.HR_LICENCE}),
        (ORDER_44.article(9), ORDER_50.article(5)),
        doubt=N_("据44号令第九条的转述，原文待核对；许可证本身不因此附加法律以外的条件"),
    ),
    Ground.PROMISE_ORDER: Basis(
        N_("告知承诺未履行，责令限期整改"),
        Origin.OWN,
        frozenset({C}),
        LICENCES,
        (BEIJING_BUSINESS_ENVIRONMENT.article(33),),
        is_public=False,
        is_dated=True,
    ),
    Ground.TRACK_BARRED: Basis(
        N_("存在较严重的不良信用记录或者未履行承诺，修复前不适用告知承诺"),
        Origin.OWN,
        frozenset({R}),
        LICENCES,
        (COMMITMENT_OPINIONS.whole(),),
        is_public=False,
        doubt=N_("据各地转述，意见和规定的原文待核对"),
    ),
    Ground.WINDING_DOWN: Basis(
        N_("劳务派遣许可终止，原有合同履行至期限届满"),
        Origin.PROCEDURE,
        frozenset({R}),
        frozenset({K.DISPATCH_LICENCE}),
        (ORDER_22.article(11),),
    ),
    Ground.STOP_BUSINESS: Basis(
        N_("行政处罚：责令停业整顿"),
        Origin.PROCEDURE,
        frozenset({SU}),
        _ALL,
        (PENALTY_LAW.article(9), E_COMMERCE_LAW.article(80), ORDER_44.article(37)),
        doubt=N_("责令停业整顿的依据经44号令第三十七条转引，原文待核对；法律没有规定停业整顿的期限"),
    ),
    Ground.PERSONAL_INFORMATION: Basis(
        N_("履行个人信息保护职责的部门责令暂停相关业务或者停业整顿"),
        Origin.OTHER,
        frozenset({R, SU}),
        _ALL,
        (PERSONAL_INFORMATION_LAW.article(66), L.article(64)),
        doubt=_FROM_OUTSIDE,
    ),
    Ground.OTHER_AUTHORITY: Basis(
        N_("其他行政机关的决定"),
        Origin.OTHER,
        frozenset({R, SU}),
        _ALL,
        (L.article(64), H.article(22)),
        doubt=_FROM_OUTSIDE,
    ),
    Ground.COURT: Basis(
        N_("人民法院的裁判或者协助执行通知"),
        Origin.OTHER,
        frozenset({R, SU}),
        _ALL,
        (H.article(22),),
        doubt=N_("协助执行的条文未经核对，以人民法院文书载明的依据为准；本机关只按来文记载"),
    ),
}

#: A rule must name its place; where a bureau's power ends is what article 16 of the licensing law says.
NO_LOCAL_CONDITIONS = L.article(16)


@rule(NO_LOCAL_CONDITIONS)
def offered(registration: RegistrationKind) -> tuple[tuple[Ground, LimitKind], ...]:
    """What an official may enter by hand on such a registration: nothing that no text gives, nothing that follows by itself."""
    return tuple(
        (ground, kind)
        for ground, basis in GROUNDS.items()
        if basis.origin is not Origin.PROCEDURE and registration in basis.registrations
        for kind in LimitKind
        if kind in basis.kinds
    )


@rule(L.article(7))
def is_heard_first(ground: Ground) -> bool:
    """Before the bureau itself lays a burden on the firm, the firm is told and may state its view.

    Of another body's order it was heard there, or not: the bureau only writes it down.
    """
    return GROUNDS[ground].origin is Origin.OWN


@rule(BEIJING_BUSINESS_ENVIRONMENT.article(33))
def needs_last_day(ground: Ground) -> bool:
    """An order to put right what was promised names the day until which that is to be done."""
    return GROUNDS[ground].is_dated


@rule(L.article(64))
def needs_document(ground: Ground) -> bool:
    """What another body ordered is entered by its name, the number and the day of its document."""
    return GROUNDS[ground].origin is Origin.OTHER


@rule(H.article(22))
def is_public(ground: Ground) -> bool:
    """What the firm may and may not do is public as its licence is; an order to correct is no penalty, and is not."""
    return GROUNDS[ground].is_public


@rule(ORDER_22.article(11))
def needs_living(ground: Ground) -> bool:
    """Only what the end of a licence leaves behind hangs on a registration that has ended."""
    return ground is not Ground.WINDING_DOWN


STATEMENT = DatedValue(
    "registration_conditions.statement",
    N_("对拟附加条件、限制陈述申辩的期限"),
    (
        Since(
            date(2004, 7, 1),
            Period(
                5,
                Unit.WORKING_DAYS,
                N_("告知书送达"),
                Roll.NONE,
                L.article(7),
                provisional_note=N_("法律没有规定天数，参照听证申请期限"),
            ),
            L.article(7),
            doubt=N_("法律没有规定天数，参照听证申请期限"),
        ),
    ),
)


@rule(L.article(7))
def statement_due(told_on: date, calendar: WorkCalendar) -> Due:
    """The firm may state its view within five working days of being told."""
    return STATEMENT.on(told_on).due(told_on, calendar)


@rule(L.article(7))
def may_decide(*, today: date, stated: bool, heard_by: date | None) -> bool:
    """Not before the firm has stated its view, or said that it has none, or has let its time pass."""
    return stated or (heard_by is not None and today > heard_by)
