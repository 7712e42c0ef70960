"""The end of a licence: a request by its holder, cancellation by the organ, expiry by time, or a decision that takes it.

Set aside, withdrawn and revoked are decided elsewhere, each in its own procedure; here is what such a decision does
to the licence. Whatever ends it starts the reminder of its cancellation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import actor as actors
from regulation import database, errors
from regulation.accounts import people
from regulation.casework import calendar, clocks, documents, record
from regulation.law import beijing
from regulation.law.citation import LICENSING_LAW
from regulation.licensing import papers, permissions, queries, register
from regulation.licensing.actions import winding
from regulation.licensing.rules import deadlines, ending
from regulation.licensing.status import LICENCE_STEPS, LIVING, LicenceStatus
from regulation.licensing.tables import Licence
from regulation.notices import actions as notices
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]


async def request_cancellation(licence_id: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """The holder asks to have its licence cancelled. Raises Refused when it has asked before or the licence has ended."""
    async with database.unit_of_work():
        licence = await queries.licence_for_update(licence_id)
        permissions.check_can_sign(actor, licence["firm"])
        permissions.check_has_procedure(licence)
        if licence["status"] not in LIVING:
            raise errors.Refused("该许可证已经终止，不需要申请注销")
        if licence["cancellation_asked_at"] is not None:
            raise errors.Refused("本机构已经申请注销该许可证，请等待许可机关办理")
        await winding.check_settled(licence, ending.Ground.REQUEST)
        await database.execute(
            "update licence set cancellation_asked_at = $2, cancellation_reason = $3 where id = $1",
            licence_id,
            now,
            reason,
        )
        await record.record_event(
            Licence,
            licence_id,
            "ask_cancellation",
            actor=actor,
            now=now,
            reason=reason,
            cites=(LICENSING_LAW.article(70),),
        )
        await notices.tell(
            N_("机构申请注销许可证：%(firm)s（%(number)s）"),
            f"/desk/licences/{licence_id}",
            kind="licence",
            now=now,
            organ_id=licence["organ"],
            firm=licence["firm_name"],
            number=licence["number"],
        )


async def cancel(
    licence_id: UUID, *, ground: ending.Ground, reason: str, actor: Actor, now: datetime
) -> None:
    """Record the cancellation: the paper is void, the register keeps the licence with its end."""
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        licence = await queries.licence_for_update(licence_id)
        conflicted = await people.conflicts_of(licence["firm"], today=today)
        permissions.check_can_cancel(actor, licence, conflicted)
        asked = licence["cancellation_asked_at"] is not None
        if ground not in ending.grounds_for(LicenceStatus(licence["status"]), requested=asked):
            raise errors.Invalid({"ground": "该许可证的状态不符合所选的注销情形"})
        await winding.check_settled(licence, ground)
        organ = await papers.organ_of(licence["organ"])
        number = await papers.number(organ, "cancellation", today)
        await record.record_step(
            Licence,
            licence_id,
            "cancel",
            LICENCE_STEPS["cancel"],
            actor=actor,
            now=now,
            reason=reason,
            data={"ground": ground, "number": number},
            also={
                "ended_on": licence["ended_on"] or today,
                "end_ground": str(ground),
                "end_reason": reason,
            },
        )
        await clocks.meet(licence_id, "cancellation", on=today)
        if licence["document"]:
            await documents.withdraw(licence["document"], now=now)
        notice = await papers.issue_cancellation(
            licence,
            organ,
            number,
            ground=ground,
            happened_on=licence["ended_on"] or today,
            now=now,
        )
        ended = await queries.licence_for_update(licence_id)
        await register.show_licence(ended, now=now)
        await notices.tell(
            N_("许可证已注销：%(number)s"),
            "/firm/licensing",
            kind="licence",
            now=now,
            firm_id=licence["firm"],
            number=licence["number"],
        )
        await register.end_publications(ended, reason="许可证已注销", on=today, actor=actor, now=now)
        await register.publish_end(ended, organ, ground, notice, on=today, actor=actor, now=now)
        await register.enter_in_log(
            licence["firm"],
            licence["kind"],
            "cancel",
            number=licence["number"],
            actor=actor,
            now=now,
            before=licence["status"],
            ground=str(ground),
        )


async def set_aside(
    licence_id: UUID, *, decision_number: str, on: date, reason: str, actor: Actor, now: datetime
) -> bool:
    """A decision to set the licence aside takes effect; False when the licence has ended otherwise before."""
    return await _take_back(
        licence_id, "set_aside", decision_number=decision_number, on=on, reason=reason, actor=actor, now=now
    )


async def withdraw(
    licence_id: UUID, *, decision_number: str, on: date, reason: str, actor: Actor, now: datetime
) -> bool:
    """A decision to withdraw the licence takes effect; False when the licence has ended otherwise before."""
    return await _take_back(
        licence_id, "withdraw", decision_number=decision_number, on=on, reason=reason, actor=actor, now=now
    )


async def revoke(
    licence_id: UUID, *, decision_number: str, on: date, reason: str, actor: Actor, now: datetime
) -> bool:
    """A penalty that revokes the licence takes effect; False when the licence has ended otherwise before."""
    return await _take_back(
        licence_id, "revoke", decision_number=decision_number, on=on, reason=reason, actor=actor, now=now
    )


#: What is said to the organ and in the history of what was public, when a licence is taken back.
_TAKEN = {
    "set_aside": N_("许可已被撤销，请办理注销：%(firm)s（%(number)s）"),
    "withdraw": N_("许可已被撤回，请办理注销：%(firm)s（%(number)s）"),
    "revoke": N_("许可证已被吊销，请办理注销：%(firm)s（%(number)s）"),
}


async def _take_back(
    licence_id: UUID, step: str, *, decision_number: str, on: date, reason: str, actor: Actor, now: datetime
) -> bool:
    """In the transaction of the caller, who has decided and knows who may: licence, paper, register, log, what follows."""
    licence = await queries.licence_for_update(licence_id)
    if licence["status"] not in LICENCE_STEPS[step].before:
        return False
    await record.record_step(
        Licence,
        licence_id,
        step,
        LICENCE_STEPS[step],
        actor=actor,
        now=now,
        reason=reason,
        data={"decision": decision_number},
        also={"ended_on": on},
    )
    if licence["document"]:
        await documents.withdraw(licence["document"], now=now)
    ended = await queries.licence_for_update(licence_id)
    await register.show_licence(ended, now=now)
    await _expect_cancellation(ended, on=on)
    await notices.tell(
        _TAKEN[step],
        f"/desk/licences/{licence_id}",
        kind="licence",
        now=now,
        organ_id=licence["organ"],
        firm=licence["firm_name"],
        number=licence["number"],
    )
    await register.end_publications(ended, reason=LICENCE_STEPS[step].label, on=on, actor=actor, now=now)
    await register.enter_in_log(
        licence["firm"],
        licence["kind"],
        step,
        number=licence["number"],
        actor=actor,
        now=now,
        before=licence["status"],
        decision=decision_number,
    )
    return True


async def _expect_cancellation(licence: Row, *, on: date) -> None:
    """The clerical act that must follow, with the day on which this system reminds of it; open checks stop."""
    await clocks.start(
        "licence",
        licence["id"],
        "cancellation",
        ending.CANCELLATION.on(on),
        on,
        calendar=await calendar.current(),
        organ_id=licence["organ"],
    )
    for check in await database.rows(
        "select id from commitment_check where licence = $1 and status = 'due'", licence["id"]
    ):
        for kind in ("commitment_check", "commitment_report"):
            await clocks.stop(check["id"], kind, reason=N_("许可已经终止"))


async def expire(licence_id: UUID, *, now: datetime) -> bool:
    """The term is over and no renewal is pending; False when that is not so."""
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        licence = await queries.licence_for_update(licence_id)
        pending = licence["status"] == LicenceStatus.RENEWAL_PENDING
        if licence["status"] != LicenceStatus.VALID or not deadlines.has_expired(
            licence["valid_to"], today, renewal_pending=pending
        ):
            return False
        await record.record_step(
            Licence,
            licence_id,
            "expire",
            LICENCE_STEPS["expire"],
            actor=actors.SYSTEM,
            now=now,
            also={"ended_on": licence["valid_to"]},
        )
        expired = await queries.licence_for_update(licence_id)
        await register.show_licence(expired, now=now)
        await _expect_cancellation(expired, on=licence["valid_to"])
        await notices.tell(
            N_("许可证有效期届满，请办理注销：%(firm)s（%(number)s）"),
            f"/desk/licences/{licence_id}",
            kind="licence",
            now=now,
            organ_id=licence["organ"],
            firm=licence["firm_name"],
            number=licence["number"],
        )
        await register.enter_in_log(
            licence["firm"],
            licence["kind"],
            "expire",
            number=licence["number"],
            actor=actors.SYSTEM,
            now=now,
            before=licence["status"],
        )
    return True


async def expire_due_ones(*, now: datetime) -> int:
    """The nightly job: every licence whose last day has passed; how many."""
    over = await database.rows(
        "select id from licence where status = 'valid' and valid_to < $1", beijing.legal_day(now)
    )
    return sum([await expire(each["id"], now=now) for each in over])
