"""Acts on many matters: choose, look over what would happen to each, confirm, watch, read what became of each."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Response, get, post
from pydantic import Field

from app import clock
from app import errors as answers
from app.access.guards import actor_of, may
from app.access.permissions import Permission
from app.shell import forms, i18n
from app.shell.i18n import gettext as _
from app.shell.render import flash, fragment, page, redirect, wants_fragment
from app.worklists import bulk
from regulation import errors
from regulation.actor import Actor
from regulation.casework import service
from regulation.words import N_
from regulation.worklists import batches, claiming
from regulation.worklists.status import BATCH_STATUSES, OUTCOMES

WORK = {"permission": Permission.DESK_HOME}
BASE = "/desk/work/bulk"
#: While the browser waits; what is left is worked off by the worker.
SECONDS = 6.0
TONES = {"waiting": "info", "done": "good", "refused": "bad", "running": "info", "stopped": "warn"}
Row = dict[str, Any]
Ask = Request[Any, Any, Any]


class Ticked(forms.Form):
    """The matters, by their address or by the key of the act; how and when papers were served."""

    matter: list[Annotated[str, Field(max_length=200)]] = Field(title=N_("事项"), default_factory=list)
    method: Annotated[str, Field(title=N_("送达方式"), max_length=20)] = ""
    served_on: date | None = Field(title=N_("送达日期"), default=None)
    receipt: Annotated[str, Field(title=N_("签收情况"), max_length=1000)] = ""
    #: Of the bar below the work list, which other acts read.
    back: Annotated[str, Field(max_length=600)] = ""
    person: Annotated[str, Field(max_length=40)] = ""
    confirmed: bool = False


def _kind(actor: Actor, name: str) -> bulk.Kind:
    """The act, for whom it is theirs. Raises NotFound, NotPermitted."""
    kind = bulk.KINDS.get(name)
    if kind is None:
        raise errors.NotFound
    if not may(actor, kind.permission):
        raise errors.NotPermitted
    return kind


def offered(actor: Actor) -> list[tuple[str, str]]:
    """Address and title of the acts on many matters that are this person's."""
    return [(f"{BASE}/{name}", _(e.title)) for name, e in bulk.KINDS.items() if may(actor, e.permission)]


async def _page(
    request: Ask, name: str, values: Row, problems: dict[str, str], trials: list[batches.Trial] | None = None
) -> Response[Any]:
    actor = actor_of(request)
    kind = _kind(actor, name)
    waiting = await kind.waiting(actor)
    held = await claiming.held(actor.organ_id, today=clock.today()) if actor.organ_id else {}
    chosen = values.get("matter") or []
    what = {each.chosen.key: each.what for each in waiting}
    return page(
        "worklists/bulk.html",
        request,
        status_code=422 if problems else 200,
        kind=kind,
        address=f"{BASE}/{name}",
        waiting=waiting,
        what=what,
        most=batches.MOST,
        chosen=[chosen] if isinstance(chosen, str) else list(chosen),
        trials=trials,
        fine=sum(each.refused is None for each in trials or []),
        why=_why,
        # A matter that a colleague holds may be dealt with all the same; one should know.
        holder=lambda address: next(
            (e["person_name"] for e in (held.get(address),) if e and e["person"] != actor.person_id), ""
        ),
        methods=[(method, _(label)) for method, label in service.BY_OFFICIALS.items()],
        method_name=_(service.METHODS.get(str(values.get("method")), "")) if values.get("method") else "",
        values={"served_on": clock.today(), "method": "post", **values},
        errors=problems,
        breadcrumbs=[(_("工作清单"), "/desk/work"), (_(kind.title), None)],
    )


def _why(refused: errors.DomainError) -> str:
    if isinstance(refused, errors.Invalid):
        return _("；").join(answers.field_words(refused).values())
    return answers.words(refused)


@get(f"{BASE}/{{name:str}}", opt=WORK, include_in_schema=False)
async def choose(request: Ask, name: str) -> Response[Any]:
    """What waits for this act in the person's organ."""
    return await _page(request, name, {"matter": request.query_params.getall("matter", [])}, {})


