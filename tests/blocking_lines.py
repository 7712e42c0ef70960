"""Write `blocking_lines.tsv` anew: run tests, see what they refuse and let pass, and keep one line for each place that refuses.

    python -m tests.blocking_lines [tests to run]

Without arguments the tests of all areas that refuse with articles run (some minutes); with the files you changed only those
do, and the lines of other tests stay as they are. A line keeps its tests while they do what it says. Tests with random
examples are never named. What nobody refuses or lets pass yet is printed, and is a test to be written.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from tests import blocking, blocking_sites

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The nearer to the rule, the better a test shows it.
FOLDERS = ("tests/rules/", "tests/regulation/", "tests/app/")
Seen = dict[tuple[str, ...], set[str]]


def default_folders() -> list[str]:
    areas = (*blocking_sites.AREAS, "casework")
    return [
        path
        for folder in FOLDERS
        for area in areas
        if (blocking_sites.ROOT / (path := folder + area)).exists()
    ]


def run(tests: list[str], record: str) -> int:
    return subprocess.call(
        [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadfile", *tests],
        cwd=blocking_sites.ROOT,
        env=os.environ | {"BLOCKING_RECORD": record},
    )


def records(record: str) -> Iterator[dict[str, list[list[str]]]]:
    for path in sorted(Path(record).parent.glob(f"{Path(record).name}.*")):
        for each in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(each)


def read(record: str) -> tuple[Seen, Seen, set[str]]:
    """Which tests made each refusal, which passed each place, and which told anything."""
    refused, passed, ran = defaultdict(set), defaultdict(set), set()
    for each in records(record):
        test = str(each["test"])
        ran.add(test)
        if not each["is_random"]:
            for place in each["refused"]:
                refused[tuple(place)].add(test)
            for place in each["passed"]:
                passed[tuple(place)].add(test)
    return refused, passed, ran


def nearness(test: str) -> tuple[int, int, str]:
    return (
        next((place for place, folder in enumerate(FOLDERS) if test.startswith(folder)), 9),
        len(test),
        test,
    )


class Choice:
    """The lines as they were, and what the tests did now: a test that was not run is believed."""

    def __init__(self, record: str) -> None:
        self.refused, self.passed, self.ran = read(record)
        self.before = {each[:3]: each for each in blocking.lines()}

    def _best(self, seen: set[str], before: str) -> str:
        if not blocking.is_there(before):
            before = ""
        if before and (before in seen or before not in self.ran):
            return before
        return min(seen, key=nearness, default="")

    def line(self, where: str, what: str, article: str) -> blocking.Line:
        old = self.before.get((where, what, article), blocking.Line(where, what, article, "", ""))
        return blocking.Line(
            where,
            what,
            article,
            self._best(self.refused.get((where, what, article), set()), old.refused_by),
            self._best(self.passed.get((where, old.asked), set()), old.passed_by),
        )

    def lines(self) -> list[blocking.Line]:
        """One line for each place and its words; of words that others chose one is enough."""
        found = defaultdict(list)
        for key in {*self.refused, *self.before}:
            line = self.line(*key)
            place = PLACES.get((line.where, line.asked))
            if place is not None and line.refused_by and place.article in {None, line.article}:
                found[line.where, line.what if place.names_words else line.asked].append(line)
        return sorted(
            min(each, key=lambda line: (line[:3] not in self.before, nearness(line.refused_by), line))
            for each in found.values()
        )


PLACES = {
    (place.where, key): place
    for where in blocking_sites.all_of_them()
    for place in blocking_sites.places(where.partition("|")[0])[where]
    for key in (place.words or (place.label,))
}


def open_ends(found: list[blocking.Line]) -> list[str]:
    """What has no test yet, one way or the other."""
    return [
        *(
            f"never refused: {where} {what}"
            for where, what in sorted(PLACES.keys() - {(each.where, each.asked) for each in found})
        ),
        *(f"never passed: {each.where} {each.what}" for each in found if not each.passed_by),
    ]


def main(tests: list[str]) -> int:
    chosen = tests or default_folders()
    with tempfile.TemporaryDirectory() as folder:
        record = os.environ.get("BLOCKING_SEEN") or f"{folder}/seen"
        failed = run(chosen, record) if "BLOCKING_SEEN" not in os.environ else 0
        if failed > 1:
            return failed
        found = Choice(record).lines()
    blocking.TABLE.write_text("".join("\t".join(each) + "\n" for each in found), encoding="utf-8")
    for each in open_ends(found):
        print(each)
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
