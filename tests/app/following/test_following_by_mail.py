"""By mail: only who confirmed is told, once, by a server that may be down; and stops with one click."""

from datetime import timedelta

import pytest

from app.following import delivery
from app.settings import settings
from regulation import database
from regulation.following import outbox, rules, subscribing
from regulation.following.status import Pace
from tests import cast as people
from tests.app.following.conftest import NOW

pytestmark = pytest.mark.usefixtures("at")


async def test_from_the_form_to_the_letter(client, cast, smtp, follow, tell, grant):
    number = await database.value("select number from firm where id = $1", cast.firm)
    await follow(firm=number)
    await grant(cast.firm)
    await grant(cast.other_firm, "110108202600001")
    await tell()
    letter = smtp.letters[-1]
    assert len(smtp.letters) == 2
    assert letter["To"] == "reader@example.com"
    assert letter["Subject"] == "登记簿变更：测试甲人力资源有限公司"
    text = letter.get_content()
    assert "110105202600001" in text
    assert "110108202600001" not in text
    # Told once, however often the worker looks.
    for _ in range(3):
        await tell()
    assert len(smtp.letters) == 2
    assert await outbox.waiting() == 0


async def test_nobody_is_told_before_the_mailbox_has_answered(client, cast, smtp, follow, tell, grant):
    await follow(confirm=False)
    await grant(cast.firm)
    await tell()
    assert ["请确认关注" in each["Subject"] for each in smtp.letters] == [True]
    # A program that opens the links of letters confirms nothing.
    assert (await client.get(smtp.link("confirm"))).status_code == 200
    await grant(cast.firm, "110105202600002")
    await tell()
    assert len(smtp.letters) == 1


async def test_a_link_ends_after_two_days_and_the_address_is_forgotten(client, cast, smtp, follow, at):
    await follow(confirm=False)
    path = smtp.link("confirm")
    at(NOW + rules.CONFIRM_WITHIN)
    assert (await people.post(client, path)).status_code == 404
    await subscribing.tidy(now=NOW + rules.CONFIRM_WITHIN + timedelta(seconds=1))
    assert await database.value("select count(*) from follower") == 0


async def test_whether_an_address_follows_cannot_be_asked(client, cast, smtp, follow):
    await client.get(await follow("known@example.com"))
    form = {"channel": "mail", "pace": "at_once"}
    known = await people.post(client, "/follow", form | {"address": "known@example.com"})
    unknown = await people.post(client, "/follow", form | {"address": "other@example.com"})
    assert known.status_code == unknown.status_code == 200
    assert known.text.replace("known@", "other@") == unknown.text


async def test_a_mailbox_gets_three_letters_a_day_whoever_asks(client, cast, smtp, tell):
    for _ in range(6):
        await people.post(
            client, "/follow", {"address": "Victim@example.com", "channel": "mail", "pace": "at_once"}
        )
    await tell()
    assert len(smtp.letters) == rules.CONFIRMATIONS_A_DAY


async def test_one_place_asks_ten_times_an_hour(client, cast, smtp):
    found = [
        (
            await people.post(
                client, "/follow", {"address": f"a{n}@example.com", "channel": "mail", "pace": "at_once"}
            )
        ).status_code
        for n in range(11)
    ]
    assert found == [200] * 10 + [429]


@pytest.mark.parametrize(
    "address",
    ["", "x", "a@b", "a b@example.com", "a@example.com\r\nBcc: b@example.com", "a@example.com,b@example.com", "a@-x.com",
     "<a@example.com>", "a" * 250 + "@example.com", "甲@example.com"],
)  # fmt: skip
async def test_what_is_no_address_is_refused(client, cast, smtp, tell, address):
    answer = await people.post(client, "/follow", {"address": address, "channel": "mail", "pace": "at_once"})
    assert answer.status_code == 422
    await tell()
    assert smtp.letters == []


