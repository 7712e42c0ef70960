"""The people of the demonstration: one sign-in per office, and inspectors for every organ.

A sign-in's password is derived from the installation's own secret, so `zhiheng demo-accounts` can
print it again and no two installations share one.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import random
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from app.demo import names
from app.settings import settings
from regulation import database
from regulation.accounts import organs, passwords, people
from regulation.accounts.organs import BY_CODE, ORGANS
from regulation.actor import Actor
from regulation.casework import consents
from regulation.licensing import officials
from regulation.roles import Level, Role

if TYPE_CHECKING:
    from datetime import date, datetime

INSPECTORS_PER_ORGAN = 8
WHOLE_TEAM = "110105"


@dataclass(frozen=True, slots=True)
class SignIn:
    """One demonstration sign-in. `organ` is the code of an organ, or empty for people of firms and parks."""

    login: str
    role: Role
    organ: str = ""


SIGN_INS = (
    SignIn("city-clerk", Role.CLERK, "BJ"),
    SignIn("city-decider", Role.DECIDER, "BJ"),
    SignIn("city-director", Role.DIRECTOR, "BJ"),
    SignIn("city-draw", Role.DRAW_SUPERVISOR, "BJ"),
    SignIn("city-statistician", Role.STATISTICIAN, "BJ"),
    SignIn("city-auditor", Role.AUDITOR, "BJ"),
    SignIn("city-admin", Role.SYSADMIN, "BJ"),
    SignIn("city-inspector", Role.INSPECTOR, "BJ"),
    SignIn("chaoyang-clerk", Role.CLERK, "110105"),
    SignIn("chaoyang-decider", Role.DECIDER, "110105"),
    SignIn("chaoyang-legal", Role.LEGAL_REVIEWER, "110105"),
    SignIn("chaoyang-director", Role.DIRECTOR, "110105"),
    SignIn("chaoyang-inspector", Role.INSPECTOR, "110105"),
    SignIn("chaoyang-inspector2", Role.INSPECTOR, "110105"),
    SignIn("chaoyang-inspector3", Role.INSPECTOR, "110105"),
    SignIn("chaoyang-inspector4", Role.INSPECTOR, "110105"),
    SignIn("chaoyang-draw", Role.DRAW_SUPERVISOR, "110105"),
    SignIn("haidian-clerk", Role.CLERK, "110108"),
    SignIn("haidian-decider", Role.DECIDER, "110108"),
    SignIn("haidian-inspector", Role.INSPECTOR, "110108"),
    SignIn("haidian-draw", Role.DRAW_SUPERVISOR, "110108"),
    SignIn("firm-signatory", Role.FIRM_SIGNATORY),
    SignIn("firm-preparer", Role.FIRM_PREPARER),
    SignIn("firm-admin", Role.FIRM_ADMIN),
    SignIn("firm2-signatory", Role.FIRM_SIGNATORY),
    SignIn("park-operator", Role.PARK_OPERATOR),
    # Whoever compiled the figures cannot sign for the city.
    SignIn("city-statistician2", Role.STATISTICIAN, "BJ"),
    # Keeps the record of hearings: whoever handles a case does not.
    SignIn("chaoyang-clerk2", Role.CLERK, "110105"),
    # Every district signs for its own figures before they are published.
    *(
        SignIn(
            f"{organ.area_en.lower() if organ.code != 'BDA' else 'bda'}-statistician",
            Role.STATISTICIAN,
            organ.code,
        )
        for organ in ORGANS
        if not organ.is_municipal
    ),
)


def password_of(login: str) -> str:
    """The password of a demonstration sign-in on this installation."""
    digest = hmac.new(settings().secret_key, f"demo:{login}".encode(), hashlib.sha256).digest()
    return base64.b32encode(digest)[:16].decode().lower()


async def add_sign_ins(
    draw: random.Random, firms: dict[str, UUID], park_id: UUID, *, today: date, actor: Actor, now: datetime
) -> dict[str, Actor]:
    """Make every sign-in; the actors by login. `firms` says which firm a firm's login files for."""
    made: dict[str, Actor] = {}
    since = today.replace(year=today.year - 4, day=1)
    # Hashing is slow on purpose and there are many of them: side by side.
    hashes = await asyncio.gather(*(passwords.hashed(password_of(each.login)) for each in SIGN_INS))
    for each, hashed in zip(SIGN_INS, hashes, strict=True):
        name = names.person_name(draw)
        person = await people.enrol(name, each.login, hashed, actor=actor, now=now, must_change=False)
        if each.organ:
            await people.appoint(
                person,
                BY_CODE[each.organ].id,
                each.role,
                from_on=since,
                certificate_number=_certificate(draw) if each.role is Role.INSPECTOR else None,
                certificate_until=today.replace(year=today.year + 2, day=1)
                if each.role is Role.INSPECTOR
                else None,
                actor=actor,
                now=now,
            )
        elif each.role is Role.PARK_OPERATOR:
            await database.execute(
                "insert into park_operator (id, person, park_id, from_on) values ($1, $2, $3, $4)",
                uuid4(),
                person,
                park_id,
                since,
            )
        else:
            await people.join_firm(person, firms[each.login], each.role, from_on=since, actor=actor, now=now)
        made[each.login] = await _actor(each, person, name, firms.get(each.login), park_id)
    await consents.sign_many(firms.values(), "演示签署人", now=now - timedelta(days=800))
    return made


