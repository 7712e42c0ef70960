"""`zhiheng worker`: the jobs that run by the clock. Any number may run; each job is done once."""

import argparse
import contextlib
import os
import signal
import sys
import threading

from app import jobs


def run(args: argparse.Namespace) -> None:
    """Until a signal, or until the process that started us is gone."""
    if args.until_stdin_closes:
        threading.Thread(target=_until_stdin_closes, daemon=True).start()
    with contextlib.suppress(KeyboardInterrupt):
        jobs.run_worker()


def _until_stdin_closes() -> None:
    # Read without Python's buffer, whose lock would outlive the interpreter in this thread.
    while os.read(sys.stdin.fileno(), 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
