"""A licence's paper anew: the holder asks, the desk issues it or says why not."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app.access.guards import actor_of, firm_of
from app.access.permissions import Permission
from app.licensing import forms as shapes
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.accounts import people
from regulation.annual_reports.queries import public
from regulation.casework import documents, void_papers
from regulation.law import beijing
from regulation.law.citation import LICENSING_LAW
from regulation.licensing import permissions, queries
from regulation.licensing.actions import reissuing
from regulation.licensing.rules import reissue

Ask = Request[Any, Any, Any]
Row = dict[str, Any]
APPLY = {"permission": Permission.LICENSING_APPLY}
READ = {"permission": Permission.LICENSING_READ}
HANDLE = {"permission": Permission.LICENSING_HANDLE}


async def _own(request: Ask, licence_id: UUID) -> Row:
    found = await queries.visible_licence(actor_of(request), licence_id)
    if found["firm"] != firm_of(request):
        raise errors.NotFound
    return found


async def _own_page(request: Ask, licence: Row, values: Row, problems: dict[str, str]) -> Response[Any]:
    return page(
        "licensing/ask_reissue.html",
        request,
        status_code=422 if problems else 200,
        acting_for=licence["firm_name"],
        licence=licence,
        newest=await reissuing.newest_request(licence["id"]),
        statuses=reissue.REQUEST_STATUSES,
        reasons=[(name, _(label)) for name, label in void_papers.ASKED.items()],
        document=licence["document"],
        token=(await documents.by_id(licence["document"]))["token"] if licence["document"] else "",
        law=LICENSING_LAW.article(58),
        values=values,
        errors=problems,
        breadcrumbs=[(_("许可与备案"), "/firm/licensing"), (_("补发许可证"), None)],
    )


@get("/firm/licences/{licence_id:uuid}/paper", opt=APPLY, include_in_schema=False)
async def own_paper(request: Ask, licence_id: UUID) -> Response[Any]:
    """The licence's files, and the request for a new paper."""
    return await _own_page(request, await _own(request, licence_id), {}, {})


@post("/firm/licences/{licence_id:uuid}/paper", opt=APPLY, include_in_schema=False)
async def ask(request: Ask, licence_id: UUID) -> Response[Any]:
    """The holder's signatory asks for a new paper."""
    licence = await _own(request, licence_id)
    form, problems, raw = await forms.parse(shapes.NewPaper, request)
    if form is None:
        return await _own_page(request, licence, raw, problems)
    try:
        await reissuing.ask(
            licence_id, reason=form.reason, account=form.account, actor=actor_of(request), now=clock.now()
        )
    except errors.Invalid as invalid:
        return await _own_page(request, licence, raw, forms.refused(invalid.errors))
    flash(request, _("补发申请已提交"))
    return redirect(f"/firm/licences/{licence_id}/paper")


@post("/firm/licences/{licence_id:uuid}/paper/take-back", opt=APPLY, include_in_schema=False)
async def take_back(request: Ask, licence_id: UUID) -> Response[Any]:
    """The holder found its paper."""
    await _own(request, licence_id)
    asked = await reissuing.open_request(licence_id)
    if asked is None:
        raise errors.AlreadyMoved
    await reissuing.take_back(asked["id"], actor=actor_of(request), now=clock.now())
    flash(request, _("补发申请已撤回，原证继续有效"))
    return redirect(f"/firm/licences/{licence_id}/paper")


async def _desk_page(
    request: Ask, licence: Row, asked: Row, values: Row, problems: dict[str, str]
) -> Response[Any]:
    conflicted = await people.conflicts_of(licence["firm"], today=clock.today())
    return page(
        "licensing/reissue.html",
        request,
        status_code=422 if problems else 200,
        licence=licence,
        asked=asked,
        reason=_(void_papers.ASKED[asked["reason"]]),
        may=permissions.can_reissue(actor_of(request), licence, conflicted),
        law=LICENSING_LAW.article(58),
        values=values,
        errors=problems,
        breadcrumbs=[
            (_("许可证"), "/desk/licences"),
            (licence["number"], f"/desk/licences/{licence['id']}"),
            (_("补发许可证"), None),
        ],
    )


async def _asked(request: Ask, licence_id: UUID) -> tuple[Row, Row]:
    licence = await queries.visible_licence(actor_of(request), licence_id)
    asked = await reissuing.open_request(licence_id)
    if asked is None:
        raise errors.NotFound
    return licence, asked


@get("/desk/licences/{licence_id:uuid}/reissue", opt=READ, include_in_schema=False)
async def request_for_paper(request: Ask, licence_id: UUID) -> Response[Any]:
    """What the holder states, and the two answers."""
    return await _desk_page(request, *await _asked(request, licence_id), {}, {})


@post("/desk/licences/{licence_id:uuid}/reissue", opt=HANDLE, include_in_schema=False)
async def issue(request: Ask, licence_id: UUID) -> Response[Any]:
    """Issue the new paper; the old one is void from now on."""
    licence, asked = await _asked(request, licence_id)
    reports = [
        {
            "year": each.year,
            "filed_on": beijing.legal_day(each.filed_at),
            "result": "逾期报送" if each.is_late else "已报送",
        }
        for each in sorted(await public.extracts(licence["firm"]), key=lambda each: each.year)
    ]
    await reissuing.issue(asked["id"], yearly_reports=reports, actor=actor_of(request), now=clock.now())
    flash(request, _("已补发，原证作废"))
    return redirect(f"/desk/licences/{licence_id}")


@post("/desk/licences/{licence_id:uuid}/reissue/decline", opt=HANDLE, include_in_schema=False)
async def decline(request: Ask, licence_id: UUID) -> Response[Any]:
    """Not issued; the holder is told why."""
    licence, asked = await _asked(request, licence_id)
    form, problems, raw = await forms.parse(shapes.Reason, request)
    if form is None:
        return await _desk_page(request, licence, asked, raw, problems)
    await reissuing.decline(asked["id"], answer=form.reason, actor=actor_of(request), now=clock.now())
    flash(request, _("已答复机构"))
    return redirect(f"/desk/licences/{licence_id}")


HANDLERS = [own_paper, ask, take_back, request_for_paper, issue, decline]
