"""The organ compares a report with the register: asks, or notes it. What was noted is what the register says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.accounts import organs, people
from regulation.casework import record
from regulation.firms import actions as firms
from regulation.firms import branches
from regulation.firms.status import BusinessState, FactSource, RegistrationKind, RegistrationStatus
from regulation.law import beijing
from regulation.ledger import actions as ledger
from regulation.licensing.actions import filing_changes, holder_ended
from regulation.notices import actions as notices
from regulation.words import N_
from regulation.written_reports import permissions, queries, rules
from regulation.written_reports.status import STEPS, MoveStatus, ReportKind
from regulation.written_reports.tables import WrittenReport

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]

#: Type of the leaves of this area, under the firm's id.
LEAF = "written_report"
FILE_FIRST = N_("此报告涉及跨区迁移：接收原机关移交的档案时一并记载")
NOT_MOVED = N_("跨区迁移已经终止，请机构以更正报告说明")
#: What the register says beside the name of a dispatch firm's branch: of which kind, and before which organ.
SAID_OF_BRANCH: dict[str, tuple[str, ...]] = {
    ReportKind.DISPATCH_BRANCH: (N_("劳务派遣分公司，已书面报告许可机关"),),
    ReportKind.DISPATCH_FILING: (N_("劳务派遣分公司，已在所在地备案"),),
}
NO_QUESTION = N_("请写明需要说明的内容")


async def ask(number: str, *, question: str, actor: Actor, now: datetime) -> None:
    """Ask the firm what is unclear; it answers in the report itself. Raises Invalid without a question."""
    if not question.strip():
        raise errors.Invalid({"question": NO_QUESTION})
    async with database.unit_of_work():
        report = await queries.for_update(number)
        await _check(actor, report, "ask", now)
        await record.record_step(
            WrittenReport,
            report["id"],
            "ask",
            STEPS["ask"],
            actor=actor,
            now=now,
            reason=question,
            also={"question": question},
        )
        await notices.tell(
            N_("书面报告需要说明：%(number)s"),
            f"/firm/written-reports/{report['draft_number']}",
            kind="written_report",
            now=now,
            firm_id=report["firm"],
            number=report["number"],
        )


async def _check(actor: Actor, report: Row, step: str, now: datetime) -> None:
    conflicted = await people.conflicts_of(report["firm"], today=beijing.legal_day(now))
    permissions.check_can_take(actor, report, step, conflicted)


async def note(number: str, *, actor: Actor, now: datetime) -> None:
    """Note the report: from now on the register says what was reported, with the report as its source.

    Raises Refused for a report whose file has to be received first (`moving.receive` notes it), or of a branch that
    has ended already.
    """
    async with database.unit_of_work():
        report = await queries.for_update(number)
        await _check(actor, report, "note", now)
        move = await queries.move_of_report(report["id"])
        if move is not None:
            dropped = move["status"] == MoveStatus.DROPPED
            raise errors.Refused(NOT_MOVED if dropped else FILE_FIRST)
        await take_effect(report, actor=actor, now=now)


async def take_effect(report: Row, *, actor: Actor, now: datetime) -> None:
    """The step, and what it does to the register; in the caller's transaction, with the report held."""
    await record.record_step(
        WrittenReport,
        report["id"],
        "note",
        rules.step_of(ReportKind(report["kind"]), "note"),
        actor=actor,
        now=now,
        also={"noted_on": beijing.legal_day(now), "noted_by": actor.name},
    )
    kind = ReportKind(report["kind"])
    answers = queries.with_days(report["answers"])
    await notices.tell(
        N_("书面报告已记载：%(number)s"),
        f"/firm/written-reports/{report['draft_number']}",
        kind="written_report",
        now=now,
        firm_id=report["firm"],
        number=report["number"],
    )
    if kind in rules.OPENING:
        await _open_branch(report, answers, now=now)
    elif kind is ReportKind.BRANCH_CHANGED:
        await _change_branch(report, answers, now=now)
    elif kind is ReportKind.BRANCH_ENDED:
        await _end_branch(report, answers, now=now)
    elif kind is ReportKind.CONTACT:
        await filing_changes.change_contact(
            report["firm"],
            name=answers.get("contact_name", ""),
            phone=answers.get("contact_phone", ""),
            reason=report["number"],
            actor=actor,
            now=now,
        )
        return  # whom to call is not in the register: nothing that the public reads has changed
    elif kind is ReportKind.CHANGE:
        await change_register(report, actor=actor, now=now)
        return  # the leaf is that of the firm's facts
    elif kind is ReportKind.ENDING:
        await _end_firm(report, actor=actor, now=now)
    await ledger.append(
        str(report["firm"]),
        LEAF,
        "note",
        actor=actor,
        now=now,
        prev_state=report["status"],
        private={"number": report["number"], "kind": report["kind"]},
    )


async def change_register(report: Row, *, actor: Actor, now: datetime) -> None:
    """Facts of the firm become what was reported; what the shared business register brought before us stays as it is."""
    answers = report["answers"]
    present = await queries.facts_beside(report["firm"])
    wanted = {key: after for key, (_, after) in rules.changes(answers, present).items()}
    if answers.get("new_area") and answers["new_area"] != present["area"]:
        wanted["area"] = answers["new_area"]
    if not wanted:
        return
    await firms.change_facts(
        report["firm"],
        wanted,
        source=FactSource.REPORT,
        source_ref=report["number"],
        valid_from=report["registered_on"],
        actor=actor,
        now=now,
    )
    if set(wanted) & set(rules.CHANGING):
        await filing_changes.follow_register(report["firm"], reason=report["number"], actor=actor, now=now)


