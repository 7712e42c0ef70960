"""Persons, accounts and appointments: who is made, who holds which office, and until when."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from regulation import database, errors
from regulation.accounts import passwords, rules, sessions, throttle
from regulation.accounts.status import ADMINISTRATORS
from regulation.accounts.tables import Account, Appointment
from regulation.casework import record

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from regulation.actor import Actor
    from regulation.roles import Role

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def new_number() -> str:
    """A random pseudonym for public logs; says nothing about the person."""
    return "P" + "".join(secrets.choice(LETTERS) for _ in range(8))


async def create(
    name: str, login: str, password: str, *, actor: Actor, now: datetime, must_change: bool = True
) -> UUID:
    """A new person with an account; the person's id. Raises Invalid on a taken login or a short password."""
    if len(password) < passwords.SHORTEST:
        raise errors.Invalid({"password": "密码至少需要12个字符"})
    hashed = await passwords.hashed(password)
    return await enrol(name, login.strip().lower(), hashed, actor=actor, now=now, must_change=must_change)


async def enrol(
    name: str, login: str, hashed: str, *, actor: Actor, now: datetime, must_change: bool = True
) -> UUID:
    """As `create`, with the hash of a password that was given before. Raises Invalid on a taken login."""
    person_id, account_id = uuid4(), uuid4()
    async with database.unit_of_work():
        await database.execute(
            "insert into person (id, name, number) values ($1, $2, $3)", person_id, name.strip(), new_number()
        )
        made = await database.value(
            """insert into account (id, person, login, password_hash, is_active, must_change_password, created_at)
               values ($1, $2, $3, $4, true, $5, $6) on conflict (login) do nothing returning id""",
            account_id,
            person_id,
            login,
            hashed,
            must_change,
            now,
        )
        if made is None:
            raise errors.Invalid({"login": "该账号已被使用"})
        await record.opened(
            Account, account_id, "create", "active", actor=actor, now=now, data={"login": login}
        )
    return person_id


async def appoint(
    person_id: UUID,
    organ_id: UUID,
    role: Role,
    *,
    from_on: date,
    to_on: date | None = None,
    certificate_number: str | None = None,
    certificate_until: date | None = None,
    actor: Actor,
    now: datetime,
) -> UUID:
    """Put a person in an office. Raises NotPermitted on a grant to oneself; ends the person's sessions."""
    if actor.person_id == person_id:
        raise errors.NotPermitted("不能给本人授予岗位")
    made = uuid4()
    async with database.unit_of_work():
        await database.execute(
            """insert into appointment (id, person, organ, role, from_on, to_on, certificate_number, certificate_until)
               values ($1, $2, $3, $4, $5, $6, $7, $8)""",
            made,
            person_id,
            organ_id,
            str(role),
            from_on,
            to_on,
            certificate_number,
            certificate_until,
        )
        await _end_sessions(person_id)
        await record.opened(
            Appointment, made, "appoint", "held", actor=actor, now=now, data={"role": str(role)}
        )
    return made


async def dismiss(appointment_id: UUID, *, on: date, actor: Actor, now: datetime) -> None:
    """End an office: on this day it is no longer held.

    Raises NotFound, NotPermitted on one's own office, Refused for the last administrator of the city:
    nobody could be appointed any more.
    """
    async with database.unit_of_work():
        # Before the office itself: two who end each other's would wait for each other.
        administrators = await _administrators(on)
        held = await database.row("select * from appointment where id = $1 for update", appointment_id)
        if held is None:
            raise errors.NotFound
        if held["person"] == actor.person_id:
            raise errors.NotPermitted("不能变更本人的岗位")
        if administrators == {held["id"]}:
            raise errors.Refused("这是市局最后一名管理人员的岗位，不能终止")
        # The last day is the one before; an office that began today was never held, whatever its row said.
        await database.execute(
            "update appointment set from_on = least(from_on, $2::date), to_on = $2 where id = $1",
            appointment_id,
            on - timedelta(days=1),
        )
        await _end_sessions(held["person"])
        await record.record_event(
            Appointment,
            appointment_id,
            "dismiss",
            actor=actor,
            now=now,
            status_after="ended",
            data={"on": on},
        )


