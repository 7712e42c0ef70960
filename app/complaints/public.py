"""For everybody: what can be complained of, the form, the tracking code, the state of a matter."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

from litestar import Request, Response, get, post

from app import clock
from app import errors as answers
from app.complaints import forms as shapes
from app.documents import printing
from app.settings import settings
from app.shell import forms, i18n
from app.shell.i18n import gettext as _
from app.shell.render import page
from regulation import errors
from regulation.accounts import organs, throttle
from regulation.casework import languages
from regulation.complaints import (
    language,
    opening,
    queries,
    receiving,
    rewards,
    sealing,
    supplements,
    tracking,
)
from regulation.complaints.status import (
    ELSEWHERE,
    KIND_WORDS,
    OPEN,
    TONES,
    TOPIC_NAMES,
    ComplaintKind,
    ComplaintStatus,
    status_names,
)
from regulation.firms import queries as firms
from regulation.firms import search
from regulation.words import N_
from reports.documents import registry

Ask = Request[Any, Any, Any]
PUBLIC = {"public": True}
#: From one address.
COMPLAINTS_AN_HOUR = 10
PRIVATE = {"Cache-Control": "no-store"}


def _address(request: Ask) -> str:
    return request.client.host if request.client else ""


def folder() -> Any:
    """Where files of matters are kept."""
    return settings().var_dir / "attachments"


@get("/complaints", opt=PUBLIC, include_in_schema=False)
async def about(request: Ask) -> Response[Any]:
    """What can be complained of here, what elsewhere, and what happens then."""
    return page(
        "complaints/about.html",
        request,
        topics=[_(name) for name in TOPIC_NAMES.values()],
        elsewhere=[(_(name), _(why)) for name, why in ELSEWHERE.values()],
    )


#: What another page may fill in beforehand, and how much of it: the writer reads and sends it, or changes it.
FILLED_IN = {"respondent": 200, "respondent_address": 300, "topic": 40}


#: The two forms: address, form, template.
SHAPES: dict[str, tuple[type[shapes.WrittenForm], str]] = {
    "/complaints/new": (shapes.ComplaintForm, "complaints/new_complaint.html"),
    "/complaints/report": (shapes.ReportForm, "complaints/new_report.html"),
}
TITLES = {"/complaints/new": N_("提交投诉"), "/complaints/report": N_("提交举报")}


def _known(request: Ask) -> dict[str, str]:
    return {
        name: str(request.query_params[name]).replace("\x00", "")[:longest]
        for name, longest in FILLED_IN.items()
        if name in request.query_params
    }


def _same_query(request: Ask) -> str:
    """What was chosen so far, for the other of the two forms."""
    kept = _known(request) | {
        name: str(request.query_params[name])[:20]
        for name in ("firm", "unregistered")
        if name in request.query_params
    }
    return f"?{urlencode(kept)}" if kept else ""


async def _new(request: Ask, **extra: Any) -> Response[Any]:
    number = str(extra.pop("firm_number", "") or request.query_params.get("firm", "")).replace("\x00", "")[
        :20
    ]
    path = request.url.path
    known = await organs.all_organs()
    english = i18n.language() == i18n.ENGLISH
    context: dict[str, Any] = {
        "path": path,
        "query": _same_query(request),
        "firm": await firms.firm(await firms.id_of(number)) if number else None,
        "topics": [(str(each), _(name)) for each, name in TOPIC_NAMES.items()],
        "organs": [
            (each["code"], each["area_name_en"] if english else each["area_name"])
            for each in known
            if each["level"] == "district"
        ],
        "accepts": shapes.EVIDENCE,
        "values": _known(request),
        "errors": {},
        "status_code": 200,
        **extra,
    }
    return page(
        SHAPES[path][1],
        request,
        breadcrumbs=[(_("投诉举报"), "/complaints"), (_(TITLES[path]), None)],
        headers=PRIVATE,
        **context,
    )


@get(list(SHAPES), opt=PUBLIC, include_in_schema=False)
async def new(request: Ask) -> Response[Any]:
    """First whom it is about, found in the register or not; then the form of a complaint or of a report."""
    if request.query_params.get("firm") or request.query_params.get("unregistered"):
        return await _new(request)
    path = request.url.path
    q = " ".join(request.query_params.get("q", "").replace("\x00", "").split())[:60]
    found = await search.find(search.Search(q=q, size=10)) if q else None
    return page(
        "complaints/choose.html",
        request,
        path=path,
        q=q,
        found=found.decoded() if found else [],
        total=found.total if found else 0,
        breadcrumbs=[(_("投诉举报"), "/complaints"), (_(TITLES[path]), None)],
    )


@post(
    list(SHAPES),
    opt=PUBLIC,
    include_in_schema=False,
    request_max_body_size=shapes.LARGEST,
    status_code=200,
)
async def submit(request: Ask) -> Response[Any]:
    """Receive it and show the code: once, and again only to the same browser sending the same form."""
    shape: type[Any] = SHAPES[request.url.path][0]
    form, problems, raw = await forms.parse(shape, request)
    number = str(raw.get("firm", ""))
    if form is None:
        return await _new(request, firm_number=number, values=raw, errors=problems, status_code=422)
    bucket = f"complaint:{_address(request)}"
    await throttle.check(bucket, COMPLAINTS_AN_HOUR, 60, now=clock.now())
    written = receiving.Written(
        kind=shape.kind,
        topic=form.topic,
        account=form.account,
        firm_id=await firms.id_of(form.firm) if form.firm else None,
        respondent=form.respondent,
        respondent_address=form.respondent_address,
        organ_code=form.organ_code,
        happened_on=form.happened_on,
        name=form.name,
        phone=form.phone,
        email=form.email,
        pin=form.pin,
        files=tuple(sealing.Evidence(each.name, each.media_type, each.data) for each in form.files),
        **form.claimed,
    )
    try:
        received = await receiving.submit(
            written,
            request_key=form.request_key,
            secret=settings().secret_key,
            folder=folder(),
            now=clock.now(),
        )
    except errors.Invalid as refusal:
        found = answers.field_words(refusal)
        return await _new(request, firm_number=number, values=raw, errors=found, status_code=422)
    await throttle.count(bucket, now=clock.now())
    return page(
        "complaints/received.html",
        request,
        number=received.number,
        code=received.code,
        pin=received.pin,
        spare=received.spare,
        is_complaint=shape.kind is ComplaintKind.COMPLAINT,
        headers=PRIVATE,
    )


@get("/complaints/track", opt=PUBLIC, include_in_schema=False)
async def track(request: Ask) -> Response[Any]:
    """The box for the code; a code never stands in an address."""
    return page("complaints/track.html", request, values={}, errors={}, breadcrumbs=_crumbs())


def _crumbs() -> list[tuple[str, str | None]]:
    return [(_("投诉举报"), "/complaints"), (_("查询办理情况"), None)]


def _unknown(request: Ask, *, pin_missing: bool = False) -> Response[Any]:
    """The same words for a code that names nothing and for a wrong second secret."""
    found = (
        {"pin": _("还需要查询密码。只有查询码什么也看不到")}
        if pin_missing
        else {"code": _("没有找到对应的投诉举报。请核对查询码（共17位字母和数字）和查询密码")}
    )
    return page(
        "complaints/track.html",
        request,
        status_code=422,
        values={},
        errors=found,
        breadcrumbs=_crumbs(),
        headers=PRIVATE,
    )


def _worn_out(request: Ask, refusal: throttle.TooMany) -> Response[Any]:
    """Too many attempts, the same for a code that names nothing; the spare code is the way round."""
    return page(
        "complaints/track.html",
        request,
        status_code=429,
        values={},
        errors={
            "spare": _("尝试次数过多。请填写备用码；没有备用码的，%(minutes)s分钟后再试", **refusal.params)
        },
        breadcrumbs=_crumbs(),
        headers=PRIVATE | {"Retry-After": str(refusal.params["minutes"] * 60)},
    )


def _run_out(request: Ask) -> Response[Any]:
    return page(
        "complaints/track.html",
        request,
        status_code=422,
        values={},
        errors={"code": _("页面打开的时间太长，请重新输入查询码和查询密码")},
        breadcrumbs=_crumbs(),
        headers=PRIVATE,
    )


async def _tracked(request: Ask, complaint: dict[str, Any], **extra: Any) -> Response[Any]:
    status = ComplaintStatus(complaint["status"])
    context: dict[str, Any] = {
        "complaint": complaint,
        "ticket": tracking.ticket(complaint["id"], settings().secret_key, clock.now()),
        "status": _(status_names(complaint["kind"])[status]),
        "tone": TONES[status],
        "kind": _(KIND_WORDS[complaint["kind"]]),
        "topic": _(TOPIC_NAMES[complaint["topic"]]),
        "directed": _(ELSEWHERE[complaint["directed_to"]][0]) if complaint["directed_to"] else "",
        "additions": await queries.additions(complaint["id"], by_writer=True),
        "is_open": status in OPEN,
        "papers": [
            (each, _(registry.KINDS[each["kind"]].title))
            for each in await supplements.papers_for_writer(complaint["id"])
        ],
        "asked": await queries.supplement_of(complaint["id"]),
        "handed_on": await queries.handed_on(complaint["id"]),
        "reward": await rewards.of_report(complaint["id"]),
        "english_asked_on": await languages.asked_on(complaint["id"], None),
        "may_withdraw": status in OPEN and complaint["kind"] == "complaint",
        "accepts": shapes.EVIDENCE,
        "values": {},
        "errors": {},
        "added": False,
        "status_code": 200,
        **extra,
    }
    return page("complaints/tracked.html", request, breadcrumbs=_crumbs(), headers=PRIVATE, **context)


@post("/complaints/track", opt=PUBLIC, include_in_schema=False, status_code=200)
async def tracked(request: Ask) -> Response[Any]:
    """The state in words, and the reply. Unknown code, mistyped code and wrong second secret get the same answer."""
    form, _problems, _raw = await forms.parse(shapes.TrackForm, request)
    try:
        complaint = (
            await opening.find(
                form.code,
                form.pin,
                form.spare,
                address=_address(request),
                secret=settings().secret_key,
                now=clock.now(),
            )
            if form is not None
            else None
        )
    except throttle.TooMany as refusal:
        return _worn_out(request, refusal)
    if form is None or complaint is None:
        return _unknown(request, pin_missing=form is not None and not form.pin.strip())
    return await _tracked(request, complaint)


@post(
    "/complaints/track/add",
    opt=PUBLIC,
    include_in_schema=False,
    request_max_body_size=shapes.LARGEST,
    status_code=200,
)
async def add(request: Ask) -> Response[Any]:
    """The writer adds something."""
    form, problems, raw = await forms.parse(shapes.AdditionForm, request)
    ticket = form.ticket if form is not None else str(raw.get("ticket", ""))
    complaint = await queries.by_ticket(ticket, settings().secret_key, clock.now())
    if complaint is None:
        return _run_out(request)
    if form is None:
        return await _tracked(request, complaint, values=raw, errors=problems, status_code=422)
    files = [sealing.Evidence(each.name, each.media_type, each.data) for each in form.files]
    try:
        await receiving.add(complaint["id"], form.text, files, folder=folder(), now=clock.now())
    except errors.Invalid as refusal:
        found = answers.field_words(refusal)
        return await _tracked(request, complaint, values=raw, errors=found, status_code=422)
    again = await queries.by_ticket(ticket, settings().secret_key, clock.now())
    return await _tracked(request, again or complaint, added=True)


async def _of_ticket(request: Ask, shape: Any) -> tuple[Any, dict[str, Any] | None]:
    form, _problems, raw = await forms.parse(shape, request)
    ticket = str(raw.get("ticket", ""))
    return form, await queries.by_ticket(ticket, settings().secret_key, clock.now())


@post("/complaints/track/paper", opt=PUBLIC, include_in_schema=False, status_code=200)
async def paper(request: Ask) -> Response[Any]:
    """One of the complainant's papers."""
    form, complaint = await _of_ticket(request, shapes.PaperForm)
    if complaint is None or form is None:
        return _run_out(request)
    found = await supplements.paper_of(complaint["id"], form.document)
    name = quote(f"{found['number']}.pdf")
    return Response(
        await printing.pdf_of(found, ""),
        media_type="application/pdf",
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{name}",
            "X-Content-Type-Options": "nosniff",
            **PRIVATE,
        },
    )


