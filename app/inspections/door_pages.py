"""The firm's side at the door: check the officer's code without signing in, refuse, report, rate."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from litestar import Request, Response, get, post
from pydantic import Field

from app import clock
from app import errors as answers
from app.access.guards import actor_of, firm_of, visitor_of
from app.access.permissions import Permission
from app.inspections import words
from app.ledger import standing
from app.settings import settings
from app.shell import forms, i18n
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.accounts import organs, throttle
from regulation.casework import receipts
from regulation.inspections import items, rules_door
from regulation.inspections.actions import doors
from regulation.inspections.queries import caps, tasks
from regulation.inspections.queries import doors as queries
from regulation.inspections.rules_door import REPORT_NAMES, ReportKind
from regulation.law import beijing
from regulation.words import N_
from reports import marks

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

Ask = Request[Any, Any, Any]
PUBLIC = {"public": True}
VISIT = {"permission": Permission.FIELD_VISIT}
FIRM = {"permission": Permission.FIRM_HOME}
#: Directors and auditors: who reported is nobody else's business.
SUPERVISE = {"permission": Permission.AUDIT_READ}
#: From one address: unknown codes in ten minutes, reports in an hour. A district's offices share one address.
UNKNOWN_LIMIT, MINUTES, REPORTS_AN_HOUR = 20, 10, 10
#: What one code of the door may be used for in a day, whoever holds it.
REPORTS_OF_A_CODE = 5
PRIVATE = {"Cache-Control": "no-store"}


class ReportForm(forms.Form):
    """Something is wrong at the door."""

    kind: ReportKind = Field(title=N_("反映的类型"))
    facts: str = Field(title=N_("看到的情况"), min_length=1, max_length=2000)
    officers: str = Field(title=N_("到场人员"), default="", max_length=500)
    contact: str = Field(title=N_("联系方式"), default="", max_length=200)
    was_refused: bool = Field(title=N_("已拒绝其进入"), default=False)
    request_key: forms.RequestKey


class UnplannedForm(forms.Form):
    """A visit that nobody announced."""

    organ: str = Field(title=N_("所在的区"), default="", max_length=12)
    firm: str = Field(title=N_("机构名称"), default="", max_length=200)
    place: str = Field(title=N_("地点"), default="", max_length=400)
    happened_at: datetime = Field(title=N_("时间"))
    facts: str = Field(title=N_("看到的情况"), min_length=1, max_length=2000)
    officers: str = Field(title=N_("到场人员"), default="", max_length=500)
    contact: str = Field(title=N_("联系方式"), default="", max_length=200)
    was_refused: bool = Field(title=N_("已拒绝其进入"), default=False)
    request_key: forms.RequestKey


class RatingForm(forms.Form):
    """What the firm says of a visit."""

    score: int = Field(title=N_("总体评价"), ge=1, le=5)
    showed_code: bool = Field(title=N_("扫码"))
    showed_certificates: bool = Field(title=N_("出示证件"))
    kept_to_form: bool = Field(title=N_("照单检查"))
    words: str = Field(title=N_("其他意见"), default="", max_length=1000)


class TrackForm(forms.Form):
    """The tracking code alone; it never stands in an address."""

    code: str = Field(title=N_("查询码"), min_length=1, max_length=60)


class AnswerForm(forms.Form):
    """What came of a report."""

    answer: str = Field(title=N_("答复"), min_length=1, max_length=5000)


def _address(request: Ask) -> str:
    return request.client.host if request.client else ""


def check_url(token: str) -> str:
    """What the officer's square code opens."""
    return f"{settings().base_url}/visit-check/{token}"


@get("/field/visits/{task_id:uuid}/code", opt=VISIT, include_in_schema=False)
async def code(request: Ask, task_id: UUID) -> Response[Any]:
    """The officer's code of today, to be shown at the door."""
    actor = actor_of(request)
    # Issuing a code is an act, although it is asked for by opening a page.
    await standing.check_may_write(request.url.path)
    token = await doors.code_for(task_id, actor=actor, now=clock.now())
    task = await tasks.of_team(actor, task_id)
    return page(
        "inspections/door_code.html",
        request,
        task=task,
        token=token,
        url=check_url(token),
        picture=marks.qr(check_url(token)),
        day=clock.today(),
        breadcrumbs=[
            (_("今日"), "/field"),
            (task["number"], f"/field/visits/{task_id}"),
            (_("检查码"), None),
        ],
    )


