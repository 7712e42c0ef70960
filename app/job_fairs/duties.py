"""What an organizer of fairs has to do, on the firm's home."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.firm.duties import Duty
from app.shell.i18n import gettext as _
from regulation.job_fairs import queries, rules
from regulation.job_fairs.status import FairStatus

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from regulation.law.calendar import WorkCalendar

#: How long before its day a large fair without its licence is called to mind.
REMIND = timedelta(days=30)


async def duties(firm_id: UUID, *, today: date, now: datetime, calendar: WorkCalendar) -> list[Duty]:
    """Forms to complete, figures to report, safety licences to obtain."""
    del now
    wanted = queries.Wanted(
        status=(FairStatus.RETURNED, FairStatus.HELD, FairStatus.FILED, FairStatus.LISTED), limit=100
    )
    found = []
    for fair in (await queries.of_firm(firm_id, wanted)).rows:
        url = f"/firm/job-fairs/{fair['number']}"
        if fair["status"] == FairStatus.RETURNED:
            found.append(
                Duty(
                    _("补充招聘会备案：%(name)s", name=fair["name"]),
                    fair["return_reason"],
                    url,
                    _("补充"),
                    citation=rules.NOTICE,
                )
            )
        elif fair["status"] == FairStatus.HELD:
            due = fair["figures_due_on"]
            found.append(
                Duty(
                    _("报送招聘会统计：%(name)s", name=fair["name"]),
                    _("招聘会已经举办"),
                    f"{url}/figures",
                    _("报送"),
                    due_on=due,
                    days_left=(due - today).days,
                    citation=rules.NOTICE,
                )
            )
        elif (
            fair["police_body"] != "none"
            and not fair["police_licence"]
            and fair["first_day"] <= today + REMIND
        ):
            by = rules.police_asked_by(fair["first_day"], calendar)
            found.append(
                Duty(
                    _("登记大型活动安全许可：%(name)s", name=fair["name"]),
                    _("预计人数达到一千人，举办前应当取得公安机关的安全许可"),
                    url,
                    _("登记文号"),
                    due_on=by,
                    days_left=(by - today).days,
                    citation=rules.LARGE,
                )
            )
    return found
