"""Evidence on desk and phone: what a case has, one piece with its hands and hash, and an officer's own cases."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app import errors as answers
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.documents import printing
from app.penalties import acts, evidence_views, views
from app.penalties import forms as shapes
from app.penalties import forms_evidence as forms_of
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.casework import attachments, documents
from regulation.law.citation import PENALTY_LAW
from regulation.penalties import permissions, permissions_evidence, queries, queries_evidence
from regulation.penalties.actions import evidence, preservation, records
from regulation.penalties.rules.violations import VIOLATIONS
from regulation.penalties.status import CASE_NAMES, CASE_TONES, EVIDENCE
from regulation.penalties.status_evidence import (
    ALARMS,
    EXCLUSIONS,
    FORMS,
    PRESERVATION_NAMES,
    PRESERVATION_TONES,
    RECORD_KINDS,
    RECORD_STATUS_NAMES,
    RECORD_TONES,
)

Ask = Request[Any, Any, Any]
#: Papers that come of taking evidence.
TAKEN = frozenset(
    {
        "evidence_receipt",
        "interview_record",
        "scene_record",
        "preservation_approval",
        "preservation_notice",
        "preservation_handling",
    }
)
EVIDENCE_OPT = {"permission": Permission.CASES_EVIDENCE}


async def case_of(request: Ask, case_id: UUID) -> dict[str, Any]:
    """The case behind the door of evidence. Raises NotFound."""
    found = await queries.any_case(case_id)
    permissions_evidence.check_may_see(actor_of(request), found)
    return found


def crumbs(request: Ask, case: dict[str, Any], *more: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    """Where a page of evidence stands: under the case for the desk, under one's own cases for an officer."""
    actor = actor_of(request)
    first: list[tuple[str, str | None]]
    if actor.holds(*permissions.READERS):
        first = [(_("案件"), "/desk/cases"), (case["number"], f"/desk/cases/{case['id']}")]
    else:
        first = [(_("案件取证"), "/field/cases"), (case["number"], None)]
    if not more:
        return [*first, (_("证据"), None)]
    return [*first, (_("证据"), f"/desk/cases/{case['id']}/evidence"), *more]


@get("/field/cases", opt=EVIDENCE_OPT, include_in_schema=False)
async def own_cases(request: Ask) -> Response[Any]:
    """The open cases in which one takes evidence."""
    return page(
        "penalties/own_cases.html",
        request,
        cases=await queries_evidence.own_cases(actor_of(request)),
        statuses=views.words(CASE_NAMES),
        tones=CASE_TONES,
        violations=views.violation_words(),
        breadcrumbs=[(_("案件取证"), None)],
    )


@get("/desk/cases/{case_id:uuid}/evidence", opt=EVIDENCE_OPT, include_in_schema=False)
async def overview(request: Ask, case_id: UUID) -> Response[Any]:
    """Everything that was taken: pieces, records, things kept by registration."""
    actor = actor_of(request)
    case = await case_of(request, case_id)
    return page(
        "penalties/evidence.html",
        request,
        case=case,
        status=_(CASE_NAMES[case["status"]]),
        tone=CASE_TONES[case["status"]],
        violation=views.explained(VIOLATIONS[case["violation"]]),
        evidence=await evidence.of_case(case_id),
        kinds=views.words(EVIDENCE),
        records=await records.of_case(case_id),
        record_kinds=views.words(RECORD_KINDS),
        record_statuses=views.words(RECORD_STATUS_NAMES),
        record_tones=RECORD_TONES,
        preservations=await preservation.of_case(case_id),
        preservation_statuses=views.words(PRESERVATION_NAMES),
        preservation_tones=PRESERVATION_TONES,
        may_work=permissions_evidence.can_work(actor, case),
        cited=PENALTY_LAW.article(46),
        breadcrumbs=crumbs(request, case),
    )