@get("/visit-check", opt=PUBLIC, include_in_schema=False)
async def ask(request: Ask) -> Response[Any]:
    """Type the letters under the officer's square code."""
    token = "".join(request.query_params.get("q", "").split()).replace("-", "").upper()
    if token and token.isascii() and token.isalnum() and len(token) <= 40:
        return redirect(f"/visit-check/{token}")
    return page("inspections/door_ask.html", request, unknown="", headers=PRIVATE)


async def _by_token(request: Ask, token: str) -> dict[str, Any] | None:
    """What stands behind a code; an unknown one is counted, and after many the address has to wait."""
    bucket = f"visit-check:{_address(request)}"
    await throttle.check(bucket, UNKNOWN_LIMIT, MINUTES, now=clock.now())
    try:
        return await queries.by_token(token[:40])
    except errors.NotFound:
        await throttle.count(bucket, now=clock.now())
        return None


@get("/visit-check/{token:str}", opt=PUBLIC, include_in_schema=False)
async def check(request: Ask, token: str) -> Response[Any]:
    """Who stands at the door, with which right, to look at what."""
    found = await _by_token(request, token)
    if found is None:
        return _unknown(request, token)
    if await standing.refusal() is None:
        found = await doors.scanned(token[:40], now=clock.now())
    return await _check(request, found, {}, {})


def _unknown(request: Ask, token: str) -> Response[Any]:
    return page("inspections/door_ask.html", request, status_code=404, unknown=token[:40], headers=PRIVATE)


async def _check(
    request: Ask,
    found: dict[str, Any],
    values: dict[str, Any],
    problems: dict[str, str],
    *,
    form: str = "",
    received: tuple[str, str] | None = None,
) -> Response[Any]:
    task, approval, shown = found["task"], found["approval"], found["code"]
    today = clock.today()
    refusal = rules_door.door_refusal(queries.door_of(found), today)
    list_ = items.version(task["items_version"])
    cap = await caps.of_firm(task["firm"], today=today, without_task=task["id"])
    has_rating = await queries.rating(task["id"]) is not None
    return page(
        "inspections/door_check.html",
        request,
        status_code=422 if problems else 200,
        task=task,
        approval=approval if refusal is None else None,
        refusal=_(refusal) if refusal else "",
        shown=shown,
        officer=next((each for each in task["members"] if each["person"] == shown["person"]), None),
        roles=words.ROLE_WORDS,
        items=[list_.item(each) for each in task["items"]],
        cap=cap,
        counts=approval is not None and approval["cap"] is not None,
        kinds=[
            (str(each), _(name)) for each, name in REPORT_NAMES.items() if each is not ReportKind.UNPLANNED
        ],
        may_rate=rules_door.rating_refusal(task["status"], task["started_at"], has_rating, today) is None,
        has_rating=has_rating,
        received=received,
        action=f"/visit-check/{shown['token']}",
        form=form,
        values=values,
        errors=problems,
        headers=PRIVATE,
    )


async def _received_once(
    request: Ask, form: ReportForm | UnplannedForm, receive: Callable[[], Awaitable[tuple[str, str]]]
) -> tuple[str, str]:
    """Number and tracking code of a report; sent twice, those of the first."""

    async def make() -> str:
        return " ".join(await receive())

    said = await receipts.made_once(
        f"report {form.request_key}",
        form.model_dump(),
        make,
        actor=visitor_of(request),
        now=clock.now(),
    )
    number, _space, tracking = said.rpartition(" ")
    return number, tracking


