"""What a plan, a draw and a visit must obey: rates, waits, exclusions, results, numbers. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from regulation.inspections import items as catalogue
from regulation.inspections.draw import SPEC
from regulation.inspections.status import Answer, DrawStatus, FirmSign, Outcome, Unable
from regulation.law.citation import (
    BEIJING_BUSINESS_ENVIRONMENT,
    BEIJING_INSPECTION_OPINIONS,
    BUSINESS_ENVIRONMENT_REGULATIONS,
    ENTERPRISE_INSPECTION_OPINIONS,
    HRM_REGULATIONS,
    JOINT_RANDOM_OPINIONS,
    PENALTY_LAW,
    RANDOM_INSPECTION_WORK_NOTICE,
    Citation,
)
from regulation.law.coverage import rule
from regulation.law.dated import DatedValue, Since
from regulation.law.period import Period, Roll, Unit, add_months
from regulation.words import N_

TIERS = ("A", "B", "C", "D")
#: Largest count the procedure knows; as the upper bound of a sample it means none.
NO_MAXIMUM = 1_000_000
TEAM = "two"


@dataclass(frozen=True, slots=True)
class Rate:
    """A sampling rate as a fraction, so that nobody rounds it twice."""

    num: int
    den: int

    @property
    def percent(self) -> float:
        """For the page."""
        return 100 * self.num / self.den


RATES = DatedValue(
    "inspections.rates",
    N_("各信用等级的抽查比例"),
    (
        Since(
            date(2018, 10, 1),
            {"A": Rate(1, 100), "B": Rate(5, 100), "C": Rate(20, 100), "D": Rate(100, 100)},
            HRM_REGULATIONS.article(37),
            doubt=N_("国家和北京市没有公布人力资源服务机构的抽查比例，此为起始值，由年度计划确定并公布"),
        ),
    ),
)

#: A firm inspected within so many months is left out of the sample, but stays in the roster with this reason.
RECENT_MONTHS = DatedValue(
    "inspections.recent_months",
    N_("近期检查过的机构不再列入抽样的月数"),
    (
        Since(
            date(2018, 10, 1),
            12,
            BEIJING_INSPECTION_OPINIONS.whole(),
            doubt=N_("北京市公布的入企检查频次上限未见原文，按每年不超过一次暂定"),
        ),
    ),
)

#: How often a firm of a tier may be entered in a year by planned and special inspections together.
CAPS = DatedValue(
    "inspections.caps",
    N_("每家机构每年入企检查次数上限"),
    (
        Since(
            date(2018, 10, 1),
            dict.fromkeys(TIERS, 1),
            BEIJING_INSPECTION_OPINIONS.whole(),
            doubt=N_("北京市和各区公布的入企检查频次上限未见原文，按每年不超过一次暂定，由政府文件另行确定"),
        ),
    ),
)

AT_LEAST = DatedValue(
    "inspections.at_least",
    N_("每个信用等级最少抽取家数"),
    (
        Since(
            date(2018, 10, 1),
            1,
            RANDOM_INSPECTION_WORK_NOTICE.whole(),
            doubt=N_("没有规定每级最少抽取的家数，此为起始值，避免某一等级完全不被抽查"),
        ),
    ),
)

PUBLISH = Period(
    20,
    Unit.WORKING_DAYS,
    N_("检查结束"),
    Roll.NONE,
    JOINT_RANDOM_OPINIONS.whole(),
    provisional_note=N_("20个工作日依据转述，起算日按该机构检查结束之日"),
)
VISIT = Period(
    2,
    Unit.MONTHS,
    N_("公布抽取结果"),
    Roll.NEXT_WORKING_DAY,
    RANDOM_INSPECTION_WORK_NOTICE.whole(),
    provisional_note=N_("完成检查的期限由年度计划确定，系统暂按抽取后2个月"),
)

#: The plan of a year is public by this day of it.
PLAN_DUE_MONTH_DAY = (3, 31)
PLAN = Period(3, Unit.MONTHS, N_("年度开始"), Roll.NONE, BEIJING_BUSINESS_ENVIRONMENT.article(67))
#: Whom a plan is about where nothing else is written.
PLAN_SCOPE = N_("本机关管辖的人力资源服务机构（取得人力资源服务许可或者已备案、报告的机构）")

#: Why a subject is left out of the sample or is certain, with the words for people. Codes are published.
REASONS: dict[str, str] = {
    "inspected-12m": N_("近12个月内已检查"),
    "recent-visit": N_("近期已检查，尚在不再列入抽样的期间内"),
    "cap-reached": N_("本年度入企检查次数已达上限"),
    "do-not-disturb": N_("已列入无事不扰名单"),
    "task-open": N_("已有正在进行的检查"),
    "deregistered": N_("已注销登记"),
    "licence-revoked": N_("营业执照已吊销"),
    "moved-away": N_("已迁出"),
    "suspended": N_("歇业"),
    "joint-elsewhere": N_("本期已列入部门联合检查"),
    "carry-over": N_("上次抽中未检查，转入本次"),
    "reassign": N_("已抽中，重新抽取执法人员"),
    "lead": N_("有已批准的检查线索"),
}
#: The rule behind a reason, for the firm that asks.
REASON_BASIS: dict[str, Citation] = {
    "inspected-12m": BEIJING_INSPECTION_OPINIONS.whole(),
    "recent-visit": BEIJING_INSPECTION_OPINIONS.whole(),
    "cap-reached": BEIJING_INSPECTION_OPINIONS.whole(),
    "do-not-disturb": BEIJING_BUSINESS_ENVIRONMENT.article(68),
    "task-open": BUSINESS_ENVIRONMENT_REGULATIONS.article(54, 1),
    "joint-elsewhere": BUSINESS_ENVIRONMENT_REGULATIONS.article(54, 1),
    "carry-over": RANDOM_INSPECTION_WORK_NOTICE.whole(),
    "reassign": HRM_REGULATIONS.article(35, 1),
    "lead": BUSINESS_ENVIRONMENT_REGULATIONS.article(54, 2),
}
#: What a clerk may enter by hand before the commitment; the other codes follow from records.
MANUAL_REASONS = ("suspended", "joint-elsewhere")


@rule(BEIJING_BUSINESS_ENVIRONMENT.article(67))
def plan_due(year: int) -> date:
    """A department publishes its yearly inspection plan by the end of March."""
    return date(year, *PLAN_DUE_MONTH_DAY)


def plan_clock_starts(year: int) -> date:
    """The day before the year begins, so that three months of it end on 31 March."""
    return date(year - 1, 12, 31)


def draw_id(organ_code: str, year: int, number: int) -> str:
    """The public id of a draw: `BJ110105-2026-0001`, `BJ-2026-0001` for the municipal bureau."""
    place = organ_code if organ_code == "BJ" else f"BJ{organ_code}"
    return f"{place}-{year}-{number:04d}"


@rule(HRM_REGULATIONS.article(37))
def strata(line_rates: Mapping[str, Rate], at_least: int, item_ids: Sequence[str]) -> list[dict[str, object]]:
    """One stratum for each tier, at the rate of the plan's line: few visits for good credit, many for bad."""
    return [
        {
            "id": tier,
            "num": line_rates[tier].num,
            "den": line_rates[tier].den,
            "min": at_least,
            "max": NO_MAXIMUM,
            "base": "eligible",
            "team": TEAM,
            "items": list(item_ids),
            "pool": [],
            "pool_k": 0,
        }
        for tier in TIERS
    ]


