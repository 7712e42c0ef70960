"""Requests to correct what is published of a penalty, at the desk: entered, looked at by one, decided by another, answered."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app import errors as answers
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.penalties import publicity_views, views
from app.penalties.act import folder
from app.publicity import forms as shapes
from app.shell import clocks as chips
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.casework import attachments, calendar, clocks, documents, record, service
from regulation.penalties import permissions, queries
from regulation.penalties.actions import publishing
from regulation.penalties.rules import redaction
from regulation.publicity import corrections
from regulation.publicity.actions import correcting
from regulation.publicity.rules import correcting as rules
from regulation.publicity.status import ACT_NAMES, ASKERS, NAMES, OUTCOMES, STEPS, TONES, Status
from regulation.roles import Role
from regulation.words import N_

Ask = Request[Any, Any, Any]
READ = {"permission": Permission.CASES_READ}
HANDLE = {"permission": Permission.CASES_HANDLE}
HOME = "/desk/publicity-corrections"
TITLE = N_("公示信息更正")


def words(found: dict[str, Any]) -> dict[str, Any]:
    """A request with the words of its page."""
    return found | {
        "status_name": _(NAMES[Status(found["status"])]),
        "tone": TONES[Status(found["status"])],
        "asker_kind": _(ASKERS[found["asker"]]),
        "outcome_name": _(OUTCOMES[found["outcome"]]) if found["outcome"] else "",
    }


def file_of(form: shapes.OwnRequestForm) -> dict[str, Any]:
    """The upload as the use case takes it."""
    upload = form.file
    kept = (upload.name, upload.media_type, upload.data) if upload is not None else None
    return {"file": kept, "folder": folder()}


@get(HOME, opt=READ, include_in_schema=False)
async def listed(request: Ask) -> Response[Any]:
    """Open requests, and the answered ones below."""
    actor, known, today = actor_of(request), await calendar.current(), clock.today()
    waiting = []
    for each in await corrections.search(actor, is_open=True):
        running = [one for one in await clocks.of(each["id"], calendar=known) if one.is_running]
        chip = (
            chips.chip(_("答复"), running[0].due, today=today, calendar=known, is_running=True)
            if running
            else None
        )
        waiting.append(words(each) | {"chip": chip})
    return page(
        "publicity/corrections.html",
        request,
        waiting=waiting,
        answered=[words(each) for each in await corrections.search(actor, is_open=False)],
        breadcrumbs=[(_("案件"), "/desk/cases"), (_(TITLE), None)],
    )


async def _new(
    request: Ask, publication_id: UUID, values: dict[str, Any], problems: dict[str, str]
) -> Response[Any]:
    actor = actor_of(request)
    shown, case = await corrections.published(publication_id, today=clock.today())
    permissions.check_may_see(actor, case)
    return page(
        "publicity/correction_new.html",
        request,
        status_code=422 if problems else 200,
        shown=shown,
        case=case,
        is_desk=True,
        askers=views.choices(ASKERS),
        accepts=shapes.PAPERS,
        values=values,
        errors=problems,
        breadcrumbs=[(_("案件"), "/desk/cases"), (_(TITLE), HOME), (_("登记更正要求"), None)],
    )


@get(f"{HOME}/new", opt=HANDLE, include_in_schema=False)
async def new(request: Ask, publication: UUID) -> Response[Any]:
    """What somebody asked at the counter or by letter, or what the office found itself."""
    return await _new(request, publication, {}, {})


@post(f"{HOME}/new", opt=HANDLE, include_in_schema=False, request_max_body_size=9 * 1024 * 1024)
async def enter(request: Ask) -> Response[Any]:
    """Enter it: the clock of the answer runs from today."""
    form, problems, raw = await forms.parse(shapes.RequestForm, request)
    try:
        publication_id = form.publication if form is not None else UUID(str(raw.get("publication", "")))
    except ValueError:
        raise errors.NotFound from None
    if form is not None:
        try:
            number = await correcting.ask(
                publication_id,
                asker=form.asker,
                asker_name=form.asker_name,
                contact=form.contact,
                wrong=form.wrong,
                wanted=form.wanted,
                **file_of(form),
                actor=actor_of(request),
                now=clock.now(),
            )
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            flash(request, _("更正要求已登记，编号%(number)s", number=number))
            return redirect(HOME)
    return await _new(request, publication_id, raw, problems)


async def _shown(request: Ask, matter_id: UUID, **extra: Any) -> Response[Any]:
    actor, known, today = actor_of(request), await calendar.current(), clock.today()
    found = await corrections.visible(actor, matter_id)
    case = await queries.visible_case(actor, found["case_id"])
    is_open = found["status"] in {Status.ASKED, Status.PROPOSED}
    shown = None
    if is_open:
        try:
            shown, _same = await corrections.published(found["publication"], today=today)
        except errors.NotFound:
            shown = None
    paper = await documents.by_id(found["document"]) if found["document"] else None
    context: dict[str, Any] = {
        "found": words(found),
        "case": case,
        "shown": shown,
        "may": _may(actor, found, case),
        "publicity": await _publicity(case, found) if shown else None,
        "values": {"served_on": today},
        "errors": {},
        "stopped": None,
        "status_code": 200,
        "methods": views.choices(service.BY_OFFICIALS),
        "outcomes": views.choices(OUTCOMES),
        "cites": STEPS["correct"].cites,
        "chips": [
            chips.chip(
                _("答复"),
                each.due,
                today=today,
                calendar=known,
                is_running=each.is_running,
            )
            for each in await clocks.of(matter_id, calendar=known)
        ],
        "paper": paper,
        "served": await service.of(found["document"]) if found["document"] else [],
        "files": await attachments.of(correcting.MATTER, matter_id),
        "history": await record.history(correcting.MATTER, matter_id),
        "act_names": {name: _(label) for name, label in ACT_NAMES.items()},
        **extra,
    }
    if context["publicity"]:
        context["fields"] = await _fields(case, found, shown or {}, context["values"])
        context["typed"] = (
            publicity_views.typed(context["values"], context["publicity"]["found"])
            if "kinds" in context["values"]
            else publicity_views.typed_of(*await corrections.masks_now(case["id"]))
        )
    return page(
        "publicity/correction.html",
        request,
        breadcrumbs=[(_("案件"), "/desk/cases"), (_(TITLE), HOME), (found["number"], None)],
        **context,
    )


def _may(actor: Any, found: dict[str, Any], case: dict[str, Any]) -> dict[str, bool]:
    """What this person may do now; the use case asks once more."""
    is_ours = actor.organ_id == found["organ"]
    second = actor.person_id not in {found["proposed_by"], case["decider"]}
    return {
        "propose": is_ours and actor.holds(Role.CLERK) and found["status"] == Status.ASKED,
        "decide": is_ours
        and second
        and actor.holds(*STEPS["correct"].by)
        and found["status"] == Status.PROPOSED,
        "serve": is_ours and actor.holds(Role.CLERK) and found["document"] is not None,
    }


async def _publicity(case: dict[str, Any], found: dict[str, Any]) -> dict[str, Any]:
    """The served text with the masks proposed here, or with those of now; who proposed and why."""
    text = await publishing.served_text(case)
    is_proposed = found["status"] == Status.PROPOSED and found["outcome"] == "correct"
    masks = found["masks"] if is_proposed else (await corrections.masks_now(case["id"]))[0]
    every = await publishing.proposed_masks(case)
    return {
        "found": every,
        "groups": publicity_views.groups(every, text),
        "kinds": publicity_views.kinds(),
        "lines": publicity_views.lines(redaction.pieces(text, masks)),
        "waiting": found if is_proposed else None,
    }


async def _fields(
    case: dict[str, Any], found: dict[str, Any], shown: dict[str, Any], values: dict[str, Any]
) -> list[dict[str, Any]]:
    """What of the abstract may be put right: as published, as proposed or typed."""
    hidden = rules.IDENTIFYING if queries.is_person(case) else frozenset()
    return [
        {
            "name": name,
            "label": _(label),
            "now": shown["body"].get(name, ""),
            "said": found["fields"].get(name, ""),
            "typed": values.get(name, shown["body"].get(name, "")),
        }
        for name, label in rules.FIELDS.items()
        if name not in hidden
    ]


@get(HOME + "/{matter_id:uuid}", opt=READ, include_in_schema=False)
async def one(request: Ask, matter_id: UUID) -> Response[Any]:
    """A request: what is asked, what is published, what is proposed, what became of it."""
    return await _shown(request, matter_id)


async def _take(
    request: Ask, matter_id: UUID, raw: dict[str, Any], problems: dict[str, str], *, run: Any, done: str
) -> Response[Any]:
    if run is not None and not problems:
        try:
            await run()
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        except errors.AlreadyMoved:
            raise
        except errors.Refused as refusal:
            said = (answers.words(refusal), refusal.citation)
            return await _shown(request, matter_id, values=raw, stopped=said, status_code=409)
        else:
            flash(request, done)
            return redirect(f"{HOME}/{matter_id}")
    return await _shown(request, matter_id, values=raw, errors=problems, status_code=422)


@post(HOME + "/{matter_id:uuid}/propose", opt=HANDLE, include_in_schema=False)
async def propose(request: Ask, matter_id: UUID) -> Response[Any]:
    """A clerk says what is to be corrected, or that nothing is."""
    await corrections.visible(actor_of(request), matter_id)
    form, problems, raw = await forms.parse(shapes.ProposalForm, request)

    async def run() -> None:
        said = dict(form or {})
        await correcting.propose(
            matter_id,
            outcome=said["outcome"],
            choice=publicity_views.choice(said),
            fields={name: said[name] for name in rules.FIELDS},
            reason=said["reason"],
            actor=actor_of(request),
            now=clock.now(),
        )

    return await _take(request, matter_id, raw, problems, run=run if form else None, done=_("更正意见已提出"))


@post(HOME + "/{matter_id:uuid}/decide", opt=READ, include_in_schema=False)
async def decide(request: Ask, matter_id: UUID) -> Response[Any]:
    """Another person does as was proposed, or sends it back."""
    actor = actor_of(request)
    await corrections.visible(actor, matter_id)
    form, problems, raw = await forms.parse(shapes.DecisionForm, request)

    async def run() -> None:
        if form is not None and form.decision == "decide":
            await correcting.decide(matter_id, actor=actor, now=clock.now())
        elif form is not None:
            await correcting.send_back(matter_id, reason=form.reason, actor=actor, now=clock.now())

    return await _take(request, matter_id, raw, problems, run=run if form else None, done=_("已办理"))


@post(HOME + "/{matter_id:uuid}/serve", opt=HANDLE, include_in_schema=False)
async def serve(request: Ask, matter_id: UUID) -> Response[Any]:
    """Record how the answer was served."""
    actor = actor_of(request)
    await corrections.visible(actor, matter_id)
    form, problems, raw = await forms.parse(shapes.ServiceForm, request)

    async def run() -> None:
        await correcting.serve_answer(matter_id, **dict(form or {}), actor=actor, now=clock.now())

    return await _take(request, matter_id, raw, problems, run=run if form else None, done=_("送达已登记"))


@get(HOME + "/{matter_id:uuid}/proof", opt=READ, include_in_schema=False)
async def proof(request: Ask, matter_id: UUID) -> Response[bytes]:
    """What was handed in with the request."""
    found = await corrections.visible(actor_of(request), matter_id)
    if found["proof"] is None:
        raise errors.NotFound
    row, content = await attachments.read(folder(), found["proof"])
    return Response(
        content,
        media_type=row["media_type"],
        headers={
            "Content-Disposition": "attachment",
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


async def of_case(case: dict[str, Any], actor: Any) -> dict[str, Any] | None:
    """What a case's page shows: requests that concern its publication, and for a clerk the way to enter one."""
    if case["served_on"] is None:
        return None
    acts_for = actor.acts_for_firm(case["firm"]) if case["firm"] else False
    rows = [
        words(each)
        for each in await corrections.of_case(case["id"])
        if not acts_for or each["asker"] == "party"
    ]
    shown = await corrections.public_of(case["id"], today=clock.today())
    may_enter = (
        shown is not None
        and not acts_for
        and actor.holds(Role.CLERK)
        and actor.organ_id == case["organ"]
        and not any(each["status"] in {Status.ASKED, Status.PROPOSED} for each in rows)
    )
    if not rows and not may_enter and not (acts_for and shown is not None):
        return None
    return {
        "template": "publicity/of_case.html",
        "corrections": rows,
        "links": not acts_for,
        "new": f"{HOME}/new?publication={shown}" if may_enter else "",
        "own": "/firm/publicity" if acts_for and shown is not None else "",
    }


HANDLERS = [listed, new, enter, one, propose, decide, serve, proof]
