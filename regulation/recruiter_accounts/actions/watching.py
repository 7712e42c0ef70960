"""What the night does with accounts: six months end, reminders go out, a changed register starts the days of an update."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import actor as actors
from regulation import database
from regulation.casework import calendar, clocks, record
from regulation.law import beijing
from regulation.notices import actions as notices
from regulation.recruiter_accounts import queries, rules
from regulation.recruiter_accounts.status import STEPS
from regulation.recruiter_accounts.tables import RecruiterAccount
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date, datetime

    from regulation.law.calendar import WorkCalendar

Row = dict[str, Any]


async def pass_day(*, now: datetime) -> tuple[int, int, int]:
    """How many accounts lapsed, were reminded of, and have to be updated. Run twice, it does nothing the second time.

    Only reminders are of the day itself: a day on which the job ran is reminded of once, as every run is a row of its own.
    """
    lapsed = await _lapse(now=now)
    reminded = await _remind(now=now)
    return lapsed, reminded, await _watch(now=now)


async def _lapse(*, now: datetime) -> int:
    today, done = beijing.legal_day(now), 0
    for number in await queries.overdue(today):
        async with database.unit_of_work():
            account = await queries.for_update(number)
            if account["status"] not in STEPS["lapse"].before or account["verify_by"] >= today:
                continue
            await record.record_step(
                RecruiterAccount,
                account["id"],
                "lapse",
                STEPS["lapse"],
                actor=actors.SYSTEM,
                now=now,
                also={"updated_at": now},
            )
            await _tell_holder(N_("招聘账号超过六个月未重新核验：%(handle)s（%(number)s）"), account, now=now)
            done += 1
    return done


async def _remind(*, now: datetime) -> int:
    found = await queries.due_in(rules.REMIND, beijing.legal_day(now))
    for account in found:
        async with database.unit_of_work():
            await _tell_holder(
                N_("请在%(due)s前重新核验招聘账号：%(handle)s（%(number)s）"),
                account,
                now=now,
                due=account["verify_by"],
            )
    return len(found)


async def _watch(*, now: datetime) -> int:
    """Accounts whose page shows what the register says no more: ten working days from the change."""
    known, done = await calendar.current(), 0
    for account in await queries.watched():
        keys = rules.changed(account["register"], rules.of_register(account))
        if keys:
            await _start(account, keys, known, now=now)
            done += 1
    return done


async def _start(account: Row, keys: tuple[str, ...], known: WorkCalendar, *, now: datetime) -> None:
    days = await queries.days_of(account, keys, account["declared_at"])
    since: date = rules.changed_on(days) if days else beijing.legal_day(now)
    async with database.unit_of_work():
        due = await clocks.start(
            "recruiter_account",
            account["id"],
            "update",
            rules.UPDATE.on(max(since, rules.IN_FORCE)),
            since,
            calendar=known,
            organ_id=account["organ_now"],
        )
        await record.record_event(
            RecruiterAccount,
            account["id"],
            "register_changed",
            actor=actors.SYSTEM,
            now=now,
            data={"changed": keys, "since": since, "due_on": due.due_on},
            cites=(rules.SHOWN,),
        )
        await _tell_holder(
            N_("登记事项已变更，请在%(due)s前更新招聘账号：%(handle)s（%(number)s）"),
            account,
            now=now,
            due=due.due_on,
        )


async def _tell_holder(title: str, account: Row, *, now: datetime, **more: Any) -> None:
    await notices.tell(
        title,
        f"/firm/recruiter-accounts/{account['number']}",
        kind="recruiter_account",
        now=now,
        firm_id=account["firm"],
        handle=account["handle"],
        number=account["number"],
        **more,
    )
