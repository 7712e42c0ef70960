"""Each step has a page of its own: what it does, the article, the form, and the act."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.endings import forms as shapes
from app.endings import views
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from app.worklists import picker
from regulation import errors
from regulation.accounts import people
from regulation.actor import Actor
from regulation.casework import service
from regulation.endings import permissions, queries, rules
from regulation.endings.actions import deciding, hearing, opening, receiving
from regulation.endings.permissions import UNDER
from regulation.endings.status import SPARINGS, STEPS, Ground
from regulation.law import beijing
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from regulation.law.citation import Citation

Row = dict[str, Any]
Ask = Request[Any, Any, Any]
Act = Callable[[UUID, Any, Actor], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Page:
    """One act as the desk offers it."""

    path: str
    act_name: str
    label: str
    permission: Permission
    form: type[forms.Form]
    act: Act
    done: str
    explained: str
    tone: str = "secondary"


async def _prepare_notice(ending_id: UUID, form: shapes.Nothing, actor: Actor) -> None:
    await opening.prepare_notice(ending_id, actor=actor, now=clock.now())


async def _tell(ending_id: UUID, form: shapes.Serving, actor: Actor) -> None:
    await opening.tell(
        ending_id,
        method=form.method,
        served_on=form.served_on,
        receipt=form.receipt,
        actor=actor,
        now=clock.now(),
    )


async def _send_notice(ending_id: UUID, form: shapes.Nothing, actor: Actor) -> None:
    await receiving.send_notice(ending_id, actor=actor, now=clock.now())


async def _send_decision(ending_id: UUID, form: shapes.Nothing, actor: Actor) -> None:
    await receiving.send_decision(ending_id, actor=actor, now=clock.now())


async def _abandon(ending_id: UUID, form: shapes.OfficeReason, actor: Actor) -> None:
    await opening.abandon(ending_id, reason=form.reason, actor=actor, now=clock.now())


async def _record_statement(ending_id: UUID, form: shapes.Statement, actor: Actor) -> None:
    await hearing.record_statement(ending_id, statement=form.statement, actor=actor, now=clock.now())


async def _call(ending_id: UUID, form: shapes.Calling, actor: Actor) -> None:
    hours, minutes = (int(part) for part in form.time.split(":"))
    at = beijing.start_of_day(form.day) + timedelta(hours=hours, minutes=minutes)
    await hearing.call_hearing(
        ending_id, at=at, place=form.place, presider=form.presider, actor=actor, now=clock.now()
    )


async def _hold(ending_id: UUID, form: shapes.Holding, actor: Actor) -> None:
    await hearing.hold_hearing(
        ending_id,
        held_on=form.held_on,
        attendees=shapes.lines(form.attendees),
        text=form.record,
        actor=actor,
        now=clock.now(),
    )


async def _propose(ending_id: UUID, form: shapes.Proposal, actor: Actor) -> None:
    await deciding.propose(
        ending_id, proposal=form.proposal, reason=form.reason, actor=actor, now=clock.now()
    )


async def _send_back(ending_id: UUID, form: shapes.OfficeReason, actor: Actor) -> None:
    await deciding.send_back(ending_id, reason=form.reason, actor=actor, now=clock.now())


async def _end(ending_id: UUID, form: shapes.Decision, actor: Actor) -> None:
    await deciding.end(
        ending_id, reason=form.reason, compensation=form.compensation, actor=actor, now=clock.now()
    )


async def _drop(ending_id: UUID, form: shapes.Drop, actor: Actor) -> None:
    await deciding.drop(ending_id, sparing=form.sparing, reason=form.reason, actor=actor, now=clock.now())


async def _take_effect(ending_id: UUID, form: shapes.Serving, actor: Actor) -> None:
    await deciding.take_effect(
        ending_id,
        method=form.method,
        served_on=form.served_on,
        receipt=form.receipt,
        actor=actor,
        now=clock.now(),
    )


HANDLE, DECIDE = Permission.LICENSING_HANDLE, Permission.LICENSING_DECIDE

PAGES: tuple[Page, ...] = (
    Page(
        "notice",
        "prepare_notice",
        N_("签发告知书"),
        HANDLE,
        shapes.Nothing,
        _prepare_notice,
        N_("告知书已签发，请送达持证机构"),
        N_("写明查明的事实、证据、理由和依据，并告知陈述申辩和申请听证的权利。再次签发的，以后一份为准。"),
        "primary",
    ),
    Page(
        "tell",
        "tell",
        N_("登记告知书送达"),
        HANDLE,
        shapes.Serving,
        _tell,
        N_("已告知，陈述申辩期限自送达之日起算"),
        N_("自送达之日起五个工作日内，持证机构可以陈述申辩、申请听证。"),
    ),
    Page(
        "send-notice",
        "send_notice",
        N_("电子送达告知书"),
        HANDLE,
        shapes.Nothing,
        _send_notice,
        N_("已发送，机构确认签收之日为送达日期"),
        N_(
            "发送到已签订电子送达确认书的机构账户。机构确认签收之日为送达日期；一直不签收的，改用其他方式送达。"
        ),
    ),
    Page(
        "abandon",
        "abandon",
        N_("终止办理"),
        DECIDE,
        shapes.OfficeReason,
        _abandon,
        N_("已终止办理"),
        N_("告知当事人以前发现没有必要办理的，说明理由后终止。"),
    ),
    Page(
        "statement",
        "record_statement",
        N_("记录陈述申辩"),
        HANDLE,
        shapes.Statement,
        _record_statement,
        N_("陈述申辩已记录"),
        N_("持证机构书面或者口头提出的意见，由经办人员如实记录。期限届满以前，持证机构仍可以申请听证。"),
    ),
    Page(
        "call",
        "call_hearing",
        N_("签发听证通知书"),
        HANDLE,
        shapes.Calling,
        _call,
        N_("听证通知书已签发"),
        N_("举行听证的七个工作日前，将时间、地点通知持证机构。审查该事项的工作人员不能主持听证。"),
        "primary",
    ),
    Page(
        "hearing",
        "hold_hearing",
        N_("记录听证"),
        HANDLE,
        shapes.Holding,
        _hold,
        N_("听证笔录已保存"),
        N_("听证笔录交参加人确认无误后签字或者盖章，决定根据听证笔录作出。"),
    ),
    Page(
        "propose",
        "propose",
        N_("提出处理意见"),
        HANDLE,
        shapes.Proposal,
        _propose,
        N_("处理意见已提交审批负责人"),
        N_("回应持证机构的意见，提出撤销、撤回或者不予撤销、撤回的意见，由另一人决定。"),
        "primary",
    ),
    Page(
        "decide",
        "end",
        N_("作出撤销或者撤回决定"),
        DECIDE,
        shapes.Decision,
        _end,
        N_("决定已作出，送达后生效"),
        N_("决定书自送达之日起生效：许可证件失效，登记和公示随之更新，随后办理注销。"),
        "danger",
    ),
    Page(
        "drop",
        "drop",
        N_("不予撤销或者撤回"),
        DECIDE,
        shapes.Drop,
        _drop,
        N_("许可证继续有效"),
        N_("情形不成立，或者撤销可能对公共利益造成重大损害的，许可证继续有效。"),
    ),
    Page(
        "send-back",
        "send_back",
        N_("退回"),
        DECIDE,
        shapes.OfficeReason,
        _send_back,
        N_("已退回经办人员"),
        N_("需要进一步查明的，写明要求后退回经办人员。"),
    ),
    Page(
        "send-decision",
        "send_decision",
        N_("电子送达决定书"),
        HANDLE,
        shapes.Nothing,
        _send_decision,
        N_("已发送，机构确认签收之日决定生效"),
        N_(
            "发送到已签订电子送达确认书的机构账户。机构确认签收之日决定生效；一直不签收的，改用其他方式送达。"
        ),
    ),
    Page(
        "serve",
        "take_effect",
        N_("送达决定书"),
        HANDLE,
        shapes.Serving,
        _take_effect,
        N_("决定已送达生效，登记和公示已更新"),
        N_("自送达之日起决定生效：许可证件失效，登记簿和公示当即更新。不能恢复。"),
        "danger",
    ),
)


def offered(
    actor: Actor, matter: Row, *, conflicted: AbstractSet[UUID], by_account: bool
) -> list[tuple[Page, tuple[Citation, ...]]]:
    """The acts this person may do now; nothing is offered that would be refused for who or when.

    `by_account`: the holder has signed for electronic service.
    """
    return [
        (each, STEPS[UNDER.get(each.act_name, each.act_name)].cites)
        for each in PAGES
        if permissions.can_take(actor, matter, each.act_name, conflicted=conflicted)
        and not (each.act_name in ("tell", "send_notice") and matter["notice"] is None)
        and (by_account or each.act_name not in ("send_notice", "send_decision"))
        and not (each.act_name == "hold_hearing" and matter["hearing_at"] is None)
    ]


def _is_worded(each: Page) -> bool:
    """Whether its reason may come from phrases."""
    return issubclass(each.form, picker.Worded)


def _address(each: Page, matter: Row) -> str:
    return f"/desk/endings/{matter['id']}/{each.path}"


async def _take(each: Page, matter: Row, form: forms.Form, actor: Actor) -> None:
    """The act; where its reason may come from phrases, they are kept with it."""
    if not isinstance(form, picker.Worded):
        await each.act(matter["id"], form, actor)
        return
    await picker.take(
        lambda: each.act(matter["id"], form, actor),
        form.phrases,
        str(getattr(form, "reason", "")),
        field="reason",
        about=picker.About("ending", matter["id"], f"/desk/endings/{matter['id']}", matter["number"]),
        actor=actor,
    )


def _begin(each: Page, matter: Row) -> Row:
    """What a form says before anybody typed."""
    today = clock.today()
    if each.form is shapes.Serving:
        return {"served_on": today, "method": "direct"}
    if each.form is shapes.Holding and matter["hearing_at"]:
        return {"held_on": beijing.legal_day(matter["hearing_at"])}
    return {}


async def _show(
    request: Ask, each: Page, matter: Row, *, values: Row, problems: dict[str, str]
) -> Response[Any]:
    known = Ground(matter["ground"])
    ground, basis = views.ground(matter)
    return page(
        "endings/step.html",
        request,
        status_code=422 if problems else 200,
        step=each,
        form=each.form.__name__.lower(),
        cites=STEPS[UNDER.get(each.act_name, each.act_name)].cites,
        matter=matter,
        ground=ground,
        basis=basis,
        views=views,
        is_compensated=rules.is_compensated(known),
        sparings=[(str(s), _(SPARINGS[s])) for s in rules.may_spare(known)],
        proposals=[("end", _(views.KINDS[matter["kind"]])), ("drop", _("不予撤销或者撤回"))],
        methods=[(name, _(label)) for name, label in service.BY_OFFICIALS.items()],
        **await picker.offer(
            actor_of(request),
            "ending" if _is_worded(each) else "",
            "reason",
            f"{_address(each, matter)}/phrase",
        ),
        values=values or _begin(each, matter),
        errors=problems,
        breadcrumbs=[
            (_("撤销和撤回"), "/desk/endings"),
            (matter["number"], f"/desk/endings/{matter['id']}"),
            (_(each.label), None),
        ],
    )


def _handlers(each: Page) -> list[Any]:
    address = f"/desk/endings/{{ending_id:uuid}}/{each.path}"

    async def allowed(request: Ask, ending_id: UUID) -> Row:
        actor = actor_of(request)
        matter = await queries.visible(actor, ending_id)
        conflicted = await people.conflicts_of(matter["firm"], today=clock.today())
        permissions.check_can_take(actor, matter, each.act_name, conflicted=conflicted)
        return matter

    @get(
        address, opt={"permission": each.permission}, include_in_schema=False, name=f"show_ending_{each.path}"
    )
    async def show(request: Ask, ending_id: UUID) -> Response[Any]:
        return await _show(request, each, await allowed(request, ending_id), values={}, problems={})

    @post(
        address, opt={"permission": each.permission}, include_in_schema=False, name=f"do_ending_{each.path}"
    )
    async def do(request: Ask, ending_id: UUID) -> Response[Any]:
        matter = await allowed(request, ending_id)
        form, problems, raw = await forms.parse(each.form, request)
        if form is not None:
            try:
                await _take(each, matter, form, actor_of(request))
            except errors.Invalid as invalid:
                problems = forms.refused(invalid.errors)
            else:
                flash(request, _(each.done))
                return redirect(f"/desk/endings/{ending_id}")
        return await _show(request, each, matter, values=raw or {"": ""}, problems=problems)

    @post(
        f"{address}/phrase",
        opt={"permission": each.permission},
        include_in_schema=False,
        status_code=200,
        name=f"phrase_ending_{each.path}",
    )
    async def phrase(request: Ask, ending_id: UUID) -> Response[Any]:
        """The form again, with the chosen phrase in its field: nothing is done."""
        matter = await allowed(request, ending_id)
        values = await picker.added(request, actor_of(request), "ending", "reason")
        return await _show(request, each, matter, values=values, problems={})

    return [show, do, *([phrase] if _is_worded(each) else [])]


HANDLERS = [handler for each in PAGES for handler in _handlers(each)]
