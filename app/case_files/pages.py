"""The file of a case on the desk: what is in it, what it lacks, and all of it as one PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from uuid import UUID

from litestar import Request, Response, get

from app import clock
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.case_files import binding, publicity_pages
from app.shell.i18n import gettext as _
from app.shell.render import page
from regulation import errors
from regulation.case_files import queries as files
from regulation.case_files.rules import checklist
from regulation.case_files.rules.contents import PART_NAMES, VOLUME_NAMES, Volume
from regulation.penalties import papers, permissions, queries
from regulation.penalties.status import CASE_NAMES, CASE_TONES, CaseStatus
from regulation.words import N_

if TYPE_CHECKING:
    from regulation.actor import Actor

Ask = Request[Any, Any, Any]
READ = {"permission": Permission.CASES_READ}
TONES = {
    checklist.State.PRESENT: "good",
    checklist.State.MISSING: "bad",
    checklist.State.NOT_YET: "info",
    checklist.State.NOT_NEEDED: "neutral",
}
#: Names of what can be asked for, and what it holds.
VOLUMES: dict[str, tuple[Volume, ...]] = {
    "whole": (Volume.MAIN, Volume.SIDE),
    "main": (Volume.MAIN,),
    "side": (Volume.SIDE,),
}
FILE_NAMES = {"whole": "案卷", "main": "正卷", "side": "副卷"}
REFUSED = N_("案卷含有证人、受害人的个人信息，由承办、审核、决定本案的人员查阅")


@get("/desk/cases/{case_id:uuid}/file", opt=READ, include_in_schema=False)
async def file(request: Ask, case_id: UUID) -> Response[Any]:
    """Check list and index."""
    actor = actor_of(request)
    case = await queries.visible_case(actor, case_id)
    entries = await files.entries(case, binding.titles())
    lines = checklist.check_list(await files.path(case, entries, today=clock.today()))
    status = CaseStatus(case["status"])
    may_open = permissions.may_read_victims(actor, case)
    return page(
        "case_files/file.html",
        request,
        case=case,
        status=_(CASE_NAMES[status]),
        tone=CASE_TONES[status],
        lines=[
            {
                "name": _(each.name),
                "state": _(checklist.STATE_NAMES[each.state]),
                "tone": TONES[each.state],
                "numbers": _("、").join(each.numbers),
                "why": _(each.why) if each.why else "",
                "citation": each.citation,
            }
            for each in lines
        ],
        lacking=[_(each.name) for each in lines if each.state is checklist.State.MISSING],
        volumes=[_volume(each, entries, case_id, may_open=may_open) for each in Volume],
        may_open=may_open,
        breadcrumbs=[
            (_("案件"), "/desk/cases"),
            (case["number"], f"/desk/cases/{case_id}"),
            (_("案卷"), None),
        ],
    )


def _volume(volume: Volume, entries: list[Any], case_id: UUID, *, may_open: bool) -> dict[str, Any]:
    found, part = [], None
    for each in entries:
        if each.volume is not volume:
            continue
        url = ""
        if each.document:
            url = f"/documents/{each.document}.pdf"
        elif may_open:
            url = f"/desk/cases/{case_id}/files/{each.attachment}"
        found.append(
            {
                "part": _(PART_NAMES[each.part]) if each.part is not part else "",
                "title": _(each.title),
                "number": each.number,
                "on": each.on,
                "note": _(each.note) if each.note else "",
                "url": url,
            }
        )
        part = each.part
    return {"name": _(VOLUME_NAMES[volume]), "entries": found}


def _outcome(case: dict[str, Any]) -> str:
    """How the case ended, for the cover: Chinese, as all of the file."""
    if case["decision_number"]:
        return f"{case['decision_number']}　{papers.summary(queries.proposal_of(case))}"
    return CASE_NAMES[CaseStatus(case["status"])]


def _check_may_open(actor: Actor, case: dict[str, Any]) -> None:
    if not permissions.may_read_victims(actor, case):
        raise errors.NotPermitted(REFUSED)


@get("/desk/cases/{case_id:uuid}/file/{name:str}", opt=READ, include_in_schema=False)
async def bound(request: Ask, case_id: UUID, name: str) -> Response[bytes]:
    """`whole.pdf`, `main.pdf` or `side.pdf`, made anew each time from the papers as they are kept."""
    actor = actor_of(request)
    case = await queries.visible_case(actor, case_id)
    wanted = name.removesuffix(".pdf")
    if not name.endswith(".pdf") or wanted not in VOLUMES:
        raise errors.NotFound
    _check_may_open(actor, case)
    content = await binding.bound(case, VOLUMES[wanted], outcome=_outcome(case))
    return Response(
        content,
        media_type="application/pdf",
        headers={
            "Content-Disposition": f"inline; filename*=UTF-8''{quote(case['number'] + FILE_NAMES[wanted])}.pdf",
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


HANDLERS = [file, bound, *publicity_pages.HANDLERS]
