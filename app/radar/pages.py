"""The radar's desk: lists with how far they are matched, clusters as a queue, one cluster with its reasons and acts."""

from __future__ import annotations

import asyncio
from typing import Any, Final
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app import errors as answers
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.radar import forms as shapes
from app.radar import lead_pages, screenshots, words
from app.settings import settings
from app.shell import forms, listing
from app.shell.i18n import day
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.casework import calendar
from regulation.law import beijing
from regulation.leads.status import STATUS_NAMES as LEAD_NAMES
from regulation.leads.status import TONES as LEAD_TONES
from regulation.penalties.status import CASE_NAMES, CASE_TONES
from regulation.radar import numbers, parameters, permissions, queries
from regulation.radar.actions import deciding, evidence, picturing, receiving
from regulation.radar.status import (
    ASIDES,
    CLUSTER_STATUSES,
    CLUSTER_STEPS,
    LIST_KINDS,
    LIST_STATUSES,
    ClusterStatus,
    ListStatus,
)
from regulation.words import N_

Ask = Request[Any, Any, Any]
READ: Final = {"permission": Permission.CASES_READ}
HOME: Final = "/desk/radar"
NAME: Final = N_("无证中介雷达")


def _may_act(request: Ask) -> bool:
    return actor_of(request).holds(*CLUSTER_STEPS["dismiss"].by)


@get(HOME, opt=READ, include_in_schema=False)
async def clusters(request: Ask) -> Response[Any]:
    """The queue: what is like a firm that lost its licence first, then the largest."""
    actor = actor_of(request)
    state = listing.ListState.of(request, filters=("status",))
    statuses = [each for each in state.values("status") if each in set(ClusterStatus)] or [ClusterStatus.OPEN]
    total, rows = await queries.clusters(
        actor, statuses=statuses, q=state.q, limit=state.limit, offset=state.offset
    )
    return page(
        "radar/clusters.html",
        request,
        page=listing.Page(rows, total, state),
        state=state,
        # A group whose rows were taken out has nothing to show but in the log.
        states=[
            (each, _(label)) for each, label in CLUSTER_STATUSES.items() if each != ClusterStatus.FORGOTTEN
        ],
        chosen=statuses,
        tones=words.CLUSTER_TONES,
        names=CLUSTER_STATUSES,
        number=numbers.number,
        tabs=_tabs(HOME),
        breadcrumbs=[(_(NAME), None)],
    )


def _tabs(current: str) -> list[tuple[str, str, bool]]:
    return [(label, url, url == current) for url, label in ((HOME, _("线索")), (f"{HOME}/lists", _("名单")))]


@get(f"{HOME}/lists", opt=READ, include_in_schema=False)
async def lists(request: Ask) -> Response[Any]:
    """The newest lists, and the form for another."""
    return await _lists(request, {"collected_on": clock.today(), "kind": "advert"}, {})


async def _lists(request: Ask, values: dict[str, Any], problems: dict[str, str]) -> Response[Any]:
    return page(
        "radar/lists.html",
        request,
        status_code=422 if problems else 200,
        lists=await queries.lists(actor_of(request)),
        kinds=[(each, _(label)) for each, label in LIST_KINDS.items()],
        kind_names=LIST_KINDS,
        status_names=LIST_STATUSES,
        tones=words.LIST_TONES,
        accepts=shapes.FILES,
        may_act=_may_act(request),
        values=values,
        errors=problems,
        tabs=_tabs(f"{HOME}/lists"),
        breadcrumbs=[(_(NAME), HOME), (_("名单"), None)],
    )


@post(f"{HOME}/lists", opt=READ, request_max_body_size=shapes.LARGEST, include_in_schema=False)
async def upload(request: Ask) -> Response[Any]:
    """Take a list; the worker matches it."""
    permissions.check_may_upload(actor_of(request))
    form, problems, raw = await forms.parse(shapes.ListForm, request)
    if form is None:
        return await _lists(request, raw, problems)
    name, data = (
        (form.file.name, form.file.data)
        if form.file is not None
        else (_("粘贴的名单") + ".csv", form.pasted.encode())
    )
    try:
        made = await receiving.receive(
            data,
            name,
            form.kind,
            source=form.source,
            collected_on=form.collected_on,
            actor=actor_of(request),
            now=clock.now(),
        )
    except errors.Invalid as refusal:
        return await _lists(request, raw, answers.field_words(refusal))
    flash(request, _("已收到名单，正在后台比对"))
    return redirect(f"{HOME}/lists/{made}")


@get(f"{HOME}/lists/{{list_id:uuid}}", opt=READ, include_in_schema=False)
async def one_list(request: Ask, list_id: UUID) -> Response[Any]:
    """A list: the snapshot with its hash, how far it is, what was found, what was set aside."""
    return await _one_list(request, list_id, {})


async def _one_list(request: Ask, list_id: UUID, problems: dict[str, str]) -> Response[Any]:
    found = await queries.one_list(actor_of(request), list_id)
    term = await parameters.keep(found["organ"], clock.today())
    kept = term.due(beijing.legal_day(found["uploaded_at"]), await calendar.current()).due_on
    return page(
        "radar/list.html",
        request,
        list=found,
        kind=_(LIST_KINDS[found["kind"]]),
        status=_(LIST_STATUSES[found["status"]]),
        tone=words.LIST_TONES[found["status"]],
        runs=found["status"] in {ListStatus.RECEIVED, ListStatus.MATCHING},
        verdicts=[(*words.verdict(code), n) for code, n in sorted(found["verdicts"].items())],
        asides=ASIDES,
        kept_until=day(kept) + (f" {_('（暂定）')}" if term.provisional_note else ""),
        doubt=_(term.provisional_note) if term.provisional_note else "",
        pictures=await picturing.counted(list_id),
        may_act=_may_act(request) and found["status"] == ListStatus.MATCHED and not found["gone_on"],
        accepts=shapes.PICTURES,
        errors=problems,
        status_code=422 if problems else 200,
        breadcrumbs=[(_(NAME), HOME), (_("名单"), f"{HOME}/lists"), (f"L{found['serial']:06d}", None)],
    )


