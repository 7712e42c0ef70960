"""The register log: it only grows, it proves what it holds, and it notices what was changed behind it."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import asyncpg
import pytest

from regulation import database, errors
from regulation.actor import SYSTEM
from regulation.ledger import actions, checking, leaves, queries, tree

NOW = datetime(2026, 11, 22, 4, 0, 0, 250_000, tzinfo=UTC)


async def enter(count, entity="firm-1", **other):
    return [
        await actions.append(
            entity, "licence", "grant", actor=SYSTEM, now=NOW + timedelta(seconds=n), **other
        )
        for n in range(count)
    ]


async def faults():
    return [str(each) for each in (await checking.check()).faults]


async def leaf_hashes():
    return [row["leaf_hash"] for row in await database.rows("select leaf_hash from leaf order by seq")]


async def test_leaves_are_dense_in_the_log_and_in_their_entity(db):
    await enter(2, "firm-1")
    await enter(1, "firm-2")
    third = await actions.append("firm-1", "licence", "cancel", actor=SYSTEM, now=NOW, prev_state="in_force")
    assert (third.seq, third.eseq, third.prev_state) == (3, 3, "in_force")
    assert [entry.seq for entry in await queries.of_entity("firm-1")] == [0, 1, 3]
    assert [entry.seq for entry in await queries.newest(2)] == [3, 2]
    assert [entry.seq for entry in await queries.newest(2, before=2)] == [1, 0]


async def test_the_leaf_is_the_published_text_and_nothing_else(db):
    await actions.append("firm-1", "licence", "grant", actor=SYSTEM, now=NOW, private={"name": "张三"})
    row = await database.row("select leaf_data, leaf_hash from leaf")
    said = json.loads(row["leaf_data"])
    assert said["at"] == "2026-11-22T04:00:00Z"
    assert said["actor"] == "SYSTEM"
    assert set(said) == {
        "v", "seq", "entity", "eseq", "type", "at", "actor", "act", "doc", "commit", "prev_state",
    }  # fmt: skip
    assert "张三" not in row["leaf_data"]
    assert row["leaf_hash"] == sha256(b"\x00" + row["leaf_data"].encode()).digest()


async def test_a_clock_set_back_does_not_reorder_acts(db):
    first = await actions.append("a", "draw", "commit", actor=SYSTEM, now=NOW)
    second = await actions.append("a", "draw", "publish", actor=SYSTEM, now=NOW - timedelta(hours=1))
    assert second.at == first.at


@pytest.mark.parametrize(
    "names",
    [
        ("北京某公司", "licence", "grant"),
        ("a b", "licence", "grant"),
        ("a", "Licence", "grant"),
        ("a", "licence", ""),
    ],
)
async def test_words_about_people_do_not_fit_into_a_leaf(db, names):
    with pytest.raises(ValueError, match="of a leaf"):
        await actions.append(*names, actor=SYSTEM, now=NOW)
    assert await queries.size() == 0


async def test_the_root_of_every_size_is_that_of_the_list(db):
    assert await queries.root() == tree.EMPTY_ROOT
    await enter(21)
    hashes = await leaf_hashes()
    assert await queries.size() == 21
    assert await queries.root() == tree.root(hashes)
    for size in range(22):
        assert await queries.root(size) == tree.root(hashes[:size])
    with pytest.raises(errors.NotFound):
        await queries.root(22)


async def test_every_leaf_is_proven_in_every_later_tree(db):
    await enter(13)
    for size in (1, 2, 7, 8, 13):
        for seq in range(size):
            proof = await queries.inclusion(seq, size)
            assert proof.holds()
            assert proof.root == await queries.root(size)
    with pytest.raises(errors.NotFound):
        await queries.inclusion(13)
    with pytest.raises(errors.NotFound):
        await queries.inclusion(5, 5)


async def test_the_log_shows_that_it_only_grew(db):
    await enter(13)
    new_root = await queries.root()
    for old in range(1, 14):
        proof = await queries.consistency(old)
        assert tree.verify_consistency(old, 13, await queries.root(old), new_root, proof)
    with pytest.raises(errors.NotFound):
        await queries.consistency(14)


async def test_act_and_leaf_are_undone_together(db):
    await enter(1)

    async def fail_after_entering():
        async with database.unit_of_work():
            await enter(1)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail_after_entering()
    assert await queries.size() == 1
    (entry,) = await enter(1)
    assert entry.seq == 1


async def test_papers_and_private_parts_are_committed_to_under_a_salt(db):
    first, second = await enter(2, document=b"%PDF", private={"name": "张三"})
    assert first.doc != second.doc
    assert first.commit != second.commit
    secret = await database.row("select salt, private, document from leaf_secret where leaf = 0")
    assert secret["document"] == sha256(b"%PDF").digest()
    assert leaves.doc_of(secret["salt"], secret["document"]) == first.doc
    assert leaves.commit_of(secret["salt"], secret["private"]) == first.commit
    assert json.loads(secret["private"]) == {"name": "张三"}


async def test_erasing_leaves_the_leaf_and_is_itself_entered(db):
    await enter(1, private={"name": "张三"})
    root = await queries.root()
    entry = await actions.erase(0, actor=SYSTEM, now=NOW)
    assert (entry.type, entry.act, entry.entity, entry.eseq) == ("ledger", "erase", "firm-1", 2)
    assert [each["leaf"] for each in await database.rows("select leaf from leaf_secret")] == [entry.seq]
    assert await queries.root(1) == root
    assert await faults() == []
    for seq in (0, entry.seq, 7):
        with pytest.raises(errors.NotFound):
            await actions.erase(seq, actor=SYSTEM, now=NOW)
    assert await queries.size() == 2


async def test_many_writers_at_once_leave_no_gap(committed_db):
    async def write(n):
        async with database.unit_of_work():
            await actions.append(f"firm-{n % 3}", "licence", "grant", actor=SYSTEM, now=NOW)

    await asyncio.gather(*(write(n) for n in range(30)))
    assert await queries.size() == 30
    assert [len(await queries.of_entity(f"firm-{n}")) for n in range(3)] == [10, 10, 10]
    assert await faults() == []


@pytest.mark.parametrize(
    "statement",
    [
        "update leaf set actor = 'P2'",
        "delete from leaf",
        "truncate leaf cascade",
        "update leaf set seq = seq + 1",
    ],
)
async def test_not_even_the_owner_changes_a_leaf(owner, statement):
    async with database.unit_of_work():
        await enter(2)
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="append-only"):
        await owner.execute(statement)
    assert await faults() == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("seq", "7"),
        ("eseq", "9"),
        ("at", "'2020-01-01Z'"),
        ("leaf_data", "'{}'"),
        ("nodes", "leaf_hash || ''::bytea"),
    ],
)
async def test_the_database_takes_no_leaf_but_the_next(db, column, value):
    await enter(1)
    columns = [
        "seq",
        "entity",
        "eseq",
        "type",
        "at",
        "actor",
        "act",
        "doc",
        "commit_",
        "prev_state",
        "leaf_data",
    ]
    fitting = dict(zip(columns, columns, strict=True)) | {"seq": "1", "eseq": "2"}
    wanted = "sha256('\\x00'::bytea || convert_to(leaf_data, 'UTF8'))"
    fitting |= {"leaf_hash": wanted, "nodes": f"{wanted} || {wanted}"}
    broken = fitting | {column: value}
    if column == "nodes":
        broken["nodes"] = "'\\x00'::bytea"
    for tried, refused in ((broken, True), (fitting, False)):
        sql = f"insert into leaf ({', '.join(tried)}) select {', '.join(tried.values())} from leaf where seq = 0"
        if refused:
            with pytest.raises(asyncpg.CheckViolationError):
                async with database.unit_of_work():
                    await database.execute(sql)
        else:
            assert await database.execute(sql) == 1


@pytest.mark.parametrize("table", ["leaf", "log_checkpoint", "log_cosignature"])
@pytest.mark.parametrize("statement", ["update {0} set id = id", "delete from {0}", "truncate {0} cascade"])
async def test_the_application_has_no_right_to_change_the_log(db, table, statement):
    key = "seq" if table == "leaf" else "id"
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="permission denied"):
        async with database.unit_of_work():
            await database.execute(statement.format(table).replace("id = id", f"{key} = {key}"))


async def test_an_opening_may_be_erased_but_not_exchanged(db):
    await enter(1, private={"name": "张三"})
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="append-only"):
        async with database.unit_of_work():
            await database.execute("update leaf_secret set private = '{}'")
    await actions.erase(0, actor=SYSTEM, now=NOW)


async def test_what_is_gone_without_an_erasure_is_named(db):
    await enter(3, private={"name": "张三"})
    await database.execute("delete from leaf_secret where leaf = 1")
    assert await faults() == ["leaf_secret 1: row is gone, and no entry says that it was erased"]


async def test_many_acts_at_once_are_the_same_leaves_as_one_by_one(db):
    acts = [actions.Act(f"firm-{n % 3}", "licence", "grant", private={"n": n}) for n in range(11)]
    entries = await actions.append_many(acts, actor=SYSTEM, now=NOW)
    assert [each.seq for each in entries] == list(range(11))
    assert [each.eseq for each in entries if each.entity == "firm-0"] == [1, 2, 3, 4]
    assert await actions.append_many([], actor=SYSTEM, now=NOW) == []
    await enter(2, "firm-0")
    assert await faults() == []
    assert await queries.root() == tree.root(await leaf_hashes())


@pytest.fixture
async def untouchable(owner):
    """The owner with the triggers off, as an administrator could be."""
    async with database.unit_of_work():
        await enter(9, private={"name": "张三"})
    await owner.execute("alter table leaf disable trigger user; alter table leaf_secret disable trigger user")
    return owner


async def test_a_missing_leaf_and_a_false_opening_are_named(untouchable):
    await untouchable.execute("update leaf_secret set private = '{}' where leaf = 6")
    assert await faults() == ["leaf_secret 6: private or salt does not open the leaf's commit"]
    await untouchable.execute("delete from leaf_secret where leaf = 3")
    await untouchable.execute("delete from leaf where seq = 3")
    assert (await faults())[0] == "leaf 3: seq is missing; the next one is 4"


async def test_a_rewritten_log_does_not_grow_out_of_the_root_noted_before(untouchable):
    noted = await queries.root(9)
    await untouchable.execute("delete from leaf_secret")
    await untouchable.execute("delete from leaf")
    await untouchable.execute("alter table leaf enable trigger user")
    async with database.unit_of_work():
        await enter(12, "firm-2")
    # The forged log is sound in itself; only the root noted outside gives it away.
    assert await faults() == []
    proof = await queries.consistency(9)
    assert not tree.verify_consistency(9, 12, noted, await queries.root(), proof)
