"""Whatever arrives in place of an entry, the answer is an entry or that it is broken, and nothing else."""

import json

from hypothesis import given
from hypothesis import strategies as st

from regulation.casework import chain
from regulation.inspections import evidence
from tests.rules.inspections.test_evidence import ITEM, written

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=20,
)


def judged(text, claimed):
    try:
        return chain.read(text, claimed, evidence.DIALECT)
    except chain.Broken:
        return None


@given(st.text())
def test_any_text(text):
    assert judged(text, "0" * 64) is None


@given(json_values)
def test_any_json_with_its_right_hash(value):
    text = json.dumps(value)
    assert judged(text, chain.hash_of(text)) is None


@given(
    st.sampled_from(["spec", "visit", "device", "seq", "key", "kind", "made_at", "prev", "body"]), json_values
)
def test_any_value_in_any_field(name, value):
    text = written(**{name: value})
    entry = judged(text, chain.hash_of(text))
    if entry is not None:
        assert set(entry.body) == set(evidence.BODIES[entry.kind])


@given(st.sampled_from(sorted(ITEM)), json_values)
def test_any_value_in_any_field_of_the_body(name, value):
    text = written(body={**ITEM, name: value})
    entry = judged(text, chain.hash_of(text))
    if entry is not None:
        assert isinstance(entry.body["note"], str)
        assert len(entry.body["note"]) <= 2000


@given(st.integers(0, 10_000), st.sampled_from('0aZ{}[]",:\\ \x00é'))
def test_no_single_changed_character_passes_under_the_old_hash(place, letter):
    text = written()
    place %= len(text)
    changed = text[:place] + letter + text[place + 1 :]
    if changed != text:
        assert judged(changed, chain.hash_of(text)) is None


@given(st.text(max_size=600))
def test_codes_are_plain_and_none_is_found_in_noise(text):
    for code in evidence.codes_in(text):
        assert code == evidence.plain_code(code)
    assert evidence.is_code_of({}, text) == ""
