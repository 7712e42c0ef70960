"""The signatory files: the draft becomes a version that stays, with a number, a hash and a receipt."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.annual_reports import permissions, rules
from regulation.annual_reports.actions import drafting
from regulation.annual_reports.queries import reports, windows
from regulation.annual_reports.status import Status, steps_of
from regulation.annual_reports.tables import AnnualReport
from regulation.casework import documents, numbering, record
from regulation.indicators import catalogue, drafts, edits, reading
from regulation.indicators.indicator import FormKind
from regulation.law import beijing
from regulation.ledger import actions as ledger
from regulation.notices import actions as notices
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import datetime

    from regulation.actor import Actor
    from regulation.indicators.edits.filing import Finding
    from regulation.indicators.indicator import Values

#: The word of the receipt's number: 京朝年报〔2026〕12号.
NUMBER_WORDS: dict[FormKind, str] = {FormKind.OPERATING: "年报", FormKind.DISPATCH: "派报"}
RECEIPTS: dict[FormKind, str] = {
    FormKind.OPERATING: "annual_report_receipt",
    FormKind.DISPATCH: "dispatch_report_receipt",
}
#: Lines of the receipt's extract.
MAIN_FIGURES = (
    "staff_total", "rev_total", "rev_onbehalf", "tax_total", "emp_served", "persons_served", "rev_dispatch",
    "onbehalf_dispatch", "disp_workers", "disp_signed", "disp_emp",
)  # fmt: skip
OF_DISPATCH = frozenset(MAIN_FIGURES[6:])

DESKS: dict[FormKind, str] = {
    FormKind.OPERATING: "/desk/annual-reports",
    FormKind.DISPATCH: "/desk/dispatch-reports",
}
#: Where the firm finds its report.
FIRM_PAGES: dict[FormKind, str] = {
    FormKind.OPERATING: "/firm/annual-reports",
    FormKind.DISPATCH: "/firm/dispatch-reports",
}

_VERSION = re.compile(r"（第(\d+)次）$")

INCOMPLETE = N_("还有%(n)s项没有填写，不能报送")
HARD_FINDINGS = N_("还有%(n)s处错误没有改正，不能报送")
UNEXPLAINED = N_("还有%(n)s处异常没有说明原因，不能报送")
NOT_DECLARED = N_("请勾选真实性承诺")


class NotReady(errors.Refused):
    """The report cannot be filed yet; the page names the cells."""


async def submit(
    firm_id: UUID,
    year: int,
    *,
    has_declared: bool,
    kind: FormKind = FormKind.OPERATING,
    actor: Actor,
    now: datetime,
) -> dict[str, Any]:
    """File the report; the receipt. Raises NotReady, Refused outside the window, NotPermitted, AlreadyMoved."""
    permissions.check_acts_for(actor, firm_id)
    known = await windows.of_year(year, kind)
    window = known.window
    async with database.unit_of_work():
        report = await reports.for_update(firm_id, year, kind)
        drafting.check_open(window, report.status, now)
        permissions.check_can_sign(actor, prepared_by=report.prepared_by, two_persons=window.two_persons)
        if not has_declared:
            raise errors.Invalid({"declared": NOT_DECLARED})
        edition = window.form.edition
        register = await reports.register_data(firm_id)
        previous = await reports.last_year(firm_id, year, kind)
        values = await reports.content(report, edition)
        found = edits.examine(reports.filing_of(window, values, register, previous, now))
        _check_ready(report, edition, values, found)
        cells = reading.kept(edition, values, kind)
        is_late = not beijing.is_in_time(report.filed_at or now, window.closes_on)
        number = report.number or await _number(register, kind, now)
        outcomes = [drafts.outcome(each, report.reasons) for each in found]
        content_hash = content_digest(year, register["number"], edition, reading.to_json(cells), kind)
        filed_id = uuid4()
        version = report.version + 1
        await database.execute(
            """insert into filed_report (id, report, firm_id, year, version, form_edition, filed_at, filed_by, filed_number,
                                         prepared_by, is_late, is_nil, district, inst_type, cells, figures, findings,
                                         register, content_hash, kind)
               values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20)""",
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
            catalogue.is_nil(cells, kind),
            register["district"],
            cells.get("inst_type"),
            reading.to_json(cells),
            reading.figures(cells),
            json.dumps(outcomes, ensure_ascii=False),
            json.dumps(register, ensure_ascii=False, default=str),
            content_hash,
            kind,
        )
        step = "resubmit" if report.status is Status.RETURNED else "submit"
        await record.record_step(
            AnnualReport,
            report.id,
            step,
            steps_of(kind)[step],
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
            RECEIPTS[kind],
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
                N_("%(name)s报送了%(year)s年度劳务派遣经营情况报告")
                if kind is FormKind.DISPATCH
                else N_("%(name)s报送了%(year)s年度报告"),
                f"{DESKS[kind]}/{year}/{register['number']}",
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


def _check_ready(report: reports.Report, edition: int, values: Values, found: list[Finding]) -> None:
    missing = catalogue.missing(edition, values, form=report.kind)
    if missing:
        raise NotReady(INCOMPLETE, n=len(missing))
    hard = edits.hard(found)
    if hard:
        raise NotReady(HARD_FINDINGS, n=len(hard))
    unexplained = [each for each in edits.soft(found) if not report.reasons.get(each.key)]
    if unexplained:
        raise NotReady(UNEXPLAINED, n=len(unexplained))


async def _number(register: dict[str, Any], kind: FormKind, now: datetime) -> str:
    year = beijing.legal_day(now).year
    code, short = register["organ_code"] or "BJ", register["organ_short"] or "京"
    taken = await numbering.next_number(code, RECEIPTS[kind], year)
    return numbering.formatted(short, NUMBER_WORDS[kind], year, taken)


def content_digest(
    year: int, firm_number: str, edition: int, cells: str, kind: FormKind = FormKind.OPERATING
) -> str:
    """SHA-256 over what was said: year, firm, form and cells. Anybody with the filing can compute it again.

    The operating report's digest has no word for its kind: it was the only one at first.
    """
    form = f"{edition}" if kind is FormKind.OPERATING else f"{kind} {edition}"
    return hashlib.sha256(f"{year}\n{firm_number}\n{form}\n{cells}".encode()).hexdigest()


def _receipt(  # noqa: PLR0917 - the parts of one act
    window: rules.Window,
    register: dict[str, Any],
    cells: dict[str, Any],
    actor: Actor,
    now: datetime,
    content_hash: str,
) -> dict[str, Any]:
    figures = [
        {"label": each.name("zh", window.kind), "value": reading.with_unit(each, cells[each.key])}
        for each in (catalogue.BY_KEY[key] for key in MAIN_FIGURES)
        if each.key in cells and (each.key in OF_DISPATCH) == (window.kind is FormKind.DISPATCH)
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


async def receipt_of(report_id: UUID, version: int = 0) -> dict[str, Any] | None:
    """The receipt of a report: the latest, or that of a version."""
    papers = [
        each
        for each in await documents.of_matter("annual_report", report_id)
        if each["kind"] in RECEIPTS.values()
    ]
    if version:
        papers = [each for each in papers if of_version(each["number"]) == version]
    return papers[-1] if papers else None


def of_version(number: str) -> int:
    """Which filing a receipt is of, by its number: 京朝年报〔2026〕12号（第2次）."""
    found = _VERSION.search(number)
    return int(found[1]) if found else 1