@get(f"{HOME}/lists/{{list_id:uuid}}/file", opt=READ, include_in_schema=False)
async def file(request: Ask, list_id: UUID) -> Response[bytes]:
    """The file as it came, byte for byte, or the excerpt that is left of it."""
    ending, data = await queries.content(actor_of(request), list_id)
    return Response(
        data,
        media_type="application/octet-stream",
        headers={"Content-Disposition": f'attachment; filename="{list_id}.{ending}"'},
    )


@get(f"{HOME}/{{cluster_id:uuid}}", opt=READ, include_in_schema=False)
async def cluster(request: Ask, cluster_id: UUID) -> Response[Any]:
    """One cluster: rows with their reasons, where they came from, and what may be said of it."""
    return await _cluster(request, cluster_id, {}, {})


async def _cluster(
    request: Ask, cluster_id: UUID, values: dict[str, Any], problems: dict[str, str]
) -> Response[Any]:
    actor = actor_of(request)
    found = await queries.cluster(actor, cluster_id)
    rows = await queries.rows(cluster_id)
    number = numbers.number(found["serial"])
    lists = {each["list_id"]: each for each in rows}
    return page(
        "radar/cluster.html",
        request,
        status_code=422 if problems else 200,
        cluster=found,
        number=number,
        status=_(CLUSTER_STATUSES[found["status"]]),
        tone=words.CLUSTER_TONES[found["status"]],
        rows=rows,
        lists=list(lists.values()),
        words=words,
        leads=[
            (
                each,
                _(LEAD_NAMES[each["status"]]),
                LEAD_TONES[each["status"]],
                _(CASE_NAMES[each["case_status"]]) if each["case_id"] else "",
                CASE_TONES[each["case_status"]] if each["case_id"] else "",
            )
            for each in await queries.leads_of(found)
        ],
        case=await queries.case_of(found),
        pictures=await picturing.of_rows(actor, cluster_id),
        may_act=_may_act(request),
        values=values,
        ticked=values.get("row", []) if isinstance(values.get("row"), list) else [values.get("row")],
        errors=problems,
        breadcrumbs=[(_(NAME), HOME), (number, None)],
    )


@post(f"{HOME}/{{cluster_id:uuid}}", opt=READ, include_in_schema=False)
async def act(request: Ask, cluster_id: UUID) -> Response[Any]:
    """Dismiss, reopen, merge, split, or register what came later as evidence of the case."""
    actor, now = actor_of(request), clock.now()
    await queries.cluster(actor, cluster_id)
    form, problems, raw = await forms.parse(shapes.ActForm, request)
    if form is None:
        return await _cluster(request, cluster_id, raw, problems)
    home = cluster_id
    try:
        match form.act:
            case "dismiss":
                await deciding.dismiss(cluster_id, form.reason, actor=actor, now=now)
            case "reopen":
                await deciding.reopen(cluster_id, form.reason, actor=actor, now=now)
            case "merge":
                home = await deciding.merge(
                    cluster_id, numbers.serial_of(form.into), form.reason, actor=actor, now=now
                )
            case "split":
                home = await deciding.split(cluster_id, form.row, form.reason, actor=actor, now=now)
            case "evidence":
                folder = settings().var_dir / "attachments"
                await evidence.register(folder, cluster_id, actor=actor, now=now)
            case _:
                raise errors.NotFound
    except errors.Invalid as refusal:
        return await _cluster(request, cluster_id, raw, answers.field_words(refusal))
    flash(request, _("已登记"))
    return redirect(f"{HOME}/{home}")


@post(
    f"{HOME}/lists/{{list_id:uuid}}/pictures",
    opt=READ,
    request_max_body_size=shapes.LARGEST_PICTURES,
    include_in_schema=False,
)
async def add_pictures(request: Ask, list_id: UUID) -> Response[Any]:
    """Screenshots of the rows, by their file names; what belongs to no row, or is no picture, is named and not kept."""
    permissions.check_may_upload(actor_of(request))
    form, problems, _raw = await forms.parse(shapes.PicturesForm, request)
    if form is None:
        return await _one_list(request, list_id, problems)
    sent, refused = await asyncio.to_thread(screenshots.unpacked, form.files)
    if not sent:
        return await _one_list(
            request, list_id, {"files": _("没有可以使用的截图：请选择 PNG、JPEG 图片或者其压缩包")}
        )
    new, stray = await picturing.add(list_id, sent, actor=actor_of(request), now=clock.now())
    flash(request, _("已登记%(n)s张截图", n=new))
    if refused or stray:
        named = _("、").join([*refused, *stray][: screenshots.NAMED])
        flash(
            request,
            _("没有登记的文件（不是图片，或者文件名不对应任何一行）：%(names)s", names=named),
            "warning",
        )
    return redirect(f"{HOME}/lists/{list_id}")


@get(f"{HOME}/pictures/{{picture_id:uuid}}", opt=READ, include_in_schema=False)
async def picture(request: Ask, picture_id: UUID) -> Response[bytes]:
    """A screenshot as people see it: without the notes that cameras add."""
    media_type, data = await picturing.shown(actor_of(request), picture_id)
    return Response(data, media_type=media_type, headers={"Cache-Control": "private, no-store"})


HANDLERS = [
    clusters,
    lists,
    upload,
    one_list,
    file,
    cluster,
    act,
    add_pictures,
    picture,
    *lead_pages.HANDLERS,
]
