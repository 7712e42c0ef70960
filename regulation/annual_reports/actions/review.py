"""The organ looks at a filing: accepts it, or returns it with the cells marked. It changes no figure."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from uuid import uuid4

from regulation import database, errors
from regulation.annual_reports.actions.filing import FIRM_PAGES
from regulation.annual_reports.queries import desk
from regulation.annual_reports.status import steps_of
from regulation.annual_reports.tables import AnnualReport
from regulation.casework import documents, record
from regulation.indicators import catalogue
from regulation.indicators.indicator import FormKind
from regulation.integrity import actions as integrity
from regulation.ledger import actions as ledger
from regulation.notices import actions as notices
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from regulation.actor import Actor
    from regulation.annual_reports.queries.reports import Report

STALE = N_("您看到的是第%(seen)s次报送的内容，机构已经重新报送。请刷新后再审核")


async def accept(year: int, firm_number: str, version: int, *, actor: Actor, now: datetime) -> None:
    """The filing stands as it is. Raises NotFound, NotPermitted, AlreadyMoved, Refused when it is no longer the latest."""
    async with database.unit_of_work():
        report = await held(year, firm_number, version, FormKind.OPERATING, actor)
        await move(report, "accept", "accepted", {}, "", actor, now)
        await tell(report, N_("%(year)s年度报告审核通过"), now)
        await enter(report, "accept", actor, now)


async def return_report(
    year: int,
    firm_number: str,
    version: int,
    marks: Mapping[str, str],
    reason: str,
    *,
    kind: FormKind = FormKind.OPERATING,
    actor: Actor,
    now: datetime,
) -> None:
    """Send the filing back with the cells marked. Raises Invalid without a reason or with unknown cells."""
    await _return(year, firm_number, version, marks, reason, "return", kind=kind, actor=actor, now=now)


async def reopen(
    year: int,
    firm_number: str,
    version: int,
    marks: Mapping[str, str],
    reason: str,
    *,
    kind: FormKind = FormKind.OPERATING,
    actor: Actor,
    now: datetime,
) -> None:
    """Let the firm correct an accepted report: what was filed stays, the correction is a new version."""
    await _return(year, firm_number, version, marks, reason, "reopen", kind=kind, actor=actor, now=now)


async def _return(  # noqa: PLR0917 - the parts of one act
    year: int,
    firm_number: str,
    version: int,
    marks: Mapping[str, str],
    reason: str,
    step: str,
    *,
    kind: FormKind,
    actor: Actor,
    now: datetime,
) -> None:
    unknown = set(marks) - set(catalogue.BY_KEY)
    if unknown:
        raise errors.Invalid({"form": N_("表单中有本页没有的项目，请刷新页面后重新填写")})
    if not reason.strip():
        raise errors.Invalid({"reason": N_("请写明退回的理由，机构将看到这些文字")})
    kept = {key: text.strip()[:200] for key, text in marks.items()}
    async with database.unit_of_work():
        report = await held(year, firm_number, version, kind, actor)
        outcome = "returned" if step == "return" else "reopened"
        await move(report, step, outcome, kept, reason.strip(), actor, now)
        if step == "reopen":
            await _take_back(report, actor=actor, now=now)
        told = (
            N_("%(year)s年度劳务派遣经营情况报告被退回，请更正后重新报送")
            if kind is FormKind.DISPATCH
            else N_("%(year)s年度报告被退回，请更正后重新报送")
        )
        await tell(report, told, now)
        await enter(report, step, actor, now)


async def held(year: int, firm_number: str, version: int, kind: FormKind, actor: Actor) -> Report:
    """The report of which the official saw exactly this version. Raises NotFound, AlreadyMoved."""
    report = await desk.visible_report(actor, year, firm_number, kind)
    if report.version != version:
        raise errors.AlreadyMoved(STALE, seen=version)
    return report


async def move(  # noqa: PLR0917 - the parts of one act
    report: Report, step: str, outcome: str, marks: dict[str, str], reason: str, actor: Actor, now: datetime
) -> None:
    """Take the step and keep the opinion with the filing, in the caller's transaction."""
    draft = "{}"
    if outcome != "accepted":
        # The firm goes on from what it filed.
        draft = await database.value("select cells from filed_report where id = $1", report.filed_id)
    await record.record_step(
        AnnualReport,
        report.id,
        step,
        steps_of(report.kind)[step],
        actor=actor,
        now=now,
        reason=reason,
        data={"version": report.version, "marks": marks},
        also={
            "marks": json.dumps(marks, ensure_ascii=False),
            "prepared_by": None,
            "prepared_at": None,
            "draft": draft,
        },
    )
    await database.execute(
        """insert into review_opinion (id, filed, outcome, marks, reason, given_by, given_organ, given_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8)""",
        uuid4(),
        report.filed_id,
        outcome,
        json.dumps(marks, ensure_ascii=False),
        reason,
        actor.name,
        actor.organ_name,
        now,
    )


async def _take_back(report: Report, *, actor: Actor, now: datetime) -> None:
    """What a verification of the report put on the firm's record has no effect from now on."""
    standing = await database.rows(
        """select verification.fact, verification.document from dispatch_verification as verification
             join integrity_fact as fact on fact.id = verification.fact
            where verification.report = $1 and fact.annulled_on is null""",
        report.id,
    )
    for each in standing:
        await integrity.annul_fact(
            each["fact"], reason="报告开放更正，原核验结果不再有效", actor=actor, now=now
        )
        await documents.withdraw(each["document"], now=now)


async def enter(report: Report, act: str, actor: Actor, now: datetime) -> None:
    """The organ's answer to a filing is an act of an authority like its receipt."""
    await ledger.append(
        str(report.id),
        "annual_report",
        act,
        actor=actor,
        now=now,
        prev_state=str(report.status),
        private={"year": report.year, "version": report.version},
    )


async def tell(report: Report, title: str, now: datetime) -> None:
    await notices.tell(
        title,
        f"{FIRM_PAGES[report.kind]}/{report.year}",
        kind="annual_report",
        now=now,
        firm_id=report.firm_id,
        year=report.year,
    )
