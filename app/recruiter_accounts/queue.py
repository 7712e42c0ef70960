"""What waits on the desk of recruiting accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.office.queue import Queue, Waiting
from app.shell.i18n import gettext as _
from regulation.recruiter_accounts import queries
from regulation.roles import Role

if TYPE_CHECKING:
    from datetime import date

    from regulation.actor import Actor
    from regulation.law.calendar import WorkCalendar

LIST = "/desk/recruiter-accounts?pile="


async def queue(actor: Actor, *, today: date, calendar: WorkCalendar) -> Queue:
    """Declarations to be checked, verifications that are over, updates that are due, accounts without a licence."""
    del calendar
    if Role.CLERK not in actor.roles:
        return Queue()
    found = await queries.waiting(actor, today=today)
    return Queue(
        [
            Waiting(_("待核对的招聘账号"), found["check"], f"{LIST}check"),
            Waiting(_("逾期未核验的招聘账号"), found["lapsed"], f"{LIST}lapsed", found["lapsed"]),
            Waiting(_("登记变更后待更新的招聘账号"), found["update"], f"{LIST}update", found["update_late"]),
            Waiting(_("申报机构没有有效许可的招聘账号"), found["unlicensed"], f"{LIST}unlicensed"),
        ]
    )