@rule(BUSINESS_ENVIRONMENT_REGULATIONS.article(54, 2))
def certain_stratum(name: str, item_ids: Sequence[str]) -> dict[str, object]:
    """Leads are checked outside the random sample: nobody is drawn here, everybody is certain."""
    return {
        "id": name,
        "num": 0,
        "den": 1,
        "min": 0,
        "max": 0,
        "base": "eligible",
        "team": TEAM,
        "items": list(item_ids),
        "pool": [],
        "pool_k": 0,
    }


def lead_strata(wanted: Sequence[tuple[str, ...]]) -> dict[tuple[str, ...], str]:
    """A stratum for each different set of items, for a stratum has one: `L`, or `L1`, `L2`, …"""
    different = list(dict.fromkeys(wanted))
    if len(different) == 1:
        return {different[0]: "L"}
    return {items: f"L{place}" for place, items in enumerate(different, 1)}


#: Where the two officers of the own department come from.
DISTRICT_RULES: dict[str, tuple[str, str]] = {
    "any": ("any", "any"),
    "local-any": ("local", "any"),
    "local-cross": ("local", "cross"),
}
DISTRICT_RULE_NAMES: dict[str, str] = {
    "any": N_("不限区"),
    "local-any": N_("至少一名本区执法人员"),
    "local-cross": N_("一名本区、一名外区执法人员"),
}
OWN_DEPARTMENT = "hrss"
ENOUGH_CANDIDATES = 4


