"""After the end of a dispatch licence: the firm lists what still runs, the desk looks on and closes; and the proof before one is given up."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app.access.guards import actor_of, firm_of
from app.access.permissions import Permission
from app.licensing import apply, views
from app.licensing import dispatch_forms as shapes
from app.licensing.desk import tabs
from app.licensing.forms import PAPERS
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.accounts import people
from regulation.casework import attachments
from regulation.licensing import permissions, procedures, queries, term_records, winding
from regulation.licensing.actions import winding as acts
from regulation.licensing.rules import dispatch_record
from regulation.licensing.rules import winding_down as rules
from regulation.licensing.rules.winding_down import WindingStatus

APPLY = {"permission": Permission.LICENSING_APPLY}
READ = {"permission": Permission.LICENSING_READ}
HANDLE = {"permission": Permission.LICENSING_HANDLE}
Row = dict[str, Any]
Ask = Request[Any, Any, Any]

TONES = {"due": "warn", "running": "info", "closed": "done"}


def pill(status: str) -> tuple[str, str]:
    """Label and tone of a state."""
    return _(rules.WINDING_STATUSES[WindingStatus(status)]), TONES[status]


async def _own(request: Ask, licence_id: UUID) -> Row:
    found = await queries.visible_licence(actor_of(request), licence_id)
    if found["firm"] != firm_of(request):
        raise errors.NotFound
    return found


async def _shown(licence: Row) -> Row:
    """What both sides see of what is left."""
    found = await winding.of_licence(licence["id"])
    contracts = await winding.contracts(found["id"])
    return {
        "licence": licence,
        "found": found,
        "state": pill(found["status"]),
        "ended": views.pill(licence["status"], views.LICENCE_WORDS),
        "contracts": await winding.rows(found["id"]),
        "last_day": rules.last_day(contracts),
        "workers": rules.workers_left(contracts),
        "overdue": {(each.user_unit, each.last_on) for each in rules.overdue(contracts, clock.today())},
        "how": {name: _(label) for name, label in rules.HOW_ENDED.items()},
        "must": rules.MUST,
        "must_not": rules.MUST_NOT,
        "law": rules.CONTRACTS_RUN_ON,
    }


async def _own_page(request: Ask, licence: Row, values: Row, problems: dict[str, str]) -> Response[Any]:
    return page(
        "licensing/winding_own.html",
        request,
        status_code=422 if problems else 200,
        acting_for=licence["firm_name"],
        can_sign=permissions.can_sign(actor_of(request), licence["firm"]),
        values=values,
        errors=problems,
        breadcrumbs=[(_("许可与备案"), "/firm/licensing"), (_("原有派遣合同"), None)],
        **await _shown(licence),
    )


@get("/firm/licences/{licence_id:uuid}/winding-down", opt=APPLY, include_in_schema=False)
async def own(request: Ask, licence_id: UUID) -> Response[Any]:
    """What the firm must and must not do, and its list of contracts that still run."""
    return await _own_page(request, await _own(request, licence_id), {}, {})


@post("/firm/licences/{licence_id:uuid}/winding-down", opt=APPLY, include_in_schema=False)
async def add(request: Ask, licence_id: UUID) -> Response[Any]:
    """One more user unit on the list."""
    licence = await _own(request, licence_id)
    form, problems, raw = await forms.parse(shapes.Contract, request)
    if form is not None:
        try:
            await acts.add(
                licence_id,
                user_unit=form.user_unit,
                workers=form.workers,
                last_on=form.last_on,
                actor=actor_of(request),
                now=clock.now(),
            )
        except errors.Invalid as invalid:
            problems = forms.refused(invalid.errors)
        else:
            flash(request, _("已列入：%(name)s", name=form.user_unit))
            return redirect(f"/firm/licences/{licence_id}/winding-down")
    return await _own_page(request, licence, raw, problems)


@post("/firm/licences/{licence_id:uuid}/winding-down/complete", opt=APPLY, include_in_schema=False)
async def complete(request: Ask, licence_id: UUID) -> Response[Any]:
    """The list is complete."""
    licence = await _own(request, licence_id)
    form, problems, raw = await forms.parse(shapes.Contracts, request)
    if form is None:
        return await _own_page(request, licence, raw, problems)
    await acts.complete(licence_id, actor=actor_of(request), now=clock.now())
    flash(request, _("原有派遣合同已报告许可机关"))
    return redirect(f"/firm/licences/{licence_id}/winding-down")


async def _ending_page(
    request: Ask, licence: Row, contract_id: UUID, values: Row, problems: dict[str, str]
) -> Response[Any]:
    shown = await _shown(licence)
    contract = next((each for each in shown["contracts"] if each["id"] == contract_id), None)
    if contract is None:
        raise errors.NotFound
    return page(
        "licensing/winding_end.html",
        request,
        status_code=422 if problems else 200,
        acting_for=licence["firm_name"],
        licence=licence,
        contract=contract,
        ways=list(shown["how"].items()),
        law=shown["law"],
        values=values,
        errors=problems,
        breadcrumbs=[
            (_("许可与备案"), "/firm/licensing"),
            (_("原有派遣合同"), f"/firm/licences/{licence['id']}/winding-down"),
            (contract["user_unit"], None),
        ],
    )


@get("/firm/licences/{licence_id:uuid}/winding-down/{contract_id:uuid}", opt=APPLY, include_in_schema=False)
async def ending(request: Ask, licence_id: UUID, contract_id: UUID) -> Response[Any]:
    """The end of the contracts at one user unit."""
    licence = await _own(request, licence_id)
    return await _ending_page(request, licence, contract_id, {"ended_on": clock.today()}, {})


@post("/firm/licences/{licence_id:uuid}/winding-down/{contract_id:uuid}", opt=APPLY, include_in_schema=False)
async def end(request: Ask, licence_id: UUID, contract_id: UUID) -> Response[Any]:
    licence = await _own(request, licence_id)
    form, problems, raw = await forms.parse(shapes.Ended, request)
    if form is not None:
        try:
            await acts.end_contract(
                licence_id,
                contract_id,
                ended_on=form.ended_on,
                how=form.how,
                actor=actor_of(request),
                now=clock.now(),
            )
        except errors.Invalid as invalid:
            problems = forms.refused(invalid.errors)
        else:
            flash(request, _("已报告终止"))
            return redirect(f"/firm/licences/{licence_id}/winding-down")
    return await _ending_page(request, licence, contract_id, raw, problems)


# --- the proof before the licence is given up ---------------------------------------------------------


def _settles(licence: Row) -> Row:
    kind = procedures.licence_kind(licence)
    if kind is None or not kind.settles_first:
        raise errors.NotFound
    return licence


async def _settlement_page(
    request: Ask, licence: Row, values: Row, problems: dict[str, str]
) -> Response[Any]:
    return page(
        "licensing/settlement.html",
        request,
        status_code=422 if problems else 200,
        acting_for=licence["firm_name"],
        licence=licence,
        said=await winding.settlement(licence["id"]),
        accepts=PAPERS,
        law=rules.SETTLED_FIRST,
        values=values,
        errors=problems,
        breadcrumbs=[(_("许可与备案"), "/firm/licensing"), (_("劳动关系和社会保险处理证明"), None)],
    )


@get("/firm/licences/{licence_id:uuid}/settlement", opt=APPLY, include_in_schema=False)
async def settlement(request: Ask, licence_id: UUID) -> Response[Any]:
    """The proof that comes before the request for cancellation."""
    return await _settlement_page(request, _settles(await _own(request, licence_id)), {}, {})


@post(
    "/firm/licences/{licence_id:uuid}/settlement",
    opt=APPLY,
    include_in_schema=False,
    request_max_body_size=apply.UPLOAD_LIMIT,
)
async def settle(request: Ask, licence_id: UUID) -> Response[Any]:
    licence = _settles(await _own(request, licence_id))
    form, problems, raw = await forms.parse(shapes.Settlement, request)
    if form is None:
        return await _settlement_page(request, licence, raw, problems)
    await acts.settle(
        licence_id,
        workers=form.workers,
        relations=form.relations,
        insurance=form.insurance,
        file=(form.file.name, form.file.media_type, form.file.data),
        folder=apply.folder(),
        actor=actor_of(request),
        now=clock.now(),
    )
    flash(request, _("证明已提交，可以申请注销"))
    return redirect(f"/firm/licences/{licence_id}/cancellation")


# --- the desk -----------------------------------------------------------------------------------------


@get("/desk/winding-down", opt=READ, include_in_schema=False)
async def listed(request: Ask) -> Response[Any]:
    """Firms whose dispatch licence ended while contracts still run."""
    return page(
        "licensing/winding_list.html",
        request,
        tabs=tabs(request, "winding-down"),
        rows=await winding.listed(actor_of(request)),
        pill=pill,
        views=views,
        law=rules.CONTRACTS_RUN_ON,
    )


async def _desk_page(request: Ask, licence: Row, values: Row, problems: dict[str, str]) -> Response[Any]:
    shown = await _shown(licence)
    conflicted = await people.conflicts_of(licence["firm"], today=clock.today())
    return page(
        "licensing/winding_desk.html",
        request,
        status_code=422 if problems else 200,
        can_close=shown["last_day"] is None
        and winding.can_close(actor_of(request), shown["found"], conflicted),
        entries=await views.timeline("winding_down", shown["found"]["id"], for_firm=False),
        values=values,
        errors=problems,
        breadcrumbs=[
            (_("许可证"), "/desk/licences"),
            (licence["number"], f"/desk/licences/{licence['id']}"),
            (_("原有派遣合同"), None),
        ],
        **shown,
    )


@get("/desk/licences/{licence_id:uuid}/winding-down", opt=READ, include_in_schema=False)
async def desk(request: Ask, licence_id: UUID) -> Response[Any]:
    """What still runs, by user unit and last day."""
    return await _desk_page(request, await queries.visible_licence(actor_of(request), licence_id), {}, {})


@post("/desk/licences/{licence_id:uuid}/winding-down", opt=HANDLE, include_in_schema=False)
async def close(request: Ask, licence_id: UUID) -> Response[Any]:
    """The last contract has ended."""
    licence = await queries.visible_licence(actor_of(request), licence_id)
    form, problems, raw = await forms.parse(shapes.Close, request)
    if form is None:
        return await _desk_page(request, licence, raw, problems)
    await acts.close(licence_id, reason=form.reason, actor=actor_of(request), now=clock.now())
    flash(request, _("已办结，登记已更新"))
    return redirect(f"/desk/licences/{licence_id}/winding-down")


@get("/desk/licences/{licence_id:uuid}/term", opt=READ, include_in_schema=False)
async def term(request: Ask, licence_id: UUID) -> Response[Any]:
    """Penalties and reports of one term, each with its source: what a renewal may be refused for."""
    licence = _settles(await queries.visible_licence(actor_of(request), licence_id))
    return page(
        "licensing/term.html",
        request,
        licence=licence,
        record=await term_records.of_licence(licence, today=clock.today()),
        least=dispatch_record.PENALTIES_THAT_BAR.since(clock.today()),
        words=views.FACT_NAMES,
        settlement=await winding.settlement(licence_id),
        breadcrumbs=[
            (_("许可证"), "/desk/licences"),
            (licence["number"], f"/desk/licences/{licence_id}"),
            (_("本期处罚和报告"), None),
        ],
    )


@get("/desk/licences/{licence_id:uuid}/settlement", opt=READ, include_in_schema=False)
async def proof(request: Ask, licence_id: UUID) -> Response[bytes]:
    """The uploaded proof of the holder that gives its licence up."""
    _settles(await queries.visible_licence(actor_of(request), licence_id))
    said = await winding.settlement(licence_id)
    if said is None:
        raise errors.NotFound
    row, content = await attachments.read(apply.folder(), said["proof"])
    return apply.sent_file(row, content)


HANDLERS = [own, add, complete, ending, end, settlement, settle, listed, desk, close, term, proof]
