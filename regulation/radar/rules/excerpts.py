"""Rows of a list taken out of it so that anybody can check that they are from it, and learns nothing of the others. Pure.

When a list is matched, its header and every row, also those set aside, become leaves of a Merkle tree (that of the register log), each with
a salt of its own; the root goes into the log that day. An excerpt carries its rows as they stood in the file, their
salts and the way from each up to the root. The neighbours on that way are hashes of salted rows: a telephone cannot be
tried out against them.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import unicodedata
from typing import TYPE_CHECKING, Any

from regulation.law.citation import PERSONAL_INFORMATION_LAW
from regulation.ledger import tree

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

Line = tuple[int, "Sequence[str]"]
#: No more than the purpose needs: a case of one undertaking does not get the telephones of all others.
NO_MORE = PERSONAL_INFORMATION_LAW.article(6)
FORMAT = "zhiheng-radar-excerpt-1"
HOW = (
    "本文件摘自所列名单，只含与本案有关的行，内容与原文件一致。核对：各行与盐值按 RFC 9162 计算叶散列，沿 proof 逐级上算应得"
    " rows_root；rows_root 在名单比对当日记入办理日志。file_sha256 为原文件的散列，rows_sha256 为所摘各行的散列。"
)
#: Place of the header in the tree; rows of a file are counted from 1.
HEADER = 0


def _leaf(line: int, cells: Sequence[str], salt: str) -> bytes:
    return tree.leaf_hash(_written([line, list(cells), salt]))


def _written(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _salt(secret: str, line: int) -> str:
    return hmac.new(secret.encode(), str(line).encode(), hashlib.sha256).hexdigest()[:32]


class _Tree:
    """The tree over all rows of a file, each node computed once."""

    def __init__(self, lines: Sequence[Line], secret: str) -> None:
        self.leaves = [_leaf(line, cells, _salt(secret, line)) for line, cells in lines]
        self.nodes: dict[tree.Range, bytes] = {}

    def node(self, start: int, end: int) -> bytes:
        if end - start == 1:
            return self.leaves[start]
        if (start, end) not in self.nodes:
            middle = start + (1 << ((end - start - 1).bit_length() - 1))
            self.nodes[start, end] = tree.node_hash(self.node(start, middle), self.node(middle, end))
        return self.nodes[start, end]

    def proof(self, index: int) -> list[str]:
        ranges = tree.inclusion_ranges(index, len(self.leaves))
        return [self.node(start, end).hex() for start, end in ranges]


def root(header: Sequence[str], rows: Sequence[Line], secret: str) -> str:
    """What is said of the whole file on the day it is matched."""
    lines: list[Line] = [(HEADER, header), *rows]
    return tree.root(_leaf(line, cells, _salt(secret, line)) for line, cells in lines).hex()


def make(
    known: Mapping[str, str],
    header: Sequence[str],
    rows: Sequence[Line],
    secret: str,
    wanted: Collection[int],
) -> dict[str, Any]:
    """The excerpt of these lines; the same lines give the same. `known` is what is said of the list."""
    lines: list[Line] = [(HEADER, header), *rows]
    whole = _Tree(lines, secret)
    taken = [
        {"line": line, "cells": list(cells), "salt": _salt(secret, line), "index": n, "proof": whole.proof(n)}
        for n, (line, cells) in enumerate(lines)
        if line == HEADER or line in wanted
    ]
    return _whole(
        dict(known) | {"rows_in_file": len(rows), "rows_root": whole.node(0, len(lines)).hex()}, taken
    )


def cut(excerpt: Mapping[str, Any], wanted: Collection[int]) -> dict[str, Any]:
    """An excerpt of an excerpt: byte for byte what `make` would have given of the file."""
    return _whole(
        excerpt["list"],
        [each for each in excerpt["rows"] if each["line"] == HEADER or each["line"] in wanted],
    )


def _whole(known: Mapping[str, Any], taken: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    said = hashlib.sha256(_written([[each["line"], each["cells"]] for each in taken])).hexdigest()
    return {"format": FORMAT, "about": HOW, "list": dict(known), "rows": list(taken), "rows_sha256": said}


def to_bytes(excerpt: Mapping[str, Any]) -> bytes:
    """The file of an excerpt."""
    return (json.dumps(excerpt, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "surrogatepass")


def from_bytes(data: bytes) -> dict[str, Any]:
    """An excerpt as it was kept."""
    found: dict[str, Any] = json.loads(data.decode("utf-8", "surrogatepass"))
    return found


def in_words(data: bytes, *, most: int = 5, longest: int = 90) -> tuple[tuple[str, str], ...]:
    """What a sheet of paper says of it: from which file, and the first rows by their titles; empty for another file.

    So much goes on one page whatever the cells hold; signs that turn or hide writing are left out.
    """
    try:
        excerpt = from_bytes(data)
        if excerpt["format"] != FORMAT:
            return ()
        known, (header, *rows) = excerpt["list"], excerpt["rows"]
        said = [
            ("摘自名单", _short(f"{known['number']}，来源：{known['source']}", longest)),
            ("名单的校验值", f"{known['file_sha256'][:32]} {known['file_sha256'][32:]}"),
        ]
        for row in rows[:most]:
            titled = zip(header["cells"], row["cells"], strict=False)
            text = "；".join(f"{title}：{cell}" for title, cell in titled if cell.strip())
            said.append((f"第{row['line']}行", _short(text, longest)))
    except (ValueError, KeyError, TypeError, AttributeError):
        return ()
    return (*said, ("其余", f"另有{len(rows) - most}行")) if len(rows) > most else tuple(said)


def _short(text: str, longest: int) -> str:
    plain = "".join(each for each in text if unicodedata.category(each)[0] != "C")
    return plain if len(plain) <= longest else f"{plain[: longest - 1]}…"


def is_true(excerpt: Mapping[str, Any], logged_root: str) -> bool:
    """Whether every row of it stood in the file of which this root was logged, where it says, and none was changed."""
    taken, size = excerpt["rows"], excerpt["list"]["rows_in_file"] + 1
    said = hashlib.sha256(_written([[each["line"], each["cells"]] for each in taken])).hexdigest()
    if excerpt["list"]["rows_root"] != logged_root or excerpt["rows_sha256"] != said:
        return False
    return all(_leads_to(each, size, logged_root) for each in taken)


def _leads_to(row: Mapping[str, Any], size: int, wanted: str) -> bool:
    try:
        ranges = tree.inclusion_ranges(row["index"], size)
    except ValueError:
        return False
    if len(ranges) != len(row["proof"]):
        return False
    held = _leaf(row["line"], row["cells"], row["salt"])
    for (start, _end), other in zip(ranges, row["proof"], strict=True):
        sibling = bytes.fromhex(other)
        held = tree.node_hash(held, sibling) if start > row["index"] else tree.node_hash(sibling, held)
    return held.hex() == wanted
