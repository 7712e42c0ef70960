"""What the public may read of a firm's reports: that it filed, and the publishable cells of the accepted one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from regulation import database
from regulation.firms import names
from regulation.indicators import catalogue, reading
from regulation.indicators.indicator import Indicator, Publish, Value, Values

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID


@dataclass(frozen=True, slots=True)
class Correction:
    """A cell that a correction changed: what the public read before, and what stands now."""

    indicator: Indicator
    before: Value | None
    after: Value | None


@dataclass(frozen=True, slots=True)
class Extract:
    """One year on the firm's public page. `effective_on`: since when the cells stand as shown."""

    year: int
    filed_at: datetime
    is_late: bool
    is_nil: bool
    is_accepted: bool
    version: int
    cells: tuple[tuple[Indicator, Value], ...]
    effective_at: datetime | None = None
    #: A newer filing waits for review, or the firm is correcting.
    is_being_corrected: bool = False
    corrections: tuple[Correction, ...] = ()


def publishable(values: Values) -> tuple[tuple[Indicator, Value], ...]:
    """The cells that may be shown: always those marked so, figures only where the firm agreed.

    A total withheld in the statistics would be worth little if every firm's own figure stood on its page.
    """
    agreed = values.get("figures_public") is True
    allowed = {Publish.ALWAYS, Publish.IF_AGREED} if agreed else {Publish.ALWAYS}
    return tuple(
        (each, values[each.key])
        for each in catalogue.INDICATORS
        if each.publish in allowed and values.get(each.key) not in (None, "", ())
    )


async def extracts(firm_id: UUID) -> list[Extract]:
    """The firm's filed reports, newest year first. Cells are those of the newest accepted filing.

    While a correction is under way what was accepted stays; once it is accepted, what changed is shown
    with what stood before, as far as both may be public today.
    """
    filed = await database.rows(
        """select report.year, report.status, report.filed_at, filed.is_late, filed.is_nil, filed.version, filed.cells,
                  (select max(given_at) from review_opinion where filed = filed.id and outcome = 'accepted') as accepted_at
             from annual_report as report join filed_report as filed on filed.report = report.id
            where report.firm = $1 and report.kind = 'operating' order by report.year desc, filed.version""",
        firm_id,
    )
    years: dict[int, list[dict[str, Any]]] = {}
    for each in filed:
        years.setdefault(each["year"], []).append(each)
    found = [_extract(versions) for versions in years.values()]
    return [each for each in found if each is not None]


def _extract(versions: list[dict[str, Any]]) -> Extract | None:
    newest = versions[-1]
    # Reports taken over were accepted elsewhere: their state says so, no opinion here does.
    accepted = [
        each
        for each in versions
        if each["accepted_at"] or (newest["status"] == "accepted" and each is newest)
    ]
    if not accepted:
        if newest["status"] != "submitted":
            return None
        return Extract(
            newest["year"],
            newest["filed_at"],
            newest["is_late"],
            newest["is_nil"],
            False,
            newest["version"],
            (),
        )
    standing = accepted[-1]
    cells = publishable(reading.from_json(standing["cells"]))
    corrections: tuple[Correction, ...] = ()
    if len(accepted) > 1:
        before = {each.key: value for each, value in publishable(reading.from_json(accepted[-2]["cells"]))}
        now = {each.key: value for each, value in cells}
        agreed = reading.from_json(standing["cells"]).get("figures_public") is True
        corrections = tuple(
            Correction(each, before.get(each.key), now.get(each.key))
            for each in catalogue.INDICATORS
            if before.get(each.key) != now.get(each.key)
            # Who no longer agrees has the old figure off the page too.
            and (each.publish is Publish.ALWAYS or agreed)
        )
    return Extract(
        standing["year"],
        standing["filed_at"],
        standing["is_late"],
        standing["is_nil"],
        True,
        standing["version"],
        cells,
        standing["accepted_at"] or standing["filed_at"],
        newest["status"] != "accepted",
        corrections,
    )


async def years() -> list[int]:
    """The years of which something was filed, newest first."""
    found = await database.rows(
        "select distinct year from annual_report where kind = 'operating' and filed is not null order by year desc"
    )
    return [each["year"] for each in found]


async def listed(
    year: int, *, q: str = "", district: str = "", limit: int = 25, offset: int = 0
) -> tuple[int, list[dict[str, Any]]]:
    """Who filed a year's report, with the publishable cells of what was accepted; total and rows, by register number."""
    arguments = (year, f"%{names.like(q)}%" if q else "", district)
    where = """from annual_report as report join firm on firm.id = report.firm
                    left join lateral (
                        select filed.*, (select max(given_at) from review_opinion where filed = filed.id
                                          and outcome = 'accepted') as accepted_at
                          from filed_report as filed where filed.report = report.id
                           and (exists (select from review_opinion where filed = filed.id and outcome = 'accepted')
                                or (report.status = 'accepted' and filed.id = report.filed))
                         order by version desc limit 1) as standing on true
              where report.year = $1 and report.kind = 'operating' and (report.status = 'submitted' or standing.id is not null)
                and ($2 = '' or firm.name ilike $2 or firm.uscc ilike $2 or firm.number ilike $2)
                and ($3 = '' or firm.area = $3)"""
    total = await database.value(f"select count(*) {where}", *arguments)
    rows = await database.rows(
        f"""select firm.number, firm.name, coalesce(firm.uscc, '') as uscc, firm.area, report.filed_at, report.status,
                   standing.is_late, standing.is_nil, standing.cells,
                   coalesce(standing.accepted_at, standing.filed_at) as effective_at {where}
            order by firm.number collate "C" limit $4 offset $5""",
        *arguments,
        limit,
        offset,
    )
    return total, [
        {**each, "cells": publishable(reading.from_json(each["cells"])) if each["cells"] else ()}
        for each in rows
    ]


async def nil_twice(firm_ids: Sequence[UUID], year: int) -> set[UUID]:
    """Firms whose accepted reports of the year and of the one before both say that they did no business."""
    found = await database.rows(
        """select report.firm from annual_report as report join filed_report as filed on filed.id = report.filed
            where report.firm = any($1::uuid[]) and report.year in ($2, $2 - 1) and report.kind = 'operating'
              and report.status = 'accepted' and filed.is_nil
            group by report.firm having count(*) = 2""",
        list(firm_ids),
        year,
    )
    return {each["firm"] for each in found}