async def _actor(sign_in: SignIn, person: UUID, name: str, firm: UUID | None, park_id: UUID) -> Actor:
    known = await database.row(
        "select account.id, person.number from account join person on person.id = account.person where person = $1",
        person,
    )
    if known is None:
        raise LookupError(sign_in.login)
    organ = BY_CODE.get(sign_in.organ)
    return Actor(
        person_id=person,
        account_id=known["id"],
        login=sign_in.login,
        name=name,
        number=known["number"],
        roles=frozenset({sign_in.role}),
        organ_id=organ.id if organ else None,
        organ_code=organ.code if organ else "",
        organ_name=organ.name if organ else "",
        organ_level=(Level.MUNICIPAL if organ.is_municipal else Level.DISTRICT) if organ else None,
        firm_ids=frozenset({firm} if firm else ()),
        park_ids=frozenset({park_id} if sign_in.role is Role.PARK_OPERATOR else ()),
    )


def _certificate(draw: random.Random) -> str:
    return f"演示{draw.randint(10_000_000, 99_999_999)}"


async def add_inspectors(draw: random.Random, *, today: date) -> None:
    """Inspectors of every organ, who need no sign-in of their own to stand in a roster."""
    since = today.replace(year=today.year - 4, day=1)
    until = today.replace(year=today.year + 2, day=1)
    persons, offices = [], []
    for organ in ORGANS:
        # In Chaoyang every inspector has a sign-in, so that whoever tries the system can act as any drawn team.
        for _ in range(0 if organ.code == WHOLE_TEAM else INSPECTORS_PER_ORGAN):
            person = UUID(int=draw.getrandbits(128), version=4)
            persons.append((person, names.person_name(draw), people.new_number()))
            offices.append(
                (UUID(int=draw.getrandbits(128), version=4), person, organ.id, str(Role.INSPECTOR), since, None,
                 _certificate(draw), until)
            )  # fmt: skip
    await database.copy("person", ("id", "name", "number"), persons)
    await database.copy(
        "appointment",
        ("id", "person", "organ", "role", "from_on", "to_on", "certificate_number", "certificate_until"),
        offices,
    )


@dataclass(frozen=True, slots=True)
class Staff:
    """Who handles, decides, reviews and keeps the statistics in one organ."""

    clerk: Actor
    decider: Actor
    legal: Actor
    statistician: Actor


async def pair(staff: Staff, on: date) -> list[UUID]:
    """Two officials of an organ who go out together."""
    found = [each.person for each in await officials.of_organ(staff.clerk.organ_id, on) if each.person]
    own = [each for each in found if each == staff.clerk.person_id]
    return [*own, *(each for each in found if each not in own)][:2]


async def add_staff(draw: random.Random, signed: dict[str, Actor], *, today: date) -> dict[str, Staff]:
    """A clerk, a decider, a legal reviewer and a statistician of every organ: the sign-ins where there are any, else new people."""
    since = today.replace(year=today.year - 4, day=1)
    known: dict[tuple[str, Role], Actor] = {
        (actor.organ_code, role): actor for actor in reversed(signed.values()) for role in actor.roles
    }
    found = {}
    for organ in ORGANS:
        office = []
        for role in (Role.CLERK, Role.DECIDER, Role.LEGAL_REVIEWER, Role.STATISTICIAN):
            actor = known.get((organ.code, role))
            if actor is None:
                person = UUID(int=draw.getrandbits(128), version=4)
                name, number = names.person_name(draw), people.new_number()
                await database.execute(
                    "insert into person (id, name, number) values ($1, $2, $3)", person, name, number
                )
                await database.execute(
                    "insert into appointment (id, person, organ, role, from_on) values ($1, $2, $3, $4, $5)",
                    uuid4(),
                    person,
                    organ.id,
                    str(role),
                    since,
                )
                actor = acting(person, name, number, organ.code, role)
            office.append(actor)
        found[organ.code] = Staff(*office)
    return found


def acting(person: UUID, name: str, number: str, organ_code: str, role: Role) -> Actor:
    """A person in an office of an organ, without a sign-in."""
    organ = BY_CODE[organ_code]
    return Actor(
        person_id=person,
        account_id=None,
        login="",
        name=name,
        number=number,
        roles=frozenset({role}),
        organ_id=organ.id,
        organ_code=organ.code,
        organ_name=organ.name,
        organ_level=Level.MUNICIPAL if organ.is_municipal else Level.DISTRICT,
    )


def for_firm(draw: random.Random, name: str, firm_id: UUID, firm_name: str) -> Actor:
    """A firm's signatory who never signs in."""
    return Actor(
        person_id=UUID(int=draw.getrandbits(128), version=4),
        account_id=None,
        login="",
        name=name,
        number=people.new_number(),
        roles=frozenset({Role.FIRM_SIGNATORY}),
        organ_name=firm_name,
        firm_ids=frozenset({firm_id}),
    )


async def listed() -> list[tuple[SignIn, str]]:
    """The sign-ins of this database with the names of their organs; empty where there is no demonstration."""
    there = {each["login"] for each in await database.rows("select login from account")}
    known = {each["code"]: each["name"] for each in await organs.all_organs()}
    return [(each, known.get(each.organ, "")) for each in SIGN_INS if each.login in there]
