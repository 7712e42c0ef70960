"""Whether the whole log is what it claims: every leaf, node, opening, checkpoint and cosignature computed anew.

It finds what somebody changed behind the triggers. Against somebody who recomputes the whole log and has the
signing key as well, only a checkpoint kept outside helps: `since` takes it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC
from typing import TYPE_CHECKING, Any

from regulation import database
from regulation.ledger import leaves, queries, tree
from regulation.ledger.checkpoint import Checkpoint
from regulation.ledger.note import LOG, Malformed, Note, Verifier

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

Row = dict[str, Any]
BATCH = 5_000


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not right: in which row, in which field, and why."""

    row: str
    field: str
    why: str

    def __str__(self) -> str:
        return f"{self.row}: {self.field} {self.why}"


@dataclass(slots=True)
class Findings:
    """What a check of the whole log found."""

    leaves: int = 0
    openings: int = 0
    checkpoints: int = 0
    cosignatures: int = 0
    root: bytes = tree.EMPTY_ROOT
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Openings:
    """What lies behind the leaves in one place where openings are kept: how many, what is wrong, what is not there."""

    count: int
    faults: tuple[Fault, ...]
    #: Leaves whose opening is not here and whose erasure nobody entered here.
    gone: frozenset[int]


async def check(
    log: Sequence[Verifier] = (), since: Sequence[Checkpoint] = (), elsewhere: Openings | None = None
) -> Findings:
    """Recompute everything; without keys of the log its signatures are the only thing left out.

    `since` are checkpoints kept outside the database: the log must contain each of them as its beginning.
    `elsewhere` is what `openings` found where the statistics keep theirs.
    """
    found = Findings()
    # First what is stated, then what it is about: both only grow, so nothing stated can outrun them meanwhile.
    cosigned = await database.rows("select * from log_cosignature order by id")
    stated = await database.rows("select * from log_checkpoint order by id")
    wanted = {each["size"] for each in stated} | {each.size for each in since}
    roots = await _leaves(found, wanted)
    here = await openings()
    found.openings = here.count + (elsewhere.count if elsewhere else 0)
    found.faults += [*here.faults, *(elsewhere.faults if elsewhere else ())]
    found.faults += [
        Fault(f"leaf_secret {seq}", "row", "is gone, and no entry says that it was erased")
        for seq in sorted(here.gone & elsewhere.gone if elsewhere else here.gone)
    ]
    _checkpoints(found, stated, roots, log)
    _cosignatures(found, cosigned, {each["id"]: each for each in stated}, await _witnesses(found))
    for each in since:
        if each.size and roots.get(each.size) != each.root:
            why = (
                f"is larger than the log, which has {found.leaves} leaves"
                if each.size > found.leaves
                else "does not agree: the log holds another history"
            )
            found.faults.append(Fault("kept checkpoint", f"size {each.size}", why))
    return found


async def _leaves(found: Findings, wanted: set[int]) -> dict[int, bytes]:
    """Every leaf and node; the roots of the trees of these sizes as the leaves' data make them."""
    stored: list[bytes] = []
    true: list[bytes] | None = None  # kept apart from what is stored once the two differ
    entities: dict[str, int] = {}
    roots: dict[int, bytes] = {}
    previous = None
    async for row in _all_leaves():
        seq = row["seq"]
        if seq != found.leaves:
            found.faults.append(Fault(f"leaf {found.leaves}", "seq", f"is missing; the next one is {seq}"))
            break
        name = f"leaf {seq}"
        expected = entities[row["entity"]] = entities.get(row["entity"], 0) + 1
        if row["eseq"] != expected:
            found.faults.append(Fault(name, "eseq", f"is not {expected}"))
            entities[row["entity"]] = row["eseq"]
        if previous is not None and row["at"] < previous:
            found.faults.append(Fault(name, "at", "is earlier than that of the leaf before it"))
        previous = row["at"]
        data = row["leaf_data"].encode()
        if row["leaf_data"] != said_by(row):
            found.faults.append(Fault(name, _differing(row), "is not what leaf_data says"))
        hashed = tree.leaf_hash(data)
        if row["leaf_hash"] != hashed:
            found.faults.append(Fault(name, "leaf_hash", "is not the hash of leaf_data"))
        ending = tree.completed(hashed, seq, stored)
        if row["nodes"] != b"".join(ending):
            found.faults.append(Fault(name, "nodes", "are not the subtrees that end with it"))
            true = list(stored) if true is None else true
        if true is not None:
            above = tree.completed(hashed, seq, true)
            del true[len(true) - len(above) + 1 :]
            true.append(above[-1])
        # Go on from what is stored, so that one altered leaf is one fault and not a thousand.
        top = 32 * (len(ending) - 1)
        del stored[len(stored) - len(ending) + 1 :]
        stored.append(row["nodes"][top : top + 32])
        found.leaves += 1
        if found.leaves in wanted:
            roots[found.leaves] = tree.fold(stored if true is None else true)
    found.root = tree.fold(stored if true is None else true)
    return roots


