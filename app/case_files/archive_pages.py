"""The file of a closed case: bound once, then opened for a stated purpose; and the whole course of a case on one page."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote
from uuid import UUID

from litestar import Request, Response, get, post
from pydantic import Field

from app import clock
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.case_files import binding
from app.penalties import act as attached
from app.penalties import views
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.case_files import chronology
from regulation.case_files.actions import archiving
from regulation.case_files.rules.contents import Volume
from regulation.casework import calendar
from regulation.penalties import papers, queries
from regulation.penalties.actions import evidence
from regulation.penalties.status import ACT_NAMES, CASE_NAMES, CASE_TONES, ORDER_ACT_NAMES, CaseStatus
from regulation.words import N_

Ask = Request[Any, Any, Any]
READ = {"permission": Permission.CASES_READ}
HANDLE = {"permission": Permission.CASES_HANDLE}
#: Names of what can be asked for, and what it holds.
VOLUMES: dict[str, tuple[Volume, ...]] = {
    "whole": (Volume.MAIN, Volume.SIDE),
    "main": (Volume.MAIN,),
    "side": (Volume.SIDE,),
}
VOLUME_WORDS = {"whole": N_("整个案卷"), "main": N_("正卷"), "side": N_("副卷")}


class ConsultForm(forms.Form):
    """Who consults which volume, and why."""

    volume: str = Field(title=N_("查阅哪一卷"), max_length=8)
    way: str = Field(title=N_("方式"), max_length=10)
    purpose: str = Field(title=N_("查阅事由"), min_length=4, max_length=500)
    reader: str = Field(title=N_("借阅人和单位"), default="", max_length=200)


def outcome(case: dict[str, Any]) -> str:
    """How the case ended, for the cover: Chinese, as all of the file."""
    if case["decision_number"]:
        return f"{case['decision_number']}　{papers.summary(queries.proposal_of(case))}"
    return CASE_NAMES[CaseStatus(case["status"])]


@post("/desk/cases/{case_id:uuid}/file/archive", opt=HANDLE, include_in_schema=False)
async def archive(request: Ask, case_id: UUID) -> Response[Any]:
    """Bind the closed file, once for all."""
    form, _problems, _raw = await forms.parse(forms.Form, request)
    if form is None:
        raise errors.NotFound
    actor, now = actor_of(request), clock.now()
    case = await queries.visible_case(actor, case_id)
    waiting = await archiving.check_can_archive(case_id, actor=actor, now=now)
    await evidence.verify(attached.folder(), case_id, actor=actor, now=now)
    made = {
        name: await binding.made(case, volumes, outcome=outcome(case), archive=waiting["archive_number"])
        for name, volumes in VOLUMES.items()
    }
    await archiving.archive(
        case_id,
        [
            archiving.Bound(name, each.bound.content, each.bound.pages)
            for name, each in made.items()
            if each.papers
        ],
        made["whole"].papers,
        folder=attached.folder(),
        actor=actor,
        now=now,
    )
    flash(request, _("已归档，归档号%(number)s", number=waiting["archive_number"]))
    return redirect(f"/desk/cases/{case_id}/file")


async def consult(request: Ask, case_id: UUID) -> tuple[Response[Any] | None, dict[str, Any]]:
    """Enter the reading; where it opens, or what was wrong."""
    form, problems, raw = await forms.parse(ConsultForm, request)
    if form is not None:
        made = await archiving.consult(case_id, **dict(form), actor=actor_of(request), now=clock.now())
        flash(request, _("已登记"))
        if form.way == "screen":
            return redirect(f"/desk/cases/{case_id}/file/readings/{made}.pdf"), {}
        return redirect(f"/desk/cases/{case_id}/file"), {}
    return None, {"values": raw, "errors": problems, "status_code": 422}


@get("/desk/cases/{case_id:uuid}/file/readings/{name:str}", opt=READ, include_in_schema=False)
async def reading(request: Ask, case_id: UUID, name: str) -> Response[bytes]:
    """The very bytes that were bound, compared with their hash, for whom has entered the reading today."""
    actor = actor_of(request)
    await queries.visible_case(actor, case_id)
    try:
        reading_id = UUID(name.removesuffix(".pdf"))
    except ValueError:
        raise errors.NotFound from None
    found, content = await archiving.opened(
        case_id, reading_id, attached.folder(), actor=actor, now=clock.now()
    )
    return Response(
        content,
        media_type="application/pdf",
        headers={
            "Content-Disposition": f"inline; filename*=UTF-8''{quote(found['archive_number'])}.pdf",
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


@get("/desk/cases/{case_id:uuid}/file/course", opt=READ, include_in_schema=False)
async def course(request: Ask, case_id: UUID) -> Response[Any]:
    """Every act of the case in the order of time, with the day of the case, who took it and the article; its periods."""
    case = await queries.visible_case(actor_of(request), case_id)
    status = CaseStatus(case["status"])
    names = {**ORDER_ACT_NAMES, **ACT_NAMES}
    lines = await chronology.of_case(case)
    return page(
        "case_files/course.html",
        request,
        case=case,
        status=_(CASE_NAMES[status]),
        tone=CASE_TONES[status],
        lines=[{**each, "act": _(str(names.get(each["action"], each["action"])))} for each in lines],
        clocks=[
            {**each, "name": _(views.CLOCK_NAMES[each["kind"]])}
            for each in await chronology.periods(case, today=clock.today(), known=await calendar.current())
        ],
        breadcrumbs=[
            (_("案件"), "/desk/cases"),
            (case["number"], f"/desk/cases/{case_id}"),
            (_("案卷"), f"/desk/cases/{case_id}/file"),
            (_("办案经过"), None),
        ],
    )


HANDLERS = [archive, reading, course]
