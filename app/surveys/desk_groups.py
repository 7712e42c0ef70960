"""Enterprise groups, and the written consents of dominant respondents: the city's."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Final
from uuid import UUID

from litestar import Response, get, post
from pydantic import Field

from app import clock
from app.access.guards import actor_of
from app.errors import field_words
from app.shell import forms, i18n
from app.shell.i18n import gettext as _
from app.shell.listing import ListState, Page
from app.shell.render import flash, page, redirect
from app.shell.uploads import Accepts, Upload
from app.surveys import desk_common
from app.surveys.desk_common import DESK, Ask
from regulation import errors
from regulation.indicators import catalogue
from regulation.indicators.indicator import FormKind
from regulation.surveys import gate, offices
from regulation.surveys.actions import groups, waivers
from regulation.surveys.queries import groups as queries
from regulation.words import N_

GROUPS: Final = f"{desk_common.HOME}/groups"
WAIVERS: Final = f"{desk_common.HOME}/waivers"
FILES: Final = Accepts("csv", megabytes=2)


class JoinForm(forms.Form):
    """A firm of a group."""

    firm_number: Annotated[forms.Line, Field(title=N_("登记编号"))]
    group_key: Annotated[str, Field(title=N_("集团编号"), min_length=1, max_length=40)]
    group_name: Annotated[forms.Line, Field(title=N_("集团名称"))]
    since: Annotated[date, Field(title=N_("起始日期"))]
    source: Annotated[forms.Line, Field(title=N_("依据"))]


class FileForm(forms.Form):
    """A file of memberships."""

    file: Annotated[Upload, FILES, Field(title=N_("文件"))]


class EndForm(forms.Form):
    """The last day of a membership."""

    until: Annotated[date, Field(title=N_("结束日期"))]


async def _year() -> int:
    _every, known = await desk_common.chosen(None)
    return known.round.year if known else clock.today().year - 1


async def _groups_page(
    request: Ask,
    *,
    values: dict[str, Any] | None = None,
    problems: dict[str, str] | None = None,
    file_problems: dict[str, str] | None = None,
) -> Response[Any]:
    actor = actor_of(request)
    state = ListState.of(request, filters=("ended",), sorts=tuple(queries.ORDERS), default_sort="group")
    rows, total = await queries.memberships(
        actor,
        q=state.q,
        ended=bool(state.values("ended")),
        order=state.order(queries.ORDERS),
        limit=state.limit,
        offset=state.offset,
    )
    return page(
        "surveys/desk_groups.html",
        request,
        status_code=422 if problems or file_problems else 200,
        found=Page(rows, total, state),
        ended=bool(state.values("ended")),
        columns=", ".join(groups.COLUMNS),
        accepts=FILES,
        values=values or {},
        errors=problems or {},
        file_errors=file_problems or {},
        home=GROUPS,
        basis=gate.IDENTIFIABLE,
        tabs=desk_common.tabs(await _year(), "groups", actor),
        breadcrumbs=desk_common.crumbs(None, _("企业集团")),
    )


@get(GROUPS, opt=DESK, include_in_schema=False)
async def group_list(request: Ask) -> Response[Any]:
    """Which firms are one group."""
    return await _groups_page(request)


@post(GROUPS, opt=DESK, include_in_schema=False)
async def join(request: Ask) -> Response[Any]:
    """Enter a membership."""
    offices.check_city(actor_of(request))
    form, problems, raw = await forms.parse(JoinForm, request)
    if form is None:
        return await _groups_page(request, values=raw, problems=problems)
    try:
        await groups.join(
            form.firm_number,
            form.group_key,
            form.group_name,
            form.since,
            form.source,
            actor=actor_of(request),
            now=clock.now(),
        )
    except errors.Invalid as refusal:
        return await _groups_page(request, values=raw, problems=field_words(refusal))
    flash(request, _("已录入"))
    return redirect(GROUPS)


@post(f"{GROUPS}/file", opt=DESK, include_in_schema=False)
async def bring_in(request: Ask) -> Response[Any]:
    """Enter a file of memberships, all or none."""
    offices.check_city(actor_of(request))
    form, problems, _raw = await forms.parse(FileForm, request)
    if form is None:
        return await _groups_page(request, file_problems=problems)
    try:
        members = groups.read(form.file.data.decode("utf-8-sig"))
        entered = await groups.bring_in(members, actor=actor_of(request), now=clock.now())
    except UnicodeDecodeError:
        return await _groups_page(request, file_problems={"file": _("文件应当是UTF-8编码的CSV")})
    except errors.Invalid as refusal:
        return await _groups_page(request, file_problems=field_words(refusal))
    flash(request, _("导入完成，新增%(n)s条", n=entered))
    return redirect(GROUPS)


async def _end_page(
    request: Ask, membership_id: UUID, problems: dict[str, str] | None = None
) -> Response[Any]:
    found = await queries.membership(actor_of(request), membership_id)
    if found is None:
        raise errors.NotFound
    return page(
        "surveys/desk_group_end.html",
        request,
        status_code=422 if problems else 200,
        membership=found,
        values={"until": clock.today()},
        errors=problems or {},
        home=GROUPS,
        breadcrumbs=[(_("统计调查"), desk_common.HOME), (_("企业集团"), GROUPS), (found["firm_name"], None)],
    )


@get(f"{GROUPS}/{{membership_id:uuid}}/end", opt=DESK, include_in_schema=False)
async def confirm_end(request: Ask, membership_id: UUID) -> Response[Any]:
    """What ends, and from which day on."""
    return await _end_page(request, membership_id)


@post(f"{GROUPS}/{{membership_id:uuid}}/end", opt=DESK, include_in_schema=False)
async def end(request: Ask, membership_id: UUID) -> Response[Any]:
    """End a membership."""
    offices.check_city(actor_of(request))
    form, problems, _raw = await forms.parse(EndForm, request)
    if form is None:
        return await _end_page(request, membership_id, problems)
    try:
        await groups.end(membership_id, form.until, actor=actor_of(request), now=clock.now())
    except errors.Invalid as refusal:
        return await _end_page(request, membership_id, field_words(refusal))
    flash(request, _("关系已结束"))
    return redirect(GROUPS)


class WaiverForm(forms.Form):
    """A written consent."""

    firm_number: Annotated[forms.Line, Field(title=N_("登记编号"))]
    indicators: Annotated[list[str], Field(title=N_("同意公布的指标"))]
    since_year: Annotated[int, Field(title=N_("起始年度"), ge=2018, le=2100)]
    until_year: Annotated[int, Field(title=N_("截止年度"), ge=2018, le=2100)]
    paper: Annotated[forms.Line, Field(title=N_("书面同意的文号和日期"))]
    signed_by: Annotated[forms.Line, Field(title=N_("签署人"))]


class WithdrawForm(forms.Form):
    """Why a consent ends."""

    reason: Annotated[forms.Line, Field(title=N_("撤回的文号和日期"))]


async def _waivers_page(
    request: Ask,
    *,
    values: dict[str, Any] | None = None,
    problems: dict[str, str] | None = None,
    withdrawing: UUID | None = None,
) -> Response[Any]:
    actor = actor_of(request)
    lang = i18n.language()
    return page(
        "surveys/desk_waivers.html",
        request,
        status_code=422 if problems else 200,
        waivers=await queries.waivers(actor),
        cells={each.key: each.name(lang) for each in catalogue.INDICATORS},
        options=[
            (each.key, each.name(lang))
            for each in catalogue.on_form(1, FormKind.RETURN)
            if each.is_number and each.group in {"finance", "staff"}
        ],
        values=values or {},
        errors=problems or {},
        withdrawing=withdrawing,
        home=WAIVERS,
        basis=gate.IDENTIFIABLE,
        tabs=desk_common.tabs(await _year(), "waivers", actor),
        breadcrumbs=desk_common.crumbs(None, _("同意公布")),
    )


@get(WAIVERS, opt=DESK, include_in_schema=False)
async def waiver_list(request: Ask) -> Response[Any]:
    """Who consented to which figures."""
    return await _waivers_page(request)


@post(WAIVERS, opt=DESK, include_in_schema=False)
async def enter_waiver(request: Ask) -> Response[Any]:
    """Enter a consent."""
    offices.check_city(actor_of(request))
    form, problems, raw = await forms.parse(WaiverForm, request)
    if form is None:
        return await _waivers_page(request, values=raw, problems=problems)
    try:
        await waivers.enter(
            form.firm_number,
            form.indicators,
            form.since_year,
            form.until_year,
            form.paper,
            form.signed_by,
            actor=actor_of(request),
            now=clock.now(),
        )
    except errors.Invalid as refusal:
        return await _waivers_page(request, values=raw, problems=field_words(refusal))
    flash(request, _("已录入"))
    return redirect(WAIVERS)


@post(f"{WAIVERS}/{{waiver_id:uuid}}/withdraw", opt=DESK, include_in_schema=False)
async def withdraw(request: Ask, waiver_id: UUID) -> Response[Any]:
    """A respondent takes its consent back."""
    offices.check_city(actor_of(request))
    form, problems, raw = await forms.parse(WithdrawForm, request)
    if form is None:
        return await _waivers_page(request, values=raw, problems=problems, withdrawing=waiver_id)
    await waivers.withdraw(waiver_id, form.reason, actor=actor_of(request), now=clock.now())
    flash(request, _("已撤回"))
    return redirect(WAIVERS)


HANDLERS = [group_list, join, bring_in, confirm_end, end, waiver_list, enter_waiver, withdraw]
