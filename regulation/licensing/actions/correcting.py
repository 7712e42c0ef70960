"""What the office's own record of a registration follows when the register's entry is corrected; and papers issued anew for it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.accounts import people
from regulation.casework import documents, record
from regulation.firms import papers_due
from regulation.firms.status import LICENCES, RegistrationKind
from regulation.law import beijing
from regulation.licensing import permissions, queries, register
from regulation.licensing.actions import filing_changes, reissuing
from regulation.licensing.rules import filings, reissue
from regulation.licensing.status import LIVING, SERVICES
from regulation.licensing.tables import Licence
from regulation.notices import actions as notices
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]

NOTHING_DUE = N_("该证书已经换发")
NOT_HERE = N_("该登记不在本系统制发证书，请记录换发文书的编号")


async def correct(
    held_as: RegistrationKind,
    held_number: str,
    *,
    kind: RegistrationKind,
    number: str,
    issued_on: date | None,
    expires_on: date | None,
    ended_on: date | None,
    scope: Sequence[str],
) -> None:
    """Put the record of a licence or a filing right, where there is one; in the caller's transaction.

    What a paper of ours says stays what it says: it is issued anew by an act of its own.
    """
    if held_as in LICENCES:
        found = await database.row(
            "select * from licence where kind = $1 and number = $2 for update", held_as, held_number
        )
        if found is not None:
            await _correct_licence(queries.facts(found), kind, number, issued_on, expires_on, ended_on, scope)
    elif held_as is RegistrationKind.FILING:
        found = await database.row("select * from filing where number = $1 for update", held_number)
        if found is not None:
            filed_on = issued_on or found["filed_on"]
            await database.execute(
                """update filing set number = $2, filed_on = $3, days_late = $4, ended_on = $5, services = $6
                    where id = $1""",
                found["id"],
                number,
                filed_on,
                filings.days_late(found["due_on"], filed_on),
                ended_on,
                [name for name, words in SERVICES.items() if words in scope],
            )


async def _correct_licence(  # noqa: PLR0917 - the columns of one licence
    licence: Row,
    kind: RegistrationKind,
    number: str,
    issued_on: date | None,
    expires_on: date | None,
    ended_on: date | None,
    scope: Sequence[str],
) -> None:
    begun = issued_on or licence["issued_on"]
    # A term begins with the first issue unless it was renewed since.
    valid_from = begun if licence["valid_from"] == licence["issued_on"] else licence["valid_from"]
    said = licence["snapshot"]
    if not licence["document"]:
        said = (
            said
            | {"number": number, "firm": said.get("firm", {}) | {"licence_number": number}}
            | _terms(begun, valid_from, expires_on)
        )
    await database.execute(
        """update licence set kind = $2, number = $3, issued_on = $4, valid_from = $5, valid_to = $6, ended_on = $7,
                  scope = $8, is_online = $9, snapshot = $10 where id = $1""",
        licence["id"],
        kind,
        number,
        begun,
        valid_from,
        expires_on,
        ended_on,
        list(scope),
        register.ONLINE_ITEM in scope,
        json.dumps(said, ensure_ascii=False, default=str),
    )


def _terms(issued_on: date, valid_from: date, valid_to: date | None) -> Row:
    return {"issued_on": issued_on, "valid_from": valid_from, "valid_to": valid_to}


# --- the paper after a correction ------------------------------------------------------------------------


async def reissue_due(
    due_id: UUID, *, yearly_reports: Sequence[Mapping[str, Any]] = (), actor: Actor, now: datetime
) -> Row:
    """Issue the paper of a corrected registration anew, by one act; everything noted of this paper is done with it.

    The office corrects its own error: nobody has to ask, and the old paper is void. The row of the new paper. Raises
    NotFound, NotPermitted, AlreadyMoved when it was done, Refused when the registration has ended or is not issued here.
    """
    async with database.unit_of_work():
        due = await papers_due.for_update(due_id)
        if due["closed_at"] is not None:
            raise errors.AlreadyMoved(NOTHING_DUE)
        if due["kind"] in LICENCES:
            paper = await _licence_anew(due, yearly_reports, actor=actor, now=now)
        elif due["kind"] == RegistrationKind.FILING:
            paper = await _filing_anew(due, actor=actor, now=now)
        else:
            raise errors.Refused(NOT_HERE)
        await papers_due.close_all(due["kind"], due["number"], paper=paper["number"], actor=actor, now=now)
    return paper


async def _licence_anew(
    due: Row, yearly_reports: Sequence[Mapping[str, Any]], *, actor: Actor, now: datetime
) -> Row:
    found = await database.row(
        "select * from licence where kind = $1 and number = $2 for update", due["kind"], due["number"]
    )
    if found is None:
        raise errors.Refused(NOT_HERE)
    licence, today = queries.facts(found), beijing.legal_day(now)
    permissions.check_can_reissue(actor, licence, await people.conflicts_of(licence["firm"], today=today))
    if licence["status"] not in LIVING:
        raise errors.Refused("该许可证已经终止，不能补发证照")
    asked = await reissuing.open_request(licence["id"])
    if asked is not None:
        raise errors.Refused("机构已经申请补发该许可证，请在该申请中办理")
    old = await documents.by_id(licence["document"]) if licence["document"] else None
    said = reissue.corrected(
        old["snapshot"] if old else licence["snapshot"],
        await reissuing.of_register(licence["firm"], today),
        _terms(licence["issued_on"], licence["valid_from"], licence["valid_to"])
        | {"online_recruitment": licence["is_online"]},
    )
    said["reissued"] = reissue.note("corrected", old_token=old["token"] if old else "", on=today)
    said["yearly_reports"] = [dict(each) for each in yearly_reports]
    paper = await reissuing.new_paper(licence, old, said, reason="corrected", now=now)
    await database.execute(
        "update licence set document = $2, snapshot = $3, firm_name = $4 where id = $1",
        licence["id"],
        paper["id"],
        json.dumps(paper["snapshot"], ensure_ascii=False, default=str),
        paper["snapshot"]["firm"]["name"],
    )
    await record.record_event(
        Licence,
        licence["id"],
        "reissue",
        actor=actor,
        now=now,
        reason=said["reissued"],
        data={"reason": "corrected", "old": old["token"] if old else "", "new": paper["token"]},
        cites=(papers_due.SHOWN,),
    )
    await notices.tell(
        N_("登记更正后许可证已换发：%(number)s"),
        "/firm/licensing",
        kind="licence",
        now=now,
        firm_id=licence["firm"],
        number=licence["number"],
    )
    await register.enter_in_log(
        licence["firm"],
        licence["kind"],
        "reissue",
        number=licence["number"],
        actor=actor,
        now=now,
        before=licence["status"],
        reason="corrected",
    )
    return paper


async def _filing_anew(due: Row, *, actor: Actor, now: datetime) -> Row:
    filing = await database.row("select id, organ, status from filing where number = $1", due["number"])
    if filing is None:
        raise errors.Refused(NOT_HERE)
    if not actor.is_official or not actor.in_scope_of(filing["organ"]):
        raise errors.NotFound
    actor.check_holds(*reissue.OFFICIALS)
    after = await filing_changes.reissue_corrected(filing["id"], actor=actor, now=now)
    return await documents.by_id(after["document"])
