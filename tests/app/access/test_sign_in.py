"""Sign-in as an outsider tries it."""

import asyncio

import pytest

from regulation import database
from regulation.accounts import rules, sessions
from tests import cast as people


async def test_the_right_password_leads_to_the_portal_of_the_office(client, cast):
    answer = await people.post(client, "/sign-in", {"login": "an", "password": people.PASSWORD, "next": ""})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/desk"
    home = await client.get("/desk")
    assert home.status_code == 200
    assert "安一" in home.text


async def test_a_wrong_password_and_an_unknown_login_get_the_same_words(client, cast):
    wrong = await people.post(client, "/sign-in", {"login": "an", "password": "wrong", "next": ""})
    unknown = await people.post(client, "/sign-in", {"login": "nobody", "password": "wrong", "next": ""})
    assert wrong.status_code == unknown.status_code == 422
    assert "账号或者密码不正确" in wrong.text
    assert "账号或者密码不正确" in unknown.text


async def test_the_session_id_is_new_at_every_sign_in_and_the_old_one_is_dead(client, cast):
    await people.sign_in(client, cast.an)
    before = client.cookies["zhiheng_session"]
    await people.post(client, "/sign-in", {"login": "an", "password": people.PASSWORD, "next": ""})
    assert client.cookies["zhiheng_session"] != before
    assert await database.value("select count(*) from session where key = $1", sessions.key_of(before)) == 0


async def test_the_eleventh_wrong_password_is_not_even_tried(client, cast):
    for _ in range(10):
        await people.post(client, "/sign-in", {"login": "an", "password": "wrong", "next": ""})
    answer = await people.post(client, "/sign-in", {"login": "an", "password": people.PASSWORD, "next": ""})
    assert answer.status_code == 429
    assert answer.headers["retry-after"]


async def test_wrong_passwords_sent_all_at_once_are_counted_too(committed_db, client, cast, monkeypatch):
    tried = []

    async def matches(password, _stored):
        tried.append(password)
        await asyncio.sleep(0.2)
        return False

    monkeypatch.setattr(sessions.passwords, "matches", matches)
    form = {"login": "an", "password": "wrong", "next": ""}
    await people.post(client, "/sign-in", form)
    answers = await asyncio.gather(*(people.post(client, "/sign-in", form) for _ in range(30)))
    assert len(tried) <= rules.PER_LOGIN
    assert {each.status_code for each in answers} <= {422, 429}


async def test_right_passwords_are_not_counted(client, cast):
    for _ in range(rules.PER_LOGIN + 1):
        answer = await people.post(
            client, "/sign-in", {"login": "an", "password": people.PASSWORD, "next": ""}
        )
        assert answer.status_code == 303


async def test_a_found_session_is_no_place_to_guess_the_password(client, cast):
    await people.sign_in(client, cast.an)
    guess = {"old": "wrong", "new": "a new long password"}
    for _ in range(rules.PER_LOGIN):
        assert (await people.post(client, "/account/password", guess)).status_code == 422
    right = {"old": people.PASSWORD, "new": "a new long password"}
    assert (await people.post(client, "/account/password", right)).status_code == 429


async def test_sign_in_leads_to_no_foreign_site(client, cast):
    answer = await people.post(
        client, "/sign-in", {"login": "an", "password": people.PASSWORD, "next": "//evil.example/"}
    )
    assert answer.headers["location"] == "/desk"


async def test_a_page_of_the_desk_asks_the_visitor_to_sign_in(client, cast):
    answer = await client.get("/desk/calendar?year=2027")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/sign-in?next=/desk/calendar%3Fyear%3D2027"


async def test_a_form_without_token_is_refused(client, cast):
    await people.sign_in(client, cast.an)
    answer = await client.post("/sign-out")
    assert answer.status_code == 403


async def test_a_form_from_another_site_is_refused(client, cast):
    await people.sign_in(client, cast.an)
    answer = await people.post(client, "/sign-out", headers={"origin": "https://evil.example"})
    assert answer.status_code == 403


async def test_an_unknown_field_is_refused(client, cast):
    answer = await people.post(
        client, "/sign-in", {"login": "an", "password": people.PASSWORD, "next": "", "role": "decider"}
    )
    assert answer.status_code == 422


async def test_a_session_ends_when_the_office_ends(client, cast):
    from datetime import UTC, date, datetime

    from regulation.accounts import people as accounts

    await people.sign_in(client, cast.an)
    held = await database.value("select id from appointment where person = $1", cast.an.person_id)
    await accounts.dismiss(held, on=date(2026, 1, 1), actor=cast.lu, now=datetime.now(UTC))
    assert (await client.get("/desk")).status_code == 303


async def test_an_office_that_was_ended_is_not_held_for_the_rest_of_the_day(client, cast):
    await people.sign_in(client, cast.lu)
    held = await database.value("select id from appointment where person = $1", cast.an.person_id)
    assert (await people.post(client, f"/desk/officials/{held}/end")).status_code == 303
    await people.sign_in(client, cast.an)
    assert (await client.get("/desk")).status_code == 403


async def test_a_password_somebody_else_chose_opens_nothing_but_its_change(client, cast):
    await people.sign_in(client, cast.lu)
    form = {
        "name": "新一", "login": "new.one", "password": "a long password", "role": "clerk",
        "organ_id": str(cast.an.organ_id), "certificate_number": "",
    }  # fmt: skip
    await people.post(client, "/desk/officials/new", form)
    await people.sign_in(client, cast.ou)
    proposed = await database.value("select id from office_proposal")
    await people.post(client, f"/desk/officials/proposals/{proposed}/approve")
    await people.sign_in(client, None)
    first = {"login": "new.one", "password": "a long password", "next": "/desk/firms"}
    assert (await people.post(client, "/sign-in", first)).headers["location"] == "/account"
    refused = await client.get("/desk")
    assert refused.status_code == 403
    assert "修改密码" in refused.text
    same = await people.post(
        client, "/account/password", {"old": "a long password", "new": "a long password"}
    )
    assert same.status_code == 422
    await people.post(client, "/account/password", {"old": "a long password", "new": "another password"})
    again = {"login": "new.one", "password": "another password", "next": ""}
    assert (await people.post(client, "/sign-in", again)).headers["location"] == "/desk"
    assert (await client.get("/desk")).status_code == 200


@pytest.mark.parametrize(
    "login", ["\u0130" * 80, "x" * 80, "a\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16")]
)
async def test_a_strange_login_is_only_a_wrong_one(client, cast, login):
    answer = await people.post(client, "/sign-in", {"login": login, "password": "wrong", "next": ""})
    assert answer.status_code == 422


@pytest.mark.parametrize("wanted", ["/登记", "/register?q=某某"])
async def test_the_way_back_may_hold_chinese(client, cast, wanted):
    form = {"login": "an", "password": people.PASSWORD, "next": wanted}
    assert (await people.post(client, "/sign-in", form)).status_code == 303


async def test_a_firm_user_has_no_desk(client, cast):
    await people.sign_in(client, cast.e)
    assert (await client.get("/desk")).status_code == 403


async def test_another_firm_cannot_be_chosen(client, cast):
    await people.sign_in(client, cast.e)
    answer = await people.post(client, "/account/firm", {"firm_id": str(cast.other_firm)})
    assert answer.status_code == 404


@pytest.mark.parametrize("path", ["/sign-in", "/", "/desk/nothing"])
async def test_every_answer_carries_the_policy(client, cast, path):
    answer = await client.get(path)
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert "unsafe-inline" not in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
