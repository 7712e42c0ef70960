"""Acts that may be done to many matters at once: those that the law makes alike, for which no case needs reasons of its own.

Accepting a complete application, noting a written report, recording that a paper was served, cancelling what has
expired: the law leaves no choice once its facts are there. A refusal, a penalty, setting aside, withdrawing need
reasons of each case, so they are not here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.access.permissions import Permission
from app.licensing import views as licensing_views
from app.shell import i18n
from app.shell.i18n import gettext as _
from app.written_reports import views as report_views
from regulation import errors
from regulation.law.citation import HRM_REGULATIONS, LICENSING_LAW, Citation
from regulation.licensing import queries as licensing
from regulation.licensing import unserved
from regulation.licensing.actions import decision, ending, receipt
from regulation.licensing.actions.timing import first_due
from regulation.licensing.rules.ending import Ground
from regulation.words import N_
from regulation.worklists.batches import MOST, Chosen
from regulation.written_reports import queries as reports
from regulation.written_reports.actions import noting
from reports.documents import registry

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from datetime import datetime

    from regulation.actor import Actor


#: The reason that each cancellation of an expired licence gives.
EXPIRED = "有效期届满未延续"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A matter that waits for the act."""

    chosen: Chosen
    what: str


@dataclass(frozen=True, slots=True)
class Kind:
    """One act on many matters."""

    title: str
    button: str
    explained: str
    cites: tuple[Citation, ...]
    permission: Permission
    waiting: Callable[[Actor], Awaitable[list[Candidate]]]
    act: Callable[..., Awaitable[Any]]
    #: What the act did, asked before it is taken back.
    says: Callable[[str], Awaitable[str]]
    #: Whether it is said once for all how and when papers were served.
    is_service: bool = False


async def _to_accept(actor: Actor) -> list[Candidate]:
    found = await licensing.applications(
        actor, licensing.Wanted(status=["received"], organ=(actor.organ_code,), limit=MOST)
    )
    return [
        Candidate(
            Chosen(each["number"], f"/desk/applications/{each['number']}", each["number"], each["firm_name"]),
            _(licensing_views.TRACK_NAMES[each["track"]]),
        )
        for each in found.rows
    ]


async def _accept(key: str, _params: Mapping[str, Any], *, actor: Actor, now: datetime) -> None:
    await receipt.accept(key, actor=actor, now=now)


async def _accepted(key: str) -> str:
    application = await licensing.for_update(key)
    due = await first_due(application)
    if due is None:
        return _("签发受理通知书")
    return _("签发受理通知书；决定期限至%(day)s", day=i18n.day(due.due_on))


async def _to_note(actor: Actor) -> list[Candidate]:
    return [
        Candidate(
            Chosen(
                each["number"], f"/desk/written-reports/{each['number']}", each["number"], each["firm_name"]
            ),
            report_views.kind_name(each),
        )
        for each in await reports.waiting(actor, limit=MOST)
    ]


async def _note(key: str, _params: Mapping[str, Any], *, actor: Actor, now: datetime) -> None:
    await noting.note(key, actor=actor, now=now)


async def _noted(key: str) -> str:
    report = await reports.for_update(key)
    changed = [
        f"{report_views.fact_name(each)} {report_views.fact_value(each, each.before) or '—'} → "
        f"{report_views.fact_value(each, each.reported) or '—'}"
        for each in await reports.side_by_side(report)
    ]
    said = _("%(kind)s记入登记", kind=report_views.kind_name(report))
    return _("；").join([said, *changed])


def _paper(each: Mapping[str, Any]) -> Candidate:
    return Candidate(
        Chosen(
            str(each["id"]), f"/desk/applications/{each['number']}", each["paper_number"], each["firm_name"]
        ),
        _(registry.name(each["kind"])),
    )


async def _to_serve(actor: Actor) -> list[Candidate]:
    if actor.organ_id is None:
        return []
    return [_paper(each) for each in await unserved.of_organ(actor.organ_id, limit=MOST)]


async def _serve(key: str, params: Mapping[str, Any], *, actor: Actor, now: datetime) -> None:
    if actor.organ_id is None:
        raise errors.NotFound
    try:
        document_id = UUID(key)
    except ValueError:
        raise errors.NotFound from None
    paper = await unserved.find(actor.organ_id, document_id)
    await decision.serve(
        paper["number"],
        document_id,
        method=str(params["method"]),
        served_on=date.fromisoformat(str(params["served_on"])),
        receipt_text=str(params["receipt"]),
        actor=actor,
        now=now,
    )


async def _served(_key: str) -> str:
    return _("登记送达，文书自送达之日起生效")


async def _to_cancel(actor: Actor) -> list[Candidate]:
    found = await licensing.registrations(
        actor,
        "licence",
        licensing.Wanted(
            status=["expired"], organ=(actor.organ_code,), sql_order="valid_to, number", limit=MOST
        ),
    )
    return [
        Candidate(
            Chosen(str(each["id"]), f"/desk/licences/{each['id']}", each["number"], each["firm_name"]),
            _("有效期至%(day)s", day=i18n.day(each["valid_to"])),
        )
        for each in found.rows
    ]


async def _cancel(key: str, _params: Mapping[str, Any], *, actor: Actor, now: datetime) -> None:
    try:
        licence_id = UUID(key)
    except ValueError:
        raise errors.NotFound from None
    await ending.cancel(licence_id, ground=Ground.EXPIRED, reason=EXPIRED, actor=actor, now=now)


async def _cancelled(_key: str) -> str:
    return _("签发注销决定，登记注明已注销")


KINDS: dict[str, Kind] = {
    "accept": Kind(
        N_("批量受理"),
        N_("受理"),
        N_("只受理材料齐全、符合法定形式的申请；缺材料的逐件告知补正。每件各签发受理通知书。"),
        (LICENSING_LAW.article(32, 1, 5),),
        Permission.LICENSING_HANDLE,
        _to_accept,
        _accept,
        _accepted,
    ),
    "note": Kind(
        N_("批量记载书面报告"),
        N_("记载"),
        N_("报告的事项记入登记。须先接收档案或者需要询问的，逐件办理。"),
        (HRM_REGULATIONS.article(20), HRM_REGULATIONS.article(21)),
        Permission.LICENSING_HANDLE,
        _to_note,
        _note,
        _noted,
    ),
    "serve": Kind(
        N_("批量登记送达"),
        N_("登记送达"),
        N_(
            "送达方式和日期相同的文书一次登记，每份各记一次。电子送达由受送达人在本系统确认签收，不在这里登记。"
        ),
        (LICENSING_LAW.article(44),),
        Permission.LICENSING_HANDLE,
        _to_serve,
        _serve,
        _served,
        is_service=True,
    ),
    "cancel": Kind(
        N_("批量注销到期的许可证"),
        N_("注销"),
        N_("有效期届满未延续的，依法应当注销，没有裁量。每张各签发注销决定。"),
        (LICENSING_LAW.article(70, item=1),),
        Permission.LICENSING_DECIDE,
        _to_cancel,
        _cancel,
        _cancelled,
    ),
}


async def act(kind: str, key: str, params: Mapping[str, Any], *, actor: Actor, now: datetime) -> None:
    """The act of one matter, as a list of many has it done."""
    await KINDS[kind].act(key, params, actor=actor, now=now)
