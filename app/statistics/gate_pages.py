"""The release gate at the desk: where a release stands, what is in the way, who signs next, who may look.

The same pages for a year's returns and for a quarter of the monitoring: `handlers` makes them for an address.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Final

from litestar import Request, Response, get, post
from litestar.handlers import HTTPRouteHandler

from app import clock
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.errors import field_words, words
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from app.statistics.archive_page import archived_page
from app.statistics.gate_forms import (
    EmbargoForm,
    NoForm,
    PassForm,
    PublishForm,
    ReaderForm,
    ReopenForm,
    Rules,
    SignForm,
    instant,
)
from app.statistics.walk import Walk
from app.surveys import desk_common
from regulation import errors
from regulation.releases.rules import KINDS, RELEASE, Kind
from regulation.surveys import gate, offices, scoring
from regulation.surveys.actions import gate as actions
from regulation.surveys.actions import readers
from regulation.surveys.gate import Gate
from regulation.surveys.queries import gate as gates

Ask = Request[Any, Any, Any]
DESK: Final = desk_common.DESK
PUBLISH: Final = {"permission": Permission.STATISTICS_PUBLISH, "hidden": True}
#: Reads the walk from an address. Raises NotFound.
Finds = Callable[[Ask], Awaitable[Walk]]


async def _page(
    request: Ask,
    walk: Walk,
    *,
    values: dict[str, Any] | None = None,
    problems: dict[str, str] | None = None,
    refused: str = "",
    status: int = 422,
) -> Response[Any]:
    actor = actor_of(request)
    at = await gates.of(walk.which)
    order = list(Gate)
    waiting = gate.waiting_districts(at.held)
    refusals = at.held.signed("disclosure_refused")
    names = await desk_common.district_names()
    return page(
        "statistics/gate.html",
        request,
        status_code=status if problems or refused else 200,
        walk=walk,
        name=walk.name(),
        at=at,
        state=at.gate,
        words=_(gate.GATES[at.gate]),
        steps=[_(gate.ACTS[act]) for act in gate.MOVES if act != "reopened"],
        current=order.index(at.gate) + 1,
        hindrances=await walk.hindrances(actor, at),
        districts=[(names.get(code, code), organ in waiting) for organ, code in at.districts.items()],
        signatures=[
            {
                "at": each.signed_at,
                "label": _(gate.ACTS[each.act]),
                "actor": each.signed_by,
                "organ": each.organ_name,
                "reason": str(each.said.get("reason", "")),
                "tone": "bad" if each.act == "disclosure_refused" else "",
            }
            for each in reversed(at.held.signatures)
        ],
        narrowed=list(refusals[-1].said.get("narrowed", ())) if refusals and not at.held.tables_hash else [],
        may_look=at.may_look(actor),
        looks=await gates.looks(at.id),
        is_city=actor.is_municipal,
        kinds=[(str(each), _(KINDS[each])) for each in await walk.kinds()],
        until=at.held.embargo_until,
        values=_defaults() | (values or {}),
        errors=problems or {},
        refused=refused,
        top=scoring.TOP.on(clock.today()),
        archived=gate.latest(at.held.signatures, "archived"),
        secrecy=gate.SECRECY,
        review=gate.REVIEW,
        identifiable=gate.IDENTIFIABLE,
        signatories=gate.SIGNATORIES,
        revision=gate.REVISION,
        release=RELEASE,
        base=walk.base,
        tabs=walk.tabs(actor),
        breadcrumbs=walk.crumbs((_("%(name)s发布流程", name=walk.name()), None)),
    )


def _defaults() -> dict[str, Any]:
    return {name: field.default for name, field in Rules.model_fields.items()}


def _to_gate(walk: Walk) -> Response[Any]:
    return redirect(f"{walk.base}/gate")


async def _taken(request: Ask, walk: Walk, act: Awaitable[Any], said: str) -> Response[Any]:
    """Take an act; a refusal is shown on the gate's page, with what is in the way beside it."""
    try:
        await act
    except errors.AlreadyMoved:
        raise
    except (errors.Refused, errors.NotPermitted) as refusal:
        # A district that reaches for the city's acts is refused, not instructed.
        if isinstance(refusal, errors.NotPermitted) and not actor_of(request).is_municipal:
            raise
        return await _page(request, walk, refused=words(refusal), status=409)
    flash(request, said)
    return _to_gate(walk)


async def _pressed(request: Ask, walk: Walk) -> Response[Any] | None:
    """The page again where more was sent than the button; None where all is well."""
    form, problems, _raw = await forms.parse(NoForm, request)
    return None if form is not None else await _page(request, walk, problems=problems)


