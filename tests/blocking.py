"""Which test sees each blocking rule refuse with its article, and which sees it let pass: `blocking_lines.tsv`, held to.

A line names where the code refuses (file and function), what it says, the article, the test that makes this refusal and the
test in which the same condition is asked, does not hold, and the function comes to its end. Where the words are another
rule's, the line says whose (`rule → words`). A named test that does not do what its line says fails; what has no line, or
another article than the code, fails `tests/guards/test_blocking_rules.py`. The lines are written by
`python -m tests.blocking_lines`, from what the tests were seen to do.
"""

from __future__ import annotations

import json
import os
import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests import blocking_sites

if TYPE_CHECKING:
    from collections.abc import Generator

TABLE = Path(__file__).with_name("blocking_lines.tsv")
#: Where the tests of this run are to write what they did; empty in every run but that of `blocking_lines`.
RECORD = os.environ.get("BLOCKING_RECORD", "")


class Line(NamedTuple):
    where: str
    what: str
    article: str
    refused_by: str
    passed_by: str

    @property
    def asked(self) -> str:
        """The rule whose words they are, or the words."""
        return self.what.partition(blocking_sites.ARROW)[0]


def rows() -> list[list[str]]:
    return [each.split("\t") for each in TABLE.read_text(encoding="utf-8").splitlines()]


def lines() -> list[Line]:
    """The lines; what is not whole is for the guard to find, and must not keep other tests from running."""
    return [Line(*each) for each in rows() if len(each) == len(Line._fields)]


def is_there(test: str) -> bool:
    """Whether a test of this name stands in its file."""
    path, _, name = test.partition("::")
    file = blocking_sites.ROOT / path
    bare = re.escape(name.partition("[")[0])
    return (
        bool(bare) and file.is_file() and bool(re.search(rf"def {bare}\(", file.read_text(encoding="utf-8")))
    )


REFUSES: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
PASSES: dict[str, set[tuple[str, str]]] = defaultdict(set)
for _line in lines():
    REFUSES[_line.refused_by].add((_line.where, _line.what, _line.article))
    PASSES[_line.passed_by].add((_line.where, _line.asked))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """A test that the table names does what the table says of it."""
    if RECORD:
        return (yield from _recorded(item))
    refuses, passes = REFUSES.get(item.nodeid, set()), PASSES.get(item.nodeid, set())
    if not refuses and not passes:
        return (yield)
    seen = blocking_sites.Seen()
    wheres = sorted({each[0] for each in (*refuses, *passes)})
    with blocking_sites.telling(wheres, lambda: seen):
        result = yield
    left = [*sorted(refuses - seen.refused), *sorted(passes - seen.passed)]
    if left:
        pytest.fail(f"blocking_lines.tsv says otherwise of this test: {left}")
    return result


def _recorded(item: pytest.Item) -> Generator[None, object, object]:
    seen = blocking_sites.Seen()
    with blocking_sites.telling(blocking_sites.all_of_them(), lambda: seen):
        result = yield
    is_random = hasattr(getattr(item, "function", None), "hypothesis")
    told = {"test": item.nodeid, "refused": sorted(seen.refused), "passed": sorted(seen.passed)}
    with Path(f"{RECORD}.{os.getpid()}").open("a", encoding="utf-8") as kept:
        kept.write(json.dumps(told | {"is_random": is_random}, ensure_ascii=False) + "\n")
    return result