@post("/desk/cases/{case_id:uuid}/evidence/verify", opt=EVIDENCE_OPT, include_in_schema=False)
async def verify(request: Ask, case_id: UUID) -> Response[Any]:
    """Compare every file with its registered hash now."""
    await case_of(request, case_id)
    wrong = await evidence.verify(acts.folder(), case_id, actor=actor_of(request), now=clock.now())
    flash(
        request,
        _("有%(n)s个文件与登记时不一致", n=wrong) if wrong else _("全部文件与登记时一致"),
    )
    return redirect(f"/desk/cases/{case_id}/evidence")


async def _new(request: Ask, case: dict[str, Any], **extra: Any) -> Response[Any]:
    context: dict[str, Any] = {
        "case": case,
        "kinds": views.choices(EVIDENCE),
        "forms_of": views.choices(FORMS),
        "takers": await evidence_views.takers(case),
        "accepts": shapes.PAPERS,
        "values": evidence_views.new_values(case),
        "errors": {},
        "status_code": 200,
        **extra,
    }
    return page(
        "penalties/evidence_new.html",
        request,
        cited=PENALTY_LAW.article(46),
        breadcrumbs=crumbs(request, case, (_("登记证据"), None)),
        **context,
    )


@get("/desk/cases/{case_id:uuid}/evidence/new", opt=EVIDENCE_OPT, include_in_schema=False)
async def new(request: Ask, case_id: UUID) -> Response[Any]:
    """The form of a piece."""
    case = await case_of(request, case_id)
    permissions_evidence.check_can_work(actor_of(request), case, conflicted=frozenset())
    return await _new(request, case)


@post(
    "/desk/cases/{case_id:uuid}/evidence/new",
    opt=EVIDENCE_OPT,
    include_in_schema=False,
    request_max_body_size=shapes.LARGEST,
)
async def add(request: Ask, case_id: UUID) -> Response[Any]:
    """Register it."""
    case = await case_of(request, case_id)
    form, problems, raw = await forms.parse(forms_of.EvidenceForm, request)
    if form is not None:
        try:
            await acts.add_evidence(case_id, **dict(form), actor=actor_of(request), now=clock.now())
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            flash(request, _("证据已登记"))
            return redirect(f"/desk/cases/{case_id}/evidence")
    return await _new(request, case, values=raw, errors=problems, status_code=422)


async def _piece(request: Ask, case: dict[str, Any], evidence_id: UUID, **extra: Any) -> Response[Any]:
    found = next((each for each in await evidence.of_case(case["id"]) if each["id"] == evidence_id), None)
    if found is None:
        raise errors.NotFound
    actor = actor_of(request)
    hands = (await evidence.custody([evidence_id]))[evidence_id]
    context: dict[str, Any] = {
        "values": {"on": clock.today(), "from_whom": hands[-1]["to_whom"] if hands else ""},
        "errors": {},
        "status_code": 200,
        **extra,
    }
    return page(
        "penalties/evidence_piece.html",
        request,
        case=case,
        piece=found,
        kinds=views.words(EVIDENCE),
        forms_of=views.words(FORMS),
        alarms=views.words(ALARMS),
        hands=hands,
        exclusions=views.choices(EXCLUSIONS),
        exclusion_words=views.words(EXCLUSIONS),
        may_pass_on=permissions_evidence.can_work(actor, case, statuses={case["status"]}),
        may_exclude=not found["excluded"]
        and permissions_evidence.can_work(
            actor, case, statuses=permissions_evidence.BEFORE_DECISION, by=evidence.EXCLUDERS
        ),
        cited=PENALTY_LAW.article(46),
        breadcrumbs=crumbs(request, case, (_("第%(n)s号", n=found["position"]), None)),
        **context,
    )


@get("/desk/cases/{case_id:uuid}/evidence/{evidence_id:uuid}", opt=EVIDENCE_OPT, include_in_schema=False)
async def piece(request: Ask, case_id: UUID, evidence_id: UUID) -> Response[Any]:
    """One piece: where it comes from, its hash, the hands it went through."""
    return await _piece(request, await case_of(request, case_id), evidence_id)