@post("/visit-check/{token:str}/report", opt=PUBLIC, include_in_schema=False, status_code=200)
async def report(request: Ask, token: str) -> Response[Any]:
    """Refuse somebody, or say that no code was shown; kept with its time."""
    found = await _by_token(request, token)
    if found is None:
        return _unknown(request, token)
    form, problems, raw = await forms.parse(ReportForm, request)
    if form is None:
        return await _check(request, found, raw, problems, form="report")
    limits = [
        (f"visit-report:{_address(request)}", REPORTS_AN_HOUR, 60),
        (f"visit-report-code:{found['code']['id']}", REPORTS_OF_A_CODE, 24 * 60),
    ]
    # Counted before it is written, so that many at once are not all let through.
    taken = [await throttle.take(*limit, now=clock.now()) for limit in limits]
    try:
        made = await _received_once(
            request,
            form,
            lambda: doors.report_at_door(
                token[:40],
                form.kind,
                doors.Said(form.facts, form.officers, form.contact, form.was_refused),
                actor=visitor_of(request),
                now=clock.now(),
            ),
        )
    except errors.Invalid as refusal:
        await throttle.give_back(*taken)
        return await _check(request, found, raw, answers.field_words(refusal), form="report")
    return await _check(request, found, {}, {}, received=made)


@post("/visit-check/{token:str}/rate", opt=PUBLIC, include_in_schema=False)
async def rate_at_door(request: Ask, token: str) -> Response[Any]:
    """Rate the visit as who holds its code."""
    found = await _by_token(request, token)
    if found is None:
        return _unknown(request, token)
    form, problems, raw = await forms.parse(RatingForm, request)
    if form is None:
        return await _check(request, found, raw, problems, form="rate")
    await doors.rate(found["task"], _rating(form), actor=None, now=clock.now())
    flash(request, _("感谢您的评价"))
    return redirect(f"/visit-check/{found['code']['token']}")


def _rating(form: RatingForm) -> doors.Rating:
    return doors.Rating(form.score, form.showed_code, form.showed_certificates, form.kept_to_form, form.words)


@get("/visit-reports/new", opt=PUBLIC, include_in_schema=False)
async def new_report(request: Ask) -> Response[Any]:
    """Report a visit that was not planned."""
    return await _new_report(request, {}, {})


async def _new_report(
    request: Ask, values: dict[str, Any], problems: dict[str, str], made: tuple[str, str] | None = None
) -> Response[Any]:
    english = i18n.language() == i18n.ENGLISH
    now = beijing.in_beijing(clock.now())
    return page(
        "inspections/report_new.html",
        request,
        status_code=422 if problems else 200,
        organs=[
            (each["code"], each["area_name_en"] if english else each["area_name"])
            for each in await organs.all_organs()
            if each["level"] == "district"
        ],
        made=made,
        values=values or {"happened_at": now.strftime("%Y-%m-%dT%H:%M")},
        errors=problems,
        headers=PRIVATE,
    )


@post("/visit-reports/new", opt=PUBLIC, include_in_schema=False, status_code=200)
async def send_report(request: Ask) -> Response[Any]:
    """Receive it and show the tracking code once."""
    form, problems, raw = await forms.parse(UnplannedForm, request)
    if form is None:
        return await _new_report(request, raw, problems)
    taken = await throttle.take(f"visit-report:{_address(request)}", REPORTS_AN_HOUR, 60, now=clock.now())
    happened = form.happened_at
    if happened.tzinfo is None:
        happened = happened.replace(tzinfo=beijing.BEIJING)
    try:
        made = await _received_once(
            request,
            form,
            lambda: doors.report_unplanned(
                form.organ,
                form.firm,
                form.place,
                happened,
                doors.Said(form.facts, form.officers, form.contact, form.was_refused),
                actor=visitor_of(request),
                now=clock.now(),
            ),
        )
    except errors.Invalid as refusal:
        await throttle.give_back(taken)
        return await _new_report(request, raw, answers.field_words(refusal))
    return await _new_report(request, {}, {}, made)


@get("/visit-reports/track", opt=PUBLIC, include_in_schema=False)
async def track(request: Ask) -> Response[Any]:
    """The box for the code."""
    return page("inspections/report_track.html", request, found=None, values={}, errors={}, headers=PRIVATE)


