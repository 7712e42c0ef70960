"""`zhiheng demo` that was killed says so at every next start, and what to do."""

import os
import signal
import subprocess
import sys

import pytest

from app.settings import ROOT


@pytest.fixture
def environment(tmp_path):
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("ZHIHENG_")}
    inherited.pop("DATABASE_URL", None)
    return inherited | {
        "ZHIHENG_VAR_DIR": str(tmp_path / "var"),
        "ZHIHENG_PG_FAST": "true",
        "LANG": "C.UTF-8",
    }


def test_a_demonstration_killed_in_the_middle_is_neither_served_nor_taken_for_whole(environment):
    def zhiheng(*words):
        command = [sys.executable, "-m", "app.cli", *words]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    assert zhiheng("migrate").returncode == 0
    begun = subprocess.Popen(
        [sys.executable, "-u", "-m", "app.cli", "demo", "--firms", "200"],
        cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert any("register, licences" in line for line in begun.stdout)
    begun.send_signal(signal.SIGKILL)
    begun.wait()
    begun.stdout.close()

    for words in (["serve", "--port", "0"], ["demo"], ["demo", "--if-empty"]):
        refused = zhiheng(*words)
        assert refused.returncode == 1, words
        assert "zhiheng demo --anew" in refused.stderr

    again = zhiheng("demo", "--anew", "--firms", "200")
    assert again.returncode == 0, again.stderr
    assert "Building the demonstration city: 200 firms" in again.stdout
    assert zhiheng("demo-accounts").stdout.startswith("role")
    whole = zhiheng("demo", "--anew")
    assert (whole.returncode, "in use" in whole.stderr) == (1, True)
