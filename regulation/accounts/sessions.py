"""Server-side sessions: a random id in the cookie, its hash in the table, a new one at every sign-in."""

from __future__ import annotations

import hashlib
import json
import secrets
from typing import TYPE_CHECKING, Any
from uuid import UUID

from regulation import database, errors
from regulation.accounts import passwords, rules, throttle
from regulation.actor import Actor
from regulation.roles import Level, Role

if TYPE_CHECKING:
    from datetime import date, datetime, timedelta


def key_of(session_id: str) -> str:
    """What the table stores of a session id."""
    return hashlib.sha256(session_id.encode()).hexdigest()


async def sign_in(login: str, password: str, *, address: str, now: datetime, lasts: timedelta) -> str:
    """Check a sign-in and start a session; the new session id, for the cookie alone.

    Raises Invalid with one and the same message whatever was wrong, and TooMany when there were too
    many attempts; whose they are counted as is said in `rules`.
    """
    # Lower case may be longer than what was typed; no account has such a login.
    login, place = login.strip().lower()[:80], rules.place_of(address)
    mark = rules.mark_of(login, place)
    is_known = await database.value(
        "select exists (select from known_place where mark = $1 and seen_at > $2)",
        mark,
        now - rules.KNOWN_FOR,
    )
    by_login = await throttle.take(
        rules.bucket_of(login, place, is_known=is_known), rules.PER_LOGIN, rules.WINDOW_MINUTES, now=now
    )
    try:
        by_place = await throttle.take(
            f"sign-in:address:{place}", rules.PER_PLACE, rules.WINDOW_MINUTES, now=now
        )
    except throttle.TooMany:
        # A place that is stopped must not also shut out the person whose login it tries.
        await throttle.give_back(by_login)
        raise
    account = await database.row("select id, password_hash, is_active from account where login = $1", login)
    right = await passwords.matches(password, account["password_hash"] if account else None)
    if account is None or not right or not account["is_active"]:
        raise errors.Invalid({"password": "账号或者密码不正确"})
    await throttle.give_back(by_login, by_place)
    session_id = secrets.token_urlsafe(32)
    async with database.unit_of_work():
        await database.execute("delete from session where expires_at < $1", now)
        await database.execute(
            "insert into session (key, account, started_at, expires_at) values ($1, $2, $3, $4)",
            key_of(session_id),
            account["id"],
            now,
            now + lasts,
        )
        await database.execute(
            """insert into known_place (mark, account, seen_at) values ($1, $2, $3)
               on conflict (mark) do update set seen_at = excluded.seen_at""",
            mark,
            account["id"],
            now,
        )
    return session_id


async def sign_out(session_id: str) -> None:
    """End one session."""
    await database.execute("delete from session where key = $1", key_of(session_id))


async def sign_out_everywhere(account_id: UUID) -> None:
    """End all sessions of an account, at once: after a change of role or password."""
    await database.execute("delete from session where account = $1", account_id)


async def forget_places(account_id: UUID) -> None:
    """After a change of the password each place has to be made known anew."""
    await database.execute("delete from known_place where account = $1", account_id)


async def forget_old_places(*, now: datetime) -> int:
    """Delete the places from which nobody has signed in for long; how many."""
    return await database.execute("delete from known_place where seen_at < $1", now - rules.KNOWN_FOR)


async def choose_firm(session_id: str, firm_id: UUID) -> None:
    """Remember which firm a person who files for several is working for."""
    await database.execute("update session set firm_id = $2 where key = $1", key_of(session_id), firm_id)


async def actor_of(
    session_id: str, *, today: date, now: datetime, lasts: timedelta
) -> tuple[Actor, UUID | None] | None:
    """Who is signed in with this id, in the offices held today, and the firm chosen; None when nobody.

    An untouched session ends after `lasts`; use prolongs it (written at most once a minute).
    """
    key = key_of(session_id)
    found = await database.row(
        """select session.firm_id, session.expires_at, account.id as account_id, account.login,
                  account.must_change_password, person.id as person_id,
                  person.name, person.number,
                  (select json_agg(json_build_object('role', role, 'organ', organ))
                   from appointment where person = person.id and from_on <= $2 and (to_on is null or to_on >= $2)) as offices,
                  (select json_agg(json_build_object('role', role, 'firm', firm_id))
                   from firm_member where person = person.id and from_on <= $2 and (to_on is null or to_on >= $2)) as firms,
                  (select json_agg(park_id) from park_operator
                   where person = person.id and from_on <= $2 and (to_on is null or to_on >= $2)) as parks
           from session join account on account.id = session.account join person on person.id = account.person
           where session.key = $1 and session.expires_at > $3 and account.is_active""",
        key,
        today,
        now,
    )
    if found is None:
        return None
    if found["expires_at"] - now < lasts * 0.98:
        await database.execute("update session set expires_at = $2 where key = $1", key, now + lasts)
    return await _actor(found), found["firm_id"]


async def _actor(found: dict[str, Any]) -> Actor:

    offices = json.loads(found["offices"] or "[]")
    firms = json.loads(found["firms"] or "[]")
    parks = json.loads(found["parks"] or "[]")
    roles = {Role(each["role"]) for each in offices} | {Role(each["role"]) for each in firms}
    if parks:
        roles.add(Role.PARK_OPERATOR)
    organ = None
    if offices:
        organ = await database.row(
            "select id, code, name, level from organ where id = $1", UUID(offices[0]["organ"])
        )
    return Actor(
        person_id=found["person_id"],
        account_id=found["account_id"],
        login=found["login"],
        name=found["name"],
        number=found["number"],
        roles=frozenset(roles),
        organ_id=organ["id"] if organ else None,
        organ_code=organ["code"] if organ else "",
        organ_name=organ["name"] if organ else "",
        organ_level=Level(organ["level"]) if organ else None,
        firm_ids=frozenset(UUID(each["firm"]) for each in firms),
        park_ids=frozenset(UUID(each) for each in parks),
        must_change_password=found["must_change_password"],
    )


async def acting(person_id: UUID, *, today: date) -> Actor | None:
    """The person in the offices held today, for work that goes on after the session; None without an active account."""
    found = await database.row(
        """select account.id as account_id, account.login, account.must_change_password, person.id as person_id,
                  person.name, person.number,
                  (select json_agg(json_build_object('role', role, 'organ', organ))
                   from appointment where person = person.id and from_on <= $2 and (to_on is null or to_on >= $2)) as offices,
                  null as firms, null as parks
           from account join person on person.id = account.person where person.id = $1 and account.is_active limit 1""",
        person_id,
        today,
    )
    return None if found is None else await _actor(found)
