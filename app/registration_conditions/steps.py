"""Each step has a page of its own: what it does, the article, the form, and the act."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.registration_conditions import forms as shapes
from app.registration_conditions import views
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.accounts import people
from regulation.actor import Actor
from regulation.casework import service
from regulation.registration_conditions import permissions, queries
from regulation.registration_conditions.actions import deciding, hearing, proposing
from regulation.registration_conditions.permissions import UNDER
from regulation.registration_conditions.status import STEPS
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from datetime import date

    from regulation.law.citation import Citation

Row = dict[str, Any]
Ask = Request[Any, Any, Any]
Act = Callable[[UUID, Any, Actor], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Page:
    """One act as the desk offers it. `names` are the steps it may be: which one, the entry's state says."""

    path: str
    names: tuple[str, ...]
    label: str
    permission: Permission
    form: type[forms.Form]
    act: Act
    done: str
    explained: str
    tone: str = "secondary"


async def _prepare_notice(entry_id: UUID, form: shapes.Nothing, actor: Actor) -> None:
    await proposing.prepare_notice(entry_id, actor=actor, now=clock.now())


async def _tell(entry_id: UUID, form: shapes.Serving, actor: Actor) -> None:
    await proposing.tell(
        entry_id,
        method=form.method,
        served_on=form.served_on,
        receipt=form.receipt,
        actor=actor,
        now=clock.now(),
    )


async def _drop(entry_id: UUID, form: shapes.Reason, actor: Actor) -> None:
    await proposing.drop(entry_id, reason=form.reason, actor=actor, now=clock.now())


async def _record_statement(entry_id: UUID, form: shapes.Statement, actor: Actor) -> None:
    await hearing.record_statement(entry_id, statement=form.statement, actor=actor, now=clock.now())


async def _term_passed(entry_id: UUID, form: shapes.Nothing, actor: Actor) -> None:
    await hearing.term_passed(entry_id, actor=actor, now=clock.now())


async def _decide(entry_id: UUID, form: shapes.Reason, actor: Actor) -> None:
    await deciding.decide(entry_id, reason=form.reason, actor=actor, now=clock.now())


async def _enter(entry_id: UUID, form: shapes.Reason, actor: Actor) -> None:
    await deciding.enter(entry_id, reason=form.reason, actor=actor, now=clock.now())


async def _annul(entry_id: UUID, form: shapes.Reason, actor: Actor) -> None:
    await deciding.annul(entry_id, reason=form.reason, actor=actor, now=clock.now())


async def _decline(entry_id: UUID, form: shapes.Reason, actor: Actor) -> None:
    await deciding.decline(entry_id, reason=form.reason, actor=actor, now=clock.now())


async def _serve(entry_id: UUID, form: shapes.Serving, actor: Actor) -> None:
    await deciding.serve(
        entry_id,
        method=form.method,
        served_on=form.served_on,
        receipt=form.receipt,
        actor=actor,
        now=clock.now(),
    )


async def _serve_note(entry_id: UUID, form: shapes.Serving, actor: Actor) -> None:
    await deciding.serve_note(
        entry_id,
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
        ("prepare_notice",),
        N_("签发告知书"),
        HANDLE,
        shapes.Nothing,
        _prepare_notice,
        N_("告知书已签发，请送达该机构"),
        N_("写明拟作的记载、事实、理由和依据，并告知陈述申辩的权利。再次签发的，以后一份为准。"),
        "primary",
    ),
    Page(
        "tell",
        ("tell",),
        N_("登记告知书送达"),
        HANDLE,
        shapes.Serving,
        _tell,
        N_("已告知，陈述申辩期限自送达之日起算"),
        N_("自送达之日起五个工作日内，该机构可以陈述申辩。"),
        "primary",
    ),
    Page(
        "statement",
        ("record_statement",),
        N_("记录陈述申辩"),
        HANDLE,
        shapes.Statement,
        _record_statement,
        N_("陈述申辩已记录"),
        N_("该机构书面或者口头提出的意见，由经办人员如实记录。"),
    ),
    Page(
        "term",
        ("term_passed",),
        N_("登记期满未陈述"),
        HANDLE,
        shapes.Nothing,
        _term_passed,
        N_("已转审批负责人决定"),
        N_("陈述申辩的期限届满，该机构没有提出意见的，转审批负责人决定。"),
    ),
    Page(
        "decide",
        ("decide",),
        N_("作出决定"),
        DECIDE,
        shapes.Reason,
        _decide,
        N_("决定已作出，送达后生效"),
        N_("决定书写明救济途径，自送达之日起生效；登记簿随之更新。"),
        "danger",
    ),
    Page(
        "enter",
        ("enter",),
        N_("记入登记簿"),
        DECIDE,
        shapes.Reason,
        _enter,
        N_("已登记，登记簿已更新，并告知该机构"),
        N_("登记后登记簿和该机构的公示页面当即更新，并向该机构发出登记事项告知书。"),
        "danger",
    ),
    Page(
        "annul",
        ("annul",),
        N_("撤销登记"),
        DECIDE,
        shapes.Reason,
        _annul,
        N_("登记已撤销，并告知该机构"),
        N_("视为自始没有记载；撤销以前登记簿怎样记载，仍可以按当时所知查询。"),
        "danger",
    ),
    Page(
        "decline",
        ("decline", "keep"),
        N_("不予采用"),
        DECIDE,
        shapes.Reason,
        _decline,
        N_("没有采用"),
        N_("不采用经办人员提出的意见；原有登记不变。"),
    ),
    Page(
        "serve",
        ("serve",),
        N_("送达决定书"),
        HANDLE,
        shapes.Serving,
        _serve,
        N_("决定已送达生效，登记簿已更新"),
        N_("自送达之日起决定生效；决定书载明更晚日期的，自该日起生效。"),
        "danger",
    ),
    Page(
        "drop",
        ("drop", "drop_change"),
        N_("不再提出"),
        HANDLE,
        shapes.Reason,
        _drop,
        N_("已不再提出"),
        N_("告知当事人以前发现没有必要的，说明理由后不再提出；原有登记不变。"),
    ),
)


