"""An applicant that may no longer use the commitment track goes on in the same matter, on the general track."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.casework import clocks, documents, record
from regulation.law import beijing
from regulation.law.citation import ORDER_50
from regulation.licensing import permissions, procedures, queries, tracks
from regulation.licensing.actions import receipt, renewing, telling, timing
from regulation.licensing.rules import conditions
from regulation.licensing.status import STEPS, ApplicationStatus, Track
from regulation.licensing.tables import Application
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date, datetime

    from regulation.actor import Actor

Row = dict[str, Any]
A = ApplicationStatus
STEP = "switch_track"
#: Where the applicant may change over: until the decision is before the decider.
SWITCHABLE = frozenset({A.RECEIVED, A.CORRECTING, A.SUPPLEMENT, A.ACCEPTED})


async def why_barred(application: Row, *, today: date) -> str | None:
    """Why a matter on the commitment track cannot go on there; None for any other matter, and where it can."""
    if application["track"] != Track.COMMITMENT or application["status"] not in SWITCHABLE | {A.PROPOSED}:
        return None
    return conditions.barred_from_commitment(await queries.credit_of(application["firm"], today))


async def to_general(number: str, *, actor: Actor, now: datetime) -> None:
    """Change over: the answers and the day of receipt stay, what the general track asks for besides is asked for.

    While the organ has not answered yet, its five working days stand still until the papers are there, as for anything
    put right on the spot. Raises Refused where nothing bars the track: then a new choice is a new application.
    """
    today = beijing.legal_day(now)
    await receipt.accept_by_silence(number, now=now)
    async with database.unit_of_work():
        application = await queries.for_update(number)
        permissions.check_can_sign(actor, application["firm"])
        if application["status"] not in SWITCHABLE:
            raise errors.AlreadyMoved
        await renewing.check_undecided(application, today=today)
        if await why_barred(application, today=today) is None:
            raise errors.Refused("申请提交后不能更换程序，可以撤回后重新申请", citation=ORDER_50.article(7))
        procedure = procedures.of_matter(application)
        await tracks.check_open(procedure, Track.GENERAL, application["organ"], on=today)
        papers = await queries.paper_kinds(application["id"])
        lacking = procedure.missing(Track.GENERAL, application["answers"], papers, today)
        asked = [*application["requested_items"], *({"name": each.message} for each in lacking)]
        also: Row = {
            "track": str(Track.GENERAL),
            "requested_items": json.dumps(asked, ensure_ascii=False),
            "updated_at": now,
            "updated_by": actor.name,
        }
        said: Row = {"items": [each.message for each in lacking]}
        if application["status"] == A.RECEIVED:
            await record.record_step(
                Application, application["id"], STEP, STEPS[STEP], actor=actor, now=now, data=said, also=also
            )
            await timing.stand_still(application, on=today)
        else:
            await _changed_over(application, also, said, actor=actor, now=now)
        await clocks.stop(application["id"], "on_the_spot", reason=STEPS[STEP].label)
        for paper in await documents.of_matter("application", application["id"]):
            if paper["kind"] == "commitment_letter" and paper["withdrawn_at"] is None:
                await documents.withdraw(paper["id"], now=now)
        await telling.tell_organ(application, N_("申请人改按一般程序办理：%(firm)s（%(number)s）"), now=now)


async def _changed_over(application: Row, also: Row, said: Row, *, actor: Actor, now: datetime) -> None:
    """The matter stays where it stands."""
    await database.execute(
        "update application set track = $2, requested_items = $3, updated_at = $4, updated_by = $5 where id = $1",
        application["id"],
        also["track"],
        also["requested_items"],
        now,
        actor.name,
    )
    await record.record_event(
        Application, application["id"], STEP, actor=actor, now=now, data=said, cites=STEPS[STEP].cites
    )
