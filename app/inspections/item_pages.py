"""An organ's own list of items at the desk: drafted from the one in force, edited item by item, adopted by decree."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app import errors as answers
from app.access.guards import actor_of, may
from app.access.permissions import Permission
from app.inspections import forms as shapes
from app.inspections import public_plan_pages, words
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.casework import record
from regulation.firms.status import REGISTRATION_KINDS
from regulation.inspections import items
from regulation.inspections.actions import item_lists as actions
from regulation.inspections.items import Item
from regulation.inspections.queries import lists
from regulation.inspections.status import LIST_NAMES, LIST_STEPS, ListStatus
from regulation.law import citation

Ask = Request[Any, Any, Any]
READ = {"permission": Permission.INSPECTIONS_READ}
PLAN = {"permission": Permission.INSPECTIONS_PLAN}
ADOPT = {"permission": Permission.INSPECTIONS_ADOPT}


@get("/desk/items", opt=READ, include_in_schema=False)
async def item_lists(request: Ask) -> Response[Any]:
    """The list in force for one's organ, all versions, the drafts."""
    return await _lists(request, {}, {})


async def _lists(request: Ask, values: dict[str, Any], problems: dict[str, str]) -> Response[Any]:
    actor = actor_of(request)
    return page(
        "inspections/desk_items.html",
        request,
        status_code=422 if problems else 200,
        current=await lists.current(actor.organ_id, clock.today()),
        versions=await public_plan_pages.versions(),
        drafts=await lists.drafts(actor),
        may_plan=may(actor, Permission.INSPECTIONS_PLAN),
        values=values,
        errors=problems,
    )


@post("/desk/items", opt=PLAN, include_in_schema=False)
async def draft(request: Ask) -> Response[Any]:
    """Begin the organ's next version."""
    form, problems, raw = await forms.parse(shapes.ListNoteForm, request)
    if form is None:
        return await _lists(request, raw, problems)
    made = await actions.draft(note=form.note, actor=actor_of(request), now=clock.now())
    flash(request, _("草稿已建立，内容与现行清单相同，请逐项修改"))
    return redirect(f"/desk/items/{made}")


@get("/desk/items/{list_id:uuid}", opt=READ, include_in_schema=False)
async def item_list(request: Ask, list_id: UUID) -> Response[Any]:
    """One version: its items, what it changes, what may be done."""
    return await _list(request, list_id, {}, {}, "")


async def _list(
    request: Ask, list_id: UUID, values: dict[str, Any], problems: dict[str, str], form: str
) -> Response[Any]:
    actor = actor_of(request)
    found = await lists.one(actor, list_id)
    before = await lists.version(found["based_on"])
    status = ListStatus(found["status"])
    own = status is ListStatus.DRAFT and actor.organ_id == found["organ"]
    return page(
        "inspections/desk_item_list.html",
        request,
        status_code=422 if problems else 200,
        row=found,
        list=found["list"],
        difference=items.difference(before, found["list"]),
        field_names=words.ITEM_FIELDS,
        ways=items.WAYS,
        status_name=_(LIST_NAMES[status]),
        tone=words.LIST_TONES[status],
        basis=LIST_STEPS["adopt"].cites[0],
        may_edit=own and may(actor, Permission.INSPECTIONS_PLAN),
        may_adopt=own and may(actor, Permission.INSPECTIONS_ADOPT),
        history=await record.history("inspection_item_list", list_id),
        acts=words.ACTS_BESIDE,
        values=values,
        errors=problems,
        form=form,
        today=clock.today(),
        breadcrumbs=[(_("事项清单"), "/desk/items"), (found["version"], None)],
    )


@get("/desk/items/{list_id:uuid}/item", opt=PLAN, include_in_schema=False)
async def edit_item(request: Ask, list_id: UUID) -> Response[Any]:
    """The form of one item; `?id=` is the item, without it a new one."""
    found = await lists.one(actor_of(request), list_id)
    item_id = request.query_params.get("id", "")
    if not item_id:
        return _form(request, found, {"before": "", "way": "on_site", "level": "both", "yearly": 1}, {})
    try:
        item = found["list"].item(item_id)
    except KeyError:
        raise errors.NotFound from None
    values = {**items.record(item), "before": item.id, "basis": "\n".join(each.zh for each in item.basis)}
    return _form(request, found, values, {})


