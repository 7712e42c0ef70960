"""The one-file program that the page of a draw gives away: run as a file, and held to the engine."""

import ast
import json
import pathlib
import subprocess
import sys

import pytest

from regulation.inspections.draw import record, verify, verify_draw
from tests.rules.inspections.draw import hostile, rosters

FILE = pathlib.Path(verify_draw.__file__)


def run(*names: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The file under an interpreter that sees nothing but the standard library."""
    return subprocess.run(
        [sys.executable, "-I", "-S", str(FILE), *map(str, names)],
        cwd="/", capture_output=True, check=False, env=environment,
    )  # fmt: skip


def judged(text: bytes) -> tuple[int, str]:
    return verify_draw.judge(text)[:2]


def engine(text: bytes) -> tuple[int, str]:
    found = verify.verify_text(text)
    return found.code, found.path


def test_every_vector_is_equal():
    answer = run(*hostile.VECTORS)
    assert answer.returncode == 0
    assert [line.split()[0] for line in answer.stdout.splitlines()] == [b"equal"] * len(hostile.VECTORS)


def test_the_highest_code_counts_whatever_the_terminal_can_show(tmp_path):
    value = json.loads(hostile.V1)
    value["expected"]["strata"][0]["k"] = 3
    bad = tmp_path / "差异\udcff\n.json"
    bad.write_text(json.dumps(value))
    different = run(hostile.VECTORS[0], bad, LC_ALL="C", PYTHONIOENCODING="ascii")
    assert different.returncode == 1
    assert len(different.stdout.splitlines()) == 2
    assert b"$.strata[0].k: " in different.stdout
    refused = run(bad, tmp_path, hostile.VECTORS[0], tmp_path / "none.json")
    assert refused.returncode == 2
    assert [line.split()[0] for line in refused.stdout.splitlines()] == [
        b"DIFFERENT",
        b"REFUSED",
        b"equal",
        b"REFUSED",
    ]
    assert b"Traceback" not in refused.stderr + different.stderr
    assert run().returncode == 2


def test_it_warns_of_a_slot_that_hardly_anyone_could_take(tmp_path):
    value = rosters.draw(
        [rosters.subject("F1")],
        [rosters.inspector(f"P{n}", quals=["q"] if n == 2 else [], capacity=n) for n in range(6)],
        teams={"std": [rosters.slot("lead", quals=("q",)), rosters.slot()]},
    )
    file = tmp_path / "draw.json"
    file.write_text(json.dumps({"description": "", "input": value, "expected": record.run(value)}))
    answer = run(file)
    assert answer.returncode == 0
    assert b"warning: only 1 could take slot 0 of F1" in answer.stderr
    assert b"slots that 5 people could take: 1" in answer.stderr
    assert b"slot 1" not in answer.stderr


def test_it_is_written_for_an_old_python_and_to_be_read():
    text = FILE.read_text(encoding="utf-8")
    tree = ast.parse(text, feature_version=(3, 8))
    imported = {
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module] if isinstance(node, ast.ImportFrom) else [each.name for each in node.names]
        )
    }
    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names
    assert len(text.splitlines()) <= 750
    assert max(map(len, text.splitlines())) <= 110


@pytest.mark.parametrize(("old", "new", "path"), hostile.MISWRITTEN)
def test_a_text_that_is_not_written_strictly_is_refused(old, new, path):
    assert judged(hostile.V1.replace(old, new, 1)) == (2, path)


@pytest.mark.parametrize("text", hostile.NO_TEXT)
def test_what_is_not_one_json_text_is_refused(text):
    assert judged(text) == engine(text)
    assert judged(text)[0] == 2


def test_it_judges_damaged_files_as_the_engine_does():
    for text in hostile.damaged_texts(800, 17):
        assert judged(text) == engine(text), text
    for text in hostile.damaged_documents(1500, 18, most=1):
        assert judged(text) == engine(text), text


def test_of_several_faults_each_may_name_another_but_both_refuse():
    for text in hostile.damaged_documents(800, 19):
        assert judged(text)[0] == engine(text)[0], text


def test_more_than_a_million_records_are_refused():
    value = json.loads(hostile.V1)
    value["input"]["subjects"] = [0] * 1_000_001
    assert judged(json.dumps(value).encode()) == (2, "$.input.subjects")
