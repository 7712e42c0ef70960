"""The release gate at the desk: where a year stands, what is in the way, who signs next, who may look."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Annotated, Any, Final
from uuid import UUID

from litestar import Response, get, post
from pydantic import Field

from app import clock
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.errors import field_words, words
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from app.statistics import library
from app.statistics.desk import HOME, Ask
from app.statistics.preview import Rules
from app.surveys import desk_common
from regulation import errors
from regulation.law import beijing
from regulation.releases import queries as releases
from regulation.releases.rules import KINDS, RELEASE, Kind, kinds_after
from regulation.surveys import gate, scoring
from regulation.surveys.actions import gate as actions
from regulation.surveys.actions import readers
from regulation.surveys.gate import Gate
from regulation.surveys.queries import editing, rounds, weights
from regulation.surveys.queries import gate as gates
from regulation.words import N_
from reports.statistics import book, bundle, compiling, freezing

DESK: Final = desk_common.DESK
PUBLISH: Final = {"permission": Permission.STATISTICS_PUBLISH, "hidden": True}
AT: Final = f"{HOME}/{{year:int}}/gate"


async def _kinds(year: int) -> list[Kind]:
    latest = next((each for each in await releases.all_releases(book.SERIES) if each.year == year), None)
    return kinds_after(Kind(latest.kind) if latest else None)


async def _hindrances(request: Ask, at: gates.Progress) -> list[tuple[str, str]]:
    """What stands in the way of the next step, with where it is put right."""
    actor, year = actor_of(request), at.year
    found: list[tuple[str, str]] = []
    if at.gate is Gate.OPEN:
        if waiting := gate.unreviewed(at.statuses):
            found.append(
                (_("%(n)s份统计报表还没有审核完毕", n=waiting), f"/desk/surveys?year={year}&status=submitted")
            )
        if heavy := await editing.unresolved(actor, year):
            found.append(
                (
                    _("%(n)s个可疑单元格超过界限，还没有处理", n=heavy),
                    f"/desk/surveys/{year}/editing?state=open",
                )
            )
        if beijing.is_in_time(clock.now(), at.late_until or at.closes_on):
            found.append((_("填报期还没有结束"), "/desk/surveys/rounds"))
    if at.gate in {Gate.OPEN, Gate.EDITING_CLOSED}:
        known = await rounds.of_year(year)
        for each in await weights.largest(known.id, known.round.reference_day, year):
            if not each.is_counted:
                found.append(
                    (
                        _("大机构缺报，不得插补：%(name)s", name=each.name),
                        f"/desk/surveys/{year}/units/{each.number}",
                    )
                )
    if at.held.is_changed:
        found.append((_("数据快照已经改变，此前的签署全部失效，须重新开放审核"), ""))
    return found


async def _page(
    request: Ask,
    year: int,
    *,
    values: dict[str, Any] | None = None,
    problems: dict[str, str] | None = None,
    refused: str = "",
    status: int = 422,
) -> Response[Any]:
    actor = actor_of(request)
    at = await gates.of_year(year)
    order = list(Gate)
    waiting = gate.waiting_districts(at.held)
    refusals = at.held.signed("disclosure_refused")
    names = await desk_common.district_names()
    return page(
        "statistics/gate.html",
        request,
        status_code=status if problems or refused else 200,
        year=year,
        at=at,
        state=at.gate,
        words=_(gate.GATES[at.gate]),
        steps=[_(gate.ACTS[act]) for act in gate.MOVES if act != "reopened"],
        current=order.index(at.gate) + 1,
        hindrances=await _hindrances(request, at),
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
        looks=await gates.looks(year),
        is_city=actor.is_municipal,
        kinds=[(str(each), _(KINDS[each])) for each in await _kinds(year)],
        until=at.held.embargo_until,
        values=values or _defaults(),
        errors=problems or {},
        refused=refused,
        top=scoring.TOP.on(clock.today()),
        secrecy=gate.SECRECY,
        review=gate.REVIEW,
        identifiable=gate.IDENTIFIABLE,
        signatories=gate.SIGNATORIES,
        revision=gate.REVISION,
        release=RELEASE,
        base=f"{HOME}/{year}",
        tabs=desk_common.tabs(year, "gate", actor),
        breadcrumbs=[(_("统计"), HOME), (_("%(year)s年度发布流程", year=year), None)],
    )


def _defaults() -> dict[str, Any]:
    return {name: field.default for name, field in Rules.model_fields.items()}


@get(AT, opt=DESK, include_in_schema=False)
async def gate_page(request: Ask, year: int) -> Response[Any]:
    """Where the release of a year stands."""
    return await _page(request, year)


async def _taken(request: Ask, year: int, act: Any, said: str) -> Response[Any]:
    """Take an act; a refusal is shown on the gate's page, with what is in the way beside it."""
    try:
        await act
    except errors.AlreadyMoved:
        raise
    except (errors.Refused, errors.NotPermitted) as refusal:
        # A district that reaches for the city's acts is refused, not instructed.
        if isinstance(refusal, errors.NotPermitted) and not actor_of(request).is_municipal:
            raise
        return await _page(request, year, refused=words(refusal), status=409)
    flash(request, said)
    return redirect(f"{HOME}/{year}/gate")