def said_by(row: Row) -> str:
    """What `leaf_data` must be by the columns of the row; the canonical JSON of an Entry, written out for speed."""
    at = row["at"].astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        f'{{"act":"{row["act"]}","actor":"{row["actor"]}","at":"{at}","commit":"{row["commit_"]}",'
        f'"doc":"{row["doc"]}","entity":"{row["entity"]}","eseq":{row["eseq"]},"prev_state":"{row["prev_state"]}",'
        f'"seq":{row["seq"]},"type":"{row["type"]}","v":1}}'
    )


def _differing(row: Row) -> str:
    """The column that says something else than the hashed text."""
    try:
        said = leaves.read(row["leaf_data"])
    except ValueError:
        return "leaf_data"
    shown = {name: row["commit_" if name == "commit" else name] for name in leaves.FIELDS if name != "at"}
    shown["at"] = row["at"].astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    different = [name for name in leaves.FIELDS if said.get(name) != shown[name]]
    # One differing column was changed; several mean that the text was.
    return {"commit": "commit_"}.get(different[0], different[0]) if len(different) == 1 else "leaf_data"


async def _all_leaves() -> AsyncIterator[Row]:
    last = -1
    while True:
        batch = await database.rows(
            f"select {queries.COLUMNS} from leaf where seq > $1 order by seq limit {BATCH}",  # noqa: S608
            last,
        )
        for row in batch:
            yield row
        if len(batch) < BATCH:
            return
        last = batch[-1]["seq"]


async def openings() -> Openings:
    """Openings that no longer open what their leaf commits to, and those that are gone without an erasure.

    Of the place that the rights of the moment open: supervision and the statistics keep theirs apart.
    """
    last, count = -1, 0
    faults: list[Fault] = []
    while True:
        rows = await database.rows(
            f"""select s.leaf, salt, private, document, commit_, doc from leaf_secret s join leaf on leaf.seq = s.leaf
                where s.leaf > $1 order by s.leaf limit {BATCH}""",  # noqa: S608
            last,
        )
        for row in rows:
            name = f"leaf_secret {row['leaf']}"
            private = leaves.commit_of(row["salt"], row["private"]) if row["private"] else ""
            if private != row["commit_"]:
                faults.append(Fault(name, "private or salt", "does not open the leaf's commit"))
            document = leaves.doc_of(row["salt"], row["document"]) if row["document"] else ""
            if document != row["doc"]:
                faults.append(Fault(name, "document or salt", "does not open the leaf's doc"))
        count += len(rows)
        if len(rows) < BATCH:
            break
        last = rows[-1]["leaf"]
    gone = frozenset(row["seq"] for row in await database.rows(_GONE))
    return Openings(count, tuple(faults), gone)


