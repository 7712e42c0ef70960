"""Interviews and on-site records on a phone: begun, taken down line by line, read back, signed on each page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app import errors as answers
from app.access.guards import actor_of
from app.penalties import acts, evidence_views, views
from app.penalties import forms as upload_shapes
from app.penalties import forms_evidence as shapes
from app.penalties.evidence_pages import EVIDENCE_OPT, case_of, crumbs
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from app.shell.uploads import Upload
from regulation import errors
from regulation.law.citation import PENALTY_LAW
from regulation.penalties import permissions_evidence
from regulation.penalties.actions import records
from regulation.penalties.rules import evidence as rules
from regulation.penalties.status_evidence import (
    CAPACITIES,
    READINGS,
    RECORD_ACT_NAMES,
    RECORD_KINDS,
    RECORD_STATUS_NAMES,
    RECORD_TONES,
    RECUSAL_ANSWERS,
    SIGNERS,
)

Ask = Request[Any, Any, Any]


async def _new(request: Ask, case: dict[str, Any], **extra: Any) -> Response[Any]:
    kind = request.query_params.get("kind", "interview")
    party = case["party"]
    context: dict[str, Any] = {
        "values": {
            "kind": kind if kind in RECORD_KINDS else "interview",
            "officers": [str(each) for each in (case["officer_a"], case["officer_b"]) if each],
            "place": party.get("address", ""),
            "employer": case["party_name"],
        },
        "errors": {},
        "status_code": 200,
        **extra,
    }
    return page(
        "penalties/record_new.html",
        request,
        case=case,
        kinds=views.choices(RECORD_KINDS),
        capacities=views.choices(CAPACITIES),
        answers=views.choices(RECUSAL_ANSWERS),
        takers=await evidence_views.takers(case),
        cited=PENALTY_LAW.article(55),
        breadcrumbs=crumbs(request, case, (_("制作笔录"), None)),
        **context,
    )


@get("/desk/cases/{case_id:uuid}/records/new", opt=EVIDENCE_OPT, include_in_schema=False)
async def new(request: Ask, case_id: UUID) -> Response[Any]:
    """Who is asked, where, by whom, and what was told."""
    case = await case_of(request, case_id)
    permissions_evidence.check_can_work(actor_of(request), case, conflicted=frozenset())
    return await _new(request, case)


@post("/desk/cases/{case_id:uuid}/records/new", opt=EVIDENCE_OPT, include_in_schema=False)
async def begin(request: Ask, case_id: UUID) -> Response[Any]:
    """Begin it."""
    case = await case_of(request, case_id)
    form, problems, raw = await forms.parse(shapes.RecordForm, request)
    if form is not None:
        given = dict(form)
        del given["told"]
        person = {
            name: given.pop(name)
            for name in (
                "name",
                "capacity",
                "sex",
                "born",
                "identity",
                "employer",
                "post",
                "address",
                "phone",
            )
        }
        try:
            begun = evidence_views.moment(given.pop("on"), given.pop("hour"))
            given["officers"] = given["officers"] or None
            made = await records.begin(
                case_id, person=person, started_at=begun, **given, actor=actor_of(request), now=clock.now()
            )
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
            if "started_at" in problems:
                problems["on"] = problems.pop("started_at")
        else:
            return redirect(f"/desk/cases/{case_id}/records/{made['id']}")
    return await _new(request, case, values=raw, errors=problems, status_code=422)


async def _shown(request: Ask, case: dict[str, Any], record_id: UUID, **extra: Any) -> Response[Any]:
    actor = actor_of(request)
    found = await records.by_id(case["id"], record_id)
    own = {found["officer_a"]: "first", found["officer_b"]: "second"}.get(actor.person_id)
    unsigned = await records.unsigned(found)
    pages = rules.pages(records.lines(found))
    context: dict[str, Any] = {"values": {}, "errors": {}, "status_code": 200, **extra}
    return page(
        "penalties/record.html",
        request,
        case=case,
        record=found,
        kind=_(RECORD_KINDS[found["kind"]]),
        status=_(RECORD_STATUS_NAMES[found["status"]]),
        tone=RECORD_TONES[found["status"]],
        capacity=_(CAPACITIES[found["person"]["capacity"]]),
        recusal=_(RECUSAL_ANSWERS[found["recusal"]]),
        readings=views.choices(READINGS),
        reading=_(READINGS[found["read_back"]]) if found["read_back"] else "",
        pages=pages,
        unsigned=unsigned,
        own=own,
        next_page=next(
            (
                at
                for at in range(1, found["pages"] + 1)
                if at in unsigned["person"] or (own is not None and at in unsigned[own])
            ),
            None,
        ),
        signers=views.words(SIGNERS),
        signatures=await records.signatures(record_id),
        may_work=permissions_evidence.can_work(actor, case),
        drawing=shapes.DRAWING,
        papers=upload_shapes.PAPERS,
        entries=await views.timeline("case_record", record_id, RECORD_ACT_NAMES),
        cited=PENALTY_LAW.article(55),
        breadcrumbs=crumbs(request, case, (found["number"], None)),
        **context,
    )


@get("/desk/cases/{case_id:uuid}/records/{record_id:uuid}", opt=EVIDENCE_OPT, include_in_schema=False)
async def shown(request: Ask, case_id: UUID, record_id: UUID) -> Response[Any]:
    """The record as it stands, and its next act."""
    return await _shown(request, await case_of(request, case_id), record_id)


def _picture(upload: Upload | None) -> records.Picture | None:
    return (upload.name, upload.media_type, upload.data) if upload is not None else None


async def _write(case_id: UUID, record_id: UUID, form: shapes.LineForm, **who: Any) -> None:
    at = None if form.at is None else form.at - 1
    await records.write(case_id, record_id, question=form.question, answer=form.answer, at=at, **who)


async def _read(case_id: UUID, record_id: UUID, form: shapes.ReadBackForm, **who: Any) -> None:
    ended = evidence_views.moment(form.on, form.hour)
    await records.read_back(case_id, record_id, reading=form.reading, words=form.words, ended_at=ended, **who)


async def _sign(case_id: UUID, record_id: UUID, form: shapes.SignatureForm, **who: Any) -> None:
    await records.sign(
        case_id,
        record_id,
        form.page,
        person=_picture(form.person),
        own=_picture(form.own),
        folder=acts.folder(),
        **who,
    )


async def _refuse(case_id: UUID, record_id: UUID, form: shapes.RefusalForm, **who: Any) -> None:
    await records.refuse(
        case_id, record_id, reason=form.refusal, witness=form.witness, folder=acts.folder(), **who
    )


async def _scan(case_id: UUID, record_id: UUID, form: shapes.ScanForm, **who: Any) -> None:
    scan = (form.scan.name, form.scan.media_type, form.scan.data)
    await records.file_scan(case_id, record_id, scan, folder=acts.folder(), **who)


async def _reopen(case_id: UUID, record_id: UUID, form: upload_shapes.ReasonForm, **who: Any) -> None:
    await records.reopen(case_id, record_id, reason=form.reason, **who)


async def _void(case_id: UUID, record_id: UUID, form: shapes.VoidForm, **who: Any) -> None:
    await records.void(case_id, record_id, reason=form.void_reason, **who)


ACTS: dict[str, tuple[type[forms.Form], Any]] = {
    "write": (shapes.LineForm, _write),
    "read": (shapes.ReadBackForm, _read),
    "sign": (shapes.SignatureForm, _sign),
    "refuse": (shapes.RefusalForm, _refuse),
    "scan": (shapes.ScanForm, _scan),
    "reopen": (upload_shapes.ReasonForm, _reopen),
    "void": (shapes.VoidForm, _void),
}


@post(
    "/desk/cases/{case_id:uuid}/records/{record_id:uuid}/{act:str}",
    opt=EVIDENCE_OPT,
    include_in_schema=False,
    request_max_body_size=upload_shapes.LARGEST,
)
async def take(request: Ask, case_id: UUID, record_id: UUID, act: str) -> Response[Any]:
    """Write, read back, sign, refuse to sign, file the scan, correct, void."""
    case = await case_of(request, case_id)
    if act not in ACTS:
        raise errors.NotFound
    form_type, run = ACTS[act]
    form, problems, raw = await forms.parse(form_type, request)
    if form is not None:
        try:
            await run(case_id, record_id, form, actor=actor_of(request), now=clock.now())
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
            if "ended_at" in problems:
                problems["on"] = problems.pop("ended_at")
        else:
            if act != "write":
                flash(request, _("已登记"))
            return redirect(f"/desk/cases/{case_id}/records/{record_id}#now")
    return await _shown(request, case, record_id, values=raw, errors=problems, status_code=422)


HANDLERS = [new, begin, shown, take]
