"""An entry proves what it says: its hash, its place in the chain, its form; codes and clocks are judged fairly."""

import json
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from regulation.casework import chain
from regulation.inspections import evidence

VISIT, DEVICE, KEY = UUID(int=1), UUID(int=2), UUID(int=3)
AT = datetime(2026, 6, 4, 2, 0, tzinfo=UTC)
ITEM = {
    "item": "prices",
    "answer": "compliant",
    "note": "",
    "was_corrected": False,
    "base": "",
    "settles": [],
}


def written(**changes):
    said = {
        "spec": evidence.DIALECT.spec, "visit": str(VISIT), "device": str(DEVICE), "seq": 1, "key": str(KEY), "kind": "item",
        "made_at": "2026-06-04T02:00:00.000Z", "prev": "0" * 64, "body": ITEM,
    }  # fmt: skip
    return json.dumps({**said, **changes}, ensure_ascii=False)


def broken(text, claimed=None):
    with pytest.raises(chain.Broken) as raised:
        chain.read(text, claimed or chain.hash_of(text), evidence.DIALECT)
    return raised.value.code


def test_an_entry_is_read_as_it_was_written():
    text = written()
    entry = chain.read(text, chain.hash_of(text), evidence.DIALECT)
    assert (entry.matter, entry.device, entry.seq, entry.key, entry.item) == (VISIT, DEVICE, 1, KEY, "prices")
    assert entry.made_at == AT
    assert entry.text == text


@pytest.mark.parametrize("note", ["a\x00b", "\ud800", "x\udfff"])
def test_what_json_can_spell_and_no_database_keeps_is_no_entry(note):
    text = json.dumps(json.loads(written(body={**ITEM, "note": note.encode("utf-8", "replace").decode()})))
    spelled = text.replace(
        '"note": "' + note.encode("utf-8", "replace").decode(), '"note": "' + json.dumps(note)[1:-1]
    )
    assert broken(spelled) == "form"


def test_one_changed_letter_is_seen():
    text = written()
    assert broken(text.replace("compliant", "problem"), chain.hash_of(text)) == "hash"


@pytest.mark.parametrize(
    "changes",
    [
        {"spec": "zhiheng-visit-2"},
        {"seq": 0},
        {"seq": True},
        {"seq": chain.MOST_OF_DEVICE + 1},
        {"visit": "somewhere"},
        {"kind": "promise"},
        {"made_at": "2026-06-04 02:00"},
        {"made_at": "9999-12-31T23:59:59.999Z"},
        {"made_at": "1969-12-31T23:59:59.999Z"},
        {"made_at": "0001-01-01T00:00:00.000Z"},
        {"made_at": "2026-13-04T02:00:00.000Z"},
        {"prev": "0" * 63},
        {"body": []},
        {"body": {**ITEM, "answer": "perhaps"}},
        {"body": {**ITEM, "note": 7}},
        {"body": {**ITEM, "note": "x" * 2001}},
        {"body": {**ITEM, "note": "\x00"}},
        {"body": {**ITEM, "status": "published"}},
        {"body": {key: value for key, value in ITEM.items() if key != "base"}},
        {"body": {**ITEM, "settles": ["x"]}},
        {"more": 1},
        {"kind": "start", "body": {"place": "", "told": True, "how": "camera", "code": "x", "why_typed": "", "where": ""}},
        {"kind": "start", "body": {"place": "x", "told": True, "how": "camera", "code": "x", "why_typed": "", "where": "here"}},
        {"kind": "photo", "body": {"item": "", "sha256": "0" * 64, "size": 0, "name": "a.jpg"}},
        {"kind": "photo", "body": {"item": "", "sha256": "0" * 64, "size": chain.LARGEST_PICTURE + 1, "name": "a.jpg"}},
    ],
    ids=str,
)  # fmt: skip
def test_any_other_form_is_refused(changes):
    assert broken(written(**changes)) == "form"


@pytest.mark.parametrize(
    "text", ["", "[]", "null", '{"spec": 1, "spec": 2}', "[" * 5000, "\ud800", "{" * 30_000]
)
def test_what_is_no_entry_is_refused(text):
    assert broken(text, "0" * 64 if "\ud800" in text else None) in {"form", "hash"}


def test_a_name_given_twice_is_refused():
    text = written().replace('"seq": 1', '"seq": 1, "seq": 2')
    assert broken(text) == "form"


