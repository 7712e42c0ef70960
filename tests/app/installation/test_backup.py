"""What `zhiheng backup` saves, `zhiheng restore` brings back, whole or not at all."""

import json
import os
import shutil
import subprocess
import sys
import tarfile

import pytest

from app import archive
from app.settings import ROOT, settings
from regulation.ledger.note import WITNESS, Signer


def zhiheng(*words, **environment):
    command = [sys.executable, "-m", "app.cli", *map(str, words)]
    environment = {**os.environ, "ZHIHENG_ROLE": "owner", **environment}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
async def quiet(committed_db):
    """The database with nobody else connected, as at a restore."""
    await committed_db.close_connection_pool()
    yield committed_db
    await committed_db.start_connection_pool(min_size=1, max_size=2)


@pytest.fixture
def attachment():
    path = settings().var_dir / "attachments" / "ab" / "one"
    # Other tests of this process may have left theirs.
    shutil.rmtree(settings().var_dir / "attachments", ignore_errors=True)
    path.parent.mkdir(parents=True)
    path.write_text("a firm's paper")
    yield path
    shutil.rmtree(settings().var_dir / "attachments")


async def test_what_was_there_comes_back_and_what_came_later_is_gone(quiet, owner, tmp_path, attachment):
    await owner.close()
    saved = tmp_path / "saved.tar"
    assert (
        zhiheng(
            "create-official", "--login", "first", "--name", "安", "--organ", "BJ", "--role", "clerk"
        ).returncode
        == 0
    )
    secret = settings().secret_key
    done = zhiheng("backup", saved)
    assert done.returncode == 0, done.stderr
    assert saved.stat().st_mode & 0o077 == 0, "personal data and the secret are in it"

    assert (
        zhiheng(
            "create-official", "--login", "later", "--name", "白", "--organ", "BJ", "--role", "clerk"
        ).returncode
        == 0
    )
    attachment.write_text("changed")
    (settings().var_dir / "secret").write_text("00" * 32)

    refused = zhiheng("restore", saved)
    assert refused.returncode == 1
    assert "--replace" in refused.stderr

    done = zhiheng("restore", saved, "--replace")
    assert done.returncode == 0, done.stderr
    rows = await quiet._run_in_new_connection("select login from account order by login")
    assert [row["login"] for row in rows] == ["first"]
    assert attachment.read_text() == "a firm's paper"
    assert bytes.fromhex((settings().var_dir / "secret").read_text()) == secret
    assert list((settings().var_dir / "backups").glob("before-restore-*.tar")), "what was replaced is kept"


async def test_a_backup_older_than_what_was_signed_is_read_only_until_somebody_says_so(
    quiet, owner, tmp_path
):
    await owner.close()
    saved, kept = tmp_path / "saved.tar", {"ZHIHENG_LOG_DIR": str(tmp_path / "log")}
    official = ("create-official", "--login", "an", "--name", "安", "--organ", "BJ", "--role", "clerk")

    def sign():
        program = "import asyncio; from app import clock; from app.ledger import signing; asyncio.run(signing.sign(clock.now()))"
        subprocess.run([sys.executable, "-c", program], cwd=ROOT, env={**os.environ, **kept}, check=True)

    assert zhiheng("log", "new-key", "--origin", "hr.example/log", **kept).returncode == 0
    sign()
    assert zhiheng("backup", saved, **kept).returncode == 0
    with tarfile.open(saved) as tar:
        assert not [name for name in tar.getnames() if "log" in name], (
            "the signing key is no part of a backup"
        )
    key = Signer.new("archive.example/w1", WITNESS).verifier
    assert zhiheng("log", "add-witness", key, **kept).returncode == 0
    sign()
    assert zhiheng("log", "verify", **kept).returncode == 0

    done = zhiheng("restore", saved, "--replace", **kept)
    assert done.returncode == 0, done.stderr
    assert "older than what was signed" in done.stderr
    refused = zhiheng(*official, **kept)
    assert refused.returncode == 1
    assert "Read only" in refused.stderr
    found = zhiheng("log", "verify", **kept)
    assert found.returncode == 1
    assert "kept checkpoint: size 2 is larger than the log, which has 1 leaves" in found.stdout

    assert zhiheng("log", "accept-restore", "--reason", "演练", **kept).returncode == 2, "too short a reason"
    done = zhiheng("log", "accept-restore", "--reason", "演练：备份早于最后一条", **kept)
    assert done.returncode == 0, done.stderr
    assert "hr.example/log-2" in done.stdout
    assert zhiheng(*official, **kept).returncode == 0
    found = zhiheng("log", "verify", **kept)
    assert found.returncode == 0, found.stdout


