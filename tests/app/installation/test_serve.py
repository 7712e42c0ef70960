"""`zhiheng serve` on a machine of its own: from an empty folder to pages, and nothing left when it stops."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

import pytest

from app.settings import ROOT

#: Seconds after which what should have ended never will; a loaded machine may take its time.
PATIENCE = 120


def start(environment, *words, **streams):
    command = [sys.executable, "-m", "app.cli", *words]
    return subprocess.Popen(command, cwd=ROOT, env=environment, text=True, **streams)


def address_of(server):
    """Where it says that it serves. One that never says it is ended, so that no run waits for it forever."""
    late = threading.Timer(PATIENCE, server.kill)
    late.start()
    try:
        line = next((line for line in server.stdout if "http://" in line), None)
    finally:
        late.cancel()
    assert line is not None, "it never said where it serves"
    return f"http://{line.split('http://')[1].split()[0]}"


@pytest.fixture
def serving(installed):
    """A server on a migrated database, and its address."""
    server = start(installed, "serve", "--port", "0", stdout=subprocess.PIPE)
    try:
        yield server, address_of(server)
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE)
        server.stdout.close()


def processes_of(folder):
    """Everything on this machine that was started with this folder in its words."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            words = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            if str(folder) in words:
                found.append(words)
    return found


def children_of(pid):
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def words_of(pid):
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
    return ""


def is_running(pid):
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    return False


def test_several_processes_answer_at_one_port_one_that_dies_while_it_starts_is_replaced_and_all_stop_together(
    installed, tmp_path
):
    server = start(
        installed, "serve", "--port", "0", "--processes", "2", "--no-worker", stdout=subprocess.PIPE
    )
    try:
        deadline = time.monotonic() + PATIENCE
        while len(pages := [pid for pid in children_of(server.pid) if "spawn_main" in words_of(pid)]) < 2:
            assert time.monotonic() < deadline
            time.sleep(0.02)
        os.kill(pages[0], signal.SIGKILL)
        address = address_of(server)
        before = children_of(server.pid)
        assert len([pid for pid in before if "spawn_main" in words_of(pid)]) == 2
        assert pages[0] not in before
        for _ in range(20):
            with urllib.request.urlopen(f"{address}/health") as answer:
                assert answer.status == 200
    finally:
        server.terminate()
        code = server.wait(timeout=PATIENCE)
        server.stdout.close()
    assert code == 0
    deadline = time.monotonic() + PATIENCE
    while left := [pid for pid in before if Path(f"/proc/{pid}").exists()]:
        assert time.monotonic() < deadline, left
        time.sleep(0.1)
    assert processes_of(tmp_path) == []
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(f"{address}/health")


def test_the_processes_end_with_the_one_that_started_them_however_it_ends(installed, tmp_path):
    server = start(installed, "serve", "--port", "0", "--processes", "2", stdout=subprocess.PIPE)
    address = address_of(server)
    started = children_of(server.pid)
    assert len(started) >= 2
    server.kill()
    server.wait(timeout=PATIENCE)
    server.stdout.close()
    deadline = time.monotonic() + PATIENCE
    while left := [pid for pid in started if is_running(pid)]:
        assert time.monotonic() < deadline, [Path(f"/proc/{pid}/cmdline").read_bytes() for pid in left]
        time.sleep(0.1)
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(f"{address}/health")
    # The private server outlives whoever was killed; the next command to leave stops it.
    assert start(installed, "migrate").wait() == 0
    deadline = time.monotonic() + PATIENCE
    while left := processes_of(tmp_path):
        assert time.monotonic() < deadline, left
        time.sleep(0.1)


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_and_stops_with_all_it_started(serving, tmp_path, stop):
    server, address = serving
    with urllib.request.urlopen(f"{address}/health") as answer:
        assert answer.status == 200
    assert processes_of(tmp_path), "the private server runs"

    server.send_signal(stop)
    assert server.wait(timeout=PATIENCE) == 0
    assert processes_of(tmp_path) == []
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(f"{address}/health")


def test_a_database_without_tables_is_explained(environment):
    done = start(environment, "serve", "--port", "0", stderr=subprocess.PIPE)
    _, said = done.communicate()
    assert done.returncode == 1
    assert "zhiheng migrate" in said
    assert "Traceback" not in said


def test_a_port_in_use_is_explained_before_anything_starts(environment, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = start(environment, "serve", "--port", str(taken.getsockname()[1]), stderr=subprocess.PIPE)
        _, said = done.communicate()
    assert done.returncode == 1
    assert "Choose another port" in said
    assert processes_of(tmp_path) == []


def test_a_server_that_cannot_be_reached_is_explained(environment):
    nowhere = environment | {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing"}
    done = start(nowhere, "migrate", stderr=subprocess.PIPE)
    _, said = done.communicate()
    assert done.returncode == 1
    assert "cannot be reached" in said
    assert "Traceback" not in said
