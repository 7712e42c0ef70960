"""What a verifier must refuse, and that it names the place: every field rule of the specification."""

import copy
import json

import pytest

from regulation.inspections.draw import entropy, patterns, record
from regulation.ledger.jcs import Refusal, render
from tests.rules.inspections.draw import rosters

SECRET = "ab" * 32
MISSING = object()


def full() -> rosters.Object:
    """A valid draw in which every kind of field is used."""
    commit = entropy.secret_commit("TEST-1", "audit", bytes.fromhex(SECRET))
    value = rosters.draw(
        [
            rosters.subject("F1", groups=["G1", "G2"], salt="0f" * 16),
            rosters.subject("F2"),
            rosters.subject("F3", status="excluded", reason="suspended"),
            rosters.subject("F4", status="certain", reason="carry-over"),
            rosters.subject("F5"),
        ],
        [
            rosters.inspector(f"P{n}", quals=["law", "wage"], conflicts=["G9"], rotation=["F9", "Z9"])
            for n in range(5)
        ],
        strata=[
            rosters.stratum(num=1, den=3, items=["x", "a"], pool=["b", "c"], pool_k=1),
            rosters.stratum("B"),
        ],
        teams={"std": [rosters.slot("lead", quals=("law",)), rosters.slot()]},
        relaxations=["rotation", "capacity", "capacity"],
        secrets=[{"party": "audit", "commit": commit}, {"party": "board", "commit": "0" * 64}],
    )
    board = entropy.secret_commit("TEST-1", "board", bytes(32))
    value["params"]["secrets"][1]["commit"] = board
    value["transcript"]["secrets"] = [
        {"party": "audit", "value": SECRET},
        {"party": "board", "value": "00" * 32},
    ]
    return value


def changed(path: str, new: object) -> rosters.Object:
    """The valid draw with one value replaced, added or, for MISSING, taken away."""
    value = full()
    *way, last = [int(step) if step.isdigit() else step for step in path.split("/")]
    inner = value
    for step in way:
        inner = inner[step]
    if new is MISSING:
        del inner[last]
    else:
        inner[last] = new
    return value


def refusal(value: object) -> Refusal:
    with pytest.raises(Refusal) as caught:
        record.run(value)
    return caught.value


def test_the_full_draw_is_accepted():
    assert record.run(full())["assignment"]["status"] == "complete"


def _places(value: object, path: tuple = ()):
    yield path, value
    if isinstance(value, dict | list):
        for step, member in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _places(member, (*path, step))


PLACES = [(path, value) for path, value in _places(full()) if path]


@pytest.mark.parametrize(
    "new", [None, 1.0, 1.5, {}, [], [[]], True, -1, 2**53, "e\u0301", "\ud800", "\n", object()]
)
def test_no_value_can_be_replaced_by_one_of_another_kind(new):
    for path, old in PLACES:
        if type(old) is type(new) and new in ({}, []):
            continue
        if new == "\n" and path[-1] in ("title", "description", "role", "district", "dept", "value"):
            continue
        if new == "\n" and path[-1] == "reason" and old:
            continue
        caught = refusal(changed("/".join(map(str, path)), copy.deepcopy(new)))
        # The path may point inside what was put there, or at the rule that it broke nearby.
        assert caught.path[: len(path) - 1] == path[:-1] or path[0] == "params", (path, caught)


def test_every_field_is_required_and_no_other_is_allowed():
    for path, value in _places(full()):
        if not isinstance(value, dict) or path == ("params", "teams"):
            continue
        for name in value:
            where = (*path, name)
            assert refusal(changed("/".join(map(str, where)), MISSING)).path == where
        where = (*path, "note")
        assert refusal(changed("/".join(map(str, where)), "")).path == where