#: The note of what was entered is served as well; that moves nothing, and so is no step.
NOTE = Page(
    "serve-note",
    (),
    N_("送达登记事项告知书"),
    HANDLE,
    shapes.Serving,
    _serve_note,
    N_("登记事项告知书的送达已登记"),
    N_("登记已经生效；告知书送达该机构后登记送达情况。"),
)


def _step_of(each: Page, actor: Actor, entry: Row, conflicted: AbstractSet[UUID]) -> str | None:
    """Which of its steps this page would take now; None when none."""
    return next(
        (name for name in each.names if permissions.can_take(actor, entry, name, conflicted=conflicted)), None
    )


def offered(
    actor: Actor, entry: Row, today: date, *, conflicted: AbstractSet[UUID]
) -> list[tuple[Page, tuple[Citation, ...]]]:
    """The acts this person may do now; nothing is offered that would be refused for who or when."""
    found = []
    for each in PAGES:
        name = _step_of(each, actor, entry, conflicted)
        if name is None or (name == "term_passed" and today <= entry["heard_by"]):
            continue
        found.append((each, STEPS[UNDER.get(name, name)].cites))
    return found


async def _show(
    request: Ask, each: Page, entry: Row, *, values: Row, problems: dict[str, str]
) -> Response[Any]:
    return page(
        "registration_conditions/step.html",
        request,
        status_code=422 if problems else 200,
        step=each,
        form=each.form.__name__.lower(),
        cites=STEPS[UNDER.get(each.names[0], each.names[0]) if each.names else "serve"].cites,
        entry=entry,
        views=views,
        basis=views.basis(entry),
        proposed=views.proposed(entry),
        consequences=views.consequences(entry),
        methods=[(name, _(label)) for name, label in service.BY_OFFICIALS.items()],
        values=values
        or ({"served_on": clock.today(), "method": "direct"} if each.form is shapes.Serving else {}),
        errors=problems,
        breadcrumbs=[
            (_("条件和限制"), "/desk/conditions"),
            (entry["number"], f"/desk/conditions/{entry['id']}"),
            (_(each.label), None),
        ],
    )


def _handlers(each: Page) -> list[Any]:
    address = f"/desk/conditions/{{entry_id:uuid}}/{each.path}"

    async def allowed(request: Ask, entry_id: UUID) -> Row:
        actor = actor_of(request)
        entry = await queries.visible(actor, entry_id)
        conflicted = await people.conflicts_of(entry["firm"], today=clock.today())
        if each is NOTE:
            permissions.check_can_serve_note(actor, entry, conflicted=conflicted)
        elif _step_of(each, actor, entry, conflicted) is None:
            permissions.check_can_take(actor, entry, each.names[0], conflicted=conflicted)
        return entry

    @get(
        address,
        opt={"permission": each.permission},
        include_in_schema=False,
        name=f"show_condition_{each.path}",
    )
    async def show(request: Ask, entry_id: UUID) -> Response[Any]:
        return await _show(request, each, await allowed(request, entry_id), values={}, problems={})

    @post(
        address,
        opt={"permission": each.permission},
        include_in_schema=False,
        name=f"do_condition_{each.path}",
    )
    async def do(request: Ask, entry_id: UUID) -> Response[Any]:
        entry = await allowed(request, entry_id)
        form, problems, raw = await forms.parse(each.form, request)
        if form is not None:
            try:
                await each.act(entry_id, form, actor_of(request))
            except errors.Invalid as invalid:
                problems = forms.refused(invalid.errors)
            else:
                flash(request, _(each.done))
                return redirect(f"/desk/conditions/{entry_id}")
        return await _show(request, each, entry, values=raw or {"": ""}, problems=problems)

    return [show, do]


HANDLERS = [handler for each in (*PAGES, NOTE) for handler in _handlers(each)]
