"""How an unpaid fine on the spot is brought in: the acts, when each is in place and whose it is, what the pages show of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app import clock
from app.access.guards import may
from app.access.permissions import Permission
from app.penalties import forms as shapes
from app.penalties import instalment_lines, performing
from app.penalties.act import Act, Run, file_fields
from app.shell.i18n import gettext as _
from regulation import errors
from regulation.casework import calendar, documents, service
from regulation.law.citation import COMPULSION_LAW, PENALTY_LAW
from regulation.penalties import debts, decisions, papers
from regulation.penalties.actions import (
    doors,
    spot_court,
    spot_late,
    spot_money,
    spot_papers,
    summary,
)
from regulation.penalties.rules import court, payment
from regulation.penalties.rules.court import Window
from regulation.penalties.rules.service import Delivery
from regulation.penalties.status import SPOT_ACT_NAMES, STEPS
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date

    from regulation.actor import Actor

Row = dict[str, Any]


async def _ask(
    spot_id: UUID,
    *,
    n: int,
    first_on: date | None,
    lines: str,
    asked_on: date | None,
    reason: str,
    actor: Actor,
    now: Any,
) -> None:
    on = asked_on or clock.today()
    owed = (await debts.account(await summary.one(spot_id), on)).fine_left
    if lines.strip():
        parts = instalment_lines.parts_of(lines)
    elif first_on is None:
        raise errors.Invalid({"first_on": N_("请填写第一期截止日，或者逐期填写")})
    else:
        parts = payment.equal_parts(owed, first_on, n) if owed else []
    await spot_late.ask(spot_id, parts=parts, reason=reason, asked_on=on, actor=actor, now=now)


async def _grant(spot_id: UUID, **form: Any) -> None:
    await spot_late.decide(spot_id, approved=True, **form)


async def _refuse(spot_id: UUID, **form: Any) -> None:
    await spot_late.decide(spot_id, approved=False, **form)


async def _serve(spot_id: UUID, *, document: UUID, actor: Actor, now: Any, **form: Any) -> None:
    kept = file_fields(form)
    rest = {"file": kept.pop("file"), "folder": kept.pop("folder")}
    given = Delivery(**kept, has_proof=rest["file"] is not None)
    await spot_late.serve(spot_id, document=document, given=given, **rest, actor=actor, now=now)


async def _apply(spot_id: UUID, *, read: bool, **form: Any) -> None:
    del read
    await spot_court.apply(spot_id, **form)


async def _accepted(spot_id: UUID, *, accepted: str, **form: Any) -> None:
    await spot_court.note_acceptance(spot_id, accepted=accepted == "yes", **form)


async def _ruled(spot_id: UUID, *, granted: str, **form: Any) -> None:
    await spot_court.note_ruling(spot_id, granted=granted == "yes", **form)


_RUNS: dict[str, Run] = {
    "ask_plan": _ask,
    "grant_plan": _grant,
    "refuse_plan": _refuse,
    "impose_surcharge": spot_late.impose_surcharge,
    "demand": spot_late.demand,
    "answer_demand": spot_late.answer,
    "court_accepts": _accepted,
    "court_rules": _ruled,
}
#: The forms and their words are those of a case; only the use cases differ.
ACTS: dict[str, Act] = {name: replace(performing.ACTS[name], run=run) for name, run in _RUNS.items()} | {
    "serve_paper": Act(
        shapes.DeliverPaperForm,
        N_(
            "延期、分期的答复、加处罚款决定和催告书送达当事人。催告书自送达次日起十个工作日；公告送达的，公告期满后登记。"
        ),
        _serve,
    ),
    "apply_court": replace(
        performing.ACTS["apply_court"],
        explained=N_("由行政机关负责人签名。申请书附材料清单，可以在缴款页面下载全部材料。"),
        run=_apply,
    ),
}
FAMILIES = {name: "decide" if name in performing.DECIDE else "handle" for name in ACTS}
_PERMISSIONS = {"decide": Permission.CASES_DECIDE, "handle": Permission.CASES_HANDLE}


def named(spot: Row) -> Row:
    """The decision as the templates of a case name it: handed over where it was made."""
    return decisions.of_spot(spot) | {"status": "served"}


async def in_place(spot: Row, account: debts.Account, today: date) -> set[str]:
    """Acts whose turn it is, whoever takes them."""
    plans = {each["status"] for each in await debts.plans(spot["id"])}
    demands = await debts.demands(spot["id"])
    applications = {each["status"] for each in await debts.applications(spot["id"])}
    is_before_court = bool(applications & {"applied", "accepted", "granted"})
    is_changed = court.changed_refused(await debts.remedies(spot["id"])) is not None
    overdue = debts.overdue_since(account, today) is not None and not is_changed
    found = {
        "ask_plan": account.fine_left > 0
        and today <= spot["pay_due_on"]
        and not plans & {"asked", "approved"},
        "grant_plan": "asked" in plans,
        "refuse_plan": "asked" in plans,
        "impose_surcharge": overdue
        and account.surcharge > 0
        and await debts.surcharge_decision(spot["id"]) is None,
        "serve_paper": bool(await spot_papers.unserved(spot["id"])),
        "demand": overdue and not is_before_court and all(each["served_on"] for each in demands),
        "answer_demand": not is_before_court and any(each["served_on"] for each in demands),
        "apply_court": not is_before_court and await spot_court.refused(spot, today) is None,
        "court_accepts": "applied" in applications,
        "court_rules": "accepted" in applications,
    }
    return {name for name, holds in found.items() if holds}


async def offered(actor: Actor, spot: Row, account: debts.Account, today: date) -> list[Row]:
    """What this person may do now."""
    if actor.organ_id != spot["organ"] or spot_money.decided_by(spot, actor):
        return []
    waiting = await in_place(spot, account, today)
    return [
        {
            "url": f"/desk/spot/{spot['id']}/{family}/{name}",
            "act": name,
            "label": _(SPOT_ACT_NAMES[name]),
            "cites": STEPS[name].cites,
        }
        for name, family in FAMILIES.items()
        if name in waiting and may(actor, _PERMISSIONS[family])
    ]


async def shown(spot: Row, account: debts.Account, today: date) -> Row:
    """As the page of a case says it."""
    slips = [
        each
        for each in await documents.of_matter("spot_penalty", spot["id"])
        if each["kind"] == "payment_notice" and each["withdrawn_at"] is None
    ]
    window = await debts.window(spot, await calendar.current())
    stop = await spot_court.refused(spot, today) if account.left else None
    plans = await debts.plans(spot["id"])
    may_ask = account.fine_left > 0 and today <= spot["pay_due_on"] and not plans
    return {
        "home": f"/desk/spot/{spot['id']}",
        "payable": debts.payable(account, today),
        "a_day": performing.a_day(account, today),
        "bank": _((await doors.organ_of(spot["organ"]))["bank"] or papers.ANY_BANK),
        "slip": f"/documents/{slips[-1]['id']}.pdf" if slips else "",
        "asked_until": spot["pay_due_on"] if may_ask else None,
        "reckoning": account.stretches,
        "payments": await debts.payments(spot["id"]),
        "address": None,
        "deliveries": [
            {**each, "way": _(service.METHODS[each["method"]])} for each in await debts.deliveries(spot["id"])
        ],
        "plans": [
            {
                **each,
                "status": _(performing.PLAN_NAMES[each["status"]]),
                "schedule": performing.schedule(each, account, today),
            }
            for each in plans
        ],
        "surcharge": await debts.surcharge_decision(spot["id"]),
        "demands": await debts.demands(spot["id"]),
        "window": window if isinstance(window, Window) else None,
        "materials": await spot_court.materials(spot["id"]) if stop is None else [],
        "stop": (_(stop.message, **dict(stop.params)), stop.citation) if stop is not None else None,
        "applications": [
            {**each, "status": _(performing.APPLICATION_NAMES[each["status"]])}
            for each in await debts.applications(spot["id"])
        ],
        "surcharge_cited": PENALTY_LAW.article(72, 1, 1),
        "demand_cited": COMPULSION_LAW.article(54),
    }
