"""The organ's copy of a decision that was written by hand: brought by its officers or the office, read by whoever reads it."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import quote
from uuid import UUID

from litestar import Request, Response, get, post
from pydantic import Field

from app import clock
from app import errors as answers
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.penalties import forms as shapes
from app.penalties import spot
from app.penalties.act import folder
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, redirect
from app.shell.uploads import Upload
from regulation import errors
from regulation.penalties.actions import spot_copies, summary
from regulation.words import N_

Ask = Request[Any, Any, Any]
FIELD = {"permission": Permission.FIELD_HOME}
VISIT = {"permission": Permission.FIELD_VISIT}
READ = {"permission": Permission.CASES_READ}
HANDLE = {"permission": Permission.CASES_HANDLE}


class CopyForm(forms.Form):
    """One page, as it was written."""

    scan: Annotated[Upload, shapes.PAPERS] = Field(title=N_("存根的扫描件或者照片"))


async def _attach(request: Ask, spot_id: UUID, home: str) -> Response[Any]:
    actor = actor_of(request)
    # Not yours is not found, also when the file is bad.
    await summary.visible(actor, spot_id)
    form, problems, raw = await forms.parse(CopyForm, request)
    if form is not None:
        try:
            await spot_copies.attach(
                spot_id,
                file_name=form.scan.name,
                media_type=form.scan.media_type,
                content=form.scan.data,
                folder=folder(),
                actor=actor,
                now=clock.now(),
            )
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            flash(request, _("存根已上传"))
            return redirect(f"{home}/{spot_id}")
    return await spot.one_of(request, spot_id, home, values=raw, errors=problems, status_code=422)


async def _read(request: Ask, spot_id: UUID, file_id: UUID) -> Response[bytes]:
    await summary.visible(actor_of(request), spot_id)
    row, content = await spot_copies.read(spot_id, file_id, folder())
    return Response(
        content,
        media_type=row["media_type"],
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(row['file_name'])}",
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


@post(
    "/field/spot/{spot_id:uuid}/copies",
    opt=VISIT,
    include_in_schema=False,
    request_max_body_size=shapes.LARGEST,
)
async def field_attach(request: Ask, spot_id: UUID) -> Response[Any]:
    """The officer photographs the copy."""
    return await _attach(request, spot_id, "/field/spot")


@post(
    "/desk/spot/{spot_id:uuid}/copies",
    opt=HANDLE,
    include_in_schema=False,
    request_max_body_size=shapes.LARGEST,
)
async def desk_attach(request: Ask, spot_id: UUID) -> Response[Any]:
    """The office scans it."""
    return await _attach(request, spot_id, "/desk/spot")


@get("/field/spot/{spot_id:uuid}/copies/{file_id:uuid}", opt=FIELD, include_in_schema=False)
async def field_read(request: Ask, spot_id: UUID, file_id: UUID) -> Response[bytes]:
    """A page of the copy, for the officers who wrote it."""
    return await _read(request, spot_id, file_id)


@get("/desk/spot/{spot_id:uuid}/copies/{file_id:uuid}", opt=READ, include_in_schema=False)
async def desk_read(request: Ask, spot_id: UUID, file_id: UUID) -> Response[bytes]:
    """A page of the copy, for the office."""
    return await _read(request, spot_id, file_id)


HANDLERS = [field_attach, desk_attach, field_read, desk_read]
