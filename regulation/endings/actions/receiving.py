"""Electronic service in such a matter: put on the holder's account by the clerk, served when the holder confirms it there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.casework import documents, service
from regulation.endings.actions import deciding, doors, opening
from regulation.endings.status import EndingStatus
from regulation.law import beijing
from regulation.law.citation import CIVIL_PROCEDURE_LAW
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]
E_SERVICE = CIVIL_PROCEDURE_LAW.article(90)
#: Act of the clerk -> the paper it sends, the column that keeps when, what the holder is told.
_SENDING = {
    "send_notice": ("notice", "notice_sent_at", N_("请签收拟撤销、撤回许可告知书：%(number)s")),
    "send_decision": ("decision", "decision_sent_at", N_("请签收撤销、撤回许可决定书：%(number)s")),
}
#: State -> the paper whose confirmation moves the matter, the column of its sending, the step.
_MOVES = {
    EndingStatus.OPENED: ("notice", "notice_sent_at", "receive_notice"),
    EndingStatus.DECIDED: ("decision", "decision_sent_at", "receive_decision"),
}


async def _send(act: str, ending_id: UUID, *, actor: Actor, now: datetime) -> None:
    paper, column, title = _SENDING[act]
    async with database.unit_of_work():
        matter = await doors.held(ending_id, act, actor=actor, now=now)
        if matter[paper] is None:
            raise errors.Refused("请先签发文书，再发送", citation=E_SERVICE)
        if not await service.may_serve_electronically(matter["firm"], beijing.legal_day(now)):
            raise errors.Refused("受送达人没有签订电子送达确认书，不能电子送达", citation=E_SERVICE)
        await database.execute(f"update ending set {column} = $2 where id = $1", ending_id, now)  # noqa: S608 - named above
        await doors.note(matter, act, actor=actor, now=now, cites=(E_SERVICE,))
        await doors.tell_holder(matter, title, now=now)


async def send_notice(ending_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Put the notice on the holder's account. Raises Refused without the paper or the holder's signed consent."""
    await _send("send_notice", ending_id, actor=actor, now=now)


async def send_decision(ending_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Put the decision on the holder's account; it takes effect when the holder confirms it, or is served otherwise."""
    await _send("send_decision", ending_id, actor=actor, now=now)


async def receivable(matter: Row, *, today: date) -> Row | None:
    """The paper that the holder may confirm now, or None: sent to it, not served, and signed for."""
    move = _MOVES.get(EndingStatus(matter["status"]))
    if move is None:
        return None
    name, column, _step = move
    if matter[name] is None or matter[column] is None:
        return None
    paper = await documents.by_id(matter[name])
    # A notice that took the place of an earlier one is sent anew.
    if matter[column] < paper["issued_at"]:
        return None
    return paper if await service.may_serve_electronically(matter["firm"], today) else None


async def receive(ending_id: UUID, *, actor: Actor, now: datetime) -> str:
    """The holder confirms what was sent: that is its service, today; the step that was taken.

    Raises Refused where nothing waits to be confirmed.
    """
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        matter = await doors.seen(ending_id, actor=actor)
        paper = await receivable(matter, today=today)
        if paper is None:
            raise errors.AlreadyMoved
        step = _MOVES[EndingStatus(matter["status"])][2]
        await doors.held(ending_id, step, actor=actor, now=now)
        receipt = service.confirmed(actor.name, now)
        await service.serve(paper["id"], "electronic", today, receipt, actor=actor, now=now)
        said: Row = {"served_on": today, "method": "electronic", "actor": actor, "now": now}
        if step == "receive_notice":
            await opening.told(matter, step, **said)
        else:
            await deciding.effective(matter, step, **said)
    return step
