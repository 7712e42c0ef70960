"""Keys are shown once, belong to one owner and stop at once; quotas count exactly, in any number of processes."""

import asyncio
import re
from datetime import UTC, datetime, timedelta

import pytest

from app import clock
from app.settings import settings
from regulation import database, errors
from regulation.api_keys import actions, rules
from regulation.api_keys.rules import Quota, Scope
from tests import cast as people

NOW = datetime(2026, 11, 28, 4, tzinfo=UTC)
PATH = "/register/changes.json"


@pytest.fixture
def at(monkeypatch):
    """Set the clock."""

    def turn(now):
        monkeypatch.setattr(clock, "now", lambda: now)

    turn(NOW)
    return turn


@pytest.fixture
def limits(monkeypatch):
    def of(**numbers):
        for name, value in numbers.items():
            monkeypatch.setitem(settings().__dict__, name, value)

    return of


async def a_key(cast, **more):
    given = {"request_key": "k" * 16, "secret": b"s" * 32, "actor": cast.e, "now": NOW} | more
    return await actions.make("甲的核验程序", 90, actions.Owner(firm_id=cast.firm), **given)


def bearer(key):
    return {"Authorization": f"Bearer {key}"}


async def test_the_key_is_shown_once_and_kept_as_a_hash(client, cast, at):
    await people.sign_in(client, cast.e)
    made = await people.post(
        client, "/firm/keys", {"name": "核验程序", "days": "90", "request_key": "a" * 32}
    )
    key = re.search(r"zhk_[a-z2-7]{40}", made.text)[0]
    assert made.headers["cache-control"] == "no-store"
    assert key not in (await client.get("/firm/keys")).text
    row = await database.row("select * from api_key")
    assert key not in str(dict(row))
    assert row["hash"] == rules.hash_of(key)
    # Pressed twice, it is the same key.
    again = await people.post(
        client, "/firm/keys", {"name": "核验程序", "days": "90", "request_key": "a" * 32}
    )
    assert key in again.text
    assert await database.value("select count(*) from api_key") == 1
    assert (
        await database.value("select count(*) from notice where firm_id = $1 and kind = 'api_key'", cast.firm)
        == 1
    )


async def test_a_key_raises_the_quota_and_its_use_is_noted(client, cast, at, limits):
    limits(quota_without_key=2, quota_with_key=4)
    key = await a_key(cast)
    found = [(await client.get(PATH, headers=bearer(key))) for _ in range(5)]
    assert [each.status_code for each in found] == [200] * 4 + [429]
    assert found[0].headers["ratelimit-policy"] == '"key";q=4;w=300'
    assert found[0].headers["ratelimit"] == '"key";r=3;t=300'
    assert found[4].headers["retry-after"] == "300"
    assert found[4].json()["status"] == 429
    assert await database.value("select last_used_at from api_key") == NOW
    # The place has a count of its own.
    without = [(await client.get(PATH)).status_code for _ in range(3)]
    assert without == [200, 200, 429]
    at(NOW + timedelta(seconds=300))
    assert (await client.get(PATH)).status_code == 200


async def test_pages_are_not_counted_and_no_limit_is_no_limit(client, cast, at, limits):
    limits(quota_without_key=1)
    assert [(await client.get("/register")).status_code for _ in range(3)] == [200] * 3
    limits(quota_without_key=0)
    answers = [await client.get(PATH) for _ in range(3)]
    assert {each.status_code for each in answers} == {200}
    assert "ratelimit" not in answers[0].headers


@pytest.mark.parametrize("wrong", ["zhk_" + "a" * 40, "x", "zhk_", "zhk_" + "a" * 4000, "' or 1=1 --"])
async def test_a_wrong_key_is_refused_and_counted_against_the_place(client, cast, at, limits, wrong):
    limits(quota_without_key=2)
    answers = [await client.get(PATH, headers=bearer(wrong)) for _ in range(3)]
    assert [each.status_code for each in answers] == [401, 401, 429]
    assert answers[0].headers["www-authenticate"].startswith("Bearer")
    assert answers[0].headers["content-type"].startswith("application/problem+json")


