"""The organ verifies a report on dispatch and enters the result in the firm's record. 《劳务派遣行政许可实施办法》第二十三条."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from regulation import database, errors
from regulation.annual_reports import permissions, rules
from regulation.annual_reports.actions import review
from regulation.annual_reports.queries import reports, windows
from regulation.annual_reports.status import Verified
from regulation.casework import documents, numbering
from regulation.indicators import catalogue
from regulation.indicators.indicator import FormKind
from regulation.integrity import actions as integrity
from regulation.integrity.status import FactKind
from regulation.law import beijing
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from regulation.actor import Actor
    from regulation.annual_reports.queries.reports import Report

NOTICE = "dispatch_verification_notice"
#: The word of the notice's number: 京朝派核〔2026〕3号.
NUMBER_WORDS = "派核"
SHORTEST = 8
FACT_KINDS: dict[Verified, FactKind] = {
    Verified.CONSISTENT: FactKind.DISPATCH_CONSISTENT,
    Verified.PROBLEMS: FactKind.DISPATCH_PROBLEMS,
}
#: How the firm's record names where the fact comes from.
SOURCE = "dispatch_report"


async def verify(  # noqa: PLR0917 - the parts of one act
    year: int,
    firm_number: str,
    version: int,
    result: str,
    facts: str,
    cells: Sequence[str] = (),
    *,
    actor: Actor,
    now: datetime,
) -> dict[str, Any]:
    """Write down what the verification found; the notice to the firm.

    The report stands as filed whatever was found: who has to correct it gets it back instead. Raises Invalid
    where problems are not described, NotFound, NotPermitted, AlreadyMoved for another version.
    """
    problems = {}
    if result not in set(Verified):
        problems["result"] = N_("请选择核验结果")
    elif result == Verified.PROBLEMS and len(facts.strip()) < SHORTEST:
        problems["facts"] = N_("请写明核验发现的问题")
    if set(cells) - {each.key for each in catalogue.INDICATORS if FormKind.DISPATCH in each.forms}:
        problems["form"] = N_("表单中有本页没有的项目，请刷新页面后重新填写")
    if problems:
        raise errors.Invalid(problems)
    found = Verified(result)
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        report = await review.held(year, firm_number, version, FormKind.DISPATCH, actor)
        permissions.check_can_review(actor, report.organ_id)
        await review.move(report, "verify", "accepted", dict.fromkeys(cells, ""), facts.strip(), actor, now)
        number = report.number if version == 1 else f"{report.number}（第{version}次）"
        fact_id = await integrity.record_fact(
            report.firm_id,
            FACT_KINDS[found],
            source_kind=SOURCE,
            source_number=str(number),
            occurred_on=today,
            organ_id=report.organ_id,
            actor=actor,
            now=now,
        )
        paper = await _notice(report, found, facts.strip(), cells, now=now)
        await database.execute(
            """insert into dispatch_verification (id, report, filed, result, facts, cells, fact, document, given_by,
                                                  given_organ, given_at)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)""",
            uuid4(),
            report.id,
            report.filed_id,
            found,
            facts.strip(),
            list(cells),
            fact_id,
            paper["id"],
            actor.name,
            actor.organ_name,
            now,
        )
        await review.tell(report, N_("%(year)s年度劳务派遣经营情况报告已经核验，请查看核验结果"), now)
        await review.enter(report, "verify", actor, now)
    return paper


async def _notice(
    report: Report, found: Verified, facts: str, cells: Sequence[str], *, now: datetime
) -> dict[str, Any]:
    register = await reports.register_data(report.firm_id)
    code, short = register["organ_code"] or "BJ", register["organ_short"] or "京"
    name = register["organ"] or "北京市人力资源和社会保障局"
    today = beijing.legal_day(now)
    taken = await numbering.next_number(code, NOTICE, today.year)
    window = (await windows.of_year(report.year, FormKind.DISPATCH)).window
    snapshot = {
        "organ": {"name": name},
        "issued_on": today.isoformat(),
        "firm": {
            "name": register["name"],
            "code": register["uscc"],
            "address": register["domicile"],
            "representative": register["legal_representative"],
        },
        "year": report.year,
        "report_number": report.number or "",
        "version": report.version,
        "filed_on": beijing.legal_day(report.filed_at or now).isoformat(),
        "due_on": window.closes_on.isoformat(),
        "found_problems": found is Verified.PROBLEMS,
        "facts": facts,
        "cells": [catalogue.BY_KEY[key].name("zh", FormKind.DISPATCH) for key in cells],
        "citation": rules.DISPATCH_VERIFICATION.zh,
    }
    return await documents.issue(
        NOTICE,
        numbering.formatted(short, NUMBER_WORDS, today.year, taken),
        "annual_report",
        report.id,
        snapshot,
        organ_id=report.organ_id,
        firm_id=report.firm_id,
        now=now,
    )
