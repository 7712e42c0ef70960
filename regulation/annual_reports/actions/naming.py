"""The names of firms that did not file become public where a decree gives that a basis, and leave when the report arrives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4, uuid5

from regulation import database, errors
from regulation.accounts import organs
from regulation.actor import SYSTEM
from regulation.annual_reports import parameters, permissions, rules
from regulation.annual_reports.queries import missing, windows
from regulation.annual_reports.tables import ReportNaming
from regulation.casework import decrees, publication, record
from regulation.indicators.indicator import FormKind
from regulation.law import beijing
from regulation.law.period import add_months
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from regulation.actor import Actor

KIND = "report_missing"
NO_BASIS = N_("没有公示未报送名单的依据：尚未以文件确定公示期")
NOT_OVER = N_("填报期（含补报期）尚未截止，不能公示未报送的机构")
TITLES: dict[FormKind, str] = {
    FormKind.OPERATING: "未按期报送经营情况年度报告",
    FormKind.DISPATCH: "未按期报送劳务派遣经营情况报告",
}
#: Of one run: each publication is a leaf of the log of its own.
AT_ONCE = 1_000


async def decide(kind: FormKind, year: int, *, actor: Actor, now: datetime) -> date:
    """Decide that the organ's missing firms of a year are named; the last day of publicity.

    The city decides for all, a district for its own. Raises Refused without a decree, before the period
    is over, and AlreadyMoved when it was decided before.
    """
    permissions.check_can_review(actor, actor.organ_id)
    known = await windows.of_year(year, kind)
    today = beijing.legal_day(now)
    last = known.window.late_until or known.window.closes_on
    if today <= last:
        raise errors.Refused(NOT_OVER)
    found = await decrees.in_force(parameters.PUBLISH_MISSING, actor.organ_id, today)
    if not found.value or not found.decree_number:
        raise errors.Refused(NO_BASIS, citation=rules.DUTY)
    until = add_months(today, found.value)
    made = uuid4()
    async with database.unit_of_work():
        taken = await database.value(
            """insert into report_naming (id, report_window, organ, decree, until_on, decided_by, decided_at)
               values ($1, $2, $3, $4, $5, $6, $7) on conflict (report_window, organ) do nothing returning id""",
            made,
            known.id,
            actor.organ_id,
            found.decree_number,
            until,
            actor.name,
            now,
        )
        if taken is None:
            raise errors.AlreadyMoved
        await record.opened(
            ReportNaming,
            made,
            "decide",
            "decided",
            actor=actor,
            now=now,
            data={"kind": kind, "year": year, "decree": found.decree_number, "until": until},
            cites=(rules.DUTY,),
        )
    return until


async def decided(window_id: UUID, organ_id: UUID | None) -> dict[str, Any] | None:
    """The decision that covers an organ: its own, or the city's."""
    return await database.row(
        """select naming.*, organ.level from report_naming as naming join organ on organ.id = naming.organ
            where naming.report_window = $1 and (naming.organ = $2 or organ.level = 'municipal')
            order by organ.level limit 1""",
        window_id,
        organ_id,
    )


async def publish_decided(*, now: datetime) -> int:
    """Name who is still missing under the decisions in force, each firm once; how many were named now."""
    today, named = beijing.legal_day(now), 0
    standing = await database.rows(
        """select naming.*, organ.level, report_window.year, report_window.kind
             from report_naming as naming join organ on organ.id = naming.organ
                  join report_window on report_window.id = naming.report_window
            where naming.until_on > $1 order by organ.level, naming.decided_at""",
        today,
    )
    for each in standing:
        known = await windows.of_year(each["year"], FormKind(each["kind"]))
        reach = None if each["level"] == "municipal" else each["organ"]
        for firm in await missing.firms(known.window, reach):
            if named == AT_ONCE:
                return named
            named += await _name(firm, known.window, each, now)
    return named


async def _name(firm: dict[str, Any], window: rules.Window, decision: dict[str, Any], now: datetime) -> int:
    organ = await organs.by_id(firm["organ_id"] or decision["organ"])
    number = f"{window.kind}-{window.year}-{firm['number']}"
    async with database.unit_of_work():
        # Held, so that two workers name nobody twice; whoever was named and filed is not named again.
        await database.execute("select from firm where id = $1 for update", firm["id"])
        if organ is None or await database.value(
            "select exists (select from publication where kind = $1 and number = $2)", KIND, number
        ):
            return 0
        if not await missing.is_missing(firm["id"], window):
            return 0
        await publication.publish(
            KIND,
            number,
            TITLES[window.kind],
            organ_id=organ["id"],
            organ_name=organ["name"],
            firm_id=firm["id"],
            matter_kind="report_naming",
            # One firm under one decision: a matter of its own.
            matter_id=uuid5(decision["id"], firm["number"]),
            body={
                "party": firm["name"],
                "code": firm["uscc"],
                "content": f"未在规定期限内报送{window.year}年度{rules.KIND_NAMES[window.kind]}",
                "deadline": window.closes_on.isoformat(),
                "basis": f"{rules.duty_of(window.kind).zh}；{decision['decree']}",
            },
            from_on=beijing.legal_day(now),
            latest_end_on=decision["until_on"],
            actor=SYSTEM,
            now=now,
        )
    return 1


async def end_filed(*, now: datetime, firm_id: UUID | None = None) -> int:
    """Who filed since is named no longer; how many ended."""
    over = await database.rows(
        """select publication.id from publication join firm on firm.id = publication.firm_id
             join annual_report as report on report.firm = firm.id and report.status <> 'draft'
              and publication.number = report.kind || '-' || report.year || '-' || firm.number
            where publication.kind = $1 and publication.ended_on is null and ($2::uuid is null or firm.id = $2)""",
        KIND,
        firm_id,
    )
    ended = 0
    for each in over:
        async with database.unit_of_work():
            ended += await publication.end(
                each["id"], on=beijing.legal_day(now), reason="已补报", actor=SYSTEM, now=now
            )
    return ended
