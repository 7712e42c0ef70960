"""The log signs what it became, once, and never a second history; witnesses are entered, and only their signatures are kept."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import asyncpg
import pytest

from regulation import database, errors
from regulation.actor import SYSTEM
from regulation.ledger import actions, checking, checkpoints, queries
from regulation.ledger.checkpoint import opened
from regulation.ledger.note import LOG, WITNESS, Signer

NOW = datetime(2026, 11, 28, 4, tzinfo=UTC)
KEY = Signer.of("hr.example/log", LOG, bytes(32))
NEXT_KEY = Signer.of("hr.example/log", LOG, bytes([1] * 32))
WITNESS_KEY = Signer.of("archive.example/w1", WITNESS, bytes([2] * 32))


async def enter(count, entity="firm-1"):
    acts = [actions.Act(entity, "hr_licence", "grant", private={"n": n}) for n in range(count)]
    await actions.append_many(acts, actor=SYSTEM, now=NOW)


class Memory:
    """What the signer keeps outside the database."""

    def __init__(self):
        self.notes = []

    def __call__(self, note):
        self.notes.append(note)

    @property
    def last(self):
        return opened(self.notes[-1], [KEY.verifier]).checkpoint if self.notes else None


async def sign(memory, *signers):
    return await checkpoints.sign(signers or [KEY], memory.last, memory, now=NOW)


async def test_a_log_that_grew_is_signed_once_and_kept_outside_first(db):
    memory = Memory()
    assert await sign(memory) is None
    await enter(3)
    stated = await sign(memory)
    assert stated.checkpoint == memory.last
    assert (stated.checkpoint.size, stated.checkpoint.root) == (3, await queries.root(3))
    assert await sign(memory) is None
    await enter(2)
    assert (await sign(memory)).checkpoint.size == 5
    assert [each.checkpoint.size for each in await checkpoints.newest()] == [5, 3]
    assert (await checkpoints.latest(covering=2)).checkpoint.size == 5
    assert await checkpoints.latest(covering=5) is None
    assert (await checking.check([KEY.verifier])).faults == []


async def test_what_cannot_be_kept_outside_is_not_signed(db):
    await enter(1)

    def full_disk(_note):
        raise OSError

    with pytest.raises(OSError):  # noqa: PT011 - the very one
        await checkpoints.sign([KEY], None, full_disk, now=NOW)
    assert await checkpoints.latest() is None


async def test_while_a_key_retires_both_sign(db):
    memory = Memory()
    await enter(1)
    await sign(memory)
    stated = await sign(memory, KEY, NEXT_KEY)
    for key in (KEY, NEXT_KEY):
        assert opened(stated.note, [key.verifier]).checkpoint.size == 1
    await enter(1)
    await sign(memory, KEY, NEXT_KEY)
    stated = await checkpoints.sign([NEXT_KEY], memory.last, memory, now=NOW)
    assert stated is None, "the tree has not grown, and this key has signed it"
    assert (await checking.check([KEY.verifier, NEXT_KEY.verifier])).faults == []
    (fault,) = (await checking.check([NEXT_KEY.verifier])).faults
    assert str(fault).endswith("note is signed by no key of this log")


async def test_a_log_older_than_what_the_signer_remembers_is_not_signed(committed_db, owner):
    memory = Memory()
    async with database.unit_of_work():
        await enter(5)
    await sign(memory)
    await owner.execute("set session_replication_role = replica; delete from leaf_secret where leaf > 2")
    await owner.execute(
        "delete from register_change where leaf > 2; delete from leaf where seq > 2; delete from log_checkpoint"
    )
    with pytest.raises(checkpoints.Regressed, match="3条"):
        await sign(memory)
    async with database.unit_of_work():
        await enter(4, "firm-2")
    # Longer than before, sound in itself, and another history.
    assert (await checking.check([KEY.verifier])).faults == []
    with pytest.raises(checkpoints.Regressed, match="不一致"):
        await sign(memory)
    (fault,) = (await checking.check([KEY.verifier], [memory.last])).faults
    assert "another history" in str(fault)


async def test_the_database_takes_no_smaller_and_no_other_checkpoint(db):
    memory = Memory()
    await enter(4)
    await sign(memory)
    for changed in ("size - 1, root", "size, sha256(root)", "size + 1, root"):
        with pytest.raises(asyncpg.CheckViolationError):
            async with database.unit_of_work():
                await database.execute(
                    f"insert into log_checkpoint (origin, size, root, note, signed_at)"
                    f" select origin, {changed}, note, signed_at from log_checkpoint"
                )


async def test_a_witness_is_entered_by_a_leaf_and_its_cosignature_is_served(db, cast):
    memory = Memory()
    await enter(2)
    await checkpoints.add_witness(str(WITNESS_KEY.verifier), actor=cast.ning, now=NOW)
    newest = (await queries.newest(1))[0]
    assert (newest.entity, newest.type, newest.act) == ("log", "ledger", "add_witness")
    stated = await sign(memory)
    line = WITNESS_KEY.sign(stated.checkpoint.text, at=int(NOW.timestamp()))
    body = f"{stated.checkpoint.text}\n{line}".encode()
    assert await checkpoints.take_cosignatures(body, now=NOW) == 1
    assert await checkpoints.take_cosignatures(body, now=NOW) == 0
    served = (await checkpoints.latest(cosigned=True)).served
    assert opened(served, [KEY.verifier], [WITNESS_KEY.verifier]).witnesses == (
        (WITNESS_KEY.verifier, int(NOW.timestamp())),
    )
    assert (await checking.check([KEY.verifier])).faults == []
    await checkpoints.retire_witness(WITNESS_KEY.verifier.name, actor=cast.ou, now=NOW)
    with pytest.raises(errors.Invalid):
        await checkpoints.take_cosignatures(body, now=NOW)
    with pytest.raises(errors.NotFound):
        await checkpoints.retire_witness(WITNESS_KEY.verifier.name, actor=cast.ou, now=NOW)
    assert (await checking.check([KEY.verifier])).faults == []


async def test_what_a_witness_may_not_send(db, cast):
    memory = Memory()
    await enter(2)
    await checkpoints.add_witness(str(WITNESS_KEY.verifier), actor=cast.ou, now=NOW)
    stated = await sign(memory)
    text = stated.checkpoint.text
    other = replace(stated.checkpoint, size=2).text
    late = int((NOW + timedelta(hours=1)).timestamp())
    stranger = Signer.of("stranger.example", WITNESS, bytes([9] * 32))
    for body, refusal in (
        (b"", errors.Invalid),
        (b"\xff" * 100, errors.Invalid),
        (f"{text}\n{stranger.sign(text, at=1)}".encode(), errors.Invalid),
        (f"{text}\n{WITNESS_KEY.sign(text, at=late)}".encode(), errors.Invalid),
        (f"{text}\n{WITNESS_KEY.sign(other, at=1)}".encode(), errors.Invalid),
        (f"{other}\n{WITNESS_KEY.sign(other, at=1)}".encode(), errors.NotFound),
    ):
        with pytest.raises(refusal):
            await checkpoints.take_cosignatures(body, now=NOW)
    assert await database.value("select count(*) from log_cosignature") == 0


async def test_who_may_enter_a_witness_and_which(db, cast):
    with pytest.raises(errors.NotPermitted):
        await checkpoints.add_witness(str(WITNESS_KEY.verifier), actor=cast.an, now=NOW)
    for wrong in ("", "nonsense", str(KEY.verifier)):
        with pytest.raises(errors.Invalid):
            await checkpoints.add_witness(wrong, actor=cast.ou, now=NOW)
    await checkpoints.add_witness(str(WITNESS_KEY.verifier), actor=cast.ou, now=NOW)
    second_name = Signer.of("other.example", WITNESS, WITNESS_KEY.seed)
    for again in (WITNESS_KEY, second_name):
        with pytest.raises(errors.Invalid):
            await checkpoints.add_witness(str(again.verifier), actor=cast.ou, now=NOW)
