"""`zhiheng demo` that was killed says so at every next start, and what to do.

That what it says helps, is seen where the city of all journeys is founded (tests/journeys/test_0_founding.py).
"""

import signal
import subprocess
import sys

from app.settings import ROOT


def test_a_demonstration_killed_in_the_middle_is_neither_served_nor_taken_for_whole(installed):
    def zhiheng(*words):
        command = [sys.executable, "-m", "app.cli", *words]
        return subprocess.run(command, cwd=ROOT, env=installed, capture_output=True, text=True, check=False)

    begun = subprocess.Popen(
        [sys.executable, "-u", "-m", "app.cli", "demo", "--firms", "200"],
        cwd=ROOT, env=installed, text=True, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert any("register, licences" in line for line in begun.stdout)
    begun.send_signal(signal.SIGKILL)
    begun.wait()
    begun.stdout.close()

    for words in (["serve", "--port", "0"], ["demo"], ["demo", "--if-empty"]):
        refused = zhiheng(*words)
        assert refused.returncode == 1, words
        assert "zhiheng demo --anew" in refused.stderr
