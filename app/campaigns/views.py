"""The page of one campaign, shared by everything that comes back to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from markupsafe import Markup

from app import clock
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.campaigns import forms as shapes
from app.campaigns import words
from app.settings import settings
from app.shell import i18n
from app.shell.i18n import gettext as _
from app.shell.render import page
from regulation import errors
from regulation.campaigns import chosen, permissions, queries, records
from regulation.campaigns.actions import planning
from regulation.campaigns.rules import comparing, cube
from regulation.campaigns.rules.cube import Cell
from regulation.campaigns.rules.planning import UNPLANNED
from regulation.campaigns.status import (
    BASES,
    CAMPAIGN_EVENTS,
    CAMPAIGN_STATUSES,
    CAMPAIGN_STEPS,
    CAMPAIGN_TONES,
    DEPARTMENTS,
    DIMENSIONS,
    HALT_GROUNDS,
    TARGETS,
    CampaignStatus,
    Department,
    Dimension,
    Measure,
)
from regulation.casework import attachments, documents, record
from regulation.words import N_
from reports import charts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path
    from uuid import UUID

    from litestar import Request, Response

    from regulation.actor import Actor
    from regulation.campaigns.rules.comparing import Year
    from regulation.campaigns.rules.cube import Fact

READ: Final = {"permission": Permission.CASES_READ}
PLAN: Final = {"permission": Permission.INSPECTIONS_PLAN}
ADOPT: Final = {"permission": Permission.INSPECTIONS_ADOPT}
HOME: Final = "/desk/campaigns"
NAME: Final = N_("专项行动")
ACTS: Final = {name: each.label for name, each in CAMPAIGN_STEPS.items()} | CAMPAIGN_EVENTS
#: A comparison is drawn when there is something to compare, and of these measures alone.
DRAWN: Final = (Measure.VISITS, Measure.ORDERS, Measure.CASES)


def folder() -> Path:
    """Where files of matters are kept."""
    return settings().var_dir / "attachments"


def may_take(actor: Actor, found: dict[str, Any], step: str) -> bool:
    """Whether the page offers the step."""
    try:
        permissions.check_can_take(actor, found, step)
    except errors.DomainError:
        return False
    return True


def may_enter(actor: Actor, found: dict[str, Any]) -> bool:
    """Whether the person brings in matters and figures of some area."""
    area = permissions.sees_area(actor) or found["areas"][0]
    try:
        permissions.check_may_enter(actor, found, area)
    except errors.DomainError:
        return False
    return area in found["areas"]


def may_choose(actor: Actor, found: dict[str, Any]) -> bool:
    """Whether the person puts tables into the report."""
    try:
        permissions.check_may_choose(actor, found)
    except errors.DomainError:
        return False
    return True


def chosen_tables(found: dict[str, Any]) -> list[tuple[str, str]]:
    """What was chosen for the report: words and address of each."""
    home = f"{HOME}/{found['id']}/cube"
    made = []
    for each in map(chosen.Choice.of, found["report_tables"]):
        along = [_(DIMENSIONS[Dimension(key)]) for key in (each.rows, each.columns) if key]
        asked = urlencode({"measure": each.measure, "rows": each.rows, "columns": each.columns})
        made.append((f"{words.measure(each.measure)} · {' × '.join(along)}", f"{home}?{asked}"))
    return made


def tabs(found: dict[str, Any], current: str) -> list[tuple[str, str, bool]]:
    """The parts of a campaign."""
    home = f"{HOME}/{found['id']}"
    parts = [
        ("", _("概况")),
        ("/cube", _("交叉统计")),
        ("/matters", _("纳入的事项")),
        ("/tallies", _("部门填报")),
    ]
    shown = [(label, home + part, part == current) for part, label in parts]
    return shown[:1] if found["status"] in {"draft", "approved", "discarded"} else shown


def scope(found: dict[str, Any]) -> list[tuple[str, str]]:
    """What a campaign is about, for the desk and for everybody."""
    joined = _("、")
    rows = [
        (_("期间"), f"{i18n.day(found['from_on'])} – {i18n.day(found['until_on'])}"),
        (_("依据"), _basis(found)),
        (_("地区"), joined.join(words.area(each) for each in found["areas"])),
        (_("对象"), joined.join(_(TARGETS[each]) for each in found["targets"])),
        (_("牵头部门"), _(DEPARTMENTS[found["lead_department"]])),
        (_("参加部门"), joined.join(_(DEPARTMENTS[each]) for each in found["joint_departments"]) or "—"),
    ]
    if found["halts_trade"]:
        said = f"{_(HALT_GROUNDS[found['halt_ground']])} {found['halt_approval']}"
        rows.append((_("行业停产停业措施"), said))
    return rows


def _basis(found: dict[str, Any]) -> str:
    said = _(BASES[found["basis"]])
    if found["plan_number"]:
        return f"{said} {found['plan_number']}"
    if found["approval_number"]:
        on = i18n.day(found["government_approved_on"])
        return f"{said} {found['approving_government']} {found['approval_number']} {on}"
    return said


def tiles(facts: Sequence[Fact]) -> list[dict[str, str]]:
    """Every measure over everything the person may see."""
    found = cube.totals(facts)
    return [
        {"label": words.measure(each), "value": words.told(found[each], each, ours=True)}
        for each in Measure
        if found[each] != Cell()
    ]


async def campaign(
    request: Request[Any, Any, Any],
    campaign_id: UUID,
    values: dict[str, Any],
    problems: dict[str, str],
    form: str,
) -> Response[Any]:
    """One campaign, with the form that was sent back open."""
    actor, today = actor_of(request), clock.today()
    found = await queries.one(actor, campaign_id)
    status = CampaignStatus(found["status"])
    area = permissions.sees_area(actor) if actor.organ_id != found["organ"] else ""
    runs = status in {CampaignStatus.RUNNING, CampaignStatus.CLOSED, CampaignStatus.REPORTED}
    facts = await records.shown(found, today=today, area=area) if runs else []
    earlier = await queries.earlier(found)
    years = [*earlier, comparing.Year(found["year"], cube.totals(facts))] if runs and not area else earlier
    papers = await documents.of_matter("campaign", campaign_id)
    return page(
        "campaigns/campaign.html",
        request,
        status_code=422 if problems else 200,
        campaign=found,
        count=await queries.count_of(campaign_id),
        status=_(CAMPAIGN_STATUSES[status]),
        tone=CAMPAIGN_TONES[status],
        scope=scope(found),
        words=words,
        home=HOME,
        tabs=tabs(found, ""),
        runs=runs,
        progress=_progress(found, today),
        area=area,
        tiles=tiles(facts),
        counts=await queries.matter_counts(found, area=area) if runs else {},
        silent=[
            _(DEPARTMENTS[Department(each)])
            for each in cube.silent(facts, [found["lead_department"], *found["joint_departments"]])
        ]
        if runs
        else [],
        years=years,
        lines=comparing.compared(years) if len(years) > 1 else [],
        drawing=await _drawing(years) if len(years) > 1 else None,
        papers=papers,
        files=await attachments.of("campaign", campaign_id),
        history=await record.history("campaign", campaign_id),
        acts=ACTS,
        governments=planning.governments(found),
        accepts=shapes.APPROVAL_PAPER,
        basis=UNPLANNED,
        may={step: may_take(actor, found, step) for step in CAMPAIGN_STEPS},
        drafted_by_me=actor.person_id == found["drafted_by"],
        chosen=chosen_tables(found),
        may_choose=may_choose(actor, found),
        closed_by_me=actor.person_id == found["closed_by"],
        may_enter=may_enter(actor, found),
        may_start=today >= found["from_on"],
        values=values,
        errors=problems,
        form=form,
        breadcrumbs=[(_(NAME), HOME), (found["number"], None)],
    )


def _progress(found: dict[str, Any], today: date) -> str:
    """How far a running campaign is, in days."""
    if found["status"] != CampaignStatus.RUNNING:
        return ""
    every = (found["until_on"] - found["from_on"]).days + 1
    gone = (today - found["from_on"]).days + 1
    if gone > every:
        return _("期间已于%(day)s届满，应当结束。", day=i18n.day(found["until_on"]))
    return _("期间共%(all)s天，今天是第%(n)s天。", all=every, n=gone)


async def _drawing(years: list[Year]) -> Markup | None:
    points = [
        charts.Point(str(each.year), cell.value, words.measure(measure))
        for measure in DRAWN
        for each in years
        if not (cell := each.totals.get(str(measure), Cell())).unknown
    ]
    if len({each.label for each in points if each.value is not None}) < 2:
        return None
    return Markup(  # noqa: S704 - our own drawing, made for strict pages
        await charts.chart(
            "panels",
            points,
            title=_("与往年比较"),
            unit="",
            lang="en" if i18n.language() == i18n.ENGLISH else "zh",
        )
    )
