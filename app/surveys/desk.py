"""The statisticians' list: who is asked, who has answered, whose turn it is; many returns passed at once."""

from __future__ import annotations

from typing import Any, Final

from litestar import Response, get, post
from litestar.response import Stream

from app import clock
from app.access.guards import actor_of
from app.errors import words
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.listing import ListState, Page
from app.shell.render import flash, page, redirect
from app.surveys import desk_common, firm_views
from app.surveys.desk_common import DESK, HOME, Ask
from regulation import errors
from regulation.surveys import rules
from regulation.surveys.actions import review
from regulation.surveys.gate import EDITABLE, GATES, Gate
from regulation.surveys.queries import desk
from regulation.surveys.status import COUNTED, STATUSES, Status
from reports.exports import csv
from reports.exports.columns import Column

MOST_EXPORTED: Final = 200_000
#: Returns that may be passed with one click: those shown on a page.
MOST_AT_ONCE: Final = 100


def _state(request: Ask) -> ListState:
    return ListState.of(
        request,
        filters=("year", "status", "district", "type", "due"),
        sorts=tuple(desk.ORDERS),
        default_sort="-weight",
    )


def _asked(state: ListState, *, limit: int, offset: int) -> desk.Asked:
    return desk.Asked(
        state.q,
        statuses=state.values("status"),
        districts=state.values("district"),
        types=state.values("type"),
        overdue="overdue" in state.values("due"),
        late="late" in state.values("due"),
        order=state.order(desk.ORDERS),
        limit=limit,
        offset=offset,
    )


@get(HOME, opt=DESK, include_in_schema=False)
async def listing(request: Ask) -> Response[Any]:
    """Every unit asked in a round, with where its return stands."""
    state, actor = _state(request), actor_of(request)
    every, known = await desk_common.chosen(state.value("year"))
    if known is None:
        return page("surveys/desk_none.html", request, can_configure=actor.is_municipal)
    year, now = known.round.year, clock.now()
    found = await desk.listed(actor, year, _asked(state, limit=state.limit, offset=state.offset), now=now)
    names, types = await desk_common.district_names(), desk_common.type_names()
    due = {key: n for key, n in (("overdue", found.overdue), ("late", found.late)) if n}
    facets = [
        state.facet("status", _("状态"), found.statuses, {key: _(text) for key, text in STATUSES.items()}),
        state.facet("due", _("期限"), due, {"overdue": _("已逾期"), "late": _("逾期报送")}),
        state.facet("type", _("机构类型"), found.types, types),
    ]
    if actor.is_municipal:
        facets.append(state.facet("district", _("登记机关"), found.districts, names))
    mine = Status.DISTRICT_PASSED if actor.is_municipal else Status.SUBMITTED
    answered = sum(n for key, n in found.statuses.items() if key in COUNTED)
    return page(
        "surveys/desk_list.html",
        request,
        round=known.round,
        year=year,
        years=[
            (str(each.round.year), state.url(year=each.round.year, page=None), each is known)
            for each in every
        ],
        tabs=desk_common.tabs(year, "returns", actor),
        phase=known.round.phase(now),
        phase_words=_(rules.PHASES[known.round.phase(now)]),
        phase_tone=desk_common.PHASE_TONES[known.round.phase(now)],
        gate_words=_(GATES[Gate(known.round.gate)]),
        found=Page(found.rows, found.total, state),
        facets=facets,
        answered=answered,
        owed=sum(found.statuses.values()),
        overdue=found.overdue,
        waiting=found.statuses.get(mine, 0),
        mine=mine,
        may_pass=known.round.gate in EDITABLE,
        names=names,
        types=types,
        tones=firm_views.TONES,
        statuses=STATUSES,
    )


@get(f"{HOME}.csv", opt=DESK, include_in_schema=False)
async def listing_csv(request: Ask) -> Stream:
    """Exactly the list that is shown, as a file. No figure of a return but the weight the list is ranked by."""
    state, actor = _state(request), actor_of(request)
    _every, known = await desk_common.chosen(state.value("year"))
    if known is None:
        raise errors.NotFound
    year = known.round.year
    found = await desk.listed(actor, year, _asked(state, limit=MOST_EXPORTED, offset=0), now=clock.now())
    names, types = await desk_common.district_names(), desk_common.type_names()
    columns = [
        Column(_("报告年度")),
        Column(_("登记编号")),
        Column(_("机构名称")),
        Column(_("登记机关")),
        Column(_("机构类型")),
        Column(_("状态")),
        Column(_("首次报送时间"), "moment"),
        Column(_("已逾期")),
    ]
    rows = (
        (
            str(year),
            row["number"],
            row["name"],
            names.get(row["organ_code"], ""),
            types.get(row["inst_type"] or "", ""),
            _(STATUSES[Status(row["status"])]),
            row["filed_at"],
            _("是") if row["is_overdue"] else "",
        )
        for row in found.rows
    )
    return Stream(
        csv.chunks(columns, rows),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="returns-{year}.csv"'},
    )


@post(f"{HOME}/{{year:int}}/pass", opt=DESK, include_in_schema=False)
async def pass_many(request: Ask, year: int) -> Response[Any]:
    """Pass every return that was ticked, each in the version that was shown; what cannot be passed is said."""
    sent = list((await request.form()).multi_items())
    if any(name not in {"pick", forms.CSRF_FIELD} for name, _value in sent):
        raise errors.Invalid({"form": "表单中有本页没有的项目，请刷新页面后重新填写"})
    picked = [str(value) for name, value in sent if name == "pick"][:MOST_AT_ONCE]
    passed, refusals = 0, []
    for each in picked:
        number, _colon, version = each.rpartition(":")
        if not (version.isascii() and version.isdigit() and len(version) < 5):
            raise errors.NotFound
        try:
            await review.pass_return(year, number, int(version), actor=actor_of(request), now=clock.now())
        except errors.DomainError as refusal:
            refusals.append(_("%(number)s：%(why)s", number=number, why=words(refusal)))
        else:
            passed += 1
    if picked:
        flash(request, _("已审核通过%(n)s份", n=passed), "success" if passed else "warning")
    else:
        flash(request, _("没有选择报表"), "warning")
    for text in refusals[:2]:
        flash(request, text, "danger")
    return redirect(f"{HOME}?year={year}&status={_next_pile(request)}")


def _next_pile(request: Ask) -> str:
    return Status.DISTRICT_PASSED if actor_of(request).is_municipal else Status.SUBMITTED


HANDLERS = [listing, listing_csv, pass_many]
