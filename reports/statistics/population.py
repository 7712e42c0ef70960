"""What the tables are computed over: the latest filing, not sent back, of each firm that owed the year's report.

The filings counted and the firms they are measured against are one set: those in scope on the year's
reference day. Whoever files without owing a report, or had left the register by then, is in neither.
"""

from __future__ import annotations

import hashlib
from decimal import Decimal

from regulation import database
from regulation.annual_reports import rules
from regulation.annual_reports.queries.scope import scope_sql
from regulation.indicators import catalogue
from reports.statistics.disclosure import Aggregate
from reports.statistics.table import Coverage

#: `$1` is the year, `$2` its reference day.
COUNTED = f"""
    select filed.* from annual_report as report join filed_report as filed on filed.id = report.filed
           join ({scope_sql("$2")}) as scope on scope.firm = report.firm
     where report.year = $1 and report.kind = 'operating' and report.status in ('submitted', 'accepted')
"""  # noqa: S608 - constants


#: Revenue without what was collected for others.
NET_REVENUE = "rev_net"


async def coverage(year: int) -> Coverage:
    """How many of the firms that owed a report are counted."""
    found = await database.row(
        f"""select count(*) as in_scope, count(report.firm) as counted
              from ({scope_sql("$2")}) as scope
                   left join annual_report as report on report.firm = scope.firm and report.year = $1
                        and report.kind = 'operating'
                        and report.status in ('submitted', 'accepted')""",  # noqa: S608
        year,
        rules.reference_day(year),
    )
    assert found is not None
    return Coverage(found["counted"], found["in_scope"])


async def years(until: int, longest: int = 10) -> list[int]:
    """The years with counted reports, oldest first."""
    found = await database.rows(
        """select distinct year from annual_report
            where kind = 'operating' and status in ('submitted', 'accepted') and year <= $1 and year > $1 - $2 order by year""",
        until,
        longest,
    )
    return [each["year"] for each in found]


async def counts(year: int) -> dict[tuple[str, str | None], int]:
    """Filers by district and type of institution."""
    found = await database.rows(
        f"select district, inst_type, count(*) as n from ({COUNTED}) as counted group by district, inst_type",  # noqa: S608
        year,
        rules.reference_day(year),
    )
    return {(each["district"], each["inst_type"]): each["n"] for each in found}


async def sums(
    year: int, keys: list[str], *, by_type: bool = False
) -> dict[tuple[str | None, str], Aggregate]:
    """Sums of indicators with their contributors and the two largest, for all or by type of institution.

    One pass over the year's filings; figures are stored as whole hundredths.
    """
    group = "coalesce(inst_type, '')" if by_type else "''"
    picked = ", ".join(f"{_expression(key)} as c_{key}" for key in keys)
    firsts = ", ".join(
        f"count(*) filter (where c_{key} <> 0) as n_{key}, sum(c_{key}) as s_{key}, max(c_{key}) as m_{key}"
        for key in keys
    )
    # The second largest without sorting: the largest again if two firms share it, else the largest below it.
    seconds = ", ".join(
        f"""case when count(*) filter (where c_{key} = m_{key}) > 1 then max(m_{key})
                 else max(c_{key}) filter (where c_{key} < m_{key}) end as t_{key}"""
        for key in keys
    )
    found = await database.rows(
        f"""with cells as materialized (select {group} as grp, {picked} from ({COUNTED}) as counted),
                 firsts as materialized (select grp, {firsts} from cells group by grp)
            select firsts.*, seconds.* from firsts join
                   (select cells.grp as again, {seconds} from cells join firsts using (grp) group by cells.grp) as seconds
                   on seconds.again = firsts.grp""",  # noqa: S608 - names and places of the catalogue
        year,
        rules.reference_day(year),
    )
    scale = Decimal(catalogue.SCALE)
    return {
        (row["grp"] or None, key): Aggregate(
            row[f"n_{key}"],
            Decimal(row[f"s_{key}"] or 0) / scale,
            Decimal(row[f"m_{key}"] or 0) / scale,
            Decimal(row[f"t_{key}"] or 0) / scale,
        )
        for row in found
        for key in keys
    }


def _expression(key: str) -> str:
    """How a figure of one filing is read; net revenue is the one that is not filed but follows."""
    if key == NET_REVENUE:
        gross, collected = (catalogue.BY_KEY[each].place for each in ("rev_total", "rev_onbehalf"))
        return f"(figures[{gross}] - coalesce(figures[{collected}], 0))"
    return f"figures[{catalogue.BY_KEY[key].place}]"


def joined(parts: list[Aggregate]) -> Aggregate:
    """Several groups as one: sums add up, the two largest are the two largest of all."""
    largest, second, *_ = [
        *sorted((each for part in parts for each in (part.largest, part.second)), reverse=True),
        Decimal(0),
        Decimal(0),
    ]
    return Aggregate(
        sum(part.contributors for part in parts),
        sum((part.total for part in parts), Decimal(0)),
        largest,
        second,
    )


async def snapshot(until: int) -> str:
    """A hash over every counted filing of the years shown: the same filings give the same hash, one changed cell another."""
    found = [
        await database.value(
            f"""select encode(sha256(string_agg(content_hash, '' order by firm_id)::bytea), 'hex')
                  from ({COUNTED}) as counted""",  # noqa: S608
            year,
            rules.reference_day(year),
        )
        for year in await years(until)
    ]
    return hashlib.sha256("".join(each or "" for each in found).encode()).hexdigest()
