"""The auditor's machine: it signs an honest log, and keeps the evidence when it is lied to."""

import argparse
import base64
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from app.commands import log_outside
from app.settings import ROOT
from regulation.ledger import checkpoint, leaves, tree
from regulation.ledger.note import LOG, Line, Signer, Verifier
from regulation.ledger.receipt import Opening, Receipt

KEY = Signer.of("hr.example/log", LOG, bytes(32))


class Server:
    """A log server that answers from a list of texts, and may be told to lie."""

    def __init__(self):
        self.texts = [f"act {n}" for n in range(7)]
        self.taken = []
        self.key = KEY
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                outer.answer(self)

            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"])).decode()
                outer.taken.append(body)
                outer.say(self, 200, "1 new\n")

            def log_message(self, *words):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def say(self, request, status, text):
        request.send_response(status)
        request.end_headers()
        request.wfile.write(text.encode())

    def answer(self, request):
        asked = urlsplit(request.path)
        hashes = [tree.leaf_hash(each.encode()) for each in self.texts]
        if asked.path == "/log/checkpoint":
            text = checkpoint.Checkpoint("hr.example/log", len(hashes), tree.root(hashes)).text
            self.say(request, 200, f"{text}\n{self.key.sign(text)}")
        elif asked.path == "/log/proof/consistency":
            old = int(parse_qs(asked.query)["from"][0])
            proof = tree.consistency_proof(hashes, old)
            self.say(request, 200, "".join(f"{base64.b64encode(each).decode()}\n" for each in proof))
        else:
            self.say(request, 404, "no\n")


@pytest.fixture
def server():
    made = Server()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def witness(server, tmp_path):
    """The command, as the auditor's cron calls it; the first time with name and key."""

    def run(**more):
        first = (
            {}
            if (tmp_path / "w" / "key").exists()
            else {"name": "audit.example/w1", "log_key": str(KEY.verifier)}
        )
        given = {"act": "witness", "url": server.url, "folder": tmp_path / "w", "name": None, "log_key": None}
        return log_outside.run(argparse.Namespace(**(given | first | more)))

    run.folder = tmp_path / "w"
    return run


def test_an_honest_log_is_signed_as_it_grows(server, witness, capsys):
    assert witness() == 0
    own = Verifier.read(
        next(line for line in capsys.readouterr().out.splitlines() if line.startswith("audit"))
    )
    server.texts += ["act 7", "act 8"]
    assert witness() == 0
    assert witness() == 0
    assert [each.split("\n")[1] for each in server.taken] == ["7", "9", "9"]
    for body in server.taken:
        text, _, line = body.partition("\n\n")
        assert own.holds(text + "\n", Line.read(line))
    assert (witness.folder / "key").stat().st_mode & 0o777 == 0o400


def test_a_server_with_two_histories_is_found_out_and_the_evidence_kept(server, witness, capsys):
    assert witness() == 0
    server.texts[3] = "act 3, as if nothing had been"
    server.texts += ["act 7"]
    assert witness() == 1
    assert "does not continue" in capsys.readouterr().err
    assert len(server.taken) == 1, "nothing was signed"
    (kept,) = witness.folder.glob("evidence-*")
    both = [
        checkpoint.opened((kept / name).read_bytes(), [KEY.verifier])
        for name in ("signed-before", "shown-now")
    ]
    assert [each.checkpoint.size for each in both] == [7, 8]
    # It does not forget: the next hour finds the same.
    assert witness() == 1


def test_a_log_that_lost_entries_is_found_out(server, witness):
    assert witness() == 0
    server.texts.pop()
    assert witness() == 1
    server.texts += ["act 6"]
    assert witness() == 0


def test_another_key_behind_the_address_is_not_the_log(server, witness, capsys):
    server.key = Signer.of("hr.example/log", LOG, bytes([1] * 32))
    assert witness() == 2
    assert "no known key" in capsys.readouterr().err
    assert server.taken == []


