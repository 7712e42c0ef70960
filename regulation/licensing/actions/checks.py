"""The check of a promise: two officials look at six points; what was not kept must be put right."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from regulation import database, errors
from regulation.accounts import people
from regulation.casework import clocks, record
from regulation.integrity import actions as integrity
from regulation.integrity.status import FactKind
from regulation.law import beijing
from regulation.licensing import permissions, queries
from regulation.licensing.rules import conditions
from regulation.licensing.status import CHECK_STEPS, CheckStatus
from regulation.licensing.tables import CommitmentCheck
from regulation.notices import actions as notices
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from regulation.actor import Actor


async def record_result(
    check_id: UUID,
    *,
    points: Mapping[str, str],
    officials: Sequence[str],
    visited_on: date,
    note: str,
    correct_by: date | None,
    actor: Actor,
    now: datetime,
) -> CheckStatus:
    """Record what was found; the promise is kept when no point is unmet, else it is to be put right by a day.

    A second look at a promise that was not kept closes it when all is right now. When it is not, that goes
    on the firm's credit record; the set-aside that follows is a procedure of its own. Raises Invalid.
    """
    today = beijing.legal_day(now)
    unmet = conditions.unmet_points(points)
    wrong = _wrong(
        points,
        unmet,
        officials=officials,
        visited_on=visited_on,
        note=note,
        correct_by=correct_by,
        today=today,
    )
    if wrong:
        raise errors.Invalid(wrong)
    async with database.unit_of_work():
        check = queries.facts(
            await database.row("select * from commitment_check where id = $1 for update", check_id)
        )
        conflicted = await people.conflicts_of(check["firm"], today=today)
        permissions.check_can_record(actor, check, conflicted)
        said = {"points": dict(points), "officials": list(officials), "visited_on": visited_on}
        if unmet and check["status"] == CheckStatus.FAILED:
            await record.record_event(
                CommitmentCheck, check_id, "still_unmet", actor=actor, now=now, reason=note, data=said
            )
            await integrity.record_fact(
                check["firm"],
                FactKind.COMMITMENT_BROKEN,
                source_kind="licence",
                source_number=await database.value(
                    "select number from licence where id = $1", check["licence"]
                ),
                occurred_on=visited_on,
                organ_id=check["organ"],
                actor=actor,
                now=now,
            )
            return CheckStatus.FAILED
        step = "fail" if unmet else "pass"
        await record.record_step(
            CommitmentCheck,
            check_id,
            step,
            CHECK_STEPS[step],
            actor=actor,
            now=now,
            reason=note,
            data=said | {"correct_by": correct_by},
            also={
                "points": json.dumps(dict(points)),
                "officials": list(officials),
                "visited_on": visited_on,
                "note": note,
                "correct_by": correct_by if unmet else None,
            },
        )
        await clocks.meet(check_id, "commitment_check", on=visited_on)
        await notices.tell(
            N_("履诺检查未通过，请在%(due)s前整改") if unmet else N_("履诺检查已通过"),
            "/firm/licensing",
            kind="licence",
            now=now,
            firm_id=check["firm"],
            due=correct_by,
        )
    return CheckStatus(CHECK_STEPS[step].after)


def _wrong(
    points: Mapping[str, str],
    unmet: list[str],
    *,
    officials: Sequence[str],
    visited_on: date,
    note: str,
    correct_by: date | None,
    today: date,
) -> dict[str, str]:
    wrong: dict[str, str] = {}
    for name in conditions.CHECK_POINTS:
        if points.get(name) not in ("yes", "no", "na"):
            wrong[name] = N_("请选择核查结果")
    if not conditions.enough_officials(tuple(officials)):
        wrong["officials"] = N_("核查人员不少于两人")
    if visited_on > today:
        wrong["visited_on"] = N_("核查日期不能晚于今天")
    if unmet and not note:
        wrong["note"] = N_("请写明未履行承诺的事实")
    if unmet and (correct_by is None or correct_by <= visited_on):
        wrong["correct_by"] = N_("请填写整改期限，期限应当晚于核查日期")
    return wrong
