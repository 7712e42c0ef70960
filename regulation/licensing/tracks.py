"""Which tracks of a procedure are open before an organ on a day: all, but for those that wait for the office's own decree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulation import errors
from regulation.casework import decrees
from regulation.licensing import parameters
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from regulation.licensing.procedure import Procedure
    from regulation.licensing.status import Track

NOT_OPENED = N_("许可机关没有登记实行告知承诺的文件，此事项只有一般程序")


async def is_open(procedure: Procedure, track: Track, organ_id: UUID | None, *, on: date) -> bool:
    """Whether this organ takes applications on this track."""
    if track not in procedure.groups:
        return False
    if track not in procedure.decreed:
        return True
    parameter = parameters.TRACK_OPENED_BY[procedure.kind]
    return bool((await decrees.in_force(parameter, organ_id, on)).value)


async def check_open(procedure: Procedure, track: Track, organ_id: UUID | None, *, on: date) -> None:
    """Raises Refused, with the article."""
    if track not in procedure.groups:
        raise errors.Refused("该事项不适用所选的办理程序", citation=procedure.basis[0])
    if not await is_open(procedure, track, organ_id, on=on):
        known = parameters.TRACK_OPENED_BY[procedure.kind].law.citation(on)
        raise errors.Refused(NOT_OPENED, citation=known)
