"""Papers printed many at a time at the desk: choose, look over, start; progress, what failed, one file for the printer."""

from __future__ import annotations

import re
import time
import zipfile
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Annotated, Any, Literal
from urllib.parse import quote
from uuid import UUID

from litestar import MediaType, Request, Response, get, post
from pydantic import Field

from app import clock
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.documents import printing
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, fragment, page, redirect, wants_fragment
from regulation import errors
from regulation.casework import documents, print_batches
from regulation.casework.status import PRINT_OUTCOMES, PRINT_STATUSES, PrintOutcome, PrintStatus
from regulation.notices import actions as notices
from regulation.words import N_
from reports import gathering, pdf
from reports.documents import registry
from reports.exports import csv as csv_export
from reports.exports.columns import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

Ask = Request[Any, Any, Any]
Row = dict[str, Any]
HOME = "/desk/printing"
HANDLE = {"permission": Permission.LICENSING_HANDLE}
VARIANTS = {"": N_("正本"), "copy": N_("副本"), "electronic": N_("电子证照")}
KINDS = ("licence", "dispatch_licence", "filing_certificate")
NO_VARIANT = N_("备案凭证只有一种形式，请选择正本")
TONES = {
    PrintStatus.PROPOSED: "warn",
    PrintStatus.RUNNING: "info",
    PrintStatus.DONE: "good",
    PrintStatus.STOPPED: "done",
}
OUTCOME_TONES = {
    PrintOutcome.WAITING: "neutral",
    PrintOutcome.PRINTED: "good",
    PrintOutcome.KEPT: "info",
    PrintOutcome.VOID: "warn",
    PrintOutcome.FAILED: "bad",
}
LISTED = 500


class Chosen(forms.Form):
    """Which papers are wanted."""

    kind: Annotated[Literal["licence", "dispatch_licence", "filing_certificate"], Field(title=N_("文书种类"))]
    variant: Annotated[Literal["", "copy", "electronic"], Field(title=N_("形式"))] = ""
    since: Annotated[date | None, Field(title=N_("签发日期自"))] = None
    until: Annotated[date | None, Field(title=N_("签发日期至"))] = None
    only_new: bool = False
    numbers: Annotated[str, Field(max_length=40_000, title=N_("编号"))] = ""


#: What a file name must not have.
UNSAFE = re.compile(r"[^\w（）〔〕-]+")


class Nothing(forms.Form):
    """A button alone."""


async def work(*, seconds: float) -> int:
    """Print what was started, as long as the time allows; how many papers were dealt with. For the worker."""
    until, dealt = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        piece = await print_batches.next_piece()
        if piece is None:
            break
        failed: Sequence[tuple[UUID, str]] = ()
        try:
            async for progress in printing.print_batch(piece.documents, piece.variant):
                failed = progress.failed
        except pdf.PrintFailure as problem:
            # The press broke down: what it printed is kept, what it did not is named with the reason.
            failed = [
                (each, str(problem))
                for each in piece.documents
                if await documents.stored_bytes(each, piece.variant) is None
            ]
        await print_batches.note(piece, failed)
        dealt += len(piece.documents)
    for batch in await print_batches.finish(now=clock.now()):
        await notices.tell(
            N_("文书批量印制已完成"),
            f"{HOME}/{batch['id']}",
            kind="print_batch",
            now=clock.now(),
            person_id=batch["created_by"],
        )
    return dealt


async def _home(request: Ask, values: Row, problems: dict[str, str]) -> Response[Any]:
    batches = await print_batches.of_organ(actor_of(request))
    return page(
        "documents/printing.html",
        request,
        status_code=422 if problems else 200,
        kinds=[(kind, _(registry.name(kind))) for kind in KINDS],
        variants=[(name, _(label)) for name, label in VARIANTS.items()],
        batches=[_worded(each) for each in batches],
        most=print_batches.MOST,
        values=values,
        errors=problems,
        breadcrumbs=[(_("许可"), "/desk/licences"), (_("批量印制"), None)],
    )


def _worded(batch: Row) -> Row:
    return {
        **batch,
        "name": _(registry.name(batch["kind"])),
        "form": _(VARIANTS[batch["variant"]]),
        "word": _(PRINT_STATUSES[batch["status"]]),
        "tone": TONES[batch["status"]],
    }


@get(HOME, opt=HANDLE, include_in_schema=False)
async def home(request: Ask) -> Response[Any]:
    """What to print, and the last batches."""
    return await _home(request, {"kind": "licence", "variant": "", "only_new": "true"}, {})


@post(HOME, opt=HANDLE, include_in_schema=False)
async def propose(request: Ask) -> Response[Any]:
    """Keep the list for looking over; nothing is printed yet."""
    form, problems, raw = await forms.parse(Chosen, request)
    if form is not None and form.variant and (form.kind, form.variant) not in printing.VARIANTS:
        problems = {"variant": _(NO_VARIANT)}
    if form is None or problems:
        return await _home(request, raw, problems)
    wanted = print_batches.Wanted(
        form.kind,
        form.variant,
        form.since,
        form.until,
        form.only_new,
        tuple(dict.fromkeys(line.strip() for line in form.numbers.splitlines() if line.strip())),
    )
    try:
        made = await print_batches.propose(wanted, actor=actor_of(request), now=clock.now())
    except errors.Invalid as refusal:
        said = {
            name: _(text) % refusal.params if refusal.params else _(text)
            for name, text in refusal.errors.items()
        }
        return await _home(request, raw, said)
    return redirect(f"{HOME}/{made}")