@post(f"{AT}/close", opt=DESK, include_in_schema=False)
async def close(request: Ask, year: int) -> Response[Any]:
    """Close the editing."""
    act = actions.close_editing(year, actor=actor_of(request), now=clock.now())
    return await _taken(request, year, act, _("审核已结束"))


@post(f"{AT}/freeze", opt=DESK, include_in_schema=False)
async def freeze(request: Ask, year: int) -> Response[Any]:
    """Impute and freeze."""
    actor, now = actor_of(request), clock.now()
    act = actions.freeze(
        year, freezing=lambda: freezing.freeze(year, actor=actor, now=now), actor=actor, now=now
    )
    return await _taken(request, year, act, _("数据已冻结"))


class PassForm(Rules):
    """The rules the tables are protected with, and what kind of publication this will be."""

    kind: Annotated[str, Field(title=N_("数据性质"), pattern="^(p|final|r)$")]
    adopted_by: Annotated[str, Field(title=N_("参数依据"), max_length=200)] = ""


@post(f"{AT}/disclosure", opt=DESK, include_in_schema=False)
async def disclosure(request: Ask, year: int) -> Response[Any]:
    """Protect the frozen tables and enter the outcome."""
    actor = actor_of(request)
    form, problems, raw = await forms.parse(PassForm, request)
    if form is None:
        return await _page(request, year, values=raw, problems=problems)
    kind = Kind(form.kind)
    if kind not in await _kinds(year):
        return await _page(request, year, values=raw, problems={"kind": _("前一版之后不能发布这种数据")})
    if not actor.is_municipal:
        raise errors.NotPermitted
    made = await compiling.computed(year, form.parameters(form.adopted_by), kind=kind)
    act = actions.pass_disclosure(year, compiling.compiled(made, kind), actor=actor, now=clock.now())
    return await _taken(request, year, act, _("保密检查通过，请各区会签"))


class SignForm(forms.Form):
    """The tables that were shown, and that they were checked."""

    tables: Annotated[str, Field(min_length=64, max_length=64)]
    confirmed: Annotated[forms.Agreed, Field(title=N_("确认"))]


async def _signed(request: Ask, year: int, act: Any, said: str) -> Response[Any]:
    form, problems, _raw = await forms.parse(SignForm, request)
    if form is None:
        flash(request, next(iter(problems.values())), "danger")
        return redirect(f"{HOME}/{year}")
    await act(year, form.tables, actor=actor_of(request), now=clock.now())
    flash(request, said)
    return redirect(f"{HOME}/{year}/gate")


@post(f"{AT}/cosign", opt=DESK, include_in_schema=False)
async def cosign(request: Ask, year: int) -> Response[Any]:
    """A district signs the tables it was shown."""
    return await _signed(request, year, actions.cosign, _("已会签"))


@post(f"{AT}/sign", opt=DESK, include_in_schema=False)
async def sign(request: Ask, year: int) -> Response[Any]:
    """Another person signs for the city."""
    return await _signed(request, year, actions.sign_for_city, _("已签发"))


class EmbargoForm(forms.Form):
    """The instant of publication, by the clocks of Beijing."""

    until: Annotated[str, Field(title=N_("发布时间"), min_length=1, max_length=20)]


@post(f"{AT}/embargo", opt=DESK, include_in_schema=False)
async def embargo(request: Ask, year: int) -> Response[Any]:
    """Set the time of publication, or put it off."""
    form, problems, raw = await forms.parse(EmbargoForm, request)
    if form is None:
        return await _page(request, year, values=_defaults() | raw, problems=problems)
    try:
        until = datetime.fromisoformat(form.until.replace(" ", "T")).replace(tzinfo=beijing.BEIJING)
    except ValueError:
        return await _page(
            request,
            year,
            values=_defaults() | raw,
            problems={"until": _("请按 2026-06-30 10:00 的格式填写时间")},
        )
    try:
        await actions.set_embargo(year, until, actor=actor_of(request), now=clock.now())
    except errors.Invalid as refusal:
        return await _page(request, year, values=_defaults() | raw, problems=field_words(refusal))
    flash(request, _("发布时间已设定"))
    return redirect(f"{HOME}/{year}/gate")


class PublishForm(forms.Form):
    """Publish what was signed."""

    note: Annotated[str, Field(title=N_("版本说明"), max_length=500)] = ""
    confirmed: Annotated[forms.Agreed, Field(title=N_("确认"))]


