"""What the law says of a life, in words of its own: no rule of the program is asked, only the log and the world of each day.

Numbers and articles are written again here from the acts. Should a rule be lost, some life shows it.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

from regulation.law import almanac
from regulation.penalties.rules.violations import Measure
from regulation.penalties.status import OPEN, STEPS, CaseStatus
from tests.rules.penalties.case_life import INVESTIGATORS

KNOWN = almanac.known()
D = Decimal
DAY = timedelta(days=1)
DECIDED = {CaseStatus.DECIDED, CaseStatus.SERVED, CaseStatus.CLOSED}
R, RD, CLOSE, WARN = Measure.REVOKE, Measure.REVOKE_DISPATCH, Measure.CLOSE, Measure.WARNING
#: Least and most, by what, on which condition; measures with theirs. As the acts have it.
FINES = {
    "V-08": (10000, 50000, "act", "order"),  # 《人力资源市场暂行条例》第四十三条
    "V-18": (10000, 50000, "act", "gains"),  # 《就业促进法》第六十五条
    "V-01": (10000, 50000, "act", "gains"),  # 《人力资源市场暂行条例》第四十二条第一款
    "V-13": (500, 2000, "worker", ""),  # 《就业促进法》第六十六条第二款
    "V-30": (1, 5, "gains", ""),  # 《劳动合同法》第九十二条第一款; without gains up to 50,000
    "V-32": (5000, 10000, "worker", "order"),  # 《劳动合同法》第九十二条第二款
    "V-35": (2000, 20000, "act", ""),  # 《劳动保障监察条例》第三十条
    "V-53": (0, 0, "act", "never"),  # 《劳务派遣暂行规定》第二十二条: a warning
}
MEASURES = {
    "V-08": {R: "gravity"},
    "V-18": {R: "gravity"},
    "V-01": {CLOSE: ""},
    "V-32": {RD: "order"},
    "V-53": {WARN: ""},
}
CONFISCATES = {"V-08", "V-18", "V-01", "V-30"}
#: Acts that lead back to the investigation: a new notice, a new hearing, a new review.
BACK = {
    name
    for name, each in STEPS.items()
    if each.after == CaseStatus.INVESTIGATING
    and each.before - {CaseStatus.PROPOSED, CaseStatus.INVESTIGATING}
}


def working_days(after: date, until: date) -> int:
    """How many working days lie after the one day, up to and with the other."""
    return sum(KNOWN.is_working(after + DAY * n) for n in range(1, (until - after).days + 1))


def faults(life) -> list[str]:
    """What is unlawful in a life, in words; empty when nothing is."""
    found = []
    acts = [act for act, _day, _who in life.log]
    days = [day for _act, day, _who in life.log]
    if days != sorted(days):
        found.append("an act before its precondition")
    # The acts since the case was last sent back: only those carry a decision.
    since = max((place + 1 for place, act in enumerate(acts) if act in BACK), default=0)
    last = acts[since:]
    when = dict(zip(last, days[since:], strict=True))
    served = when.get("serve_notice") or when.get("receive_notice")
    if "decide" in when:
        found += _decision(life, last, when, served)
    if "decide" not in when and life.published:
        found.append("published without a decision")
    if life.status == CaseStatus.HANDLED and served is None:
        found.append("handled without notice")
    if life.status == CaseStatus.WITHDRAWN and not life.by_labour_supervision:
        found.append("an opening withdrawn outside labour supervision")
    # 第二十七条: what was transferred may come back; a closed case is reopened first; nothing else that has ended moves.
    ended = [
        place
        for place, act in enumerate(acts)
        if STEPS[act].after not in OPEN | {CaseStatus.TRANSFERRED}
        and acts[place : place + 2] != ["close", "reopen"]
    ]
    if ended and ended[0] != len(acts) - 1:
        found.append("an ended case moved")
    for name, day, world in life.seen:
        found += _AT.get(name, lambda *_given: [])(life, day, world)
    return found


# --- the decision ---------------------------------------------------------------------------------------------------


def _decision(life, last, when, served):
    found = []
    if served is None or when["decide"] < served:
        return ["no served notice"]
    # 第四十五条, 第六十四条: five working days, unless the party says that it will say no more.
    if working_days(served, when["decide"] - DAY) < 5 and "waive" not in last:
        found.append("time to speak not over")
    if "state" in last and "consider" not in last:
        found.append("a statement that nobody weighed")
    if life.asked_on and not ("hold_hearing" in last and "report_hearing" in last):
        found.append("a hearing asked for and not held and reported")
    bare = life.violation in {"V-18", "V-01"} and life.proposed.fine and not life.gains
    if (life.held or life.is_complicated or bare) and not life.passed:
        found.append("no legal review")
    heavy = (
        set(life.proposed.measures) - {WARN} or max(life.proposed.fine, life.proposed.confiscated) >= 50000
    )
    if (heavy or life.is_complicated) and not life.discussed:
        found.append("no discussion")
    told = set(life.noticed.measures)
    if (
        life.proposed.fine > life.noticed.fine
        or life.proposed.confiscated > life.noticed.confiscated
        or (not set(life.proposed.measures) <= told)
    ):
        found.append("heavier than announced")
    parts = [life.reviewer, life.decider, *((life.chair, life.recorder) if life.held else ())]
    known = [each for each in parts if each]
    if len(set(known)) != len(known) or set(known) & INVESTIGATORS:
        found.append("one person in two parts")
    return found


def _at_decision(life, day, world):
    return [
        *(_fine(life, world) if world["proposed"].fine else []),
        *_measures(life, world),
        *_gains(life, world),
        *_left_out(life, world),
        *_discretion(life, world),
        *_at_any_end(life, day, world),
    ]


def _fine(life, world):
    said, found = world["proposed"], []
    needs = FINES[life.violation][3]
    least, most = _between(life, world)
    if needs == "never" or (needs == "order" and not world["order_refused"]):
        found.append("a fine without its ground")
    if needs == "gains" and not world["gains"] and not world["reading"]:
        found.append("a fine without gains that nobody read as open")
    if said.fine > most or (said.fine < least and not said.mitigation):
        found.append("a fine outside its range")
    # 第二十九条: not twice for one act.
    if world["fined"] and len(world["other_act"]) < 10:
        found.append("one act fined twice")
    return found


def _discretion(life, world):
    """《行政处罚法》第三十二条, 第三十四条, 第四十五条; 《北京市优化营商环境条例》第七十二条: the line holds until the decision."""
    said, tier, told, found = world["proposed"], world["tier"], world["told_tier"], []
    if said.mitigation and (not world["shown"] or world["rejected"]):
        found.append("a ground of mitigation that nothing shows")
    if world["lines"] and said.fine:
        if tier is None and len(world["why_none"]) < 4:
            found.append("no line of the benchmark and no reason for none")
        elif tier is not None:
            least, most = _between(life, world)
            low, high = (least + (most - least) * share / 100 for share in (tier.from_share, tier.to_share))
            if said.fine > high or (said.fine < low and not said.mitigation):
                found.append("a fine outside the line of the benchmark")
    if tier and told and (tier.to_share > told.to_share or tier.months > told.months):
        found.append("a graver line than announced")
    return found


def _between(life, world):
    """Least and most in yuan on the facts of a life."""
    least, most, by, _needs = FINES[life.violation]
    factor = {"act": 1, "worker": world["heads"], "gains": world["gains"]}[by]
    if by == "gains" and not world["gains"]:
        return D(0), D(50000)
    return D(least * factor), D(most * factor)


def _measures(life, world):
    said, known = world["proposed"], MEASURES.get(life.violation, {})
    met = {"": True, "gravity": said.is_serious, "order": world["order_refused"]}
    wrong = any(measure not in known or not met[known[measure]] for measure in said.measures)
    found = ["a measure that the article does not have"] if wrong else []
    # 第九条第三项: what is revoked is a licence of that kind that is in force.
    if set(said.measures) & {R, RD} - world["licences"]:
        found.append("a licence revoked that nobody holds")
    return found


def _gains(life, world):
    """第二十八条第二款: first back to the victims, then all that is left; 并处: the fine that goes with it is not left out."""
    said, found = world["proposed"], []
    if life.violation not in CONFISCATES:
        if said.confiscated:
            found.append("a confiscation that the article does not have")
        # 《就业促进法》第六十六条第二款: 限期退还.
        late = world["owed"] and not 1 <= said.refund_days <= 90
        if life.violation == "V-13" and (said.refunded != world["taken"] or late):
            found.append("deposits not ordered back in a time limit")
        return found
    if said.confiscated + said.refunded != world["gains"]:
        found.append("gains neither given back nor confiscated")
    return found


def _left_out(life, world):
    """并处; 拒不改正的，处: the fine that the article sets is not left out, unless a revocation for gravity stands for itself."""
    said, needs = world["proposed"], FINES[life.violation][3]
    due = {"": True, "gains": world["gains"], "order": world["order_refused"], "never": False}[needs]
    if not due or not _between(life, world)[0] or said.fine or said.mitigation or R in said.measures:
        return []
    return ["a fine left out that the article sets"]


def _at_any_end(_life, _day, world):
    """第四十三条, 第四十六条, 第五十九条: whatever is decided, nothing is open."""
    found = []
    if world["recusal"]:
        found.append("decided while somebody is asked to keep away")
    if world["merged"]:
        found.append("decided on a party that is another now")
    if world["changed"]:
        found.append("decided on evidence that changed")
    if not world["evidence"]:
        found.append("decided on nothing")
    return found


def _at_sparing(life, _day, world):
    found = []
    if world["recusal"] or world["merged"]:
        found.append("spared while something is open")
    if life.spared_for == "first" and world["has_record"]:
        found.append("a second breach spared as the first")
    if life.spared_for in {"minor", "first", "minor_listed"} and (world["owed"] or world["order_refused"]):
        found.append("spared though nothing was put right")
    return found


def _at_hearing(_life, _day, world):
    """第六十四条第二项: told on the seventh working day before it or earlier, whatever day the hearing itself falls on."""
    short = world["told_on"] is None or working_days(world["told_on"] - DAY, world["called_for"] - DAY) < 7
    return ["told of the hearing too late"] if short else []


def _at_spot(life, _day, world):
    """第五十一条: 200 yuan for a citizen, 3,000 for others, or a warning; two officers; the range of the article as everywhere."""
    said, found = world["spot"], []
    least, most, by, needs = FINES[life.violation]
    if world["officers"] < 2:
        found.append("one officer on the spot")
    if said.fine > (200 if world["is_person"] else 3000) or set(said.measures) - {WARN}:
        found.append("more on the spot than a small fine or a warning")
    if set(said.measures) - set(MEASURES.get(life.violation, {})):
        found.append("a measure that the article does not have")
    if said.fine and (needs or (by != "act" and life.violation != "V-30")):
        found.append("a fine without its ground")
    elif said.fine and life.violation != "V-30" and not least <= said.fine <= most:
        found.append("a fine outside its range")
    return found


# --- before it ---------------------------------------------------------------------------------------------------------


def _at_keeping(_life, day, world):
    return ["kept things dealt with after seven working days"] if day > world["kept_until"] else []


def _at_extension(_life, day, world):
    late = working_days(world["opened_on"], day - DAY) >= 60
    return ["an investigation made longer after its end"] if late else []


# --- after it ------------------------------------------------------------------------------------------------------------


def _halted(world, day):
    return any(begun <= day and (ended is None or day <= ended) for begun, ended in world["halts"])


def _last_due(life, world, day):
    """第六十七条: the fifteenth calendar day, moved off a day off; an instalment's own; later by each day of a suspension."""
    due = life.served_decision + DAY * 15
    while not KNOWN.is_working(due):
        due += DAY
    if world["plan"]:
        due = max(each.on for each in world["plan"])
    return due


