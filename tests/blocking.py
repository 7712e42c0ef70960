"""Which test sees each blocking rule refuse, and which sees it let pass: `blocking_rules.tsv`, checked while those tests run.

Two kinds of lines. `refused`, a message, a test: that test makes this refusal. `passed`, `file|function`, a test: in that test this
rule finds nothing against the step. A test that is named and does not do so fails (the hooks below); a rule that is not named fails
`tests/guards/test_blocking_rules.py`. What this cannot see: a message that stands in two places counts once; a message put together
at run time is listed in the guard by hand; acts that ask a database have no `passed` line, the lives in tests/builders pass them.
"""

from __future__ import annotations

import contextlib
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

ROOT = Path(__file__).resolve().parents[1]
TABLE = Path(__file__).with_name("blocking_rules.tsv")


def lines() -> list[tuple[str, str, str]]:
    """Kind, what, test."""
    found = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        kind, what, test = line.split("\t")
        found.append((kind, what, test))
    return found


BY_TEST: dict[str, list[tuple[str, str]]] = defaultdict(list)
for _kind, _what, _test in lines():
    BY_TEST[_test].append((_kind, _what))


def _passed(seen: set[tuple[str, str]], passing: frozenset[str]) -> Callable[[Any, str, Any], None]:
    def returned(frame: Any, event: str, value: Any) -> None:
        code = frame.f_code
        nothing = value is None or (isinstance(value, list | tuple) and not value)
        if event == "return" and nothing and code.co_filename.startswith(str(ROOT)):
            name = f"{code.co_filename[len(str(ROOT)) + 1 :]}|{code.co_name}"
            if name in passing:
                seen.add(("passed", name))

    return returned


def _noting(seen: set[tuple[str, str]], original: Any) -> Any:
    def begin(self: Any, *given: Any, **named: Any) -> None:
        original(self, *given, **named)
        seen.add(("refused", self.message))

    return begin


@contextlib.contextmanager
def watching(seen: set[tuple[str, str]], *, passing: frozenset[str]) -> Iterator[None]:
    """Note every refusal that is made, and every rule of `passing` that returns without one."""
    from regulation import errors
    from regulation.penalties.rules import fines, procedure

    made: dict[Any, Any] = {
        kind: kind.__init__ for kind in (errors.DomainError, fines.Refusal, procedure.Lack)
    }
    for kind, original in made.items():
        kind.__init__ = _noting(seen, original)
    before = sys.getprofile()
    if passing:
        sys.setprofile(_passed(seen, passing))
    try:
        yield
    finally:
        if passing:
            sys.setprofile(before)
        for kind, original in made.items():
            kind.__init__ = original


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """A test that the table names does what the table says of it."""
    told = BY_TEST.get(item.nodeid)
    if not told:
        return (yield)
    seen: set[tuple[str, str]] = set()
    with watching(seen, passing=frozenset(what for kind, what in told if kind == "passed")):
        result = yield
    left = [each for each in told if each not in seen]
    if left:
        pytest.fail(f"blocking_rules.tsv says otherwise of this test: {left}")
    return result