def test_a_further_key_of_the_log_is_added_and_none_replaced(server, witness):
    assert witness() == 0
    server.key = Signer.of("hr.example/log", LOG, bytes([1] * 32))
    server.texts += ["act 7"]
    assert witness(log_key=str(server.key.verifier)) == 0
    assert len((witness.folder / "log").read_text().splitlines()) == 2


def test_the_first_time_it_must_be_told_who_and_whom(server, witness, tmp_path):
    assert witness(name=None) == 2
    assert witness(log_key=None) == 2
    assert server.taken == []


def test_a_server_that_does_not_answer_is_no_fault_of_the_log(witness):
    assert witness(url="http://127.0.0.1:9") == 2
    assert witness(url="file:///etc/passwd") == 2


@pytest.fixture
def receipt(tmp_path):
    salt, digest = bytes(range(32)), log_outside.sha256(b"the paper")
    entry = leaves.Entry(
        0, "x", 1, "publication", leaves.datetime(2026, 11, 28, tzinfo=leaves.UTC), "P1", "publish",
        leaves.doc_of(salt, digest), leaves.commit_of(salt, '{"number":"7"}'),
    )  # fmt: skip
    text = checkpoint.Checkpoint("hr.example/log", 1, entry.hash()).text
    made = Receipt(
        entry.data().decode(), 0, (), f"{text}\n{KEY.sign(text)}", Opening(salt, '{"number":"7"}', digest)
    )
    (tmp_path / "receipt").write_text(made.text())
    (tmp_path / "paper").write_bytes(b"the paper")
    (tmp_path / "other").write_bytes(b"another paper")
    (tmp_path / "vkey").write_text(f"{KEY.verifier}\n")
    return tmp_path


def outside(*words):
    """A machine that has the program and the key, and neither database nor settings."""
    program = f"""
import sys
from app import cli
code = cli.main({["log", *map(str, words)]!r})
print(sorted(set(sys.modules) & {{'piccolo', 'asyncpg', 'litestar', 'pydantic', 'app.settings'}}))
sys.exit(code)
"""
    environment = {
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
        "DATABASE_URL": "postgresql://no@127.0.0.1:1/no",
    }
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_receipt_is_verified_with_nothing_but_the_key(receipt):
    done = outside(
        "verify-receipt", receipt / "receipt", "--log-key", KEY.verifier, "--paper", receipt / "paper"
    )
    assert done.returncode == 0, done.stderr
    assert '"act":"publish"' in done.stdout
    assert '{"number":"7"}' in done.stdout
    assert done.stdout.endswith("[]\n"), "neither database nor web library is needed"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--paper", "other"], 1, "is not the paper"),
        (["--log-key", str(Signer.of("hr.example/log", LOG, bytes([1] * 32)).verifier)], 1, "no known key"),
        (["--log-key", "missing"], 2, "Not possible"),
        (["--log-key", "a+b+c"], 2, "Not possible"),
        (["--log-key", "vkey"], 0, ""),
    ],
)
def test_what_is_not_proven_is_said(receipt, words, code, said):
    words = [receipt / each if each in {"other", "missing", "vkey"} else each for each in words]
    done = outside("verify-receipt", receipt / "receipt", "--log-key", KEY.verifier, *words)
    assert (done.returncode, said in done.stderr) == (code, True), done.stderr
    assert "Traceback" not in done.stderr


def test_a_changed_receipt_is_refused(receipt):
    whole = (receipt / "receipt").read_text()
    (receipt / "receipt").write_text(whole.replace("index 0", "index 1"))
    done = outside("verify-receipt", receipt / "receipt", "--log-key", KEY.verifier)
    assert done.returncode == 1
    (receipt / "receipt").write_text("nonsense")
    assert outside("verify-receipt", receipt / "receipt", "--log-key", KEY.verifier).returncode == 1
