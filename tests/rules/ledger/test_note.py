"""Signed notes, keys and cosignatures are byte for byte those of C2SP."""

import random

import pytest

from regulation.ledger.checkpoint import Checkpoint, opened
from regulation.ledger.note import LOG, WITNESS, Line, Malformed, Note, Signer, Verifier, cosigned

#: The example of golang.org/x/mod/sumdb/note, which C2SP's text describes.
SKEY = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
NOTE = (
    TEXT
    + "\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)

ORIGIN = "hr.example/log"
LOG_KEY = Signer.of(ORIGIN, LOG, bytes(range(32)))
WITNESS_KEY = Signer.of("archive.example/w1", WITNESS, bytes(range(32, 64)))
STATED = Checkpoint(ORIGIN, 20852163, bytes(range(32)))


def signed(*signers, at=1_700_000_000):
    lines = [each.sign(STATED.text, at=at if each.verifier.kind == WITNESS else None) for each in signers]
    return f"{STATED.text}\n{''.join(lines)}"


def test_the_published_example_is_read_and_written_byte_for_byte():
    signer, verifier = Signer.read(SKEY), Verifier.read(VKEY)
    assert signer.verifier == verifier
    assert (str(verifier), signer.private_text()) == (VKEY, SKEY)
    assert f"{TEXT}\n{signer.sign(TEXT)}" == NOTE
    note = Note.read(NOTE)
    assert str(note) == NOTE
    assert note.text == TEXT
    assert note.by([verifier]) == [(verifier, note.lines[0])]


def test_a_checkpoint_is_three_lines():
    assert STATED.text == f"{ORIGIN}\n20852163\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"
    assert Checkpoint.read(STATED.text) == STATED
    assert opened(signed(LOG_KEY), [LOG_KEY.verifier]).checkpoint == STATED


def test_a_cosignature_signs_header_time_and_text():
    line = Line.read(WITNESS_KEY.sign(STATED.text, at=1_679_315_147))
    assert line.at == 1_679_315_147
    assert len(line.rest) == 8 + 64
    assert cosigned(STATED.text, line.at) == (b"cosignature/v1\ntime 1679315147\n" + STATED.text.encode())
    assert WITNESS_KEY.verifier.holds(STATED.text, line)
    later = Line(line.name, line.key, (line.at + 1).to_bytes(8, "big") + line.rest[8:])
    assert not WITNESS_KEY.verifier.holds(STATED.text, later)


def test_the_type_is_part_of_the_key_id_so_one_seed_is_two_keys():
    log = Signer.of("x", LOG, bytes(32)).verifier
    witness = Signer.of("x", WITNESS, bytes(32)).verifier
    assert log.public == witness.public
    assert log.id != witness.id


def test_who_signed_is_told_and_strangers_are_passed_over():
    stranger = Signer.of("stranger.example", WITNESS, bytes(32))
    text = signed(LOG_KEY, WITNESS_KEY, stranger)
    found = opened(text, [LOG_KEY.verifier], [WITNESS_KEY.verifier])
    assert found.witnesses == ((WITNESS_KEY.verifier, 1_700_000_000),)
    with pytest.raises(Malformed, match="no known key"):
        opened(signed(WITNESS_KEY, stranger), [LOG_KEY.verifier], [WITNESS_KEY.verifier])


def test_a_false_signature_of_a_known_key_condemns_the_note():
    other = Signer.of(WITNESS_KEY.verifier.name, WITNESS, bytes(32))
    line = Line.read(other.sign(STATED.text, at=1))
    forged = Line(line.name, WITNESS_KEY.verifier.id, line.rest)
    with pytest.raises(Malformed, match="not right"):
        opened(signed(LOG_KEY) + str(forged), [LOG_KEY.verifier], [WITNESS_KEY.verifier])


def test_a_key_of_another_name_cannot_speak_for_this_log():
    same_key_other_name = Signer.of("other.example/log", LOG, LOG_KEY.seed)
    with pytest.raises(Malformed, match="no known key"):
        opened(signed(same_key_other_name), [same_key_other_name.verifier])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "PeterNeumann",
        VKEY.replace("c74f20a3", "c74f20a4"),
        VKEY.replace("c74f20a3", "C74F20A3"),
        VKEY.replace("PeterNeumann", "Peter Neumann"),
        VKEY.replace("+ARpc", "+Apc"),
        VKEY.replace("+ARpc", "+CRpc"),
        VKEY + "=",
        SKEY,
    ],
)
def test_a_verifier_key_is_read_in_its_one_spelling(text):
    with pytest.raises(Malformed):
        Verifier.read(text)


@pytest.mark.parametrize("text", ["", VKEY, SKEY.replace("c74f20a3", "c74f20a4"), SKEY[:-2] + "A="])
def test_a_private_key_is_read_in_its_one_spelling_and_never_repeated(text):
    with pytest.raises(Malformed) as refusal:
        Signer.read(text)
    assert "AYEK" not in str(refusal.value)
    assert "AYEK" not in repr(Signer.read(SKEY))


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\u3000b", "a\nb"])
def test_a_name_has_no_space_and_no_plus(name):
    with pytest.raises(Malformed):
        Signer.new(name, LOG)


@pytest.mark.parametrize(
    "text",
    [
        f"{ORIGIN}\n020\n{STATED.text.splitlines()[2]}\n",
        f"{ORIGIN}\n-1\n{STATED.text.splitlines()[2]}\n",
        f"{ORIGIN}\n1\nAAAA\n",
        f"{ORIGIN}\n1\n",
        f"\n1\n{STATED.text.splitlines()[2]}\n",
        STATED.text + "an extension\n",
        STATED.text[:-1],
        STATED.text.replace("\n20", "\n 20"),
    ],
)
def test_a_checkpoint_has_one_spelling(text):
    with pytest.raises(Malformed):
        Checkpoint.read(text)


@pytest.mark.parametrize(
    "note",
    [
        NOTE[:-1],
        NOTE.replace("\n\n", "\n"),
        NOTE.replace("—", "-"),
        NOTE.replace("— ", "—"),
        NOTE.replace("=\n", "\n"),
        NOTE.replace("If you", "If\tyou"),
        NOTE + "\n",
        NOTE + "x\n",
        TEXT,
        NOTE.encode() + b"\xff",
        NOTE + NOTE.splitlines(keepends=True)[-1] * 64,
        "x" * 70_000,
    ],
)
def test_what_is_no_note_is_refused(note):
    with pytest.raises(Malformed):
        Note.read(note)


def test_no_changed_byte_of_a_signed_checkpoint_passes():
    whole = signed(LOG_KEY).encode()
    for at in range(len(whole)):
        changed = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        with pytest.raises(Malformed):
            opened(changed, [LOG_KEY.verifier])


def test_garbage_is_refused_and_nothing_else_happens():
    chance = random.Random(20261128)
    whole = signed(LOG_KEY, WITNESS_KEY).encode()
    for _ in range(3_000):
        cut = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            place = chance.randrange(len(cut))
            cut[place : place + chance.randint(0, 3)] = chance.randbytes(chance.randint(0, 3))
        try:
            found = opened(bytes(cut), [LOG_KEY.verifier], [WITNESS_KEY.verifier])
        except Malformed:
            continue
        assert found.checkpoint == STATED
