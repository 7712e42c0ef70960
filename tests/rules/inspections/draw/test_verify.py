"""The verifier as a sceptic meets it: exit codes, first differing path, and any bytes whatsoever."""

import json
import pathlib
import subprocess
import sys

import pytest

from regulation.inspections.draw import record, verify
from tests.rules.inspections.draw import hostile, rosters
from tests.rules.inspections.draw.test_vectors import VECTORS

ROOT = pathlib.Path(__file__).parents[4]
V1 = hostile.V1


def document() -> rosters.Object:
    return json.loads(V1)


def outcome(value: object) -> tuple[int, str]:
    found = verify.verify_text(json.dumps(value).encode())
    return found.code, found.path


def test_equal_and_different_files():
    assert outcome(document()) == (0, "$")
    value = document()
    value["expected"]["strata"][0]["reserve"].append("F3")
    assert outcome(value) == (1, "$.strata[0].reserve[2]")
    del value["expected"]["strata"][0]["reserve"]
    assert outcome(value) == (1, "$.strata[0].reserve")
    value["expected"]["extra"] = 1
    # Keys in canonical order: `extra` comes before `strata`.
    assert outcome(value) == (1, "$.extra")
    assert outcome(document() | {"expected": "x"}) == (1, "$")


def test_true_is_not_one():
    value = document()
    value["expected"]["assignment"]["loads"][0]["load"] = True
    assert outcome(value) == (1, "$.assignment.loads[0].load")


def test_another_shape_of_file_is_refused():
    value = document()
    assert outcome(value | {"note": ""}) == (2, "$.note")
    assert outcome(value | {"description": 1}) == (2, "$.description")
    assert outcome([value]) == (2, "$")
    del value["description"]
    assert outcome(value) == (2, "$.description")


def test_a_fault_in_the_input_is_named_from_the_root_of_the_file():
    value = document()
    value["input"]["inspectors"][1]["capacity"] = "3"
    assert outcome(value) == (2, "$.input.inspectors[1].capacity")


@pytest.mark.parametrize(("old", "new", "path"), hostile.MISWRITTEN)
def test_a_text_that_is_not_written_strictly_is_refused(old, new, path):
    assert old in V1
    found = verify.verify_text(V1.replace(old, new, 1))
    assert (found.code, found.path) == (2, path)


@pytest.mark.parametrize("text", hostile.NO_TEXT)
def test_what_is_not_one_json_text_is_refused(text):
    assert verify.verify_text(text).code == 2


def test_white_space_and_order_of_keys_mean_nothing():
    assert verify.verify_text(b" \t\r\n" + V1 + b"\n").code == 0
    assert verify.verify_text(json.dumps(dict(reversed(document().items())), indent=7).encode()).code == 0


def test_no_bytes_whatsoever_make_it_crash():
    codes = {verify.verify_text(text).code for text in hostile.damaged_texts(1500, 7)}
    assert codes == {0, 1, 2}


def test_no_well_formed_document_makes_it_crash():
    assert {verify.verify_text(text).code for text in hostile.damaged_documents(2000, 8)} == {0, 1, 2}


def run(*args: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The module under an interpreter that sees no installed package."""
    return subprocess.run(
        [sys.executable, "-S", "-m", "regulation.inspections.draw", *args],
        cwd=ROOT, capture_output=True, check=False, env={"PYTHONHASHSEED": "0"} | environment,
    )  # fmt: skip


def test_the_command_needs_no_installed_package_and_returns_the_highest_code(tmp_path):
    bad = tmp_path / "差异\udcff.json"
    value = document()
    value["expected"]["strata"][0]["k"] = 3
    bad.write_text(json.dumps(value))
    files = [str(path) for path in VECTORS]
    assert run(*files).returncode == 0
    different = run(files[0], str(bad), files[1], LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert different.returncode == 1
    assert b"$.strata[0].k" in different.stdout
    refused = run(files[0], str(tmp_path), str(bad), PYTHONHASHSEED="77", TZ="America/St_Johns")
    assert refused.returncode == 2
    assert b"Traceback" not in refused.stderr + different.stderr
    assert run(str(tmp_path / "none.json")).returncode == 2
    assert run().returncode == 2


def test_it_warns_of_a_slot_that_hardly_anyone_could_take(tmp_path, capsys):
    value = rosters.draw(
        [rosters.subject("F1")],
        [rosters.inspector(f"P{n}", quals=["q"] if n == 2 else [], capacity=n) for n in range(6)],
        teams={"std": [rosters.slot("lead", quals=("q",)), rosters.slot()]},
    )
    file = tmp_path / "draw.json"
    file.write_text(json.dumps({"description": "", "input": value, "expected": record.run(value)}))
    assert verify.verify_files([str(file)]) == 0
    warned = capsys.readouterr().err
    assert "only 1 inspector could take slot 0 of F1" in warned
    assert "slot 1" not in warned
    assert "slots that 5 inspectors could take: 1" in warned
