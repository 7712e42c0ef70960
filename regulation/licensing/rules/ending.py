"""How a licence ends by cancellation, 《行政许可法》第七十条: a clerical act that follows another fact."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from regulation.law.calendar import WorkCalendar
from regulation.law.citation import LICENSING_LAW, Citation
from regulation.law.coverage import rule
from regulation.law.dated import DatedValue, Since
from regulation.law.period import Due, Period, Roll, Unit
from regulation.licensing.status import LicenceStatus
from regulation.words import N_


class Ground(StrEnum):
    """The fact from which a cancellation follows."""

    REQUEST = "request"
    EXPIRED = "expired"
    HOLDER_ENDED = "holder_ended"
    TAKEN_BACK = "taken_back"
    FORCE_MAJEURE = "force_majeure"
    REPLACED = "replaced"


GROUNDS: dict[Ground, str] = {
    Ground.REQUEST: N_("机构申请注销"),
    Ground.EXPIRED: N_("有效期届满未延续"),
    Ground.HOLDER_ENDED: N_("机构依法终止"),
    Ground.TAKEN_BACK: N_("许可依法被撤销、撤回或者许可证件依法被吊销"),
    Ground.FORCE_MAJEURE: N_("因不可抗力导致许可事项无法实施"),
    Ground.REPLACED: N_("逾期申请延续，按新申请颁发了新的许可证"),
}


@rule(LICENSING_LAW.article(70))
def basis_of(ground: Ground) -> Citation:
    """Each ground of cancellation has its item; a request by the holder falls under what laws otherwise provide."""
    items = {
        Ground.EXPIRED: 1,
        Ground.HOLDER_ENDED: 3,
        Ground.TAKEN_BACK: 4,
        Ground.FORCE_MAJEURE: 5,
        Ground.REQUEST: 6,
        Ground.REPLACED: 6,
    }
    doubts = {
        Ground.REQUEST: N_("法律没有单列申请注销，按其他情形办理，待确认"),
        Ground.REPLACED: N_("法律没有单列换发新证，按其他情形办理，待确认"),
    }
    doubt = doubts.get(ground, "")
    return LICENSING_LAW.article(70, item=items[ground], doubt=doubt)


@rule(LICENSING_LAW.article(70))
def grounds_for(status: LicenceStatus, *, requested: bool) -> tuple[Ground, ...]:
    """Which grounds the state of a licence allows: an expired one is closed as expired, a revoked one as taken back."""
    if status is LicenceStatus.EXPIRED:
        return (Ground.EXPIRED,)
    if status in (LicenceStatus.REVOKED, LicenceStatus.SET_ASIDE, LicenceStatus.WITHDRAWN):
        return (Ground.TAKEN_BACK,)
    if status is LicenceStatus.VALID:
        own = (Ground.REQUEST,) if requested else ()
        return (*own, Ground.HOLDER_ENDED, Ground.FORCE_MAJEURE)
    return ()


CANCELLATION = DatedValue(
    "licensing.cancellation",
    N_("许可到期、被撤销、撤回、吊销后办理注销手续的期限"),
    (
        Since(
            date(2004, 7, 1),
            Period(
                7,
                Unit.WORKING_DAYS,
                N_("许可终止"),
                Roll.NONE,
                LICENSING_LAW.article(70),
                provisional_note=N_("法律只写“依法办理”，未写天数，系统提醒值"),
            ),
            LICENSING_LAW.article(70),
            doubt=N_("法律没有写明注销手续的期限，七个工作日是系统的提醒值"),
        ),
    ),
)


@rule(LICENSING_LAW.article(70))
def cancellation_due(ended_on: date, calendar: WorkCalendar) -> Due:
    """Whatever ends a licence is followed by its cancellation; the law sets no number of days."""
    return CANCELLATION.on(ended_on).due(ended_on, calendar)
