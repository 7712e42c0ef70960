"""Approval forms and notices at the desk: alone on the page of a visit, many at once for a draw."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app import errors as answers
from app.access.guards import actor_of, may
from app.access.permissions import Permission
from app.inspections import forms as shapes
from app.inspections import visit_pages
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.inspections import items, papers
from regulation.inspections.actions import approving
from regulation.inspections.queries import approvals, draws, tasks
from regulation.inspections.status import TaskStatus

READ = {"permission": Permission.INSPECTIONS_READ}
PROPOSE = {"permission": Permission.INSPECTIONS_PLAN}
APPROVE = {"permission": Permission.INSPECTIONS_APPROVE}

Request_ = Request[Any, Any, Any]


@get("/desk/approvals", opt=READ, include_in_schema=False)
async def overview(request: Request_) -> Response[Any]:
    """Whose turn it is: forms to fill in, to decide, notices to issue."""
    return await _overview(request)


async def _overview(request: Request_, problems: dict[str, str] | None = None) -> Response[Any]:
    actor = actor_of(request)
    may_propose = may(actor, Permission.INSPECTIONS_PLAN)
    waiting = await approvals.waiting(actor)
    groups = []
    for _alike, alike in groupby(sorted(waiting, key=_order), key=approvals.likeness):
        members = list(alike)
        list_ = items.version(members[0]["items_version"])
        groups.append(
            {
                "first": members[0],
                "members": members,
                "items": [list_.item(each) for each in members[0]["items"]],
            }
        )
    return page(
        "inspections/approvals.html",
        request,
        status_code=422 if problems else 200,
        to_propose=await approvals.to_propose(actor) if may_propose else [],
        groups=groups,
        to_notify=await approvals.to_notify(actor) if may_propose else [],
        may_propose=may_propose,
        may_approve=may(actor, Permission.INSPECTIONS_APPROVE),
        frequency_words=papers.frequency_words,
        person=actor.person_id,
        errors=problems or {},
        breadcrumbs=[(_("检查"), "/desk/visits"), (_("检查审批"), None)],
    )


def _order(approval: dict[str, Any]) -> tuple[str, ...]:
    return (*(str(each) for each in approvals.likeness(approval)), approval["number"])


@get("/desk/approvals/{draw_id:str}", opt=PROPOSE, include_in_schema=False)
async def form_of_draw(request: Request_, draw_id: str) -> Response[Any]:
    """One form for the tasks of a draw: the firms with their count under the cap, and what is fixed for all."""
    return await _form_of_draw(request, draw_id, {}, {})


async def _form_of_draw(
    request: Request_, draw_id: str, values: dict[str, Any], problems: dict[str, str]
) -> Response[Any]:
    actor, today = actor_of(request), clock.today()
    found = await draws.draw(actor, draw_id)
    rows = []
    for each in await tasks.of_draw(found["id"]):
        if each["status"] != TaskStatus.ASSIGNED:
            continue
        task = await tasks.at_desk(actor, each["id"])
        rows.append(
            {
                "task": task,
                "frequency": await approvals.frequency(task, on=today),
                "refusal": await visit_pages.refusal_to_propose(task, actor, today),
            }
        )
    return page(
        "inspections/approval_of_draw.html",
        request,
        status_code=422 if problems else 200,
        draw=found,
        rows=rows,
        values=values or {"visit_from": today, "assistants": 0, "announced": "true"},
        errors=problems,
        frequency_words=papers.frequency_words,
        breadcrumbs=[(_("检查"), "/desk/visits"), (_("检查审批"), "/desk/approvals"), (draw_id, None)],
    )


@post("/desk/approvals/{draw_id:str}", opt=PROPOSE, include_in_schema=False)
async def propose_many(request: Request_, draw_id: str) -> Response[Any]:
    """Send the forms of the ticked firms to the decider."""
    form, problems, raw = await forms.parse(shapes.ProposeManyForm, request)
    if form is None:
        return await _form_of_draw(request, draw_id, raw, problems)
    actor = actor_of(request)
    found = await draws.draw(actor, draw_id)
    of_draw = {each["id"] for each in await tasks.of_draw(found["id"])}
    if not set(form.tasks) <= of_draw:
        raise errors.NotFound
    try:
        made, refused = await approving.propose_many(
            form.tasks,
            visit_from=form.visit_from,
            visit_until=form.visit_until,
            assistants=form.assistants,
            announced=form.announced,
            actor=actor,
            now=clock.now(),
        )
    except errors.Invalid as refusal:
        return await _form_of_draw(request, draw_id, raw, answers.field_words(refusal))
    flash(request, _("已报请批准%(n)s项检查", n=len(made)))
    if refused:
        flash(request, _("%(n)s项没有报批，理由见各项检查的页面", n=len(refused)), "warn")
    return redirect("/desk/approvals")


@post("/desk/approvals/approve", opt=APPROVE, include_in_schema=False)
async def approve_many(request: Request_) -> Response[Any]:
    """Approve forms that are alike."""
    form, problems, _raw = await forms.parse(shapes.TasksForm, request)
    if form is None:
        return await _overview(request, problems)
    made = await approving.approve_many(form.tasks, actor=actor_of(request), now=clock.now())
    flash(request, _("已批准%(n)s项检查", n=made))
    return redirect("/desk/approvals")


@post("/desk/approvals/notify", opt=PROPOSE, include_in_schema=False)
async def notify_many(request: Request_) -> Response[Any]:
    """Issue the notices of the ticked visits."""
    form, problems, _raw = await forms.parse(shapes.TasksForm, request)
    if form is None:
        return await _overview(request, problems)
    made = await approving.notify_many(form.tasks, actor=actor_of(request), now=clock.now())
    flash(request, _("已作出%(n)s份检查通知书", n=made))
    return redirect("/desk/approvals")


@post("/desk/visits/{task_id:uuid}/propose", opt=PROPOSE, include_in_schema=False)
async def propose(request: Request_, task_id: UUID) -> Response[Any]:
    """Fill in the approval form of one visit."""
    form, problems, raw = await forms.parse(shapes.ProposeForm, request)
    if form is not None:
        try:
            await approving.propose(
                task_id,
                visit_from=form.visit_from,
                visit_until=form.visit_until,
                assistants=form.assistants,
                announced=form.announced,
                actor=actor_of(request),
                now=clock.now(),
            )
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            flash(request, _("已报请批准"))
            return redirect(f"/desk/visits/{task_id}")
    return await visit_pages.visit_again(request, task_id, raw, problems)


@post("/desk/visits/{task_id:uuid}/approve", opt=APPROVE, include_in_schema=False)
async def approve(request: Request_, task_id: UUID) -> Response[Any]:
    """Permit one visit."""
    await approving.approve(task_id, actor=actor_of(request), now=clock.now())
    flash(request, _("已批准，审批表已生成"))
    return redirect(f"/desk/visits/{task_id}")


@post("/desk/visits/{task_id:uuid}/decline", opt=APPROVE, include_in_schema=False)
async def decline(request: Request_, task_id: UUID) -> Response[Any]:
    """Send the form back."""
    form, problems, raw = await forms.parse(shapes.ReasonForm, request)
    if form is None:
        return await visit_pages.visit_again(request, task_id, raw, problems)
    await approving.decline(task_id, reason=form.reason, actor=actor_of(request), now=clock.now())
    flash(request, _("审批表已退回"))
    return redirect(f"/desk/visits/{task_id}")


@post("/desk/visits/{task_id:uuid}/notify", opt=PROPOSE, include_in_schema=False)
async def notify(request: Request_, task_id: UUID) -> Response[Any]:
    """Issue the notice of one visit."""
    await approving.notify(task_id, actor=actor_of(request), now=clock.now())
    flash(request, _("检查通知书已作出"))
    return redirect(f"/desk/visits/{task_id}")


@post("/desk/visits/{task_id:uuid}/reopen", opt=PROPOSE, include_in_schema=False)
async def reopen(request: Request_, task_id: UUID) -> Response[Any]:
    """Void an approval that no longer fits."""
    form, problems, raw = await forms.parse(shapes.ReasonForm, request)
    if form is None:
        return await visit_pages.visit_again(request, task_id, raw, problems)
    await approving.reopen(task_id, reason=form.reason, actor=actor_of(request), now=clock.now())
    flash(request, _("审批已失效，请重新报批"))
    return redirect(f"/desk/visits/{task_id}")


HANDLERS = [
    overview,
    form_of_draw,
    propose_many,
    approve_many,
    notify_many,
    propose,
    approve,
    decline,
    notify,
    reopen,
]