async def _administrators(on: date) -> set[UUID]:
    """The offices, held on a day, by which somebody can appoint; locked, so that two cannot end each other's."""
    found = await database.rows(
        """select appointment.id from appointment join organ on organ.id = appointment.organ
           where organ.level = 'municipal' and role = any($1::text[]) and from_on <= $2 and (to_on is null or to_on >= $2)
             and exists (select from account where account.person = appointment.person and is_active)
           order by appointment.id for update of appointment""",
        sorted(ADMINISTRATORS),
        on,
    )
    return {each["id"] for each in found}


async def join_firm(
    person_id: UUID, firm_id: UUID, role: Role, *, from_on: date, actor: Actor, now: datetime
) -> None:
    """Let a person file for a firm."""
    async with database.unit_of_work():
        await database.execute(
            """insert into firm_member (id, person, firm_id, role, from_on) values ($1, $2, $3, $4, $5)
               on conflict (person, firm_id, role) do update set to_on = null""",
            uuid4(),
            person_id,
            firm_id,
            str(role),
            from_on,
        )
        await _end_sessions(person_id)
        account = await database.value("select id from account where person = $1", person_id)
        await record.record_event(
            Account, account, "join_firm", actor=actor, now=now, data={"firm": firm_id, "role": str(role)}
        )


async def change_password(account_id: UUID, old: str, new: str, *, actor: Actor, now: datetime) -> None:
    """Change one's own password; ends all sessions. Raises Invalid."""
    attempt = await throttle.take(f"password:{account_id}", rules.PER_LOGIN, rules.WINDOW_MINUTES, now=now)
    stored = await database.value("select password_hash from account where id = $1", account_id)
    if not await passwords.matches(old, stored):
        raise errors.Invalid({"old": "原密码不正确"})
    await throttle.give_back(attempt)
    if len(new) < passwords.SHORTEST:
        raise errors.Invalid({"new": "密码至少需要12个字符"})
    if new == old:
        raise errors.Invalid({"new": "新密码不能与原密码相同"})
    hashed = await passwords.hashed(new)
    async with database.unit_of_work():
        await database.execute(
            "update account set password_hash = $2, must_change_password = false where id = $1",
            account_id,
            hashed,
        )
        await sessions.sign_out_everywhere(account_id)
        await sessions.forget_places(account_id)
        await record.record_event(Account, account_id, "change_password", actor=actor, now=now)


async def officials(organ_id: UUID | None, *, today: date) -> list[dict[str, Any]]:
    """Who holds which office today, in one organ or in all."""
    return await database.rows(
        """select appointment.*, person.name, person.number, organ.name as organ_name, organ.name_en as organ_name_en,
                  account.login, account.is_active
           from appointment join person on person.id = appointment.person join organ on organ.id = appointment.organ
                left join account on account.person = person.id
           where ($1::uuid is null or organ.id = $1) and (to_on is null or to_on >= $2)
           order by organ.position, appointment.role, person.name""",
        organ_id,
        today,
    )


async def conflicts_of(firm_id: UUID, *, today: date) -> set[UUID]:
    """The persons who must not handle this firm today."""
    found = await database.rows(
        "select person from conflict where firm_id = $1 and (ended_on is null or ended_on > $2)",
        firm_id,
        today,
    )
    return {each["person"] for each in found}


async def _end_sessions(person_id: UUID) -> None:
    await database.execute(
        "delete from session where account in (select id from account where person = $1)", person_id
    )


async def appointment(appointment_id: UUID) -> dict[str, Any]:
    """One office held. Raises NotFound."""
    found = await database.row("select * from appointment where id = $1", appointment_id)
    if found is None:
        raise errors.NotFound
    return found
