"""What a grant does: the licence's row and paper, its place in the register, its publication, the check of a promise."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from regulation import database, errors
from regulation.accounts import organs
from regulation.casework import calendar, clocks, documents, numbering, record
from regulation.licensing import papers, procedures, promises, queries, register
from regulation.licensing.actions import renewing, replacing, telling, versions
from regulation.licensing.procedure import Effect
from regulation.licensing.rules import change, deadlines, numbers, renewal
from regulation.licensing.status import CheckOccasion, LicenceStatus, Track
from regulation.licensing.tables import CommitmentCheck, Licence

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import date, datetime
    from uuid import UUID

    from regulation.actor import Actor
    from regulation.licensing.procedure import LicenceKind, Procedure

    Make = Callable[..., Awaitable[dict[str, Any]]]

Row = dict[str, Any]


async def check_free(application: Row, procedure: Procedure, *, on: date) -> None:
    """A firm holds one living licence of a kind: a new one must not be the second, a renewal must find it alive.

    Raises Refused.
    """
    if procedure.needs_licence:
        await renewing.check_living(application, procedure, today=on)
        return
    held = await replacing.held(application["firm"], procedure, on=on)
    if held:
        raise errors.Refused(procedure.words.held_by_firm, number=held)


async def grant(
    application: Row,
    procedure: Procedure,
    organ: Row,
    decision_number: str,
    *,
    on: date,
    actor: Actor,
    now: datetime,
) -> UUID:
    """Carry out a decision to grant, in the transaction of the decision; the licence's id."""
    await replacing.make_way(application, procedure, organ, on=on, actor=actor, now=now)
    make = EFFECTS[procedure.grants]
    licence = await make(application, procedure.licence, organ, decision_number, on=on, actor=actor, now=now)
    await papers.issue_grant(application, organ, decision_number, licence, now=now)
    if "collect" in procedure.issues:
        await papers.issue_collection(application, organ, licence, now=now)
    await register.show_licence(licence, now=now)
    if application["track"] == Track.COMMITMENT and procedure.checked_after(application["answers"]):
        await _open_check(licence, OCCASIONS[procedure.grants], on, actor=actor, now=now)
    await telling.tell_firm(application, procedure.words.granted, now=now, licence=licence["number"])
    await register.end_publications(licence, reason=procedure.title, on=on, actor=actor, now=now)
    await register.publish_grant(
        licence,
        organ,
        decision_number,
        application_id=application["id"] if procedure.needs_licence else None,
        on=on,
        actor=actor,
        now=now,
    )
    await register.enter_in_log(
        application["firm"],
        licence["kind"],
        LEAVES[procedure.grants],
        number=licence["number"],
        actor=actor,
        now=now,
        before=application["status"],
        decision=decision_number,
        organ=organ["code"],
        valid_to=licence["valid_to"].isoformat(),
    )
    made: UUID = licence["id"]
    return made


async def _new_licence(
    application: Row,
    kind: LicenceKind,
    organ: Row,
    decision_number: str,
    *,
    on: date,
    actor: Actor,
    now: datetime,
) -> Row:
    """The row and the paper of a new licence."""
    answers = application["answers"]
    serial = await numbering.next_number(numbers.series_of(organ["code"]), kind.kind, on.year)
    number = kind.number(organ["code"], on.year, serial)
    valid_to = kind.valid_to(on)
    said = papers.licence_snapshot(
        application,
        organ,
        await queries.firm(application["firm"]),
        kind,
        licence_number=number,
        decision_number=decision_number,
        valid_from=on,
        valid_to=valid_to,
    )
    licence_id = uuid4()
    paper = await documents.issue(
        kind.paper,
        number,
        "licence",
        licence_id,
        said,
        organ_id=organ["id"],
        firm_id=application["firm"],
        now=now,
    )
    await database.execute(
        """insert into licence (id, kind, number, firm, firm_name, organ, application, track, status, scope, is_online,
                                issued_on, valid_from, valid_to, snapshot, document)
           values ($1, $2, $3, $4, $5, $6, $7, $8, 'valid', $9, $10, $11, $11, $12, $13, $14)""",
        licence_id,
        str(kind.kind),
        number,
        application["firm"],
        said["firm"]["name"],
        organ["id"],
        application["id"],
        application["track"],
        kind.scope(answers),
        kind.is_online(answers),
        on,
        valid_to,
        json.dumps(paper["snapshot"], ensure_ascii=False, default=str),
        paper["id"],
    )
    await record.opened(
        Licence,
        licence_id,
        "grant",
        LicenceStatus.VALID,
        actor=actor,
        now=now,
        data={"application": application["number"], "decision": decision_number},
        cites=procedures.of_matter(application).step("grant").cites,
    )
    made = queries.facts(await database.row("select * from licence where id = $1", licence_id))
    await versions.keep(made, "grant", application_id=application["id"], on=on, now=now)
    return made


