"""What stands beside the findings of a check: photographs, the service of the order, the holder's report that it is put right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.accounts import people
from regulation.casework import attachments, record, service
from regulation.law import beijing
from regulation.law.citation import BEIJING_BUSINESS_ENVIRONMENT, CIVIL_PROCEDURE_LAW, LICENSING_LAW
from regulation.licensing import permissions, procedures, promises, queries
from regulation.licensing.status import CheckStatus
from regulation.licensing.tables import CommitmentCheck
from regulation.notices import actions as notices
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from pathlib import Path
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]
#: Name, media type and bytes, checked by whoever took the file.
File = tuple[str, str, bytes]
#: Of the officials' files: the point that it shows, or none of them.
POINTS = (*dict.fromkeys(name for kind in procedures.KINDS.values() for name in kind.check_points), "other")
#: Files of one check; more is no evidence but a film.
MOST_FILES = 60


async def _locked(check_id: UUID) -> Row:
    return queries.facts(
        await database.row(
            """select commitment_check.*, licence.number as licence_number, licence.firm_name
               from commitment_check join licence on licence.id = commitment_check.licence
               where commitment_check.id = $1 for update of commitment_check""",
            check_id,
        )
    )


async def _keep(
    check_id: UUID, kind: str, files: Sequence[File], *, folder: Path, actor: Actor, now: datetime
) -> None:
    held = len(await promises.files_of(check_id))
    if held + len(files) > MOST_FILES:
        raise errors.Refused("一次核查最多保存60个文件")
    for file in files:
        await attachments.add(folder, promises.MATTER, check_id, kind, *file, actor=actor, now=now)


async def attach(
    check_id: UUID, point: str, files: Sequence[File], *, folder: Path, actor: Actor, now: datetime
) -> None:
    """Keep what the officials photographed or were given at the place. Raises Invalid, AlreadyMoved once it is recorded."""
    if point not in POINTS:
        raise errors.Invalid({"point": N_("请选择照片对应的核查内容")})
    async with database.unit_of_work():
        check = await _locked(check_id)
        conflicted = await people.conflicts_of(check["firm"], today=beijing.legal_day(now))
        permissions.check_can_record(actor, check, conflicted)
        await _keep(check_id, point, files, folder=folder, actor=actor, now=now)
        await record.record_event(
            CommitmentCheck,
            check_id,
            "attach",
            actor=actor,
            now=now,
            data={"point": point, "files": [name for name, _type, _bytes in files]},
            cites=(LICENSING_LAW.article(34, 3),),
        )


async def serve_order(
    check_id: UUID, *, method: str, served_on: date, receipt: str, actor: Actor, now: datetime
) -> None:
    """The order to correct was handed over: from now on it binds. Raises Refused before it is issued, Invalid."""
    async with database.unit_of_work():
        check = await _locked(check_id)
        conflicted = await people.conflicts_of(check["firm"], today=beijing.legal_day(now))
        permissions.check_can_record(actor, check, conflicted)
        order = await promises.order_of(check_id)
        if order is None:
            raise errors.Refused("该检查没有责令改正指令书")
        service.check_by_official(method)
        wrong: dict[str, str] = {}
        if method not in service.METHODS:
            wrong["method"] = N_("请选择送达方式")
        if served_on > beijing.legal_day(now):
            wrong["served_on"] = N_("送达日期不能晚于今天")
        elif served_on < beijing.legal_day(order["issued_at"]):
            wrong["served_on"] = N_("送达日期不能早于文书签发日期")
        if not receipt.strip():
            wrong["receipt"] = N_("请填写签收人或者送达情况")
        if wrong:
            raise errors.Invalid(wrong)
        await service.serve(order["id"], method, served_on, receipt.strip(), actor=actor, now=now)
        await record.record_event(
            CommitmentCheck,
            check_id,
            "serve",
            actor=actor,
            now=now,
            data={"paper": order["number"], "method": method, "served_on": served_on},
        )
    await notices.tell(
        N_("责令改正指令书已送达，请在%(due)s以前整改"),
        f"/firm/checks/{check_id}",
        kind="licence",
        now=now,
        firm_id=check["firm"],
        due=check["correct_by"],
    )


async def report_correction(
    check_id: UUID, *, account: str, files: Sequence[File], folder: Path, actor: Actor, now: datetime
) -> None:
    """The holder says what it put right, with its proof; the officials still look themselves. Raises Invalid, AlreadyMoved."""
    if not account.strip():
        raise errors.Invalid({"account": N_("请写明逐项整改的情况")})
    async with database.unit_of_work():
        check = await _locked(check_id)
        permissions.check_can_sign(actor, check["firm"])
        if check["status"] != CheckStatus.FAILED:
            raise errors.AlreadyMoved
        await _keep(check_id, promises.CORRECTION, files, folder=folder, actor=actor, now=now)
        await record.record_event(
            CommitmentCheck,
            check_id,
            "report_correction",
            actor=actor,
            now=now,
            reason=account.strip(),
            data={"files": [name for name, _type, _bytes in files]},
            cites=(BEIJING_BUSINESS_ENVIRONMENT.article(33),),
        )
        await notices.tell(
            N_("机构报告已整改，请复查：%(firm)s（%(number)s）"),
            f"/desk/checks/{check_id}",
            kind="licence",
            now=now,
            organ_id=check["organ"],
            firm=check["firm_name"],
            number=check["licence_number"],
        )


async def can_receive(check: Row, *, today: date) -> bool:
    """Whether the holder may confirm here that the order reached it: issued, not served yet, and signed for."""
    if check["status"] != CheckStatus.FAILED:
        return False
    order = await promises.order_of(check["id"])
    is_waiting = order is not None and order["served_on"] is None
    return is_waiting and await service.may_serve_electronically(check["firm"], today)


async def receive_order(check_id: UUID, *, actor: Actor, now: datetime) -> None:
    """The holder confirms that the order arrived: that is its electronic service, on this day. Raises Refused, AlreadyMoved."""
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        check = await _locked(check_id)
        permissions.check_can_sign(actor, check["firm"])
        order = await promises.order_of(check_id)
        if check["status"] != CheckStatus.FAILED or order is None or order["served_on"] is not None:
            raise errors.AlreadyMoved
        receipt = service.confirmed(actor.name, now)
        await service.serve(order["id"], "electronic", today, receipt, actor=actor, now=now)
        await record.record_event(
            CommitmentCheck,
            check_id,
            "receive",
            actor=actor,
            now=now,
            data={"paper": order["number"], "method": "electronic", "served_on": today},
            cites=(CIVIL_PROCEDURE_LAW.article(90),),
        )
