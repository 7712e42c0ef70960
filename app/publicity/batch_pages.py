"""Lists for double publicity: what the next one would say and what stops a row, made once, kept, and taken again as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from litestar import Request, Response, get, post
from pydantic import Field

from app import clock
from app import errors as answers
from app.access.guards import actor_of, may
from app.access.permissions import Permission
from app.publicity import lists
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.firms.imports import codes
from regulation.publicity import batches
from regulation.publicity.rules.batches import ACT_NAMES, Act
from regulation.words import N_
from reports.exports.double_publicity import Wrong

if TYPE_CHECKING:
    from regulation.actor import Actor

Ask = Request[Any, Any, Any]
HANDLE = {"permission": Permission.CASES_HANDLE}
HOME = "/desk/double-publicity"
KIND_NAMES = {"penalty": N_("行政处罚"), "licence": N_("行政许可")}
FILE_NAMES = {
    "list.csv": (N_("报送表（CSV）"), "text/csv; charset=utf-8"),
    "list.xlsx": (
        N_("报送表（XLSX）"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "withdrawn.csv": (N_("停止公示的决定（CSV）"), "text/csv; charset=utf-8"),
}
WRONGS: dict[Wrong, str] = {
    Wrong.MISSING: N_("缺少"),
    Wrong.PERSONAL: N_("不得填写"),
    Wrong.NUMBER: N_("含有个人的证件号码或者电话"),
    Wrong.CODE: N_("不是有效的统一社会信用代码"),
    Wrong.AMOUNT: N_("不是以万元为单位、最多六位小数的数额"),
    Wrong.DAY: N_("不是日期"),
    Wrong.ORDER: N_("早于起始日期"),
}
TONES = {Act.NEW: "info", Act.CHANGED: "warn", Act.WITHDRAWN: "neutral"}


class ListForm(forms.Form):
    """Make the next list."""

    kind: str = Field(pattern="^(penalty|licence)$")
    code: str = Field(title=N_("本机关的统一社会信用代码"), min_length=1, max_length=18)
    #: The last list that the page had seen.
    after: int = Field(ge=0)


def _code(typed: str) -> tuple[str, str]:
    """The organ's code, and what is wrong with it."""
    if not typed:
        return "", ""
    found = codes.read(typed)
    if found.kind is not codes.CodeKind.USCC:
        return typed, _("统一社会信用代码的校验位不对，请核对")
    return found.value, ""


async def _shown(request: Ask, kind: str, code: str, problems: dict[str, str]) -> Response[Any]:
    actor = actor_of(request)
    usable = "" if problems else code
    drafted = await lists.drafted(actor, kind, usable, today=clock.today())
    names = lists.FORMS[kind].names
    return page(
        "publicity/double_publicity.html",
        request,
        status_code=422 if problems else 200,
        kind=kind,
        tabs=[(_(name), f"{HOME}?kind={each}", each == kind) for each, name in KIND_NAMES.items()],
        drafted=drafted,
        rows=[
            {
                "act": _(ACT_NAMES[each.act]),
                "tone": TONES[each.act],
                "number": each.key,
                "party": each.party,
                "content": each.content,
                "until": each.until,
                "wrong": [f"{names[column]}{_('：')}{_(WRONGS[why])}" for column, why in each.wrong],
            }
            for each in drafted.rows
        ],
        ready=len(drafted.entries),
        values={"code": code, "kind": kind, "after": drafted.after},
        errors=problems,
        may_make=actor.organ_id is not None and may(actor, Permission.CASES_HANDLE),
        history=await batches.history(actor, kind),
        breadcrumbs=[(_("案件"), "/desk/cases"), (_("双公示报送"), None)],
    )


@get(HOME, opt=HANDLE, include_in_schema=False)
async def next_list(request: Ask, kind: str = "penalty") -> Response[Any]:
    """What the next list would say, what each row lacks, and the lists made so far."""
    if kind not in KIND_NAMES:
        raise errors.NotFound
    actor = actor_of(request)
    kept = await batches.last_code(actor.organ_id) if actor.organ_id else ""
    typed = request.query_params.get("code", kept).strip()
    code, wrong = _code(typed)
    return await _shown(request, kind, code, {"code": wrong} if wrong else {})


@post(HOME, opt=HANDLE, include_in_schema=False)
async def make(request: Ask) -> Response[Any]:
    """Make it: numbered, kept with its bytes and their hash."""
    form, problems, raw = await forms.parse(ListForm, request)
    kind = str(raw.get("kind", "penalty"))
    if kind not in KIND_NAMES:
        raise errors.NotFound
    code, wrong = _code(str(raw.get("code", "")).strip())
    if wrong:
        problems = {"code": wrong} | problems
    if form is None or problems:
        return await _shown(request, kind, code, problems)
    try:
        made = await lists.make(
            actor_of(request), kind, code, after=form.after, today=clock.today(), now=clock.now()
        )
    except errors.AlreadyMoved:
        raise
    except errors.Refused as refusal:
        return await _shown(request, kind, code, {"code": answers.words(refusal)})
    flash(request, _("本批已生成并保存"))
    return redirect(f"{HOME}/{made}")


@get(HOME + "/{batch_id:uuid}", opt=HANDLE, include_in_schema=False)
async def one(request: Ask, batch_id: UUID) -> Response[Any]:
    """A list as it was made."""
    found = await batches.visible(actor_of(request), batch_id)
    title = _("%(kind)s第%(n)s批", kind=_(KIND_NAMES[found["kind"]]), n=found["number"])
    return page(
        "publicity/batch.html",
        request,
        found=found,
        title=title,
        files=[
            (_(FILE_NAMES[name][0]), f"{HOME}/{batch_id}/{name}", found["files"][name])
            for name in FILE_NAMES
            if name in found["files"]
        ],
        rows=[
            {
                "act": _(ACT_NAMES[Act(each["act"])]),
                "tone": TONES[Act(each["act"])],
                "number": each["key"],
                **lists.told(found["kind"], each),
            }
            for each in found["lines"]
        ],
        breadcrumbs=[
            (_("案件"), "/desk/cases"),
            (_("双公示报送"), f"{HOME}?kind={found['kind']}"),
            (title, None),
        ],
    )


@get(HOME + "/{batch_id:uuid}/{name:str}", opt=HANDLE, include_in_schema=False)
async def file(request: Ask, batch_id: UUID, name: str) -> Response[bytes]:
    """The same bytes whenever they are asked for."""
    actor: Actor = actor_of(request)
    if name not in FILE_NAMES:
        raise errors.NotFound
    found = await batches.visible(actor, batch_id)
    content = await batches.content(actor, batch_id, name)
    return Response(
        content,
        media_type=FILE_NAMES[name][1],
        headers={
            "Content-Disposition": f'attachment; filename="double-publicity-{found["kind"]}-{found["number"]}-{name}"',
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


HANDLERS = [next_list, make, one, file]
