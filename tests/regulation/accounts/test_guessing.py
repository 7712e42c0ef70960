"""The owner at the desk where she always signs in, and the rival who guesses at her login from elsewhere."""

from datetime import UTC, datetime, timedelta

import pytest

from regulation import database, errors
from regulation.accounts import people as accounts
from regulation.accounts import rules, sessions, throttle
from tests import cast as people

LAST_DAY = datetime(2027, 3, 31, 8, tzinfo=UTC)
HER_DESK, RIVAL, AT_HOME = "203.0.113.7", "198.51.100.9", "192.0.2.44"


async def sign_in(login="e", password=people.PASSWORD, *, at=HER_DESK, now=LAST_DAY):
    return await sessions.sign_in(login, password, address=at, now=now, lasts=timedelta(hours=8))


async def guesses(count, *, at=RIVAL, login="e", now=LAST_DAY):
    """How many of so many wrong passwords were tried before the limit stopped them."""
    tried = 0
    for _ in range(count):
        try:
            await sign_in(login, "wrong", at=at, now=now)
        except throttle.TooMany:
            continue
        except errors.Invalid:
            tried += 1
    return tried


async def test_a_stranger_who_guesses_does_not_shut_out_the_owner_where_she_signed_in_last_year(cast):
    await sign_in(now=LAST_DAY - timedelta(days=365))
    assert await guesses(50) == rules.PER_LOGIN
    assert await sign_in()


async def test_where_she_never_signed_in_she_waits_with_everybody(cast):
    await sign_in()
    await guesses(rules.PER_LOGIN)
    with pytest.raises(throttle.TooMany):
        await sign_in(at=AT_HOME)
    assert await sign_in(at=AT_HOME, now=LAST_DAY + timedelta(minutes=rules.WINDOW_MINUTES))


async def test_many_strangers_together_have_no_more_tries_than_one(cast):
    await sign_in()
    assert sum([await guesses(3, at=f"198.51.100.{n}") for n in range(20)]) == rules.PER_LOGIN


async def test_at_a_known_place_too_guessing_is_slow(cast):
    await sign_in()
    assert await guesses(50, at=HER_DESK) == rules.PER_LOGIN
    with pytest.raises(throttle.TooMany):
        await sign_in()


async def test_one_place_has_so_many_tries_for_all_logins_known_or_not(cast):
    await sign_in()
    tried = sum([await guesses(10, at=HER_DESK, login=f"login{n}") for n in range(9)])
    assert tried == rules.PER_PLACE
    with pytest.raises(throttle.TooMany):
        await sign_in()


async def test_a_wrong_password_makes_no_place_known(cast):
    await guesses(1, at=AT_HOME)
    assert await database.value("select count(*) from known_place") == 0


async def test_a_place_is_known_for_its_own_login_only(cast):
    await sign_in("f", at=RIVAL)
    assert await guesses(50, at=RIVAL) == rules.PER_LOGIN
    with pytest.raises(throttle.TooMany):
        await sign_in(at=AT_HOME)


async def test_what_is_kept_names_no_address_and_goes_with_time(cast):
    await sign_in()
    kept = await database.row("select * from known_place")
    assert HER_DESK not in str(dict(kept))
    assert await sessions.forget_old_places(now=LAST_DAY + rules.KNOWN_FOR) == 0
    assert await sessions.forget_old_places(now=LAST_DAY + rules.KNOWN_FOR + timedelta(seconds=1)) == 1


async def test_a_new_password_makes_every_place_strange_again(cast):
    await sign_in()
    await accounts.change_password(
        cast.e.account_id, people.PASSWORD, "another long password", actor=cast.e, now=LAST_DAY
    )
    await guesses(rules.PER_LOGIN)
    with pytest.raises(throttle.TooMany):
        await sign_in(password="another long password")
