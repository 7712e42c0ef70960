"""One return at the desk: register, last year, this year, the operating report beside it; pass, return, end, remind, refer."""

from __future__ import annotations

from typing import Annotated, Any, Final

from litestar import Response, get, post
from pydantic import Field

from app import clock
from app.access.guards import actor_of
from app.annual_reports import views
from app.errors import field_words
from app.shell import forms, i18n
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from app.surveys import desk_common, firm_views
from app.surveys.desk_common import DESK, HOME, Ask
from regulation import errors
from regulation.indicators import catalogue
from regulation.indicators.indicator import FormKind
from regulation.surveys import gate, offices, rules
from regulation.surveys.actions import outcomes, referrals, reminders, review
from regulation.surveys.queries import desk, returns
from regulation.surveys.queries import referrals as letters
from regulation.surveys.status import DUTY, EVENTS, OUTCOME_STEPS, STATUSES, STEPS, Status
from regulation.words import N_

MARK: Final = "mark-"
#: Offered as the body a letter goes to; the statistician may name another.
BODY: Final = "北京市统计局"
OPINIONS: Final = {
    "returned": N_("退回"),
    "district_passed": N_("区级审核通过"),
    "city_passed": N_("市级审核通过"),
    "reopened": N_("开放更正"),
}


async def _history(return_id: Any) -> list[dict[str, Any]]:
    found = await desk.history(return_id)
    labels = {
        **{key: each.label for key, each in {**STEPS, **OUTCOME_STEPS}.items()},
        **EVENTS,
    }
    return [
        {
            "at": each.at,
            "label": _(labels.get(each.action, each.action)),
            "actor": each.actor_name,
            "organ": each.actor_organ,
            "reason": each.reason,
            "citations": each.articles,
        }
        for each in found
    ]


async def _unit(actor: Any, year: int, number: str) -> dict[str, Any]:
    """A unit of the round, answered or not. Raises NotFound for one out of reach or not asked."""
    found = await desk.listed(actor, year, desk.Asked(q=number, limit=5), now=clock.now())
    unit = next((each for each in found.rows if each["number"] == number), None)
    if unit is None:
        # Out of scope it is asked no more, but its page says why.
        held = await desk.of_number(actor, year, number)
        return {
            "number": number,
            "name": (await returns.register_data(held.firm_id))["name"],
            "firm": held.firm_id,
            "status": held.status,
            "is_overdue": False,
            "filed": held.filed_id,
        }
    return unit


async def _page(
    request: Ask,
    year: int,
    number: str,
    *,
    values: dict[str, Any] | None = None,
    problems: dict[str, str] | None = None,
) -> Response[Any]:
    actor = actor_of(request)
    known = await desk_common.round_of(year)
    unit = await _unit(actor, year, number)
    held = await returns.of_firm(unit["firm"], str(year))
    filed = await returns.filings(held.id) if held else []
    context: dict[str, Any] = {}
    if held is not None and filed:
        context = await _figures(held, filed, year)
    is_open = known.round.gate in gate.EDITABLE
    status = held.status if held else Status.NOT_FILED
    return page(
        "surveys/desk_return.html",
        request,
        status_code=422 if problems else 200,
        year=year,
        unit=unit,
        held=held,
        filed=filed,
        latest=filed[0] if filed else None,
        status=status,
        status_words=_(STATUSES[status]),
        tone=firm_views.TONES[status],
        is_overdue=rules.is_overdue(status, known.round, clock.now()),
        is_open=is_open,
        can_pass=is_open and held is not None and review.level_of(held, actor),
        can_return=is_open and held is not None and review.may_return(held, actor),
        returns_as="reopen" if status is Status.CITY_PASSED else "return",
        can_end=is_open and status is not Status.CITY_PASSED and status is not Status.OUT_OF_SCOPE,
        can_ask_again=is_open and status in {Status.NONRESPONSE, Status.OUT_OF_SCOPE},
        is_closed=known.round.phase(clock.now()) is rules.Phase.CLOSED,
        sent=await letters.reminders(known.id, unit["firm"]),
        referral=next(
            (each for each in await letters.of_year(actor, year) if each["firm_number"] == number), None
        ),
        entries=await _history(held.id) if held else [],
        opinions=OPINIONS,
        body=BODY,
        values=values or {"body": BODY},
        errors=problems or {},
        duty=DUTY,
        review_basis=gate.REVIEW,
        refusal=referrals.REFUSAL,
        views=views,
        tabs=desk_common.tabs(year, "returns", actor),
        breadcrumbs=desk_common.crumbs(year, unit["name"]),
        **context,
    )


async def _figures(held: returns.Return, filed: list[returns.Filed], year: int) -> dict[str, Any]:
    latest = filed[0]
    previous = await returns.last_year(held.firm_id, year)
    kept = latest.register if "name" in latest.register else await returns.register_data(held.firm_id)
    register = views.in_register(kept)
    groups = []
    for group in catalogue.groups_of(latest.edition, FormKind.RETURN):
        asked = catalogue.of_group(latest.edition, group.key, FormKind.RETURN)
        shown = [
            cell
            for cell in views.cells(asked, latest.cells, previous, register, FormKind.RETURN)
            if cell.value not in (None, "", ())
        ]
        if shown:
            groups.append((group.name(i18n.language()), shown))
    before = filed[1].cells if len(filed) > 1 else {}
    return {
        "groups": groups,
        "earlier": {
            key: views.Cell(catalogue.BY_KEY[key], value).shown
            for key, value in before.items()
            if key in catalogue.BY_KEY
        },
        "differs": latest.differs,
        "findings": views.kept_findings(latest.findings),
        "flagged": {key for each in latest.findings for key in each["cells"]},
        "register": views.register_rows(kept),
    }


