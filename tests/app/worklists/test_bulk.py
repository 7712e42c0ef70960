"""Many alike matters in one go: looked over, each done by its own act, refused ones left alone with their reason."""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest

from app import clock
from app.worklists import bulk
from regulation import database, errors
from regulation.accounts import sessions
from regulation.casework import record
from regulation.licensing import queries, unserved
from regulation.licensing.actions import ending
from regulation.licensing.status import ApplicationStatus
from regulation.worklists import batches
from tests import cast as people
from tests.builders import licensing as build
from tests.builders import written_reports as reports

NAMES = (("测试丙人力资源有限公司", "91110105MA0000003C"), ("测试丁人力资源有限公司", "91110105MA0000004D"))
ACCEPT = "/desk/work/bulk/accept"


async def three(cast, folder, **more):
    """Three applications of three firms; the second lacks its staff."""
    numbers = []
    for place, (name, code) in enumerate((("", ""), *NAMES)):
        who = cast.e
        if name:
            who = replace(cast.e, firm_ids=frozenset({await people.a_firm(name, code, "110105")}))
        number = await build.an_application(
            cast, at=ApplicationStatus.RECEIVED, who=who, folder=folder, now=clock.now(), **more
        )
        if place == 1:
            await database.execute(
                "update application set answers = answers - 'staff' where number = $1", number
            )
        numbers.append(number)
    return numbers


async def _states(numbers):
    found = await database.rows(
        "select number, status from application where number = any($1) order by number", numbers
    )
    return [each["status"] for each in found]


async def _traces():
    return [
        await database.value(f"select count(*) from {table}")
        for table in ("case_log", "document", "leaf", "notice", "work_batch", "clock")
    ]


async def test_what_would_happen_is_seen_and_nothing_has_and_then_each_by_itself(client, cast, tmp_path):
    numbers = await three(cast, tmp_path)
    before = await _traces()
    await people.sign_in(client, cast.an)
    shown = (await client.get(ACCEPT)).text
    assert all(number in shown for number in numbers)
    seen = await people.post(client, ACCEPT, {"matter": numbers})
    assert seen.status_code == 200
    assert "可以办理2件，共选3件" in seen.text
    assert "材料不齐全" in seen.text
    assert await _traces() == before
    assert await _states(numbers) == ["received"] * 3
    done = await people.post(client, ACCEPT, {"matter": numbers, "confirmed": "true"})
    result = (await client.get(done.headers["location"])).text
    assert "已办理2件，未办理1件，共3件" in result
    assert "材料不齐全" in result
    assert await _states(numbers) == ["accepted", "received", "accepted"]
    for number in (numbers[0], numbers[2]):
        application = await queries.visible_application(cast.an, number)
        log = await record.history("application", application["id"])
        assert [(e.action, e.actor_name) for e in log if e.action == "accept"] == [("accept", "安一")]
        papers = await database.value(
            "select count(*) from document where matter_id = $1 and kind = 'acceptance_notice'",
            application["id"],
        )
        assert papers == 1
    await people.sign_in(client, cast.ding)
    assert (await client.get(done.headers["location"])).status_code == 404


async def test_from_the_work_list_by_address_and_only_what_is_ours(client, cast, tmp_path):
    numbers = await three(cast, tmp_path)
    addresses = [f"/desk/applications/{number}" for number in numbers]
    await people.sign_in(client, cast.an)
    assert 'formaction="/desk/work/bulk/accept"' in (await client.get("/desk/work")).text
    ticked = {"matter": [addresses[0], "/desk/written-reports/x"], "back": "/desk/work", "person": ""}
    assert "可以办理1件，共选1件" in (await people.post(client, ACCEPT, ticked)).text
    await people.sign_in(client, cast.ding)
    assert (await people.post(client, ACCEPT, ticked | {"confirmed": "true"})).status_code == 422
    await people.sign_in(client, cast.bai)
    assert (await client.get(ACCEPT)).status_code == 403
    assert (await people.post(client, ACCEPT, ticked)).status_code == 403
    assert (await client.get("/desk/work/bulk/refuse")).status_code == 404, "reasons of its own"
    assert await _states(numbers) == ["received"] * 3


async def test_many_are_claimed_given_and_put_back_from_one_bar(client, cast, tmp_path):
    numbers = await three(cast, tmp_path)
    addresses = [f"/desk/applications/{number}" for number in numbers]
    await people.sign_in(client, cast.ann)
    await people.post(client, "/desk/work/claim", {"matter": addresses[0]})
    await people.sign_in(client, cast.an)
    assert (await people.post(client, "/desk/work/claim", {"matter": addresses})).status_code == 303
    held = await database.rows("select matter, person_name from work_claim where status = 'held'")
    assert {each["matter"]: each["person_name"] for each in held} == dict(
        zip(addresses, ("安二", "安一", "安一"), strict=True)
    )
    seen = await people.post(client, ACCEPT, {"matter": numbers})
    assert "安二已认领" in seen.text
    assert (await people.post(client, "/desk/work/release", {"matter": addresses})).status_code == 303
    assert await database.value("select count(*) from work_claim where status = 'held'") == 1
    assert (await people.post(client, "/desk/work/give", {"matter": addresses})).status_code == 422
    assert (await people.post(client, "/desk/work/claim", {})).status_code == 422


