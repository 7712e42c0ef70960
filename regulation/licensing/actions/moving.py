"""The licensing part of a firm's file on its way from one organ to another: what it holds, and taking it over."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.casework import documents, record
from regulation.law import beijing
from regulation.law.citation import LICENSING_LAW
from regulation.licensing import papers, procedures, queries, register
from regulation.licensing.actions import filing_changes, powers, versions
from regulation.licensing.status import APPLICATION_STATUSES, LICENCE_STATUSES, LIVING, CheckStatus, Purpose
from regulation.licensing.tables import CommitmentCheck, Licence
from regulation.notices import actions as notices
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from datetime import datetime
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]

#: The words for each state of what a file holds.
WORDS: dict[str, str] = {
    str(name): label for table in (APPLICATION_STATUSES, LICENCE_STATUSES) for name, label in table.items()
}
#: Why a matter goes along, as its notice says it.
BASIS = "机构住所迁移和档案移交（%s）"
MOVED = N_("许可证的住所须申请变更，由迁入地许可机关换发新证：%(number)s")
WAITS = N_("有许可申请正在等待审批决定（%(number)s），请先作出决定或者退回审查，再移交档案")


async def organ_of_file(firm_id: UUID) -> UUID | None:
    """The organ that keeps what the firm holds here; None when it holds nothing that lives."""
    found: UUID | None = await database.value(
        """select organ from (
               select organ, issued_on as since from licence where firm = $1 and status = any($2)
               union all select organ, filed_on from filing where firm = $1 and status = 'valid') as held
            order by since desc limit 1""",
        firm_id,
        sorted(LIVING),
    )
    return found


async def contents(firm_id: UUID) -> list[Row]:
    """Everything of the licensing file, as the two organs sign for it: kind, number, state, day."""
    return [
        {"kind": row["kind"], "number": row["number"], "status": row["status"], "on": row["on"].isoformat()}
        for row in await database.rows(
            """select 'licence' as kind, number, status, issued_on as on, 1 as place from licence where firm = $1
               union all
               select 'filing', number, status, filed_on, 2 from filing where firm = $1
               union all
               select 'application', number, status, received_on, 3 from application
                where firm = $1 and received_on is not null
               order by place, "on", number""",
            firm_id,
        )
    ]


async def check_nothing_waits(firm_id: UUID, waiting: AbstractSet[str]) -> None:
    """Hold the firm's open applications for the transaction. Raises Refused while one has one of these states."""
    for row in await database.rows(
        "select number, status from application where firm = $1 and received_on is not null order by id for update",
        firm_id,
    ):
        if row["status"] in waiting:
            raise errors.Refused(WAITS, number=row["number"])


async def take(
    firm_id: UUID, organ_id: UUID, *, along: AbstractSet[str], reference: str, actor: Actor, now: datetime
) -> None:
    """The new organ takes the file, in the caller's transaction.

    Living licences and filings are its own from now on and are issued anew, but for a licence that its own procedure
    changes: that one's holder is told to apply. Applications in one of the states
    `along` go with them, their clocks running on. What was decided before stays where it was decided.
    """
    for row in await database.rows(
        "select id from licence where firm = $1 and status = any($2) order by id for update",
        firm_id,
        sorted(LIVING),
    ):
        await _take_licence(row["id"], organ_id, reference=reference, actor=actor, now=now)
    await filing_changes.follow_register(firm_id, organ_id=organ_id, reason=reference, actor=actor, now=now)
    for row in await database.rows(
        "select number, organ, kind from application where firm = $1 and status = any($2) order by id for update",
        firm_id,
        sorted(along),
    ):
        former = await papers.organ_of(row["organ"])
        holder = await powers.holder(row["kind"], organ_id, on=beijing.legal_day(now))
        await powers.hand_over_application(
            row["number"], former, await papers.organ_of(holder), basis=BASIS % reference, now=now
        )


async def _checks_follow(
    licence_id: UUID, organ_id: UUID, *, reference: str, actor: Actor, now: datetime
) -> None:
    """A promise that is not checked to its end yet is checked by the bureau of the place where the firm is now."""
    for row in await database.rows(
        """update commitment_check set organ = $2 where licence = $1 and status = any($3) and organ <> $2 returning id""",
        licence_id,
        organ_id,
        [str(CheckStatus.DUE), str(CheckStatus.FAILED)],
    ):
        await database.execute("update clock set organ_id = $2 where matter_id = $1", row["id"], organ_id)
        await record.record_event(
            CommitmentCheck, row["id"], "follow_file", actor=actor, now=now, data={"move": reference}
        )


async def _take_licence(
    licence_id: UUID, organ_id: UUID, *, reference: str, actor: Actor, now: datetime
) -> None:
    licence = await queries.licence_for_update(licence_id)
    # Another organ of the new district may hold the power to give this licence.
    here, organ_id = organ_id, await powers.holder(licence["kind"], organ_id, on=beijing.legal_day(now))
    organ, firm = await papers.organ_of(organ_id), await queries.firm(licence["firm"])
    kind = procedures.licence_kind(licence)
    paper = None
    # One that only an older system printed is issued here once it is changed or renewed by its own procedure; so is one
    # whose domicile is changed by an application alone (《劳务派遣行政许可实施办法》第十六条).
    if kind is not None and kind.moves_by_change:
        await notices.tell(
            MOVED,
            f"/firm/licensing/new?kind={licence['kind']}&purpose={Purpose.CHANGE}",
            kind="licence",
            now=now,
            firm_id=licence["firm"],
            number=licence["number"],
        )
    elif kind is not None and licence["document"]:
        said, old = licence["snapshot"], await documents.by_id(licence["document"])
        paper = await documents.reissue(
            {**old, "organ_id": organ_id},
            {
                **said,
                "organ": papers.organ_block(organ),
                "issued_on": beijing.legal_day(now),
                "firm": {
                    **said["firm"],
                    "name": firm["name"],
                    "address": firm["domicile"],
                    "representative": firm["legal_representative"],
                },
            },
            reason="outdated",
            now=now,
        )
    await database.execute(
        "update licence set organ = $2, firm_name = $3, snapshot = $4, document = $5 where id = $1",
        licence_id,
        organ_id,
        firm["name"],
        json.dumps(paper["snapshot"] if paper else licence["snapshot"], ensure_ascii=False, default=str),
        paper["id"] if paper else licence["document"],
    )
    await _checks_follow(licence_id, here, reference=reference, actor=actor, now=now)
    await record.record_event(
        Licence,
        licence_id,
        "follow_file",
        actor=actor,
        now=now,
        data={"move": reference},
        cites=(LICENSING_LAW.article(49),),
    )
    taken = await queries.licence_for_update(licence_id)
    if paper:
        await versions.keep(taken, "change", application_id=None, on=beijing.legal_day(now), now=now)
    await register.show_licence(taken, now=now)
