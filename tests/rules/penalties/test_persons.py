"""Who keeps apart from whom in a case: every part against every other, by the human being."""

from uuid import uuid4

import pytest

from regulation.penalties.rules.persons import Part, Taken, apart_refused

INVESTIGATOR, REVIEWER, CHAIR, RECORDER, DECIDER, STRANGER = (uuid4() for _ in range(6))
TAKEN = Taken(frozenset({INVESTIGATOR}), REVIEWER, CHAIR, RECORDER, DECIDER)
#: Part -> who may not take it, with the article that says so.
BARRED = {
    Part.REVIEWER: {INVESTIGATOR: 58, CHAIR: 58, RECORDER: 58},
    Part.CHAIR: {INVESTIGATOR: 64, REVIEWER: 58, DECIDER: 65},
    Part.RECORDER: {INVESTIGATOR: 64, REVIEWER: 58, DECIDER: 65},
    Part.VOTER: {INVESTIGATOR: 57},
    Part.DECIDER: {INVESTIGATOR: 57, REVIEWER: 58, CHAIR: 65, RECORDER: 65},
}


@pytest.mark.parametrize("part", list(Part))
def test_each_part_bars_those_who_have_another_and_nobody_else(part):
    for person in (INVESTIGATOR, REVIEWER, CHAIR, RECORDER, DECIDER, STRANGER):
        found = apart_refused(part, person, TAKEN)
        assert (found.citation.article if found else None) == BARRED[part].get(person), (part, person)


@pytest.mark.parametrize("part", list(Part))
def test_nobody_known_is_nobody_apart(part):
    assert apart_refused(part, None, TAKEN) is not None
    assert apart_refused(part, STRANGER, Taken()) is None
