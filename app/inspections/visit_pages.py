"""Visits at the desk and in the firm's portal: the record, the result, its publication."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app import errors as answers
from app.access.guards import actor_of, firm_of, may
from app.access.permissions import Permission
from app.inspections import chain, field_pages, words
from app.inspections import forms as shapes
from app.shell import clocks as chips
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.listing import ListState, Page
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.actor import Actor
from regulation.casework import calendar, clocks, documents, record
from regulation.casework.chain import is_clock_off
from regulation.firms import identity
from regulation.inspections import evidence, items, papers, rules, rules_amending, rules_door
from regulation.inspections.actions import approving, results
from regulation.inspections.queries import approvals, caps, devices, doors, report_checks, tasks
from regulation.inspections.queries import results as results_
from regulation.inspections.status import (
    ANSWER_NAMES,
    APPROVAL_NAMES,
    FINDINGS,
    FIRM_SIGN_NAMES,
    OUTCOME_NAMES,
    TASK_NAMES,
    UNABLE_NAMES,
    Outcome,
    TaskStatus,
)
from regulation.penalties import queries as penalties
from regulation.penalties.status import ORDER_NAMES, ORDER_TONES
from reports.documents import registry

READ = {"permission": Permission.INSPECTIONS_READ}
PUBLISH = {"permission": Permission.INSPECTIONS_PUBLISH}
FIRM = {"permission": Permission.FIRM_HOME}


@get("/desk/visits", opt=READ, include_in_schema=False)
async def visits(request: Request[Any, Any, Any]) -> Response[Any]:
    """Tasks and results within reach; what waits for publication first."""
    state = ListState.of(request, filters=("status", "outcome"))
    total, rows, counts = await tasks.search(
        actor_of(request),
        q=state.q,
        statuses=state.values("status"),
        outcomes=state.values("outcome"),
        limit=state.limit,
        offset=state.offset,
    )
    facets = [
        state.facet("status", _("状态"), counts["status"], {str(k): _(v) for k, v in TASK_NAMES.items()}),
        state.facet(
            "outcome", _("结果"), counts["outcome"], {str(k): _(v) for k, v in OUTCOME_NAMES.items()}
        ),
    ]
    return page(
        "inspections/visits.html",
        request,
        state=state,
        listed=Page(rows, total, state),
        facets=facets,
        task_names=TASK_NAMES,
        tones=words.TASK_TONES,
        outcome_names=OUTCOME_NAMES,
        outcome_tones=words.OUTCOME_TONES,
        tiers=words.STRATUM_WORDS,
    )


async def record_of(task: dict[str, Any], photo_base: str = "") -> dict[str, Any]:
    """What every reader of a record sees: items with their basis, the firm's side, the result."""
    answered = await tasks.entries(task["id"])
    list_ = items.version(task["items_version"])
    status = TaskStatus(task["status"])
    photos: dict[str, list[dict[str, Any]]] = {}
    for each in await tasks.evidence(task["id"]):
        photos.setdefault(each["kind"], []).append(each)
    issued = await documents.of_matter("inspection_task", task["id"])
    records = [each for each in issued if each["kind"] == "inspection_record"]
    return {
        "task": task,
        "status": status,
        "status_name": _(TASK_NAMES[status]),
        "tone": words.TASK_TONES[status],
        "tier_name": _(words.STRATUM_WORDS[task["stratum"]]),
        "roles": words.ROLE_WORDS,
        "checks": [list_.item(each) for each in task["items"]],
        "answered": answered,
        "answer_names": ANSWER_NAMES,
        "photos": photos,
        "photo_base": photo_base,
        "outcome": Outcome(task["outcome"]) if task["outcome"] else None,
        "outcome_names": OUTCOME_NAMES,
        "outcome_tones": words.OUTCOME_TONES,
        "unable_names": UNABLE_NAMES,
        "sign_names": FIRM_SIGN_NAMES,
        "paper": records[-1] if records else None,
    }


@get("/desk/visits/{task_id:uuid}", opt=READ, include_in_schema=False)
async def visit(request: Request[Any, Any, Any], task_id: UUID) -> Response[Any]:
    """One inspection at the desk."""
    return await visit_again(request, task_id, {}, {})


async def refusal_to_propose(task: dict[str, Any], actor: Actor, today: date) -> errors.DomainError | None:
    """Why no approval form opens for this task now; None where it does."""
    try:
        await approving.check_may_propose(task, actor, today)
    except errors.DomainError as refusal:
        return refusal
    return None


