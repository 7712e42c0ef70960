"""A receipt proves one leaf with nothing but the log's key; whatever is changed in it, it proves nothing."""

from datetime import UTC, datetime

import pytest

from regulation.ledger import leaves, tree
from regulation.ledger.checkpoint import Checkpoint
from regulation.ledger.hashing import sha256
from regulation.ledger.note import LOG, WITNESS, Malformed, Signer
from regulation.ledger.receipt import Opening, Receipt

KEY = Signer.of("hr.example/log", LOG, bytes(32))
WITNESS_KEY = Signer.of("archive.example/w1", WITNESS, bytes([1] * 32))
SALT, PRIVATE, PAPER = bytes(range(32)), '{"number":"1"}', sha256(b"%PDF")
AT = datetime(2026, 11, 28, tzinfo=UTC)


def entry(seq, *, doc=PAPER, private=PRIVATE):
    return leaves.Entry(
        seq,
        "firm-1",
        seq + 1,
        "licence",
        AT,
        "P1",
        "grant",
        leaves.doc_of(SALT, doc) if doc else "",
        leaves.commit_of(SALT, private) if private else "",
    )


OPENING = Opening(SALT, PRIVATE, PAPER)


def receipt(index=4, size=7, opening=OPENING, **other):
    entries = [entry(seq, **other) for seq in range(size)]
    hashes = [each.hash() for each in entries]
    stated = Checkpoint("hr.example/log", size, tree.root(hashes))
    note = f"{stated.text}\n{KEY.sign(stated.text)}{WITNESS_KEY.sign(stated.text, at=5)}"
    path = tuple(tree.inclusion_proof(hashes, index))
    return Receipt(entries[index].data().decode(), index, path, note, opening)


@pytest.mark.parametrize(("index", "size"), [(0, 1), (0, 2), (4, 7), (6, 7), (255, 256), (256, 257)])
def test_a_receipt_is_written_read_and_holds(index, size):
    made = receipt(index, size)
    assert made.text().startswith("c2sp.org/tlog-proof@v1\nextra ")
    read = Receipt.read(made.text().encode())
    assert read == made
    found = read.verify([KEY.verifier], [WITNESS_KEY.verifier])
    assert found.checkpoint.size == size
    assert found.witnesses == ((WITNESS_KEY.verifier, 5),)
    assert read.said()["act"] == "grant"


def test_a_receipt_without_opening_proves_the_leaf_alone():
    read = Receipt.read(receipt(opening=None).text().encode())
    assert read.opening is None
    read.verify([KEY.verifier])


@pytest.mark.parametrize(
    ("opening", "blamed"),
    [
        (Opening(bytes(32), PRIVATE, PAPER), "commit"),
        (Opening(SALT, '{"number":"2"}', PAPER), "commit"),
        (Opening(SALT, "", PAPER), "commit"),
        (Opening(SALT, PRIVATE, sha256(b"other")), "doc"),
        (Opening(SALT, PRIVATE), "doc"),
    ],
)
def test_an_opening_opens_all_of_its_leaf_or_the_receipt_is_refused(opening, blamed):
    with pytest.raises(Malformed, match=blamed):
        receipt(opening=opening).verify([KEY.verifier])


def test_an_opening_cannot_be_added_to_a_leaf_that_commits_to_nothing():
    with pytest.raises(Malformed, match="doc"):
        receipt(doc=None).verify([KEY.verifier])


def test_another_logs_key_verifies_nothing():
    other = Signer.of("hr.example/log", LOG, bytes([7] * 32))
    with pytest.raises(Malformed, match="no known key"):
        receipt().verify([other.verifier])


def test_a_leaf_of_another_place_is_refused():
    made = receipt(4)
    for changed in (
        Receipt(made.leaf, 3, made.path, made.checkpoint),
        Receipt(entry(3).data().decode(), 4, made.path, made.checkpoint),
        Receipt(made.leaf, 4, made.path[:-1], made.checkpoint),
        Receipt(made.leaf, 4, (*made.path, bytes(32)), made.checkpoint),
        Receipt(made.leaf, 4, made.path[::-1], made.checkpoint),
    ):
        with pytest.raises(Malformed, match="place"):
            changed.verify([KEY.verifier])


def test_a_changed_byte_is_refused_or_costs_the_witness_its_name():
    made = receipt()
    whole = made.text().encode()
    for at in range(len(whole)):
        changed = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        try:
            read = Receipt.read(changed)
            found = read.verify([KEY.verifier], [WITNESS_KEY.verifier])
        except Malformed:
            continue
        # A line whose key nobody knows is passed over, as C2SP wants it; what the log signed stands.
        assert found.witnesses == ()
        assert (read.leaf, read.index, read.opening) == (made.leaf, made.index, made.opening)
