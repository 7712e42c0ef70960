"""The plan of a year's regular fairs, and the fairs that it makes."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from regulation import database, errors
from regulation.accounts import organs
from regulation.casework import numbering, receipts, record
from regulation.job_fairs import permissions, queries, rules
from regulation.job_fairs.status import PLAN_STEPS, STEPS, FairKind, FairStatus, Mode, PlanStatus
from regulation.job_fairs.tables import Fair, FairPlan
from regulation.law import beijing
from regulation.notices import actions as notices
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]
MOST_LINES = 400


def wrong_lines(lines: Sequence[Mapping[str, Any]], year: int, today: date) -> dict[str, str]:
    """What is wrong with the lines of a plan, by `line-N.field`: each has a name, a venue, a day of the year, a size."""
    wrong: dict[str, str] = {}
    if not lines:
        return {"lines": N_("请至少填写一场招聘会")}
    if len(lines) > MOST_LINES:
        return {"lines": N_("一份计划不超过%(most)s场")}
    for at, line in enumerate(lines):
        for key, message in (
            ("name", N_("请填写招聘会名称")),
            ("venue", N_("请填写举办地点")),
        ):
            if not str(line.get(key) or "").strip():
                wrong[f"line-{at}.{key}"] = message
        day, expected = line.get("day"), line.get("expected")
        if day is None or day.year != year:
            wrong[f"line-{at}.day"] = N_("请填写计划年度内的日期")
        elif day <= today:
            wrong[f"line-{at}.day"] = N_("招聘会应当在举办前备案")
        if expected is None or not 0 <= expected <= rules.MOST_PEOPLE:
            wrong[f"line-{at}.expected"] = N_("请填写预计人数")
    return wrong


async def file_plan(
    firm_id: UUID,
    year: int,
    organ_code: str,
    lines: Sequence[Mapping[str, Any]],
    *,
    contact_name: str,
    contact_phone: str,
    request_key: str,
    actor: Actor,
    now: datetime,
) -> str:
    """File a year's plan with the organ of the venues; its number. A plan already filed is replaced.

    Its fairs are filed with it: no second filing for each. Fairs of the replaced plan that are not in the new one are
    called off by it, those that are stay as they are.
    """
    permissions.check_acts_for(actor, firm_id)
    if not permissions.can_sign(actor, firm_id):
        raise errors.NotPermitted("请由本机构的签署人或者管理员提交")
    today = beijing.legal_day(now)
    said = {
        "act": "file_plan",
        "firm": firm_id,
        "year": year,
        "organ": organ_code,
        "lines": [dict(each) for each in lines],
    }

    async def make() -> str:
        wrong = wrong_lines(lines, year, today)
        organ = await organs.by_code(organ_code)
        if organ is None:
            wrong["organ"] = N_("请选择举办地所在区")
        for key, value, message in (
            ("contact_name", contact_name, N_("请填写联系人")),
            ("contact_phone", contact_phone, N_("请填写联系电话")),
        ):
            if not value.strip():
                wrong[key] = message
        if wrong or organ is None:
            raise errors.Invalid(wrong, most=MOST_LINES)
        firm = await queries.firm(firm_id)
        await database.execute("select 1 from firm where id = $1 for update", firm_id)
        replaced = await database.row(
            "select id from fair_plan where firm = $1 and organ = $2 and year = $3 and status = 'filed' for update",
            firm_id,
            organ["id"],
            year,
        )
        if replaced is not None:
            await record.record_step(
                FairPlan, replaced["id"], "replace_plan", PLAN_STEPS["replace_plan"], actor=actor, now=now
            )
        serial = await numbering.next_number(organ["code"], "job_fair_plan", today.year)
        number = f"ZPHJH-{organ['code']}-{today.year}-{serial:04d}"
        made, due = uuid4(), rules.plan_due(year)
        await database.execute(
            """insert into fair_plan (id, number, firm, firm_name, organ, year, status, lines, due_on, filed_on, days_late,
                                      contact_name, contact_phone, updated_at, updated_by)
               values ($1,$2,$3,$4,$5,$6,'filed',$7,$8,$9,$10,$11,$12,$13,$14)""",
            made,
            number,
            firm_id,
            firm["name"],
            organ["id"],
            year,
            json.dumps([dict(each) for each in lines], ensure_ascii=False, default=str),
            due,
            today,
            rules.days_late(due, today),
            contact_name,
            contact_phone,
            now,
            actor.name,
        )
        await record.opened(
            FairPlan,
            made,
            "file_plan",
            PlanStatus.FILED,
            actor=actor,
            now=now,
            cites=PLAN_STEPS["file_plan"].cites,
            data={"number": number, "fairs": len(lines)},
        )
        await _fairs(
            firm,
            organ,
            made,
            replaced["id"] if replaced else None,
            lines,
            (contact_name, contact_phone),
            actor,
            now,
        )
        await notices.tell(
            N_("收到定期招聘会年度计划：%(firm)s（%(number)s）"),
            "/desk/job-fairs/plans",
            kind="job_fair",
            now=now,
            organ_id=organ["id"],
            firm=firm["name"],
            number=number,
        )
        return number

    return await receipts.made_once(request_key, said, make, actor=actor, now=now)


async def _fairs(  # noqa: PLR0917 - the parts of one plan
    firm: Row,
    organ: Row,
    plan: UUID,
    replaced: UUID | None,
    lines: Sequence[Mapping[str, Any]],
    contact: tuple[str, str],
    actor: Actor,
    now: datetime,
) -> None:
    today = beijing.legal_day(now)
    standing: dict[tuple[str, str, date], UUID] = {}
    if replaced is not None:
        standing = {
            (each["name"], each["venue"], each["first_day"]): each["id"]
            for each in await database.rows(
                """select id, name, venue, first_day from fair
                    where plan = $1 and status in ('filed', 'returned', 'listed') and first_day > $2 for update""",
                replaced,
                today,
            )
        }
    for line in lines:
        key = (str(line["name"]).strip(), str(line["venue"]).strip(), line["day"])
        if (kept := standing.pop(key, None)) is not None:
            await database.execute("update fair set plan = $2 where id = $1", kept, plan)
            continue
        serial = await numbering.next_number(organ["code"], "job_fair", today.year)
        number = rules.fair_number(organ["code"], today.year, serial)
        made = uuid4()
        await database.execute(
            """insert into fair (id, number, draft_number, kind, plan, firm, firm_name, organ, status, name, mode, area, venue,
                                 website, first_day, last_day, hours, expected, answers, police_body, police_licence, is_free,
                                 due_on, filed_on, days_late, return_reason, created_at, updated_at, updated_by)
               values ($1,$2,$3,$4,$5,$6,$7,$8,'filed',$9,'onsite',$10,$11,'',$12,$12,'',$13,$14,$15,'',false,$16,$17,0,'',$18,
                       $18,$19)""",
            made,
            number,
            "J" + made.hex[:9].upper(),
            str(FairKind.REGULAR),
            plan,
            firm["id"],
            firm["name"],
            organ["id"],
            key[0],
            organ["code"],
            key[1],
            line["day"],
            line["expected"],
            json.dumps({"contact_name": contact[0], "contact_phone": contact[1]}, ensure_ascii=False),
            str(rules.police_body(line["expected"], Mode.ONSITE)),
            rules.plan_due(line["day"].year),
            today,
            now,
            actor.name,
        )
        await record.opened(
            Fair, made, "plan", FairStatus.FILED, actor=actor, now=now, data={"number": number}
        )
    for left in standing.values():
        await database.execute(
            """insert into fair_note (id, fair, kind, text, media, announced_on, before, after, made_by, made_at)
               values ($1,$2,'called_off','新的年度计划不再包括这场招聘会','',$3,'{}','{}',$4,$5)""",
            uuid4(),
            left,
            today,
            actor.name,
            now,
        )
        await record.record_step(
            Fair, left, "call_off", STEPS["call_off"], actor=actor, now=now, reason="replaced plan"
        )


def weekly(first: date, last: date, weekday: int) -> list[date]:
    """Every such weekday between two days: how a series of regular fairs is written without typing each."""
    start = first + timedelta(days=(weekday - first.weekday()) % 7)
    return (
        [start + timedelta(days=7 * at) for at in range((last - start).days // 7 + 1)]
        if start <= last
        else []
    )