def _form(
    request: Ask, found: dict[str, Any], values: dict[str, Any], problems: dict[str, str]
) -> Response[Any]:
    return page(
        "inspections/item_form.html",
        request,
        status_code=422 if problems else 200,
        row=found,
        ways=items.WAYS,
        levels=items.LEVELS,
        kinds=REGISTRATION_KINDS,
        values=values,
        errors=problems,
        breadcrumbs=[
            (_("事项清单"), "/desk/items"),
            (found["version"], f"/desk/items/{found['id']}"),
            (_("编辑事项"), None),
        ],
    )


def _citations(text: str) -> tuple[citation.Citation, ...]:
    """One citation a line. Raises Invalid with the line that is none."""
    found = []
    for line in (each.strip() for each in text.splitlines()):
        if not line:
            continue
        try:
            found.append(citation.from_text(line))
        except (KeyError, ValueError):
            message = _(
                "无法识别“%(line)s”，请写成《法规名称》第三十二条，法规须在系统的法规目录内", line=line[:60]
            )
            raise errors.Invalid({"basis": message}) from None
    return tuple(found)


@post("/desk/items/{list_id:uuid}/item", opt=PLAN, include_in_schema=False)
async def set_item(request: Ask, list_id: UUID) -> Response[Any]:
    """Write one item."""
    actor = actor_of(request)
    found = await lists.one(actor, list_id)
    form, problems, raw = await forms.parse(shapes.ItemForm, request)
    if form is None:
        return _form(request, found, raw, problems)
    try:
        item = Item(
            form.id,
            form.label,
            form.method,
            form.problem,
            _citations(form.basis),
            is_key=form.is_key,
            is_grave=form.is_grave,
            only=form.only,
            way=form.way,
            yearly=form.yearly,
            level=form.level,
            department=form.department,
        )
        await actions.set_item(list_id, item, before=form.before, actor=actor, now=clock.now())
    except errors.Invalid as refusal:
        return _form(request, found, raw, answers.field_words(refusal))
    flash(request, _("事项已保存"))
    return redirect(f"/desk/items/{list_id}")


@post("/desk/items/{list_id:uuid}/remove", opt=PLAN, include_in_schema=False)
async def remove_item(request: Ask, list_id: UUID) -> Response[Any]:
    """Take one item out."""
    form, problems, raw = await forms.parse(shapes.RemoveItemForm, request)
    if form is None:
        return await _list(request, list_id, raw, problems, "remove")
    await actions.remove_item(list_id, form.item, actor=actor_of(request), now=clock.now())
    flash(request, _("事项已删除"))
    return redirect(f"/desk/items/{list_id}")


@post("/desk/items/{list_id:uuid}/adopt", opt=ADOPT, include_in_schema=False)
async def adopt(request: Ask, list_id: UUID) -> Response[Any]:
    """Adopt by decree: public from now on, in force from its day."""
    form, problems, raw = await forms.parse(shapes.ListDecreeForm, request)
    if form is None:
        return await _list(request, list_id, raw, problems, "adopt")
    try:
        await actions.adopt(
            list_id,
            decree_number=form.decree_number,
            decreed_on=form.decreed_on,
            issued_by=form.issued_by,
            from_on=form.from_on,
            actor=actor_of(request),
            now=clock.now(),
        )
    except errors.Invalid as refusal:
        return await _list(request, list_id, raw, answers.field_words(refusal), "adopt")
    flash(request, _("清单已采用并公布"))
    return redirect(f"/desk/items/{list_id}")


@post("/desk/items/{list_id:uuid}/discard", opt=PLAN, include_in_schema=False)
async def discard(request: Ask, list_id: UUID) -> Response[Any]:
    """Give up a draft."""
    form, problems, raw = await forms.parse(shapes.ReasonForm, request)
    if form is None:
        return await _list(request, list_id, raw, problems, "discard")
    await actions.discard(list_id, reason=form.reason, actor=actor_of(request), now=clock.now())
    flash(request, _("草稿已放弃"))
    return redirect("/desk/items")


HANDLERS = [item_lists, draft, item_list, edit_item, set_item, remove_item, adopt, discard]
