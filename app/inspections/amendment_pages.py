"""Replacements: ask for one, and decide whether. Who comes in is computed, there is no field for a name."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app import errors as answers
from app.access.guards import actor_of, may
from app.access.permissions import Permission
from app.inspections import draw_forms as shapes
from app.inspections import running, words
from app.inspections.draw_pages import READ
from app.inspections.room_pages import DRAW
from app.settings import settings
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.casework import attachments, record
from regulation.inspections import rules_amending
from regulation.inspections.actions import amending
from regulation.inspections.queries import amendments, draws, tasks
from regulation.inspections.status import AMENDMENT_NAMES, TASK_NAMES, AmendmentStatus

ROSTER = {"permission": Permission.INSPECTIONS_ROSTER}
VISIT = {"permission": Permission.FIELD_VISIT}
FIRM = {"permission": Permission.FIRM_HOME}


@get("/desk/visits/{task_id:uuid}/replace", opt=ROSTER, include_in_schema=False)
async def office_form(request: Request[Any, Any, Any], task_id: UUID) -> Response[Any]:
    """The office asks."""
    return await _form(request, await tasks.at_desk(actor_of(request), task_id), "office", {}, {})


@get("/field/visits/{task_id:uuid}/replace", opt=VISIT, include_in_schema=False)
async def officer_form(request: Request[Any, Any, Any], task_id: UUID) -> Response[Any]:
    """An officer of the team asks."""
    return await _form(request, await tasks.of_team(actor_of(request), task_id), "officer", {}, {})


@get("/firm/visits/{task_id:uuid}/recusal", opt=FIRM, include_in_schema=False)
async def firm_form(request: Request[Any, Any, Any], task_id: UUID) -> Response[Any]:
    """The firm asks that an officer leave the case."""
    return await _form(request, await tasks.announced_to(actor_of(request), task_id), "firm", {}, {})


#: Where each side comes from, and where it goes back to.
HOMES = {"office": "/desk/visits/{}", "officer": "/field/visits/{}", "firm": "/firm/visits"}
ACTIONS = {
    "office": "/desk/visits/{}/replace",
    "officer": "/field/visits/{}/replace",
    "firm": "/firm/visits/{}/recusal",
}


async def _form(
    request: Request[Any, Any, Any],
    task: dict[str, Any],
    side: str,
    values: dict[str, Any],
    problems: dict[str, str],
) -> Response[Any]:
    offered = {
        "office": rules_amending.OF_KIND,
        "officer": {
            "replace_subject": rules_amending.SUBJECT_REASONS,
            "replace_inspector": {
                key: words_
                for key, words_ in rules_amending.INSPECTOR_REASONS.items()
                if key != "recusal-asked"
            },
        },
        "firm": {"replace_inspector": {"recusal-asked": rules_amending.INSPECTOR_REASONS["recusal-asked"]}},
    }[side]
    home = HOMES[side].format(task["id"])
    return page(
        "inspections/amendment_new.html",
        request,
        status_code=422 if problems else 200,
        task=task,
        side=side,
        action=ACTIONS[side].format(task["id"]),
        kinds={kind: rules_amending.KINDS[kind] for kind in offered},
        reasons=offered,
        kinds_open={
            kind: task["status"] in rules_amending.REPLACEABLE[kind] for kind in rules_amending.KINDS
        },
        requests=await amendments.of_task(task["id"]) if side != "firm" else [],
        amendment_names=AMENDMENT_NAMES,
        accepts=shapes.EVIDENCE,
        values=values,
        errors=problems,
        breadcrumbs=[(task["number"], home), (_("申请更换"), None)],
    )


async def _ask(request: Request[Any, Any, Any], task: dict[str, Any], side: str) -> Response[Any]:
    form, problems, raw = await forms.parse(shapes.AmendmentForm, request)
    if form is not None:
        sent = form.evidence
        proof = (
            amending.Evidence(settings().var_dir / "attachments", sent.name, sent.media_type, sent.data)
            if sent
            else None
        )
        try:
            await amending.ask(
                task["id"],
                form.kind,
                form.reason,
                form.explanation,
                inspector=form.inspector if form.kind == "replace_inspector" else "",
                evidence=proof,
                actor=actor_of(request),
                now=clock.now(),
            )
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            flash(request, _("更换申请已提交，由抽取监督人员决定"))
            return redirect(HOMES[side].format(task["id"]))
    return await _form(request, task, side, raw, problems)


@post("/desk/visits/{task_id:uuid}/replace", opt=ROSTER, include_in_schema=False)
async def office_ask(request: Request[Any, Any, Any], task_id: UUID) -> Response[Any]:
    """The office's request."""
    return await _ask(request, await tasks.at_desk(actor_of(request), task_id), "office")