@post(
    "/desk/cases/{case_id:uuid}/evidence/{evidence_id:uuid}/custody",
    opt=EVIDENCE_OPT,
    include_in_schema=False,
)
async def pass_on(request: Ask, case_id: UUID, evidence_id: UUID) -> Response[Any]:
    """It went to other hands."""
    case = await case_of(request, case_id)
    form, problems, raw = await forms.parse(forms_of.CustodyForm, request)
    if form is not None:
        try:
            at = evidence_views.moment(form.on, form.hour) if form.hour else None
            await evidence.pass_on(
                case_id,
                evidence_id,
                at=at or clock.now(),
                from_whom=form.from_whom,
                to_whom=form.to_whom,
                place=form.place,
                reason=form.reason,
                actor=actor_of(request),
                now=clock.now(),
            )
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            flash(request, _("交接已登记"))
            return redirect(f"/desk/cases/{case_id}/evidence/{evidence_id}")
    return await _piece(request, case, evidence_id, values=raw, errors=problems, status_code=422)


@post(
    "/desk/cases/{case_id:uuid}/evidence/{evidence_id:uuid}/exclude",
    opt=EVIDENCE_OPT,
    include_in_schema=False,
)
async def exclude(request: Ask, case_id: UUID, evidence_id: UUID) -> Response[Any]:
    """Nothing rests on it any more."""
    case = await case_of(request, case_id)
    form, problems, raw = await forms.parse(forms_of.ExclusionForm, request)
    if form is not None:
        try:
            await evidence.exclude(
                case_id,
                evidence_id,
                ground=form.ground,
                reason=form.why,
                actor=actor_of(request),
                now=clock.now(),
            )
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            flash(request, _("该证据已排除，不再作为认定事实的根据"))
            return redirect(f"/desk/cases/{case_id}/evidence/{evidence_id}")
    return await _piece(request, case, evidence_id, values=raw, errors=problems, status_code=422)


@get(
    "/desk/cases/{case_id:uuid}/evidence/{evidence_id:uuid}/file",
    opt=EVIDENCE_OPT,
    include_in_schema=False,
)
async def file(request: Ask, case_id: UUID, evidence_id: UUID) -> Response[Any]:
    """The file, compared with its registered hash while it is read; a file that changed is not shown as evidence."""
    case = await case_of(request, case_id)
    found = next((each for each in await evidence.of_case(case["id"]) if each["id"] == evidence_id), None)
    if found is None or found["attachment"] is None:
        raise errors.NotFound
    if await attachments.hash_now(acts.folder(), found["attachment"]) != found["sha256"]:
        await evidence.verify(acts.folder(), case_id, actor=actor_of(request), now=clock.now())
        raise errors.Refused("该文件与登记时不一致，不能作为证据使用", citation=PENALTY_LAW.article(46, 2))
    row, content = await attachments.read(acts.folder(), found["attachment"])
    return Response(
        content,
        media_type=row["media_type"],
        headers={
            "Content-Disposition": f'attachment; filename="{evidence_id}.{row["media_type"].rpartition("/")[2]}"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        },
    )


@get(
    "/desk/cases/{case_id:uuid}/evidence/papers/{document_id:uuid}",
    opt=EVIDENCE_OPT,
    include_in_schema=False,
)
async def paper(request: Request[Any, Any, Any], case_id: UUID, document_id: UUID) -> Response[bytes]:
    """A paper of the investigation, also for the two officers of the case, who hold no other right to its papers."""
    await case_of(request, case_id)
    found = await documents.by_id(document_id)
    if (found["matter_kind"], found["matter_id"]) != ("penalty_case", case_id) or found["kind"] not in TAKEN:
        raise errors.NotFound
    return Response(
        await printing.pdf_of(found),
        media_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="{document_id}.pdf"',
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


HANDLERS = [paper, own_cases, overview, verify, new, add, piece, pass_on, exclude, file]
