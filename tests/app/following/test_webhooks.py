"""Webhooks: signed so that the receiver can check, never into our own network, given up after days with a letter."""

import base64
import hashlib
import hmac
import json
import re
import time
from datetime import timedelta

import pytest

from app.following import webhook
from regulation import database
from regulation.following import rules
from tests import cast as people
from tests.app.following.conftest import HERE, NOW

pytestmark = pytest.mark.usefixtures("at")


def repeats(body):
    """What a receiver that plays by the rules says."""
    said = json.loads(body)
    return 200, json.dumps({"challenge": said["challenge"]}).encode() if said["type"] == "challenge" else b""


@pytest.fixture
def hooked(client, smtp, tell, receiver):
    """A confirmed webhook; its secret as the page shows it."""

    async def made():
        receiver.answer = repeats
        form = {"address": "owner@example.com", "channel": "webhook", "url": receiver.url, "pace": "at_once"}
        assert (await people.post(client, "/follow", form)).status_code == 200
        await tell()
        path = smtp.link("confirm")
        secret = re.search(r"whsec_[A-Za-z0-9+/=]+", (await client.get(path)).text)[0]
        assert (await people.post(client, path)).status_code == 303
        return base64.b64decode(secret.removeprefix("whsec_"))

    return made


async def test_a_receiver_can_check_who_sends_and_gets_each_change_once(
    client, cast, receiver, hooked, tell, grant
):
    secret = await hooked()
    await grant(cast.firm)
    await tell()
    await tell()
    headers, body = receiver.requests[-1]
    assert len(receiver.requests) == 2
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    assert headers["webhook-timestamp"] == str(int(NOW.timestamp()))
    said = json.loads(body)
    assert said["id"] == headers["webhook-id"]
    assert [each["registration"] for each in said["changes"]] == ["110105202600001"]


@pytest.mark.parametrize(
    "answer",
    [
        (200, b"OK"),
        (200, b""),
        (200, b"{}"),
        (204, b""),
        (500, b""),
        (200, b'{"challenge": "guess"}'),
        (200, b"[[["),
    ],
)
async def test_an_address_that_does_not_want_it_is_not_called_again(
    client, cast, smtp, receiver, tell, grant, answer
):
    receiver.answer = lambda _body: answer
    form = {"address": "owner@example.com", "channel": "webhook", "url": receiver.url, "pace": "at_once"}
    await people.post(client, "/follow", form)
    await tell()
    assert (await people.post(client, smtp.link("confirm"))).status_code == 422
    await grant(cast.firm)
    await tell()
    assert len(receiver.requests) == 1


async def test_a_failing_receiver_is_tried_with_growing_waits_then_given_up_with_a_letter(
    client, cast, smtp, receiver, hooked, tell, grant
):
    await hooked()
    receiver.answer = lambda _body: (503, b"")
    await grant(cast.firm)
    await tell()
    now, ids, waits = NOW, {receiver.requests[-1][0]["webhook-id"]}, []
    while due := await database.value(
        "select due_at from message where status = 'waiting' and kind = 'changes'"
    ):
        waits.append(due - now)
        now = max(now, due)
        await tell(now)
        ids.add(receiver.requests[-1][0]["webhook-id"])
    assert len(waits) == rules.MOST_ATTEMPTS - 1
    assert waits == sorted(waits)
    assert len(ids) == 1
    assert await database.value("select status from follower") == "dead"
    await tell(now)
    letters = [each for each in smtp.letters if each["Subject"] == "程序接口已停止通知"]
    assert len(letters) == 1
    assert "HTTP 503" in letters[0].get_content()


async def test_a_receiver_that_recovers_gets_what_it_missed_in_the_same_message(
    client, cast, receiver, hooked, tell, grant
):
    await hooked()
    receiver.answer = lambda _body: (500, b"")
    await grant(cast.firm)
    await tell()
    receiver.answer = repeats
    await tell(NOW + timedelta(minutes=1))
    first, second = receiver.requests[-2:]
    assert first[0]["webhook-id"] == second[0]["webhook-id"]
    assert first[1] == second[1]
    assert await database.value("select count(*) from message where status = 'waiting'") == 0


async def test_gone_is_gone_at_once(client, cast, receiver, hooked, tell, grant):
    await hooked()
    receiver.answer = lambda _body: (410, b"")
    await grant(cast.firm)
    await tell()
    assert await database.value("select status from follower") == "dead"


