"""The organ is told as its answer comes due, and every day after it was missed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulation import database
from regulation.casework import calendar
from regulation.law import beijing
from regulation.notices import actions as notices
from regulation.remedies import rules
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date

#: Working days before the last day to answer on which the organ is told; the day after it is told what it cost.
WARNED = (3, 1, 0, -1)


async def watch(*, today: date) -> int:
    """Tell the organ as its answer comes due, and in hard words when it was missed; how many were told."""
    known, told, at = await calendar.current(), 0, beijing.start_of_day(today)
    pending = await database.rows(
        "select id, number, organ, answer_due_on from remedy where status = 'pending' and answer_due_on is not null"
    )
    for each in pending:
        days = [known.add_working_days(each["answer_due_on"], -n) for n in WARNED if n >= 0]
        missed = rules.is_without_evidence(each["answer_due_on"], None, today)
        if today not in days and not missed:
            continue
        told += 1
        title = (
            N_("%(number)s未在期限内答复，处罚决定视为没有证据、依据，应当立即补救")
            if missed
            else N_("%(number)s的答复、答辩最迟%(day)s提交")
        )
        await notices.tell(
            title,
            f"/desk/remedies/{each['id']}",
            kind="remedy_answer",
            now=at,
            organ_id=each["organ"],
            number=each["number"],
            day=each["answer_due_on"].isoformat(),
        )
    return told
