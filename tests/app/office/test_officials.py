"""Officials and offices: one proposes, a second of the city approves, nobody for oneself, and one always stays."""

import asyncio
from datetime import UTC, date, datetime
from uuid import uuid4

import asyncpg
import pytest

from app import clock
from regulation import database, errors
from regulation.accounts import appointing
from regulation.accounts import people as accounts
from regulation.roles import Role
from tests import cast as people


def form(organ, **more):
    return {
        "name": "新一", "login": "new.one", "password": "a long password", "organ_id": str(organ), "role": "clerk",
        "certificate_number": "", **more,
    }  # fmt: skip


async def proposed(client, who, organ, **more):
    """A new official proposed on the page; the proposal's address."""
    await people.sign_in(client, who)
    assert (await people.post(client, "/desk/officials/new", form(organ, **more))).status_code == 303
    newest = await database.value("select id from office_proposal order by proposed_at desc limit 1")
    return f"/desk/officials/proposals/{newest}"


async def a_director(organ="110105"):
    return await people._official("dai", "戴一", organ, {Role.DIRECTOR})


async def test_an_official_takes_office_when_a_second_administrator_says_so(client, cast):
    address = await proposed(client, cast.lu, cast.an.organ_id)
    assert await database.value("select count(*) from account where login = 'new.one'") == 0
    own = (await client.get("/desk/officials")).text
    assert "由另一名管理人员批准" in own
    assert f"{address}/approve" not in own
    assert (await people.post(client, f"{address}/approve")).status_code == 403
    await people.sign_in(client, cast.ou)
    assert "待批准的任命" in (await client.get("/desk")).text
    assert f"{address}/approve" in (await client.get("/desk/officials")).text
    assert (await people.post(client, f"{address}/approve")).status_code == 303
    assert (await people.post(client, f"{address}/approve")).status_code == 409
    held = await database.row(
        """select role, organ, from_on from appointment join person on person.id = person where person.name = '新一'"""
    )
    assert (held["role"], held["organ"], held["from_on"]) == ("clerk", cast.an.organ_id, clock.today())
    assert await database.value("select password_hash from office_proposal") == ""
    first = {"login": "new.one", "password": "a long password", "next": ""}
    await people.sign_in(client, None)
    assert (await people.post(client, "/sign-in", first)).headers["location"] == "/account"


async def test_a_district_asks_and_the_city_grants(client, cast):
    dai = await a_director()
    address = await proposed(client, dai, cast.an.organ_id)
    other = await people._official("dong", "董一", "110105", {Role.DIRECTOR})
    await people.sign_in(client, other)
    assert "由市局批准" in (await client.get("/desk/officials")).text
    assert (await people.post(client, f"{address}/approve")).status_code == 403
    await people.sign_in(client, cast.lu)
    assert (await people.post(client, f"{address}/approve")).status_code == 303


async def test_a_district_asks_for_itself_alone(client, cast):
    dai = await a_director()
    await people.sign_in(client, dai)
    refused = await people.post(client, "/desk/officials/new", form(cast.ding.organ_id))
    assert refused.status_code == 404
    assert (await client.get(f"/desk/officials/{cast.ding.person_id}/appoint")).status_code == 404
    await proposed(client, cast.lu, cast.ding.organ_id)
    await people.sign_in(client, dai)
    assert "new.one" not in (await client.get("/desk/officials")).text


@pytest.mark.parametrize("who", ["an", "bai", "ning", "mo"])
async def test_other_offices_propose_and_approve_nothing(client, cast, who):
    address = await proposed(client, cast.lu, cast.an.organ_id)
    await people.sign_in(client, getattr(cast, who))
    assert (await people.post(client, "/desk/officials/new", form(cast.an.organ_id))).status_code == 403
    for act in ("approve", "refuse", "withdraw"):
        assert (await people.post(client, f"{address}/{act}", {"reason": "不需要"})).status_code == 403


async def test_nobody_gets_an_office_by_the_own_hand(client, cast):
    await people.sign_in(client, cast.lu)
    own = {"organ_id": str(cast.lu.organ_id), "role": "decider", "certificate_number": ""}
    assert (await people.post(client, f"/desk/officials/{cast.lu.person_id}/appoint", own)).status_code == 403
    assert await database.value("select count(*) from office_proposal") == 0
    # The other administrator proposes for him; he cannot be the one who approves.
    await people.sign_in(client, cast.ou)
    assert (await people.post(client, f"/desk/officials/{cast.lu.person_id}/appoint", own)).status_code == 303
    proposal = await database.value("select id from office_proposal")
    await people.sign_in(client, cast.lu)
    for act, more in (("approve", {}), ("refuse", {"reason": "自己决定"})):
        answer = await people.post(client, f"/desk/officials/proposals/{proposal}/{act}", more)
        assert answer.status_code == 403


async def test_the_database_too_wants_two_people_and_nobody_for_oneself(cast, client):
    await proposed(client, cast.lu, cast.an.organ_id)
    for wrong in (
        "update office_proposal set status = 'approved', decided_by = proposed_by",
        "update office_proposal set status = 'approved'",
        "update office_proposal set person = proposed_by",
    ):
        with pytest.raises(asyncpg.CheckViolationError):
            async with database.unit_of_work():
                await database.execute(wrong)


