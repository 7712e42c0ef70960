"""A report is sent: it counts as made on that day, its receipt is there at once, and a file begins to move."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.accounts import organs
from regulation.casework import attachments, calendar, documents, numbering, record
from regulation.firms import branches, identity
from regulation.firms.places import ELSEWHERE
from regulation.firms.status import RegistrationKind
from regulation.law import beijing
from regulation.licensing import queries as licensing
from regulation.licensing.status import LIVING
from regulation.notices import actions as notices
from regulation.words import N_
from regulation.written_reports import papers, permissions, queries, rules
from regulation.written_reports.actions import moving
from regulation.written_reports.actions.drafting import MATTER
from regulation.written_reports.status import STEPS, ReportKind, ReportStatus
from regulation.written_reports.tables import WrittenReport

if TYPE_CHECKING:
    from datetime import date, datetime

    from regulation.actor import Actor

Row = dict[str, Any]

NO_LICENCE = N_("本机构没有有效的劳务派遣经营许可，不能报告劳务派遣分公司；请先申请许可")
OVERTAKEN = N_("被更正的报告已经由另一份报告更正，请作废此草稿")


@dataclass(frozen=True, slots=True)
class Checked:
    """A report that is whole: to which organ, by when, from which day."""

    organ: Row
    answers: Row
    present: dict[str, str]
    registered_on: date
    due_on: date | None
    days_late: int


async def lacking(report: Row, *, today: date) -> list[rules.Missing]:
    """What the report lacks, for the page and for the act."""
    return rules.missing(
        ReportKind(report["kind"]),
        queries.with_days(report["answers"]),
        await queries.beside(report),
        today,
        proofs=len(await attachments.of(MATTER, report["id"])),
    )


async def organ_for(report: Row) -> Row:
    """The organ to which it goes by what it says so far; that of the firm where it does not say yet."""
    firm = await identity.of(report["firm"])
    own = await organs.by_id(firm["organ"]) if firm["organ"] else None
    area = report["answers"].get("branch_area", "")
    if report["kind"] in rules.OF_A_BRANCH and report["branch"] and not area:
        branch = await branches.of_firm(report["firm"], report["branch"])
        held = await organs.by_id(branch["organ"]) if branch["organ"] else None
        area = held["code"] if held else ""
    code = rules.reported_to(
        ReportKind(report["kind"]),
        branch_area=area or (own["code"] if own else rules.CITY_ORGAN),
        firm_organ=own["code"] if own else "",
        new_area=report["answers"].get("new_area", "") if _names_domicile(report) else "",
        licence_organ=await _licence_organ(report, firm) if report["kind"] in rules.OF_DISPATCH else "",
    )
    found = await organs.by_code(code)
    if found is None:
        raise errors.Invalid({"branch_area": rules.CONTENT[ReportKind.BRANCH_OPENED]["branch_area"]})
    return found


async def _licence_organ(report: Row, firm: Row) -> str:
    """The organ that gave the dispatch licence; that of a firm from elsewhere is none of ours. Raises Refused without one."""
    if firm["area"] == ELSEWHERE:
        return ""
    kind = RegistrationKind.DISPATCH_LICENCE
    held = await licensing.licence_held(report["firm"], kind) or await licensing.known_elsewhere(
        report["firm"], kind
    )
    if held is None:
        raise errors.Refused(NO_LICENCE, citation=rules.DISPATCH)
    organ = await organs.by_id(held["organ"]) if held["organ"] else None
    return str(organ["code"]) if organ else rules.CITY_ORGAN


def _names_domicile(report: Row) -> bool:
    return report["kind"] == ReportKind.CHANGE and bool(report["answers"].get("domicile"))


async def _check(report: Row, *, today: date) -> Checked:
    missing = await lacking(report, today=today)
    if missing:
        raise errors.Invalid(
            {each.field: each.message for each in reversed(missing)}, citation=missing[0].citation
        )
    kind, answers = ReportKind(report["kind"]), queries.with_days(report["answers"])
    root = await queries.root_of(report)
    if kind in rules.UNDATED:
        day = root["sent_on"] or today
    else:
        # The end of an online service has no registration: the day it ends is the day from which it is counted.
        day = answers["ending_on"] if kind is ReportKind.ONLINE_ENDING else answers["registered_on"]
    due = rules.report_due(kind, day, await calendar.current())
    due_on = due.due_on if due else None
    return Checked(
        await organ_for(report),
        answers,
        await queries.beside(report),
        day,
        due_on,
        rules.days_late(due_on, root["sent_on"] or today),
    )


async def send(number: str, *, actor: Actor, now: datetime) -> str:
    """Send the report; its number. The receipt is issued in the same transaction.

    Raises Invalid for what it lacks, Refused while the firm's file is on its way elsewhere.
    """
    return await _send(number, "send", actor=actor, now=now)


async def answer(number: str, *, actor: Actor, now: datetime) -> str:
    """Send it again after a question of the organ: the day of the report stays, the receipt says what it says now."""
    return await _send(number, "answer", actor=actor, now=now)


async def _send(number: str, step: str, *, actor: Actor, now: datetime) -> str:
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        report = await queries.for_update(number)
        permissions.check_can_take(actor, report, step)
        checked = await _check(report, today=today)
        organ, firm = checked.organ, await identity.of(report["firm"])
        corrected = await _correct(report, actor=actor, now=now)
        own = report["number"]
        if step == "send":
            serial = await numbering.next_number(organ["code"], "written_report", today.year)
            own = rules.report_number(organ["code"], today.year, serial)
        await record.record_step(
            WrittenReport,
            report["id"],
            step,
            rules.step_of(ReportKind(report["kind"]), step),
            actor=actor,
            now=now,
            data={"number": own, "due_on": checked.due_on, "days_late": checked.days_late},
            also={
                "number": own,
                "organ": organ["id"],
                "firm_name": firm["name"],
                "present": json.dumps(checked.present, ensure_ascii=False),
                "registered_on": checked.registered_on,
                "due_on": checked.due_on,
                "sent_on": report["sent_on"] or today,
                "days_late": checked.days_late,
            },
        )
        if report["document"]:
            await documents.withdraw(report["document"], now=now)
        sent = await queries.for_update(own)
        paper = await papers.issue_receipt(
            {**sent, "answers": checked.answers, "corrects_number": corrected["number"] if corrected else ""},
            organ,
            firm,
            licences=[
                each["number"]
                for each in await licensing.licences_of(report["firm"])
                if each["status"] in LIVING
            ],
            sent_by=actor.name,
            now=now,
        )
        await database.execute(
            "update written_report set document = $2 where id = $1", report["id"], paper["id"]
        )
        await moving.follow_report(sent, organ, corrected, actor=actor, now=now)
        await notices.tell(
            N_("收到书面报告：%(firm)s（%(number)s）"),
            f"/desk/written-reports/{own}",
            kind="written_report",
            now=now,
            organ_id=organ["id"],
            firm=firm["name"],
            number=own,
        )
    return own


async def _correct(report: Row, *, actor: Actor, now: datetime) -> Row | None:
    """The report that this one corrects gives way to it; None where it corrects none."""
    if report["corrects"] is None or report["status"] != ReportStatus.DRAFT:
        return await queries.by_id(report["corrects"]) if report["corrects"] else None
    before = await queries.for_update((await queries.by_id(report["corrects"]))["number"])
    if before["status"] not in STEPS["correct"].before:
        raise errors.Refused(OVERTAKEN)
    await record.record_step(
        WrittenReport,
        before["id"],
        "correct",
        STEPS["correct"],
        actor=actor,
        now=now,
        data={"by": report["draft_number"]},
    )
    return before
