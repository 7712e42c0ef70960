"""The organ asks a platform by letter to suspend an account, to lift that, and keeps what the platform reports.

Item 1 of the 2025 notice has local authorities make platforms act and platforms report what they did: the letter asks
the platform. It is no penalty on the firm, and says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import errors
from regulation.casework import calendar, clocks, documents, numbering, record
from regulation.database import unit_of_work
from regulation.law import beijing
from regulation.ledger import actions as ledger
from regulation.notices import actions as notices
from regulation.recruiter_accounts import permissions, queries, rules
from regulation.recruiter_accounts.status import STEPS
from regulation.recruiter_accounts.tables import RecruiterAccount
from regulation.roles import Role
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]
PAPER, NUMBER_WORDS = "platform_letter", "人社招函"


async def suspend(number: str, *, body: str, reason: str, actor: Actor, now: datetime) -> Row:
    """Ask the platform to suspend the account; the letter. Until it is lifted the public is told so."""
    return await _write(number, "suspend", body, reason, actor=actor, now=now)


async def lift(number: str, *, body: str, reason: str, actor: Actor, now: datetime) -> Row:
    """Tell the platform that the account may go on; the letter. What was verified before holds again, the clerk looks anew."""
    return await _write(number, "lift", body, reason, actor=actor, now=now)


async def _write(number: str, step: str, body: str, reason: str, *, actor: Actor, now: datetime) -> Row:
    wrong = {}
    if not body.strip():
        wrong["body"] = N_("请写明平台的运营单位")
    if not reason.strip():
        wrong["reason"] = N_("请写明事实和理由")
    if wrong:
        raise errors.Invalid(wrong)
    async with unit_of_work():
        account = await queries.for_update(number)
        permissions.check_can_take(actor, account, step)
        letter = await _letter(account, step, body.strip(), reason.strip(), now=now)
        await record.record_step(
            RecruiterAccount,
            account["id"],
            step,
            STEPS[step],
            actor=actor,
            now=now,
            reason=reason.strip(),
            data={"letter": letter["number"], "body": body.strip()},
            also={"reason": reason.strip() if step == "suspend" else "", "updated_at": now},
        )
        await _stand_still(account["id"], step, on=beijing.legal_day(now))
        title = (
            N_("已要求平台暂停招聘账号：%(handle)s（%(number)s）")
            if step == "suspend"
            else N_("招聘账号的暂停已解除：%(handle)s（%(number)s）")
        )
        await notices.tell(
            title,
            f"/firm/recruiter-accounts/{number}",
            kind="recruiter_account",
            now=now,
            firm_id=account["firm"],
            handle=account["handle"],
            number=number,
        )
        await _enter(account, step, actor=actor, now=now)
        return letter


async def _stand_still(account_id: UUID, step: str, *, on: date) -> None:
    """Nobody updates what a platform does not show: the ten working days stand still while the account is suspended."""
    known = await calendar.current()
    for each in await clocks.of(account_id, calendar=known):
        if each.kind != "update" or not each.is_running:
            continue
        if step == "suspend" and each.due.paused_since is None:
            await clocks.pause(account_id, "update", on=on, calendar=known)
        elif step == "lift" and each.due.paused_since is not None:
            await clocks.resume(account_id, "update", on=on, calendar=known)


async def _letter(account: Row, step: str, body: str, reason: str, *, now: datetime) -> Row:
    today = beijing.legal_day(now)
    serial = await numbering.next_number(account["organ_code"], PAPER, today.year)
    earlier = ""
    if step == "lift":
        # Whoever verifies the letter that asked for the suspension is told that it has ended.
        asked = (await documents.of_matter("recruiter_account", account["id"]))[-1]
        earlier = asked["number"]
        await documents.withdraw(asked["id"], now=now)
    return await documents.issue(
        PAPER,
        numbering.formatted(account["organ_short"], NUMBER_WORDS, today.year, serial),
        "recruiter_account",
        account["id"],
        said(account, step, body, reason, on=today, earlier=earlier),
        organ_id=account["organ_now"],
        firm_id=account["firm"],
        now=now,
    )


def said(account: Row, step: str, body: str, reason: str, *, on: date, earlier: str = "") -> Row:
    """What the letter to the platform says."""
    return {
        "organ": {"name": account["organ_name"]},
        "issued_on": on,
        "act": step,
        "body": body,
        "platform": account["platform_name"],
        "handle": account["handle"],
        "url": account["url"],
        "account_number": account["number"],
        "firm": {
            "name": account["name"],
            "code": account["uscc"] or "",
            "address": account["domicile"],
            "representative": account["legal_representative"],
            "licence_number": account["licence_number"] or "",
        },
        "reason": reason,
        "earlier": earlier,
        "citations": [{"label": rules.MEASURES.zh}],
    }


async def end(number: str, *, reason: str, actor: Actor, now: datetime) -> None:
    """The platform has closed the suspended account for good."""
    if not reason.strip():
        raise errors.Invalid({"reason": N_("请写明平台关闭账号的情况")})
    async with unit_of_work():
        account = await queries.for_update(number)
        permissions.check_can_take(actor, account, "end")
        await record.record_step(
            RecruiterAccount,
            account["id"],
            "end",
            STEPS["end"],
            actor=actor,
            now=now,
            reason=reason.strip(),
            also={"closed_on": beijing.legal_day(now), "updated_at": now},
        )
        await clocks.stop(account["id"], "update", reason="closed")
        await _enter(account, "end", actor=actor, now=now)


async def enter_reply(number: str, *, text: str, replied_on: date, actor: Actor, now: datetime) -> None:
    """Keep what the platform reported of its handling."""
    wrong = {}
    if not text.strip():
        wrong["text"] = N_("请写明平台的答复")
    if replied_on > beijing.legal_day(now):
        wrong["replied_on"] = N_("答复日期不能晚于今天")
    if wrong:
        raise errors.Invalid(wrong)
    async with unit_of_work():
        account = await queries.for_update(number)
        permissions.check_may_see(actor, account)
        permissions.check_office(actor, account, Role.CLERK, Role.DECIDER)
        if not await documents.of_matter("recruiter_account", account["id"]):
            raise errors.Refused(N_("还没有给平台发过函"))
        await record.record_event(
            RecruiterAccount,
            account["id"],
            "platform_reply",
            actor=actor,
            now=now,
            reason=text.strip(),
            data={"on": replied_on},
            cites=(rules.MEASURES,),
        )


async def _enter(account: Row, act: str, *, actor: Actor, now: datetime) -> None:
    await ledger.append(
        str(account["holder_id"]),
        "recruiter_account",
        act,
        actor=actor,
        now=now,
        prev_state=account["status"],
        private={"number": account["number"]},
    )