async def _new_term(
    application: Row,
    kind: LicenceKind,
    organ: Row,
    decision_number: str,
    *,
    on: date,
    actor: Actor,
    now: datetime,
) -> Row:
    """The licence that is held, with another term: the old paper is void, a new one says so."""
    licence = await queries.licence_for_update(application["licence"])
    valid_from, valid_to = renewal.next_term(licence["valid_to"], on, kind.valid_to)
    return await renewing.renew(
        licence,
        "renew",
        application=application,
        said=await _said(
            application,
            organ,
            kind,
            licence,
            decision_number=decision_number,
            term=(valid_from, valid_to),
            on=on,
        ),
        valid_from=valid_from,
        valid_to=valid_to,
        on=on,
        actor=actor,
        now=now,
    )


async def _new_content(
    application: Row,
    kind: LicenceKind,
    organ: Row,
    decision_number: str,
    *,
    on: date,
    actor: Actor,
    now: datetime,
) -> Row:
    """The licence that is held, for the rest of its term, with other items; the copy lists what was changed."""
    licence = await queries.licence_for_update(application["licence"])
    said = await _said(
        application,
        organ,
        kind,
        licence,
        decision_number=decision_number,
        term=(licence["valid_from"], licence["valid_to"]),
        on=on,
    )
    return await renewing.renew(
        licence,
        "change",
        application=application,
        said=said | {"changes": [*licence["snapshot"].get("changes", []), *_noted(application, on)]},
        valid_from=licence["valid_from"],
        valid_to=licence["valid_to"],
        on=on,
        actor=actor,
        now=now,
    )


def _noted(application: Row, on: date) -> list[Row]:
    return [
        {
            "changed_on": on,
            "item": each.label,
            "text": f"由“{each.before or '无'}”变更为“{each.after or '无'}”",
        }
        for each in change.changes(application["answers"])
    ]


async def _said(
    application: Row,
    organ: Row,
    kind: LicenceKind,
    licence: Row,
    *,
    decision_number: str,
    term: tuple[date, date],
    on: date,
) -> Row:
    said = papers.licence_snapshot(
        application,
        organ,
        await queries.firm(application["firm"]),
        kind,
        licence_number=licence["number"],
        decision_number=decision_number,
        valid_from=term[0],
        valid_to=term[1],
    )
    changes = licence["snapshot"].get("changes", [])
    return said | {"issued_on": on} | ({"changes": changes} if changes else {})


#: What a promise was given for, by what the grant does.
OCCASIONS: dict[Effect, CheckOccasion] = {
    Effect.NEW_LICENCE: CheckOccasion.FIRST,
    Effect.NEW_TERM: CheckOccasion.RENEWAL,
    Effect.NEW_CONTENT: CheckOccasion.ONLINE,
}


async def _open_check(
    licence: Row, occasion: CheckOccasion, today: date, *, actor: Actor, now: datetime
) -> None:
    """The promise will be checked within the months that hold here; a check that is still open covers it."""
    if await database.value(
        "select exists (select from commitment_check where licence = $1 and status <> 'passed')",
        licence["id"],
    ):
        return
    check_id, organ_id = uuid4(), await organs.supervisor_of(licence["organ"])
    due = await clocks.start(
        "commitment_check",
        check_id,
        "commitment_check",
        await promises.check_within(licence["organ"], today),
        today,
        calendar=await calendar.current(),
        organ_id=organ_id,
    )
    await database.execute(
        """insert into commitment_check (id, licence, firm, organ, status, due_on, occasion)
           values ($1, $2, $3, $4, 'due', $5, $6)""",
        check_id,
        licence["id"],
        licence["firm"],
        organ_id,
        due.due_on,
        str(occasion),
    )
    await record.opened(
        CommitmentCheck,
        check_id,
        "open_check",
        "due",
        actor=actor,
        now=now,
        data={"licence": licence["number"], "occasion": occasion},
        cites=(
            procedures.KINDS[licence["kind"]].promise_basis or deadlines.COMMITMENT_CHECK.citation(today),
        ),
    )


#: How each effect of a grant is carried out.
EFFECTS: dict[Effect, Make] = {
    Effect.NEW_LICENCE: _new_licence,
    Effect.NEW_TERM: _new_term,
    Effect.NEW_CONTENT: _new_content,
}
#: How the register log calls each.
LEAVES: dict[Effect, str] = {
    Effect.NEW_LICENCE: "grant",
    Effect.NEW_TERM: "renew",
    Effect.NEW_CONTENT: "change",
}
