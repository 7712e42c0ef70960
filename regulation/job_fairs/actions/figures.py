"""The figures of a fair, and their correction as another version."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from uuid import uuid4

from regulation import database, errors
from regulation.casework import clocks, record
from regulation.job_fairs import permissions, queries, rules
from regulation.job_fairs.status import STEPS, FairStatus
from regulation.job_fairs.tables import Fair
from regulation.law import beijing
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from regulation.actor import Actor


async def report(
    number: str, figures: Mapping[str, int | None], *, reason: str = "", actor: Actor, now: datetime
) -> int:
    """Report the figures, or correct them with the reason; the version. Lateness is computed for the first report.

    Raises Invalid naming the figure that is wrong, and on a correction without reason or without change.
    """
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        fair = await queries.for_update(number)
        step = "report" if fair["status"] == FairStatus.HELD else "correct_figures"
        permissions.check_can_take(actor, fair, step)
        wrong = rules.wrong_figures(figures)
        earlier = await queries.figures(fair["id"])
        if step == "correct_figures":
            if not reason.strip():
                wrong["reason"] = N_("请写明更正的原因")
            elif not wrong and earlier[-1]["figures"] == dict(figures):
                wrong["reason"] = N_("更正的数据与原数据相同")
        if wrong:
            raise errors.Invalid(wrong, most=rules.MOST_PEOPLE * 10)
        version = len(earlier) + 1
        late = rules.days_late(fair["figures_due_on"], today) if version == 1 else 0
        await record.record_step(
            Fair,
            fair["id"],
            step,
            STEPS[step],
            actor=actor,
            now=now,
            reason=reason,
            data={"version": version, "figures": dict(figures)},
            also={"figures_on": today if version == 1 else fair["figures_on"]},
        )
        await database.execute(
            """insert into fair_figures (id, fair, version, figures, reason, reported_on, days_late, reported_by, reported_at)
               values ($1,$2,$3,$4,$5,$6,$7,$8,$9)""",
            uuid4(),
            fair["id"],
            version,
            json.dumps(dict(figures), ensure_ascii=False),
            reason,
            today,
            late,
            actor.name,
            now,
        )
        if version == 1:
            await clocks.meet(fair["id"], "figures", on=today)
    return version
