"""A real mail server and a real receiver of webhooks, both on this machine, and a follower's ways to act."""

import email
import email.policy
import re
import threading
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from aiosmtpd.controller import Controller

from app import clock
from app.following import delivery, subscribe, webhook
from app.settings import settings
from regulation.actor import SYSTEM
from regulation.firms import actions as firms
from regulation.firms.status import RegistrationKind, RegistrationStatus
from regulation.ledger import actions as ledger
from tests import cast as people

NOW = datetime(2026, 11, 28, 4, tzinfo=UTC)
#: As the usual gate, but for this machine: tests may not reach further.
HERE = webhook.Gate(frozenset({"http"}), lambda address: address == "127.0.0.1")


@pytest.fixture
def at(monkeypatch):
    """Set the clock."""

    def turn(now):
        monkeypatch.setattr(clock, "now", lambda: now)

    turn(NOW)
    return turn


class Mailbox:
    """What an SMTP server does with letters: keeps them, or answers as told."""

    def __init__(self):
        self.letters, self.raw = [], []
        self.answers = {}

    async def handle_RCPT(self, *given):  # noqa: N802 - aiosmtpd's name
        _server, _session, envelope, address, _options = given
        answer = self.answers.get(address)
        if answer:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, *given):  # noqa: N802 - aiosmtpd's name
        _server, _session, envelope = given
        self.raw.append(envelope.content)
        self.letters.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 OK"


class MailServer:
    """The server; it can go down and come up again at the same address."""

    def __init__(self, port):
        self.box, self.port, self.running = Mailbox(), port, None

    def up(self):
        self.running = Controller(self.box, hostname="127.0.0.1", port=self.port)
        self.running.start()

    def down(self):
        if self.running:
            self.running.stop()
            self.running = None

    @property
    def letters(self):
        return self.box.letters

    def link(self, purpose, number=-1):
        """The path of the newest letter's link of this purpose."""
        return re.search(rf"/follow/{purpose}/\w+", self.letters[number].get_content())[0]


@pytest.fixture
def smtp(monkeypatch, unused_tcp_port):
    server = MailServer(unused_tcp_port)
    for name, value in {
        "smtp_host": "127.0.0.1", "smtp_port": server.port, "smtp_security": "none", "mail_from": "register@hr.example.gov.cn",
    }.items():  # fmt: skip
        monkeypatch.setitem(settings().__dict__, name, value)
    server.up()
    yield server
    server.down()


class Receiver:
    """A program that takes webhooks; `answer` decides what it says to a request."""

    def __init__(self):
        self.requests = []
        self.answer = lambda body: (200, body)
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.requests.append((dict(self.headers), body))
                status, said, *headers = receiver.answer(body)
                self.send_response(status)
                for name, value in headers:
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(said)))
                self.end_headers()
                self.wfile.write(said)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02})
        self.thread.start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def receiver(monkeypatch):
    made = Receiver()
    monkeypatch.setattr(subscribe, "gate", HERE)
    yield made
    made.close()


@pytest.fixture
def unused_tcp_port():
    import socket

    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


@pytest.fixture
def tell():
    """Let the worker look once."""

    async def told(now=NOW):
        return await delivery.tell(now, gate=HERE)

    return told


@pytest.fixture
def grant():
    """A change of a firm."""

    async def granted(firm, number="110105202600001", act="grant"):
        await firms.project_registration(
            firm,
            RegistrationKind.HR_LICENCE,
            number,
            RegistrationStatus.VALID,
            issued_on=date(2026, 1, 5),
            now=NOW,
        )
        await ledger.append(str(firm), "hr_licence", act, actor=SYSTEM, now=NOW, private={"number": number})

    return granted


@pytest.fixture
def follow(client, smtp, tell):
    """From the form to the confirmed follower, as a person does it; the path of the page to manage it."""

    async def followed(address="reader@example.com", *, confirm=True, **more):
        form = {"address": address, "channel": "mail", "pace": "at_once", "firm": "", "url": ""} | more
        answer = await people.post(client, "/follow", form)
        assert answer.status_code == 200, answer.text
        await tell()
        if not confirm:
            return None
        answer = await people.post(client, smtp.link("confirm"))
        assert answer.status_code == 303, answer.text
        return answer.headers["location"]

    return followed
