"""Each step of an application has a page of its own: what it does, the article, the form, and the act."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app import errors as answers
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.licensing import forms as shapes
from app.licensing import preview, views
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from app.worklists import picker
from regulation import errors
from regulation.accounts import people
from regulation.actor import Actor
from regulation.casework import service
from regulation.law.citation import LICENSING_LAW, Citation
from regulation.licensing import permissions, procedures, queries
from regulation.licensing.actions import decision, powers, receipt, retracting
from regulation.licensing.status import Track
from regulation.licensing.unserved import NOT_SERVED
from regulation.words import N_
from reports.documents import registry

Row = dict[str, Any]
Ask = Request[Any, Any, Any]
Act = Callable[[str, Any, Actor], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Page:
    """One step as the desk offers it. `step` names it in the law's table; "" for acts that change no status."""

    path: str
    step: str
    label: str
    permission: Permission
    form: type[forms.Form]
    act: Act
    done: str
    explained: str
    tone: str = "secondary"
    #: Phrases for it, and the field whose words may come from them.
    phrases: str = ""
    words: str = ""


async def _accept(number: str, form: shapes.Nothing, actor: Actor) -> None:
    await receipt.accept(number, actor=actor, now=clock.now())


async def _request_supplement(number: str, form: shapes.Items, actor: Actor) -> None:
    await receipt.request_supplement(number, items=shapes.requested(form.items), actor=actor, now=clock.now())


async def _let_correct(number: str, form: shapes.Items, actor: Actor) -> None:
    await receipt.let_correct(number, items=shapes.lines(form.items), actor=actor, now=clock.now())


async def _decline(number: str, form: shapes.Decline, actor: Actor) -> None:
    await receipt.decline(
        number, right_organ=form.right_organ, reason=form.reason, actor=actor, now=clock.now()
    )


async def _decline_concealed(number: str, form: shapes.WordedReason, actor: Actor) -> None:
    await receipt.decline_concealed(number, reason=form.reason, actor=actor, now=clock.now())


async def _not_needed(number: str, form: shapes.WordedReason, actor: Actor) -> None:
    await receipt.tell_not_needed(number, reason=form.reason, actor=actor, now=clock.now())


async def _retract_on_request(number: str, form: shapes.WordedReason, actor: Actor) -> None:
    await retracting.retract_on_request(number, request=form.reason, actor=actor, now=clock.now())


async def _verify(number: str, form: shapes.Verification, actor: Actor) -> None:
    await decision.record_verification(
        number,
        officials=[*form.officials, *shapes.helpers(form.helpers)],
        visited_on=form.visited_on,
        findings=form.findings,
        actor=actor,
        now=clock.now(),
    )


async def _propose(number: str, form: shapes.Proposal, actor: Actor) -> None:
    await decision.propose(
        number,
        proposal=form.proposal,
        reason=form.reason,
        considered=form.considered,
        actor=actor,
        now=clock.now(),
    )


async def _send_back(number: str, form: shapes.WordedReason, actor: Actor) -> None:
    await decision.send_back(number, reason=form.reason, actor=actor, now=clock.now())


async def _extend(number: str, form: shapes.WordedReason, actor: Actor) -> None:
    await decision.extend(number, reason=form.reason, actor=actor, now=clock.now())


async def _grant(number: str, form: shapes.Grant, actor: Actor) -> None:
    await decision.grant(number, reason=form.reason, actor=actor, now=clock.now())


async def _refuse(number: str, form: shapes.Refusal, actor: Actor) -> None:
    await decision.refuse(
        number, reasons=shapes.lines(form.reasons), grounds=form.grounds, actor=actor, now=clock.now()
    )


async def _serve(number: str, form: shapes.Serving, actor: Actor) -> None:
    try:
        document_id = UUID(form.document)
    except ValueError:
        raise errors.Invalid({"document": "请选择文书"}) from None
    await decision.serve(
        number,
        document_id,
        method=form.method,
        served_on=form.served_on,
        receipt_text=form.receipt,
        actor=actor,
        now=clock.now(),
    )


HANDLE, DECIDE, READ = Permission.LICENSING_HANDLE, Permission.LICENSING_DECIDE, Permission.LICENSING_READ

