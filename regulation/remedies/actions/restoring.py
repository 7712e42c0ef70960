"""What a quashed decision took comes back: the licence it revoked, by an act of the head with its notice and its service."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.casework import record
from regulation.law import beijing
from regulation.law.citation import LITIGATION_LAW, RECONSIDERATION_LAW
from regulation.licensing.actions import restoring
from regulation.penalties import decisions
from regulation.penalties.actions import doors as case_doors
from regulation.remedies import permissions, queries
from regulation.remedies.status import OUTCOME_NAMES, Outcome, Status, Way
from regulation.remedies.tables import Remedy
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from regulation.actor import Actor
    from regulation.law.citation import Citation

Row = dict[str, Any]
#: After these nothing is left of the decision.
GONE = frozenset({Outcome.QUASHED, Outcome.ANEW})


def basis(way: str) -> Citation:
    """Under which article the decision fell."""
    doubt = N_("条文没有写明许可证恢复的手续")
    law, n = (RECONSIDERATION_LAW, 64) if way == Way.RECONSIDERATION else (LITIGATION_LAW, 70)
    return law.article(n, doubt=doubt)


async def taken(remedy: Row) -> list[Row]:
    """The licences that wait to be restored after this remedy; none before it is final and the decision gone."""
    if remedy["status"] != Status.FINAL or remedy["outcome"] not in GONE:
        return []
    return await restoring.taken_by(remedy["decision_number"])


async def restore(remedy_id: UUID, *, actor: Actor, now: datetime) -> list[Row]:
    """Restore what the quashed decision revoked; the notices. Raises NotFound, NotPermitted, Refused."""
    async with database.unit_of_work():
        remedy = await queries.for_update(remedy_id)
        permissions.check_can_decide(actor, remedy)
        waiting = await taken(remedy)
        if not waiting:
            raise errors.Refused(
                N_("没有因该处罚决定被吊销、需要恢复的许可证"), citation=basis(remedy["way"])
            )
        decision = await decisions.by_id(remedy["matter_id"])
        undone = {
            "decision_number": decision["decision_number"],
            "revoked_on": decision["served_on"],
            "body": remedy["body"],
            "outcome_number": remedy["outcome_number"],
            "effective_on": remedy["effective_on"],
        }
        reason = f"{remedy['body']}{remedy['outcome_number']}{OUTCOME_NAMES[Outcome(remedy['outcome'])]}"
        await record.record_event(
            Remedy,
            remedy_id,
            "restore",
            actor=actor,
            now=now,
            reason=reason,
            data={"licences": [each["number"] for each in waiting]},
            cites=(basis(remedy["way"]),),
        )
        return [
            await restoring.restore(each["id"], undone=undone, reason=reason, actor=actor, now=now)
            for each in waiting
        ]


async def notices_of(remedy: Row) -> list[Row]:
    """The notices that told the firm that its licence holds again, for good or while execution is suspended."""
    return await database.rows(
        """select document.*, (select min(served_on) from service where service.document = document.id) as served_on
             from document where kind = 'licence_restoration' and firm_id = $1
              and snapshot ->> 'decision_number' = $2
            order by issued_at, number""",
        remedy["firm"],
        remedy["decision_number"],
    )


async def serve_notice(
    remedy_id: UUID, *, method: str, served_on: date, receipt: str, actor: Actor, now: datetime
) -> None:
    """The notices reached the firm."""
    async with database.unit_of_work():
        remedy = await queries.for_update(remedy_id)
        permissions.check_can_act(actor, remedy)
        waiting = [each for each in await notices_of(remedy) if each["served_on"] is None]
        if not waiting:
            raise errors.AlreadyMoved
        for each in waiting:
            await case_doors.serve_paper(
                each["id"],
                method,
                served_on,
                receipt,
                issued_on=beijing.legal_day(each["issued_at"]),
                actor=actor,
                now=now,
            )
        await record.record_event(
            Remedy,
            remedy_id,
            "serve_restoration",
            actor=actor,
            now=now,
            data={"served_on": served_on, "numbers": [each["number"] for each in waiting]},
        )
