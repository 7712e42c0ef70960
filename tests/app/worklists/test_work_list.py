"""The work list over all areas: taken, put back, given, noted; nobody takes what is not in the own list."""

from datetime import UTC, datetime
from urllib.parse import quote

from app.worklists import morning
from regulation import database
from regulation.casework import calendar, clocks
from regulation.licensing.rules import deadlines
from regulation.licensing.status import ApplicationStatus
from regulation.worklists import claiming, organising
from tests import cast as people
from tests.builders import licensing as build
from tests.regulation.worklists.test_claims import director

MORNING = datetime(2026, 11, 24, 0, tzinfo=UTC)


async def test_a_clerk_takes_a_matter_of_the_list_and_puts_it_back(client, cast, tmp_path):
    number = await build.an_application(cast, at=ApplicationStatus.RECEIVED, folder=tmp_path)
    matter = f"/desk/applications/{number}"
    link = f'href="{matter}" data-open'
    application = await database.value("select id from application where number = $1", number)
    known = await calendar.current()
    promised = deadlines.promised(10)
    await clocks.start("application", application, "promised", promised, MORNING.date(), calendar=known)
    await people.sign_in(client, cast.an)
    listed = (await client.get("/desk/work?show=unclaimed")).text
    assert link in listed
    assert "承诺时限" in listed.split(link)[1].split("</tr>")[0], "the promised day stands beside the law's"
    taken = await people.post(
        client, "/desk/work/claim", {"matter": matter, "back": "/desk/work?show=unclaimed"}
    )
    assert taken.headers["location"] == "/desk/work?show=unclaimed"
    assert link not in (await client.get("/desk/work?show=unclaimed")).text
    assert link in (await client.get("/desk/work?show=mine")).text
    await people.sign_in(client, cast.ann)
    assert link in (await client.get("/desk/work?show=team")).text
    assert (await people.post(client, "/desk/work/claim", {"matter": matter})).status_code == 409
    await people.sign_in(client, cast.an)
    assert (await people.post(client, "/desk/work/release", {"matter": matter})).status_code == 303
    assert link not in (await client.get("/desk/work?show=mine")).text


async def test_nobody_takes_what_is_not_in_the_list_nor_is_led_elsewhere(client, cast, tmp_path):
    number = await build.an_application(cast, at=ApplicationStatus.RECEIVED, folder=tmp_path)
    matter = f"/desk/applications/{number}"
    await people.sign_in(client, cast.ding)
    assert number not in (await client.get("/desk/work")).text
    assert (await people.post(client, "/desk/work/claim", {"matter": matter})).status_code == 404
    assert (await client.get(f"/desk/work/notes?matter={quote(matter)}")).status_code == 404
    await people.sign_in(client, cast.an)
    assert (await people.post(client, "/desk/work/claim", {"matter": "/desk/jobs"})).status_code == 404
    led = await people.post(client, "/desk/work/claim", {"matter": matter, "back": "https://example.org/"})
    assert led.headers["location"] == "/desk/work"
    assert (
        await people.post(client, "/desk/work/give", {"matter": matter, "person": str(cast.ann.person_id)})
    ).status_code == 403
    assert (await people.post(client, "/desk/work/share-out")).status_code == 403
    await people.sign_in(client, cast.mo)
    assert (await client.get("/desk/work")).status_code == 404


async def test_a_note_is_the_organs_and_no_firms(client, cast, tmp_path):
    number = await build.an_application(cast, at=ApplicationStatus.RECEIVED, folder=tmp_path)
    matter = f"/desk/applications/{number}"
    await people.sign_in(client, cast.an)
    assert (await people.post(client, "/desk/work/notes", {"matter": matter, "text": " "})).status_code == 422
    assert (
        await people.post(client, "/desk/work/notes", {"matter": matter, "text": "@安二 <b>看</b>"})
    ).status_code == 303
    assert "&lt;b&gt;" in (await client.get(f"/desk/work/notes?matter={quote(matter)}")).text
    await people.sign_in(client, cast.e)
    assert "看&lt;" not in (await client.get(f"/firm/licensing/{number}")).text
    assert (await client.get(f"/desk/work/notes?matter={quote(matter)}")).status_code == 403


async def test_every_morning_the_rules_are_applied(cast, tmp_path):
    number = await build.an_application(cast, at=ApplicationStatus.RECEIVED, folder=tmp_path)
    assert await morning.share_out(now=MORNING) == 0
    await organising.set_rule("licensing", "clerk", "least_loaded", actor=director(cast), now=MORNING)
    assert await morning.share_out(now=datetime(2026, 11, 22, 0, tzinfo=UTC)) == 0, "a Sunday"
    assert await morning.share_out(now=MORNING) == 1
    held = await claiming.held(cast.an.organ_id, today=MORNING.date())
    assert held[f"/desk/applications/{number}"]["manner"] == "rule"
    assert await morning.share_out(now=MORNING) == 0


async def test_rules_and_leave_have_forms(client, cast):
    await people.sign_in(client, cast.an)
    assert (await client.get("/desk/work/settings")).status_code == 200
    rule = {"area": "licensing", "role": "clerk", "manner": "round_robin"}
    assert (await people.post(client, "/desk/work/rules", rule)).status_code == 403
    leave = {"person": str(cast.an.person_id), "from_on": "2030-01-01", "to_on": "2029-01-01"}
    assert (await people.post(client, "/desk/work/absences", leave)).status_code == 422
    assert (
        await people.post(client, "/desk/work/absences", leave | {"to_on": "2030-01-05"})
    ).status_code == 303
    await people.sign_in(client, cast.lu)
    assert (await people.post(client, "/desk/work/rules", rule | {"area": "nowhere"})).status_code == 422
    assert (await people.post(client, "/desk/work/rules", rule)).status_code == 303
    assert "轮流" in (await client.get("/desk/work/settings")).text
