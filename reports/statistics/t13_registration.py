"""T13 Registration flow: what was entered on the register in a year, changed, renewed and ended.

From the register, with the supervising right; numbers of registrations are public and none is withheld.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

from regulation import database
from regulation.firms.status import REGISTRATION_KINDS, RegistrationKind
from reports.statistics import places, texts
from reports.statistics.table import Cell, Coverage, Heading, Table, Text

KEY, NUMBER = "registration-flow", "T13"

COLUMNS = (
    Heading("start", "年初有效", "In force at the start"),
    Heading("new", "新取得", "New"),
    Heading("renewed", "延续", "Renewed"),
    Heading("changed", "变更", "Changed"),
    Heading("expired", "期满未延续", "Expired"),
    Heading("cancelled", "注销", "Cancelled"),
    Heading("taken_back", "吊销、撤销、撤回", "Revoked, set aside or withdrawn"),
    Heading("ended", "备案、报告终止", "Filing or report ended"),
    Heading("end", "年末有效", "In force at the end", is_total=True),
)
#: start + in - out = end; renewals and changes leave the number as it is.
GAINS, LOSSES = ("new",), ("expired", "cancelled", "taken_back", "ended")

KIND_NAMES_EN = {
    RegistrationKind.HR_LICENCE: "HR service licences",
    RegistrationKind.DISPATCH_LICENCE: "Labour dispatch licences",
    RegistrationKind.FILING: "HR service filings",
    RegistrationKind.BRANCH_REPORT: "Reports of branches",
}

#: One row per registration with the first day on which it no longer held, and why. The licence knows why it was cancelled.
ENTRIES = """
select entry.kind, entry.firm, coalesce(organ.code, '') as organ, entry.issued_on,
       case when entry.status = 'expired' or licence.end_ground = 'expired' then entry.expires_on + 1 else entry.ended_on end
           as over_on,
       case when entry.status = 'expired' or licence.end_ground = 'expired' then 'expired'
            when entry.status in ('revoked', 'set_aside', 'withdrawn') or licence.end_ground = 'taken_back' then 'taken_back'
            when entry.status = 'cancelled' then 'cancelled'
            when entry.status = 'ended' then 'ended' else '' end as cause
  from registration_entry as entry
       left join organ on organ.id = entry.organ
       left join licence on licence.kind = entry.kind and licence.number = entry.number
 where entry.issued_on is not null
"""

#: Which happened in the year `$1` to `$2`, by kind and organ.
FLOW = f"""
with entries as ({ENTRIES})
select kind, organ,
       count(*) filter (where issued_on < $1 and (over_on is null or over_on >= $1)) as start,
       count(*) filter (where issued_on between $1 and $2) as new,
       count(*) filter (where over_on between $1 and $2 and cause = 'expired') as expired,
       count(*) filter (where over_on between $1 and $2 and cause = 'cancelled') as cancelled,
       count(*) filter (where over_on between $1 and $2 and cause = 'taken_back') as taken_back,
       count(*) filter (where over_on between $1 and $2 and cause = 'ended') as ended,
       count(*) filter (where issued_on <= $2 and (over_on is null or over_on > $2)) as "end",
       count(*) filter (where (over_on is null or over_on > $2) and issued_on < $1 and exists (
           select from firm_fact as fact where fact.firm = entries.firm and fact.valid_from between $1 and $2
              and fact.known_to is null and fact.key in ('name', 'domicile', 'legal_representative')
              and exists (select from firm_fact as before where before.firm = fact.firm and before.key = fact.key
                             and before.valid_to = fact.valid_from))) as changed
  from entries group by kind, organ
"""  # noqa: S608 - constants

#: Applications granted in the year that renewed a licence.
RENEWALS = """
select application.kind, organ.code as organ, count(*) as renewed
  from application join organ on organ.id = application.organ
 where application.purpose = 'renewal' and application.status = 'granted' and application.decided_on between $1 and $2
 group by 1, 2
"""


async def compute(year: int) -> Table:
    """The year's flow, for the city by kind of registration and by the organ that keeps it."""
    span = (date(year, 1, 1), date(year, 12, 31))
    counted: Counter[tuple[str, str]] = Counter()
    for found in await database.rows(FLOW, *span) + await database.rows(RENEWALS, *span):
        for column in COLUMNS:
            for row in (places.TOTAL, found["kind"], found["organ"]):
                counted[row, column.key] += found.get(column.key, 0)
    rows = (
        Heading(places.TOTAL, "登记、备案和报告合计", "All registrations", is_total=True),
        *(
            Heading(kind.value, REGISTRATION_KINDS[kind], KIND_NAMES_EN[kind], indent=True)
            for kind in RegistrationKind
        ),
        *places.organs(),
    )
    return Table(
        key=KEY,
        number=NUMBER,
        year=year,
        title=Text("登记变动情况", "Registration Flow"),
        unit=Text("件", "registrations"),
        stub=Text("登记种类、登记机关", "Kind of registration, organ"),
        definition=Text(
            "新取得为年内发证、备案或者收到报告的；变更为年末仍有效、机构的名称、住所或者法定代表人在年内变更的，不增减件数；"
            "期满未延续按有效期届满之日计，其后办理的注销不再计入。年末有效＝年初有效＋新取得－期满未延续－注销－吊销、撤销、撤回－终止。",
            "New: issued, filed or reported in the year. Changed: still in force at the end of the year, with a change of"
            " name, domicile or legal representative of the institution in the year; numbers stay the same. Expired counts"
            " by the last day of validity; a cancellation recorded afterwards is not counted again. In force at the end ="
            " in force at the start + new - expired - cancelled - revoked, set aside or withdrawn - ended.",
        ),
        period=texts.whole_year(year),
        denominator=Text(
            "全市人力资源服务许可、劳务派遣经营许可、人力资源服务备案和分支机构书面报告",
            "All licences for HR services and for labour dispatch, filings of HR services and written reports of branches",
        ),
        columns=COLUMNS,
        rows=rows,
        cells=tuple(
            Cell(row.key, column.key, Decimal(counted[row.key, column.key]))
            for row in rows
            for column in COLUMNS
        ),
        coverage=Coverage(counted[places.TOTAL, "end"], counted[places.TOTAL, "end"]),
        notes=(
            Text(
                "一家机构可以同时持有几种登记，分别计数。登记件数可以在公开登记中查到，不作隐去处理。",
                "An institution may hold several registrations; each is counted. Numbers of registrations can be counted on"
                " the public register and are not withheld.",
            ),
        ),
        message=Text("年末有效的许可和备案", "Licences and filings in force at the end of the year"),
        source=texts.REGISTER,
    )
