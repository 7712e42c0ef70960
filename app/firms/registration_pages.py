"""Registrations that were entered wrongly: proposed on a form, decided by another official; papers issued anew by one button."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.firms import forms as shapes
from app.licensing import preview
from app.shell import forms, i18n
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import database, errors
from regulation.accounts import people
from regulation.annual_reports.queries import public
from regulation.casework import record
from regulation.firms import correcting, queries
from regulation.firms.rules import PUBLIC_LIST
from regulation.firms.status import REGISTRATION_KINDS, RegistrationKind
from regulation.law import beijing
from regulation.licensing.actions import correcting as records
from regulation.licensing.status import SERVICES
from regulation.register_corrections import actions, permissions, rules
from regulation.register_corrections import queries as corrections
from regulation.register_corrections.status import CORRECTION_STATUSES, STEPS, CorrectionStatus

if TYPE_CHECKING:
    from regulation.firms.queries import FirmView

Ask = Request[Any, Any, Any]
Row = dict[str, Any]
EDIT = {"permission": Permission.FIRMS_EDIT}
READ = {"permission": Permission.FIRMS_READ}
HANDLE = {"permission": Permission.LICENSING_HANDLE}
TONES = {
    CorrectionStatus.PROPOSED: "warn",
    CorrectionStatus.CONFIRMED: "good",
    CorrectionStatus.DECLINED: "done",
    CorrectionStatus.TAKEN_BACK: "done",
}


def shown(name: str, of: rules.Stated) -> str:
    """A field of a registration in the reader's words."""
    value = getattr(of, name)
    if isinstance(value, RegistrationKind):
        return _(REGISTRATION_KINDS[value])
    if isinstance(value, tuple):
        return _("、").join(_(each) for each in value)
    if not value:
        return _("无记载")
    return str(value) if isinstance(value, str) else i18n.day(value)


def side_by_side(wrong: rules.Stated, right: rules.Stated) -> list[Row]:
    """Each field as the register has it and as it should be; what differs is marked."""
    return [
        {
            "label": _(label),
            "wrong": shown(name, wrong),
            "right": shown(name, right),
            "differs": getattr(wrong, name) != getattr(right, name),
        }
        for name, label in rules.FIELDS.items()
    ]


async def _entry(request: Ask, number: str, entry_id: UUID) -> tuple[FirmView, Row]:
    actor = actor_of(request)
    firm = await queries.visible_firm(actor, number)
    entry = await correcting.entry(entry_id)
    if entry["firm"] != firm.id:
        raise errors.NotFound
    permissions.check_can_propose(actor, entry, await people.conflicts_of(entry["firm"], today=clock.today()))
    return firm, entry


async def _form(
    request: Ask, firm: FirmView, entry: Row, values: Row, problems: dict[str, str]
) -> Response[Any]:
    held = await corrections.held(entry)
    return page(
        "firms/correct_registration.html",
        request,
        status_code=422 if problems else 200,
        firm=firm,
        entry=entry,
        kinds=[(key, _(label)) for key, label in rules.kinds()],
        held=held,
        services=[_(each) for each in SERVICES.values()],
        open=await corrections.open_of(entry["id"]),
        fields={name: _(label) for name, label in rules.FIELDS.items()},
        basis=PUBLIC_LIST,
        values=values,
        errors=problems,
        breadcrumbs=[
            (_("机构"), "/desk/firms"),
            (firm.name, f"/desk/firms/{firm.number}"),
            (_("更正登记错误"), None),
        ],
    )


def _typed(of: rules.Stated) -> Row:
    """As the form shows it: a line an item, a date in its three fields."""
    values: Row = {"kind": str(of.kind), "number": of.number, "scope": "\n".join(of.scope)}
    for name in ("issued_on", "expires_on", "ended_on"):
        day = getattr(of, name)
        values[name] = day
    return values


@get("/desk/firms/{number:str}/registrations/{entry_id:uuid}/correct", opt=EDIT)
async def form(request: Ask, number: str, entry_id: UUID) -> Response[Any]:
    """What the register says of one registration, ready to be put right."""
    firm, entry = await _entry(request, number, entry_id)
    of = rules.stated(entry)
    return await _form(request, firm, entry, _typed(of) | {"seen": _fingerprint(of)}, {})


def _fingerprint(of: rules.Stated) -> str:
    return forms.fingerprint(of.stored)


@post("/desk/firms/{number:str}/registrations/{entry_id:uuid}/correct", opt=EDIT)
async def propose(request: Ask, number: str, entry_id: UUID) -> Response[Any]:
    """Propose the correction; another official decides."""
    firm, entry = await _entry(request, number, entry_id)
    given, problems, raw = await forms.parse(shapes.CorrectRegistration, request)
    if given is None:
        return await _form(request, firm, entry, raw, problems)
    seen = rules.stated(entry)
    if given.seen != _fingerprint(seen):
        raise errors.AlreadyMoved(actions.CHANGED_MEANWHILE)
    right = rules.Stated(
        RegistrationKind(given.kind),
        given.number.strip(),
        given.issued_on,
        given.expires_on,
        given.ended_on,
        tuple(line.strip() for line in given.scope.splitlines() if line.strip()),
    )
    try:
        made = await actions.propose(
            entry_id,
            right,
            seen=seen,
            reason=given.reason,
            paper=given.paper,
            actor=actor_of(request),
            now=clock.now(),
        )
    except errors.Invalid as refusal:
        return await _form(request, firm, entry, raw, forms.refused(dict(refusal.errors)))
    flash(request, _("已提出更正，等待另一人复核；在此之前登记簿不变"))
    return redirect(f"/desk/register-corrections/{made}")


