"""Between listing and figures: the organizer announces a change or calls the fair off, the days pass."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from regulation import actor as actors
from regulation import database, errors
from regulation.casework import calendar, clocks, record
from regulation.job_fairs import permissions, queries, rules
from regulation.job_fairs.status import STEPS, FairKind, FairStatus, Mode, PoliceBody
from regulation.job_fairs.tables import Fair
from regulation.law import beijing
from regulation.ledger import actions as ledger
from regulation.notices import actions as notices
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from regulation.actor import Actor

Row = dict[str, Any]
#: What may change once a fair is listed; another district or kind is another filing.
CHANGING = ("name", "venue", "website", "first_day", "last_day", "hours", "expected")
LONGEST_MEDIA = 200


async def announce_change(
    number: str,
    changes: Mapping[str, Any],
    *,
    text: str,
    media: str,
    announced_on: date,
    actor: Actor,
    now: datetime,
) -> None:
    """A change of a listed fair, announced through the media beforehand. Raises Invalid, also where nothing changes."""
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        fair = await queries.for_update(number)
        permissions.check_can_take(actor, fair, "announce_change")
        moved = {key: value for key, value in changes.items() if key in CHANGING and value != fair[key]}
        wrong = _announced(text, media, announced_on, today)
        if not moved:
            wrong["text"] = N_("没有填写与原备案不同的内容")
        whole = {**fair["answers"], **{key: fair[key] for key in (*CHANGING, "mode", "area")}, **moved}
        # A regular fair was planned with less than the whole form: what changes is looked at, the rest stands.
        wrong |= {each.field: each.message for each in rules.missing(whole, today) if each.field in moved}
        if wrong:
            raise errors.Invalid(wrong, most=rules.MOST_PEOPLE, days=rules.MOST_DAYS)
        body = rules.police_body(whole["expected"], Mode(fair["mode"]))
        # A licence was granted for what the police were told: another size or day needs another.
        keeps = body is PoliceBody(fair["police_body"]) and not {
            "first_day",
            "last_day",
            "venue",
            "expected",
        } & set(moved)
        await record.record_step(
            Fair,
            fair["id"],
            "announce_change",
            STEPS["announce_change"],
            actor=actor,
            now=now,
            reason=text,
            data={key: [fair[key], value] for key, value in moved.items()},
            also={
                **moved,
                "police_body": str(body),
                "police_licence": fair["police_licence"] if keeps else "",
                "updated_at": now,
                "updated_by": actor.name,
            },
        )
        before = {key: fair[key] for key in moved}
        await _note(
            fair, "change", text, media, announced_on, before=before, after=moved, actor=actor, now=now
        )
        await _tell_organ(N_("招聘会有变更公告：%(name)s（%(number)s）"), fair, now=now)
        await ledger.append(
            str(fair["id"]),
            "job_fair",
            "change",
            actor=actor,
            now=now,
            prev_state=fair["status"],
            private={"number": fair["number"], "changed": ",".join(sorted(moved))},
        )


async def call_off(
    number: str, *, text: str, media: str, announced_on: date, actor: Actor, now: datetime
) -> None:
    """Call a fair off; the calendar keeps it with the reason. A fair that is not listed yet needs no media."""
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        fair = await queries.for_update(number)
        permissions.check_can_take(actor, fair, "call_off")
        wrong = _announced(text, media, announced_on, today)
        if fair["status"] != FairStatus.LISTED:
            wrong.pop("media", None)
        if wrong:
            raise errors.Invalid(wrong)
        await record.record_step(
            Fair, fair["id"], "call_off", STEPS["call_off"], actor=actor, now=now, reason=text
        )
        await _note(fair, "called_off", text, media, announced_on, before={}, after={}, actor=actor, now=now)
        await _tell_organ(N_("招聘会已取消：%(name)s（%(number)s）"), fair, now=now)
        await ledger.append(
            str(fair["id"]),
            "job_fair",
            "call_off",
            actor=actor,
            now=now,
            prev_state=fair["status"],
            private={"number": fair["number"]},
        )


def _announced(text: str, media: str, announced_on: date, today: date) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if not text.strip():
        wrong["text"] = N_("请写明变更或者取消的内容和原因")
    if not media.strip():
        wrong["media"] = N_("请填写事先公告的媒体")
    if announced_on > today:
        wrong["announced_on"] = N_("公告日期不能晚于今天")
    return wrong


async def _note(
    fair: Row,
    kind: str,
    text: str,
    media: str,
    announced_on: date,
    *,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    actor: Actor,
    now: datetime,
) -> None:
    await database.execute(
        """insert into fair_note (id, fair, kind, text, media, announced_on, before, after, made_by, made_at)
           values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)""",
        uuid4(),
        fair["id"],
        kind,
        text,
        media[:LONGEST_MEDIA],
        announced_on,
        json.dumps(dict(before), ensure_ascii=False, default=str),
        json.dumps(dict(after), ensure_ascii=False, default=str),
        actor.name,
        now,
    )


async def _tell_organ(title: str, fair: Row, *, now: datetime) -> None:
    await notices.tell(
        title,
        f"/desk/job-fairs/{fair['number']}",
        kind="job_fair",
        now=now,
        organ_id=fair["organ"],
        name=fair["name"],
        number=fair["number"],
    )


async def give_police_licence(number: str, licence: str, *, actor: Actor, now: datetime) -> None:
    """Enter the number of the safety licence of a large fair, before it is held."""
    if not licence.strip():
        raise errors.Invalid({"police_licence": N_("请填写安全许可的文号")})
    async with database.unit_of_work():
        fair = await queries.for_update(number)
        permissions.check_acts_for(actor, fair["firm"])
        if fair["status"] not in {FairStatus.FILED, FairStatus.RETURNED, FairStatus.LISTED}:
            raise errors.AlreadyMoved
        if fair["police_body"] == PoliceBody.NONE:
            raise errors.Refused("这场招聘会不需要大型群众性活动安全许可", citation=rules.LARGE)
        await database.execute(
            "update fair set police_licence = $2, updated_at = $3, updated_by = $4 where id = $1",
            fair["id"],
            licence.strip(),
            now,
            actor.name,
        )
        await record.record_event(
            Fair,
            fair["id"],
            "police_licence",
            actor=actor,
            now=now,
            data={"licence": licence.strip()},
            cites=(rules.LARGE,),
        )


async def pass_days(*, now: datetime) -> int:
    """The nightly job: fairs whose last day has passed are held, their figures are due; how many."""
    today = beijing.legal_day(now)
    known = await calendar.current()
    over = await queries.over(today)
    for each in over:
        async with database.unit_of_work():
            fair = await queries.for_update(each["number"])
            if fair["status"] not in STEPS["hold"].before or fair["last_day"] >= today:
                continue
            kind = FairKind(fair["kind"])
            due = rules.figures_due(kind, fair["last_day"], known)
            due_on = due if kind is FairKind.REGULAR else due.due_on  # type: ignore[union-attr]
            await record.record_step(
                Fair,
                fair["id"],
                "hold",
                STEPS["hold"],
                actor=actors.SYSTEM,
                now=now,
                also={"figures_due_on": due_on},
            )
            if kind is FairKind.ONE_OFF:
                await clocks.start(
                    "fair",
                    fair["id"],
                    "figures",
                    rules.AFTER_FAIR.on(max(fair["last_day"], rules.IN_FORCE)),
                    fair["last_day"],
                    calendar=known,
                    organ_id=fair["organ"],
                )
            await notices.tell(
                N_("请在%(due)s前报送招聘会统计：%(name)s（%(number)s）"),
                f"/firm/job-fairs/{fair['number']}/figures",
                kind="job_fair",
                now=now,
                firm_id=fair["firm"],
                due=due_on,
                name=fair["name"],
                number=fair["number"],
            )
    return len(over)