def _state(item: Row) -> tuple[str, str]:
    """What will become of a paper, before the batch is started, and what became of it."""
    outcome = PrintOutcome(item["outcome"])
    if outcome is PrintOutcome.WAITING and item["withdrawn_at"] is not None:
        outcome = PrintOutcome.VOID
    elif outcome is PrintOutcome.WAITING and item["sha256"]:
        outcome = PrintOutcome.KEPT
    return _(PRINT_OUTCOMES[outcome]), OUTCOME_TONES[outcome]


async def _batch(request: Ask, batch_id: UUID) -> Row:
    return await print_batches.visible(actor_of(request), batch_id)


@get(f"{HOME}/{{batch_id:uuid}}", opt=HANDLE, include_in_schema=False)
async def batch_page(request: Ask, batch_id: UUID) -> Response[Any]:
    """The list before it is started with what will become of each paper; its progress and its result afterwards."""
    batch = _worded(await _batch(request, batch_id))
    if wants_fragment(request) and batch["status"] != PrintStatus.RUNNING:
        return Response("", headers={"HX-Refresh": "true"}, media_type=MediaType.HTML)
    items = await print_batches.items(batch_id)
    rows = [{**each, "state": _state(each)} for each in items]
    context: Row = {
        "batch": batch,
        "items": rows[:LISTED],
        "failed": [each for each in rows if each["outcome"] in (PrintOutcome.FAILED, PrintOutcome.VOID)],
        "will_print": sum(1 for each in items if each["withdrawn_at"] is None),
    }
    if wants_fragment(request):
        return fragment("documents/print_batch.html", request, block="progress", **context)
    return page(
        "documents/print_batch.html",
        request,
        **context,
        breadcrumbs=[
            (_("许可"), "/desk/licences"),
            (_("批量印制"), HOME),
            (f"{batch['name']} · {batch['form']}", None),
        ],
    )


@post(f"{HOME}/{{batch_id:uuid}}/start", opt=HANDLE, include_in_schema=False)
async def start(request: Ask, batch_id: UUID) -> Response[Any]:
    """Let the worker print."""
    await print_batches.start(batch_id, actor=actor_of(request), now=clock.now())
    flash(request, _("开始印制；可以离开本页，完成后会通知您"))
    return redirect(f"{HOME}/{batch_id}")


@post(f"{HOME}/{{batch_id:uuid}}/stop", opt=HANDLE, include_in_schema=False)
async def stop(request: Ask, batch_id: UUID) -> Response[Any]:
    """Print no more; what was printed stays."""
    await print_batches.stop(batch_id, actor=actor_of(request), now=clock.now())
    flash(request, _("已停止，已经印制的保留"))
    return redirect(f"{HOME}/{batch_id}")


def _file(content: bytes, name: str, media_type: str) -> Response[bytes]:
    return Response(
        content,
        media_type=media_type,
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


@get(f"{HOME}/{{batch_id:uuid}}/papers.pdf", opt=HANDLE, include_in_schema=False)
async def papers(request: Ask, batch_id: UUID) -> Response[bytes]:
    """All papers of the batch as one file for the printer, from the stored files. One that became void meanwhile is left out."""
    batch = await _batch(request, batch_id)
    contents = [
        content
        for each in await print_batches.items(batch_id)
        if each["outcome"] in (PrintOutcome.PRINTED, PrintOutcome.KEPT) and each["withdrawn_at"] is None
        if (content := await documents.stored_bytes(each["document"], batch["variant"])) is not None
    ]
    if not contents:
        raise errors.NotFound
    return _file(await gathering.gathered(contents), f"{_worded(batch)['name']}.pdf", "application/pdf")


@get(f"{HOME}/{{batch_id:uuid}}/papers.zip", opt=HANDLE, include_in_schema=False)
async def signed_papers(request: Ask, batch_id: UUID) -> Response[bytes]:
    """The single files as they are stored, each with its signatures; the joined file has none. Raises NotFound."""
    batch = await _batch(request, batch_id)
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_STORED) as made:
        for each in await print_batches.items(batch_id):
            if (
                each["outcome"] not in (PrintOutcome.PRINTED, PrintOutcome.KEPT)
                or each["withdrawn_at"] is not None
            ):
                continue
            content = await documents.stored_bytes(each["document"], batch["variant"])
            if content is not None:
                made.writestr(_single(each), content)
        if not made.namelist():
            raise errors.NotFound
    return _file(kept.getvalue(), f"{_worded(batch)['name']}.zip", "application/zip")


def _single(item: Row) -> str:
    """The name of one paper's own file."""
    return f"{item['position']:04d}-{UNSAFE.sub('_', item['number'])}.pdf"


@get(f"{HOME}/{{batch_id:uuid}}/list.csv", opt=HANDLE, include_in_schema=False)
async def as_list(request: Ask, batch_id: UUID) -> Response[bytes]:
    """The batch as a list: number, firm, what became of it, checksum of the stored file, where it is verified."""
    await _batch(request, batch_id)
    columns = [
        Column(_("序号"), "count"),
        Column(_("编号")),
        Column(_("机构名称")),
        Column(_("签发时间"), "moment"),
        Column(_("结果")),
        Column(_("原因")),
        Column(_("带签名的单个文件")),
        Column("SHA-256"),
        Column(_("核验网址")),
    ]
    rows = [
        [
            each["position"],
            each["number"],
            each["firm_name"],
            each["issued_at"],
            _state(each)[0],
            _(each["why"]),
            _single(each) if each["sha256"] else "",
            each["sha256"] or "",
            printing.verification_url(each["token"]),
        ]
        for each in await print_batches.items(batch_id)
    ]
    return _file(b"".join(csv_export.chunks(columns, rows)), "list.csv", "text/csv; charset=utf-8")


HANDLERS = [home, propose, batch_page, start, stop, papers, signed_papers, as_list]
