"""The desk: the list, one complaint, its acts, the writer's identity for a stated reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app import errors as answers
from app.access.guards import actor_of, may
from app.access.permissions import Permission
from app.complaints import forms as shapes
from app.complaints.acts import ACTS
from app.complaints.public import PRIVATE, folder
from app.shell import clocks as chips
from app.shell import forms, i18n
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.accounts import organs
from regulation.casework import attachments, calendar, clocks, documents, languages, record
from regulation.complaints import hotline, joining, permissions, queries, rewards, rules, sealing, supplements
from regulation.complaints.status import (
    ELSEWHERE,
    KIND_WORDS,
    OPEN,
    REWARD_ACT_NAMES,
    REWARD_NAMES,
    STEPS_OF,
    TONES,
    TOPIC_NAMES,
    act_names,
    grounds_of,
    status_names,
)
from regulation.law.citation import LABOUR_SUPERVISION_REGULATIONS
from regulation.law.period import add_months
from regulation.penalties import queries as penalties
from regulation.penalties.status import CASE_NAMES, CASE_TONES, ORDER_NAMES, ORDER_TONES
from regulation.words import N_
from reports.documents import registry

if TYPE_CHECKING:
    from regulation.actor import Actor

Ask = Request[Any, Any, Any]
READ = {"permission": Permission.COMPLAINTS_READ}
HANDLE = {"permission": Permission.COMPLAINTS_HANDLE}
CLOCK_NAMES = {
    "triage": N_("决定是否受理"),
    "supplement": N_("投诉人补正"),
    "investigation": N_("调查办结"),
    "hotline": N_("答复12345"),
}
#: Acts that stand after the others.
LATER = frozenset(
    {
        "transfer", "direct", "extend", "take_over", "ask", "serve_paper", "join", "unjoin", "ask_english", "end_english",
    }
)  # fmt: skip
DELIVERIES = supplements.METHODS | {"page": N_("在查询页面签收")}


async def _timeline(
    complaint_id: UUID, names: dict[str, str], reward_id: UUID | None
) -> list[dict[str, Any]]:
    """What was done with the matter and with its reward, the latest first."""
    entries = await record.history("complaint", complaint_id)
    if reward_id is not None:
        entries += await record.history("report_reward", reward_id)
    return [
        {
            "at": each.at,
            "label": _((names | REWARD_ACT_NAMES).get(each.action, each.action)),
            "actor": _(each.actor_name) if each.actor_number == "PUBLIC" else each.actor_name,
            "organ": each.actor_organ,
            "reason": each.reason,
            "citations": list(each.articles),
        }
        for each in sorted(entries, key=lambda each: each.at, reverse=True)
    ]


async def _pattern(found: dict[str, Any], *, handles: bool) -> tuple[int, int] | None:
    """Numbers for whoever handles it: many matters of one writer against several. A note, and nothing follows from it."""
    if not handles:
        return None
    counted = await sealing.pattern(found["id"], add_months(found["received_on"], -rules.PATTERN_MONTHS))
    return counted if rules.is_pattern(*counted) else None


async def _visible(actor: Actor, complaint_id: UUID) -> dict[str, Any]:
    """The matter with whoever entered and handled it: what its acts ask for."""
    return await queries.visible_complaint(actor, complaint_id) | await queries.hands(complaint_id)


async def _detail(request: Ask, complaint_id: UUID, **extra: Any) -> Response[Any]:
    actor = actor_of(request)
    found = await _visible(actor, complaint_id)
    known = await calendar.current()
    today = clock.today()
    steps, names = STEPS_OF[found["kind"]], act_names(found["kind"])
    offered = [name for name in steps if permissions.can_take(actor, found, name)]
    papers = await supplements.papers_for_writer(complaint_id)
    reward = await rewards.of_report(complaint_id)
    english_asked_on = await languages.asked_on(complaint_id, None)
    sent, main, here = (
        await hotline.of(complaint_id),
        await joining.joined_to(complaint_id),
        await joining.joined_here(complaint_id),
    )
    handles = permissions.can_handle(actor, found)
    may_join = handles and found["status"] in OPEN and not main and not here
    if handles:
        offered += ["join"] if may_join else []
        offered += ["unjoin"] if main else []
        offered += ["answer_hotline"] if sent and sent["answered_on"] is None else []
        offered += ["ask"] if found["status"] in OPEN else []
        if permissions.allows(permissions.check_can_enter_language, actor, found):
            offered.append("end_english" if english_asked_on else "ask_english")
        waits = found["kind"] == "complaint" and any(each["delivery"] is None for each in papers)
        offered += ["serve_paper"] if waits else []
    if found["status"] == "accepted":
        offered += ["note"] if permissions.can_handle(actor, found) else []
        offered += ["extend"] if permissions.can_extend(actor, found) else []
        offered += ["take_over"] if permissions.can_take_over(actor, found) else []
    if reward is None and permissions.allows(permissions.check_can_propose_reward, actor, found):
        offered.append("propose_reward")
    if reward and permissions.allows(permissions.check_can_decide_reward, actor, found, reward):
        offered.append("decide_reward")
    if reward and permissions.allows(permissions.check_can_pay_reward, actor, found, reward):
        offered.append("pay_reward")
    offered.sort(key=lambda name: name in LATER)
    orders, cases = await penalties.of_source(actor, "complaint", found["number"])
    delivered = {each["id"]: each["delivery"] for each in papers}
    unmet = rules.unmet_tests(
        happened_on=found["happened_on"],
        received_on=found["received_on"],
        has_respondent=bool(found["respondent"]),
        claims_own_right=found["kind"] == "complaint",
        is_named=not found["is_anonymous"],
    )
    context: dict[str, Any] = {
        "complaint": found,
        "status": _(status_names(found["kind"])[found["status"]]),
        "tone": TONES[found["status"]],
        "kind": _(KIND_WORDS[found["kind"]]),
        "topic": _(TOPIC_NAMES[found["topic"]]),
        "directed": _(ELSEWHERE[found["directed_to"]][0]) if found["directed_to"] else "",
        "chips": [
            chips.chip(_(CLOCK_NAMES[each.kind]), each.due, today=today, calendar=known)
            for each in await clocks.of(complaint_id, calendar=known)
            if each.is_running
        ],
        "unmet": [_(each) for each in unmet] if found["status"] == "received" else [],
        "additions": await queries.additions(complaint_id),
        "files": await attachments.of("complaint", complaint_id),
        "papers": [
            (each, registry.KINDS[each["kind"]].title, delivered.get(each["id"]))
            for each in await documents.of_matter("complaint", complaint_id)
        ],
        "methods": DELIVERIES,
        "english_asked_on": english_asked_on,
        "reward": reward,
        "reward_status": _(REWARD_NAMES[reward["status"]]) if reward else "",
        "reward_papers": [
            (each, registry.KINDS[each["kind"]].title)
            for each in (await documents.of_matter("report_reward", reward["id"]) if reward else [])
        ],
        "hotline": sent,
        "main": main,
        "joined": here,
        "alike": [(each, [_(sign) for sign in signs]) for each, signs in await joining.offered(found)]
        if may_join
        else [],
        "pattern": await _pattern(found, handles=handles),
        "group": await sealing.group_size(complaint_id),
        "asked": await queries.supplement_of(complaint_id),
        "entries": await _timeline(complaint_id, names, reward["id"] if reward else None),
        "offered": [(name, _(names[name]), steps[name].cites if name in steps else ()) for name in offered],
        "can_open": permissions.can_open_identity(actor, found),
        "may_follow": may(actor, Permission.CASES_HANDLE) and found["status"] == "upheld",
        "may_lead": may(actor, Permission.INSPECTIONS_PLAN)
        and actor.organ_id == found["organ"]
        and found["status"] in {"accepted", "upheld"}
        and bool(found["firm_number"]),
        "orders": [(each, _(ORDER_NAMES[each["status"]]), ORDER_TONES[each["status"]]) for each in orders],
        "cases": [(each, _(CASE_NAMES[each["status"]]), CASE_TONES[each["status"]]) for each in cases],
        "firm_link": may(actor, Permission.FIRMS_READ),
        "identity": None,
        "secrecy": LABOUR_SUPERVISION_REGULATIONS.article(9, 3),
        "values": {},
        "errors": {},
        "status_code": 200,
        **extra,
    }
    return page(
        "complaints/detail.html",
        request,
        breadcrumbs=[(_("投诉"), "/desk/complaints"), (found["number"], None)],
        headers=PRIVATE,
        **context,
    )


@get("/desk/complaints/{complaint_id:uuid}", opt=READ, include_in_schema=False)
async def complaint(request: Ask, complaint_id: UUID) -> Response[Any]:
    """Everything of one complaint but who wrote it."""
    return await _detail(request, complaint_id)


@post("/desk/complaints/{complaint_id:uuid}/identity", opt=HANDLE, include_in_schema=False, status_code=200)
async def identity(request: Ask, complaint_id: UUID) -> Response[Any]:
    """Who wrote it, for a reason that stays in the log; shown in this answer alone."""
    actor = actor_of(request)
    await queries.visible_complaint(actor, complaint_id)
    form, problems, raw = await forms.parse(shapes.ReasonForm, request)
    if form is not None:
        try:
            found = await sealing.opened(complaint_id, reason=form.reason, actor=actor, now=clock.now())
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            return await _detail(request, complaint_id, identity=found)
    return await _detail(request, complaint_id, values=raw, errors=problems, status_code=422)


@get("/desk/complaints/{complaint_id:uuid}/files/{file_id:uuid}", opt=READ, include_in_schema=False)
async def file(request: Ask, complaint_id: UUID, file_id: UUID) -> Response[bytes]:
    """A file of the complaint, always as a download."""
    await queries.visible_complaint(actor_of(request), complaint_id)
    row, content = await attachments.read(folder(), file_id)
    if row["matter_kind"] != "complaint" or row["matter_id"] != complaint_id:
        raise errors.NotFound
    return _download(file_id, row, content)


@post(
    "/desk/complaints/{complaint_id:uuid}/files/{file_id:uuid}/original",
    opt=HANDLE,
    include_in_schema=False,
    status_code=200,
)
async def original(request: Ask, complaint_id: UUID, file_id: UUID) -> Response[Any]:
    """The file as it was sent, with place and camera, for a reason that stays in the log."""
    actor = actor_of(request)
    await queries.visible_complaint(actor, complaint_id)
    form, problems, _raw = await forms.parse(shapes.ReasonForm, request)
    if form is not None:
        try:
            row, content = await sealing.original_of(
                folder(), complaint_id, file_id, reason=form.reason, actor=actor, now=clock.now()
            )
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            return _download(file_id, row, content)
    return await _detail(request, complaint_id, errors=problems, status_code=422)


def _download(file_id: UUID, row: dict[str, Any], content: bytes) -> Response[bytes]:
    return Response(
        content,
        media_type=row["media_type"],
        headers={
            "Content-Disposition": f'attachment; filename="{file_id}.{row["media_type"].rpartition("/")[2]}"',
            "X-Content-Type-Options": "nosniff",
            **PRIVATE,
        },
    )


async def _act_page(request: Ask, complaint_id: UUID, act: str, **extra: Any) -> Response[Any]:
    actor = actor_of(request)
    if act not in ACTS:
        raise errors.NotFound
    found = await queries.visible_complaint(actor, complaint_id)
    steps, names = STEPS_OF[found["kind"]], act_names(found["kind"])
    known = await organs.all_organs()
    english = i18n.language() == i18n.ENGLISH
    context: dict[str, Any] = {
        "complaint": found,
        "act": act,
        "label": _(names[act]),
        "explained": _(ACTS[act].explained),
        "cites": steps[act].cites if act in steps else (),
        "grounds": [(key, _(words)) for key, words in grounds_of(found["kind"]).items()],
        "methods": [(key, _(words)) for key, words in supplements.METHODS.items()],
        "papers": [
            (str(each["id"]), f"{_(registry.KINDS[each['kind']].title)} {each['number']}")
            for each in await supplements.papers_for_writer(complaint_id)
            if each["delivery"] is None
        ],
        "grades": [
            (
                each.name,
                _("%(name)s：%(least)s元至%(most)s元", name=each.name, least=each.least, most=each.most),
            )
            for each in (await rewards.scheme_of(found["organ"], clock.today()))[0].grades
        ]
        if act == "propose_reward"
        else [],
        "alike": [
            (each["number"], f"{each['number']} {each['respondent']}")
            for each, _s in await joining.offered(found)
        ]
        if act == "join"
        else [],
        "ways": [(key, _(words)) for key, words in languages.HOW.items() if key != "online"],
        "bodies": [(key, _(name)) for key, (name, _why) in ELSEWHERE.items()],
        "organs": [
            (each["code"], each["name_en" if english else "name"])
            for each in known
            if each["id"] != found["organ"]
        ],
        "values": {},
        "errors": {},
        "status_code": 200,
        **extra,
    }
    return page(
        "complaints/act.html",
        request,
        breadcrumbs=[
            (_("投诉"), "/desk/complaints"),
            (found["number"], f"/desk/complaints/{complaint_id}"),
            (_(names[act]), None),
        ],
        **context,
    )


def _check(request: Ask, found: dict[str, Any], act: str) -> None:
    """Raise unless this person may do it now: the page is not even shown."""
    actor = actor_of(request)
    if act not in ACTS:
        raise errors.NotFound
    check = ACTS[act].check
    if check is not None:
        check(actor, found)
    else:
        permissions.check_can_take(actor, found, act)


@get("/desk/complaints/{complaint_id:uuid}/{act:str}", opt=READ, include_in_schema=False)
async def act_page(request: Ask, complaint_id: UUID, act: str) -> Response[Any]:
    """The page of one act: what it does, the article, the form."""
    _check(request, await _visible(actor_of(request), complaint_id), act)
    return await _act_page(request, complaint_id, act)


@post("/desk/complaints/{complaint_id:uuid}/{act:str}", opt=READ, include_in_schema=False)
async def take(request: Ask, complaint_id: UUID, act: str) -> Response[Any]:
    """Do it, then back to the complaint."""
    found = await _visible(actor_of(request), complaint_id)
    _check(request, found, act)
    form, problems, raw = await forms.parse(ACTS[act].shape, request)
    if form is not None:
        try:
            await ACTS[act].do(complaint_id, **form.model_dump(), actor=actor_of(request), now=clock.now())
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            flash(request, _("已办理：%(act)s", act=_(act_names(found["kind"])[act])))
            # A transferred complaint belongs to another organ now.
            return redirect("/desk/complaints" if act == "transfer" else f"/desk/complaints/{complaint_id}")
    return await _act_page(request, complaint_id, act, values=raw, errors=problems, status_code=422)


HANDLERS = [complaint, identity, file, original, act_page, take]