@post(f"{BASE}/{{name:str}}", opt=WORK, include_in_schema=False, status_code=200)
async def look_over(request: Ask, name: str) -> Response[Any]:
    """Try each and take it back; confirmed, do each for good."""
    actor = actor_of(request)
    kind = _kind(actor, name)
    form, problems, raw = await forms.parse(Ticked, request)
    if form is None:
        return await _page(request, name, raw, problems)
    # Only what waits for this act in the own organ; what else was ticked on a list is left out.
    wanted = set(form.matter)
    chosen = [
        each.chosen
        for each in await kind.waiting(actor)
        if each.chosen.key in wanted or each.chosen.address in wanted
    ]
    params = {"method": form.method, "served_on": form.served_on, "receipt": form.receipt}
    problems = _problems(kind, form)
    try:
        batches.check_many(chosen)
    except errors.Invalid as refusal:
        problems |= answers.field_words(refusal)
    if problems:
        return await _page(request, name, raw, problems)
    if form.confirmed:
        made = await batches.start(name, chosen, params, actor=actor, now=clock.now())
        await batches.work(bulk.act, clock.now, seconds=SECONDS, batch_id=made)
        return redirect(f"/desk/work/batches/{made}")
    trials = [await _trial(kind, each, params, actor) for each in chosen]
    return await _page(request, name, raw | {"served_on": form.served_on}, {}, trials)


def _problems(kind: bulk.Kind, form: Ticked) -> dict[str, str]:
    problems = {}
    if kind.is_service and form.method not in service.METHODS:
        problems["method"] = _("请选择送达方式")
    if kind.is_service and (form.served_on is None or form.served_on > clock.today()):
        problems["served_on"] = _("送达日期不能晚于今天")
    return problems


async def _trial(kind: bulk.Kind, chosen: batches.Chosen, params: Row, actor: Actor) -> batches.Trial:
    kept = {name: "" if value is None else str(value) for name, value in params.items()}
    return await batches.attempt(
        chosen,
        lambda: kind.act(chosen.key, kept, actor=actor, now=clock.now()),
        lambda: kind.says(chosen.key),
    )


@get("/desk/work/batches/{batch_id:uuid}", opt=WORK, include_in_schema=False)
async def result(request: Ask, batch_id: UUID) -> Response[Any]:
    """How far it is, and what became of each."""
    actor = actor_of(request)
    batch = await batches.visible(actor, batch_id)
    kind = bulk.KINDS[batch["kind"]]
    context: Row = {
        "batch": batch,
        "kind": kind,
        "status": _(BATCH_STATUSES[batch["status"]]),
        "tone": TONES.get(batch["status"], "good"),
        "items": await batches.items(batch_id),
        "outcomes": {name: _(label) for name, label in OUTCOMES.items()},
        "tones": TONES,
        "spoken": lambda item: i18n.spoken(item["why"], **item["why_params"]),
    }
    if wants_fragment(request):
        return fragment("worklists/batch.html", request, block="progress", **context)
    return page(
        "worklists/batch.html",
        request,
        breadcrumbs=[
            (_("工作清单"), "/desk/work"),
            (_(kind.title), f"{BASE}/{batch['kind']}"),
            (_("结果"), None),
        ],
        **context,
    )


class Nothing(forms.Form):
    """A confirmation without any field."""


@post("/desk/work/batches/{batch_id:uuid}/stop", opt=WORK, include_in_schema=False)
async def stop(request: Ask, batch_id: UUID) -> Response[Any]:
    """Deal with no more of them."""
    form, problems, _raw = await forms.parse(Nothing, request)
    if form is None:
        raise errors.Invalid(problems)
    await batches.stop(batch_id, actor=actor_of(request), now=clock.now())
    flash(request, _("已停止；已经办理的不受影响"))
    return redirect(f"/desk/work/batches/{batch_id}")


HANDLERS = [choose, look_over, result, stop]