async def test_rights_are_as_before_after_a_restore(quiet, tmp_path):
    saved = tmp_path / "saved.tar"
    assert zhiheng("backup", saved).returncode == 0
    assert zhiheng("restore", saved).returncode == 0
    right = "select has_table_privilege('zhiheng_app', 'case_log', $1) as allowed"
    for name, expected in (("select", True), ("insert", True), ("update", False), ("delete", False)):
        assert (await quiet._run_in_new_connection(right, [name]))[0]["allowed"] is expected


async def test_a_running_system_is_not_restored_under_its_users(committed_db, tmp_path):
    saved = tmp_path / "saved.tar"
    assert zhiheng("backup", saved).returncode == 0
    refused = zhiheng("restore", saved)
    assert refused.returncode == 1
    assert "in use" in refused.stderr


@pytest.fixture
def saved(tmp_path):
    """A backup as the format describes it, with a dump that no server has seen."""
    dump = tmp_path / "dump"
    dump.write_bytes(b"PGDMP" + bytes(100_000))
    archive.write(tmp_path / "saved.tar", dump, tmp_path / "no-var", postgres=15, migrations=[])
    return tmp_path / "saved.tar"


def test_a_whole_backup_is_accepted(saved, tmp_path):
    contents = archive.unpack(saved, tmp_path / "out")
    assert set(contents.files) == {"database.dump"}


@pytest.mark.parametrize("kept", [0, 512, 60_000, 101_000])
def test_a_backup_cut_short_is_refused(saved, tmp_path, kept):
    saved.write_bytes(saved.read_bytes()[:kept])
    with pytest.raises(archive.Damaged):
        archive.unpack(saved, tmp_path / "out")


def test_a_changed_byte_is_refused(saved, tmp_path):
    content = bytearray(saved.read_bytes())
    content[50_000] ^= 1
    saved.write_bytes(content)
    with pytest.raises(archive.Damaged, match=r"database\.dump"):
        archive.unpack(saved, tmp_path / "out")


def test_a_file_that_leads_out_of_the_folder_is_refused(tmp_path):
    evil = tmp_path / "evil.tar"
    (tmp_path / "x").write_text(json.dumps({"format": 1}))
    with tarfile.open(evil, "w") as tar:
        tar.add(tmp_path / "x", "../outside")
    with pytest.raises(archive.Damaged):
        archive.unpack(evil, tmp_path / "out")
    assert not (tmp_path / "outside").exists()


def test_a_damaged_file_is_explained_and_nothing_touched(database, tmp_path):
    broken = tmp_path / "broken.tar"
    broken.write_text("no backup")
    answer = zhiheng("restore", broken)
    assert answer.returncode == 1
    assert "nothing was changed" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_the_files_of_published_yearbooks_are_saved_and_come_back(tmp_path):
    var, dump = tmp_path / "var", tmp_path / "dump"
    kept = var / "yearbooks" / "2025-v1-abc" / "yearbook.zh.pdf"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"%PDF as it was read")
    dump.write_bytes(b"dump")
    archive.write(tmp_path / "saved.tar", dump, var, postgres=17, migrations=[])
    (tmp_path / "into").mkdir()
    archive.unpack(tmp_path / "saved.tar", tmp_path / "into")
    archive.put_back(tmp_path / "into", tmp_path / "elsewhere")
    assert (tmp_path / "elsewhere" / kept.relative_to(var)).read_bytes() == b"%PDF as it was read"