async def _publish_page(
    request: Ask,
    walk: Walk,
    *,
    values: dict[str, Any] | None = None,
    problems: dict[str, str] | None = None,
    status: int = 422,
) -> Response[Any]:
    at = await gates.of(walk.which)
    passed = await gates.passed(at)
    if passed is None or at.gate is not Gate.EMBARGOED:
        raise errors.AlreadyMoved
    every = await walk.vintages()
    return page(
        "statistics/publish.html",
        request,
        status_code=status if problems else 200,
        walk=walk,
        name=walk.name(),
        at=at,
        passed=passed,
        kind=_(KINDS[passed.kind]),
        vintage=every[0].vintage + 1 if every else 1,
        is_revision=bool(every),
        signatures=gate.public_signatures(at.held),
        acts=gate.ACTS,
        is_early=at.held.embargo_until is not None and clock.now() < at.held.embargo_until,
        values=values or {},
        errors=problems or {},
        release=RELEASE,
        base=walk.base,
        breadcrumbs=walk.crumbs(
            (_("%(name)s发布流程", name=walk.name()), f"{walk.base}/gate"), (_("发布"), None)
        ),
    )


async def _gate_page(request: Ask, walk: Walk) -> Response[Any]:
    """Where the release stands."""
    return await _page(request, walk)


async def _close(request: Ask, walk: Walk) -> Response[Any]:
    """Close the editing."""
    if again := await _pressed(request, walk):
        return again
    act = actions.close_editing(walk.which, actor=actor_of(request), now=clock.now())
    return await _taken(request, walk, act, _("审核已结束"))


async def _freeze(request: Ask, walk: Walk) -> Response[Any]:
    """Impute and freeze."""
    if again := await _pressed(request, walk):
        return again
    actor, now = actor_of(request), clock.now()
    act = actions.freeze(walk.which, freezing=lambda: walk.freeze(actor=actor, now=now), actor=actor, now=now)
    return await _taken(request, walk, act, _("数据已冻结"))


async def _disclosure(request: Ask, walk: Walk) -> Response[Any]:
    """Protect the frozen tables and enter the outcome."""
    actor = actor_of(request)
    form, problems, raw = await forms.parse(PassForm, request)
    if form is None:
        return await _page(request, walk, values=raw, problems=problems)
    kind = Kind(form.kind)
    if kind not in await walk.kinds():
        return await _page(request, walk, values=raw, problems={"kind": _("前一版之后不能发布这种数据")})
    offices.check_city(actor)
    at = await gates.of(walk.which)
    if at.gate is not Gate.IMPUTATION_FROZEN:
        raise errors.AlreadyMoved
    compiled = await walk.compiled(at, form.parameters(form.adopted_by), kind)
    act = actions.pass_disclosure(walk.which, compiled, actor=actor, now=clock.now())
    return await _taken(request, walk, act, _("保密检查通过，请各区会签"))


async def _cosign(request: Ask, walk: Walk) -> Response[Any]:
    """A district signs the tables it was shown."""
    return await _signed(request, walk, actions.cosign, _("已会签"))


async def _sign(request: Ask, walk: Walk) -> Response[Any]:
    """Another person signs for the city."""
    return await _signed(request, walk, actions.sign_for_city, _("已签发"))


async def _embargo(request: Ask, walk: Walk) -> Response[Any]:
    """Set the time of publication, or put it off."""
    form, problems, raw = await forms.parse(EmbargoForm, request)
    if form is None:
        return await _page(request, walk, values=raw, problems=problems)
    until = instant(form.until)
    if until is None:
        return await _page(
            request, walk, values=raw, problems={"until": _("请按 2026-06-30 10:00 的格式填写时间")}
        )
    try:
        await actions.set_embargo(walk.which, until, actor=actor_of(request), now=clock.now())
    except errors.Invalid as refusal:
        return await _page(request, walk, values=raw, problems=field_words(refusal))
    flash(request, _("发布时间已设定"))
    return _to_gate(walk)


async def _allow(request: Ask, walk: Walk) -> Response[Any]:
    """Put somebody on the list."""
    form, problems, raw = await forms.parse(ReaderForm, request)
    if form is None:
        return await _page(request, walk, values=raw, problems=problems)
    try:
        await readers.allow(walk.which, form.login, form.why, actor=actor_of(request), now=clock.now())
    except errors.Invalid as refusal:
        shown = {"why" if key == "reason" else key: text for key, text in field_words(refusal).items()}
        return await _page(request, walk, values=raw, problems=shown)
    flash(request, _("已列入名单"))
    return _to_gate(walk)


