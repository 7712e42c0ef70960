"""Results: told to the firm, published, corrected by a new entry; the public list with its data."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post
from pydantic import Field

from app import clock
from app import errors as answers
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.inspections import visit_pages, words
from app.shell import forms, open_data, organ_names
from app.shell.i18n import gettext as _
from app.shell.listing import ListState, Page
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.inspections import papers
from regulation.inspections.actions import issuing, results
from regulation.inspections.queries import results as queries
from regulation.inspections.queries import tasks
from regulation.inspections.status import OUTCOME_NAMES, Outcome
from regulation.penalties import queries as penalties
from regulation.words import N_
from reports.exports import csv as csv_export
from reports.exports.columns import Column

Ask = Request[Any, Any, Any]
PUBLIC = {"public": True}
PUBLISH = {"permission": Permission.INSPECTIONS_PUBLISH}
APPROVE = {"permission": Permission.INSPECTIONS_APPROVE}
#: What data about a result says, in the columns of the credit system and then ours.
FIELDS = (
    "plan", "task_number", "firm", "uscc", "firm_number", "checked", "organ", "visited_on", "outcome", "result", "problems",
    "follow_up", "orders", "draw_id", "basis", "corrects", "correction_reason",
)  # fmt: skip


class CorrectionForm(forms.Form):
    """What the published result should have said."""

    outcome: Outcome = Field(title=N_("更正后的结果"))
    problems: list[str] = Field(title=N_("不符合的事项"), default_factory=list)
    reason: forms.Text = Field(title=N_("更正的理由和依据"))


class DecisionForm(forms.Form):
    """Publish a correction, or not."""

    decision: str = Field(title=N_("审批意见"), pattern="^(publish|decline)$")
    answer: str = Field(title=N_("理由"), default="", max_length=5000)


async def orders_of(task: dict[str, Any]) -> list[dict[str, Any]]:
    """The orders to correct that stand, and follow from a visit."""
    return [
        each for each in await penalties.orders_of_finding(task["number"]) if each["status"] != "withdrawn"
    ]


@post("/desk/visits/{task_id:uuid}/publish", opt=PUBLISH, include_in_schema=False)
async def publish(request: Ask, task_id: UUID) -> Response[Any]:
    """Publish the result; the firm is told first."""
    actor = actor_of(request)
    task = await tasks.at_desk(actor, task_id)
    await results.publish(task_id, orders=await orders_of(task), actor=actor, now=clock.now())
    flash(request, _("检查结果已公示，并记入机构的信用记录"))
    return redirect(f"/desk/visits/{task_id}")


@post("/desk/visits/{task_id:uuid}/tell", opt=PUBLISH, include_in_schema=False)
async def tell(request: Ask, task_id: UUID) -> Response[Any]:
    """Tell the firm the result in writing."""
    actor = actor_of(request)
    task = await tasks.at_desk(actor, task_id)
    if await issuing.tell_result(task_id, orders=await orders_of(task), actor=actor, now=clock.now()):
        flash(request, _("结果告知书已作出并送达机构账户"))
    return redirect(f"/desk/visits/{task_id}")


@post("/desk/visits/{task_id:uuid}/correct", opt=PUBLISH, include_in_schema=False)
async def propose_correction(request: Ask, task_id: UUID) -> Response[Any]:
    """Propose that the published result be corrected."""
    form, problems, raw = await forms.parse(CorrectionForm, request)
    if form is not None:
        try:
            number = await results.propose_correction(
                task_id,
                form.outcome,
                form.problems,
                reason=form.reason,
                actor=actor_of(request),
                now=clock.now(),
            )
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            flash(request, _("更正%(number)s已提交审批", number=number))
            return redirect(f"/desk/visits/{task_id}")
    return await visit_pages.visit_again(request, task_id, raw, problems)


@post("/desk/visits/{task_id:uuid}/corrections/{correction_id:uuid}", opt=APPROVE, include_in_schema=False)
async def decide_correction(request: Ask, task_id: UUID, correction_id: UUID) -> Response[Any]:
    """Publish the correction, or decline it."""
    await tasks.at_desk(actor_of(request), task_id)
    if correction_id not in {each["id"] for each in await queries.corrections(task_id)}:
        raise errors.NotFound
    form, problems, raw = await forms.parse(DecisionForm, request)
    if form is not None:
        try:
            made = await results.decide_correction(
                correction_id,
                form.decision == "publish",
                answer=form.answer,
                actor=actor_of(request),
                now=clock.now(),
            )
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            flash(request, _("更正已公示，原公示注明已更正") if made else _("已决定不予更正"))
            return redirect(f"/desk/visits/{task_id}")
    return await visit_pages.visit_again(request, task_id, raw, problems)


def _state(request: Ask) -> ListState:
    return ListState.of(request, filters=("outcome", "organ"))


async def _search(state: ListState, *, paged: bool = True) -> Any:
    return await queries.public_results(
        today=clock.today(),
        q=state.q,
        outcomes=list(state.values("outcome")),
        organs=list(state.values("organ")),
        limit=state.limit if paged else None,
        offset=state.offset if paged else 0,
    )


@get("/draws/results", opt=PUBLIC, include_in_schema=False)
async def public_results(request: Ask) -> Response[Any]:
    """Results of inspections that are public today, those corrected among them."""
    state = _state(request)
    total, rows, counts = await _search(state)
    return page(
        "inspections/public_results.html",
        request,
        state=state,
        listed=Page(rows, total, state),
        facets=[
            state.facet(
                "outcome", _("结果"), counts["outcome"], {str(k): _(v) for k, v in OUTCOME_NAMES.items()}
            ),
            state.facet(
                "organ",
                _("机关"),
                counts["organ"],
                {each: organ_names.brief(each) for each in counts["organ"]},
            ),
        ],
        outcome_names=OUTCOME_NAMES,
        outcome_tones=words.OUTCOME_TONES,
        follow_ups=papers.FOLLOW_UPS,
        breadcrumbs=[(_("随机抽查"), "/draws"), (_("检查结果"), None)],
    )


def _plain(found: dict[str, Any]) -> dict[str, Any]:
    return {
        "number": found["number"],
        "url": f"/disclosures/{found['id']}",
        **{name: found["body"].get(name) for name in FIELDS},
        "published_on": found["from_on"].isoformat(),
        "ends_on": found["latest_end_on"].isoformat() if found["latest_end_on"] else None,
        "corrected_by": found["corrected_by"],
    }


@get(
    "/draws/results.json",
    opt=PUBLIC,
    operation_class=open_data.listing(
        "Results of inspections that are public today",
        **open_data.SEARCH,
        outcome=(open_data.TEXT, "code of the result"),
        organ=(open_data.TEXT, "Chinese name of the organ"),
        **open_data.PAGING,
    ),
)
async def results_json(request: Ask) -> Response[dict[str, Any]]:
    """The same list for programs."""
    total, rows, _counts = await _search(_state(request))
    return Response({"total": total, "rows": [_plain(each) for each in rows]})


@get("/draws/results.csv", opt=PUBLIC, include_in_schema=False)
async def results_csv(request: Ask) -> Response[bytes]:
    """The same list as a table, without pages, in the columns of the credit system."""
    _total, rows, _counts = await _search(_state(request), paged=False)
    columns = [
        Column(_("计划或者线索编号")),
        Column(_("任务编号")),
        Column(_("机构")),
        Column(_("统一社会信用代码")),
        Column(_("检查事项")),
        Column(_("机关")),
        Column(_("检查日期")),
        Column(_("结果代码")),
        Column(_("结果")),
        Column(_("后续处理")),
        Column(_("公示日期"), "day"),
        Column(_("公示编号")),
        Column(_("更正")),
    ]
    body = [
        [
            each["body"].get("plan") or "",
            each["body"].get("task_number") or each["number"],
            each["body"]["firm"],
            each["body"].get("uscc", ""),
            _("；").join(_(item) for item in each["body"].get("checked", [])),
            each["organ_name"],
            str(each["body"]["visited_on"]),
            each["body"]["outcome"],
            _(OUTCOME_NAMES[Outcome(each["body"]["outcome"])]),
            each["body"].get("follow_up", ""),
            each["from_on"],
            each["number"],
            each["corrected_by"] or "",
        ]
        for each in rows
    ]
    return Response(
        b"".join(csv_export.chunks(columns, body)),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="inspection-results.csv"'},
    )


HANDLERS = [publish, tell, propose_correction, decide_correction, public_results, results_json, results_csv]
