"""What must be in hand before anybody enters a firm: source, cap, approval, notice. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from regulation.law.citation import (
    BEIJING_INSPECTION_OPINIONS,
    ENTERPRISE_INSPECTION_OPINIONS,
    HRM_REGULATIONS,
    PENALTY_LAW,
    Citation,
)
from regulation.law.coverage import rule
from regulation.law.dated import DatedValue, Since
from regulation.words import N_

#: What the papers of an inspection rest on.
BASIS: tuple[Citation, ...] = (HRM_REGULATIONS.article(34), HRM_REGULATIONS.article(35))

PROHIBITIONS = DatedValue(
    "inspections.prohibitions",
    N_("检查人员的“五个严禁”"),
    (
        Since(
            date(2024, 12, 30),
            (
                "严禁逐利检查",
                "严禁接受被检查企业的任何馈赠、报酬、福利待遇",
                "严禁参加被检查企业提供的宴请、娱乐、旅游等活动",
                "严禁由被检查企业支付消费开支或者将检查费用转嫁给企业",
                "严禁乱查封、乱扣押、乱冻结、动辄责令停产停业",
            ),
            ENTERPRISE_INSPECTION_OPINIONS.whole(),
            doubt=N_("“五个严禁”的条文依据转述，未与国办发〔2024〕54号原文核对"),
        ),
    ),
)

#: Persons who assist come with the officers and never alone.
MOST_ASSISTANTS = 20


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often a firm was visited this year, and how often it may be; no cap for visits outside it."""

    used: int
    cap: int | None

    @property
    def left(self) -> int | None:
        """Visits left before this one."""
        return None if self.cap is None else max(self.cap - self.used, 0)


@rule(BEIJING_INSPECTION_OPINIONS.whole(), ENTERPRISE_INSPECTION_OPINIONS.whole())
def cap_refusal(frequency: Frequency) -> str | None:
    """A firm that was visited as often as the year allows is not visited again; leads are outside the cap."""
    if frequency.cap is not None and frequency.used >= frequency.cap:
        return N_("本年度对该机构的检查已达%(cap)s次上限，不能再报批；线索核查和机构自请的检查除外")
    return None


@rule(ENTERPRISE_INSPECTION_OPINIONS.whole())
def source_refusal(basis: str, standing: str) -> str | None:
    """No approval without an adopted plan, an approved special inspection or an approved lead behind it."""
    # What was drawn under a version of the plan stays lawful when a later version takes its place.
    living = {"plan": {"adopted", "superseded"}, "special": {"approved"}, "lead": {"approved", "drawn"}}[
        basis
    ]
    if standing not in living:
        return N_("检查没有有效的来源：须有已公布的年度计划、经政府批准的专项检查或者经批准核查的线索")
    return None


@rule(ENTERPRISE_INSPECTION_OPINIONS.whole())
def window_gaps(
    visit_from: date, visit_until: date, visit_by: date, today: date, assistants: int
) -> dict[str, str]:
    """What is wrong with the time and the assistants of an approval form, by field; both are fixed beforehand."""
    gaps = {}
    if visit_from < today:
        gaps["visit_from"] = N_("检查期间不能早于今天")
    if visit_until < visit_from:
        gaps["visit_until"] = N_("结束日期不能早于开始日期")
    elif visit_until > visit_by:
        gaps["visit_until"] = N_("不能晚于本次检查的完成期限")
    if not 0 <= assistants <= MOST_ASSISTANTS:
        gaps["assistants"] = N_("辅助人员应当为0至20人")
    return gaps


@rule(ENTERPRISE_INSPECTION_OPINIONS.whole(), PENALTY_LAW.article(55))
def entry_refusal(visit_from: date, visit_until: date, today: date) -> str | None:
    """Officers enter within the time that was approved and notified, on no other day."""
    if not visit_from <= today <= visit_until:
        return N_("今天不在审批和通知的检查期间内，不能进入；期间已过的请重新报批")
    return None
