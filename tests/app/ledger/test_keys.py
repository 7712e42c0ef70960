"""The signing key is for its owner only; a new one is learnt from notes that the old one signed."""

from datetime import UTC, datetime, timedelta

import pytest

from app.ledger import keys
from app.ledger.keys import Keys, NoKey

NOW = datetime(2026, 11, 28, 4, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path):
    return Keys(tmp_path / "log")


def test_without_a_key_the_command_is_named(folder):
    with pytest.raises(NoKey, match="zhiheng log new-key"):
        folder.signers(NOW)
    assert folder.verifiers() == folder.remembered() == []


def test_a_key_is_made_once_and_for_nobody_else(folder):
    made = folder.make("hr.example/log")
    assert folder.file.stat().st_mode & 0o777 == 0o400
    assert [each.verifier for each in folder.signers(NOW)] == [made.verifier] == folder.verifiers()
    with pytest.raises(FileExistsError):
        folder.make("hr.example/log")
    assert folder.signers(NOW) == [made]
    assert sorted(path.name for path in folder.folder.iterdir()) == ["key", "verifier"]
    assert made.private_text() not in (folder.folder / "verifier").read_text()


@pytest.mark.parametrize("mode", [0o440, 0o404, 0o644, 0o420])
def test_a_key_that_others_may_read_is_refused(folder, mode):
    folder.make("hr.example/log")
    folder.file.chmod(mode)
    with pytest.raises(NoKey, match="chmod 400"):
        folder.signers(NOW)


@pytest.mark.parametrize("content", ["", "nonsense\n", "PRIVATE+KEY+x+00000000+AA==\n"])
def test_a_spoilt_key_is_refused_without_repeating_it(folder, content):
    folder.make("hr.example/log")
    folder.file.chmod(0o600)
    folder.file.write_text(content)
    with pytest.raises(NoKey) as refusal:
        folder.signers(NOW)
    assert "AA==" not in str(refusal.value)


def test_the_old_key_signs_thirty_days_beside_the_new_one(folder):
    old = folder.make("hr.example/log")
    new = folder.rotate(NOW)
    assert folder.verifiers() == [new.verifier, old.verifier]
    assert folder.signers(NOW) == [new, old]
    assert folder.signers(NOW + timedelta(days=30, seconds=-1)) == [new, old]
    assert folder.signers(NOW + timedelta(days=30)) == [new]
    later = NOW + timedelta(days=400)
    newest = folder.rotate(later)
    assert folder.signers(later) == [newest, new]
    assert folder.verifiers() == [newest.verifier, new.verifier, old.verifier]


def test_what_was_signed_is_kept_whole(folder):
    folder.make("hr.example/log")
    (signer,) = folder.signers(NOW)
    text = "hr.example/log\n1\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"
    folder.remember(keys.SIGNED, f"{text}\n{signer.sign(text)}")
    folder.remember(keys.SIGNED, f"{text}\n{signer.sign(text)}")
    (kept,) = folder.remembered()
    assert (kept.size, kept.origin) == (1, "hr.example/log")


def test_a_log_that_ended_is_set_aside_and_another_begins(folder):
    old = folder.make("hr.example/log")
    begins = keys.Signer.new(keys.next_origin("hr.example/log"), keys.LOG)
    folder.end(NOW, begins)
    assert folder.signers(NOW) == [begins]
    assert folder.ended() == [old.verifier]
    assert (folder.folder / "ended-20261128T040000Z" / "key").stat().st_mode & 0o077 == 0


def test_a_log_is_followed_by_its_number():
    assert keys.next_origin("hr.example/log") == "hr.example/log-2"
    assert keys.next_origin("hr.example/log-2") == "hr.example/log-3"
    assert keys.next_origin("my-host.example/log") == "my-host.example/log-2"