def _at_execution(life, day, world):
    return ["executed while execution is suspended"] if _halted(world, day) else []


def _at_surcharge(life, day, world):
    found = _at_execution(life, day, world)
    amount = world["surcharged"][-1][1]
    # 第七十二条, 第七十三条: at most three per cent for each day after the first due day on which nothing stayed it, and the fine.
    first = life.served_decision + DAY * 15
    if world["plan"]:
        first = min(each.on for each in world["plan"])
    stays = [*((begun, ended) for _way, begun, ended in world["remedies"]), *world["halts"]]
    running = sum(
        not any(begun <= each and (ended is None or each <= ended) for begun, ended in stays)
        for each in (first + DAY * n for n in range(1, max(0, (day - first).days) + 1))
    )
    if amount > min(world["proposed"].fine, running * D("0.03") * world["proposed"].fine):
        found.append("more surcharge than the days and the fine allow")
    return found


def _at_demand(life, day, world):
    found = _at_execution(life, day, world)
    if day <= _last_due(life, world, day) or world["left"] <= 0:
        found.append("demanded before it was due")
    if world["untold"]:
        found.append("a surcharge demanded that nobody was told of")
    return found


def _at_court(life, day, world):
    found = _at_execution(life, day, world)
    if world["left"] <= 0:
        found.append("the court asked for nothing")
    if any(ended is None for _way, _begun, ended in world["remedies"]):
        found.append("the court asked during a remedy")
    if not world["remedies"]:
        # 《行政强制法》第五十三条: after six months to sue, within three; later where an instalment ends later.
        if day <= _months(life.served_decision, 6):
            found.append("the court asked too early")
        latest = max([_months(life.served_decision, 6) + DAY * 10, *(each.on for each in world["plan"])])
        if day > _months(latest, 3):
            found.append("the court asked too late")
    if life.demand_served is None or working_days(life.demand_served, day - DAY) < 10:
        found.append("the court asked without ten working days after a demand")
    return found