def test_entries_follow_each_other_without_gap_or_fork():
    text = written(seq=5, prev="a" * 64)
    entry = chain.read(text, chain.hash_of(text), evidence.DIALECT)
    chain.check_follows(entry, chain.Head(4, "a" * 64))
    for head in (chain.Head(3, "a" * 64), chain.Head(5, "a" * 64), chain.Head(4, "b" * 64)):
        with pytest.raises(chain.Broken):
            chain.check_follows(entry, head)


def test_a_bundle_is_known_again_only_by_whom_it_was_given_to():
    person, other = UUID(int=7), UUID(int=8)
    bundle = chain.Bundle("a" * 64, AT, chain.seal(evidence.DIALECT, b"key", person, VISIT, "a" * 64, AT))
    assert bundle.is_ours(evidence.DIALECT, b"key", person, VISIT)
    assert not bundle.is_ours(evidence.DIALECT, b"key", other, VISIT)
    assert not bundle.is_ours(evidence.DIALECT, b"key", person, UUID(int=9))
    assert not bundle.is_ours(evidence.DIALECT, b"other key", person, VISIT)
    later = chain.Bundle(bundle.hash, AT + timedelta(seconds=1), bundle.seal)
    assert not later.is_ours(evidence.DIALECT, b"key", person, VISIT)
    beyond = chain.Bundle("a" * 64, datetime.fromisoformat("0001-01-01T00:00:00+14:00"), bundle.seal)
    assert not beyond.is_ours(evidence.DIALECT, b"key", person, VISIT)


def test_a_wrong_clock_is_put_right_and_never_outruns_the_server():
    issued, now = AT - timedelta(hours=3), AT + timedelta(hours=1)
    year = timedelta(days=365)
    assert chain.happened_at(AT, timedelta(), issued, now) == AT
    assert chain.happened_at(AT - year, year, issued, now) == AT
    assert chain.happened_at(AT + year, timedelta(), issued, now) == now
    assert chain.happened_at(AT - year, timedelta(), issued, now) == issued
    assert not chain.is_clock_off(chain.CLOCK_TOLERANCE)
    assert chain.is_clock_off(chain.CLOCK_TOLERANCE + timedelta(seconds=1))
    assert chain.is_clock_off(-year)


CODES = {"91110105MA0000001A": "uscc", "京朝人服许2024第0012号": "hr_licence", "7GHJKMNP23456789": "paper"}


@pytest.mark.parametrize(
    ("scanned", "what"),
    [
        ("91110105MA0000001A", "uscc"),
        (" 91110105ma0000001a\n", "uscc"),
        ("９１１１０１０５ＭＡ０００００01A", "uscc"),
        ("统一社会信用代码:91110105MA0000001A;企业注册号:110105", "uscc"),
        ("https://example.gov/verify/7GHJKMNP23456789?lang=en", "paper"),
        ("7GHJ-KMNP-2345-6789", "paper"),
        ("京朝人服许〔2024〕第0012号", "hr_licence"),
        ("91110105MA0000001B", ""),
        ("91110105MA0000001A9", ""),
        ("", ""),
        ("x" * 100_000, ""),
    ],
)
def test_the_code_must_be_one_of_the_firm(scanned, what):
    assert evidence.is_code_of(CODES, scanned) == what


def test_a_phone_knows_a_code_again_without_holding_it():
    assert evidence.fingerprint(VISIT, "京朝人服许〔2024〕第0012号") == evidence.fingerprint(
        VISIT, "京朝人服许2024第0012号"
    )
    assert evidence.fingerprint(VISIT, "x") != evidence.fingerprint(UUID(int=9), "x")


def test_only_another_officers_unseen_and_different_finding_is_a_conflict():
    me, other = UUID(int=1), UUID(int=2)
    theirs = evidence.Version("a" * 64, other)
    assert evidence.is_conflict(theirs, "", me, is_same=False)
    assert not evidence.is_conflict(theirs, "a" * 64, me, is_same=False), "had been seen"
    assert not evidence.is_conflict(theirs, "", me, is_same=True), "says the same"
    assert not evidence.is_conflict(evidence.Version("a" * 64, me), "", me, is_same=False), "my own"
    assert not evidence.is_conflict(None, "", me, is_same=False), "nothing there yet"
