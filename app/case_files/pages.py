"""The file of a case on the desk: what is in it, what it lacks, and all of it as one PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app import errors as answers
from app.access.guards import actor_of, may
from app.access.permissions import Permission
from app.case_files import archive_pages, binding, closing_pages
from app.case_files.views import check_lines
from app.penalties import act as attached
from app.penalties import views
from app.shell.i18n import gettext as _
from app.shell.render import page
from regulation import errors
from regulation.case_files import queries as files
from regulation.case_files import reviews
from regulation.case_files.actions import archiving, closing
from regulation.case_files.rules import checklist
from regulation.case_files.rules.contents import PART_NAMES, VOLUME_NAMES, Volume
from regulation.case_files.status import READINGS, Closing
from regulation.law.citation import PENALTY_LAW
from regulation.penalties import permissions, queries
from regulation.penalties.actions import summary
from regulation.penalties.status import CASE_NAMES, CASE_TONES, CaseStatus
from regulation.remedies.status import RECEIVED
from regulation.words import N_

if TYPE_CHECKING:
    from regulation.actor import Actor

Ask = Request[Any, Any, Any]
READ = {"permission": Permission.CASES_READ}
FILE_NAMES = {"whole": "案卷", "main": "正卷", "side": "副卷"}
REFUSED = N_("案卷含有证人、受害人的个人信息，由承办、审核、决定本案的人员查阅")


@get("/desk/cases/{case_id:uuid}/file", opt=READ, include_in_schema=False)
async def file(request: Ask, case_id: UUID) -> Response[Any]:
    """Check list and index; of an archived file what was bound, with its pages and whether its bytes still are the same."""
    return await _file(request, case_id)


@post("/desk/cases/{case_id:uuid}/file", opt=READ, include_in_schema=False)
async def consult(request: Ask, case_id: UUID) -> Response[Any]:
    """Enter who consults the archived file and why; then it opens."""
    try:
        opened, wrong = await archive_pages.consult(request, case_id)
    except errors.Invalid as refusal:
        opened, wrong = None, {"errors": answers.field_words(refusal), "status_code": 422}
    return opened if opened is not None else await _file(request, case_id, **wrong)


async def _archive(case_id: UUID) -> dict[str, Any] | None:
    """The archived file as the page shows it."""
    found = await archiving.latest(case_id)
    if found is None:
        return None
    changed = await archiving.compared(found, attached.folder())
    return {
        **found,
        "changed": [_(archive_pages.VOLUME_WORDS[each]) for each in sorted(changed)],
        "volumes": [
            {**each, "label": _(archive_pages.VOLUME_WORDS[each["name"]])} for each in found["volumes"]
        ],
        "is_current": found["closing_status"] == Closing.APPROVED,
        "volume_words": {str(each): _(VOLUME_NAMES[each]) for each in Volume},
    }


async def _file(request: Ask, case_id: UUID, **extra: Any) -> Response[Any]:
    actor = actor_of(request)
    case = await queries.visible_case(actor, case_id)
    entries = await files.entries(case, binding.titles())
    lines = [
        *checklist.check_list(await files.path(case, entries, today=clock.today())),
        *await reviews.lines(case_id, today=clock.today()),
    ]
    status = CaseStatus(case["status"])
    may_open = permissions.may_read_victims(actor, case)
    kept = await _archive(case_id)
    return page(
        "case_files/file.html",
        request,
        case=case,
        status=_(CASE_NAMES[status]),
        tone=CASE_TONES[status],
        lines=check_lines(lines),
        lacking=[_(each.name) for each in lines if each.state is checklist.State.MISSING],
        volumes=[_volume(each, entries, case_id, may_open=may_open) for each in Volume],
        may_open=may_open,
        archive=kept,
        may_archive=may(actor, Permission.CASES_HANDLE)
        and actor.organ_id == case["organ"]
        and await archiving.waiting(case_id) is not None,
        volume_choices=[(each["name"], each["label"]) for each in kept["volumes"]] if kept else [],
        readings=views.choices(READINGS),
        reading_words=views.words(READINGS),
        **{"values": {"way": "screen"}, "errors": {}, "status_code": 200, **extra},
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
        elif each.kind in RECEIVED:
            url = f"/desk/remedies/files/{each.attachment}"
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


def _check_may_open(actor: Actor, case: dict[str, Any]) -> None:
    if not permissions.may_read_victims(actor, case):
        raise errors.NotPermitted(REFUSED, citation=PENALTY_LAW.article(50))


async def _is_archived(case_id: UUID) -> bool:
    found = await closing.living(case_id)
    return found is not None and found["archive"] is not None


@get("/desk/cases/{case_id:uuid}/file/{name:str}", opt=READ, include_in_schema=False)
async def bound(request: Ask, case_id: UUID, name: str) -> Response[bytes]:
    """`whole.pdf`, `main.pdf` or `side.pdf`, made anew each time from the papers as they are kept."""
    actor = actor_of(request)
    case = await queries.visible_case(actor, case_id)
    wanted = name.removesuffix(".pdf")
    if not name.endswith(".pdf") or wanted not in archive_pages.VOLUMES:
        raise errors.NotFound
    _check_may_open(actor, case)
    if await _is_archived(case_id):
        # What was bound is read, with a purpose; it is not made anew beside it.
        raise errors.Refused(
            N_("案卷已归档；请登记查阅事由后打开归档时的案卷"), citation=PENALTY_LAW.article(47)
        )
    content = await binding.bound(case, archive_pages.VOLUMES[wanted], outcome=archive_pages.outcome(case))
    return _pdf(content, case["number"] + FILE_NAMES[wanted])


def _pdf(content: bytes, name: str) -> Response[bytes]:
    return Response(
        content,
        media_type="application/pdf",
        headers={
            "Content-Disposition": f"inline; filename*=UTF-8''{quote(name)}.pdf",
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


@get("/desk/spot/{spot_id:uuid}/file.pdf", opt=READ, include_in_schema=False)
async def of_spot(request: Ask, spot_id: UUID) -> Response[bytes]:
    """The whole file of a penalty on the spot, made anew each time from the papers as they are kept."""
    spot = await summary.visible(actor_of(request), spot_id)
    return _pdf(await binding.of_spot(spot), spot["number"] + FILE_NAMES["whole"])


HANDLERS = [
    file,
    consult,
    bound,
    of_spot,
    *archive_pages.HANDLERS,
    *closing_pages.HANDLERS,
]