async def test_reports_are_noted_and_the_register_says_so(client, cast):
    number = await reports.a_report(cast.e, now=reports.MONDAY)
    await people.sign_in(client, cast.an)
    seen = await people.post(client, "/desk/work/bulk/note", {"matter": number})
    assert "可以办理1件" in seen.text
    assert "甲某 → 乙某" in seen.text, "what will change is said before it does"
    assert await database.value("select legal_representative from firm where id = $1", cast.firm) == "甲某"
    await people.post(client, "/desk/work/bulk/note", {"matter": number, "confirmed": "true"})
    assert await database.value("select legal_representative from firm where id = $1", cast.firm) == "乙某"


async def test_papers_are_served_alike_and_electronic_service_is_the_partys_own_act(client, cast, tmp_path):
    number = await build.an_application(
        cast, at=ApplicationStatus.ACCEPTED, folder=tmp_path, now=clock.now() - timedelta(days=1)
    )
    waiting = await unserved.of_organ(cast.an.organ_id, limit=50)
    keys = [str(each["id"]) for each in waiting]
    assert {each["number"] for each in waiting} == {number}
    assert [each["kind"] for each in waiting] == ["acceptance_notice"], "not what the applicant itself gave"
    await people.sign_in(client, cast.an)
    address = "/desk/work/bulk/serve"
    how = {"matter": keys, "method": "electronic", "served_on": str(clock.today()), "receipt": "已签收"}
    late = await people.post(
        client, address, how | {"served_on": str(clock.today() + timedelta(days=1)), "method": "pigeon"}
    )
    assert late.status_code == 422
    assert 'href="#f-method"' in late.text
    assert 'href="#f-served_on"' in late.text
    assert 'value="electronic"' not in (await client.get(address)).text
    tried = (await people.post(client, address, how)).text
    assert "可以办理0件" in tried
    assert "由受送达人在本系统确认签收" in tried
    await people.post(client, address, how | {"method": "post", "confirmed": "true"})
    assert await unserved.of_organ(cast.an.organ_id, limit=50) == []
    assert await database.value("select method from service") == "post"


async def test_expired_licences_are_cancelled_by_the_decider(client, cast, tmp_path):
    licence = await build.a_licence(cast, folder=tmp_path, now=clock.now() - timedelta(days=40))
    await database.execute(
        "update licence set valid_to = $2, valid_from = $2, issued_on = $2 where id = $1",
        licence["id"],
        clock.today() - timedelta(days=2),
    )
    await ending.expire(licence["id"], now=clock.now())
    address, sent = "/desk/work/bulk/cancel", {"matter": str(licence["id"])}
    await people.sign_in(client, cast.an)
    assert (await client.get(address)).status_code == 403
    await people.sign_in(client, cast.bo)
    assert "可以办理1件" in (await people.post(client, address, sent)).text
    await people.post(client, address, sent | {"confirmed": "true"})
    assert await database.value("select status from licence where id = $1", licence["id"]) == "cancelled"


async def test_what_the_maker_leaves_the_worker_does_in_the_makers_name(client, cast, tmp_path, monkeypatch):
    numbers = await three(cast, tmp_path)
    monkeypatch.setattr("app.worklists.bulk_pages.SECONDS", 0)
    await people.sign_in(client, cast.an)
    done = await people.post(client, ACCEPT, {"matter": numbers, "confirmed": "true"})
    address = done.headers["location"]
    assert "<progress" in (await client.get(address)).text
    assert await _states(numbers) == ["received"] * 3
    assert await batches.work(bulk.act, clock.now, seconds=30) == 3
    assert "已办完" in (await client.get(address)).text
    assert await _states(numbers) == ["accepted", "received", "accepted"]
    again = await people.post(client, f"{address}/stop")
    assert again.status_code == 409


async def test_a_list_whose_maker_has_left_is_not_worked_off(client, cast, tmp_path):
    numbers = await three(cast, tmp_path)
    chosen = [batches.Chosen(number, "", number, "") for number in numbers]
    made = await batches.start("accept", chosen, {}, actor=cast.an, now=clock.now())
    await database.execute("update account set is_active = false where id = $1", cast.an.account_id)
    assert await sessions.acting(cast.an.person_id, today=clock.today()) is None
    await batches.work(bulk.act, clock.now, seconds=30)
    found = await batches.visible(cast.ann, made)
    assert (found["status"], found["done"]) == ("stopped", 0)
    assert await _states(numbers) == ["received"] * 3


async def test_not_too_many_and_stopped_is_stopped(cast, tmp_path):
    chosen = batches.Chosen("x", "", "x", "")
    with pytest.raises(errors.Invalid):
        await batches.start("accept", [chosen] * (batches.MOST + 1), {}, actor=cast.an, now=clock.now())
    with pytest.raises(errors.NotFound):
        await batches.start("accept", [chosen], {}, actor=cast.lu, now=clock.now())
    made = await batches.start("accept", [chosen], {}, actor=cast.an, now=clock.now())
    await batches.stop(made, actor=cast.ann, now=clock.now())
    assert await batches.work(bulk.act, clock.now, seconds=30) == 0
    assert SimpleNamespace(**(await batches.items(made))[0]).outcome == "waiting"
