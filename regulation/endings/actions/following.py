"""An open matter follows its licence to another organ: whoever lost the power to license decides nothing about it any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulation import actor as actors
from regulation import database
from regulation.casework import record
from regulation.endings import queries
from regulation.endings.actions import doors
from regulation.endings.status import OPEN
from regulation.endings.tables import Ending
from regulation.law.citation import LICENSING_LAW
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

#: A matter of the superior organ stays with it; any other belongs to the organ of the licence.
_ASTRAY = """
    select ending.id from ending join licence on licence.id = ending.licence join organ on organ.id = ending.organ
    where ending.status = any($1) and ending.organ <> licence.organ and organ.level <> 'municipal' order by ending.number
"""


async def follow_licences(*, now: datetime) -> int:
    """Hand over every open matter whose licence went to another organ, clocks running on; how many."""
    found = await database.rows(_ASTRAY, sorted(OPEN))
    return sum([await _hand_over(each["id"], now=now) for each in found])


async def _hand_over(ending_id: UUID, *, now: datetime) -> bool:
    async with database.unit_of_work():
        matter = await queries.for_update(ending_id)
        if matter["status"] not in OPEN or matter["organ"] == matter["licence_organ"]:
            return False
        await database.execute(
            "update ending set organ = $2 where id = $1", ending_id, matter["licence_organ"]
        )
        await database.execute(
            "update clock set organ_id = $2 where matter_kind = 'ending' and matter_id = $1",
            ending_id,
            matter["licence_organ"],
        )
        await record.record_event(
            Ending,
            ending_id,
            "hand_over",
            actor=actors.SYSTEM,
            now=now,
            data={"from": matter["organ_name"]},
            cites=(LICENSING_LAW.article(69),),
        )
        after = await queries.for_update(ending_id)
        await doors.tell_organ(after, N_("接收移交的撤销、撤回事项：%(firm)s（%(number)s）"), now=now)
        if after["told_on"] is not None:
            await doors.tell_holder(after, N_("许可证%(number)s的撤销、撤回事项已移交其他机关办理"), now=now)
    return True
