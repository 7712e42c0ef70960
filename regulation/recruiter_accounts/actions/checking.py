"""The organ lays a declaration beside the register: confirms, asks, refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import errors
from regulation.casework import calendar, record
from regulation.database import unit_of_work
from regulation.law import beijing
from regulation.ledger import actions as ledger
from regulation.notices import actions as notices
from regulation.recruiter_accounts import permissions, queries, rules
from regulation.recruiter_accounts.status import STEPS, AccountKind
from regulation.recruiter_accounts.tables import RecruiterAccount
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date, datetime

    from regulation.actor import Actor

Row = dict[str, Any]


def compared(account: Row) -> list[rules.Line]:
    """The declaration and the register, line by line."""
    said = account["answers"]
    return rules.compare(AccountKind(account["kind"]), said, rules.of_register(account))


def hindrance(account: Row, on: date) -> str:
    """Why the account cannot be confirmed at all today; empty where nothing stands in the way."""
    found = rules.not_entitled(AccountKind(account["kind"]), queries.holder_of(account, on))
    return CANNOT[found.citation.key] if found else ""


#: The same hindrances as the holder is told, in words for the desk.
CANNOT = {
    rules.LICENCE_NEEDED.key: N_("机构没有有效的人力资源服务许可证，不能核对通过"),
    rules.HALTED.key: N_("机构的许可正在暂停期间，不能核对通过"),
    rules.ONLINE_NEEDED.key: N_("机构的许可证没有开展网络招聘服务的事项，不能核对通过"),
    rules.KINDS.key: N_("机构不是公共人力资源服务机构，不能核对为公共招聘账号"),
}


async def confirm(number: str, *, seen_version: int, reason: str = "", actor: Actor, now: datetime) -> None:
    """The account is the firm's and shows what the register says: verified for six months.

    Where something differs it is confirmed with a reason alone. Raises Refused without a licence behind it, AlreadyMoved
    where another version came in since the page was opened.
    """
    today = beijing.legal_day(now)
    async with unit_of_work():
        account = await queries.for_update(number)
        permissions.check_can_take(actor, account, "confirm")
        if account["version"] != seen_version:
            raise errors.AlreadyMoved("机构刚刚更新过申报内容，请重新核对")
        if why := hindrance(account, today):
            raise errors.Refused(why, citation=rules.KINDS)
        differing = [each.key for each in compared(account) if not each.is_same]
        if differing and not reason.strip():
            raise errors.Invalid({"reason": N_("公示内容与登记不一致，请写明仍予核对通过的理由")})
        due = rules.verified_until(today, await calendar.current())
        await record.record_step(
            RecruiterAccount,
            account["id"],
            "confirm",
            STEPS["confirm"],
            actor=actor,
            now=now,
            reason=reason.strip(),
            data={"version": seen_version, "differing": differing, "verify_by": due.due_on},
            also={
                "verified_on": today,
                "verify_by": due.due_on,
                "firm_name": account["name"],
                "reason": "",
                "updated_at": now,
            },
        )
        await _tell_holder(N_("招聘账号已核对：%(handle)s（%(number)s）"), account, now=now)
        await ledger.append(
            str(account["holder_id"]),
            "recruiter_account",
            "confirm",
            actor=actor,
            now=now,
            prev_state=account["status"],
            private={
                "number": number,
                "platform": account["platform_name"],
                "handle": account["handle"],
                "verify_by": due.due_on.isoformat(),
            },
        )


async def ask(number: str, *, text: str, actor: Actor, now: datetime) -> None:
    """Ask the holder something before the account is confirmed or refused."""
    if not text.strip():
        raise errors.Invalid({"text": N_("请写明要询问的内容")})
    await _turn_back(
        number,
        "ask",
        text.strip(),
        N_("机关询问招聘账号：%(handle)s（%(number)s）"),
        {},
        actor=actor,
        now=now,
    )


async def refuse(number: str, *, reason: str, actor: Actor, now: datetime) -> None:
    """Return the declaration with the reason; the name is free again, and nothing verified is left."""
    if not reason.strip():
        raise errors.Invalid({"missing": N_("请写明核对未通过的原因")})
    await _turn_back(
        number,
        "refuse",
        reason.strip(),
        N_("招聘账号核对未通过：%(handle)s（%(number)s）"),
        {"verified_on": None, "verify_by": None},
        actor=actor,
        now=now,
    )


async def _turn_back(
    number: str, step: str, text: str, title: str, also: Row, *, actor: Actor, now: datetime
) -> None:
    async with unit_of_work():
        account = await queries.for_update(number)
        permissions.check_can_take(actor, account, step)
        await record.record_step(
            RecruiterAccount,
            account["id"],
            step,
            STEPS[step],
            actor=actor,
            now=now,
            reason=text,
            also={"reason": text, "updated_at": now, **also},
        )
        await _tell_holder(title, account, now=now)
        if also and account["verified_on"] is not None:
            await ledger.append(
                str(account["holder_id"]),
                "recruiter_account",
                "refuse",
                actor=actor,
                now=now,
                prev_state=account["status"],
                private={"number": number},
            )


async def _tell_holder(title: str, account: Row, *, now: datetime) -> None:
    await notices.tell(
        title,
        f"/firm/recruiter-accounts/{account['number']}",
        kind="recruiter_account",
        now=now,
        firm_id=account["firm"],
        handle=account["handle"],
        number=account["number"],
    )
