"""The people of every test: An receives, Bai decides, Chen inspects, Ding sits next door, E files for a firm.

Ding of the neighbouring district must never see what is Chaoyang's; F of another firm never what is E's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from app.access import sessions as cookies
from regulation import database
from regulation.accounts import organs, passwords, sessions
from regulation.actor import SYSTEM, Actor
from regulation.casework import consents
from regulation.firms import actions as firms
from regulation.firms.status import FactSource
from regulation.roles import Level, Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    import httpx

#: Everybody's password in tests.
PASSWORD = "a long test password"

CHAOYANG, HAIDIAN, CITY = "110105", "110108", "BJ"


@cache
def _hash() -> str:
    return passwords.HASHER.hash(PASSWORD)


@dataclass(frozen=True)
class Cast:
    """Every member is an Actor; `firm` is E's firm in Chaoyang, `other_firm` is F's in Haidian."""

    an: Actor  #: clerk, Chaoyang
    ann: Actor  #: a second clerk, Chaoyang
    bai: Actor  #: decider, Chaoyang
    bo: Actor  #: a second decider, Chaoyang
    chen: Actor  #: inspector, Chaoyang
    cui: Actor  #: a second inspector, Chaoyang
    ding: Actor  #: clerk and decider, Haidian
    fang: Actor  #: legal reviewer, Chaoyang
    gu: Actor  #: draw supervisor, city
    hao: Actor  #: clerk, city
    jin: Actor  #: decider, city
    lu: Actor  #: director, city
    mo: Actor  #: statistician, city
    mu: Actor  #: a second statistician, city
    pan: Actor  #: statistician, Chaoyang
    qi: Actor  #: statistician, Haidian
    ning: Actor  #: auditor, city
    ou: Actor  #: system administrator, city
    e: Actor  #: signatory of `firm`
    ee: Actor  #: preparer of `firm`
    f: Actor  #: signatory of `other_firm`
    firm: UUID
    other_firm: UUID


OFFICES: dict[str, tuple[str, str, set[Role]]] = {
    "an": ("安一", CHAOYANG, {Role.CLERK}),
    "ann": ("安二", CHAOYANG, {Role.CLERK}),
    "bai": ("白一", CHAOYANG, {Role.DECIDER}),
    "bo": ("白二", CHAOYANG, {Role.DECIDER}),
    "chen": ("陈一", CHAOYANG, {Role.INSPECTOR}),
    "cui": ("陈二", CHAOYANG, {Role.INSPECTOR}),
    "ding": ("丁一", HAIDIAN, {Role.CLERK, Role.DECIDER}),
    "fang": ("方一", CHAOYANG, {Role.LEGAL_REVIEWER}),
    "gu": ("顾一", CITY, {Role.DRAW_SUPERVISOR}),
    "hao": ("郝一", CITY, {Role.CLERK}),
    "jin": ("金一", CITY, {Role.DECIDER}),
    "lu": ("卢一", CITY, {Role.DIRECTOR}),
    "mo": ("莫一", CITY, {Role.STATISTICIAN}),
    "mu": ("莫二", CITY, {Role.STATISTICIAN}),
    "pan": ("潘一", CHAOYANG, {Role.STATISTICIAN}),
    "qi": ("齐一", HAIDIAN, {Role.STATISTICIAN}),
    "ning": ("宁一", CITY, {Role.AUDITOR}),
    "ou": ("欧一", CITY, {Role.SYSADMIN}),
}


async def assemble() -> Cast:
    """Write the organs, two invented firms and the people."""
    await organs.install()
    firm = await a_firm("测试甲人力资源有限公司", "91110105MA0000001A", CHAOYANG)
    other = await a_firm("测试乙人力资源有限公司", "91110108MA0000002B", HAIDIAN)
    people = {key: _as_official(key, *spec) for key, spec in OFFICES.items()}
    people |= {
        key: _as_firm_user(key, name, of, role)
        for key, name, of, role in (
            ("e", "鄂一", firm, Role.FIRM_SIGNATORY),
            ("ee", "鄂二", firm, Role.FIRM_PREPARER),
            ("f", "冯一", other, Role.FIRM_SIGNATORY),
        )
    }
    await _write(people.values())
    await consents.sign_many([firm], "鄂一", now=datetime(2020, 1, 1, tzinfo=UTC))
    return Cast(**people, firm=firm, other_firm=other)


async def a_firm(name: str, uscc: str, organ_code: str) -> UUID:
    """A firm with the facts that every area may count on."""
    organ = organs.BY_CODE[organ_code]
    address = f"北京市{organ.area}测试路1号"
    facts = {
        "name": name,
        "uscc": uscc,
        "area": organ.code,
        "district": organ.area,
        "domicile": address,
        "place_of_business": address,
        "legal_representative": "甲某",
        "business_state": "operating",
        "established_on": "2015-06-01",
    }
    draft = firms.Draft(facts)
    # As an earlier system's register is taken over: no act of its own in the log, which tests count.
    await firms.register_many(
        [draft], source=FactSource.SHARING, actor=SYSTEM, now=datetime(2020, 1, 1, tzinfo=UTC)
    )
    return draft.id


async def _write(actors: Iterable[Actor]) -> None:
    """All people at once, a statement for each table: most tests begin with them."""
    actors, since, made_at = list(actors), date(2020, 1, 1), datetime(2020, 1, 1, tzinfo=UTC)
    await database.many(
        "insert into person (id, name, number) values ($1, $2, $3)",
        [(each.person_id, each.name, each.number) for each in actors],
    )
    await database.many(
        """insert into account (id, person, login, password_hash, is_active, must_change_password, created_at)
           values ($1, $2, $3, $4, true, false, $5)""",
        [(each.account_id, each.person_id, each.login, _hash(), made_at) for each in actors],
    )
    await database.many(
        """insert into appointment (id, person, organ, role, from_on, certificate_number)
           values ($1, $2, $3, $4, $5, $6)""",
        [
            (
                uuid4(),
                each.person_id,
                each.organ_id,
                str(role),
                since,
                f"京A{each.number}" if role is Role.INSPECTOR else None,
            )
            for each in actors
            if each.organ_id
            for role in each.roles
        ],
    )
    await database.many(
        """insert into legal_reviewer (person, qualification, recorded_by, recorded_name, recorded_at)
           values ($1, $2, $3, '登记人', $4)""",
        [
            (each.person_id, f"A{each.number}", uuid4(), made_at)
            for each in actors
            if Role.LEGAL_REVIEWER in each.roles
        ],
    )
    await database.many(
        "insert into firm_member (id, person, firm_id, role, from_on) values ($1, $2, $3, $4, $5)",
        [
            (uuid4(), each.person_id, firm, str(role), since)
            for each in actors
            for firm in each.firm_ids
            for role in each.roles
        ],
    )


async def _official(key: str, name: str, organ_code: str, roles: set[Role]) -> Actor:
    await _write([made := _as_official(key, name, organ_code, roles)])
    return made


async def _firm_user(key: str, name: str, firm: UUID, role: Role) -> Actor:
    await _write([made := _as_firm_user(key, name, firm, role)])
    return made


async def _account(key: str, name: str) -> tuple[UUID, UUID, str]:
    """Somebody with a sign-in and no role."""
    made = Actor(
        person_id=uuid4(), account_id=uuid4(), login=key, name=name, number=_number(), roles=frozenset()
    )
    await _write([made])
    return made.person_id, made.account_id, made.number


def _as_official(key: str, name: str, organ_code: str, roles: set[Role]) -> Actor:
    organ = organs.BY_CODE[organ_code]
    return Actor(
        person_id=uuid4(),
        account_id=uuid4(),
        login=key,
        name=name,
        number=_number(),
        roles=frozenset(roles),
        organ_id=organ.id,
        organ_code=organ.code,
        organ_name=organ.name,
        organ_level=Level.MUNICIPAL if organ.is_municipal else Level.DISTRICT,
    )


def _as_firm_user(key: str, name: str, firm: UUID, role: Role) -> Actor:
    return Actor(
        person_id=uuid4(),
        account_id=uuid4(),
        login=key,
        name=name,
        number=_number(),
        roles=frozenset({role}),
        firm_ids=frozenset({firm}),
    )


def _number() -> str:
    return f"P{uuid4().hex[:8].upper()}"


async def sign_in(client: httpx.AsyncClient, who: Actor | None) -> None:
    """Make this browser somebody's, without the slow password; None signs out."""
    if cookies.COOKIE in client.cookies:
        client.cookies.delete(cookies.COOKIE)
    if who is None:
        return
    session_id = f"test-{uuid4().hex}"
    now = datetime.now(UTC)
    await database.execute(
        "insert into session (key, account, started_at, expires_at) values ($1, $2, $3, $4)",
        sessions.key_of(session_id),
        who.account_id,
        now,
        now + timedelta(hours=8),
    )
    client.cookies.set(cookies.COOKIE, session_id, domain="testserver.local", path="/")


async def post(
    client: httpx.AsyncClient, path: str, data: dict[str, object] | None = None, **more: object
) -> httpx.Response:
    """Send a form as a browser does: with the token of the cookie."""
    if "csrftoken" not in client.cookies:
        await client.get("/sign-in")
    return await client.post(path, data={"_csrf_token": client.cookies["csrftoken"], **(data or {})}, **more)
