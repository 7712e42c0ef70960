"""The verifier as a sceptic meets it: exit codes, first differing path, and any bytes whatsoever."""

import copy
import json
import pathlib
import random
import subprocess
import sys

import pytest

from regulation.inspections.draw import record, verify
from tests.rules.inspections.draw import rosters
from tests.rules.inspections.draw.test_vectors import VECTORS

ROOT = pathlib.Path(__file__).parents[4]
V1 = VECTORS[0].read_bytes()


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


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        (b'"den": 3', b'"den": 3.0', "$.input.params.strata[0].den"),
        (b'"den": 3', b'"den": 3e0', "$.input.params.strata[0].den"),
        (b'"min": 0', b'"min": -0', "$.input.params.strata[0].min"),
        (b'"min": 0', b'"min": null', "$.input.params.strata[0].min"),
        (b'"min": 0', b'"min": NaN', "$.input.params.strata[0].min"),
        (b'"min": 0', b'"min": 9007199254740992', "$.input.params.strata[0].min"),
        (b'"min": 0', b'"min": ' + b"9" * 5000, "$.input.params.strata[0].min"),
        (b'"min": 0', b'"min": 0, "min": 0', "$.input.params.strata[0]"),
        (b'"min": 0', b'"min": 00', "$"),
        (b'"min": 0', b'"min": +0', "$"),
        (b'"title": "', b'"title": "e\xcc\x81', "$.input.params.title"),
        (b'"title": "', b'"title": "\\ud800', "$.input.params.title"),
        (b'"title": "', b'"title": "\\udc00\\ud800', "$.input.params.title"),
        (b'"title": "', b'"title": "\x01', "$"),
        (b'"title": "', b'"title": "\xff', "$"),
        (b'"title": "', b'"title": "\xed\xa0\x80', "$"),
        (b'"level": 0', b'"level": 0.0', "$.expected.assignment.level"),
        (b'"level": 0', b'"level": -0', "$.expected.assignment.level"),
        (b'"level": 0', b'"\xe6\x9c\xba": 0', "$.expected.assignment"),
    ],
)
def test_a_text_that_is_not_written_strictly_is_refused(old, new, path):
    assert old in V1
    found = verify.verify_text(V1.replace(old, new, 1))
    assert (found.code, found.path) == (2, path)


@pytest.mark.parametrize(
    "text",
    [b"", b" ", b"null", b"{", b"\xef\xbb\xbf" + V1, V1 + b"{}", V1 + b"\x00", V1 + b"\x0b", V1.decode().encode("utf-16"),
     b"[" * 100_000, b'{"a":' * 100_000, b"[" * 900 + b"]" * 900, b'"' + b"\\" * 9999, b"1" * 100_000],
)  # fmt: skip
def test_what_is_not_one_json_text_is_refused(text):
    assert verify.verify_text(text).code == 2


def test_white_space_and_order_of_keys_mean_nothing():
    assert verify.verify_text(b" \t\r\n" + V1 + b"\n").code == 0
    assert verify.verify_text(json.dumps(dict(reversed(document().items())), indent=7).encode()).code == 0


def test_no_bytes_whatsoever_make_it_crash():
    r = random.Random(7)
    texts = [path.read_bytes() for path in VECTORS]
    codes = set()
    for _ in range(1500):
        text = bytearray(r.choice(texts))
        for _ in range(r.choice([1, 1, 2, 30])):
            at = r.randrange(len(text))
            text[at : at + r.choice([0, 1, 1, 9])] = r.choice(
                [
                    bytes([r.randrange(256)]),
                    b"",
                    b"0",
                    b"-",
                    b"[",
                    b"{}",
                    b'"',
                    b"null",
                    b",",
                    b"\\u00e9",
                    b"1e9",
                    b"true",
                ]
            )
        codes.add(verify.verify_text(bytes(text)).code)
    for _ in range(300):
        codes.add(verify.verify_text(r.randbytes(r.randrange(60))).code)
    assert codes == {0, 1, 2}


def test_no_well_formed_document_makes_it_crash():
    r = random.Random(8)
    pieces = [
        None,
        True,
        0,
        1,
        -1,
        2,
        10**6,
        10**6 + 1,
        "",
        "A",
        "F1",
        "P1",
        "x" * 65,
        [],
        {},
        ["F1"],
        [[]],
        "22",
    ]
    for _ in range(2000):
        value = json.loads(r.choice(VECTORS).read_bytes())
        for _ in range(r.choice([1, 1, 2, 4])):
            inner = value["input"]
            while True:
                step = r.choice(list(inner) if isinstance(inner, dict) else range(len(inner)))
                if isinstance(inner[step], dict | list) and inner[step] and r.random() < 0.9:
                    inner = inner[step]
                    continue
                inner[step] = copy.deepcopy(r.choice(pieces))
                break
            if not isinstance(value["input"], dict) or not value["input"]:
                break
        assert verify.verify_text(json.dumps(value).encode()).code in (0, 1, 2)


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
