"""Whose a case is, who must keep away from it, against whom it goes on, and when more time to correct may be given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from regulation.law.citation import (
    HRM_REGULATIONS,
    LABOUR_SUPERVISION_REGULATIONS,
    LABOUR_SUPERVISION_RULES,
    PENALTY_LAW,
)
from regulation.law.coverage import rule
from regulation.penalties.rules.fines import Refusal
from regulation.words import N_

# --- 第二十二条, 第二十五条: jurisdiction ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Other:
    """A case of another organ about the same party and breach."""

    organ: UUID
    number: str
    #: The common superior has said whose the matter is.
    designated: UUID | None = None


@rule(PENALTY_LAW.article(25))
def first_to_open_refused(organ: UUID, others: list[Other], *, designated: bool) -> Refusal | None:
    """Of several competent organs the one that opened first has the case, unless the common superior designates another."""
    if designated:
        return None
    for other in others:
        if other.organ != organ:
            return Refusal(
                N_("其他机关已先立案（%(number)s），由最先立案的机关管辖；有争议的报请共同的上一级机关指定"),
                PENALTY_LAW.article(25, 1),
                (("number", other.number),),
            )
    return None


@rule(PENALTY_LAW.article(25, 2))
def designated_elsewhere(organ: UUID, designated: UUID | None) -> Refusal | None:
    """Whose case the common superior gave to another organ does not decide it."""
    if designated is not None and designated != organ:
        return Refusal(N_("上级机关已指定其他机关管辖，应当移送"), PENALTY_LAW.article(25, 2))
    return None


# --- 第三十六条第二款: how long the breach went on ---------------------------------------------------------------


@rule(PENALTY_LAW.article(36, 2))
def act_days_refused(kind: str, began_on: date | None, ended_on: date, discovered_on: date) -> Refusal | None:
    """A continuing breach has a beginning before its end; one that goes on has not ended before it was discovered."""
    if kind == "continuing" and (began_on is None or began_on >= ended_on):
        return Refusal(N_("连续或者继续的违法行为，须写明早于终了日期的开始日期"), PENALTY_LAW.article(36, 2))
    if kind == "ongoing" and ended_on != discovered_on:
        return Refusal(
            N_("仍在继续的违法行为，终了日期按发现日期填写，追责期限尚未起算"), PENALTY_LAW.article(36, 2)
        )
    if began_on is not None and began_on > ended_on:
        return Refusal(N_("开始日期不能晚于终了日期"), PENALTY_LAW.article(36, 2))
    return None


# --- 第四十三条: recusal -----------------------------------------------------------------------------------------


@rule(PENALTY_LAW.article(43))
def recusal_open(asked: int) -> Refusal | None:
    """An application to recuse is decided by the head before the case is heard or decided; the investigation goes on."""
    if asked:
        return Refusal(
            N_("回避申请尚未决定；决定作出之前不停止调查，但不举行听证，也不作出决定"),
            PENALTY_LAW.article(43, 3),
        )
    return None


@rule(PENALTY_LAW.article(43, 3))
def recusal_decider_refused(person: UUID, decider: UUID, *, decided_instead: str) -> Refusal | None:
    """The head decides on recusals; not on its own, which the heads together or the higher organ decide.

    Reading: the article is silent on the head's own recusal.
    """
    if person == decider:
        return Refusal(N_("不能对本人的回避作出决定"), PENALTY_LAW.article(43, 3))
    if decided_instead not in {"", "board", "higher"}:
        return Refusal(N_("请写明由谁对负责人的回避作出决定"), PENALTY_LAW.article(43, 3))
    return None


# --- 第五十九条: the party on the papers ----------------------------------------------------------------------------


@rule(PENALTY_LAW.article(59, 1, 1))
def party_refused(*, is_merged: bool) -> Refusal | None:
    """The decision names the party; whose entry was merged into another is first confirmed by the officer."""
    if is_merged:
        return Refusal(
            N_("当事人的登记已归并到另一家机构，须先核对并确认当事人"), PENALTY_LAW.article(59, 1, 1)
        )
    return None


# --- orders: extension, on the spot ----------------------------------------------------------------------------------


@rule(HRM_REGULATIONS.article(44))
def extension_refused(due_on: date, asked_on: date, until: date, latest: date) -> Refusal | None:
    """More time is asked for before the last day, and stays within the longest time an order may give."""
    if asked_on > due_on:
        return Refusal(N_("改正期限已经届满，不能再申请延长"), HRM_REGULATIONS.article(44))
    if until <= due_on:
        return Refusal(N_("延长后的期限须晚于原期限"), HRM_REGULATIONS.article(44))
    if until > latest:
        return Refusal(N_("延长后的期限超过改正期限的上限"), HRM_REGULATIONS.article(44))
    return None


@rule(LABOUR_SUPERVISION_REGULATIONS.article(17))
def longer_investigation_refused(due_on: date, today: date) -> Refusal | None:
    """Thirty working days more are allowed while the sixty run; what has run out cannot be made longer."""
    if today > due_on:
        return Refusal(
            N_("调查期限已于%(due)s届满，不能再延长"),
            LABOUR_SUPERVISION_REGULATIONS.article(17),
            (("due", due_on.isoformat()),),
        )
    return None


@rule(LABOUR_SUPERVISION_RULES.article(31))
def on_the_spot_refused(*, by_inspector: bool, certified: bool) -> Refusal | None:
    """An order to put right on the spot is made by an officer with a certificate, on a numbered form."""
    if not (by_inspector and certified):
        return Refusal(
            N_("当场责令改正由持有有效执法证件的执法人员作出"), LABOUR_SUPERVISION_RULES.article(31)
        )
    return None
