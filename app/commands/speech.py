"""What a command says to the person at the terminal: Chinese where the machine is set to it, English elsewhere."""

import os
import sys


def chinese() -> bool:
    """Whether this terminal reads Chinese, by the usual variables and their usual order."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return value.lower().startswith("zh")
    return False


def text(zh: str, en: str) -> str:
    """The one of two texts that this terminal reads."""
    return zh if chinese() else en


def say(zh: str, en: str) -> None:
    """A line of progress or of result."""
    print(text(zh, en), flush=True)


def complain(zh: str, en: str) -> None:
    """A line about what went wrong and what to do next."""
    print(text(zh, en), file=sys.stderr, flush=True)