@pytest.mark.parametrize(
    ("path", "new"),
    [
        # identity
        ("params/spec", "hrdraw-2"),
        ("params/draw_id", ""),
        ("params/draw_id", "a" * 65),
        ("params/draw_id", "a b"),
        ("params/draw_id", "a\n"),
        ("params/draw_id", "监"),
        # strata
        ("params/strata/0/den", 0),
        ("params/strata/0/num", 4),
        ("params/strata/0/num", True),
        ("params/strata/0/num", "1"),
        ("params/strata/0/max", 1_000_001),
        ("params/strata/0/base", "some"),
        ("params/strata/0/team", "other"),
        ("params/strata/0/items/1", "x y"),
        ("params/strata/0/pool/1", "b"),
        ("params/strata/0/pool/1", "a1"),
        ("params/strata/1/id", "A"),
        ("params/relaxations/0", "conflict"),
        ("params/teams/std/0/district", "near"),
        ("params/teams/std/0/quals/0", ""),
        # entropy
        ("params/entropy/0/sources/0/kind", "stock"),
        ("params/entropy/0/deadline", "2026-02-29T00:00:00Z"),
        ("params/entropy/0/deadline", "2026-12-01T24:00:00Z"),
        ("params/entropy/0/deadline", "2026-12-01T23:59:60Z"),
        ("params/entropy/0/deadline", "0000-12-01T23:59:59Z"),
        ("params/entropy/0/deadline", "2026-12-01 04:00:00Z"),
        ("params/entropy/0/deadline", "2026-12-01T04:00:00z"),
        ("params/entropy/0/deadline", "２026-12-01T04:00:00Z"),
        ("params/entropy/0/deadline", "2026-12-01T04:00:00Z\n"),
        ("params/secrets/0/commit", "AB" * 32),
        ("params/secrets/1/party", "audit"),
        # subjects
        ("subjects/1/id", "F1"),
        ("subjects/1/id", "F0"),
        ("subjects/0/stratum", "C"),
        ("subjects/0/status", "late"),
        ("subjects/0/reason", "why"),
        ("subjects/2/reason", ""),
        ("subjects/0/groups/1", "G1"),
        ("subjects/0/groups/1", "G0"),
        ("subjects/0/salt", "0f" * 15),
        ("subjects/0/salt", "0f" * 16 + "0"),
        ("subjects/0/salt", "0F" * 16),
        # inspectors
        ("inspectors/1/id", "P0"),
        ("inspectors/0/capacity", 1_000_001),
        ("inspectors/0/load_before", -1),
        ("inspectors/0/quals/1", "law"),
        ("inspectors/0/rotation/1", "A9"),
        # transcript
        ("transcript/alternative", 1),
        ("transcript/alternative", -1),
        ("transcript/entropy/0/id", "die"),
        ("transcript/entropy/0/value", "1" * 49),
        ("transcript/entropy/0/value", "1" * 49 + "7"),
        ("transcript/secrets/0/party", "board"),
        ("transcript/secrets/0/value", "cd" * 32),
        ("transcript/secrets/0/value", "AB" * 32),
        ("transcript/secrets/0/value", " " + SECRET[:62]),
    ],
)
def test_a_field_outside_its_rule_is_refused_at_its_place(path, new):
    assert render(refusal(changed(path, new)).path) == render(
        tuple(int(step) if step.isdigit() else step for step in path.split("/"))
    )


@pytest.mark.parametrize(
    ("path", "new", "at"),
    [
        ("params/strata/0/min", 1_000_000 + 1, "$.params.strata[0].min"),
        ("params/strata/0", rosters.stratum(min=2, max=1), "$.params.strata[0].min"),
        ("params/strata/0/items", ["a", "b"], "$.params.strata[0].pool"),
        ("params/strata/0/items", ["a", "a"], "$.params.strata[0].items"),
        ("params/strata/0/pool_k", 3, "$.params.strata[0].pool_k"),
        ("params/teams/std", [rosters.slot()], "$.params.teams.std"),
        ("params/teams/a b", [rosters.slot()] * 2, "$.params.teams.a b"),
        ("params/teams/other", [rosters.slot(), {}], "$.params.teams.other[1].role"),
        ("params/entropy", [], "$.params.entropy"),
        ("params/entropy/0/sources", [], "$.params.entropy[0].sources"),
        ("params/entropy/0/sources", [rosters.DICE] * 2, "$.params.entropy[0].sources[1].id"),
        ("transcript/entropy", [], "$.transcript.entropy"),
        ("transcript/secrets", [{"party": "audit", "value": SECRET}], "$.transcript.secrets"),
    ],
)
def test_rules_between_fields_are_refused_where_they_bite(path, new, at):
    assert render(refusal(changed(path, new)).path) == at


def test_unused_alternatives_are_judged_too():
    value = full()
    value["params"]["entropy"].append(
        {"sources": [rosters.DICE | {"pattern": "[1-6]*"}], "deadline": "2026-12-02T04:00:00Z"}
    )
    assert render(refusal(value).path) == "$.params.entropy[1].sources[0].pattern"


