"""The check of a promise as the firm sees it: what is looked at, what was found, what it put right."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app.access.guards import actor_of, firm_of
from app.access.permissions import Permission
from app.licensing import apply, check_pages, views
from app.licensing import forms as shapes
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.firms.status import RegistrationKind
from regulation.law.citation import (
    BEIJING_BUSINESS_ENVIRONMENT,
    BEIJING_COMMITMENT_NOTICE,
    CIVIL_PROCEDURE_LAW,
)
from regulation.licensing import permissions, procedures, promises, queries
from regulation.licensing.actions import check_files
from regulation.licensing.rules import conditions
from regulation.licensing.status import CheckOccasion, CheckStatus

APPLY = {"permission": Permission.LICENSING_APPLY}
Row = dict[str, Any]
Ask = Request[Any, Any, Any]


async def _own(request: Ask, check_id: UUID) -> Row:
    found = await queries.visible_check(actor_of(request), check_id)
    if found["firm"] != firm_of(request):
        raise errors.NotFound
    return found


async def _own_page(request: Ask, found: Row, values: Row, problems: dict[str, str]) -> Response[Any]:
    actor = actor_of(request)
    known = procedures.KINDS[RegistrationKind(found["licence_kind"])].check_points
    unmet = conditions.unmet_points(found["points"], known)
    return page(
        "licensing/check_own.html",
        request,
        status_code=422 if problems else 200,
        acting_for=found["firm_name"],
        check=found,
        state=views.pill(found["status"], views.CHECK_WORDS),
        occasion=_(views.OCCASION_NAMES[CheckOccasion(found["occasion"])]),
        clocks=await views.clock_chips(found["id"], clock.today()),
        points=[(_(label), found["points"].get(name, ""), name in unmet) for name, label in known.items()],
        words={"yes": _("符合"), "no": _("不符合"), "na": _("不涉及"), "": "—"},
        order=await promises.order_of(found["id"]),
        can_receive=permissions.can_sign(actor, found["firm"])
        and await check_files.can_receive(found, today=clock.today()),
        may_report=found["status"] == CheckStatus.FAILED and permissions.can_sign(actor, found["firm"]),
        corrections=await promises.corrections_of(found["id"]),
        files=[each for each in await promises.files_of(found["id"]) if each["kind"] == promises.CORRECTION],
        papers=await views.papers(("commitment_check", found["id"])),
        entries=await views.timeline("commitment_check", found["id"], for_firm=True),
        accepts=shapes.PAPERS,
        basis=BEIJING_BUSINESS_ENVIRONMENT.article(33),
        notice=BEIJING_COMMITMENT_NOTICE.part("第一项", "item 1"),
        e_service=CIVIL_PROCEDURE_LAW.article(90),
        values=values,
        errors=problems,
        breadcrumbs=[(_("许可与备案"), "/firm/licensing"), (_("履诺检查"), None)],
    )


@get("/firm/checks/{check_id:uuid}", opt=APPLY, include_in_schema=False)
async def own(request: Ask, check_id: UUID) -> Response[Any]:
    """What the officials look at, what they found, what is to be put right by when."""
    return await _own_page(request, await _own(request, check_id), {}, {})


@post("/firm/checks/{check_id:uuid}/receipt", opt=APPLY, include_in_schema=False)
async def receive(request: Ask, check_id: UUID) -> Response[Any]:
    """The order arrived here: that is its service."""
    await _own(request, check_id)
    await check_files.receive_order(check_id, actor=actor_of(request), now=clock.now())
    flash(request, _("已签收，指令书自今天送达"))
    return redirect(f"/firm/checks/{check_id}")


@post(
    "/firm/checks/{check_id:uuid}/correction",
    opt=APPLY,
    include_in_schema=False,
    request_max_body_size=check_pages.UPLOAD_LIMIT,
)
async def report(request: Ask, check_id: UUID) -> Response[Any]:
    """The firm says what it put right, with its proof."""
    found = await _own(request, check_id)
    form, problems, raw = await forms.parse(shapes.Correction, request)
    if form is not None:
        try:
            await check_files.report_correction(
                check_id,
                account=form.account,
                files=[(each.name, each.media_type, each.data) for each in form.files],
                folder=apply.folder(),
                actor=actor_of(request),
                now=clock.now(),
            )
        except errors.Invalid as invalid:
            problems = forms.refused(invalid.errors)
        else:
            flash(request, _("整改情况已提交，许可机关将复查"))
            return redirect(f"/firm/checks/{check_id}")
    return await _own_page(request, found, raw, problems)


@get("/firm/checks/{check_id:uuid}/files/{file_id:uuid}", opt=APPLY, include_in_schema=False)
async def own_file(request: Ask, check_id: UUID, file_id: UUID) -> Response[bytes]:
    """One's own proof; what the officials photographed stays with them."""
    found = await _own(request, check_id)
    return await check_pages.sent(found["id"], file_id, of_firm=True)


HANDLERS = [own, receive, report, own_file]
