"""The legal side of a case in words: candidates side by side, the choice made, discretion, victims."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from app.penalties import views
from app.shell import i18n
from app.shell.i18n import gettext as _
from regulation.casework import decrees
from regulation.law import citation
from regulation.penalties import parameters, queries, queries_party
from regulation.penalties.actions import basis as choosing
from regulation.penalties.actions import lightening, victims
from regulation.penalties.rules import basis, benchmarks, fines
from regulation.penalties.rules.violations import (
    CAPACITY_NAMES,
    VIOLATIONS,
    Capacity,
    Ground,
)
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date

    from regulation.actor import Actor

Row = dict[str, Any]
LAWS = {"then": N_("行为时的规定"), "now": N_("决定时的规定")}


def _span(least: Decimal | None, most: Decimal | None) -> str:
    if least is None:
        return _("没有罚款")
    return _("%(least)s元至%(most)s元", least=i18n.number(least), most=i18n.number(most))


def candidate(each: basis.Candidate) -> Row:
    """One basis in words."""
    violation = each.violation
    notes = []
    if each.barred:
        notes.append(i18n.spoken(each.barred.message, **dict(each.barred.params)))
    else:
        if each.yields:
            notes.append(_("另有规定的从其规定：让位于其他依据"))
        if each.is_highest:
            notes.append(_("可以罚款的依据中数额最高"))
        if each.unmet and violation.ground is not Ground.NONE:
            notes.append(_("现在还不能罚款：%(why)s", why=_(each.unmet.message)))
        if each.versions and each.versions.then and each.versions.then != each.versions.now:
            notes.append(_changed(each.versions))
    return {
        "key": violation.key,
        "title": _(violation.title),
        "basis": violation.basis,
        "rank": _(basis.RANK_NAMES[each.rank]),
        "barred": each.barred is not None,
        "ground": _(views.GROUND_NAMES[violation.ground]),
        "span": _span(*each.span) if each.span else ("" if each.barred else _("没有罚款")),
        "confiscates": violation.confiscates,
        "measures": views.measures(violation),
        "doubt": _(violation.doubt) if violation.doubt else "",
        "notes": notes,
        "since": each.versions.now.in_force_from if each.versions else None,
        "asks_law": bool(each.versions and each.versions.then and each.versions.applies is None),
    }


def _changed(versions: fines.Versions) -> str:
    assert versions.then is not None
    old, new = versions.then.value, versions.now.value
    said = _(
        "行为时%(old)s，决定时%(new)s",
        old=_span(old.least, old.most),
        new=_span(new.least, new.most),
    )
    if versions.applies is None:
        return said + _("；哪个较轻由承办人员认定")
    return said + (
        _("；适用行为时的规定") if versions.applies == versions.then else _("；新规定较轻，适用新规定")
    )


def kept(made: Row) -> list[Row]:
    """The candidates of a choice as they stood when it was made."""
    found = []
    for each in json.loads(made["candidates"]):
        violation = VIOLATIONS[each["violation"]]
        notes = []
        if each["barred"]:
            notes.append(_(each["barred"]) % each["barred_params"])
        if each["yields"]:
            notes.append(_("另有规定的从其规定：让位于其他依据"))
        if each["is_highest"]:
            notes.append(_("可以罚款的依据中数额最高"))
        if each["unmet"] and not each["barred"] and violation.ground is not Ground.NONE:
            notes.append(_("当时还不能罚款：%(why)s", why=_(each["unmet"])))
        found.append(
            {
                "key": each["violation"],
                "title": _(violation.title),
                "basis": [citation.from_key(key) for key in each["basis"]],
                "rank": _(basis.RANK_NAMES[each["rank"]]),
                "span": ""
                if each["barred"]
                else _span(*(Decimal(each[end]) if each[end] else None for end in ("least", "most"))),
                "notes": notes,
                "chosen": each["violation"] == made["violation"],
            }
        )
    return found


async def section(actor: Actor, case: Row, today: date) -> Row:
    """What the page of a case says of its legal basis, of discretion and of the victims."""
    made, weighed = case["basis"], case["weighing"]
    lines, decree = await choosing.benchmark(case, today)
    read = await choosing.gains_reading(case["id"])
    people = await victims.listed(actor, case)
    counted = await victims.counted(case["id"])
    without_gains = queries.has_fine_without_gains(case)
    return {
        "needs_choice": basis.needs_choice(case["violation"]),
        "made": {
            **made,
            "conduct": _(basis.CONDUCT_NAMES[basis.Conduct(made["conduct"])]),
            "capacity": _(CAPACITY_NAMES[Capacity(made["capacity"])]),
            "law": _(LAWS[made["law"]]),
            "candidates": kept(made),
        }
        if made
        else None,
        "weighed": weighed,
        "shown": _shown_by(weighed) if weighed else [],
        "benchmark": bool(lines),
        "decree": decree,
        "without_gains": without_gains,
        "reading": read,
        "counts_heads": VIOLATIONS[case["violation"]].counts_heads,
        "victims": people,
        "counted": counted,
        "back": await victims.ordered_back(case),
    }


def _shown_by(weighed: Row) -> list[str]:
    """What shows the ground of mitigation, in words."""
    heard = [
        _("听证笔录") if each == lightening.HEARING else _("当事人的陈述、申辩%(n)s", n=each[1:])
        for each in weighed["mitigation_heard"]
    ]
    return [*(_("证据%(n)s", n=each) for each in weighed["mitigation_evidence"]), *heard]


async def for_report(case: Row, today: date) -> Row:
    """What the form of the report needs besides: evidence to name, lines of the benchmark, the list of victims."""
    violation = VIOLATIONS[case["violation"]]
    source = await decrees.in_force(parameters.BENCHMARKS, case["organ"], today)
    lines = benchmarks.of(source.value, case["violation"])
    return {
        "evidence_places": [
            (each["position"], f"{each['position']} {each['title']}")
            for each in await queries.standing_evidence(case["id"])
        ],
        "tiers": [
            (
                each.circumstances,
                _(
                    "%(text)s（幅度的%(low)s%%至%(high)s%%）",
                    text=each.circumstances,
                    low=each.from_share,
                    high=each.to_share,
                ),
            )
            for each in lines
        ],
        "decree": source.decree_number,
        "counts_heads": violation.counts_heads,
        "by_months": violation.counts_months,
        "counted": await victims.counted(case["id"]),
        "refunds": violation.refunds,
        "asks_serious": bool(violation.if_serious or violation.fine_if_serious),
        "fined": [each.number for each in await queries_party.fined(case)],
        "asks_unregistered": violation.doubled is not None,
        "lacks_choice": basis.needs_choice(case["violation"]) and case["basis"] is None,
    }
