"""When a campaign may be approved, begun, closed and signed, and what it may never order. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regulation.campaigns.status import Basis, HaltGround
from regulation.law.citation import (
    BEIJING_INSPECTION_OPINIONS,
    BUSINESS_ENVIRONMENT_REGULATIONS,
    ENTERPRISE_INSPECTION_OPINIONS,
    Citation,
)
from regulation.law.coverage import rule
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from uuid import UUID

UNPLANNED = BEIJING_INSPECTION_OPINIONS.whole()
NO_HALT = BUSINESS_ENVIRONMENT_REGULATIONS.article(59, 2)
NO_SWEEP = ENTERPRISE_INSPECTION_OPINIONS.whole()
CITY_GOVERNMENT = "北京市人民政府"
#: Words with which a whole trade is told to stop. Who writes them says so in the answer too.
HALTING_WORDS = (
    "普遍停产",
    "普遍停业",
    "一律停产",
    "一律停业",
    "全行业停",
    "全部停业",
    "集体停业",
    "统一停业",
)


@dataclass(frozen=True, slots=True)
class No:
    """Why not, and the article."""

    message: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Approval:
    """The act of the government for a campaign outside the plan."""

    government: str
    number: str
    on: date
    has_paper: bool


@rule(NO_HALT)
def halt_refusal(*, halts: bool, ground: str, approval: str, measures: str) -> No | None:
    """A campaign tells no whole trade to stop, but for life, a grave accident or a state event, and with approval."""
    if not halts:
        if any(word in measures for word in HALTING_WORDS):
            return No(
                N_("措施中写有要求整个行业停产停业的内容。专项行动不得采取普遍停产停业的措施，请删去"),
                NO_HALT,
            )
        return None
    if ground not in set(HaltGround):
        return No(
            N_(
                "专项行动不得要求相关行业、领域的市场主体普遍停产停业；只有涉及人民群众生命安全、发生重特大事故或者举办国家重大活动的除外"
            ),
            NO_HALT,
        )
    if not approval.strip():
        return No(N_("普遍停产停业的措施须报经有权机关批准，请填写批准文号"), NO_HALT)
    return None


@rule(UNPLANNED)
def approval_problems(
    basis: str, approval: Approval | None, governments: Collection[str], today: date
) -> dict[str, str]:
    """A campaign outside the plan needs the approval of the city's or district's government: number, day and paper."""
    if basis == Basis.PLAN:
        return {}
    if approval is None:
        return {"government": N_("计划以外的专项行动须经市或者区人民政府批准")}
    wrong: dict[str, str] = {}
    if approval.government not in governments:
        wrong["government"] = N_("只有市、区人民政府可以批准")
    if not approval.number.strip():
        wrong["number"] = N_("请填写批准文号")
    if approval.on > today:
        wrong["on"] = N_("批准日期不能晚于今天")
    if not approval.has_paper:
        wrong["paper"] = N_("请上传批准文件")
    return wrong


@rule(NO_SWEEP)
def plan_refusal(basis: str, plan_status: str | None, plan_year: int | None, from_on: date) -> No | None:
    """A campaign said to be planned stands on a plan of its year that is adopted and public."""
    if basis != Basis.PLAN:
        return None
    # What began under one version of the plan stays lawful when a later version takes its place.
    if plan_status not in {"adopted", "superseded"} or plan_year != from_on.year:
        return No(N_("没有已公布的该年度检查计划可以作为依据；计划以外的专项行动须经政府批准"), NO_SWEEP)
    return None


@rule(UNPLANNED)
def approving_refusal(
    *, drafters: Collection[UUID], approver: UUID | None, from_on: date, today: date
) -> No | None:
    """Somebody else approves than drafted, and before the first day: nothing is done in a campaign without approval."""
    if approver is None or approver in drafters:
        return No(N_("拟订专项行动的人员不能批准"), UNPLANNED)
    if today > from_on:
        return No(N_("专项行动应当在开始之前批准；开始日期已过，请修改期间"), UNPLANNED)
    return None


@rule(UNPLANNED)
def starting_refusal(from_on: date, today: date) -> No | None:
    """It begins on the day that was approved, not before."""
    if today < from_on:
        return No(N_("尚未到批准的开始日期"), UNPLANNED)
    return None


@rule(UNPLANNED)
def taking_refusal(day: date | None, from_on: date, until_on: date) -> No | None:
    """Only what was done within the approved period is of the campaign."""
    if day is None or not from_on <= day <= until_on:
        return No(N_("该事项不在批准的期间之内"), UNPLANNED)
    return None


@rule(UNPLANNED)
def signing_refusal(*, closer: UUID | None, signer: UUID | None) -> No | None:
    """Who closed the count does not sign the report on it."""
    if signer is None or closer == signer:
        return No(N_("结束专项行动并固定数据的人员不能签发报告"), UNPLANNED)
    return None
