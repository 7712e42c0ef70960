"""Service and performance of a decision: the acts, when each is in place, and what the pages show of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app import clock
from app.penalties import forms as shapes
from app.penalties import instalment_lines
from app.penalties.act import Act, file_fields
from app.shell.i18n import gettext as _
from app.shell.i18n import spoken
from regulation import errors
from regulation.casework import calendar, documents, service
from regulation.law.citation import COMPULSION_LAW, PENALTY_LAW
from regulation.penalties import debts, decisions, papers
from regulation.penalties.actions import (
    court,
    delivering,
    demand,
    doors,
    instalments,
    money_papers,
    performance,
    undoing,
    victims,
)
from regulation.penalties.rules import payment
from regulation.penalties.rules.court import Window
from regulation.penalties.rules.service import Delivery, Method
from regulation.words import N_

if TYPE_CHECKING:
    from regulation.actor import Actor

Row = dict[str, Any]
METHOD_HINTS = {
    Method.DIRECT: N_("直接送达：签收人、送达地点；也包括宣告后当场交付"),
    Method.LEFT: N_("留置送达：送达地点、拒收事由、见证人或者拍照录像"),
    Method.ENTRUSTED: N_("委托送达：受托机关、签收人"),
    Method.POST: N_("邮寄送达：邮件号、交寄日期，送达日期为签收日期"),
    Method.TRANSFER: N_("转交送达：转交单位、签收人"),
    Method.PUBLIC_NOTICE: N_("公告送达：公告载体、公告日期、其他方式无法送达的经过；送达日期由系统计算"),
}
PLAN_NAMES = {"asked": N_("待决定"), "approved": N_("已批准"), "refused": N_("未批准")}
PART_NAMES = {
    "paid": N_("已缴"),
    "missed": N_("未按期缴足"),
    "fallen": N_("已一并到期"),
    "open": N_("未到期"),
}
PART_TONES = {"paid": "done", "missed": "bad", "fallen": "bad", "open": "neutral"}
APPLICATION_NAMES = {
    "applied": N_("已申请"),
    "accepted": N_("已受理"),
    "declined": N_("不予受理"),
    "granted": N_("准予强制执行"),
    "denied": N_("不准予强制执行"),
}


def _delivery(form: Row) -> tuple[Delivery, Row]:
    kept = file_fields(form)
    rest = {"file": kept.pop("file"), "folder": kept.pop("folder")}
    return Delivery(**kept, has_proof=rest["file"] is not None), rest


async def serve_decision(case_id: UUID, *, actor: Actor, now: Any, **form: Any) -> None:
    """Serve the decision by the way and with the receipt of the form."""
    given, rest = _delivery(form)
    await performance.serve_decision(case_id, given=given, **rest, actor=actor, now=now)


async def _serve_demand(matter_id: UUID, *, actor: Actor, now: Any, **form: Any) -> None:
    given, rest = _delivery(form)
    await demand.serve_demand(matter_id, given=given, **rest, actor=actor, now=now)


async def _serve_paper(matter_id: UUID, *, document: UUID, actor: Actor, now: Any, **form: Any) -> None:
    given, rest = _delivery(form)
    await money_papers.serve_paper(matter_id, document=document, given=given, **rest, actor=actor, now=now)


async def _ask_plan(
    matter_id: UUID,
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
    owed = (await debts.account(await decisions.by_id(matter_id), on)).fine_left
    if lines.strip():
        parts = instalment_lines.parts_of(lines)
    elif first_on is None:
        raise errors.Invalid({"first_on": N_("请填写第一期截止日，或者逐期填写")})
    else:
        parts = payment.equal_parts(owed, first_on, n) if owed else []
    await instalments.ask(matter_id, parts=parts, reason=reason, asked_on=asked_on, actor=actor, now=now)


async def _grant(matter_id: UUID, *, reason: str, actor: Actor, now: Any) -> None:
    await instalments.decide(matter_id, approved=True, reason=reason, actor=actor, now=now)


async def _refuse(matter_id: UUID, *, reason: str, actor: Actor, now: Any) -> None:
    await instalments.decide(matter_id, approved=False, reason=reason, actor=actor, now=now)


async def _apply(matter_id: UUID, *, read: bool, **form: Any) -> None:
    del read
    await court.apply(matter_id, **form)


async def _accepted(matter_id: UUID, *, accepted: str, **form: Any) -> None:
    await court.note_acceptance(matter_id, accepted=accepted == "yes", **form)


async def _ruled(matter_id: UUID, *, granted: str, **form: Any) -> None:
    await court.note_ruling(matter_id, granted=granted == "yes", **form)


async def _withdraw(matter_id: UUID, *, reason: str, actor: Actor, now: Any) -> None:
    await undoing.withdraw_publicity(matter_id, reason=reason, actor=actor, now=now)


ACTS: dict[str, Act] = {
    "confirm_address": Act(
        shapes.AddressForm,
        N_("当事人确认的地址用于本案全部文书的送达。生成送达地址确认书，由当事人签名。"),
        delivering.confirm_address,
    ),
    "receive_decision": Act(
        shapes.NothingForm,
        N_("确认后即为今日送达，缴款、复议和诉讼的期限自今日起算。"),
        performance.receive_decision,
    ),
    "ask_plan": Act(
        shapes.PlanForm,
        N_("确有经济困难的，应当在缴款期限届满前申请。各期按月等额，不能整除的部分计入最后一期。"),
        _ask_plan,
    ),
    "grant_plan": Act(
        shapes.ReasonForm,
        N_("批准后按期缴纳不加处罚款；任何一期未缴足的，其余各期一并到期。申请法院的期限自最后一期起算。"),
        _grant,
    ),
    "refuse_plan": Act(shapes.ReasonForm, N_("写明不予批准的理由，原缴款期限不变。"), _refuse),
    "impose_surcharge": Act(
        shapes.ReasonForm,
        N_("决定书写明标准、起算日、上限和不计算的期间，作出后送达当事人。"),
        demand.impose_surcharge,
        is_grave=True,
    ),
    "serve_paper": Act(
        shapes.DeliverPaperForm,
        N_(
            "延期、分期的答复和加处罚款决定送达当事人。加处罚款决定没有送达的，不能催告，也不能申请强制执行。"
        ),
        _serve_paper,
    ),
    "demand": Act(
        shapes.NothingForm,
        N_("申请人民法院强制执行前应当催告。催告书送达后十个工作日仍未履行的，可以申请。"),
        demand.demand,
    ),
    "serve_demand": Act(
        shapes.DeliverForm, N_("自送达次日起十个工作日，当事人可以陈述、申辩。"), _serve_demand
    ),
    "answer_demand": Act(
        shapes.DemandAnswerForm, N_("当事人对催告的意见，随申请书一并提交人民法院。"), demand.answer
    ),
    "apply_court": Act(
        shapes.CourtForm,
        N_("由行政机关负责人签名。申请书附材料清单，作出后可以下载全部材料。"),
        _apply,
        is_grave=True,
    ),
    "court_accepts": Act(shapes.AcceptedForm, N_("登记人民法院受理或者不予受理。"), _accepted),
    "court_rules": Act(shapes.RulingForm, N_("登记人民法院的裁定。"), _ruled),
    "withdraw_publicity": Act(
        shapes.ReasonForm,
        N_("撤下处罚决定公示，并公开说明理由。理由将向社会公开，请勿写入个人信息。"),
        _withdraw,
        is_grave=True,
    ),
}
HANDLE = frozenset(
    {
        "confirm_address",
        "ask_plan",
        "serve_paper",
        "demand",
        "serve_demand",
        "answer_demand",
        "court_accepts",
        "court_rules",
        "withdraw_publicity",
    }
)
DECIDE = frozenset({"grant_plan", "refuse_plan", "impose_surcharge", "apply_court"})
PARTY = frozenset({"receive_decision", "ask_plan", "answer_demand"})
#: Acts that move nothing: whoever handles cases in the organ may take them while they are in place.
EVENTS = frozenset({"confirm_address", "withdraw_publicity"})
CITES = {
    "confirm_address": (PENALTY_LAW.article(61, 1),),
    "withdraw_publicity": (PENALTY_LAW.article(48, 2),),
}


#: Acts on the money of a decision, be it a case's or a penalty on the spot.
OF_MONEY = frozenset(
    {
        "ask_plan",
        "grant_plan",
        "refuse_plan",
        "impose_surcharge",
        "serve_paper",
        "demand",
        "serve_demand",
        "answer_demand",
        "apply_court",
        "court_accepts",
        "court_rules",
    }
)


async def in_place(decision: Row, account: debts.Account, today: date) -> set[str]:
    """Acts on the money of a served decision whose turn it is, whoever takes them."""
    matter = decision["id"]
    plans = {each["status"] for each in await debts.plans(matter)}
    demands = await debts.demands(matter)
    applications = {each["status"] for each in await debts.applications(matter)}
    imposed = await debts.surcharge_decision(matter)
    is_free = await court.stopped(decision, today) is None
    is_before_court = bool(applications & court.RUNNING)
    found = {
        "ask_plan": may_ask_plan(account, today) and not plans & {"asked", "approved"},
        "grant_plan": "asked" in plans,
        "refuse_plan": "asked" in plans,
        "impose_surcharge": is_free
        and imposed is None
        and account.surcharge > 0
        and debts.late_since(account, today) is not None,
        "serve_paper": bool(await money_papers.unserved(matter)),
        "demand": is_free
        and not is_before_court
        and (debts.overdue_since(account, today) is not None or await victims.late_back(decision, today) > 0)
        and all(each["served_on"] for each in demands),
        "serve_demand": any(each["served_on"] is None for each in demands),
        "answer_demand": not is_before_court and any(each["served_on"] for each in demands),
        "apply_court": not is_before_court and await court.refused(decision, today) is None,
        "court_accepts": "applied" in applications,
        "court_rules": "accepted" in applications,
    }
    return {name for name, holds in found.items() if holds}


async def out_of_place(case: Row, account: debts.Account | None, today: date) -> dict[str, bool]:
    """Acts that the status allows and the case does not: what they wait for is missing, or they were done."""
    closed = case["status"] in {"not_opened", "no_penalty", "withdrawn", "transferred", "closed"}
    found = {
        "confirm_address": closed or case["status"] == "quashed",
        "withdraw_publicity": not await undoing.is_to_withdraw(case["id"]),
    }
    if account is None or case["status"] != "served":
        return found
    waiting = await in_place(decisions.of_case(case), account, today)
    return found | {name: name not in waiting for name in OF_MONEY}


def may_ask_plan(account: debts.Account, today: date) -> bool:
    """Whether a deferral can still be asked for today."""
    return account.pay_due_on is not None and today <= account.pay_due_on and account.fine_left > 0


async def shown(decision: Row, account: debts.Account | None, today: date) -> Row:
    """What a page says of service and performance; `account` is None before the decision is served."""
    matter = decision["id"]
    window = await debts.window(decision, await calendar.current())
    late_back = await victims.late_back(decision, today)
    owes = account is not None and (account.left or late_back)
    stop = await court.refused(decision, today) if owes else None
    slips = [
        each
        for each in await documents.of_matter(decision["matter_kind"], matter)
        if each["kind"] == "payment_notice" and each["withdrawn_at"] is None
    ]
    imposed = await debts.surcharge_decision(matter)
    plans = await debts.plans(matter)
    return {
        "home": decision["desk"],
        "payable": debts.payable(account, today) if account is not None else None,
        "late_back": late_back,
        "bank": _((await doors.organ_of(decision["organ"]))["bank"] or papers.ANY_BANK),
        "slip": f"/documents/{slips[-1]['id']}.pdf" if slips else "",
        "asked_until": account.pay_due_on
        if account and may_ask_plan(account, today) and all(each["status"] == "refused" for each in plans)
        else None,
        "deliveries": [
            {
                **each,
                "way": _(service.METHODS[each["method"]]),
                "is_running": each["method"] == Method.PUBLIC_NOTICE and today < each["effective_on"],
            }
            for each in await debts.deliveries(matter)
        ],
        "address": await debts.address(matter),
        "unserved": await money_papers.unserved(matter) if account is not None else [],
        "payments": await debts.payments(matter) if account is not None else [],
        "reckoning": account.stretches if account is not None else (),
        "a_day": a_day(account, today),
        "plans": [
            {
                **each,
                "status": _(PLAN_NAMES[each["status"]]),
                "schedule": schedule(each, account, today),
            }
            for each in plans
        ],
        "surcharge": imposed,
        "demands": await debts.demands(matter),
        "window": window if isinstance(window, Window) else None,
        "materials": await court.materials(decision) if isinstance(window, Window) and stop is None else [],
        "stop": (spoken(stop.message, **dict(stop.params)), stop.citation) if stop is not None else None,
        "applications": [
            {**each, "status": _(APPLICATION_NAMES[each["status"]])}
            for each in await debts.applications(matter)
        ],
        "cited": COMPULSION_LAW.article(53),
        "surcharge_cited": PENALTY_LAW.article(72, 1, 1),
        "imposing_cited": COMPULSION_LAW.article(45, 1),
        "demand_cited": COMPULSION_LAW.article(54),
    }


def schedule(plan: Row, account: debts.Account | None, today: date) -> list[Row]:
    """The instalments of a plan, and of an approved one how each stands."""
    parts = instalments.parts_of(plan)
    if plan["status"] != "approved" or account is None:
        return [{"on": each.on, "amount": each.amount, "state": "", "tone": ""} for each in parts]
    return [
        {"on": each.on, "amount": each.amount, "state": _(PART_NAMES[state]), "tone": PART_TONES[state]}
        for each, state in zip(parts, debts.states(parts, account, today), strict=True)
    ]


def a_day(account: debts.Account | None, today: date) -> Any:
    """What one more day costs; None while no surcharge runs."""
    if account is None or not account.fine_left or account.is_stayed or account.surcharge >= account.fine:
        return None
    due = sum((part.amount for part in account.dues if part.on < today), account.fine * 0)
    overdue = due - account.fine_paid
    return overdue * payment.SURCHARGE_RATE.on(today) if overdue > 0 else None