async def test_a_further_office_of_the_same_organ_and_no_other(client, cast):
    await people.sign_in(client, cast.lu)
    address = f"/desk/officials/{cast.an.person_id}/appoint"
    assert "安一" in (await client.get(address)).text
    asked = {"organ_id": str(cast.an.organ_id), "role": "legal_reviewer", "certificate_number": ""}
    held = await people.post(client, address, asked | {"role": "clerk"})
    elsewhere = await people.post(client, address, asked | {"organ_id": str(cast.ding.organ_id)})
    assert held.status_code == elsewhere.status_code == 409
    assert "已任此岗位" in held.text
    assert "其他机关任职" in elsewhere.text
    assert (await people.post(client, address, asked)).status_code == 303
    assert (await people.post(client, address, asked)).status_code == 409, "waits already"
    proposal = await database.value("select id from office_proposal")
    await people.sign_in(client, cast.ou)
    assert (await people.post(client, f"/desk/officials/proposals/{proposal}/approve")).status_code == 303
    roles = await database.rows("select role from appointment where person = $1", cast.an.person_id)
    assert {each["role"] for each in roles} == {"clerk", "legal_reviewer"}


async def test_a_login_is_proposed_once_and_never_one_that_is_taken(client, cast):
    await proposed(client, cast.lu, cast.an.organ_id)
    for login in ("new.one", "NEW.one", "ann"):
        again = await people.post(client, "/desk/officials/new", form(cast.an.organ_id, login=login))
        assert again.status_code == 422
        assert "该账号已被使用" in again.text
    system = await people.post(
        client, "/desk/officials/new", form(cast.an.organ_id, login="x.y", role="system")
    )
    assert system.status_code == 404
    assert await database.value("select count(*) from office_proposal") == 1


async def test_a_refusal_has_a_reason_and_a_proposal_can_be_taken_back(client, cast):
    first = await proposed(client, cast.lu, cast.an.organ_id)
    await people.sign_in(client, cast.ou)
    bare = await people.post(client, f"{first}/refuse", {"reason": ""})
    assert bare.status_code == 422
    assert 'href="#f-reason"' in bare.text
    assert (await people.post(client, f"{first}/refuse", {"reason": "该人员尚未报到"})).status_code == 303
    second = await proposed(client, cast.lu, cast.an.organ_id)
    await people.sign_in(client, cast.ou)
    assert (await people.post(client, f"{second}/withdraw")).status_code == 404
    await people.sign_in(client, cast.lu)
    assert (await people.post(client, f"{second}/withdraw")).status_code == 303
    statuses = await database.rows("select status, password_hash from office_proposal order by proposed_at")
    assert [(each["status"], each["password_hash"]) for each in statuses] == [
        ("refused", ""),
        ("withdrawn", ""),
    ]
    assert await database.value("select count(*) from account where login = 'new.one'") == 0


async def test_the_word_of_an_administrator_who_has_left_is_not_enough(client, cast):
    dai = await a_director("BJ")
    address = await proposed(client, dai, cast.an.organ_id)
    held = await database.value("select id from appointment where person = $1", dai.person_id)
    await people.sign_in(client, cast.lu)
    assert (await people.post(client, f"/desk/officials/{held}/end")).status_code == 303
    answer = await people.post(client, f"{address}/approve")
    assert answer.status_code == 409
    assert "重新提出" in answer.text


async def test_nobody_ends_the_own_office(client, cast):
    await people.sign_in(client, cast.lu)
    own = await database.value("select id from appointment where person = $1", cast.lu.person_id)
    assert (await people.post(client, f"/desk/officials/{own}/end")).status_code == 403


async def test_the_last_administrator_of_the_city_stays(cast):
    now, today = datetime.now(UTC), date(2026, 12, 1)
    offices = {
        who.person_id: await database.value("select id from appointment where person = $1", who.person_id)
        for who in (cast.lu, cast.ou)
    }
    await accounts.dismiss(offices[cast.ou.person_id], on=today, actor=cast.lu, now=now)
    with pytest.raises(errors.Refused, match="最后一名管理人员"):
        await accounts.dismiss(offices[cast.lu.person_id], on=today, actor=cast.ou, now=now)


async def test_an_administrator_who_cannot_sign_in_does_not_count(cast):
    await database.execute("update account set is_active = false where login = 'ou'")
    held = await database.value("select id from appointment where person = $1", cast.lu.person_id)
    with pytest.raises(errors.Refused, match="最后一名管理人员"):
        await accounts.dismiss(held, on=date(2026, 12, 1), actor=cast.ou, now=datetime.now(UTC))


async def test_two_who_end_each_others_office_at_once_do_not_leave_none(committed_db, cast):
    now, today = datetime.now(UTC), date(2026, 12, 1)
    pairs = [(cast.lu, cast.ou), (cast.ou, cast.lu)]
    offices = [
        await database.value("select id from appointment where person = $1", other.person_id)
        for _who, other in pairs
    ]
    answers = await asyncio.gather(
        *(
            accounts.dismiss(office, on=today, actor=who, now=now)
            for (who, _other), office in zip(pairs, offices, strict=True)
        ),
        return_exceptions=True,
    )
    assert sorted(type(each).__name__ for each in answers) == ["NoneType", "Refused"]


async def test_two_who_approve_at_once_appoint_once(committed_db, cast):
    now, today = datetime.now(UTC), clock.today()
    made = await appointing.propose_office(
        cast.an.person_id, cast.an.organ_id, Role.LEGAL_REVIEWER, today=today, actor=cast.lu, now=now
    )
    third = await a_director("BJ")
    answers = await asyncio.gather(
        *(appointing.approve(made, today=today, actor=who, now=now) for who in (cast.ou, third)),
        return_exceptions=True,
    )
    assert sorted(type(each).__name__ for each in answers) == ["AlreadyMoved", "NoneType"]


async def test_a_proposal_that_is_none_is_not_found(client, cast):
    await people.sign_in(client, cast.ou)
    for act in ("approve", "refuse", "withdraw"):
        given = {"reason": "没有此事"} if act == "refuse" else {}
        answer = await people.post(client, f"/desk/officials/proposals/{uuid4()}/{act}", given)
        assert answer.status_code == 404