async def _approval_context(actor: Actor, task: dict[str, Any], today: date) -> dict[str, Any]:
    """What the panel of the approval shows, by whose turn it is."""
    status = TaskStatus(task["status"])
    approval = await approvals.living(task["id"])
    is_own = actor.organ_id == task["organ"]
    may_propose = is_own and may(actor, Permission.INSPECTIONS_PLAN)
    return {
        "approval": approval,
        "report_year": await report_checks.year_of(task["id"])
        if is_own and may(actor, Permission.INSPECTIONS_PUBLISH)
        else None,
        "approval_names": APPROVAL_NAMES,
        "frequency": await approvals.frequency(task, on=today),
        "frequency_words": papers.frequency_words,
        "source": tasks.source_of(task),
        "may_propose": may_propose and status is TaskStatus.ASSIGNED,
        "refusal": await refusal_to_propose(task, actor, today)
        if may_propose and status is TaskStatus.ASSIGNED
        else None,
        "may_decide": is_own
        and may(actor, Permission.INSPECTIONS_APPROVE)
        and status is TaskStatus.PROPOSED
        and approval is not None
        and approval["proposed_by"] != actor.person_id
        and actor.person_id not in {each["person"] for each in task["members"]},
        "may_notify": may_propose and status is TaskStatus.APPROVED,
        "may_reopen": may_propose
        and status in {TaskStatus.PROPOSED, TaskStatus.APPROVED, TaskStatus.NOTIFIED},
    }


async def _evidence_context(task: dict[str, Any]) -> dict[str, Any]:
    """What the phones recorded, for who judges the record."""
    entries = await devices.of_task(task["id"])
    wrong = [
        abs(each["off_seconds"]) for each in entries if is_clock_off(timedelta(seconds=each["off_seconds"]))
    ]
    list_ = items.version(task["items_version"])
    return {
        "entries": entries,
        "clock_off": max(wrong, default=0) // 60,
        "kind_names": evidence.KIND_NAMES,
        "labels": {each: list_.item(each).label for each in task["items"]},
    }


async def _result_context(actor: Actor, task: dict[str, Any]) -> dict[str, Any]:
    """What the panels of telling and correcting show."""
    corrections = await results_.corrections(task["id"])
    waiting = next((each for each in corrections if each["status"] == "proposed"), None)
    is_own = actor.organ_id == task["organ"] and actor.person_id not in {
        each["person"] for each in task["members"]
    }
    is_published = task["status"] == TaskStatus.PUBLISHED
    may_act = is_own and may(actor, Permission.INSPECTIONS_PUBLISH)
    told = await documents.of_matter("inspection_task", task["id"])
    return {
        "corrections": corrections,
        "correction": waiting,
        "may_tell": may_act
        and task["status"] == TaskStatus.CONFIRMED
        and all(each["kind"] != "inspection_result_notice" for each in told),
        "may_correct": may_act and is_published and waiting is None,
        "may_decide_correction": is_own
        and may(actor, Permission.INSPECTIONS_APPROVE)
        and waiting is not None
        and waiting["proposed_by"] != actor.person_id,
        "outcome_choices": [(str(key), _(name)) for key, name in OUTCOME_NAMES.items()],
        "chain": await chain.of(actor, task),
        "turn": _(chain.TURNS[TaskStatus(task["status"])]) if task["status"] in chain.TURNS else "",
    }


async def visit_again(
    request: Request[Any, Any, Any], task_id: UUID, values: dict[str, Any], problems: dict[str, str]
) -> Response[Any]:
    """The page of a visit; with what was typed, where a form came back."""
    actor, today = actor_of(request), clock.today()
    task = await tasks.at_desk(actor, task_id)
    known = await calendar.current()
    may_publish = may(actor, Permission.INSPECTIONS_PUBLISH)
    return page(
        "inspections/visit.html",
        request,
        status_code=422 if problems else 200,
        clocks=[
            chips.chip(
                _("完成检查") if each.kind == "visit" else _("公示结果"),
                each.due,
                today=today,
                calendar=known,
                is_running=each.is_running,
            )
            for each in await clocks.of(task_id, calendar=known)
        ],
        history=await record.history("inspection_task", task_id),
        acts=words.ACTS,
        is_finding=bool(task["outcome"]) and Outcome(task["outcome"]) in FINDINGS,
        follow_up=urlencode({"source": "finding", "number": task["number"], "firm": task["firm_number"]}),
        may_follow=may(actor, Permission.CASES_HANDLE),
        may_publish=may_publish and task["status"] == TaskStatus.CONFIRMED,
        may_replace=may(actor, Permission.INSPECTIONS_ROSTER)
        and actor.organ_id == task["organ"]
        and task["status"] in rules_amending.REPLACEABLE["replace_inspector"],
        former=await tasks.former_members(task["id"]),
        replacement_reasons=rules_amending.REASONS | rules.REASONS,
        may_carry=may_publish
        and task["status"] in {TaskStatus.ASSIGNED, TaskStatus.APPROVED, TaskStatus.NOTIFIED},
        values=values or {"visit_from": today, "assistants": 0, "announced": "true"},
        errors=problems,
        # Several forms of the page ask for a reason: the one that came back is the one the summary leads to.
        form=request.url.path.rpartition("/")[2] if problems else "",
        breadcrumbs=[(_("检查"), "/desk/visits"), (task["number"], None)],
        **await _evidence_context(task),
        **await _approval_context(actor, task, today),
        **await _result_context(actor, task),
        **await record_of(task, f"/desk/visits/{task_id}/photos"),
    )


