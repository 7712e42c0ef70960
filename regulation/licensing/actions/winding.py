"""Winding down after the end of a dispatch licence: begun by its end, listed and reported by the firm, closed by the organ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import actor as actors
from regulation import database, errors
from regulation.accounts import people
from regulation.casework import attachments, record
from regulation.firms.status import LimitKind, RegistrationKind
from regulation.law import beijing
from regulation.licensing import permissions, procedures, queries, register, winding
from regulation.licensing.rules import winding_down as rules
from regulation.licensing.rules.ending import Ground
from regulation.licensing.rules.winding_down import WINDING_STEPS, WindingStatus
from regulation.licensing.status import LIVING, LicenceStatus
from regulation.licensing.tables import Licence
from regulation.licensing.winding_tables import WindingDown
from regulation.notices import actions as notices
from regulation.registration_conditions.actions import following
from regulation.registration_conditions.actions.proposing import Document
from regulation.registration_conditions.rules import grounds as conditions
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

    from regulation.actor import Actor

Row = dict[str, Any]


async def begin_due_ones(*, now: datetime) -> int:
    """The nightly job: every licence that ended with contracts that may still run; how many began to wind down."""
    kinds = [str(kind) for kind, each in procedures.KINDS.items() if each.settles_first]
    ended = await database.rows(
        """select id from licence where kind = any($1) and status <> all($2)
             and not exists (select from winding_down where winding_down.licence = licence.id)
             and not exists (select from licence as other where other.firm = licence.firm and other.kind = licence.kind
                             and other.status = any($2)) order by ended_on, id""",
        kinds,
        sorted(LIVING),
    )
    return sum([await begin(each["id"], now=now) for each in ended])


async def begin(licence_id: UUID, *, now: datetime) -> bool:
    """What the end of a licence leaves behind; False where nothing runs on."""
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        licence = await queries.licence_for_update(licence_id)
        if not rules.winds_down(LicenceStatus(licence["status"]), licence["end_ground"]):
            return False
        made = uuid4()
        begun = await database.value(
            """insert into winding_down (id, licence, firm, organ, status, began_on)
               values ($1, $2, $3, $4, 'due', $5) on conflict (licence) do nothing returning id""",
            made,
            licence_id,
            licence["firm"],
            licence["organ"],
            licence["ended_on"] or today,
        )
        if begun is None:
            return False
        await record.opened(
            WindingDown,
            made,
            "begin",
            WindingStatus.DUE,
            actor=actors.SYSTEM,
            now=now,
            data={"licence": licence["number"]},
            cites=(rules.CONTRACTS_RUN_ON,),
        )
        await notices.tell(
            N_("许可已经终止，请报告仍在履行的劳务派遣合同：%(number)s"),
            f"/firm/licences/{licence_id}/winding-down",
            kind="licence",
            now=now,
            firm_id=licence["firm"],
            number=licence["number"],
        )
        await register.show_licence(licence, now=now)
        await following.impose(
            (RegistrationKind(licence["kind"]), licence["number"]),
            kind=LimitKind.RESTRICTION,
            ground=conditions.Ground.WINDING_DOWN,
            source_matter=made,
            text=winding.SAID,
            since=licence["ended_on"] or today,
            facts=conditions.GROUNDS[conditions.Ground.WINDING_DOWN].label,
            decision=Document(),
            actor=actors.SYSTEM,
            now=now,
        )
        await register.enter_in_log(
            licence["firm"],
            licence["kind"],
            "wind_down",
            number=licence["number"],
            actor=actors.SYSTEM,
            now=now,
            before=licence["status"],
        )
    return True


async def add(
    licence_id: UUID, *, user_unit: str, workers: int, last_on: date, actor: Actor, now: datetime
) -> UUID:
    """One user unit with its workers, on the firm's list. Raises Invalid, NotFound, AlreadyMoved once it is closed."""
    async with database.unit_of_work():
        found = await _held(licence_id, actor=actor)
        wrong = {}
        if workers < 1:
            wrong["workers"] = "请填写仍在履行的合同人数"
        if last_on < found["began_on"]:
            wrong["last_on"] = "许可终止前已经届满的合同不需要报告"
        if wrong:
            raise errors.Invalid(wrong)
        made = uuid4()
        await database.execute(
            """insert into running_contract (id, winding_down, user_unit, workers, last_on, added_at)
               values ($1, $2, $3, $4, $5, $6)""",
            made,
            found["id"],
            user_unit.strip(),
            workers,
            last_on,
            now,
        )
        await record.record_event(
            WindingDown,
            found["id"],
            "add_contracts",
            actor=actor,
            now=now,
            reason=user_unit.strip(),
            data={"user_unit": user_unit, "workers": workers, "last_on": last_on},
        )
    return made


