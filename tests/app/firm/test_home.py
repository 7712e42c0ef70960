"""The firm's home says what is owed, and shows nothing of others."""

from datetime import UTC, datetime

from regulation.firms import consenting
from regulation.notices import actions as notices
from tests import cast as people

NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)


async def test_a_firm_without_duties_is_told_so(client, cast):
    await people.sign_in(client, cast.e)
    home = await client.get("/firm")
    assert home.status_code == 200
    assert "目前没有待办事项" in home.text
    assert "测试甲人力资源有限公司" in home.text


async def test_a_notice_is_shown_until_its_own_reader_took_note(client, cast):
    await notices.tell("收到一份文书", "/firm/letters", kind="test", now=NOW, firm_id=cast.firm)
    (told,) = await notices.unread(firm_id=cast.firm)
    await people.sign_in(client, cast.f)
    assert "收到一份文书" not in (await client.get("/firm")).text
    await people.post(client, f"/firm/notices/{told['id']}")
    assert len(await notices.unread(firm_id=cast.firm)) == 1
    await people.sign_in(client, cast.e)
    assert "收到一份文书" in (await client.get("/firm")).text
    await people.post(client, f"/firm/notices/{told['id']}")
    assert await notices.unread(firm_id=cast.firm) == []


async def test_a_licence_that_ends_soon_is_called_to_mind(client, cast):
    from datetime import timedelta
    from uuid import uuid4

    from app import clock
    from regulation import database

    ends = clock.today() + timedelta(days=60)
    await database.execute(
        """insert into licence (id, kind, number, firm, firm_name, organ, track, status, scope, is_online, issued_on,
                                valid_from, valid_to, snapshot)
           values ($1, 'hr_licence', '（京）人服证字〔2021〕第1号', $2, '测试甲', $3, 'general', 'valid', '{}', false, $4, $4, $5, '{}')""",
        uuid4(), cast.firm, cast.an.organ_id, ends - timedelta(days=1825), ends,
    )  # fmt: skip
    await people.sign_in(client, cast.e)
    assert "即将到期" in (await client.get("/firm")).text


async def test_home_says_whose_turn_an_application_is(client, cast, tmp_path):
    from regulation.licensing.status import ApplicationStatus
    from tests.builders import licensing as build

    number = await build.an_application(cast, at=ApplicationStatus.ACCEPTED, folder=tmp_path)
    await people.sign_in(client, cast.ee)
    home = (await client.get("/firm")).text
    assert number in home
    assert "轮到机关" in home
    await people.sign_in(client, cast.f)
    assert number not in (await client.get("/firm")).text


async def test_the_signatory_signs_for_electronic_service_and_takes_it_back(client, cast):
    await people.sign_in(client, cast.f)
    assert "未签订" in (await client.get("/firm/consent")).text
    assert (await people.post(client, "/firm/consent", {"phone": "010-1"})).status_code == 422
    signed = {"phone": "010-55550000", "agreed": "yes"}
    assert (await people.post(client, "/firm/consent", signed)).status_code == 303
    assert (await people.post(client, "/firm/consent", signed)).status_code == 409
    shown = (await client.get("/firm/consent")).text
    assert "撤回确认书" in shown
    paper = (await consenting.papers(cast.other_firm)).popitem()[1]
    assert f"/documents/{paper['id']}.pdf" in shown
    assert paper["snapshot"]["party"]["phone"] == "010-55550000"
    assert (await people.post(client, "/firm/consent/revoke")).status_code == 303
    assert (await consenting.papers(cast.other_firm)).popitem()[1]["withdrawn_at"]
    assert "未签订确认书" in (await client.get("/firm")).text
    await people.sign_in(client, cast.ee)
    assert "撤回确认书" not in (await client.get("/firm/consent")).text
    assert (await people.post(client, "/firm/consent/revoke")).status_code == 403
