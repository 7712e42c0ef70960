"""The firm takes back what it filed, before anybody looked at it and while the period runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulation import database, errors
from regulation.annual_reports import permissions, rules
from regulation.annual_reports.actions.filing import DESKS
from regulation.annual_reports.queries import reports, windows
from regulation.annual_reports.status import Status, steps_of
from regulation.annual_reports.tables import AnnualReport
from regulation.casework import record
from regulation.indicators.indicator import FormKind
from regulation.ledger import actions as ledger
from regulation.notices import actions as notices
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from regulation.actor import Actor
    from regulation.annual_reports.queries.reports import Report

ONLY_SIGNATORY = N_("已经报送的报告由机构签署人撤回。请告知签署人")
NOT_FILED = N_("报告没有处于已报送状态，不需要撤回")
REVIEW_BEGAN = N_("登记机关已经开始审核，不能再撤回。发现有误的，请联系登记机关退回，更正后重新报送")
ACCEPTED = N_("报告已经审核通过，不能再撤回。发现有误的，请联系登记机关开放更正")
PERIOD_OVER = N_("填报期已于%(closes)s截止，不能再撤回。发现有误的，请联系登记机关退回，更正后重新报送")


async def refusal(report: Report, window: rules.Window, now: datetime) -> errors.Refused | None:
    """Why the report cannot be taken back, with what to do instead; None where it can."""
    if report.status is Status.ACCEPTED:
        return errors.Refused(ACCEPTED)
    if report.status is not Status.SUBMITTED:
        return errors.Refused(NOT_FILED)
    if await reports.was_reviewed(report.id):
        return errors.Refused(REVIEW_BEGAN)
    if window.phase(now) is not rules.Phase.OPEN:
        return errors.Refused(PERIOD_OVER, closes=window.closes_on)
    return None


async def recall(
    firm_id: UUID, year: int, *, kind: FormKind = FormKind.OPERATING, actor: Actor, now: datetime
) -> None:
    """What was filed becomes the draft again; number, filing and receipt stay on record.

    From now on nothing is filed: only a new filing, and its day, count. Raises Refused once the review
    began or the period is over, NotPermitted for a preparer, NotFound.
    """
    permissions.check_acts_for(actor, firm_id)
    window = (await windows.of_year(year, kind)).window
    async with database.unit_of_work():
        report = await reports.for_update(firm_id, year, kind)
        if refused := await refusal(report, window, now):
            raise refused
        if not permissions.can_sign(actor):
            raise errors.NotPermitted(ONLY_SIGNATORY)
        cells = await database.value("select cells from filed_report where id = $1", report.filed_id)
        await record.record_step(
            AnnualReport,
            report.id,
            "recall",
            steps_of(kind)["recall"],
            actor=actor,
            now=now,
            data={"version": report.version},
            also={
                "draft": cells,
                "filed": None,
                "filed_at": None,
                "prepared_by": None,
                "prepared_name": "",
                "prepared_at": None,
            },
        )
        register = await reports.register_data(firm_id)
        if report.organ_id is not None:
            await notices.tell(
                N_("%(name)s撤回了%(year)s年度劳务派遣经营情况报告")
                if kind is FormKind.DISPATCH
                else N_("%(name)s撤回了%(year)s年度报告"),
                f"{DESKS[kind]}?year={year}",
                kind="annual_report",
                now=now,
                organ_id=report.organ_id,
                name=register["name"],
                year=year,
            )
        await ledger.append(
            str(report.id),
            "annual_report",
            "recall",
            actor=actor,
            now=now,
            prev_state=str(report.status),
            private={"number": report.number, "year": year, "version": report.version},
        )