async def _publish_page(
    request: Ask,
    year: int,
    *,
    values: dict[str, Any] | None = None,
    problems: dict[str, str] | None = None,
    status: int = 422,
) -> Response[Any]:
    at = await gates.of_year(year)
    passed = await gates.passed(at)
    if passed is None or at.gate is not Gate.EMBARGOED:
        raise errors.AlreadyMoved
    every = [each for each in await releases.all_releases(book.SERIES) if each.year == year]
    return page(
        "statistics/publish.html",
        request,
        status_code=status if problems else 200,
        year=year,
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
        base=f"{HOME}/{year}",
        breadcrumbs=[
            (_("统计"), HOME),
            (_("%(year)s年度发布流程", year=year), f"{HOME}/{year}/gate"),
            (_("发布"), None),
        ],
    )


@get(f"{HOME}/{{year:int}}/publish", opt=PUBLISH, include_in_schema=False)
async def confirm(request: Ask, year: int) -> Response[Any]:
    """What will be published, who signed it, and that it cannot be taken back."""
    return await _publish_page(request, year)


@post(f"{HOME}/{{year:int}}/publish", opt=PUBLISH, include_in_schema=False)
async def publish(request: Ask, year: int) -> Response[Any]:
    """Publish what was signed, once the embargo is over."""
    form, problems, raw = await forms.parse(PublishForm, request)
    if form is None:
        return await _publish_page(request, year, values=raw, problems=problems)
    try:
        vintage = await actions.publish(
            book.SERIES, year, form.note, actor=actor_of(request), now=clock.now()
        )
    except errors.AlreadyMoved:
        raise
    except errors.Refused as refusal:
        return await _publish_page(request, year, values=raw, problems={"form": words(refusal)}, status=409)
    flash(request, _("%(year)s年度第%(vintage)s版已发布", year=year, vintage=vintage))
    return redirect(f"/statistics/{year}")


@post(f"{AT}/archive", opt=DESK, include_in_schema=False)
async def archive(request: Ask, year: int) -> Response[Any]:
    """Enter the published files with their checksums."""
    edition = await library.edition(year)
    manifest = library.kept(edition, bundle.MANIFEST)
    if manifest is None:
        library.begin(edition)
        flash(request, _("发布文件正在制作，完成后再归档"), "info")
        return redirect(f"{HOME}/{year}/gate")
    files = json.loads(manifest)["sha256"] | {bundle.MANIFEST: hashlib.sha256(manifest).hexdigest()}
    act = actions.archive(year, files, actor=actor_of(request), now=clock.now())
    return await _taken(request, year, act, _("已归档"))


class ReopenForm(forms.Form):
    """Why editing begins again."""

    reason: Annotated[str, Field(max_length=1000)] = ""


@post(f"{AT}/reopen", opt=DESK, include_in_schema=False)
async def reopen(request: Ask, year: int) -> Response[Any]:
    """Begin another turn."""
    form, problems, raw = await forms.parse(ReopenForm, request)
    if form is None:
        return await _page(request, year, values=_defaults() | raw, problems=problems)
    try:
        await actions.reopen(year, form.reason, actor=actor_of(request), now=clock.now())
    except errors.Invalid as refusal:
        return await _page(request, year, values=_defaults() | raw, problems=field_words(refusal))
    flash(request, _("已重新开放审核，此前的签署全部失效"))
    return redirect(f"{HOME}/{year}/gate")


class ReaderForm(forms.Form):
    """Who may look, and why."""

    login: Annotated[forms.Line, Field(title=N_("登录名"))]
    why: Annotated[str, Field(max_length=500)] = ""


@post(f"{AT}/readers", opt=DESK, include_in_schema=False)
async def allow(request: Ask, year: int) -> Response[Any]:
    """Put somebody on the list."""
    form, problems, raw = await forms.parse(ReaderForm, request)
    if form is None:
        return await _page(request, year, values=_defaults() | raw, problems=problems)
    try:
        await readers.allow(year, form.login, form.why, actor=actor_of(request), now=clock.now())
    except errors.Invalid as refusal:
        shown = {"why" if key == "reason" else key: text for key, text in field_words(refusal).items()}
        return await _page(request, year, values=_defaults() | raw, problems=shown)
    flash(request, _("已列入名单"))
    return redirect(f"{HOME}/{year}/gate")


@post(f"{AT}/readers/{{reader_id:uuid}}/end", opt=DESK, include_in_schema=False)
async def end(request: Ask, year: int, reader_id: UUID) -> Response[Any]:
    """Take somebody off the list."""
    await readers.end(year, reader_id, actor=actor_of(request), now=clock.now())
    flash(request, _("已移出名单"))
    return redirect(f"{HOME}/{year}/gate")


HANDLERS = [
    gate_page,
    close,
    freeze,
    disclosure,
    cosign,
    sign,
    embargo,
    confirm,
    publish,
    archive,
    reopen,
    allow,
    end,
]
