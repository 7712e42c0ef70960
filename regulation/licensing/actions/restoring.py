"""A licence comes back: the decision that took it was quashed, or is not executed while it is reviewed.

The register keeps what it said in between; nothing is overwritten.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.casework import clocks, documents, record
from regulation.law import beijing
from regulation.licensing import papers, procedures, queries, register, winding
from regulation.licensing.rules.ending import Ground
from regulation.licensing.rules.winding_down import WINDING_STEPS
from regulation.licensing.status import (
    LICENCE_STEPS,
    LIVING,
    OPEN,
    REINSTATING_STEPS,
    RESTORING_STEPS,
    TAKING_STEPS,
    LicenceStatus,
)
from regulation.licensing.tables import Licence
from regulation.licensing.winding_tables import WindingDown
from regulation.notices import actions as notices
from regulation.registration_conditions.actions import following
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]
OVERTAKEN = N_("吊销许可证的处罚决定被撤销")
HALTED = N_("吊销许可证的处罚决定停止执行")
#: Licences that a decision took and that are not back: ended by it, or cancelled because of it, and not ended anew since.
TAKEN = """
    select licence.* from licence join case_log as log on log.matter_kind = 'licence' and log.matter_id = licence.id
     where log.action = 'revoke' and log.data ->> 'decision' = $1
       and (licence.status = 'revoked' or (licence.status = 'cancelled' and licence.end_ground = 'taken_back'))
       and not exists (select from case_log as later where later.matter_kind = 'licence' and later.matter_id = licence.id
                        and later.id > log.id and later.action = any($2))
     order by licence.number
