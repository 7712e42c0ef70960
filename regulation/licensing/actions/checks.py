"""The check of a promise: two officials look at six points; what was not kept must be put right."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.accounts import organs, people
from regulation.casework import calendar, clocks, record
from regulation.firms.status import LimitKind, RegistrationKind
from regulation.integrity import actions as integrity
from regulation.integrity.status import FactKind
from regulation.law import beijing
from regulation.law.citation import BEIJING_BUSINESS_ENVIRONMENT
from regulation.licensing import check_papers, permissions, procedures, promises, queries
from regulation.licensing.officials import resolve
from regulation.licensing.rules import conditions, deadlines
from regulation.licensing.status import CHECK_STEPS, LIVING, CheckOccasion, CheckStatus
from regulation.licensing.tables import CommitmentCheck
from regulation.notices import actions as notices
from regulation.registration_conditions.actions import following
from regulation.registration_conditions.rules.grounds import Ground
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from regulation.actor import Actor
    from regulation.licensing.officials import Official

Row = dict[str, Any]


async def was_promised(licence: Row) -> bool:
    """Whether the licence, or a later decision on it, was given on a promise."""
    found: bool = await database.value(
        """select exists (select from application where (id = $1 or licence = $2) and status = 'granted'
                            and track = 'commitment')""",
        licence["application"],
        licence["id"],
    )
    return found


async def bring_forward(
    firm_id: UUID, *, report_number: str, accepted_on: date, actor: Actor, now: datetime
) -> tuple[UUID, ...]:
    """A report about a firm that was licensed on its promise: the check is due within fifteen working days; which checks.

    In the caller's transaction, for every licence that it holds on a promise: HR service or dispatch. A check that waits
    gets the second clock, and the earlier one alarms; one that was passed is made anew; where a promise has been found
    wanting already there is nothing to bring forward.
    """
    held = await database.rows(
        """select * from licence where firm = $1 and kind = any($2) and status = any($3)
            order by kind desc, number for update""",
        firm_id,
        sorted(procedures.KINDS),
        sorted(LIVING),
    )
    found = [
        await _brought_forward(each, report_number, accepted_on, actor=actor, now=now)
        for each in held
        if await was_promised(each)
    ]
    return tuple(each for each in found if each is not None)


async def _brought_forward(
    licence: Row, report_number: str, accepted_on: date, *, actor: Actor, now: datetime
) -> UUID | None:
    check = await database.row(
        "select * from commitment_check where licence = $1 and status <> 'passed' for update", licence["id"]
    )
    if check is not None and check["status"] != CheckStatus.DUE:
        return None
    check_id: UUID = check["id"] if check else uuid4()
    organ_id = check["organ"] if check else await organs.supervisor_of(licence["organ"])
    due = await clocks.start(
        "commitment_check",
        check_id,
        "commitment_report",
        deadlines.CHECK_AFTER_REPORT.on(accepted_on),
        accepted_on,
        calendar=await calendar.current(),
        organ_id=organ_id,
    )
    own = procedures.KINDS[licence["kind"]].promise_basis
    cites = (deadlines.CHECK_AFTER_REPORT.citation(accepted_on), *((own,) if own else ()))
    data = {"report": report_number, "due_on": due.due_on}
    if check is None:
        await database.execute(
            """insert into commitment_check (id, licence, firm, organ, status, due_on, report_number, occasion)
               values ($1, $2, $3, $4, 'due', $5, $6, 'report')""",
            check_id,
            licence["id"],
            licence["firm"],
            organ_id,
            due.due_on,
            report_number,
        )
        await record.opened(
            CommitmentCheck, check_id, "open_check", "due", actor=actor, now=now, data=data, cites=cites
        )
    else:
        await database.execute(
            "update commitment_check set due_on = least(due_on, $2), report_number = $3 where id = $1",
            check_id,
            due.due_on,
            report_number,
        )
        await record.record_event(
            CommitmentCheck, check_id, "bring_forward", actor=actor, now=now, data=data, cites=cites
        )
    await notices.tell(
        N_("受理举报后的履诺检查：%(firm)s（%(number)s）"),
        f"/desk/checks/{check_id}",
        kind="licence",
        now=now,
        organ_id=organ_id,
        firm=licence["firm_name"],
        number=licence["number"],
    )
    return check_id


async def record_result(
    check_id: UUID,
    *,
    points: Mapping[str, str],
    officials: Sequence[UUID | Official],
    visited_on: date,
    note: str,
    correct_by: date | None,
    is_false: bool = False,
    is_on_site: bool = True,
    actor: Actor,
    now: datetime,
) -> CheckStatus:
    """Record what was found: the promise is kept, is to be put right by a day, is still not kept, or was false.

    An order to put it right is issued as a paper. A second look after its day closes it, one way or the other; what is
    still unmet goes on the firm's credit record, and the set-aside that follows is a procedure of its own. Raises Invalid;
    Refused when nobody served the order whose day is said to have passed.
    """
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        check = queries.facts(
            await database.row("select * from commitment_check where id = $1 for update", check_id)
        )
        conflicted = await people.conflicts_of(check["firm"], today=today)
        permissions.check_can_record(actor, check, conflicted)
        licence = queries.facts(await database.row("select * from licence where id = $1", check["licence"]))
        known = procedures.KINDS[licence["kind"]].check_points
        unmet = conditions.unmet_points(points, known)
        step = conditions.finding_on_promise(
            unmet, is_false=is_false, is_second_look=check["status"] == CheckStatus.FAILED
        )
        seen, no_officials = await resolve(
            check["organ"], officials, firm_id=check["firm"], on=min(visited_on, today)
        )
        wrong = no_officials | _wrong(
            step,
            check,
            points,
            known,
            visited_on=visited_on,
            note=note,
            correct_by=correct_by,
            is_false=is_false,
            is_on_site=is_on_site,
            today=today,
        )
        if wrong:
            raise errors.Invalid(wrong)
        if step == "still_unmet":
            await _check_served(check_id, visited_on)
        order = None
        if step == "fail":
            order = await check_papers.issue_commitment_order(
                check_id, licence, unmet, note=note, visited_on=visited_on, due_on=correct_by, now=now
            )
        await record.record_step(
            CommitmentCheck,
            check_id,
            step,
            CHECK_STEPS[step],
            actor=actor,
            now=now,
            reason=note,
            data={
                "points": dict(points),
                "officials": [each.shown | {"person": each.person} for each in seen],
                "visited_on": visited_on,
                "is_on_site": is_on_site,
                "correct_by": correct_by if step == "fail" else None,
                "order": order["number"] if order else None,
            },
            also={
                "points": json.dumps(dict(points)),
                "officials": [each.name for each in seen],
                "visited_on": visited_on,
                "is_on_site": is_on_site,
                "note": note,
                "correct_by": correct_by if step == "fail" else check["correct_by"],
            },
        )
        firm = await queries.firm(check["firm"])
        await check_papers.issue_check_record(
            check,
            licence,
            points=points,
            officials=seen,
            visited_on=visited_on,
            is_on_site=is_on_site,
            place=firm["place_of_business"] or firm["domicile"] or "",
            note=note,
            conclusion=_concluded(step, correct_by),
            photographs=[
                each for each in await promises.files_of(check_id) if each["kind"] != promises.CORRECTION
            ],
            now=now,
        )
        for kind in ("commitment_check", "commitment_report"):
            await clocks.meet(check_id, kind, on=visited_on)
        await _follow(
            check,
            licence,
            step,
            unmet=unmet,
            note=note,
            visited_on=visited_on,
            correct_by=correct_by,
            actor=actor,
            now=now,
        )
    return CheckStatus(CHECK_STEPS[step].after)


def _concluded(step: str, correct_by: date | None) -> str:
    """The sentence in the frame of the record, in the language of papers."""
    if step == "fail" and correct_by is not None:
        day = f"{correct_by.year}年{correct_by.month}月{correct_by.day}日"
        return f"未履行承诺，责令{day}以前整改；逾期仍不符合条件的，依法撤销许可决定。"
    return {
        "pass": "承诺事项已经履行。",
        "still_unmet": "整改期限届满，仍不符合条件，应当依法撤销许可决定。",
        "find_false": "属于虚假承诺，应当依法撤销许可决定，并按未经许可处理。",
    }[step]


async def _check_served(check_id: UUID, visited_on: date) -> None:
    """An order binds from its service, so nobody is found to have disregarded one that never arrived. Raises Refused."""
    order = await promises.order_of(check_id)
    if order is None or order["served_on"] is None or order["served_on"] > visited_on:
        raise errors.Refused(
            "责令改正指令书尚未送达，不能认定逾期未改正", citation=BEIJING_BUSINESS_ENVIRONMENT.article(33)
        )


#: Why nothing of the order to put it right hangs on the registration any more.
_SETTLED = {
    "pass": N_("核查认定承诺事项已经履行"),
    "still_unmet": N_("整改期限届满仍不符合条件，转入撤销程序"),
    "find_false": N_("经核查为虚假承诺，转入撤销程序"),
}
#: What the firm is told of each finding.
_TOLD = {
    "pass": N_("履诺检查已通过"),
    "fail": N_("履诺检查未通过，请在%(due)s以前整改"),
    "still_unmet": N_("履诺复查仍不符合条件，许可将依法撤销"),
    "find_false": N_("经核查为虚假承诺，许可将依法撤销"),
}


async def _follow(
    check: Row,
    licence: Row,
    step: str,
    *,
    unmet: Sequence[str],
    note: str,
    visited_on: date,
    correct_by: date | None,
    actor: Actor,
    now: datetime,
) -> None:
    """Credit record and notices; what must be set aside is put before the organ, what must be put right before the register."""
    if step == "fail" and correct_by is not None:
        await _propose_condition(check, licence, unmet, note, correct_by, actor=actor, now=now)
    else:
        await following.settle(check["id"], on=visited_on, reason=_SETTLED[step], actor=actor, now=now)
    if step == "still_unmet":
        await integrity.record_fact(
            check["firm"],
            FactKind.COMMITMENT_BROKEN,
            source_kind="licence",
            source_number=licence["number"],
            occurred_on=visited_on,
            organ_id=check["organ"],
            actor=actor,
            now=now,
        )
    if step in ("still_unmet", "find_false"):
        await notices.tell(
            N_("承诺未履行或者虚假，请立案撤销：%(firm)s（%(number)s）"),
            f"/desk/licences/{licence['id']}/end",
            kind="licence",
            now=now,
            organ_id=licence["organ"],
            firm=licence["firm_name"],
            number=licence["number"],
        )
    await notices.tell(
        _TOLD[step],
        f"/firm/checks/{check['id']}",
        kind="licence",
        now=now,
        firm_id=check["firm"],
        due=correct_by,
    )


async def _propose_condition(
    check: Row,
    licence: Row,
    unmet: Sequence[str],
    note: str,
    correct_by: date,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """The law has the order come first: it is put before the clerk as what may hang on the registration until its day."""
    points = procedures.KINDS[licence["kind"]].check_points
    await following.suggest(
        (RegistrationKind(licence["kind"]), licence["number"]),
        kind=LimitKind.CONDITION,
        ground=Ground.PROMISE_ORDER,
        source_matter=check["id"],
        text="使下列承诺事项符合条件：" + "；".join(points[each] for each in unmet),
        until=correct_by,
        facts=note,
        actor=actor,
        now=now,
    )


def _wrong(
    step: str,
    check: Row,
    points: Mapping[str, str],
    known: Mapping[str, str],
    *,
    visited_on: date,
    note: str,
    correct_by: date | None,
    is_false: bool,
    is_on_site: bool,
    today: date,
) -> dict[str, str]:
    wrong: dict[str, str] = {}
    for name in known:
        if points.get(name) not in ("yes", "no", "na"):
            wrong[name] = N_("请选择核查结果")
    if not is_on_site and conditions.must_be_on_site(CheckOccasion(check["occasion"])):
        wrong["is_on_site"] = N_("首次许可、延续许可和增加网络招聘服务的，应当实地核查")
    if visited_on > today:
        wrong["visited_on"] = N_("核查日期不能晚于今天")
    elif step == "still_unmet" and visited_on <= check["correct_by"]:
        wrong["visited_on"] = N_("整改期限届满以后再认定仍不符合")
    if step != "pass" and not note:
        wrong["note"] = N_("请写明未履行承诺的事实")
    if step == "fail" and (correct_by is None or correct_by <= visited_on):
        wrong["correct_by"] = N_("请填写整改期限，期限应当晚于核查日期")
    if step == "pass" and is_false:
        wrong["is_false"] = N_("没有不符合的内容，不能认定虚假承诺")
    return wrong
