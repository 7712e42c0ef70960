"""What a firm has to do with its accounts, on the firm's home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.firm.duties import Duty
from app.shell.i18n import gettext as _
from regulation.law import period
from regulation.recruiter_accounts import queries, rules
from regulation.recruiter_accounts.status import AccountStatus

if TYPE_CHECKING:
    from datetime import date, datetime
    from typing import Any
    from uuid import UUID

    from regulation.law.calendar import WorkCalendar

HOME = "/firm/recruiter-accounts"


async def duties(firm_id: UUID, *, today: date, now: datetime, calendar: WorkCalendar) -> list[Duty]:
    """Questions to answer, declarations to mend, verifications, updates."""
    del now
    found = []
    for account in await queries.of_firm(firm_id):
        url, name = f"{HOME}/{account['number']}", account["handle"]
        status = AccountStatus(account["status"])
        if status is AccountStatus.ASKED:
            what = _("答复招聘账号的询问：%(name)s", name=name)
            found.append(Duty(what, account["reason"], f"{url}/answer", _("答复"), citation=rules.VERIFYING))
        elif status is AccountStatus.REFUSED:
            what = _("招聘账号核对未通过：%(name)s", name=name)
            found.append(
                Duty(what, account["reason"], f"{url}/again", _("重新申报"), citation=rules.VERIFYING)
            )
        elif status is AccountStatus.LAPSED or _is_near(account, today):
            due = account["verify_by"]
            found.append(
                Duty(
                    _("重新核验招聘账号：%(name)s", name=name),
                    _("至少每六个月核验一次"),
                    f"{url}/verify",
                    _("核验"),
                    due_on=due,
                    days_left=(due - today).days,
                    citation=rules.VERIFYING,
                )
            )
        if account["update_by"] and status in (AccountStatus.CONFIRMED, AccountStatus.DECLARED):
            found.append(
                Duty(
                    _("更新招聘账号：%(name)s", name=name),
                    _("登记事项变更后十个工作日内更新账号公示的信息"),
                    f"{url}/update",
                    _("更新"),
                    due_on=account["update_by"],
                    days_left=period.days_left(
                        account["update_by"], today, calendar, period.Unit.WORKING_DAYS
                    ),
                    unit=_(period.Unit.WORKING_DAYS.left_label),
                    citation=rules.SHOWN,
                )
            )
    return found


def _is_near(account: dict[str, Any], today: date) -> bool:
    return (
        account["status"] == AccountStatus.CONFIRMED
        and (account["verify_by"] - today).days <= rules.REMIND[0]
    )