async def test_one_click_in_the_mail_program_ends_it_and_forgets_the_address(
    client, cast, smtp, follow, tell, grant
):
    await follow()
    await grant(cast.firm)
    await tell()
    letter = smtp.letters[-1]
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    # Providers read the header as it was sent, and decode nothing in it.
    assert f"List-Unsubscribe: {letter['List-Unsubscribe']}".encode() in smtp.box.raw[-1].splitlines()
    assert smtp.box.raw[-1].isascii()
    path = letter["List-Unsubscribe"].strip("<>").removeprefix(settings().base_url)
    client.cookies.clear()
    # Opening the link ends nothing, the POST of a provider without cookies and token does; twice is no error.
    assert (await client.get(path)).status_code == 200
    assert await database.value("select count(*) from follower") == 1
    for _ in range(2):
        answer = await client.post(path, data={"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
    for table in ("follower", "followed", "followed_change", "message"):
        assert await database.value(f"select count(*) from {table}") == 0


async def test_links_are_good_for_their_purpose_alone(client, cast, smtp, follow):
    manage = await follow()
    token = manage.rsplit("/", 1)[1]
    for path in (
        f"/follow/stop/{token}",
        f"/follow/confirm/{token}",
        manage[:-1] + ("0" if manage[-1] != "0" else "1"),
    ):
        assert (await client.get(path)).status_code == 404
    assert (await people.post(client, f"/follow/stop/{token}")).status_code == 404
    assert await database.value("select count(*) from follower") == 1


async def test_a_letter_about_a_firm_can_be_ended_alone(client, cast, smtp, follow):
    numbers = [
        await database.value("select number from firm where id = $1", each)
        for each in (cast.firm, cast.other_firm)
    ]
    await follow(firm=numbers[0])
    manage = await follow(firm=numbers[1])
    rows = await database.rows("select id from followed order by asked_at")
    assert (await client.get(manage)).text.count('/stop"') == 2
    await people.post(client, f"{manage}/{rows[0]['id']}/stop")
    assert (await client.get(manage)).status_code == 200
    last = await people.post(client, f"{manage}/{rows[1]['id']}/stop")
    assert last.headers["location"] == "/follow"
    assert await database.value("select count(*) from follower") == 0


async def test_once_a_day_is_one_letter_in_the_morning(client, cast, smtp, follow, tell, grant):
    await follow(pace="daily")
    for count in range(3):
        await grant(cast.firm, f"11010520260000{count}")
        await tell()
    assert len(smtp.letters) == 1
    await delivery.digest(NOW)
    await tell()
    assert len(smtp.letters) == 2
    assert [f"11010520260000{n}" in smtp.letters[-1].get_content() for n in range(3)] == [True] * 3
    await delivery.digest(NOW)
    await tell()
    assert len(smtp.letters) == 2


async def test_many_changes_are_named_up_to_a_hundred_and_counted(
    client, cast, smtp, follow, tell, grant, monkeypatch
):
    monkeypatch.setattr(rules, "MOST_NAMED", 10)
    await follow(pace="daily")
    for count in range(rules.MOST_NAMED + 5):
        await grant(cast.firm, f"N{count:06d}")
    await tell()
    await delivery.digest(NOW)
    await tell()
    text = smtp.letters[-1].get_content()
    assert ("N000009" in text, "N000010" in text) == (True, False)
    assert "另有5条" in text


async def test_a_mail_server_down_for_hours_loses_nothing_and_blames_nobody(
    client, cast, smtp, follow, tell, grant
):
    await follow()
    smtp.down()
    await grant(cast.firm)
    for hours in range(1, 30):
        assert await tell(NOW + timedelta(hours=hours)) == ""
    assert await database.row("select status, attempts from message where kind = 'changes'") == {
        "status": "waiting", "attempts": 0,
    }  # fmt: skip
    smtp.up()
    assert await tell(NOW + timedelta(hours=30)) == "1 messages"
    assert len(smtp.letters) == 2


async def test_a_mailbox_that_is_gone_is_not_written_to_again(client, cast, smtp, follow, tell, grant):
    await follow()
    smtp.box.answers["reader@example.com"] = "550 no such user"
    await grant(cast.firm)
    await tell()
    assert await database.value("select status from follower") == "dead"
    await grant(cast.firm, "110105202600002")
    await tell()
    assert await outbox.waiting() == 0
    assert len(smtp.letters) == 1


async def test_a_mailbox_that_is_full_is_tried_for_days(client, cast, smtp, follow, tell, grant):
    await follow()
    smtp.box.answers["reader@example.com"] = "452 mailbox full"
    await grant(cast.firm)
    now, tried = NOW, 0
    while await database.value("select status from follower") == "active":
        await tell(now)
        tried = await database.value("select max(attempts) from message")
        now += timedelta(hours=1)
    assert tried == rules.MOST_ATTEMPTS
    assert timedelta(days=3) < now - NOW < timedelta(days=6)


async def test_the_same_letter_sent_again_has_the_same_id(client, cast, smtp, follow, tell, grant):
    """A worker that dies between sending and noting is the one case in which a letter goes twice."""
    await follow()
    await grant(cast.firm)
    await tell()
    await database.execute("update message set status = 'waiting', due_at = made_at")
    await tell()
    first, second = [each["Message-ID"] for each in smtp.letters if "List-Unsubscribe" in each]
    assert first == second


async def test_two_workers_send_a_letter_once(committed_db, client, cast, smtp, follow, tell, grant):
    import asyncio

    await follow()
    for count in range(4):
        await grant(cast.firm, f"11010520260000{count}")
        await asyncio.gather(*(tell() for _ in range(4)))
    assert len(smtp.letters) == 5


async def test_what_ended_meanwhile_is_not_told(client, cast, smtp, follow, tell):
    from datetime import date
    from uuid import uuid4

    from regulation.actor import SYSTEM
    from regulation.casework import publication

    await follow()
    made = await publication.publish(
        "penalty", "京人社罚1", "处罚", organ_id=cast.an.organ_id, organ_name=cast.an.organ_name, firm_id=cast.firm,
        matter_kind="penalty_case", matter_id=uuid4(), body={}, from_on=date(2026, 1, 6), actor=cast.bai, now=NOW,
    )  # fmt: skip
    smtp.down()
    await tell()
    await publication.end(made, on=date(2026, 11, 28), reason="信用修复", actor=SYSTEM, now=NOW)
    smtp.up()
    await tell()
    for letter in smtp.letters[1:]:
        assert "测试甲" not in letter.get_content() + letter["Subject"]
        assert "京人社罚1" not in letter.get_content()


async def test_without_a_mail_server_the_page_says_so(client, cast):
    body = (await client.get("/follow")).text
    assert "没有设置邮件服务器" in body
    assert 'name="address"' not in body
    answer = await people.post(
        client, "/follow", {"address": "a@example.com", "channel": "mail", "pace": "at_once"}
    )
    assert answer.status_code == 409


async def test_letters_speak_the_followers_language(client, cast, smtp, follow, tell, grant):
    manage = await follow()
    await people.post(client, manage, {"pace": Pace.AT_ONCE, "language": "en"})
    await grant(cast.firm)
    await tell()
    assert smtp.letters[-1]["Subject"].startswith("Change of the register")