@get("/desk/visits/{task_id:uuid}/photos/{photo_id:uuid}", opt=READ, include_in_schema=False)
async def photo(request: Request[Any, Any, Any], task_id: UUID, photo_id: UUID) -> Response[bytes]:
    """One photo, for the desk."""
    await tasks.at_desk(actor_of(request), task_id)
    return await field_pages.photo_of(task_id, photo_id)


@post("/desk/visits/{task_id:uuid}/carry", opt=PUBLISH, include_in_schema=False)
async def carry_over(request: Request[Any, Any, Any], task_id: UUID) -> Response[Any]:
    """The visit did not take place: certain in the next draw."""
    form, problems, raw = await forms.parse(shapes.ReasonForm, request)
    if form is not None:
        try:
            await results.carry_over(task_id, reason=form.reason, actor=actor_of(request), now=clock.now())
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            flash(request, _("已转入下次抽查，届时必定检查"))
            return redirect(f"/desk/visits/{task_id}")
    return await visit_again(request, task_id, raw, problems)


@get("/firm/visits", opt=FIRM, include_in_schema=False)
async def firm_visits(request: Request[Any, Any, Any]) -> Response[Any]:
    """The firm's own inspections: those announced or under way, then the closed ones."""
    firm_id = firm_of(request)
    firm = await identity.of(firm_id)
    return page(
        "inspections/firm_visits.html",
        request,
        acting_for=firm["name"],
        visits=await tasks.known_to_firm(firm_id),
        cap=await caps.of_firm(firm_id, today=clock.today()),
        task_names=TASK_NAMES,
        tones=words.TASK_TONES,
        outcome_names=OUTCOME_NAMES,
        outcome_tones=words.OUTCOME_TONES,
    )


@get("/firm/visits/{task_id:uuid}", opt=FIRM, include_in_schema=False)
async def firm_visit(request: Request[Any, Any, Any], task_id: UUID) -> Response[Any]:
    """One inspection for its firm: the notice and the rights before, the record once it is closed."""
    task = await tasks.one_known_to_firm(firm_of(request), task_id)
    is_closed = TaskStatus(task["status"]) in {TaskStatus.CONFIRMED, TaskStatus.PUBLISHED}
    list_ = items.version(task["items_version"])
    rating = await doors.rating(task_id)
    refusal = rules_door.rating_refusal(task["status"], task["started_at"], rating is not None, clock.today())
    shown = await record_of(task) if is_closed else {}
    return page(
        "inspections/firm_visit.html",
        request,
        acting_for=task["firm_name"],
        is_closed=is_closed,
        approval=await approvals.living(task_id),
        orders=[
            each
            for each in await penalties.orders_of_finding(task["number"])
            if each["status"] != "withdrawn" and each["served_on"] is not None
        ],
        order_names=ORDER_NAMES,
        order_tones=ORDER_TONES,
        rating=rating,
        may_rate=refusal is None,
        may_ask_recusal=TaskStatus(task["status"]) in {TaskStatus.NOTIFIED, TaskStatus.STARTED},
        papers=[
            (
                _(registry.name(each["kind"])),
                each["number"],
                f"/documents/{each['id']}.pdf",
                each["withdrawn_at"],
            )
            for each in await documents.of_matter("inspection_task", task_id)
            if each["firm_id"] == task["firm"]
        ],
        values={},
        errors={},
        breadcrumbs=[(_("检查记录"), "/firm/visits"), (task["number"], None)],
        **{
            "task": task,
            "status_name": _(TASK_NAMES[TaskStatus(task["status"])]),
            "tone": words.TASK_TONES[TaskStatus(task["status"])],
            "roles": words.ROLE_WORDS,
            "checks": [list_.item(each) for each in task["items"]],
        }
        | shown,
    )


HANDLERS = [visits, visit, photo, carry_over, firm_visits, firm_visit]