async def _matter(request: Ask, matter_id: UUID, values: Row, problems: dict[str, str]) -> Response[Any]:
    actor = actor_of(request)
    found = await corrections.visible(actor, matter_id)
    conflicted = await people.conflicts_of(found["firm"], today=clock.today())
    return page(
        "firms/correction.html",
        request,
        status_code=422 if problems else 200,
        matter=found,
        rows=side_by_side(rules.stated(found["wrong"]), rules.stated(found["right"])),
        status=(_(CORRECTION_STATUSES[found["status"]]), TONES[found["status"]]),
        steps=[
            (name, _(step.label))
            for name, step in STEPS.items()
            if permissions.can_take(actor, found, name, conflicted)
        ],
        own=found["proposed_by"] == actor.person_id,
        basis=PUBLIC_LIST,
        acts=[
            {
                "at": each.at,
                "label": _("提出更正") if each.action == "propose" else _(STEPS[each.action].label),
                "actor": each.actor_name,
                "organ": each.actor_organ,
                "reason": each.reason,
                "citations": list(each.articles),
            }
            for each in reversed(await record.history("register_correction", matter_id))
        ],
        values=values,
        errors=problems,
        breadcrumbs=[
            (_("机构"), "/desk/firms"),
            (found["firm_name"], f"/desk/firms/{found['firm_number']}"),
            (_("更正登记错误"), None),
        ],
    )


@get("/desk/register-corrections/{matter_id:uuid}", opt=READ)
async def matter(request: Ask, matter_id: UUID) -> Response[Any]:
    """One correction: what the register said, what it should have said, why, and who did what."""
    return await _matter(request, matter_id, {}, {})


@post("/desk/register-corrections/{matter_id:uuid}", opt=READ)
async def decide(request: Ask, matter_id: UUID) -> Response[Any]:
    """Confirm or decline what another proposed, or take one's own back; the act asks who may."""
    actor = actor_of(request)
    await corrections.visible(actor, matter_id)
    given, problems, raw = await forms.parse(shapes.CorrectionDecision, request)
    if given is None:
        return await _matter(request, matter_id, raw, problems)
    now = clock.now()
    try:
        if given.decision == "confirm":
            await actions.confirm(matter_id, actor=actor, now=now)
        elif given.decision == "decline":
            await actions.decline(matter_id, answer=given.answer, actor=actor, now=now)
        else:
            await actions.take_back(matter_id, answer=given.answer, actor=actor, now=now)
    except errors.Invalid as refusal:
        return await _matter(request, matter_id, raw, forms.refused(dict(refusal.errors)))
    flash(request, _("已办理：%(act)s", act=_(STEPS[given.decision].label)))
    return redirect(f"/desk/register-corrections/{matter_id}")


class _Undone(Exception):
    """Takes back what was done for the draft."""


async def _issue(request: Ask, number: str, due_id: UUID) -> Row:
    firm = await queries.visible_firm(actor_of(request), number)
    reports = [
        {
            "year": each.year,
            "filed_on": beijing.legal_day(each.filed_at),
            "result": "逾期报送" if each.is_late else "已报送",
        }
        for each in sorted(await public.extracts(firm.id), key=lambda each: each.year)
    ]
    return await records.reissue_due(due_id, yearly_reports=reports, actor=actor_of(request), now=clock.now())


@get("/desk/firms/{number:str}/papers/{due_id:uuid}/draft.pdf", opt=HANDLE)
async def draft(request: Ask, number: str, due_id: UUID) -> Response[bytes]:
    """The paper as it would be issued: the act is done and undone, so the draft says what the paper will say."""
    paper: Row = {}
    with contextlib.suppress(_Undone):
        async with database.unit_of_work():
            paper = await _issue(request, number, due_id)
            raise _Undone
    return Response(
        await preview.printed(paper),
        media_type="application/pdf",
        headers={"Content-Disposition": "inline; filename=draft.pdf", "Cache-Control": "private, no-store"},
    )


@post("/desk/firms/{number:str}/papers/{due_id:uuid}/reissue", opt=HANDLE)
async def reissue(request: Ask, number: str, due_id: UUID) -> Response[Any]:
    """The paper of a corrected registration is issued anew, and the old one is void."""
    paper = await _issue(request, number, due_id)
    flash(request, _("已换发%(number)s，原证作废", number=paper["number"]))
    return redirect(f"/desk/firms/{number}#registrations")


HANDLERS = [form, propose, matter, decide, draft, reissue]
