"""Reading the register log: its size and root at any time, proofs, and whether it still holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.ledger import actions, leaves, tree

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

BATCH = 5_000

COLUMNS = "seq, entity, eseq, type, at, actor, act, doc, commit_, prev_state, leaf_data, leaf_hash, nodes"


@dataclass(frozen=True, slots=True)
class Inclusion:
    """That a leaf is entry `seq` of the tree of this size and root."""

    seq: int
    size: int
    leaf_data: str
    path: list[bytes]
    root: bytes

    def holds(self) -> bool:
        """Whether the proof proves it; what an outsider would compute."""
        hashed = tree.leaf_hash(self.leaf_data.encode())
        return tree.verify_inclusion(hashed, self.seq, self.size, self.path, self.root)


async def size() -> int:
    """Number of leaves."""
    found: int = await database.value("select coalesce(max(seq) + 1, 0) from leaf")
    return found


async def root(at_size: int | None = None) -> bytes:
    """Root of the tree, now or as it was at an earlier size."""
    return await _hash(0, await _known_size(at_size))


async def inclusion(seq: int, at_size: int | None = None) -> Inclusion:
    """The leaf with its proof; NotFound when the tree of that size has no such leaf."""
    count = await _known_size(at_size)
    data = await database.value("select leaf_data from leaf where seq = $1", seq)
    if data is None or seq >= count:
        raise errors.NotFound
    path = [await _hash(start, end) for start, end in tree.inclusion_ranges(seq, count)]
    return Inclusion(seq, count, data, path, await _hash(0, count))


async def consistency(old_size: int, new_size: int | None = None) -> list[bytes]:
    """What shows that the tree only grew since it had the old size."""
    count = await _known_size(new_size)
    if not 0 < old_size <= count:
        raise errors.NotFound
    return [await _hash(start, end) for start, end in tree.consistency_ranges(old_size, count)]


async def of_entity(entity: str) -> list[leaves.Entry]:
    """All leaves of a firm or matter, oldest first; `eseq` shows that none is missing."""
    found = await database.rows(f"select {COLUMNS} from leaf where entity = $1 order by eseq", entity)  # noqa: S608
    return [entry_of(each) for each in found]


async def newest(limit: int = 50, before: int | None = None) -> list[leaves.Entry]:
    """The newest leaves, for the public page of the log."""
    found = await database.rows(
        f"select {COLUMNS} from leaf where $2::bigint is null or seq < $2 order by seq desc limit $1",  # noqa: S608
        limit,
        before,
    )
    return [entry_of(each) for each in found]


async def faults() -> list[str]:
    """Recompute the whole log; a sentence for every leaf that is not what it claims, none if it holds.

    It finds what somebody changed behind the triggers. Against somebody who recomputes the whole
    log as well, only a root noted outside helps.
    """
    found: list[str] = []
    peaks: list[bytes] = []
    entities: dict[str, int] = {}
    expected = 0
    previous: dict[str, Any] | None = None
    async for row in _all():
        seq = row["seq"]
        if seq != expected:
            found.append(f"leaf {expected} is missing")
            return found
        entities[row["entity"]] = entities.get(row["entity"], 0) + 1
        if row["eseq"] != entities[row["entity"]]:
            found.append(f"leaf {seq}: eseq is not {entities[row['entity']]}")
        if previous and row["at"] < previous["at"]:
            found.append(f"leaf {seq}: at is earlier than that of the leaf before it")
        if not _says_what_it_shows(row):
            found.append(f"leaf {seq}: leaf_data is not what its columns say")
        hashed = tree.leaf_hash(row["leaf_data"].encode())
        ending = tree.completed(hashed, seq, peaks)
        if row["leaf_hash"] != hashed:
            found.append(f"leaf {seq}: leaf_hash is not the hash of leaf_data")
        if row["nodes"] != b"".join(ending):
            found.append(f"leaf {seq}: nodes are not the subtrees it completes")
        # Go on from what is stored, so that one altered leaf is one fault and not a thousand.
        stored = [row["nodes"][at : at + 32] for at in range(0, 32 * len(ending), 32)]
        del peaks[len(peaks) - len(ending) + 1 :]
        peaks.append(stored[-1])
        previous, expected = row, seq + 1
    return found + await _broken_secrets()


async def _broken_secrets() -> list[str]:
    """Openings that no longer open what their leaf commits to."""
    rows = await database.rows(
        "select leaf.seq, commit_, salt, private from leaf_secret join leaf on leaf.seq = leaf_secret.leaf"
        " where commit_ <> '' order by seq"
    )
    return [
        f"leaf {row['seq']}: the private part does not open its commitment"
        for row in rows
        if leaves.commit_of(row["salt"], row["private"]) != row["commit_"]
    ]


async def _all() -> AsyncIterator[dict[str, Any]]:
    last = -1
    while True:
        batch = await database.rows(
            f"select {COLUMNS} from leaf where seq > $1 order by seq limit {BATCH}",  # noqa: S608
            last,
        )
        for row in batch:
            yield row
        if len(batch) < BATCH:
            return
        last = batch[-1]["seq"]


def _says_what_it_shows(row: dict[str, Any]) -> bool:
    try:
        return entry_of(row).data().decode() == row["leaf_data"]
    except ValueError:
        return False


def entry_of(row: dict[str, Any]) -> leaves.Entry:
    """A row as a leaf."""
    return leaves.Entry(
        seq=row["seq"],
        entity=row["entity"],
        eseq=row["eseq"],
        type=row["type"],
        at=row["at"],
        actor=row["actor"],
        act=row["act"],
        doc=row["doc"],
        commit=row["commit_"],
        prev_state=row["prev_state"],
    )


async def _hash(start: int, end: int) -> bytes:
    return tree.fold(await actions.subtrees(tree.pieces(start, end)))


async def _known_size(asked: int | None) -> int:
    count = await size()
    if asked is None:
        return count
    if not 0 <= asked <= count:
        raise errors.NotFound
    return asked
