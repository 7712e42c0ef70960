"""The signatory files: the draft becomes a version that stays, with a number, a hash and a receipt."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.annual_reports import permissions, rules
from regulation.annual_reports.actions import drafting
from regulation.annual_reports.queries import reports, windows
from regulation.annual_reports.status import STEPS, Status
from regulation.annual_reports.tables import AnnualReport
from regulation.casework import documents, numbering, record
from regulation.indicators import catalogue, drafts, edits, reading
from regulation.law import beijing
from regulation.ledger import actions as ledger
from regulation.notices import actions as notices
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import datetime

    from regulation.actor import Actor
    from regulation.indicators.edits.filing import Finding

#: The word of the receipt's number: 京朝年报〔2026〕12号.
NUMBER_WORDS = "年报"
RECEIPT = "annual_report_receipt"
#: Lines of the receipt's extract.
MAIN_FIGURES = ("staff_total", "rev_total", "rev_onbehalf", "tax_total", "emp_served", "persons_served")

INCOMPLETE = N_("还有%(n)s项没有填写，不能报送")
HARD_FINDINGS = N_("还有%(n)s处错误没有改正，不能报送")
UNEXPLAINED = N_("还有%(n)s处异常没有说明原因，不能报送")
NOT_DECLARED = N_("请勾选真实性承诺")


class NotReady(errors.Refused):
    """The report cannot be filed yet; the page names the cells."""


async def submit(
    firm_id: UUID, year: int, *, has_declared: bool, actor: Actor, now: datetime
) -> dict[str, Any]:
    """File the report; the receipt. Raises NotReady, Refused outside the window, NotPermitted, AlreadyMoved."""
    permissions.check_acts_for(actor, firm_id)
    known = await windows.of_year(year)
    window = known.window
    async with database.unit_of_work():
        report = await reports.for_update(firm_id, year)
        drafting.check_open(window, report.status, now)
        permissions.check_can_sign(actor, prepared_by=report.prepared_by, two_persons=window.two_persons)
        if not has_declared:
            raise errors.Invalid({"declared": NOT_DECLARED})
        edition = window.form.edition
        register = await reports.register_data(firm_id)
        previous = await reports.last_year(firm_id, year)
        found = edits.examine(reports.filing_of(window, report.draft, register, previous, now))
        _check_ready(report, edition, found)
        cells = reading.kept(edition, report.draft)
        is_late = not beijing.is_in_time(report.filed_at or now, window.closes_on)
        number = report.number or await _number(register, now)
        outcomes = [drafts.outcome(each, report.reasons) for each in found]
        content_hash = content_digest(year, register["number"], edition, reading.to_json(cells))
        filed_id = uuid4()
        version = report.version + 1
        await database.execute(
            """insert into filed_report (id, report, firm_id, year, version, form_edition, filed_at, filed_by, filed_number,
                                         prepared_by, is_late, is_nil, district, inst_type, cells, figures, findings,
                                         register, content_hash)
               values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19)""",
            filed_id,
            report.id,
            firm_id,
            year,
            version,
            edition,
            now,
            actor.name,
            actor.number,
            report.prepared_name or actor.name,
            is_late,
            catalogue.is_nil(cells),
            register["district"],
            cells.get("inst_type"),
            reading.to_json(cells),
            reading.figures(cells),
            json.dumps(outcomes, ensure_ascii=False),
            json.dumps(register, ensure_ascii=False, default=str),
            content_hash,
        )
        step = "resubmit" if report.status is Status.RETURNED else "submit"
        await record.record_step(
            AnnualReport,
            report.id,
            step,
            STEPS[step],
            actor=actor,
            now=now,
            data={"version": version, "sha256": content_hash, "late": is_late},
            also={
                "filed": filed_id,
                "filed_at": report.filed_at or now,
                "version": version,
                "number": number,
                "organ": register["organ_id"],
                "marks": "{}",
                # The draft has done its work; a return brings the filed cells back into it.
                "draft": "{}",
            },
        )
        receipt = await documents.issue(
            RECEIPT,
            number if version == 1 else f"{number}（第{version}次）",
            "annual_report",
            report.id,
            _receipt(window, register, cells, actor, now, content_hash),
            organ_id=register["organ_id"],
            firm_id=firm_id,
            now=now,
        )
        if register["organ_id"] is not None:
            await notices.tell(
                N_("%(name)s报送了%(year)s年度报告"),
                f"/desk/annual-reports/{year}/{register['number']}",
                kind="annual_report",
                now=now,
                organ_id=register["organ_id"],
                name=register["name"],
                year=year,
            )
        await ledger.append(
            str(report.id),
            "annual_report",
            step,
            actor=actor,
            now=now,
            prev_state=str(report.status),
            private={"number": number, "year": year, "version": version, "sha256": content_hash},
        )
    return receipt


def _check_ready(report: reports.Report, edition: int, found: list[Finding]) -> None:
    missing = catalogue.missing(edition, report.draft)
    if missing:
        raise NotReady(INCOMPLETE, n=len(missing))
    hard = edits.hard(found)
    if hard:
        raise NotReady(HARD_FINDINGS, n=len(hard))
    unexplained = [each for each in edits.soft(found) if not report.reasons.get(each.key)]
    if unexplained:
        raise NotReady(UNEXPLAINED, n=len(unexplained))


async def _number(register: dict[str, Any], now: datetime) -> str:
    year = beijing.legal_day(now).year
    code, short = register["organ_code"] or "BJ", register["organ_short"] or "京"
    taken = await numbering.next_number(code, RECEIPT, year)
    return numbering.formatted(short, NUMBER_WORDS, year, taken)


def content_digest(year: int, firm_number: str, edition: int, cells: str) -> str:
    """SHA-256 over what was said: year, firm, form and cells. Anybody with the filing can compute it again."""
    return hashlib.sha256(f"{year}\n{firm_number}\n{edition}\n{cells}".encode()).hexdigest()


def _receipt(  # noqa: PLR0917 - the parts of one act
    window: rules.Window,
    register: dict[str, Any],
    cells: dict[str, Any],
    actor: Actor,
    now: datetime,
    content_hash: str,
) -> dict[str, Any]:
    figures = [
        {"label": each.zh, "value": reading.with_unit(each, cells[each.key])}
        for each in (catalogue.BY_KEY[key] for key in MAIN_FIGURES)
        if each.key in cells
    ]
    return {
        "organ": {"name": register["organ"] or "北京市人力资源和社会保障局"},
        "issued_on": beijing.legal_day(now).isoformat(),
        "firm": {
            "name": register["name"],
            "code": register["uscc"],
            "address": register["domicile"],
            "representative": register["legal_representative"],
        },
        "year": window.year,
        "submitted_at": now.isoformat(),
        "submitted_by": actor.name,
        "due_on": window.closes_on.isoformat(),
        "form": f"{window.form.title}（{window.form.number}）",
        "figures": figures,
        "content_hash": content_hash,
    }


async def receipt_of(report_id: UUID) -> dict[str, Any] | None:
    """The latest receipt of a report."""
    papers = [
        each for each in await documents.of_matter("annual_report", report_id) if each["kind"] == RECEIPT
    ]
    return papers[-1] if papers else None
