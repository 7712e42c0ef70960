"""Officials and their offices, proposed by one administrator and approved by another.

The command line appoints alone (`zhiheng create-official`): without it there would be no first two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.accounts import passwords, people, permissions
from regulation.accounts.status import ADMINISTRATORS, PROPOSAL_STEPS, ProposalStatus
from regulation.accounts.tables import OfficeProposal
from regulation.casework import record
from regulation.roles import Role

if TYPE_CHECKING:
    from datetime import date, datetime

    from regulation.actor import Actor

Row = dict[str, Any]


async def propose_official(
    name: str,
    login: str,
    password: str,
    organ_id: UUID,
    role: Role,
    *,
    certificate_number: str | None = None,
    actor: Actor,
    now: datetime,
) -> UUID:
    """Propose a new person with a sign-in and a first office; the proposal's id. Raises Invalid at a field."""
    permissions.check_may_propose(actor, organ_id, role, None)
    login = login.strip().lower()
    if len(password) < passwords.SHORTEST:
        raise errors.Invalid({"password": "密码至少需要12个字符"})
    hashed = await passwords.hashed(password)
    async with database.unit_of_work():
        if await database.value("select exists (select from account where login = $1)", login):
            raise errors.Invalid({"login": "该账号已被使用"})
        made = await _propose(
            {"name": name.strip(), "login": login, "password_hash": hashed},
            organ_id,
            role,
            certificate_number,
            actor=actor,
            now=now,
        )
        if made is None:
            raise errors.Invalid({"login": "该账号已被使用"})
    return made


async def propose_office(
    person_id: UUID,
    organ_id: UUID,
    role: Role,
    *,
    certificate_number: str | None = None,
    today: date,
    actor: Actor,
    now: datetime,
) -> UUID:
    """Propose a further office for a person who holds one; the proposal's id. Raises Refused when it is held already."""
    permissions.check_may_propose(actor, organ_id, role, person_id)
    async with database.unit_of_work():
        name = await database.value("select name from person where id = $1", person_id)
        if name is None:
            raise errors.NotFound
        await check_can_hold(person_id, organ_id, role, today=today)
        made = await _propose(
            {"name": name, "person": person_id}, organ_id, role, certificate_number, actor=actor, now=now
        )
        if made is None:
            raise errors.Refused("同一岗位的任命已经提出，等待批准")
    return made


async def _propose(
    who: Row, organ_id: UUID, role: Role, certificate_number: str | None, *, actor: Actor, now: datetime
) -> UUID | None:
    """The row and its line in the log; None when the like of it waits already."""
    made: UUID | None = await database.value(
        """insert into office_proposal (id, status, person, name, login, password_hash, organ, role, certificate_number,
                                        proposed_by, proposed_at, reason)
           values ($1, 'proposed', $2, $3, $4, $5, $6, $7, $8, $9, $10, '') on conflict do nothing returning id""",
        uuid4(),
        who.get("person"),
        who["name"],
        who.get("login", ""),
        who.get("password_hash", ""),
        organ_id,
        str(role),
        certificate_number,
        actor.person_id,
        now,
    )
    if made is not None:
        await record.opened(
            OfficeProposal,
            made,
            "propose",
            ProposalStatus.PROPOSED,
            actor=actor,
            now=now,
            data={"role": str(role), "organ": organ_id, "name": who["name"]},
        )
    return made


async def check_can_hold(person_id: UUID, organ_id: UUID, role: Role, *, today: date) -> None:
    """Raise Refused when the person holds the office, or one in another organ: scope follows one organ."""
    held = await database.rows(
        "select organ, role from appointment where person = $1 and (to_on is null or to_on >= $2)",
        person_id,
        today,
    )
    if any(each["organ"] != organ_id for each in held):
        raise errors.Refused("该人员在其他机关任职，须先终止原岗位")
    if any(each["role"] == role for each in held):
        raise errors.Refused("该人员已任此岗位")


async def approve(proposal_id: UUID, *, today: date, actor: Actor, now: datetime) -> None:
    """The second person's word: the sign-in is made, the office held from today. Raises what stops it."""
    async with database.unit_of_work():
        proposal = await _for_update(proposal_id)
        permissions.check_may_decide(actor, proposal)
        await _check_still_administers(proposal["proposed_by"], today=today)
        await _decide(proposal_id, "approve", actor=actor, now=now)
        role, person_id = Role(proposal["role"]), proposal["person"]
        if person_id is None:
            person_id = await people.enrol(
                proposal["name"], proposal["login"], proposal["password_hash"], actor=actor, now=now
            )
        else:
            await check_can_hold(person_id, proposal["organ"], role, today=today)
        await people.appoint(
            person_id,
            proposal["organ"],
            role,
            from_on=today,
            certificate_number=proposal["certificate_number"],
            actor=actor,
            now=now,
        )


async def _check_still_administers(person_id: UUID, *, today: date) -> None:
    """Two people appoint: the word of one who has left the office since is not the word of an administrator."""
    if not await database.value(
        """select exists (select from appointment where person = $1 and role = any($2::text[])
                          and from_on <= $3 and (to_on is null or to_on >= $3))""",
        person_id,
        sorted(ADMINISTRATORS),
        today,
    ):
        raise errors.Refused("提出任命的人员已不任管理岗位，请重新提出")


async def refuse(proposal_id: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """The second person says no, and why. Raises Invalid without a reason."""
    if len(reason.strip()) < 4:
        raise errors.Invalid({"reason": "请写明理由"})
    async with database.unit_of_work():
        permissions.check_may_decide(actor, await _for_update(proposal_id))
        await _decide(proposal_id, "refuse", reason=reason.strip(), actor=actor, now=now)


async def withdraw(proposal_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Whoever proposed takes it back."""
    async with database.unit_of_work():
        permissions.check_may_withdraw(actor, await _for_update(proposal_id))
        await _decide(proposal_id, "withdraw", actor=actor, now=now)


async def _for_update(proposal_id: UUID) -> Row:
    found = await database.row("select * from office_proposal where id = $1 for update", proposal_id)
    if found is None:
        raise errors.NotFound
    return found


async def _decide(proposal_id: UUID, act: str, *, actor: Actor, now: datetime, reason: str = "") -> None:
    """The step; the hash of the first password is kept no longer than the proposal is open."""
    await record.record_step(
        OfficeProposal,
        proposal_id,
        act,
        PROPOSAL_STEPS[act],
        actor=actor,
        now=now,
        reason=reason,
        also={
            "decided_by": actor.person_id,
            "decided_at": now,
            "reason": reason,
            "password_hash": "",
        },
    )


async def waiting(actor: Actor) -> list[Row]:
    """Proposals that are open, within the reader's reach, the oldest first."""
    return await database.rows(
        """select office_proposal.*, organ.name as organ_name, organ.name_en as organ_name_en, proposer.name as proposer_name
           from office_proposal join organ on organ.id = office_proposal.organ
                join person as proposer on proposer.id = office_proposal.proposed_by
           where status = 'proposed' and ($1::uuid is null or organ.id = $1) order by proposed_at""",
        None if actor.is_municipal else actor.organ_id,
    )