async def _end(request: Ask, walk: Walk) -> Response[Any]:
    """Take somebody off the list."""
    if again := await _pressed(request, walk):
        return again
    await readers.end(walk.which, request.path_params["reader_id"], actor=actor_of(request), now=clock.now())
    flash(request, _("已移出名单"))
    return _to_gate(walk)


async def _confirm(request: Ask, walk: Walk) -> Response[Any]:
    """What will be published, who signed it, and that it cannot be taken back."""
    return await _publish_page(request, walk)


async def _publish(request: Ask, walk: Walk) -> Response[Any]:
    """Publish what was signed, once the embargo is over."""
    form, problems, raw = await forms.parse(PublishForm, request)
    if form is None:
        return await _publish_page(request, walk, values=raw, problems=problems)
    try:
        vintage = await actions.publish(
            walk.series, walk.which, form.note, actor=actor_of(request), now=clock.now()
        )
    except errors.AlreadyMoved:
        raise
    except errors.Refused as refusal:
        return await _publish_page(request, walk, values=raw, problems={"form": words(refusal)}, status=409)
    flash(request, _("%(name)s第%(vintage)s版已发布", name=walk.name(), vintage=vintage))
    return redirect(walk.public)


async def _archive(request: Ask, walk: Walk) -> Response[Any]:
    """Enter the published files with their checksums."""
    if again := await _pressed(request, walk):
        return again
    offices.check_city(actor_of(request))
    at = await gates.of(walk.which)
    if at.gate is not Gate.PUBLISHED:
        raise errors.AlreadyMoved
    files = await walk.files(at.vintage)
    if files is None:
        flash(request, _("发布文件正在制作，完成后再归档"), "info")
        return _to_gate(walk)
    sums = {each.name: each.sha256 for each in files}
    act = actions.archive(walk.which, sums, actor=actor_of(request), now=clock.now())
    return await _taken(request, walk, act, _("已归档"))


async def _archived(request: Ask, walk: Walk) -> Response[Any]:
    """What was archived, and whether it is still the same."""
    return await archived_page(request, walk)


async def _reopen(request: Ask, walk: Walk) -> Response[Any]:
    """Begin another turn."""
    form, problems, raw = await forms.parse(ReopenForm, request)
    if form is None:
        return await _page(request, walk, values=raw, problems=problems)
    try:
        await actions.reopen(walk.which, form.reason, actor=actor_of(request), now=clock.now())
    except errors.Invalid as refusal:
        return await _page(request, walk, values=raw, problems=field_words(refusal))
    flash(request, _("已重新开放审核，此前的签署全部失效"))
    return _to_gate(walk)


async def _signed(request: Ask, walk: Walk, act: Any, said: str) -> Response[Any]:
    await gates.of(walk.which)
    form, problems, _raw = await forms.parse(SignForm, request)
    if form is None:
        flash(request, next(iter(problems.values())), "danger")
        return redirect(walk.base)
    await act(walk.which, form.tables, actor=actor_of(request), now=clock.now())
    flash(request, said)
    return _to_gate(walk)


Answers = Callable[[Ask, Walk], Awaitable[Response[Any]]]
GETS: Final[dict[str, tuple[Answers, dict[str, Any]]]] = {
    "/gate": (_gate_page, DESK),
    "/publish": (_confirm, PUBLISH),
    "/gate/archive": (_archived, DESK),
}
POSTS: Final[dict[str, tuple[Answers, dict[str, Any]]]] = {
    "/gate/close": (_close, DESK),
    "/gate/freeze": (_freeze, DESK),
    "/gate/disclosure": (_disclosure, DESK),
    "/gate/cosign": (_cosign, DESK),
    "/gate/sign": (_sign, DESK),
    "/gate/embargo": (_embargo, DESK),
    "/gate/readers": (_allow, DESK),
    "/gate/readers/{reader_id:uuid}/end": (_end, DESK),
    "/publish": (_publish, PUBLISH),
    "/gate/archive": (_archive, DESK),
    "/gate/reopen": (_reopen, DESK),
}


def handlers(address: str, find: Finds) -> list[HTTPRouteHandler]:
    """The pages of the gate below an address; `find` reads from a request what walks there."""
    return [
        *(_handler(get, f"{address}{path}", answer, opt, find) for path, (answer, opt) in GETS.items()),
        *(_handler(post, f"{address}{path}", answer, opt, find) for path, (answer, opt) in POSTS.items()),
    ]


def _handler(
    method: Callable[..., Any], path: str, answer: Answers, opt: dict[str, Any], find: Finds
) -> HTTPRouteHandler:
    @method(path, opt=opt, include_in_schema=False)
    async def answered(request: Ask) -> Response[Any]:
        return await answer(request, await find(request))

    made: HTTPRouteHandler = answered
    return made
