"""Reading the register log: its size and root at any time, its leaves, proofs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from regulation import database, errors
from regulation.ledger import actions, leaves, tree
from regulation.ledger.receipt import Opening

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


async def leaf(seq: int) -> leaves.Entry:
    """One leaf. Raises NotFound."""
    found = await database.row(f"select {COLUMNS} from leaf where seq = $1", seq)  # noqa: S608
    if found is None:
        raise errors.NotFound
    return entry_of(found)


async def opening(seq: int) -> Opening | None:
    """What stands behind a leaf's hashes; None when it commits to nothing, or when it was erased."""
    found = await database.row("select salt, private, document from leaf_secret where leaf = $1", seq)
    return Opening(found["salt"], found["private"], found["document"]) if found else None


async def last_of(
    entity: str, type_: str, act: str | None = None, *, number: str | None = None
) -> int | None:
    """The newest leaf of a matter of this type (and act), by the number in its private part where that is asked for."""
    found: int | None = await database.value(
        """select max(seq) from leaf left join leaf_secret on leaf_secret.leaf = leaf.seq
           where entity = $1 and type = $2 and ($3::text is null or act = $3)
             and ($4::text is null or (private <> '' and private::jsonb->>'number' = $4))""",
        entity,
        type_,
        act,
        number,
    )
    return found


async def texts(start: int, end: int) -> list[str]:
    """What was hashed of these leaves, in order."""
    found = await database.rows(
        "select leaf_data from leaf where seq >= $1 and seq < $2 order by seq", start, end
    )
    return [each["leaf_data"] for each in found]


async def complete(start: int, end: int, height: int) -> list[bytes]:
    """The complete subtrees of this height with these numbers, counted from 0."""
    return await actions.subtrees([((number + 1) << height, height) for number in range(start, end)])


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


async def was_erased(entity: str, seq: int) -> bool:
    """Whether what a leaf commits to was erased: it is not here, and a later leaf of the matter says that something was.

    An opening that the statistics keep is not here either, and is not erased.
    """
    found: bool = await database.value(
        """select not exists (select from leaf_secret where leaf = $2)
                  and exists (select from leaf where entity = $1 and seq > $2 and type = 'ledger' and act = 'erase')""",
        entity,
        seq,
    )
    return found
