"""Whatever is changed behind the triggers, `check` names the row and the field."""

import random
from datetime import UTC, datetime

import pytest

import piccolo_conf
from app import postgres
from regulation import database
from regulation.actor import SYSTEM
from regulation.ledger import actions, checking, checkpoints
from regulation.ledger.note import LOG, WITNESS, Signer
from regulation.rights import TwoDoors

NOW = datetime(2026, 11, 28, 4, tzinfo=UTC)
KEY = Signer.of("hr.example/log", LOG, bytes(32))
WITNESS_KEY = Signer.of("archive.example/w1", WITNESS, bytes([2] * 32))
ROWS, LEAVES = 200, 260

#: Column of a leaf -> another value for it.
LEAF = {
    "seq": "seq + 100000",
    "entity": "entity || 'x'",
    "eseq": "eseq + 1000",
    "type": "type || 'x'",
    "at": "at + interval '1 second'",
    "actor": "actor || 'x'",
    "act": "act || 'x'",
    "doc": "translate(doc, '0123456789abcdef', '123456789abcdef0')",
    "commit_": "translate(commit_, '0123456789abcdef', '123456789abcdef0')",
    "prev_state": "prev_state || 'x'",
    "leaf_data": "replace(leaf_data, '\"v\":1', '\"v\":2')",
    "leaf_hash": "sha256(leaf_hash)",
    "nodes": "set_byte(nodes, octet_length(nodes) - 1, get_byte(nodes, octet_length(nodes) - 1) # 1)",
}
#: Table -> column -> another value; each on the second row of its table.
OTHERS = {
    ("leaf_secret", "leaf", "salt"): "sha256(salt)",
    ("leaf_secret", "leaf", "private"): "replace(private, ':', ':1')",
    ("leaf_secret", "leaf", "document"): "sha256(document)",
    ("log_checkpoint", "id", "origin"): "origin || 'x'",
    ("log_checkpoint", "id", "size"): "size - 1",
    ("log_checkpoint", "id", "root"): "sha256(root)",
    ("log_checkpoint", "id", "note"): "replace(note, 'log\n', 'bog\n')",
    ("log_witness", "id", "name"): "name || 'x'",
    ("log_witness", "id", "vkey"): "replace(vkey, '+', '++')",
    ("log_witness", "id", "leaf"): "leaf - 1",
    ("log_cosignature", "id", "at"): "at + 1",
    ("log_cosignature", "id", "line"): "replace(line, 'w1', 'w2')",
    ("log_cosignature", "id", "checkpoint"): "checkpoint - 1",
    ("log_cosignature", "id", "checkpoint "): "checkpoint + 1000000",
    ("log_witness", "id", "retired_at"): "now()",
    ("log_cosignature", "id", "witness"): "witness - 1",
}


@pytest.fixture
async def log(owner, cast, monkeypatch):
    """A log with openings, checkpoints and cosignatures; the triggers off, as a superuser can have it."""
    async with database.unit_of_work():
        for n in range(2):
            key = Signer.of(f"archive.example/w{n}", WITNESS, bytes([n + 2] * 32))
            await checkpoints.add_witness(str(key.verifier), actor=cast.ou, now=NOW)
    for n in range(2):
        acts = [
            actions.Act(f"firm-{i % 40}", "licence", "grant", "valid", b"%PDF", {"number": str(i)})
            for i in range(LEAVES // 2)
        ]
        async with database.unit_of_work():
            await actions.append_many(acts, actor=SYSTEM, now=NOW)
        stated = await checkpoints.sign([KEY], None, lambda _note: None, now=NOW)
        key = Signer.of("archive.example/w1", WITNESS, bytes([3] * 32))
        line = key.sign(stated.checkpoint.text, at=int(NOW.timestamp()) + n)
        await checkpoints.take_cosignatures(f"{stated.checkpoint.text}\n{line}".encode(), now=NOW)
    assert (await checking.check([KEY.verifier])).faults == []
    # From here on with the owner's rights, so that changes can be made and taken back without a commit.
    monkeypatch.setattr(
        piccolo_conf,
        "DB",
        TwoDoors(postgres.connection(role="owner"), postgres.connection(role="statistics")),
    )


async def named_after(statement):
    """What `check` says while the change stands."""
    async with piccolo_conf.DB.transaction() as transaction:
        await database.execute("set local session_replication_role = replica")
        assert await database.execute(statement) > 0, statement
        found = [str(each) for each in (await checking.check([KEY.verifier])).faults]
        await transaction.rollback()
    return found


def chosen(count):
    return random.Random(20261128).sample(range(2, LEAVES + 2), count)


async def test_each_field_of_two_hundred_leaves(log):
    rows = chosen(ROWS)
    where = ", ".join(map(str, rows))
    for column, value in LEAF.items():
        # Each alone on some rows, so that nobody is named for his neighbour's fault;
        for seq in rows[:: 1 if column == "seq" else 20]:
            found = await named_after(f"update leaf set {column} = {value} where seq = {seq}")
            mine = [each for each in found if each.startswith(f"leaf {seq}: ")]
            assert any(column in each or "leaf_data" in each for each in mine), (seq, column, found[:3])
        # and on all two hundred at once.
        if column != "seq":
            found = await named_after(f"update leaf set {column} = {value} where seq in ({where})")
            assert {f"leaf {seq}" for seq in rows} <= {each.partition(":")[0] for each in found}, column


async def test_a_change_that_changes_nothing_is_no_fault(log):
    assert await named_after("update leaf set at = at, nodes = nodes") == []


async def test_each_field_of_what_is_stated_about_the_log(log):
    for (table, key, column), value in OTHERS.items():
        row = await database.value(f"select max({key}) from {table}")
        found = await named_after(f"update {table} set {column} = {value} where {key} = {row}")
        named = (f"{table} {row}: ", "log_cosignature 2: ")
        assert any(each.startswith(named) for each in found), (table, column, found)


async def test_a_retired_witness_called_back_behind_the_triggers_is_named(log, cast):
    async with piccolo_conf.DB.transaction() as transaction:
        await checkpoints.retire_witness("archive.example/w0", actor=cast.ou, now=NOW)
        assert (await checking.check([KEY.verifier])).faults == []
        await database.execute("set local session_replication_role = replica")
        await database.execute("update log_witness set retired_at = null")
        found = [str(each) for each in (await checking.check([KEY.verifier])).faults]
        await transaction.rollback()
    assert found == ["log_witness 1: retired_at is not what the leaves say"]


async def test_a_row_taken_out_is_missed(log):
    assert (await named_after("delete from leaf where seq = 100"))[0].startswith("leaf 100: seq is missing")
    last = LEAVES + 1
    found = await named_after(f"delete from leaf where seq = {last}")
    assert any("size is larger than the log" in each for each in found), found
