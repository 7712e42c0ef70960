"""Simulation of a plan at the desk: a year of it before it is adopted, side by side with other rates."""

from __future__ import annotations

from collections import Counter, defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING, Any
from uuid import UUID

from litestar import Request, Response, get
from markupsafe import Markup

from app import clock
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.inspections import simulating, words
from app.shell import i18n
from app.shell.i18n import gettext as _
from app.shell.render import page
from regulation import errors
from regulation.firms import places
from regulation.inspections import rules
from regulation.inspections.queries import plans, simulations
from regulation.inspections.rules import Rate
from regulation.law import period as periods
from reports import charts
from reports.exports import csv as csv_export
from reports.exports.columns import Column

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from regulation.inspections.queries.simulations import Material
    from regulation.inspections.queries.subjects import Subject
    from regulation.inspections.simulation import Chance, Forecast

Ask = Request[Any, Any, Any]
READ = {"permission": Permission.INSPECTIONS_READ}
UNVISITED = 20


def _asked(request: Ask) -> tuple[dict[str, str], dict[str, Rate], int, dict[str, str]]:
    """Other rates from the address: what was typed, the rates, the smallest sample, what is wrong. No rates: nothing asked."""
    query = request.query_params
    names = [*(f"rate_{tier.lower()}" for tier in rules.TIERS), "at_least"]
    typed = {name: str(query[name]).strip()[:20] for name in names if query.get(name)}
    if not typed:
        return {}, {}, 0, {}
    rates: dict[str, Rate] = {}
    wrong: dict[str, str] = {}
    for tier in rules.TIERS:
        name = f"rate_{tier.lower()}"
        try:
            share = Fraction(typed.get(name, "")) / 100
        except (ValueError, ZeroDivisionError):
            share = Fraction(-1)
        if not 0 <= share <= 1 or share.denominator > rules.NO_MAXIMUM:
            wrong[name] = _("请填写0至100之间的百分比")
        else:
            rates[tier] = Rate(share.numerator, share.denominator)
    least = typed.get("at_least", "0")
    if not (least.isascii() and least.isdigit() and len(least) <= 6):
        wrong["at_least"] = _("最少抽取数应为0或者正整数")
    return typed, rates, 0 if wrong else int(least), wrong


async def _material(request: Ask, plan_id: UUID) -> tuple[dict[str, Any], Material, list[Subject]]:
    plan = await plans.plan(actor_of(request), plan_id)
    if not plan["lines"]:
        raise errors.Refused("计划还没有抽查批次，不能模拟")
    material, roster = await simulations.material(plan, today=clock.today())
    return plan, material, roster


@get("/desk/plans/{plan_id:uuid}/simulation", opt=READ, include_in_schema=False)
async def simulation(request: Ask, plan_id: UUID) -> Response[Any]:
    """Chances by tier, visits by month and district, the long unvisited; `?rate_a=` and so on for other rates."""
    plan, material, roster = await _material(request, plan_id)
    typed, rates, at_least, wrong = _asked(request)
    other = simulating.with_rates(material, rates, at_least) if rates and not wrong else None
    found = await simulating.forecasts(material, *([other] if other else []))
    now, then = found[0], found[1] if other else None
    covered = {each.id for each in material.firms if each.scope}
    inside = [each for each in roster if each.number in covered]
    line = plan["lines"][0]
    preset = {
        **{f"rate_{tier.lower()}": f"{line['rates'][tier].percent:g}" for tier in rules.TIERS},
        "at_least": str(line["at_least"]),
    }
    return page(
        "inspections/simulation.html",
        request,
        status_code=422 if wrong else 200,
        plan=plan,
        tiers=words.TIER_WORDS,
        by_tier=_by_tier(inside, now, then),
        by_round=_by_round(plan, now, then),
        by_area=_by_area(inside, now, then),
        total=_total(now),
        other_total=_total(then) if then else None,
        drawing=await _drawing(plan, now, then),
        inexact=sorted({*now.inexact, *(then.inexact if then else ())}),
        unvisited=_unvisited(inside, now, then, clock.today())[:UNVISITED],
        firms=len(inside),
        outside=len(roster) - len(inside),
        limits=material.limits,
        query=request.url.query,
        values=typed or preset,
        errors=wrong,
        breadcrumbs=[
            (_("抽查计划"), "/desk/plans"),
            (plan["title"], f"/desk/plans/{plan_id}"),
            (_("模拟"), None),
        ],
    )


def _total(found: Forecast) -> float:
    return sum(found.by_round.values())


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _share(chances: Sequence[Chance]) -> dict[str, float]:
    return {
        "visits": sum(each.visits for each in chances),
        "visited": _mean([each.visited for each in chances]),
        "never": _mean([each.never for each in chances]),
    }


def _by_tier(roster: Sequence[Subject], now: Forecast, then: Forecast | None) -> dict[str, dict[str, Any]]:
    members: dict[str, list[str]] = defaultdict(list)
    for each in roster:
        members[each.tier].append(each.number)
    eligible = Counter(each.tier for each in roster if each.status != "excluded")
    return {
        tier: {
            "firms": len(members[tier]),
            "eligible": eligible[tier],
            "now": _share([now.chances[number] for number in members[tier]]),
            "then": _share([then.chances[number] for number in members[tier]]) if then else None,
        }
        for tier in rules.TIERS
    }