@rule(HRM_REGULATIONS.article(34, 2), BUSINESS_ENVIRONMENT_REGULATIONS.article(54, 1))
def team_slots(districts: str = "any", departments: Sequence[str] = ()) -> list[dict[str, object]]:
    """Not fewer than two inspectors carry out an inspection, the first leads; a joint visit adds other departments."""
    own = OWN_DEPARTMENT if departments else ""
    pair = zip(("lead", "second"), DISTRICT_RULES[districts], strict=True)
    made: list[dict[str, object]] = [
        {"role": role, "district": district, "dept": own, "quals": []} for role, district in pair
    ]
    return made + [
        {"role": "partner", "district": "any", "dept": department, "quals": []} for department in departments
    ]


def narrow_slots(
    wanted: Sequence[Mapping[str, object]],
    subjects: Sequence[Mapping[str, object]],
    officers: Sequence[Mapping[str, object]],
) -> list[dict[str, object]]:
    """Slots for which the roster itself offers fewer than four officers, before anybody is drawn.

    A roster trimmed to one candidate is an old fraud, so it is shown before the commitment, while it can be mended.
    """
    districts = {each["district"] for each in subjects if each["status"] != "excluded"}
    found = []
    for place, slot in enumerate(wanted):
        able = [each for each in officers if each["capacity"] and slot["dept"] in ("", each["dept"])]
        if slot["district"] == "any":
            least = len(able)
        else:
            near = [sum(each["district"] == district for each in able) for district in districts]
            least = min(
                (n if slot["district"] == "local" else len(able) - n for n in near), default=len(able)
            )
        if least < ENOUGH_CANDIDATES:
            found.append({"slot": place, "role": slot["role"], "dept": slot["dept"], "candidates": least})
    return found


def params(
    number: str,
    title: str,
    strata_: Sequence[Mapping[str, object]],
    entropy: Sequence[Mapping[str, object]],
    *,
    secrets: Sequence[Mapping[str, str]] = (),
    slots: Sequence[Mapping[str, object]] = (),
) -> dict[str, object]:
    """The parameters of a draw as they are committed to."""
    return {
        "spec": SPEC,
        "draw_id": number,
        "title": title,
        "strata": [dict(each) for each in strata_],
        "teams": {TEAM: [dict(each) for each in (slots or team_slots())]},
        "relaxations": ["rotation", "capacity", "capacity"],
        "entropy": [dict(each) for each in entropy],
        "secrets": [dict(each) for each in secrets],
    }


