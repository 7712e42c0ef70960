"""Duplicates at the desk: likely pairs with their reasons, two entries side by side, proposed by one and decided by another."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app.access.guards import actor_of, may
from app.access.permissions import Permission
from app.firms import desk_sections
from app.firms import forms as shapes
from app.public import register_words as words
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.casework import record
from regulation.firms import duplicates, mergers, merging, queries
from regulation.firms.duplicates import REASONS
from regulation.firms.rules import FACTS
from regulation.firms.status import MERGER_STATUSES, MERGER_STEPS, MergerStatus
from regulation.licensing import phones

Ask = Request[Any, Any, Any]
READ = {"permission": Permission.FIRMS_READ}
TONES = {
    MergerStatus.PROPOSED: "warn",
    MergerStatus.CONFIRMED: "good",
    MergerStatus.DECLINED: "done",
    MergerStatus.UNDO_PROPOSED: "warn",
    MergerStatus.UNDONE: "done",
}
CRUMB = "/desk/firms/duplicates"


def _alike(reasons: Any) -> list[str]:
    return [_(REASONS[reason][0]) for reason in reasons if reason in REASONS]


@get("/desk/firms/duplicates", opt=READ)
async def likely(request: Ask) -> Response[str]:
    """Entries that are probably one firm, and the mergers of the organ."""
    actor = actor_of(request)
    pairs = await duplicates.find(None if actor.is_municipal else actor.organ_id, await phones.of_firms())
    return page(
        "firms/duplicates.html",
        request,
        pairs=[(each, _alike(each.reasons)) for each in pairs],
        most=duplicates.MOST,
        mergers=await mergers.waiting(actor),
        statuses=MERGER_STATUSES,
        tones=TONES,
        breadcrumbs=[(_("机构"), "/desk/firms"), (_("疑似重复登记"), None)],
    )


async def _side(request: Ask, number: str) -> dict[str, Any]:
    """One of the two entries, with all that hangs on it."""
    found = await queries.visible_firm(actor_of(request), number)
    facts = await queries.present_facts(found.id)
    return {
        "firm": found,
        "facts": {key: words.shown(key, facts.get(key, "")) for key in FACTS},
        "registrations": words.registration_rows(found.registrations, clock.today(), found.limits),
        "sections": [
            (section.title, f"/desk/firms/{found.number}#{section.key}")
            for section in await desk_sections.of(found.id, request)
        ],
    }


def _rows(one: dict[str, Any], other: dict[str, Any]) -> list[dict[str, Any]]:
    """The facts of both beside each other; what differs is marked."""
    return [
        {
            "label": _(FACTS[key]),
            "one": one["facts"][key],
            "other": other["facts"][key],
            "differs": one["facts"][key] != other["facts"][key],
        }
        for key in FACTS
        if one["facts"][key] or other["facts"][key]
    ]


async def _pair(
    request: Ask, one: str, other: str, values: dict[str, Any], problems: dict[str, str]
) -> Response[str]:
    sides = [await _side(request, number) for number in (one, other)]
    return page(
        "firms/pair.html",
        request,
        status_code=422 if problems else 200,
        sides=sides,
        rows=_rows(*sides),
        alike=_alike(await duplicates.reasons_of(sides[0]["firm"].id, sides[1]["firm"].id)),
        values=values,
        errors=problems,
        may_propose=may(actor_of(request), Permission.FIRMS_EDIT),
        breadcrumbs=[(_("机构"), "/desk/firms"), (_("疑似重复登记"), CRUMB), (_("两个登记对照"), None)],
    )


@get("/desk/firms/duplicates/{one:str}/{other:str}", opt=READ)
async def pair(request: Ask, one: str, other: str) -> Response[str]:
    """Two entries side by side, and the form that proposes to merge them."""
    return await _pair(request, one, other, {"survivor": one, "merged": other}, {})


@post("/desk/firms/duplicates/{one:str}/{other:str}", opt={"permission": Permission.FIRMS_EDIT})
async def propose(request: Ask, one: str, other: str) -> Response[Any]:
    """Propose; a decider confirms."""
    form, problems, raw = await forms.parse(shapes.Merger, request)
    if form is not None:
        actor = actor_of(request)
        for number in (form.merged, form.survivor):
            await queries.visible_firm(actor, number)
        try:
            merger_id = await merging.propose(
                form.merged, form.survivor, reason=form.reason, paper=form.paper, actor=actor, now=clock.now()
            )
        except errors.Invalid as refusal:
            problems = forms.refused(refusal.errors)
        else:
            flash(request, _("已提出归并，等待另一人复核"))
            return redirect(f"/desk/mergers/{merger_id}")
    return await _pair(request, one, other, raw, problems)


async def _merger(
    request: Ask, merger_id: UUID, values: dict[str, Any], problems: dict[str, str]
) -> Response[str]:
    actor = actor_of(request)
    found = await mergers.one(merger_id, actor)
    sides = [await _side(request, number) for number in (found.survivor_number, found.merged_number)]
    steps = [
        (name, step.label)
        for name, step in MERGER_STEPS.items()
        if found.status in step.before and not step.by.isdisjoint(actor.roles)
    ]
    return page(
        "firms/merger.html",
        request,
        status_code=422 if problems else 200,
        merger=found,
        sides=sides,
        rows=_rows(*sides),
        alike=_alike(found.alike),
        status=(_(MERGER_STATUSES[found.status]), TONES[found.status]),
        steps=[(name, _(label)) for name, label in steps if name != "propose_undo"],
        may_undo=any(name == "propose_undo" for name, _label in steps),
        acts=[
            {
                "at": each.at,
                "label": _("提出归并") if each.action == "propose" else _(MERGER_STEPS[each.action].label),
                "actor": each.actor_name,
                "organ": each.actor_organ,
                "reason": each.reason,
                "citations": [],
            }
            for each in reversed(await record.history("firm_merger", merger_id))
        ],
        values=values,
        errors=problems,
        breadcrumbs=[(_("机构"), "/desk/firms"), (_("疑似重复登记"), CRUMB), (_("归并"), None)],
    )


@get("/desk/mergers/{merger_id:uuid}", opt=READ)
async def merger(request: Ask, merger_id: UUID) -> Response[str]:
    """One merger: the two entries, why, and who did what."""
    return await _merger(request, merger_id, {}, {})


@post("/desk/mergers/{merger_id:uuid}", opt={"permission": Permission.FIRMS_DECIDE})
async def decide(request: Ask, merger_id: UUID) -> Response[Any]:
    """Confirm or decline what another proposed: the merger, or its undoing."""
    form, problems, raw = await forms.parse(shapes.MergerDecision, request)
    if form is not None:
        actor, now = actor_of(request), clock.now()
        try:
            match form.decision:
                case "confirm":
                    await merging.confirm(merger_id, actor=actor, now=now)
                case "undo":
                    await merging.undo(merger_id, actor=actor, now=now)
                case "decline":
                    await merging.decline(merger_id, reason=form.reason, actor=actor, now=now)
                case _:
                    await merging.keep(merger_id, reason=form.reason, actor=actor, now=now)
        except errors.Invalid as refusal:
            problems = forms.refused(refusal.errors)
        else:
            return _done(request, merger_id, form.decision)
    return await _merger(request, merger_id, raw, problems)


@post("/desk/mergers/{merger_id:uuid}/undo", opt={"permission": Permission.FIRMS_EDIT})
async def propose_undo(request: Ask, merger_id: UUID) -> Response[Any]:
    """Propose that the two are two firms after all."""
    form, problems, raw = await forms.parse(shapes.MergerUndo, request)
    if form is None:
        return await _merger(request, merger_id, raw, problems)
    await merging.propose_undo(merger_id, reason=form.reason, actor=actor_of(request), now=clock.now())
    return _done(request, merger_id, "propose_undo")


def _done(request: Ask, merger_id: UUID, step: str) -> Response[Any]:
    flash(request, _("已办理：%(act)s", act=_(MERGER_STEPS[step].label)))
    return redirect(f"/desk/mergers/{merger_id}")


HANDLERS = [likely, pair, propose, merger, decide, propose_undo]