# --- branches -----------------------------------------------------------------------------------------


async def _as_reported(report: Row, answers: Mapping[str, Any]) -> branches.Reported:
    """What the report says of the branch. Its organ is that of its place, also where another one notes the report."""
    organ_id = report["organ"]
    if report["kind"] == ReportKind.DISPATCH_BRANCH:
        there = await organs.by_code(answers["branch_area"])
        organ_id = there["id"] if there else None
    return branches.Reported(
        answers["branch_name"],
        answers.get("branch_uscc", ""),
        organ_id,
        answers["branch_area"],
        answers["branch_address"],
        answers["person_in_charge"],
        answers["registered_on"],
    )


async def _known(report: Row, name: str) -> UUID | None:
    """The branch that the report is about, if the register has it: reported before, or of this name to the other organ."""
    if report["branch"] or report["kind"] not in rules.OF_DISPATCH:
        kept: UUID | None = report["branch"]
        return kept
    living = await branches.living(report["firm"])
    return next((each["id"] for each in living if each["name"] == name), None)


async def _open_branch(report: Row, answers: Mapping[str, Any], *, now: datetime) -> None:
    """Enter the branch, or put right what an earlier report said of it; the register shows it as reported."""
    reported = await _as_reported(report, answers)
    root, known = await queries.root_of(report), await _known(report, reported.name)
    if known:
        await branches.correct(known, reported)
    else:
        known = await branches.enter(report["firm"], reported, source_ref=root["number"])
    await database.execute("update written_report set branch = $2 where id = $1", report["id"], known)
    await firms.project_registration(
        report["firm"],
        RegistrationKind.BRANCH_REPORT,
        root["number"],
        RegistrationStatus.VALID,
        organ_id=report["organ"],
        issued_on=root["sent_on"],
        scope=[reported.name, *SAID_OF_BRANCH.get(report["kind"], ())],
        now=now,
    )


async def _change_branch(report: Row, answers: Mapping[str, Any], *, now: datetime) -> None:
    """The branch as it is now, where it is now; what the report does not name stays."""
    branch = await branches.of_firm(report["firm"], report["branch"])
    if branch["ended_on"] is not None:
        raise errors.Refused(branches.ENDED_ALREADY)
    after = branches.Reported(
        answers.get("branch_name") or branch["name"],
        branch["uscc"] or "",
        report["organ"],
        answers.get("branch_area") or branch["area"],
        answers.get("branch_address") or branch["address"],
        answers.get("person_in_charge") or branch["person_in_charge"],
        branch["registered_on"],
    )
    await branches.correct(report["branch"], after)
    # A branch that a list brought in has no report of its own to show.
    for entry in await _entries_of(report, branch):
        follows = entry["organ"] == branch["organ"]
        await firms.project_registration(
            report["firm"],
            RegistrationKind.BRANCH_REPORT,
            entry["number"],
            RegistrationStatus(entry["status"]),
            organ_id=report["organ"] if follows else entry["organ"],
            issued_on=entry["issued_on"],
            scope=[after.name, *entry["scope"][1:]],
            now=now,
        )


async def _entries_of(report: Row, branch: Row) -> list[Row]:
    """The registrations of a branch: the branch of a dispatch firm may have been reported to two organs."""
    return await database.rows(
        """select * from registration_entry where kind = 'branch_report' and firm = $1
              and (number = $2 or number in (select number from written_report where branch = $3))""",
        report["firm"],
        branch["source_ref"],
        branch["id"],
    )


async def _end_branch(report: Row, answers: Mapping[str, Any], *, now: datetime) -> None:
    branch = await branches.end(
        report["branch"], on=answers["registered_on"], corrects=report["corrects"] is not None
    )
    # A branch that a list brought in was never reported here: there is nothing to end beside it.
    for entry in await _entries_of(report, branch):
        await firms.project_registration(
            report["firm"],
            RegistrationKind.BRANCH_REPORT,
            entry["number"],
            RegistrationStatus.ENDED,
            organ_id=entry["organ"],
            issued_on=entry["issued_on"],
            ended_on=max(answers["registered_on"], entry["issued_on"] or answers["registered_on"]),
            scope=entry["scope"],
            now=now,
        )


async def _end_firm(report: Row, *, actor: Actor, now: datetime) -> None:
    """The firm has ended: its filings end, and the cancellation of its licences lies before their organs (REV-04)."""
    present = await database.value(
        """select value from firm_fact where firm = $1 and key = 'business_state'
              and valid_to is null and known_to is null""",
        report["firm"],
    )
    await holder_ended.ask(report["firm"], reason=report["number"], actor=actor, now=now)
    if present != BusinessState.DEREGISTERED:
        await firms.change_facts(
            report["firm"],
            {"business_state": BusinessState.DEREGISTERED},
            source=FactSource.REPORT,
            source_ref=report["number"],
            valid_from=report["registered_on"],
            actor=actor,
            now=now,
        )
    await filing_changes.end_with_holder(
        report["firm"], on=report["registered_on"], reason=report["number"], actor=actor, now=now
    )
