"""An application is taken back: by the applicant, or noted by the clerk on its letter; what waits too long is called to mind.

The law says nothing of a supplement that is never handed in, so no time ends the matter: both sides are reminded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.casework import record
from regulation.law import beijing
from regulation.licensing import permissions, queries
from regulation.licensing.actions import receipt, renewing, telling, timing
from regulation.licensing.status import STEPS
from regulation.licensing.tables import Application
from regulation.notices import actions as notices
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date, datetime

    from regulation.actor import Actor

Row = dict[str, Any]
#: Days between two reminders of a supplement that was not handed in; the office's own choice.
EVERY = 15


async def retract(number: str, *, reason: str, actor: Actor, now: datetime) -> None:
    """Take the application back before it is decided."""
    async with database.unit_of_work():
        application = await queries.for_update(number)
        permissions.check_can_take(actor, application, "retract")
        await renewing.check_undecided(application, today=beijing.legal_day(now))
        await _take_back(application, "retract", reason, actor=actor, now=now)
        await notices.tell(
            N_("申请人已撤回申请：%(firm)s（%(number)s）"),
            f"/desk/applications/{application['number']}",
            kind="application",
            now=now,
            organ_id=application["organ"],
            firm=application["firm_name"],
            number=application["number"],
        )


async def retract_on_request(number: str, *, request: str, actor: Actor, now: datetime) -> None:
    """The applicant asked on paper or at the window: the clerk notes what it said and when. Raises Invalid without that."""
    if len(request.strip()) < 4:
        raise errors.Invalid({"reason": N_("请写明申请人提出撤回的方式、日期和内容")})
    async with database.unit_of_work():
        application = await receipt.ready(number, "retract_on_request", actor=actor, now=now)
        await _take_back(application, "retract_on_request", request.strip(), actor=actor, now=now)
        await telling.tell_firm(application, N_("申请已按您的请求撤回（%(number)s）"), now=now)


async def _take_back(application: Row, step: str, reason: str, *, actor: Actor, now: datetime) -> None:
    await record.record_step(
        Application,
        application["id"],
        step,
        STEPS[step],
        actor=actor,
        now=now,
        reason=reason,
        also={"updated_at": now, "updated_by": actor.name},
    )
    await timing.stop(application, reason="申请人撤回申请")
    await renewing.follow(application, step, actor=actor, now=now)


async def remind(*, on: date, now: datetime) -> int:
    """Supplements that were asked for and not handed in, every so many days; applicant and organ are told; how many."""
    waiting = await database.rows(
        """select * from application where status = 'supplement' and supplement_asked_on < $1
              and ($1 - supplement_asked_on) % $2 = 0 order by number""",
        on,
        EVERY,
    )
    for each in waiting:
        async with database.unit_of_work():
            days = (on - each["supplement_asked_on"]).days
            await telling.tell_firm(
                each, N_("补正告知已过%(days)s日，请补交材料，或者撤回申请（%(number)s）"), now=now, days=days
            )
            await telling.tell_organ(
                each, N_("申请人%(days)s日没有补正：%(firm)s（%(number)s）"), now=now, days=days
            )
    return len(waiting)