async def complete(licence_id: UUID, *, actor: Actor, now: datetime) -> None:
    """The firm declares its list complete; an empty one says that no contract runs on."""
    async with database.unit_of_work():
        found = await _held(licence_id, actor=actor)
        await record.record_step(
            WindingDown,
            found["id"],
            "list_contracts",
            WINDING_STEPS["list_contracts"],
            actor=actor,
            now=now,
            also={"listed_on": beijing.legal_day(now)},
        )
        licence = await queries.licence_for_update(licence_id)
        await notices.tell(
            N_("机构已报告原有派遣合同：%(firm)s（%(number)s）"),
            f"/desk/licences/{licence_id}/winding-down",
            kind="licence",
            now=now,
            organ_id=licence["organ"],
            firm=licence["firm_name"],
            number=licence["number"],
        )


async def end_contract(
    licence_id: UUID, contract_id: UUID, *, ended_on: date, how: str, actor: Actor, now: datetime
) -> None:
    """The contracts at one user unit have ended. Raises Invalid, NotFound, AlreadyMoved when it was reported before."""
    wrong = {}
    if how not in rules.HOW_ENDED:
        wrong["how"] = "请选择终止方式"
    if ended_on > beijing.legal_day(now):
        wrong["ended_on"] = "终止日期不能晚于今天"
    if wrong:
        raise errors.Invalid(wrong)
    async with database.unit_of_work():
        found = await _held(licence_id, actor=actor)
        known = await database.row(
            "select * from running_contract where id = $1 and winding_down = $2 for update",
            contract_id,
            found["id"],
        )
        if known is None:
            raise errors.NotFound
        if known["ended_on"] is not None:
            raise errors.AlreadyMoved
        await database.execute(
            "update running_contract set ended_on = $2, how_ended = $3 where id = $1",
            contract_id,
            ended_on,
            how,
        )
        await record.record_event(
            WindingDown,
            found["id"],
            "end_contracts",
            actor=actor,
            now=now,
            reason=known["user_unit"],
            data={"user_unit": known["user_unit"], "ended_on": ended_on, "how": how},
        )


async def close(licence_id: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """The organ has verified that the last contract ended. Raises Refused while one still runs."""
    async with database.unit_of_work():
        licence = await queries.licence_for_update(licence_id)
        found = await winding.of_licence(licence_id, lock=True)
        permissions.check_may_see(actor, licence)
        conflicted = await people.conflicts_of(licence["firm"], today=beijing.legal_day(now))
        winding.check_can_close(actor, found, conflicted)
        if not rules.may_close(await winding.contracts(found["id"])):
            raise errors.Refused("还有合同在履行，不能办结", citation=rules.CONTRACTS_RUN_ON)
        await record.record_step(
            WindingDown,
            found["id"],
            "close",
            WINDING_STEPS["close"],
            actor=actor,
            now=now,
            reason=reason,
            also={"closed_on": beijing.legal_day(now)},
        )
        await register.show_licence(licence, now=now)
        await following.lift(found["id"], on=beijing.legal_day(now), reason=reason, actor=actor, now=now)
        await register.enter_in_log(
            licence["firm"],
            licence["kind"],
            "wound_down",
            number=licence["number"],
            actor=actor,
            now=now,
            before=licence["status"],
        )


async def settle(
    licence_id: UUID,
    *,
    workers: int,
    relations: str,
    insurance: str,
    file: tuple[str, str, bytes],
    folder: Path,
    actor: Actor,
    now: datetime,
) -> UUID:
    """The holder proves that its dispatched workers' relations and insurance are settled, before it gives the licence up."""
    file_name, media_type, content = file
    async with database.unit_of_work():
        licence = await queries.licence_for_update(licence_id)
        permissions.check_can_sign(actor, licence["firm"])
        kind = procedures.licence_kind(licence)
        if kind is None or not kind.settles_first:
            raise errors.NotFound
        if licence["status"] not in LIVING:
            raise errors.AlreadyMoved
        made = uuid4()
        proof = await attachments.add(
            folder,
            "settlement",
            made,
            "settlement",
            file_name,
            media_type,
            content,
            actor=actor,
            now=now,
        )
        await database.execute(
            """insert into settlement (id, licence, workers, relations, insurance, proof, made_at, made_by)
               values ($1, $2, $3, $4, $5, $6, $7, $8)""",
            made,
            licence_id,
            workers,
            relations,
            insurance,
            proof,
            now,
            actor.name,
        )
        await record.record_event(
            Licence,
            licence_id,
            "settle",
            actor=actor,
            now=now,
            data={"workers": workers, "file": file_name},
            cites=(rules.SETTLED_FIRST,),
        )
    return made


async def check_settled(licence: Row, ground: Ground) -> None:
    """A holder gives up such a licence only when its workers are taken care of. Raises Refused."""
    kind = procedures.licence_kind(licence)
    if kind is None or not kind.settles_first or ground is not Ground.REQUEST:
        return
    settled = await winding.settlement(licence["id"]) is not None
    if not rules.may_cancel_at_request(settled=settled):
        raise errors.Refused(
            "申请注销前，应当提交被派遣劳动者的劳动关系和社会保险已经妥善处理的证明",
            citation=rules.SETTLED_FIRST,
        )


async def _held(licence_id: UUID, *, actor: Actor) -> Row:
    found = await winding.of_licence(licence_id, lock=True)
    permissions.check_can_sign(actor, found["firm"])
    if found["status"] == WindingStatus.CLOSED:
        raise errors.AlreadyMoved
    return found