def test_more_than_a_million_records_are_refused():
    value = full()
    value["subjects"] = [""] * 1_000_001
    assert "million" in refusal(value).reason


@pytest.mark.parametrize(
    "pattern",
    ["", "a" * 201, "é", "a\n", "a|b", "a*", "a+", "a?", ".", "^a", "a$", "[]", "[^1]", "[a-]", "[b-a]", "[a", "a]",
     "[-a]", "[a-b-c]", "()", "(a", "a)", "{2}", "a{0}", "a{02}", "a{1000}", "a{1,2}", "a{}", "a{", "a{2}{2}", "a{٣}",
     "\\", "\\d", "\\\\", "[\\+]", "[[]", "(a|b)"],
)  # fmt: skip
def test_a_pattern_outside_the_language_is_refused(pattern):
    with pytest.raises(patterns.BadPattern):
        patterns.parse(pattern)


@pytest.mark.parametrize(
    ("pattern", "value", "fits"),
    [
        ("[1-6]{3}", "164", True),
        ("[1-6]{3}", "16", False),
        ("[1-6]{3}", "1645", False),
        ("[0-9]{2}(,[0-9]{2}){5}\\+[01][0-9]", "02,07,11,19,26,33+08", True),
        ("[0-9]{2}(,[0-9]{2}){5}\\+[01][0-9]", "02,07,11,19,26,33+28", False),
        ("((a{2}b){2}c){2}", "aabaabcaabaabc", True),
        ("((a{2}b){2}c){2}", "aabaabcaabaabb", False),
        ("(((a{999}){999}){999}){999}", "a", False),
        ("[a(}]", "}", True),
        ("a-b ,~", "a-b ,~", True),
        ("(" * 99 + "a" + ")" * 99, "a", True),
    ],
)
def test_what_a_pattern_fits(pattern, value, fits):
    assert patterns.matches(patterns.parse(pattern), value) is fits


@pytest.mark.parametrize(
    ("kind", "value", "good"),
    [
        ("drand", "0a" * 32, True),
        ("drand", "0A" * 32, False),
        ("drand", "0a" * 33, False),
        ("nist", "f0" * 64, True),
        ("nist", "f0" * 32, False),
        ("dice", "123456", True),
        ("dice", "", False),
        ("dice", "7", False),
        ("dice", "1\n", False),
        ("lottery", "02,07,11+08", True),
        ("lottery", "02", True),
        ("lottery", "02,07+08+01,02", True),
        ("lottery", "07,02+08", False),
        ("lottery", "02,02", False),
        ("lottery", "2,7", False),
        ("lottery", "02,07+", False),
        ("lottery", "02, 07", False),
        ("lottery", "０2", False),
    ],
)
def test_the_one_spelling_of_an_announcement(kind, value, good):
    assert entropy.well_formed(kind, value) is good


AMEND = {"kind": "replace_subject", "subject": "F4", "inspector": "", "reason": "moved"}


@pytest.mark.parametrize(
    ("amendments", "at"),
    [
        ([AMEND | {"kind": "cancel"}], "$.amendments[0].kind"),
        ([AMEND | {"reason": ""}], "$.amendments[0].reason"),
        ([AMEND | {"subject": "F3"}], "$.amendments[0].subject"),
        ([AMEND | {"subject": "F9"}], "$.amendments[0].subject"),
        ([AMEND | {"inspector": "P1"}], "$.amendments[0].inspector"),
        ([AMEND, AMEND], "$.amendments[1].subject"),
        ([AMEND | {"kind": "replace_inspector"}], "$.amendments[0].inspector"),
        ([AMEND | {"kind": "replace_inspector", "inspector": "P9"}], "$.amendments[0].inspector"),
    ],
)
def test_an_amendment_that_is_not_allowed_is_refused(amendments, at):
    value = full()
    value["amendments"] = amendments
    assert render(refusal(value).path) == at


def test_an_infeasible_draw_is_not_amended():
    value = full()
    for person in value["inspectors"]:
        person["capacity"] = 0
    assert record.run(value)["assignment"]["status"] == "infeasible"
    value["amendments"] = [AMEND]
    assert render(refusal(value).path) == "$.amendments[0]"


def test_a_refusal_says_the_same_for_a_value_and_for_its_text():
    value = changed("params/strata/0/den", 0)
    assert render(refusal(json.loads(json.dumps(value))).path) == "$.params.strata[0].den"