#: What a leaf commits to is missing, and no erasure of the same matter names the leaf.
_GONE = """
select l.seq from leaf l
where (l.commit_ <> '' or l.doc <> '') and not exists (select from leaf_secret s where s.leaf = l.seq)
  and not exists (
      select from leaf e join leaf_secret s on s.leaf = e.seq
      where e.entity = l.entity and e.seq > l.seq and e.type = 'ledger' and e.act = 'erase'
        and s.private = '{"erased":' || l.seq || '}')
order by l.seq
"""


def _checkpoints(
    found: Findings, stated: list[Row], roots: dict[int, bytes], log: Sequence[Verifier]
) -> None:
    sizes: dict[str, int] = {}
    for row in stated:
        name = f"log_checkpoint {row['id']}"
        found.checkpoints += 1
        if row["size"] < sizes.get(row["origin"], 0):
            found.faults.append(Fault(name, "size", "is smaller than that of the checkpoint before it"))
        sizes[row["origin"]] = row["size"]
        if row["size"] > found.leaves:
            found.faults.append(
                Fault(name, "size", f"is larger than the log, which has {found.leaves} leaves")
            )
        elif roots.get(row["size"]) != row["root"]:
            found.faults.append(Fault(name, "root", f"is not the root of the first {row['size']} leaves"))
        wanted = Checkpoint(row["origin"], row["size"], row["root"])
        try:
            note = Note.read(row["note"])
            if note.text != wanted.text:
                found.faults.append(Fault(name, "note", "does not say origin, size and root of the row"))
            by = note.by(log)
        except Malformed as reason:
            found.faults.append(Fault(name, "note", f"cannot be trusted: {reason}"))
            continue
        if log and not any(each.kind == LOG and each.name == row["origin"] for each, _ in by):
            found.faults.append(Fault(name, "note", "is signed by no key of this log"))


async def _witnesses(found: Findings) -> dict[int, Verifier]:
    """Those who may cosign, each with the leaf that entered it."""
    known: dict[int, Verifier] = {}
    for row in await database.rows(
        """select w.*, l.type, l.act, s.private,
                  array(select ended.private from leaf r join leaf_secret ended on ended.leaf = r.seq
                        where r.type = 'ledger' and r.act = 'retire_witness') as retired
           from log_witness w join leaf l on l.seq = w.leaf left join leaf_secret s on s.leaf = w.leaf order by w.id"""
    ):
        name = f"log_witness {row['id']}"
        try:
            verifier = Verifier.read(row["vkey"])
        except Malformed as reason:
            found.faults.append(Fault(name, "vkey", f"is {reason}"))
            continue
        entered = (row["type"], row["act"]) == ("ledger", "add_witness")
        if not entered or (row["private"] or "") != leaves.private_text({"vkey": row["vkey"]}):
            found.faults.append(Fault(name, "vkey", "is not the one that its leaf commits to"))
        if (row["retired_at"] is not None) != (leaves.private_text({"vkey": row["vkey"]}) in row["retired"]):
            found.faults.append(Fault(name, "retired_at", "is not what the leaves say"))
        if verifier.name != row["name"]:
            found.faults.append(Fault(name, "name", "is not that of the key"))
        known[row["id"]] = verifier
    return known


def _cosignatures(
    found: Findings, cosigned: list[Row], stated: dict[int, Row], known: dict[int, Verifier]
) -> None:
    for row in cosigned:
        name = f"log_cosignature {row['id']}"
        found.cosignatures += 1
        by, on = known.get(row["witness"]), stated.get(row["checkpoint"])
        if by is None or on is None:
            missing = "witness" if by is None else "checkpoint"
            found.faults.append(Fault(name, missing, "does not exist"))
            continue
        text = Checkpoint(on["origin"], on["size"], on["root"]).text
        try:
            line = Note.read(f"{text}\n{row['line']}").lines[0]
        except Malformed as reason:
            found.faults.append(Fault(name, "line", f"is {reason}"))
            continue
        if line.at != row["at"]:
            found.faults.append(Fault(name, "at", "is not the time that the line states"))
        if not by.holds(text, line):
            found.faults.append(Fault(name, "line", f"is not {by.name}'s signature of its checkpoint"))