PAGES: tuple[Page, ...] = (
    Page(
        "accept",
        "accept",
        N_("受理"),
        HANDLE,
        shapes.Nothing,
        _accept,
        N_("已受理，受理通知书已签发"),
        N_("签发受理通知书，审查期限自今天起算。告知承诺申请受理后直接转审批负责人当场决定。"),
        "primary",
    ),
    Page(
        "supplement",
        "request_supplement",
        N_("一次性告知补正"),
        HANDLE,
        shapes.Items,
        _request_supplement,
        N_("补正告知书已签发"),
        N_("列出全部需要补正的内容，只能告知一次。签发补正材料告知书，补正期间不计入决定期限。"),
        phrases="supplement",
        words="items",
    ),
    Page(
        "correct",
        "let_correct",
        N_("允许当场更正"),
        HANDLE,
        shapes.Items,
        _let_correct,
        N_("已退请申请人更正"),
        N_("文字、计算等可以当场更正的错误，退请申请人更正，不属于补正告知。"),
        phrases="correct",
        words="items",
    ),
    Page(
        "decline",
        "decline",
        N_("不予受理"),
        HANDLE,
        shapes.Decline,
        _decline,
        N_("已不予受理，并告知有权机关"),
        N_("不属于本机关职权范围的，即时不予受理，并告知向哪个机关申请。"),
        phrases="decline",
        words="reason",
    ),
    Page(
        "decline-concealed",
        "decline_concealed",
        N_("隐瞒情况，不予受理"),
        HANDLE,
        shapes.WordedReason,
        _decline_concealed,
        N_("已不予受理；请依法给予警告"),
        N_("申请人隐瞒有关情况或者提供虚假材料的，不予受理并给予警告。警告按行政处罚程序另行立案。"),
        "danger",
        phrases="decline",
        words="reason",
    ),
    Page(
        "not-needed",
        "tell_not_needed",
        N_("告知无需许可"),
        HANDLE,
        shapes.WordedReason,
        _not_needed,
        N_("已告知申请人无需许可"),
        N_("申请事项依法不需要取得许可的，即时告知不受理。"),
        phrases="decline",
        words="reason",
    ),
    Page(
        "retract-on-request",
        "retract_on_request",
        N_("按申请人请求办结"),
        HANDLE,
        shapes.WordedReason,
        _retract_on_request,
        N_("已按申请人请求撤回办结"),
        N_(
            "法律没有规定逾期不补正的后果，不能视为撤回。申请人书面或者到窗口请求撤回的，写明请求的方式、日期和内容后办结；可以重新申请。"
        ),
    ),
    Page(
        "verify",
        "",
        N_("记录实地核查"),
        HANDLE,
        shapes.Verification,
        _verify,
        N_("核查情况已记录"),
        N_("需要对材料的实质内容核实的，由两名以上人员核查。"),
    ),
    Page(
        "propose",
        "propose",
        N_("提出审查意见"),
        HANDLE,
        shapes.Proposal,
        _propose,
        N_("审查意见已提交审批负责人"),
        N_("审查完毕后提出准予或者不予许可的意见，由另一人决定。"),
        "primary",
        phrases="proposal",
        words="reason",
    ),
    Page(
        "extend",
        "extend",
        N_("延长审查期限"),
        READ,
        shapes.WordedReason,
        _extend,
        N_("审查期限已延长，并告知申请人"),
        N_(
            "二十个工作日内不能作出决定的，经负责人批准可以延长十个工作日，并将理由告知申请人。只能延长一次。"
        ),
        phrases="extend",
        words="reason",
    ),
    Page(
        "grant",
        "grant",
        N_("准予许可"),
        DECIDE,
        shapes.Grant,
        _grant,
        N_("已准予许可，许可证已编号"),
        N_("许可证即时编号并登记、公示。核对下面将载入许可证的内容。"),
        "primary",
    ),
    Page(
        "refuse",
        "refuse",
        N_("不予许可"),
        DECIDE,
        shapes.Refusal,
        _refuse,
        N_("已作出不予许可决定"),
        N_("签发不予行政许可决定书，写明理由，并告知申请行政复议和提起行政诉讼的途径。"),
        "danger",
        phrases="refuse",
        words="reasons",
    ),
    Page(
        "send-back",
        "send_back",
        N_("退回审查"),
        DECIDE,
        shapes.WordedReason,
        _send_back,
        N_("已退回经办人员继续审查"),
        N_("退回后期限继续计算。"),
        phrases="send_back",
        words="reason",
    ),
    Page(
        "serve",
        "",
        N_("登记送达"),
        HANDLE,
        shapes.Serving,
        _serve,
        N_("送达情况已登记"),
        N_("文书自送达之日起生效。准予许可的，自作出决定之日起十个工作日内颁发、送达许可证。"),
    ),
)