def capacity(places: int, inspectors: int) -> int:
    """How many places one inspector may hold: the even share, and three more for what the lot brings."""
    return -(-places // max(inspectors, 1)) + 3


#: What an officer may be qualified for beyond the enforcement certificate; a slot of a team may ask for it.
QUALIFICATIONS: dict[str, str] = {
    "enforcement": N_("行政执法"),
    "dispatch": N_("劳务派遣检查"),
    "online": N_("网络招聘检查"),
    "personal-information": N_("个人信息保护检查"),
    "accounts": N_("财务账册检查"),
}


@rule(PENALTY_LAW.article(42, 1))
def qualifications(entered: Sequence[str]) -> list[str]:
    """Only who holds an enforcement certificate inspects; further qualifications come from the roster."""
    return sorted({"enforcement", *entered})


def places_left(yearly: int | None, given: int, *, is_on_leave: bool) -> int | None:
    """How many inspections an officer may still be given in the year; None where the roster sets no number."""
    if is_on_leave:
        return 0
    return None if yearly is None else max(yearly - given, 0)


def sample_size(rate: Rate, at_least: int, eligible: int) -> int:
    """How many of a stratum will be drawn; the same sum as the procedure's."""
    return min(max(-(-rate.num * eligible // rate.den), at_least), eligible)


@dataclass(frozen=True, slots=True)
class Past:
    """What decides whether a firm is in the sample."""

    business_state: str
    #: Last planned or special visit; what a lead led to keeps nobody out of the sample.
    last_visit_on: date | None = None
    has_open_task: bool = False
    was_carried: bool = False
    #: Visits of the year that count under the cap.
    visits: int = 0
    is_undisturbed: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """How often, and how soon again, a firm of a tier may be visited on the day of a draw."""

    cap: int
    recent_months: int


def limits(caps: Mapping[str, int], recent_months: int, tier: str) -> Limits:
    """The limits of one tier, from the values in force."""
    return Limits(caps[tier], recent_months)


@rule(BEIJING_INSPECTION_OPINIONS.whole(), ENTERPRISE_INSPECTION_OPINIONS.whole())
def counts_under_cap(basis: str, method: str, outcome: str) -> bool:
    """Planned and special entries count under the yearly cap; leads and checks the firm asked for do not.

    A check of papers or online enters no firm. Reading: where the address was found deserted nobody
    was entered either.
    """
    return basis in {"plan", "special"} and method == "on_site" and outcome != Outcome.UNREACHABLE


def visits_left(cap: int, used: int) -> int:
    """How many more planned or special visits of the year the cap allows."""
    return max(cap - used, 0)


@rule(BEIJING_BUSINESS_ENVIRONMENT.article(68))
def is_undisturbed(from_on: date, until_on: date, ended_on: date | None, today: date) -> bool:
    """An entry in the do-not-disturb list holds from its first to its last day, or until it is ended."""
    return from_on <= today <= until_on and (ended_on is None or today < ended_on)


@rule(BEIJING_INSPECTION_OPINIONS.whole())
def roster_status(past: Past, today: date, limits: Limits) -> tuple[str, str]:
    """Whether a firm is eligible, excluded or certain, with the published code of the reason.

    The frequency of visits is capped, so who was inspected lately or as often as the year allows is left
    out, and so is who stands in the do-not-disturb list; who was drawn before and not visited comes in
    for certain, where neither cap nor list forbids it.
    """
    gone = {
        "deregistered": "deregistered",
        "licence_revoked": "licence-revoked",
        "moved_away": "moved-away",
        "suspended": "suspended",
    }.get(past.business_state)
    if gone:
        return "excluded", gone
    if past.has_open_task:
        return "excluded", "task-open"
    if past.is_undisturbed:
        return "excluded", "do-not-disturb"
    is_capped = past.visits >= limits.cap
    if past.was_carried:
        return ("excluded", "cap-reached") if is_capped else ("certain", "carry-over")
    if past.last_visit_on and add_months(past.last_visit_on, limits.recent_months) > today:
        return "excluded", "inspected-12m" if limits.recent_months == 12 else "recent-visit"
    return ("excluded", "cap-reached") if is_capped else ("eligible", "")


@rule(RANDOM_INSPECTION_WORK_NOTICE.whole())
def abandon_refusal(
    status: str, session_at: datetime, last_deadline: datetime, now: datetime, *, by_beacon: bool
) -> str | None:
    """Why a draw may not be abandoned now, or None.

    Once the source may have spoken, giving up would be a way to throw again; only when every declared
    source has failed is the draw void. A beacon that alone makes an alternative does not fail: its value can
    be looked up and entered at any later time, so waiting for the deadline is no way out.
    """
    if status != DrawStatus.COMMITTED or now < session_at:
        return None
    if by_beacon:
        return N_("公共随机信标的值已经产生，随时可以取得并核对，应当录入，不能放弃抽取")
    if now <= last_deadline:
        return N_("随机数可能已经产生，此时不能放弃抽取；全部随机源的截止时间过后仍无结果的，抽取作废")
    return None


@dataclass(frozen=True, slots=True)
class Entry:
    """One answered item."""

    item: str
    answer: Answer
    note: str = ""
    was_corrected: bool = False


@rule(HRM_REGULATIONS.article(35, 2))
def outcome(entries: Sequence[Entry], unable: Unable | None, list_: catalogue.ItemList) -> Outcome:
    """The published result follows from the check form, nobody chooses it; the gravest entry decides."""
    if unable is not None:
        return Outcome(unable.value)
    problems = [each for each in entries if each.answer is Answer.PROBLEM]
    if not problems:
        return Outcome.NO_PROBLEM
    if any(list_.item(each.item).is_grave and not each.was_corrected for each in problems):
        return Outcome.TRANSFERRED
    if all(each.was_corrected for each in problems):
        return Outcome.CORRECTED
    return Outcome.ORDERED


@rule(BEIJING_BUSINESS_ENVIRONMENT.article(69))
def form_gaps(
    wanted: Sequence[str],
    entries: Sequence[Entry],
    sign: FirmSign | None,
    representative: str,
    refusal: str,
) -> dict[str, str]:
    """What the check form still lacks before it can be signed, by field."""
    answered = {each.item for each in entries}
    gaps = {f"item-{item}": N_("此项还没有检查结论") for item in wanted if item not in answered}
    for each in entries:
        if each.answer is Answer.PROBLEM and len(each.note.strip()) < 4:
            gaps[f"item-{each.item}"] = N_("不符合的，请写明看到的事实")
    if sign is None:
        gaps["sign"] = N_("请选择机构一方是否签名")
    elif sign is FirmSign.SIGNED and not representative.strip():
        gaps["representative"] = N_("请填写机构在场人员姓名")
    elif sign is FirmSign.REFUSED and not refusal.strip():
        gaps["sign_refusal"] = N_("请写明拒绝签名的情况")
    return gaps