async def test_expired_and_revoked_keys_answer_like_unknown_ones(client, cast, at):
    key = await a_key(cast)
    row = await database.row("select id, expires_on from api_key")
    bodies = {(await client.get(PATH, headers=bearer("zhk_" + "a" * 40))).text}
    # The last day counts to its end in Beijing.
    last_evening = datetime(
        row["expires_on"].year, row["expires_on"].month, row["expires_on"].day, 15, 59, 59, tzinfo=UTC
    )
    at(last_evening)
    assert (await client.get(PATH, headers=bearer(key))).status_code == 200
    at(last_evening + timedelta(seconds=1))
    bodies.add((await client.get(PATH, headers=bearer(key))).text)
    at(NOW)
    await people.sign_in(client, cast.ee)
    assert (await people.post(client, f"/firm/keys/{row['id']}/revoke")).status_code == 303
    answer = await client.get(PATH, headers=bearer(key))
    assert answer.status_code == 401
    assert bodies == {answer.text}


async def test_keys_of_others_are_not_found(client, cast, at):
    await a_key(cast)
    key_id = await database.value("select id from api_key")
    await people.sign_in(client, cast.f)
    assert (await people.post(client, f"/firm/keys/{key_id}/revoke")).status_code == 404
    assert "甲的核验程序" not in (await client.get("/firm/keys")).text
    await people.sign_in(client, cast.lu)
    assert (await people.post(client, f"/desk/keys/{key_id}/revoke")).status_code == 404
    with pytest.raises(errors.NotFound):
        await a_key(cast, actor=cast.f, request_key="q" * 16)


async def test_a_firms_key_has_no_scope(client, cast, at):
    await people.sign_in(client, cast.e)
    answer = await people.post(
        client, "/firm/keys", {"name": "x", "days": "90", "scopes": "facts_out", "request_key": "b" * 32}
    )
    assert answer.status_code == 404
    assert await database.value("select count(*) from api_key") == 0


async def test_an_organs_administrator_makes_a_key_with_a_scope(client, cast, at):
    await people.sign_in(client, cast.ou)
    made = await people.post(
        client,
        "/desk/keys",
        {"name": "市场监管", "days": "365", "scopes": "facts_out", "request_key": "c" * 32},
    )
    key = re.search(r"zhk_[a-z2-7]{40}", made.text)[0]
    holder = await actions.holder(key, now=NOW)
    assert holder.scopes == {Scope.FACTS_OUT}
    assert holder.organ_id == cast.ou.organ_id


@pytest.mark.parametrize(
    "sent", [{"days": "3650"}, {"name": ""}, {"firm_id": "x"}, {"expires_on": "2099-01-01"}]
)
async def test_what_a_form_may_not_say_is_refused(client, cast, at, sent):
    await people.sign_in(client, cast.e)
    answer = await people.post(
        client, "/firm/keys", {"name": "x", "days": "90", "request_key": "d" * 32} | sent
    )
    assert answer.status_code == 422
    assert await database.value("select count(*) from api_key") == 0


async def test_fifty_at_once_are_counted_exactly(committed_db):
    quota = Quota("key", 30)
    taken = await asyncio.gather(*(actions.take("key:1", quota, now=NOW) for _ in range(50)))
    assert sum(each.is_within for each in taken) == 30
    assert sorted(each.left for each in taken if each.is_within) == list(range(30))


async def test_the_count_begins_anew_after_the_window_and_not_before(db):
    quota = Quota("key", 1, 300)
    begins = [NOW, NOW + timedelta(seconds=299), NOW + timedelta(seconds=300)]
    assert [(await actions.take("k", quota, now=now)).is_within for now in begins] == [True, False, True]


async def test_ten_keys_and_no_more_whoever_asks_at_once(committed_db, cast):
    made = await asyncio.gather(
        *(a_key(cast, request_key=f"request-key-{n:04d}") for n in range(14)), return_exceptions=True
    )
    assert sum(isinstance(each, errors.Refused) for each in made) == 4
    assert await database.value("select count(*) from api_key") == rules.MOST_KEYS
