"""A licence's paper anew: the holder asks, an official of the issuing organ issues it or says why not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from regulation import database, errors
from regulation.accounts import people
from regulation.casework import documents, record, void_papers
from regulation.firms import queries as firms
from regulation.law import beijing
from regulation.licensing import permissions, procedures, queries, register
from regulation.licensing.rules import reissue
from regulation.licensing.status import LIVING
from regulation.licensing.tables import Licence, PaperRequest
from regulation.notices import actions as notices
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]


async def ask(licence_id: UUID, *, reason: str, account: str, actor: Actor, now: datetime) -> UUID:
    """The holder asks. Raises NotFound, NotPermitted, Invalid, and Refused where there is nothing to replace."""
    if reason not in void_papers.ASKED:
        raise errors.Invalid({"reason": "请选择原因"})
    if not account.strip():
        raise errors.Invalid({"account": "请说明有关情况"})
    async with database.unit_of_work():
        licence = await queries.licence_for_update(licence_id)
        permissions.check_can_sign(actor, licence["firm"])
        if licence["status"] not in LIVING:
            raise errors.Refused("该许可证已经终止，不能补发证照")
        if await open_request(licence_id) is not None:
            raise errors.Refused("本机构已经申请补发该许可证，请等待许可机关办理")
        made = uuid4()
        await database.execute(
            """insert into paper_request (id, licence, firm, organ, status, reason, account, asked_at, answer)
               values ($1, $2, $3, $4, 'asked', $5, $6, $7, '')""",
            made,
            licence_id,
            licence["firm"],
            licence["organ"],
            reason,
            account.strip(),
            now,
        )
        await record.opened(
            PaperRequest,
            made,
            "ask",
            reissue.RequestStatus.ASKED,
            actor=actor,
            now=now,
            reason=account.strip(),
        )
        await record.record_event(
            Licence,
            licence_id,
            "ask_reissue",
            actor=actor,
            now=now,
            reason=account.strip(),
            data={"reason": reason},
        )
        await notices.tell(
            N_("机构申请补发许可证：%(firm)s（%(number)s）"),
            f"/desk/licences/{licence_id}",
            kind="licence",
            now=now,
            organ_id=licence["organ"],
            firm=licence["firm_name"],
            number=licence["number"],
        )
    return made


async def take_back(request_id: UUID, *, actor: Actor, now: datetime) -> None:
    """The holder found the paper again. Raises NotFound, NotPermitted, AlreadyMoved."""
    async with database.unit_of_work():
        asked = await _for_update(request_id)
        permissions.check_can_sign(actor, asked["firm"])
        await record.record_step(
            PaperRequest,
            request_id,
            "take_back",
            reissue.STEPS["take_back"],
            actor=actor,
            now=now,
            also={"answered_at": now},
        )


async def decline(request_id: UUID, *, answer: str, actor: Actor, now: datetime) -> None:
    """The paper held stays valid; the holder is told why. Raises Invalid without a reason."""
    if not answer.strip():
        raise errors.Invalid({"answer": "请说明理由"})
    async with database.unit_of_work():
        asked = await _for_update(request_id)
        await _check_official(asked, actor, now=now)
        await record.record_step(
            PaperRequest,
            request_id,
            "decline",
            reissue.STEPS["decline"],
            actor=actor,
            now=now,
            reason=answer.strip(),
            also={"answered_at": now, "answer": answer.strip()},
        )
        await _tell_holder(asked, N_("补发许可证的申请未予办理：%(number)s"), now=now)


async def issue(
    request_id: UUID, *, yearly_reports: Sequence[Mapping[str, Any]] = (), actor: Actor, now: datetime
) -> Row:
    """Issue the new paper: the old one is void, number and term stay. The row of the new paper.

    `yearly_reports` are the entries of its copy.

    Raises NotFound, NotPermitted, AlreadyMoved, and Refused when the licence has ended since.
    """
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        asked = await _for_update(request_id)
        licence = await _check_official(asked, actor, now=now)
        if licence["status"] not in LIVING:
            raise errors.Refused("该许可证已经终止，不能补发证照")
        old = await documents.by_id(licence["document"]) if licence["document"] else None
        said = reissue.says(
            old["snapshot"] if old else licence["snapshot"],
            asked["reason"],
            await of_register(licence["firm"], today),
        )
        said["reissued"] = reissue.note(asked["reason"], old_token=old["token"] if old else "", on=today)
        said["yearly_reports"] = [dict(each) for each in yearly_reports]
        paper = await new_paper(licence, old, said, reason=asked["reason"], now=now)
        await record.record_step(
            PaperRequest,
            request_id,
            "issue",
            reissue.STEPS["issue"],
            actor=actor,
            now=now,
            also={"answered_at": now, "document": paper["id"]},
        )
        await database.execute(
            "update licence set document = $2, snapshot = $3 where id = $1",
            licence["id"],
            paper["id"],
            json.dumps(paper["snapshot"], ensure_ascii=False, default=str),
        )
        await record.record_event(
            Licence,
            licence["id"],
            "reissue",
            actor=actor,
            now=now,
            reason=said["reissued"],
            data={
                "reason": asked["reason"],
                "old": old["token"] if old else "",
                "new": paper["token"],
            },
            cites=reissue.STEPS["issue"].cites,
        )
        await _tell_holder(asked, N_("许可证已补发：%(number)s"), now=now)
        await register.enter_in_log(
            licence["firm"],
            licence["kind"],
            "reissue",
            number=licence["number"],
            actor=actor,
            now=now,
            before=licence["status"],
            reason=asked["reason"],
        )
    return paper


async def new_paper(licence: Row, old: Row | None, said: Row, *, reason: str, now: datetime) -> Row:
    """In place of the old one; the first file of a licence that was given before this system."""
    if old is not None:
        return await documents.reissue(old, said, reason=reason, now=now)
    kind = procedures.licence_kind(licence)
    if kind is None:
        raise errors.Refused("这种许可证不在本系统制发，请到许可机关办理")
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


async def open_request(licence_id: UUID) -> Row | None:
    """The request that waits for an answer."""
    return await database.row(
        "select * from paper_request where licence = $1 and status = 'asked'", licence_id
    )


async def newest_request(licence_id: UUID) -> Row | None:
    """The holder's last request and what became of it."""
    return await database.row(
        "select * from paper_request where licence = $1 order by asked_at desc limit 1", licence_id
    )


async def _for_update(request_id: UUID) -> Row:
    found = await database.row("select * from paper_request where id = $1 for update", request_id)
    if found is None:
        raise errors.NotFound
    return found


async def _check_official(asked: Row, actor: Actor, *, now: datetime) -> Row:
    licence = await queries.licence_for_update(asked["licence"])
    conflicted = await people.conflicts_of(licence["firm"], today=beijing.legal_day(now))
    permissions.check_can_reissue(actor, licence, conflicted)
    return licence


async def of_register(firm_id: UUID, on: date) -> dict[str, str]:
    """What the register says of the holder today, in the words of the paper."""
    firm = await firms.firm(firm_id)
    return {
        "name": firm.name,
        "code": firm.uscc or "",
        "address": firm.domicile,
        "representative": firm.legal_representative,
        "on": on.isoformat(),
    }


async def _tell_holder(asked: Row, title: str, *, now: datetime) -> None:
    licence = await queries.licence_for_update(asked["licence"])
    await notices.tell(
        title, "/firm/licensing", kind="licence", now=now, firm_id=asked["firm"], number=licence["number"]
    )
