"""The frozen vectors of the specification: a draw of today recomputes with every later release."""

import json
import pathlib

import pytest

from regulation.inspections.draw import record, verify
from regulation.ledger import jcs

VECTORS = sorted(pathlib.Path(__file__).with_name("vectors").glob("*.json"))


def test_there_are_vectors():
    assert [path.stem for path in VECTORS] == [
        "v1-basic",
        "v2-strata",
        "v4-relax",
        "w1-amendments",
        "w2-infeasible",
    ]


@pytest.mark.parametrize("path", VECTORS, ids=lambda path: path.stem)
def test_the_expected_record_comes_out_byte_for_byte(path):
    document = jcs.parse(path.read_bytes())
    assert jcs.encode(record.run(document["input"])) == jcs.encode(document["expected"])


@pytest.mark.parametrize("path", VECTORS, ids=lambda path: path.stem)
def test_any_altered_value_in_the_expected_record_is_found(path):
    text = path.read_bytes()
    expected = json.loads(text)["expected"]
    for place in _leaves(expected):
        document = json.loads(text)
        *way, last = place
        inner = document["expected"]
        for step in way:
            inner = inner[step]
        inner[last] = inner[last] + ("x" if isinstance(inner[last], str) else 1)
        outcome = verify.verify_text(json.dumps(document).encode())
        assert (outcome.code, outcome.path) == (verify.DIFFERENT, jcs.render(place))


def _leaves(value, path=()):
    if isinstance(value, dict | list):
        for step, member in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _leaves(member, (*path, step))
    else:
        yield path
