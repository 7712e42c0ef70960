"""A witness signs a log that grew, and refuses one that shows a second history."""

import pytest

from regulation.ledger import tree, witness
from regulation.ledger.checkpoint import Checkpoint
from regulation.ledger.note import LOG, WITNESS, Line, Malformed, Signer

KEY = Signer.of("hr.example/log", LOG, bytes(32))
OWN = Signer.of("archive.example/w1", WITNESS, bytes([1] * 32))


class Log:
    """A log of texts, honest in itself; two of them are one lying server."""

    def __init__(self, *texts):
        self.hashes = [tree.leaf_hash(text.encode()) for text in texts]

    def state(self, size=None):
        hashes = self.hashes[:size]
        return Checkpoint("hr.example/log", len(hashes), tree.root(hashes))

    def shown(self, size=None, key=KEY):
        text = self.state(size).text
        return f"{text}\n{key.sign(text)}"

    def proof(self, old, size=None):
        return tree.consistency_proof(self.hashes[:size], old) if old else []


HONEST = Log(*(f"act {n}" for n in range(20)))


@pytest.mark.parametrize("old", range(21))
def test_every_later_tree_is_signed_and_remembered(old):
    last = HONEST.state(old) if old else None
    done = witness.cosign(OWN, [KEY.verifier], last, HONEST.shown(), HONEST.proof(old), at=9)
    assert done.checkpoint == HONEST.state()
    assert OWN.verifier.holds(HONEST.state().text, Line.read(done.line))


def test_two_histories_are_refused_whatever_proof_is_offered():
    """The lying server: it signed 12 acts for us, and now shows others to everybody."""
    lying = Log(*(f"act {n}" for n in range(7)), "act 7, changed", *(f"act {n}" for n in range(8, 20)))
    last = HONEST.state(12)
    for proof in (HONEST.proof(12), lying.proof(12), [], [bytes(32)] * 5, lying.proof(7)):
        with pytest.raises(witness.Inconsistent, match="does not continue"):
            witness.cosign(OWN, [KEY.verifier], last, lying.shown(), proof, at=9)


def test_another_root_at_the_same_size_is_refused():
    lying = Log(*(f"other {n}" for n in range(12)))
    with pytest.raises(witness.Inconsistent):
        witness.cosign(OWN, [KEY.verifier], HONEST.state(12), lying.shown(), [], at=9)


def test_a_log_that_shrank_is_refused():
    with pytest.raises(witness.Inconsistent, match="had 12 entries and now shows 11"):
        witness.cosign(OWN, [KEY.verifier], HONEST.state(12), HONEST.shown(11), [], at=9)


def test_a_checkpoint_that_the_log_did_not_sign_is_not_cosigned():
    stranger = Signer.of("hr.example/log", LOG, bytes([7] * 32))
    with pytest.raises(Malformed, match="no known key"):
        witness.cosign(OWN, [KEY.verifier], None, HONEST.shown(key=stranger), [], at=9)


def test_another_log_under_the_same_keys_holder_is_not_taken_for_this_one():
    last = Checkpoint("old.example/log", 3, bytes(32))
    with pytest.raises(Malformed, match=r"not old\.example"):
        witness.cosign(OWN, [KEY.verifier], last, HONEST.shown(), HONEST.proof(3), at=9)


def test_a_log_key_does_not_witness():
    with pytest.raises(Malformed, match="type 4"):
        witness.cosign(KEY, [KEY.verifier], None, HONEST.shown(), [], at=9)


def test_proofs_are_read_line_by_line():
    assert witness.read_proof("") == []
    assert len(witness.read_proof("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n" * 2)) == 2
    for text in ("AAAA\n", "x\n", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n" * 64):
        with pytest.raises(Malformed):
            witness.read_proof(text)