@post("/field/visits/{task_id:uuid}/replace", opt=VISIT, include_in_schema=False)
async def officer_ask(request: Request[Any, Any, Any], task_id: UUID) -> Response[Any]:
    """An officer's request."""
    return await _ask(request, await tasks.of_team(actor_of(request), task_id), "officer")


@post("/firm/visits/{task_id:uuid}/recusal", opt=FIRM, include_in_schema=False)
async def firm_ask(request: Request[Any, Any, Any], task_id: UUID) -> Response[Any]:
    """The firm's request."""
    return await _ask(request, await tasks.announced_to(actor_of(request), task_id), "firm")


@get("/desk/amendments/{request_id:uuid}", opt=READ, include_in_schema=False)
async def one(request: Request[Any, Any, Any], request_id: UUID) -> Response[Any]:
    """A request with its evidence, and the decision."""
    return await _one(request, request_id, {}, {})


async def _one(
    request: Request[Any, Any, Any], request_id: UUID, values: dict[str, Any], problems: dict[str, str]
) -> Response[Any]:
    actor = actor_of(request)
    asked = await amendments.request(actor, request_id)
    found = await draws.draw(actor, asked["draw_id"])
    editors = await draws.editors(found["id"])
    chain = [each for each in await draws.amendments(found["id"]) if each["request"] == request_id]
    status = AmendmentStatus(asked["status"])
    return page(
        "inspections/amendment.html",
        request,
        status_code=422 if problems else 200,
        asked=asked,
        draw=found,
        status_name=_(AMENDMENT_NAMES[status]),
        tone=words.AMENDMENT_TONES[status],
        kinds=rules_amending.KINDS,
        reasons=rules_amending.REASONS,
        outcomes=rules_amending.OUTCOMES,
        next_steps=rules_amending.NEXT,
        task_names=TASK_NAMES,
        amendment=chain[0] if chain else None,
        certificates=words.certificates_of(chain[0]["record"]["certificates"]) if chain else [],
        is_supervisor=may(actor, Permission.INSPECTIONS_DRAW)
        and actor.person_id not in editors
        and actor.person_id != asked["requested_by"],
        may_withdraw=status is AmendmentStatus.REQUESTED
        and asked["side"] == "office"
        and actor.person_id == asked["requested_by"],
        history=await record.history("amendment_request", request_id),
        acts=words.ACTS,
        values=values,
        errors=problems,
        breadcrumbs=[
            (_("抽取"), "/desk/draws"),
            (asked["draw_id"], f"/desk/draws/{asked['draw_id']}"),
            (asked["number"], None),
        ],
    )


@get("/desk/amendments/{request_id:uuid}/files/{file_id:uuid}", opt=READ, include_in_schema=False)
async def evidence(request: Request[Any, Any, Any], request_id: UUID, file_id: UUID) -> Response[bytes]:
    """A file of the request."""
    asked = await amendments.request(actor_of(request), request_id)
    if file_id not in {each["id"] for each in asked["evidence"]}:
        raise errors.NotFound
    row, content = await attachments.read(settings().var_dir / "attachments", file_id)
    return Response(
        content,
        media_type=row["media_type"],
        headers={
            "Content-Disposition": "attachment",
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


@post("/desk/amendments/{request_id:uuid}/grant", opt=DRAW, include_in_schema=False)
async def grant(request: Request[Any, Any, Any], request_id: UUID) -> Response[Any]:
    """Let the procedure replace; nobody says by whom."""
    outcome = await running.amend(request_id, actor=actor_of(request))
    flash(
        request,
        _(rules_amending.OUTCOMES[outcome]),
        "warning" if outcome in {"infeasible", "no-reserve"} else "success",
    )
    return redirect(f"/desk/amendments/{request_id}")


@post("/desk/amendments/{request_id:uuid}/refuse", opt=DRAW, include_in_schema=False)
async def refuse(request: Request[Any, Any, Any], request_id: UUID) -> Response[Any]:
    """Leave everything as it is."""
    form, problems, raw = await forms.parse(shapes.AnswerForm, request)
    if form is None:
        return await _one(request, request_id, raw, problems)
    await amending.refuse(request_id, answer=form.answer, actor=actor_of(request), now=clock.now())
    flash(request, _("更换申请未予同意，已告知申请人"))
    return redirect(f"/desk/amendments/{request_id}")


@post("/desk/amendments/{request_id:uuid}/withdraw", opt=ROSTER, include_in_schema=False)
async def withdraw(request: Request[Any, Any, Any], request_id: UUID) -> Response[Any]:
    """The requester takes it back."""
    await amending.withdraw(request_id, actor=actor_of(request), now=clock.now())
    flash(request, _("更换申请已撤回"))
    return redirect(f"/desk/amendments/{request_id}")


HANDLERS = [
    withdraw,
    office_form,
    officer_form,
    firm_form,
    office_ask,
    officer_ask,
    firm_ask,
    one,
    evidence,
    grant,
    refuse,
]
