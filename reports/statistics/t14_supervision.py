"""T14 Supervision: visits and what they found, orders to correct, cases, penalties, and the classes of credit.

From the records of supervision, with the supervising right; only counts of what is public by its nature.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

from regulation import database
from regulation.integrity import queries as integrity
from regulation.integrity.status import Tier
from reports.statistics import places, texts
from reports.statistics.table import Cell, Coverage, Heading, Table, Text

KEY, NUMBER = "supervision", "T14"

VISITS = (
    Heading("visits", "完成检查", "Inspections done"),
    Heading("no_problem", "未发现问题", "No problem found", indent=True),
    Heading("problems", "发现问题", "Problems found", indent=True),
    Heading("not_done", "未能实施", "Could not be done", indent=True),
)
MEASURES = (
    Heading("orders", "责令改正", "Orders to correct"),
    Heading("cases", "立案", "Cases opened"),
    Heading("penalties", "处罚决定", "Penalties decided"),
)
TIERS = tuple(Heading(tier.value, f"{tier.value}级", f"Class {tier.value}") for tier in Tier)
COLUMNS = (*VISITS, *MEASURES, *TIERS)

#: Which results of a visit are which column.
OUTCOMES = {
    "no_problem": "no_problem",
    "corrected": "problems",
    "ordered": "problems",
    "transferred": "problems",
    "unreachable": "not_done",
    "not_operating": "not_done",
    "refused": "not_done",
}

ACTS = """
select organ.code as organ, task.outcome as what, count(*) as n
  from inspection_task as task join organ on organ.id = task.organ
 where task.status in ('confirmed', 'published') and (task.confirmed_at at time zone 'Asia/Shanghai')::date between $1 and $2
 group by 1, 2
union all
select organ.code, 'orders', count(*) from correction_order as ordered join organ on organ.id = ordered.organ
 where ordered.status <> 'withdrawn' and ordered.issued_on between $1 and $2 group by 1
union all
select organ.code, 'cases', count(*) from penalty_case as opened join organ on organ.id = opened.organ
 where opened.opened_on between $1 and $2 group by 1
union all
select organ.code, 'penalties', count(*) from penalty_case as decided join organ on organ.id = decided.organ
 where decided.status in ('decided', 'served', 'closed') and decided.decided_on between $1 and $2 group by 1
"""

#: Firms with a licence or filing in force on a day, with the organ in charge.
SUPERVISED = """
select firm.id, coalesce(organ.code, 'BJ') as organ
  from firm left join organ on organ.id = firm.organ
 where exists (select from registration_entry as entry
                where entry.firm = firm.id and entry.issued_on <= $1 and (entry.ended_on is null or entry.ended_on > $1)
                  and (entry.status <> 'expired' or entry.expires_on >= $1))
"""
#: Firms whose facts are read at once.
AT_ONCE = 5_000


async def compute(year: int, *, today: date | None = None) -> Table:
    """What the organs did in the year, and how the firms stood on its last day (on `today`, while it still runs)."""
    span = (date(year, 1, 1), date(year, 12, 31))
    counted: Counter[tuple[str, str]] = Counter()
    for found in await database.rows(ACTS, *span):
        column = OUTCOMES.get(found["what"], found["what"])
        for row in (places.TOTAL, found["organ"]):
            counted[row, column] += found["n"]
            if found["what"] in OUTCOMES:
                counted[row, "visits"] += found["n"]
    day = min(span[1], today) if today else span[1]
    graded = await _tiers(day)
    for (organ, tier), n in graded.items():
        counted[places.TOTAL, tier] += n
        counted[organ, tier] += n
    rows = (places.CITY, *places.organs())
    supervised = sum(graded.values())
    return Table(
        key=KEY,
        number=NUMBER,
        year=year,
        title=Text("监督检查、行政处罚和信用等级", "Inspections, Penalties and Classes of Credit"),
        unit=Text("检查、责令改正和案件为件，等级为家", "acts; for classes, institutions"),
        stub=Text("机关", "Organ"),
        definition=Text(
            "检查按确认结果的日期计，发现问题包括当场改正、责令改正和移送，未能实施包括无法联系、未开展业务和拒绝检查；"
            "责令改正不含已撤回的；处罚决定按作出之日计。信用等级为年末持有有效许可或者备案的机构，按年末的等级。",
            "Inspections count by the day on which the result was confirmed; problems are those corrected on the spot, ordered"
            " to be corrected or transferred; not done are institutions out of reach, not in business or refusing. Orders"
            " exclude those withdrawn; penalties count by the day of the decision. Classes are those of institutions with a"
            " licence or filing in force, at the end of the year.",
        ),
        period=texts.whole_year(year),
        denominator=Text(
            "市、区人力资源社会保障行政部门对人力资源服务机构的监督",
            "Supervision of HR service institutions by the municipal and district bureaus",
        ),
        columns=COLUMNS,
        rows=rows,
        cells=tuple(
            Cell(row.key, column.key, Decimal(counted[row.key, column.key]))
            for row in rows
            for column in COLUMNS
        ),
        coverage=Coverage(supervised, supervised),
        notes=(
            Text(
                "检查结果和处罚决定依法公开，件数不作隐去处理。信用分级的记分标准为本系统的版本化设置，全国和本市没有统一标准。",
                "Results of inspections and penalties are public by law, and their numbers are not withheld. The scale of the"
                " classes is a versioned setting of this system: no national or municipal scale was found.",
            ),
        ),
        message=Text("各机关完成的检查", "Inspections done, by organ"),
        source=texts.SUPERVISION,
    )


async def _tiers(day: date) -> Counter[tuple[str, str]]:
    firms = {each["id"]: each["organ"] for each in await database.rows(SUPERVISED, day)}
    every = list(firms)
    counted: Counter[tuple[str, str]] = Counter()
    for at in range(0, len(every), AT_ONCE):
        for firm, tier in (await integrity.tiers(every[at : at + AT_ONCE], today=day)).items():
            counted[firms[firm], tier.value] += 1
    return counted