"""


async def taken_by(decision_number: str) -> list[Row]:
    """The licences that a penalty decision took and that have not been restored."""
    found = await database.rows(TAKEN, decision_number, [*TAKING_STEPS, *RESTORING_STEPS, "expire"])
    return [queries.facts(each) for each in found]


async def held_meanwhile(decision_number: str) -> list[Row]:
    """The licences that hold only because the decision that revoked them is not executed."""
    found = await database.rows(
        """select licence.* from licence join case_log as log on log.matter_kind = 'licence' and log.matter_id = licence.id
            where log.action = any($2) and log.data ->> 'decision' = $1 and licence.status = any($3)
              and not exists (select from case_log as later where later.matter_kind = 'licence' and later.matter_id = licence.id
                               and later.id > log.id and later.action = any($4))
            order by licence.number""",
        decision_number,
        list(REINSTATING_STEPS),
        sorted(LIVING),
        [*TAKING_STEPS, *RESTORING_STEPS, "expire", "cancel"],
    )
    return [queries.facts(each) for each in found]


async def restore(
    licence_id: UUID, *, undone: Row, reason: str, is_meanwhile: bool = False, actor: Actor, now: datetime
) -> Row:
    """The licence holds again with its number and term; the notice that says so.

    In the transaction of the caller, who knows that the decision was quashed, or is not executed meanwhile, and who may.
    `undone` says of it: number and day of the penalty decision, body, number and day of what quashed or suspended it.
    Raises AlreadyMoved, and Refused where the firm holds another licence of the kind.
    """
    today = beijing.legal_day(now)
    licence = await queries.licence_for_update(licence_id)
    was_cancelled = licence["status"] == LicenceStatus.CANCELLED
    if was_cancelled and licence["end_ground"] != Ground.TAKEN_BACK:
        raise errors.AlreadyMoved
    if await queries.licence_held(licence["firm"], licence["kind"]) is not None:
        raise errors.Refused(
            N_("该机构已经取得新的同类许可证，原许可证不再恢复"), citation=LICENCE_STEPS["restore"].cites[0]
        )
    step = "reinstate" if is_meanwhile else "restore"
    if await _renewal_pending(licence_id):
        step += "_pending"
    if licence["status"] not in LICENCE_STEPS[step].before:
        raise errors.AlreadyMoved
    organ = await papers.organ_of(licence["organ"])
    notice = await papers.issue_restoration(
        licence, organ, undone, was_cancelled=was_cancelled, is_meanwhile=is_meanwhile, now=now
    )
    # Its holder may show it again: the same content under the same number; the old file stays void.
    certificate = await _certificate(licence, now=now)
    await record.record_step(
        Licence,
        licence_id,
        step,
        LICENCE_STEPS[step],
        actor=actor,
        now=now,
        reason=reason,
        data={"decision": undone["decision_number"], "number": notice["number"]},
        also={
            "ended_on": None,
            "end_ground": "",
            "end_reason": "",
            **({"document": certificate["id"]} if certificate else {}),
        },
    )
    await _what_followed(
        licence, HALTED if is_meanwhile else OVERTAKEN, was_cancelled=was_cancelled, actor=actor, now=now
    )
    restored = await queries.licence_for_update(licence_id)
    await register.show_licence(restored, now=now)
    for audience in ({"organ_id": licence["organ"]}, {"firm_id": licence["firm"]}):
        await notices.tell(
            N_("许可证已恢复：%(firm)s（%(number)s）"),
            "/firm/licensing" if "firm_id" in audience else f"/desk/licences/{licence_id}",
            kind="licence",
            now=now,
            **audience,
            firm=licence["firm_name"],
            number=licence["number"],
        )
    await register.publish_restored(
        restored, organ, notice["number"], notice["id"], on=today, actor=actor, now=now
    )
    await register.enter_in_log(
        licence["firm"],
        licence["kind"],
        step,
        number=licence["number"],
        actor=actor,
        now=now,
        before=licence["status"],
        decision=undone["decision_number"],
    )
    return notice


async def _renewal_pending(licence_id: UUID) -> bool:
    """Whether a renewal asked for in time is still undecided: it keeps the licence alive beyond its term."""
    return bool(
        await database.value(
            """select true from application where licence = $1 and purpose = 'renewal' and in_time
                  and status = any($2) limit 1""",
            licence_id,
            sorted(OPEN),
        )
    )


async def _certificate(licence: Row, *, now: datetime) -> Row | None:
    """The paper anew; None for a licence whose paper another system gave."""
    kind = procedures.licence_kind(licence)
    if licence["document"] is None or kind is None:
        return None
    said = licence["snapshot"] if isinstance(licence["snapshot"], dict) else json.loads(licence["snapshot"])
    return await documents.issue(
        kind.paper,
        licence["number"],
        "licence",
        licence["id"],
        said,
        organ_id=licence["organ"],
        firm_id=licence["firm"],
        now=now,
    )


async def _what_followed(
    licence: Row, reason: str, *, was_cancelled: bool, actor: Actor, now: datetime
) -> None:
    """Reminder or paper of the cancellation, stopped checks, contracts that were to run out: all as before."""
    today = beijing.legal_day(now)
    await clocks.stop(licence["id"], "cancellation", reason=reason)
    if was_cancelled:
        for paper in await documents.of_matter("licence", licence["id"]):
            if paper["kind"] == "cancellation_notice" and paper["withdrawn_at"] is None:
                await documents.withdraw(paper["id"], now=now)
        await register.end_cancellation(licence, reason=reason, on=today, actor=actor, now=now)
    for check in await database.rows(
        "select id from commitment_check where licence = $1 and status = 'due'", licence["id"]
    ):
        for kind in ("commitment_check", "commitment_report"):
            await clocks.revive(check["id"], kind)
    running = await winding.known(licence["id"])
    if running is not None and running["status"] in WINDING_STEPS["void"].before:
        await record.record_step(
            WindingDown,
            running["id"],
            "void",
            WINDING_STEPS["void"],
            actor=actor,
            now=now,
            reason=reason,
            also={"closed_on": today},
        )
        await following.lift(running["id"], on=today, reason=reason, actor=actor, now=now)
