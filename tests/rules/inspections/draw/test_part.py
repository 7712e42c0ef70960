"""What anyone can check while the teams are not public: commitment, key and selection."""

import copy
import json

import pytest

from app import cli
from regulation.inspections.draw import part, record
from tests.rules.inspections.draw import rosters
from tests.rules.inspections.draw.test_refusals import full


def public(value, *, selection=True, inspectors=False, roster=True):
    """The file of a draw of which a part is not public, as the office publishes it."""
    result = record.run(value)
    found = {
        "description": "", "status": "drawn", "disclosure": "after", "params": value["params"],
        "manifest": result["manifest"], "commitment": result["commitment"],
        "subjects": value["subjects"] if roster else [],
    }  # fmt: skip
    if selection:
        found |= {name: result[name] for name in ("transcript", "prk", "strata", "result_hash")}
    if inspectors:
        found["assignment"] = result["assignment"]
    return copy.deepcopy(found)


def outcome(value):
    found = part.verify_text(json.dumps(value).encode())
    return found.code, found.path


def test_every_stage_of_disclosure_is_consistent():
    for value in (full(), rosters.crowded(4), rosters.draw([], [rosters.inspector("P1")])):
        for stage in (
            {"selection": False, "roster": False},
            {"selection": False},
            {},
            {"inspectors": True},
        ):
            assert outcome(public(value, **stage)) == (0, "$"), stage
    told = part.verify_text(json.dumps(public(full(), inspectors=True)).encode()).message
    assert told.endswith("roster of subjects, commitment, announced values, selection, hash of the result")


@pytest.mark.parametrize(
    ("path", "new", "at"),
    [
        ("commitment", "0" * 64, "$.commitment"),
        ("params/title", "另一个", "$.commitment"),
        ("subjects/0/district", "D9", "$.commitment"),
        ("manifest/inspectors_count", 6, "$.commitment"),
        ("manifest/subjects_root", "0" * 64, "$.manifest.subjects_root"),
        ("manifest/draw_id", "OTHER", "$.manifest.draw_id"),
        ("prk", "0" * 64, "$.prk"),
        ("strata/0/selected", [], "$.strata[0].selected[0]"),
        ("result_hash", "0" * 64, "$.result_hash"),
        ("assignment/teams/0/members/0/inspector", "P9", "$.result_hash"),
    ],
)
def test_what_was_altered_shows(path, new, at):
    value = public(full(), inspectors=True)
    *way, last = [int(step) if step.isdigit() else step for step in path.split("/")]
    inner = value
    for step in way:
        inner = inner[step]
    inner[last] = new
    assert outcome(value) == (1, at)


@pytest.mark.parametrize("name", part.ALWAYS)
def test_a_file_without_the_commitment_and_what_it_binds_is_refused(name):
    value = public(full())
    del value[name]
    assert outcome(value) == (2, f"$.{name}")


def test_rules_are_those_of_a_whole_draw():
    value = public(full())
    value["transcript"]["secrets"][0]["value"] = "cd" * 32
    assert outcome(value) == (2, "$.transcript.secrets[0].value")
    value = public(full())
    value["manifest"]["inspectors_count"] = True
    assert outcome(value) == (2, "$.manifest.inspectors_count")
    assert outcome([]) == (2, "$")
    assert part.verify_text(b"[" * 100_000).code == 2


def test_the_command_takes_such_files_on_request_only(tmp_path, capsys):
    file = tmp_path / "draw.json"
    file.write_text(json.dumps(public(full())))
    assert cli.main(["verify-draw", "--part", str(file)]) == 0
    assert "as far as it is public" in capsys.readouterr().out
    assert cli.main(["verify-draw", str(file)]) == 2
