"""A form as a workbook on the pages: handed out, looked at before anything is saved, and taken over whole. For every form."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any

from litestar import Response

from app.annual_reports import views
from app.shell import forms, i18n
from app.shell.forms import CSRF_FIELD
from app.shell.i18n import gettext as _
from app.shell.render import page
from app.shell.uploads import MEDIA_TYPES, Accepts, Upload
from regulation import errors
from regulation.indicators import catalogue, workbook
from regulation.indicators.edits import Level
from regulation.indicators.indicator import Kind
from reports import pool
from reports.exports import form_workbook

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from litestar import Request

    from regulation.indicators.edits.filing import Finding
    from regulation.indicators.indicator import Indicator, Values

#: Problems shown at once; who mends these sees the rest.
MOST_PROBLEMS = 20
SECONDS = 30
SEEN = "seen-"
ACCEPTS = Accepts("xlsx", megabytes=2)


class Uploaded(forms.Form):
    """A filled-in template."""

    file: Annotated[Upload, ACCEPTS]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The form of one firm and year, as a workbook knows it."""

    base: str
    title: str
    identity: workbook.Identity
    #: Number, issuer, approval and expiry of the form.
    form: str
    firm: str
    cells: Sequence[Indicator]
    #: What the draft says now, with what comes from another form.
    values: Values
    previous: Values | None
    #: What comes from another form and is not taken from here.
    elsewhere: Values = field(default_factory=dict)
    #: All cells that another form carries, those still empty there too.
    taken: frozenset[str] = frozenset()
    #: Of each page the revision that the preview is compared with.
    seen: Mapping[str, int] = field(default_factory=dict)
    breadcrumbs: Sequence[tuple[str, str | None]] = ()


async def handed_out(sheet: Sheet) -> Response[bytes]:
    """The template with what is known already; made in another process."""
    template = form_workbook.Template(
        identity=sheet.identity,
        title=sheet.title,
        form=sheet.form,
        firm=sheet.firm,
        cells=sheet.cells,
        values=sheet.values,
        previous=sheet.previous or {},
        taken=sheet.taken,
    )
    content = await pool.run(form_workbook.made, template, seconds=SECONDS)
    name = f"{sheet.identity.form.value}-{sheet.identity.period}-{sheet.identity.firm_number}.xlsx"
    return Response(
        content,
        media_type=MEDIA_TYPES["xlsx"],
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )


def shown(
    request: Request[Any, Any, Any],
    sheet: Sheet,
    *,
    problems: Sequence[str] = (),
    status: int = 200,
    **more: Any,
) -> Response[str]:
    """The page: template to fetch, file to give, and of a file given what is wrong with it or what it would change."""
    return page(
        "annual_reports/workbook.html",
        request,
        status_code=status,
        sheet=sheet,
        problems=problems[:MOST_PROBLEMS],
        more_problems=max(0, len(problems) - MOST_PROBLEMS),
        breadcrumbs=list(sheet.breadcrumbs),
        accepts=ACCEPTS,
        **({"preview": None, "errors": {}} | more),
    )


@dataclass(frozen=True, slots=True)
class Preview:
    """What a workbook would change, and what the edits will say of it."""

    changes: list[views.Change]
    findings: list[views.Spoken]
    fields: list[tuple[str, str]]


async def looked_at(
    request: Request[Any, Any, Any], sheet: Sheet, examine: Any
) -> tuple[Response[str] | None, Preview | None]:
    """The page of refusal, or the preview. `examine` gives the findings on the answers as they would be."""
    form, problems, _raw = await forms.parse(Uploaded, request)
    if form is None:
        return shown(request, sheet, errors=problems, status=422), None
    taken = await pool.run(
        _read,
        form.file.data,
        sheet.identity,
        sheet.cells,
        dict(sheet.elsewhere),
        sheet.taken,
        seconds=SECONDS,
    )
    if not isinstance(taken, workbook.Taken):
        return shown(request, sheet, problems=[told(*each) for each in taken], status=422), None
    values = {**taken.values, **sheet.elsewhere}
    found: list[Finding] = await examine(values)
    kept = [each for each in sheet.cells if each.key not in sheet.taken]
    fields = [(key, text) for key, texts in taken.typed.items() for text in texts]
    fields += [(f"{SEEN}{group}", str(revision)) for group, revision in sheet.seen.items()]
    return None, Preview(
        views.changes(kept, sheet.values, values),
        [views.spoken(each, values) for each in found if each.level is not Level.SCREEN],
        fields,
    )


def _read(
    data: bytes,
    identity: workbook.Identity,
    cells: Sequence[Indicator],
    elsewhere: Values,
    taken: frozenset[str],
) -> workbook.Taken | list[tuple[str, Mapping[str, Any]]]:
    """In another process, out of which refusals do not come as exceptions."""
    try:
        return workbook.read(data, identity, cells, elsewhere, taken)
    except workbook.Refused as refusal:
        return refusal.problems


def told(message: str, params: Mapping[str, Any]) -> str:
    """A problem of a workbook in the visitor's language."""
    said = dict(params)
    if isinstance(problem := said.get("problem"), workbook.Words):
        said["problem"] = i18n.spoken(problem.message, **problem.params)
    if code := said.pop("code", ""):
        key, _colon, option = str(code).partition(":")
        said["label"] = views.label(key)
        if option:
            chosen = catalogue.BY_KEY[key].option(option)
            said["label"] += f"{_('：')}{chosen.name(i18n.language())}" if chosen else ""
    for name in ("found", "wanted"):
        if said.get(name) in workbook.FORM_NAMES.values():
            said[name] = _(said[name])
    return _(message, **said) if said else _(message)


async def confirmed(
    request: Request[Any, Any, Any], cells: Sequence[Indicator]
) -> tuple[dict[str, list[str]], dict[str, int]]:
    """The cells and revisions that the preview carried on."""
    sent: dict[str, list[str]] = {}
    seen: dict[str, int] = {}
    for name, value in (await request.form()).multi_items():
        if name == CSRF_FIELD or not isinstance(value, str):
            continue
        if name.startswith(SEEN):
            seen[name.removeprefix(SEEN)] = (
                int(value) if value.isascii() and value.isdigit() and len(value) < 9 else 0
            )
        else:
            sent.setdefault(name, []).append(value)
    for each in cells:
        # Nothing ticked sends nothing.
        if each.kind is Kind.CHOICES and sent:
            sent.setdefault(each.key, [])
    return sent, seen


def is_overtaken(refusal: errors.DomainError) -> str:
    """The words when a colleague saved a page after the preview."""
    return _(
        "您预览之后，%(name)s保存过填报内容。请重新上传，核对后再保存",
        name=str(refusal.params.get("name", "")),
    )