@get(f"{HOME}/{{year:int}}/units/{{number:str}}", opt=DESK, include_in_schema=False)
async def return_page(request: Ask, year: int, number: str) -> Response[Any]:
    """One unit of a round with its return, if it has filed one."""
    return await _page(request, year, number)


class Passing(forms.Form):
    """Pass exactly the version that was shown."""

    version: int


@post(f"{HOME}/{{year:int}}/units/{{number:str}}/pass", opt=DESK, include_in_schema=False)
async def pass_return(request: Ask, year: int, number: str) -> Response[Any]:
    """The figures stand for this level."""
    form, problems, _raw = await forms.parse(Passing, request)
    if form is None:
        return await _page(request, year, number, problems=problems)
    await review.pass_return(year, number, form.version, actor=actor_of(request), now=clock.now())
    flash(request, _("已审核通过"))
    return redirect(f"{HOME}/{year}/units/{number}")


@post(f"{HOME}/{{year:int}}/units/{{number:str}}/return", opt=DESK, include_in_schema=False)
async def send_back(request: Ask, year: int, number: str) -> Response[Any]:
    """Send the return back, or reopen it, with the cells marked."""
    actor = actor_of(request)
    offices.check_statistician(actor)
    sent = {
        name: str(value) for name, value in (await request.form()).multi_items() if name != forms.CSRF_FIELD
    }
    version, reason = sent.pop("version", "0"), sent.pop("reason", "")
    marks = {
        name[len(MARK) :]: sent.get(f"note-{name[len(MARK) :]}", "") for name in sent if name.startswith(MARK)
    }
    if any(not name.startswith((MARK, "note-")) for name in sent):
        raise errors.Invalid({"form": "表单中有本页没有的项目，请刷新页面后重新填写"})
    try:
        await review.return_to_respondent(
            year,
            number,
            int(version) if version.isascii() and version.isdigit() and len(version) < 5 else 0,
            marks,
            reason,
            actor=actor,
            now=clock.now(),
        )
    except errors.Invalid as refusal:
        return await _page(
            request, year, number, values={**sent, "reason": reason}, problems=field_words(refusal)
        )
    flash(request, _("已退回，机构会收到通知"))
    return redirect(f"{HOME}/{year}/units/{number}")


class Ending(forms.Form):
    """Why a unit gives no figures."""

    outcome: str
    why: Annotated[str, Field(max_length=2000)] = ""


_ENDS: Final = {
    "out_of_scope": (outcomes.out_of_scope, N_("已认定不在调查范围")),
    "nonresponse": (outcomes.final_nonresponse, N_("已认定最终未报送")),
    "ask_again": (outcomes.ask_again, N_("已重新列为应报送")),
}


@post(f"{HOME}/{{year:int}}/units/{{number:str}}/outcome", opt=DESK, include_in_schema=False)
async def outcome(request: Ask, year: int, number: str) -> Response[Any]:
    """Out of scope, finally silent, or asked again."""
    form, problems, raw = await forms.parse(Ending, request)
    if form is None or form.outcome not in _ENDS:
        return await _page(
            request, year, number, values=raw, problems=problems or {"form": _("请选择处理结果")}
        )
    act, said = _ENDS[form.outcome]
    try:
        await act(year, number, form.why, actor=actor_of(request), now=clock.now())
    except errors.Invalid as refusal:
        shown = {"why" if key == "reason" else key: text for key, text in field_words(refusal).items()}
        return await _page(request, year, number, values=raw, problems=shown)
    flash(request, _(said))
    return redirect(f"{HOME}/{year}/units/{number}")


@post(f"{HOME}/{{year:int}}/units/{{number:str}}/remind", opt=DESK, include_in_schema=False)
async def remind(request: Ask, year: int, number: str) -> Response[Any]:
    """Send a written reminder."""
    form, problems, _raw = await forms.parse(forms.Form, request)
    if form is None:
        return await _page(request, year, number, problems=problems)
    paper = await reminders.remind_in_writing(year, number, actor=actor_of(request), now=clock.now())
    flash(request, _("已催报：%(number)s", number=paper["number"]))
    return redirect(f"{HOME}/{year}/units/{number}")


class Referring(forms.Form):
    """To which statistics body, and why."""

    body: Annotated[str, Field(max_length=200)] = ""
    referral_reason: Annotated[str, Field(max_length=4000)] = ""


@post(f"{HOME}/{{year:int}}/units/{{number:str}}/refer", opt=DESK, include_in_schema=False)
async def refer(request: Ask, year: int, number: str) -> Response[Any]:
    """Refer the unit to the statistics body."""
    form, problems, raw = await forms.parse(Referring, request)
    if form is None:
        return await _page(request, year, number, values=raw, problems=problems)
    try:
        paper = await referrals.refer(
            year, number, form.body, form.referral_reason, actor=actor_of(request), now=clock.now()
        )
    except errors.Invalid as refusal:
        shown = {
            "referral_reason" if key == "reason" else key: text for key, text in field_words(refusal).items()
        }
        return await _page(request, year, number, values=raw, problems=shown)
    flash(request, _("已制作移送函：%(number)s", number=paper["number"]))
    return redirect(f"{HOME}/{year}/referrals")


HANDLERS = [return_page, pass_return, send_back, outcome, remind, refer]