async def test_a_redirect_is_not_followed(client, cast, receiver, hooked, tell, grant):
    await hooked()
    receiver.answer = lambda _body: (302, b"", ("Location", receiver.url + "/elsewhere"))
    await grant(cast.firm)
    before = len(receiver.requests)
    await tell()
    assert len(receiver.requests) == before + 1
    assert await database.value("select last_error from message where kind = 'changes'") == "HTTP 302"


async def test_an_endless_answer_is_cut_off_and_a_slow_one_is_given_up(receiver, monkeypatch):
    receiver.answer = lambda _body: (200, b"x" * 5_000_000)
    read = await webhook.post(receiver.url, b"{}", "m", b"s", at=NOW, gate=HERE)
    assert len(read) == webhook.LONGEST_ANSWER
    monkeypatch.setattr(webhook, "PATIENCE", 0.3)

    def slow(_body):
        time.sleep(0.8)
        return 200, b""

    receiver.answer = slow
    with pytest.raises(webhook.Unreachable, match="no answer"):
        await webhook.post(receiver.url, b"{}", "m", b"s", at=NOW, gate=HERE)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",
     "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1",
     "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2002:a00:1::1", "2001:db8::1", "192.0.2.1"],
)  # fmt: skip
def test_addresses_that_are_not_of_the_public_internet(address):
    assert not webhook.is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "114.114.114.114", "2400:3200::1", "64:ff9b::808:808"])
def test_addresses_that_are(address):
    assert webhook.is_public(address)


@pytest.mark.parametrize(
    "url",
    ["http://hook.example.com/", "ftp://hook.example.com/", "https://", "https://user:pw@hook.example.com/", "//hook.example.com",
     "https://localhost/", "https://127.0.0.1/", "https://[::1]/", "https://2130706433/", "https://0x7f.1/", "https://0177.0.0.1/",
     "https://127.1/", "https://hook.example.com:0/", "https://hook.example.com:99999/", "https://hook.example.com/a b",
     "https://hook.example.com/\r\nX: y", "https://hook.example.com\\@127.0.0.1/", "https://hook.例.com/", "https://intranet/",
     "https://169.254.169.254/latest/meta-data", "https://a.example.com/" + "x" * 600],
)  # fmt: skip
async def test_addresses_that_are_refused_before_anybody_is_asked(client, cast, smtp, url):
    assert webhook.USUAL.problem(url)
    form = {"address": "o@example.com", "channel": "webhook", "url": url, "pace": "at_once"}
    answer = await people.post(client, "/follow", form)
    assert answer.status_code == 422
    assert await database.value("select count(*) from follower") == 0


@pytest.mark.parametrize(
    "found", [["127.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["::ffff:192.168.0.1"], ["169.254.169.254"], []]
)
async def test_a_name_that_leads_inside_is_refused_whatever_it_says_later(monkeypatch, found):
    """All addresses of the name must be public; the connection then goes to the one that was looked at."""
    import asyncio

    loop = asyncio.get_running_loop()
    asked = []

    async def resolved(host, port, **_):
        asked.append(host)
        return [(2, 1, 6, "", (each, port)) for each in found]

    monkeypatch.setattr(loop, "getaddrinfo", resolved)
    with pytest.raises(webhook.NotPublic):
        await webhook.post("https://hook.example.com/", b"{}", "m", b"s", at=NOW)
    assert asked == ["hook.example.com"]


async def test_the_name_is_resolved_once_and_the_connection_goes_there(receiver, monkeypatch):
    import asyncio

    loop, asked = asyncio.get_running_loop(), []
    port = receiver.server.server_port

    async def rebinding(host, its_port, **_):
        asked.append(host)
        # Asked a second time it would lead somewhere else.
        return [(2, 1, 6, "", ("127.0.0.1" if len(asked) == 1 else "10.9.9.9", its_port))]

    original = loop.getaddrinfo

    async def either(host, its_port, **more):
        return await (rebinding if host == "hook.example.com" else original)(host, its_port, **more)

    monkeypatch.setattr(loop, "getaddrinfo", either)
    await webhook.post(f"http://hook.example.com:{port}/x", b"{}", "m", b"s", at=NOW, gate=HERE)
    assert asked == ["hook.example.com"]
    assert receiver.requests[-1][0]["Host"] == f"hook.example.com:{port}"