def _closed(application: Row, *, waits: str, is_barred: bool) -> set[str]:
    """Steps that would be refused for what happened before: asked once, lengthened once, to be heard, off the track."""
    closed = {"accept_commitment", "grant"} if is_barred else set()
    if application["supplement_asked_on"]:
        closed.add("request_supplement")
    if application["extended_on"]:
        closed.add("extend")
    if waits:
        closed.add("propose")
    return closed


def to_be_served(papers: list[Row]) -> list[Row]:
    """What can be served on somebody: what nobody has yet comes first."""
    able = [each for each in papers if each["kind"] not in NOT_SERVED and not each["withdrawn"]]
    return sorted(able, key=lambda each: bool(each["served"]))


def offered(
    actor: Actor,
    application: Row,
    *,
    handlers: set[UUID],
    conflicted: set[UUID],
    papers: list[Row],
    waits: str = "",
    is_barred: bool = False,
) -> list[tuple[Page, tuple[Citation, ...]]]:
    """The steps this person may take now; nothing is offered that would be refused for who or when."""
    found = []
    closed = _closed(application, waits=waits, is_barred=is_barred)
    for each in PAGES:
        if each.step:
            step = each.step
            if step == "accept" and application["track"] == Track.COMMITMENT:
                step = "accept_commitment"
            if step in closed:
                continue
            if permissions.can_take(actor, application, step, handlers=handlers, conflicted=conflicted):
                found.append((each, procedures.of_matter(application).step(step).cites))
        elif each.path == "verify" and permissions.can_verify(actor, application, conflicted):
            found.append((each, (LICENSING_LAW.article(34, 3),)))
        elif each.path == "serve" and to_be_served(papers) and permissions.can_serve(actor, application):
            found.append((each, (LICENSING_LAW.article(44),)))
    return found


async def _show(
    request: Ask, each: Page, application: Row, *, values: Row, problems: dict[str, str]
) -> Response[Any]:
    licence = await queries.licence_of_application(application["id"])
    matters = [("application", application["id"]), *([("licence", licence["id"])] if licence else [])]
    lacking = views.lacking(application, await queries.paper_kinds(application["id"]), clock.today())
    missing = [(views.group_title(application, each.group), _(each.message)) for each in lacking]
    if each.path == "supplement" and not values:
        values = {"items": "\n".join(f"{title}：{message}" for title, message in missing)}
    if each.path in ("verify", "serve") and not values:
        values = {
            "officials": [str(actor_of(request).person_id)],
            "visited_on": clock.today(),
            "served_on": clock.today(),
            "method": "direct",
        }
    return page(
        f"licensing/step_{each.path.replace('-', '_')}.html",
        request,
        status_code=422 if problems else 200,
        **await picker.offer(
            actor_of(request), each.phrases, each.words, f"{_address(application, each)}/phrase"
        ),
        step=each,
        has_preview=each.path in preview.STEPS,
        cites=procedures.of_matter(application).step(each.step).cites if each.step else (),
        application=application,
        groups=views.answers_shown(application, ""),
        lacking=missing,
        procedure=procedures.of_matter(application),
        grounds=[
            (name, _(each.label), each.citation.zh)
            for name, each in procedures.of_matter(application).grounds.items()
        ],
        changes=views.changes_shown(application),
        scope=views.scope_applied_for(application),
        term=views.term_granted(application, licence, clock.today()),
        licence=licence,
        hearing=await queries.hearing_of(application["id"]),
        papers=to_be_served(await views.papers(*matters)) if each.path == "serve" else [],
        methods=[(name, _(label)) for name, label in service.BY_OFFICIALS.items()],
        officials=await views.officials(application["organ"]) if each.path == "verify" else [],
        organs=[
            (o["name"], views.organ_name({"organ_name": o["name"], "organ_name_en": o["name_en"]}))
            for o in await powers.holders(application["kind"], on=clock.today())
            if o["id"] != application["organ"]
        ],
        values=values,
        errors=problems,
        breadcrumbs=[
            (_("许可"), "/desk/applications"),
            (application["number"], f"/desk/applications/{application['number']}"),
            (_(each.label), None),
        ],
    )


async def _check_allowed(actor: Actor, each: Page, application: Row) -> None:
    """Before the form is shown or read: is it this person's, and is it the time?

    Whether who handled the matter may decide it is asked in the act, under its lock.
    """
    conflicted = await people.conflicts_of(application["firm"], today=clock.today())
    if each.path == "verify":
        permissions.check_can_verify(actor, application, conflicted)
        return
    if each.path == "serve":
        permissions.check_can_serve(actor, application)
        return
    step = each.step
    if step == "accept" and application["track"] == Track.COMMITMENT:
        step = "accept_commitment"
    permissions.check_can_take(actor, application, step, conflicted=conflicted)