@post("/visit-reports/track", opt=PUBLIC, include_in_schema=False, status_code=200)
async def tracked(request: Ask) -> Response[Any]:
    """What came of a report."""
    form, problems, raw = await forms.parse(TrackForm, request)
    found = None
    if form is not None:
        bucket = f"visit-track:{_address(request)}"
        await throttle.check(bucket, UNKNOWN_LIMIT, MINUTES, now=clock.now())
        try:
            found = await queries.report_by_tracking("".join(form.code.split()).replace("-", "")[:40])
        except errors.NotFound:
            await throttle.count(bucket, now=clock.now())
            problems = {"code": _("没有找到对应的反映。请核对查询码，共16位字母和数字")}
    return page(
        "inspections/report_track.html",
        request,
        status_code=422 if problems else 200,
        found=found,
        kinds=REPORT_NAMES,
        values={} if found else raw,
        errors=problems,
        headers=PRIVATE,
    )


@get("/desk/visit-reports", opt=SUPERVISE, include_in_schema=False)
async def reports(request: Ask) -> Response[Any]:
    """Reports within reach, and how firms rated the visits of each organ this year."""
    actor, today = actor_of(request), clock.today()
    total, rows = await queries.reports(actor)
    return page(
        "inspections/reports.html",
        request,
        total=total,
        rows=rows,
        kinds=REPORT_NAMES,
        ratings=await queries.ratings_by_organ(actor, from_on=today.replace(month=1, day=1), until_on=today),
        year=today.year,
        breadcrumbs=[(_("检查"), "/desk/visits"), (_("机构反映和评价"), None)],
    )


@get("/desk/visit-reports/{report_id:uuid}", opt=SUPERVISE, include_in_schema=False)
async def one_report(request: Ask, report_id: UUID) -> Response[Any]:
    """One report."""
    return await _one_report(request, report_id, {}, {})


async def _one_report(
    request: Ask, report_id: UUID, values: dict[str, Any], problems: dict[str, str]
) -> Response[Any]:
    actor = actor_of(request)
    found = await queries.report(actor, report_id)
    return page(
        "inspections/report.html",
        request,
        status_code=422 if problems else 200,
        report=found,
        kinds=REPORT_NAMES,
        may_answer=words.is_director(actor) and found["status"] == "received",
        values=values,
        errors=problems,
        breadcrumbs=[
            (_("检查"), "/desk/visits"),
            (_("机构反映和评价"), "/desk/visit-reports"),
            (found["number"], None),
        ],
    )


@post("/desk/visit-reports/{report_id:uuid}/answer", opt=SUPERVISE, include_in_schema=False)
async def answer(request: Ask, report_id: UUID) -> Response[Any]:
    """A director says what came of it; the use case asks for the office."""
    form, problems, raw = await forms.parse(AnswerForm, request)
    if form is not None:
        try:
            await doors.answer(report_id, form.answer, actor=actor_of(request), now=clock.now())
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            flash(request, _("答复已记录，反映人可以用查询码查看"))
            return redirect(f"/desk/visit-reports/{report_id}")
    return await _one_report(request, report_id, raw, problems)


@post("/firm/visits/{task_id:uuid}/rate", opt=FIRM, include_in_schema=False)
async def rate(request: Ask, task_id: UUID) -> Response[Any]:
    """Rate a visit as the firm's user."""
    task = await tasks.one_known_to_firm(firm_of(request), task_id)
    form, problems, _raw = await forms.parse(RatingForm, request)
    if form is None:
        raise errors.Invalid(problems)
    await doors.rate(task, _rating(form), actor=actor_of(request), now=clock.now())
    flash(request, _("感谢您的评价"))
    return redirect(f"/firm/visits/{task_id}")


HANDLERS = [
    code,
    ask,
    check,
    report,
    rate_at_door,
    new_report,
    send_report,
    track,
    tracked,
    reports,
    one_report,
    answer,
    rate,
]