def _months(day, n):
    year, month = divmod(day.month - 1 + n, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _at_plan(life, day, world):
    late = day > _last_due(life, world | {"plan": []}, day)
    return ["more time asked for after the last day"] if late else []


def _at_closing(_life, _day, world):
    found = []
    if world["left"] > 0 or not world["published"]:
        found.append("closed before it was performed and published")
    if any(ended is None for _way, _begun, ended in world["remedies"]):
        found.append("closed during a remedy")
    if world["plan_asked"]:
        found.append("closed with a request unanswered")
    if world["changed"] or world["kept_until"]:
        found.append("closed with things kept or changed")
    return found


def _at_publication(_life, _day, world):
    found = []
    if world["quashed"]:
        found.append("a quashed decision published")
    # 第五十条: who wrote the text and who decided do not check it.
    if world["who"] in {world["text_by"], world["decider"]}:
        found.append("published by one pair of eyes")
    return found


_AT = defaultdict(
    lambda: lambda *_given: [],
    {
        "decide": _at_decision,
        "handle": _at_any_end,
        "spare": _at_sparing,
        "handle_kept": _at_keeping,
        "hold_hearing": _at_hearing,
        "spot": _at_spot,
        "extend": _at_extension,
        "impose_surcharge": _at_surcharge,
        "demand": _at_demand,
        "apply_court": _at_court,
        "ask_plan": _at_plan,
        "close": _at_closing,
        "publish": _at_publication,
    },
)