def _address(application: Row, each: Page) -> str:
    """The address of a step's page."""
    return f"/desk/applications/{application['number']}/{each.path}"


async def _take(each: Page, application: Row, form: forms.Form, actor: Actor) -> None:
    """The act of a step; where its words may come from phrases, they are kept with it."""
    number = str(application["number"])
    if not isinstance(form, picker.Worded):
        await each.act(number, form, actor)
        return
    await picker.take(
        lambda: each.act(number, form, actor),
        form.phrases,
        str(getattr(form, each.words)),
        field=each.words,
        about=picker.About("application", application["id"], f"/desk/applications/{number}", number),
        actor=actor,
    )


def _phrase_handler(each: Page, address: str) -> Any:
    @post(
        f"{address}/phrase",
        opt={"permission": each.permission},
        include_in_schema=False,
        status_code=200,
        name=f"phrase_{each.path}",
    )
    async def phrase(request: Ask, number: str) -> Response[Any]:
        """The form again, with the chosen phrase in its field: nothing is done."""
        actor = actor_of(request)
        application = await queries.visible_application(actor, number)
        await _check_allowed(actor, each, application)
        values = await picker.added(request, actor, each.phrases, each.words)
        return await _show(request, each, application, values=values, problems={})

    return phrase


def _preview_handler(each: Page, address: str) -> Any:
    @post(
        f"{address}/preview",
        opt={"permission": each.permission},
        include_in_schema=False,
        name=f"preview_{each.path}",
    )
    async def draft(request: Ask, number: str) -> Response[Any]:
        """The papers of this step as they would be, and nothing done."""
        actor = actor_of(request)
        application = await queries.visible_application(actor, number)
        await _check_allowed(actor, each, application)
        form, problems, raw = await forms.parse(each.form, request)
        if form is None:
            return await _show(request, each, application, values=raw or {"": ""}, problems=problems)
        try:
            papers = await preview.drafts(application["id"], lambda: _take(each, application, form, actor))
        except errors.Invalid as invalid:
            problems = answers.field_words(invalid)
            return await _show(request, each, application, values=raw or {"": ""}, problems=problems)
        return await _previewed(request, papers, raw)

    return draft


def _handlers(each: Page) -> list[Any]:
    address = f"/desk/applications/{{number:str}}/{each.path}"

    @get(address, opt={"permission": each.permission}, include_in_schema=False, name=f"show_{each.path}")
    async def show(request: Ask, number: str) -> Response[Any]:
        application = await queries.visible_application(actor_of(request), number)
        await _check_allowed(actor_of(request), each, application)
        return await _show(request, each, application, values={}, problems={})

    @post(address, opt={"permission": each.permission}, include_in_schema=False, name=f"do_{each.path}")
    async def do(request: Ask, number: str) -> Response[Any]:
        actor = actor_of(request)
        application = await queries.visible_application(actor, number)
        await _check_allowed(actor, each, application)
        form, problems, raw = await forms.parse(each.form, request)
        if form is not None:
            try:
                await _take(each, application, form, actor)
            except errors.Invalid as invalid:
                problems = answers.field_words(invalid)
            else:
                flash(request, _(each.done))
                return redirect(f"/desk/applications/{application['number']}")
        return await _show(request, each, application, values=raw or {"": ""}, problems=problems)

    found = [show, do]
    if each.phrases:
        found.append(_phrase_handler(each, address))
    if each.path in preview.STEPS:
        found.append(_preview_handler(each, address))
    return found


async def _previewed(request: Ask, papers: list[Row], raw: Row) -> Response[Any]:
    """One paper opens at once; of several each one has its button."""
    asked = request.query_params.get("paper", "1" if len(papers) == 1 else "")
    if asked.isascii() and asked.isdigit() and 1 <= int(asked) <= len(papers):
        return Response(
            await preview.printed(papers[int(asked) - 1]),
            status_code=200,
            media_type="application/pdf",
            headers={
                "Content-Disposition": "inline",
                "Cache-Control": "private, no-store",
                "X-Content-Type-Options": "nosniff",
            },
        )
    return page(
        "licensing/previews.html",
        request,
        names=[_(registry.name(each["kind"])) for each in papers],
        action=request.url.path,
        fields=[(key, value if isinstance(value, list) else [value]) for key, value in raw.items()],
    )


HANDLERS = [handler for each in PAGES for handler in _handlers(each)]