def _by_round(plan: Mapping[str, Any], now: Forecast, then: Forecast | None) -> list[dict[str, Any]]:
    return [
        {
            "month": line["month"],
            "title": line["title"],
            "tiers": {tier: now.by_round.get((place, tier), 0.0) for tier in rules.TIERS},
            "now": sum(now.by_round.get((place, tier), 0.0) for tier in rules.TIERS),
            "then": sum(then.by_round.get((place, tier), 0.0) for tier in rules.TIERS) if then else None,
        }
        for place, line in enumerate(plan["lines"])
    ]


def _by_area(roster: Sequence[Subject], now: Forecast, then: Forecast | None) -> list[dict[str, Any]]:
    members: dict[str, list[str]] = defaultdict(list)
    for each in roster:
        members[each.area].append(each.number)
    rows = [
        {
            "area": _(places.label(area)),
            "firms": len(numbers),
            "now": sum(now.chances[number].visits for number in numbers),
            "then": sum(then.chances[number].visits for number in numbers) if then else None,
        }
        for area, numbers in members.items()
    ]
    return sorted(rows, key=lambda row: (-row["now"], row["area"]))


def _unvisited(
    roster: Sequence[Subject], now: Forecast, then: Forecast | None, today: date
) -> list[dict[str, Any]]:
    """Who was never visited first, then the longest ago; among these the least likely to be visited."""
    order = sorted(
        roster,
        key=lambda each: (
            each.last_visit_on is not None,
            each.last_visit_on or today,
            -now.chances[each.number].never,
            each.number,
        ),
    )
    return [
        {
            "firm": each,
            "years": _years(each.last_visit_on, today) if each.last_visit_on else None,
            "now": now.chances[each.number],
            "then": then.chances[each.number] if then else None,
        }
        for each in order
    ]


def _years(since: date, today: date) -> int:
    """Whole years that have passed."""
    years = today.year - since.year
    return years - (periods.add_months(since, 12 * years) > today)


async def _drawing(plan: Mapping[str, Any], now: Forecast, then: Forecast | None) -> Markup | None:
    """Visits by round, the plan beside the other rates."""
    points = []
    for row in _by_round(plan, now, then):
        label = _("%(month)s月", month=row["month"])
        points.append(charts.Point(f"{label} {row['title']}"[:24], round(row["now"], 1), _("计划")))
        if row["then"] is not None:
            points.append(charts.Point(f"{label} {row['title']}"[:24], round(row["then"], 1), _("其他比例")))
    english = i18n.language() == i18n.ENGLISH
    picture = await charts.chart(
        "grouped_bar",
        points,
        title=_("各批次预计检查家数"),
        unit=_("家"),
        lang="en" if english else "zh",
        decimals=0,
    )
    return Markup(picture)  # noqa: S704 - our own drawing, made for strict pages


@get("/desk/plans/{plan_id:uuid}/simulation/load", opt=READ, include_in_schema=False)
async def load(request: Ask, plan_id: UUID) -> Response[Any]:
    """The load of officers, tried with the real procedure; a piece of the page, or the page of its own without scripts."""
    plan, material, roster = await _material(request, plan_id)
    _typed, rates, at_least, wrong = _asked(request)
    if rates and not wrong:
        material = simulating.with_rates(material, rates, at_least)
    records, names = await simulations.officers(plan["organ"], roster, today=clock.today())
    found = await simulating.load(material, records) if records else None
    months = sorted({line["month"] for line in plan["lines"]})
    rows = []
    if found:
        rows = [
            {
                "name": names[each["id"]],
                "capacity": each["capacity"],
                "months": [found.mean.get((each["id"], month), 0.0) for month in months],
                "mean": sum(found.mean.get((each["id"], month), 0.0) for month in months),
                "least": found.spread[each["id"]][0],
                "most": found.spread[each["id"]][1],
            }
            for each in records
        ]
    is_piece = request.headers.get("hx-request") == "true"
    return page(
        "inspections/simulation_load.html" if is_piece else "inspections/simulation_load_page.html",
        request,
        plan=plan,
        rows=sorted(rows, key=lambda row: (-row["mean"], row["name"])),
        months=months,
        trials=found.trials if found else 0,
        infeasible=[
            {"title": plan["lines"][place]["title"], "n": n}
            for place, n in (found.infeasible.items() if found else ())
        ],
        breadcrumbs=[
            (_("抽查计划"), "/desk/plans"),
            (plan["title"], f"/desk/plans/{plan_id}"),
            (_("模拟"), f"/desk/plans/{plan_id}/simulation"),
            (_("执法人员工作量"), None),
        ],
    )


@get("/desk/plans/{plan_id:uuid}/simulation/unvisited.csv", opt=READ, include_in_schema=False)
async def unvisited_csv(request: Ask, plan_id: UUID) -> Response[bytes]:
    """All firms of the roster, the longest unvisited first, with their chances."""
    _plan, material, roster = await _material(request, plan_id)
    [now] = await simulating.forecasts(material)
    covered = {each.id for each in material.firms if each.scope}
    columns = [
        Column(_("登记编号")),
        Column(_("机构")),
        Column(_("等级")),
        Column(_("最近检查"), "day"),
        Column(_("一年内被查的机会")),
        Column(_("三年内一次不查")),
        Column(_("在计划范围内")),
    ]
    body = [
        [
            row["firm"].number,
            row["firm"].name,
            row["firm"].tier,
            row["firm"].last_visit_on,
            f"{row['now'].visited:.6f}",
            f"{row['now'].never:.6f}",
            _("是") if row["firm"].number in covered else _("否"),
        ]
        for row in _unvisited(roster, now, None, clock.today())
    ]
    return Response(
        b"".join(csv_export.chunks(columns, body)),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="unvisited.csv"'},
    )


HANDLERS = [simulation, load, unvisited_csv]
