"""`zhiheng log ...` on the server: exit status, and the row that is not right by name."""

import argparse

import pytest

from app.commands import log as commands
from regulation.ledger import queries
from regulation.ledger.note import WITNESS, Signer
from regulation.ledger.receipt import Receipt

WITNESS_KEY = Signer.of("archive.example/w1", WITNESS, bytes(32))


def asked(**words):
    return argparse.Namespace(**words)


async def test_verify_says_that_all_holds(db, folder, enter, sign, capsys):
    await enter(9)
    await sign()
    assert await commands.verify(asked()) == 0
    said = capsys.readouterr().out
    assert "9 leaves, 9 openings, 1 checkpoints" in said
    assert "All of it holds" in said


async def test_verify_names_the_row_and_the_field(owner, folder, enter, sign, capsys):
    await enter(9)
    await sign()
    await owner.execute("set session_replication_role = replica; update leaf set actor = 'P2' where seq = 4")
    assert await commands.verify(asked()) == 1
    said = capsys.readouterr()
    assert "leaf 4: actor is not what leaf_data says" in said.out
    assert "1 faults" in said.err


async def test_verify_notices_what_is_missing_at_the_end(owner, folder, enter, sign, capsys):
    await enter(9)
    await sign()
    await owner.execute(
        "set session_replication_role = replica; delete from leaf_secret where leaf = 8;"
        "delete from leaf where seq = 8; delete from log_checkpoint"
    )
    assert await commands.verify(asked()) == 1
    assert "kept checkpoint: size 9 is larger than the log, which has 8 leaves" in capsys.readouterr().out


async def test_prove_prints_a_receipt_with_or_without_what_it_commits_to(db, folder, enter, sign, capsys):
    await enter(3)
    await sign()
    for opened in (False, True):
        assert await commands.prove(asked(seq=1, open=opened)) == 0
        kept = Receipt.read(capsys.readouterr().out.encode())
        kept.verify(folder.verifiers())
        assert (kept.opening is not None) is opened
    assert await commands.prove(asked(seq=3, open=False)) == 1


async def test_audit_asks_whether_the_log_continues_a_kept_checkpoint(owner, folder, enter, sign, capsys):
    await enter(4)
    await sign()
    kept = folder.folder / "kept"
    kept.write_text((folder.folder / "last-signed").read_text())
    await enter(2)
    assert await commands.audit(asked(since=kept, log_key=None)) == 0
    assert "4 entries of the checkpoint are there unchanged; 2 came since" in capsys.readouterr().out
    other = Signer.new("hr.example/log", 1).verifier
    assert await commands.audit(asked(since=kept, log_key=str(other))) == 2
    assert await commands.audit(asked(since=folder.folder / "none", log_key=None)) == 2
    await owner.execute(
        "set session_replication_role = replica; update leaf set nodes = sha256(nodes) || nodes"
    )
    assert await commands.audit(asked(since=kept, log_key=None)) == 1


async def test_a_new_key_is_made_once_then_rotated_and_entered(db, folder, capsys):
    assert await commands.new_key(asked(rotate=False, origin="x")) == 1
    folder.file.unlink()
    assert await commands.new_key(asked(rotate=False, origin="a b")) == 1
    assert await commands.new_key(asked(rotate=False, origin="hr.example/log")) == 0
    assert str(folder.verifiers()[0]) in capsys.readouterr().out
    assert await commands.new_key(asked(rotate=True, origin=None)) == 0
    assert len(folder.verifiers()) == 2
    assert [each.act for each in await queries.of_entity("log")] == ["new_key", "new_key"]


async def test_witnesses_and_erasure(db, folder, enter, capsys):
    await enter(1)
    assert await commands.add_witness(asked(vkey=str(WITNESS_KEY.verifier))) == 0
    assert await commands.add_witness(asked(vkey=str(WITNESS_KEY.verifier))) == 1
    assert await commands.retire_witness(asked(name="archive.example/w1")) == 0
    assert await commands.retire_witness(asked(name="archive.example/w1")) == 1
    assert await commands.erase(asked(seq=0)) == 0
    assert await commands.erase(asked(seq=0)) == 1
    assert await commands.verify(asked()) == 0


@pytest.mark.parametrize("act", [*commands._ACTS, *sorted(commands.OUTSIDE)])
def test_every_act_explains_itself(act, capsys):
    from app import cli

    with pytest.raises(SystemExit) as ended:
        cli.parser().parse_args(["log", act, "--help"])
    assert ended.value.code == 0
    assert f"zhiheng log {act}" in capsys.readouterr().out
