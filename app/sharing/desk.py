"""Sharing on the desk: what waits, firm by firm and side by side; deliveries with their counts and what was put aside."""

from __future__ import annotations

from typing import Annotated, Any, Final
from uuid import UUID

from litestar import Request, Response, get, post
from pydantic import Field

from app import clock
from app import errors as answers
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.listing import ListState, Page
from app.shell.render import flash, page, redirect
from app.shell.uploads import Accepts, Upload
from regulation import errors
from regulation.firms import entries, permissions
from regulation.firms import queries as firms
from regulation.firms.rules import FACTS
from regulation.firms.status import BUSINESS_STATES, BusinessState
from regulation.sharing import contracts, deciding, queries, reading, receiving
from regulation.sharing.status import DIFFERENCE_STATUSES, OUTCOMES, WAYS, DifferenceStatus, Outcome, Way
from regulation.words import N_

Ask = Request[Any, Any, Any]
READ: Final = {"permission": Permission.FIRMS_READ}
EDIT: Final = {"permission": Permission.FIRMS_EDIT}
IMPORT: Final = {"permission": Permission.FIRMS_IMPORT}
FILES: Final = Accepts("csv", megabytes=reading.MOST_BYTES // 1024 // 1024)
TONES: Final = {
    DifferenceStatus.OPEN: "warn",
    DifferenceStatus.ACCEPTED: "good",
    DifferenceStatus.REJECTED: "done",
    DifferenceStatus.SUPERSEDED: "neutral",
    DifferenceStatus.SETTLED: "neutral",
}
#: Of a delivery: name of the count, in the order of the page.
COUNTS: Final = tuple((outcome, f"rows_{outcome}") for outcome in Outcome)


class DeliveryForm(forms.Form):
    """A file of the business register."""

    file: Annotated[Upload, FILES] = Field(title=N_("文件"))


class DecisionForm(forms.Form):
    """What is taken over, what is not, and why."""

    accept: list[UUID] = Field(title=N_("采纳"), default_factory=list)
    reject: list[UUID] = Field(title=N_("驳回"), default_factory=list)
    reason: forms.Text = Field(title=N_("理由"))


@get("/desk/sharing", opt=READ, include_in_schema=False)
async def waiting(request: Ask) -> Response[Any]:
    """Firms on which the business register and ours differ, and the newest deliveries."""
    return await _list(request, {})


async def _list(request: Ask, problems: dict[str, str]) -> Response[Any]:
    actor = actor_of(request)
    state = ListState.of(request)
    total, rows = await queries.waiting(actor, limit=state.limit, offset=state.offset)
    return page(
        "sharing/list.html",
        request,
        status_code=422 if problems else 200,
        found=Page(rows, total, state),
        deliveries=await queries.deliveries() if actor.is_municipal else [],
        sees_deliveries=actor.is_municipal,
        facts=FACTS,
        ways=WAYS,
        may_import=receiving.may_receive(actor),
        accepts=FILES,
        contracts=contracts.ALL,
        errors=problems,
        breadcrumbs=[(_("数据共享"), None)],
    )


@post(
    "/desk/sharing",
    opt=IMPORT,
    request_max_body_size=reading.MOST_BYTES + 1024 * 1024,
    include_in_schema=False,
)
async def deliver(request: Ask) -> Response[Any]:
    """Take a file; its page says what became of every row."""
    form, problems, _raw = await forms.parse(DeliveryForm, request)
    if form is None:
        return await _list(request, problems)
    try:
        received = await receiving.receive(
            form.file.data, form.file.name, Way.UPLOAD, actor=actor_of(request), now=clock.now()
        )
    except errors.Invalid as refusal:
        return await _list(request, answers.field_words(refusal))
    if not received.is_new:
        flash(request, _("同样的文件已经接收过，没有任何变化"), "info")
    return redirect(f"/desk/sharing/deliveries/{received.number}")


@get("/desk/sharing/deliveries/{number:str}", opt=READ, include_in_schema=False)
async def delivery(request: Ask, number: str) -> Response[Any]:
    """One delivery: counts, and the rows that were put aside with the reason."""
    found = await queries.delivery(actor_of(request), number)
    return page(
        "sharing/delivery.html",
        request,
        delivery=found,
        counts=[(_(OUTCOMES[outcome]), found[column]) for outcome, column in COUNTS],
        ways=WAYS,
        outcomes=OUTCOMES,
        reasons=_reasons,
        contract=contracts.ALL[f"{found['contract']}-{found['version']}"],
        breadcrumbs=[(_("数据共享"), "/desk/sharing"), (number, None)],
    )


def _reasons(row: dict[str, Any]) -> list[str]:
    """Why a row was put aside: field and word."""
    told = []
    for each in row["reasons"]:
        name, tab, word = each.partition("\t")
        said = _(word if tab else name)
        told.append(f"{name}: {said}" if tab and name else said)
    return told


@get("/desk/sharing/deliveries/{number:str}/file", opt=IMPORT, include_in_schema=False)
async def file(request: Ask, number: str) -> Response[bytes]:
    """The file as it came."""
    name, content = await queries.content(actor_of(request), number)
    ending = "jsonl" if name.endswith(".jsonl") else "csv"
    return Response(
        content,
        media_type="application/octet-stream",
        headers={"Content-Disposition": f'attachment; filename="{number}.{ending}"'},
    )


@get("/desk/sharing/firms/{number:str}", opt=READ, include_in_schema=False)
async def firm(request: Ask, number: str) -> Response[Any]:
    """A firm's differences, the register at the left and the other office at the right."""
    return await _firm(request, number, {}, {})


async def _firm(request: Ask, number: str, values: dict[str, Any], problems: dict[str, str]) -> Response[Any]:
    actor = actor_of(request)
    view = await firms.visible_firm(actor, number)
    found = await queries.of_firm(view.id)
    return page(
        "sharing/firm.html",
        request,
        status_code=422 if problems else 200,
        firm=view,
        open=[each for each in found if each["status"] == DifferenceStatus.OPEN],
        ended=[each for each in found if each["status"] != DifferenceStatus.OPEN],
        facts=FACTS,
        shown=_shown,
        statuses=DIFFERENCE_STATUSES,
        tones=TONES,
        sees_deliveries=actor.is_municipal,
        may_decide=permissions.can_edit(actor, view.organ_id),
        values=values,
        ticked={name: _several(values.get(name)) for name in ("accept", "reject")},
        errors=problems,
        breadcrumbs=[(_("数据共享"), "/desk/sharing"), (view.name, None)],
    )


def _several(given: Any) -> list[str]:
    """What was ticked, as the form comes back: nothing, one text or a list."""
    return given if isinstance(given, list) else [given] if given else []


def _shown(key: str, value: str) -> str:
    """A fact in words."""
    if key == "business_state" and value in set(BusinessState):
        return _(BUSINESS_STATES[BusinessState(value)])
    return entries.written(key, value)


@post("/desk/sharing/firms/{number:str}", opt=EDIT, include_in_schema=False)
async def decide(request: Ask, number: str) -> Response[Any]:
    """Take over or reject, with the reason; all that was ticked or nothing."""
    actor = actor_of(request)
    view = await firms.visible_firm(actor, number)
    form, problems, raw = await forms.parse(DecisionForm, request)
    if form is None:
        return await _firm(request, number, raw, problems)
    try:
        await deciding.decide(
            view.id,
            accepted=form.accept,
            rejected=form.reject,
            reason=form.reason,
            actor=actor,
            now=clock.now(),
        )
    except errors.Invalid as refusal:
        return await _firm(request, number, raw, answers.field_words(refusal))
    flash(
        request,
        _("已采纳%(taken)s项，驳回%(rejected)s项", taken=len(form.accept), rejected=len(form.reject)),
    )
    return redirect(f"/desk/sharing/firms/{number}")


HANDLERS = [waiting, deliver, delivery, file, firm, decide]