@post("/complaints/track/receive", opt=PUBLIC, include_in_schema=False, status_code=200)
async def receive(request: Ask) -> Response[Any]:
    """The complainant confirms that a paper was received."""
    form, complaint = await _of_ticket(request, shapes.PaperForm)
    if complaint is None or form is None:
        return _run_out(request)
    await supplements.receive_paper(complaint["id"], form.document, now=clock.now())
    return await _tracked(request, complaint)


@post("/complaints/track/withdraw", opt=PUBLIC, include_in_schema=False, status_code=200)
async def withdraw(request: Ask) -> Response[Any]:
    """The complainant takes the complaint back."""
    form, complaint = await _of_ticket(request, shapes.WithdrawForm)
    if complaint is None:
        return _run_out(request)
    if form is None:
        problem = {"sure": _("请勾选确认撤回")}
        return await _tracked(request, complaint, errors=problem, status_code=422)
    await supplements.withdraw(complaint["id"], now=clock.now())
    again = await queries.by_ticket(form.ticket, settings().secret_key, clock.now())
    return await _tracked(request, again or complaint)


@post("/complaints/track/language", opt=PUBLIC, include_in_schema=False, status_code=200)
async def in_english(request: Ask) -> Response[Any]:
    """The complainant asks for English beside the Chinese of the papers to come, or no longer."""
    form, complaint = await _of_ticket(request, shapes.LanguageForm)
    if complaint is None or form is None:
        return _run_out(request)
    await language.ask_english(complaint["id"], english=form.english, now=clock.now())
    return await _tracked(request, complaint)


HANDLERS = [in_english, paper, receive, withdraw, about, new, submit, track, tracked, add]
