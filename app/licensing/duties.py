"""Applications that are the firm's turn, and licences whose term is running out, on the firm's home."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.firm.duties import Duty
from app.shell import clocks as chips
from app.shell.i18n import gettext as _
from regulation.law import period as periods
from regulation.law.citation import BEIJING_BUSINESS_ENVIRONMENT, COMMITMENT_OPINIONS
from regulation.licensing import procedures, promises, queries, winding
from regulation.licensing.actions import questions, switching
from regulation.licensing.rules import hearing, winding_down
from regulation.licensing.status import (
    APPLICATION_STATUSES,
    FIRMS_TURN,
    ApplicationStatus,
    CheckStatus,
    Purpose,
)

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from regulation.law.calendar import WorkCalendar

#: How long before the last day to ask for renewal a licence is called to the firm's mind.
REMIND = timedelta(days=60)


async def duties(firm_id: UUID, *, today: date, now: datetime, calendar: WorkCalendar) -> list[Duty]:
    """What the firm has to supply or finish."""
    del now
    found = [
        Duty(
            what=f"{_(procedures.of_matter(each).words.matter)} {each['number']}",
            why=_(APPLICATION_STATUSES[ApplicationStatus(each["status"])]),
            url=f"/firm/licensing/{each['number']}",
            act=_("继续办理"),
        )
        for each in await queries.applications_of(firm_id)
        if each["status"] in FIRMS_TURN
    ]
    for each in await queries.applications_of(firm_id):
        if each["status"] in FIRMS_TURN or not (reason := await switching.why_barred(each, today=today)):
            continue
        found.append(
            Duty(
                what=f"{_(procedures.of_matter(each).words.matter)} {each['number']}",
                why=_(reason),
                url=f"/firm/licensing/{each['number']}",
                act=_("改按一般程序办理"),
                citation=COMMITMENT_OPINIONS.whole(),
            )
        )
    found += [
        Duty(
            what=_("报告许可终止后仍在履行的派遣合同"),
            why=_("许可终止后，已订立的合同履行至期限届满"),
            url=f"/firm/licences/{each['licence']}/winding-down",
            act=_("报告"),
            citation=winding_down.CONTRACTS_RUN_ON,
        )
        for each in await winding.of_firm(firm_id)
        if each["status"] != "closed"
    ]
    found += [
        Duty(
            what=_("整改履诺检查发现的问题：%(number)s", number=each["licence_number"]),
            why=_("逾期仍不符合条件的，依法撤销许可决定"),
            url=f"/firm/checks/{each['id']}",
            act=_("报告整改情况"),
            due_on=each["correct_by"],
            days_left=(each["correct_by"] - today).days,
            citation=BEIJING_BUSINESS_ENVIRONMENT.article(33),
        )
        for each in await promises.of_firm(firm_id)
        if each["status"] == CheckStatus.FAILED
    ]
    for each in await queries.may_ask_hearing(firm_id):
        due = hearing.may_ask_until(each["told_on"], calendar)
        if today <= due.due_on:
            found.append(
                Duty(
                    what=_("可以在期限内要求听证：%(number)s", number=each["number"]),
                    why=_("许可直接关系他人重大利益；不要求听证的，也可以现在答复"),
                    url=f"/firm/licensing/{each['number']}",
                    act=_("答复"),
                    due_on=due.due_on,
                    days_left=periods.days_left(due, today, calendar),
                    unit=_(due.period.unit.left_label),
                    citation=due.citation,
                )
            )
    for each in await questions.open_of_firm(firm_id):
        left, unit = chips.left(each["answer_by"], "working_days", today=today, calendar=calendar)
        found.append(
            Duty(
                what=_("回答许可机关的提问 %(number)s", number=each["number"]),
                why=_("许可机关在审查申请时向您提问"),
                url=f"/firm/licensing/{each['number']}/questions/{each['id']}",
                act=_("回答"),
                due_on=each["answer_by"],
                days_left=left,
                unit=unit,
            )
        )
    for each in await queries.licences_of(firm_id):
        kind = procedures.licence_kind(each)
        if kind is None or each["status"] != "valid" or not each["valid_to"] or today > each["valid_to"]:
            continue
        asked_by = kind.renewal_asked_by(each["valid_to"], calendar)
        if asked_by > today + REMIND:
            continue
        days = kind.renewal_request.on(each["valid_to"]).n
        found.append(
            Duty(
                what=_("许可证 %(number)s 即将到期", number=each["number"]),
                why=_("需要延续的，应当在有效期届满%(days)s日前提出", days=days),
                url=f"/firm/licensing/new?kind={each['kind']}&purpose={Purpose.RENEWAL}",
                act=_("申请延续"),
                due_on=asked_by,
                days_left=(asked_by - today).days,
                citation=kind.renewal_request.citation(today),
            )
        )
    return found
