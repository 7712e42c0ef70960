"""The Merkle tree of RFC 9162 section 2.1 with SHA-256: roots, inclusion and consistency proofs.

Leaves and nodes are hashed under different first bytes, so a node can never be shown as a leaf.
"""

from collections.abc import Iterable, Sequence

from regulation.ledger.hashing import sha256

EMPTY_ROOT = sha256(b"")


def leaf_hash(data: bytes) -> bytes:
    """Hash of one entry (RFC 9162 2.1.1)."""
    return sha256(b"\x00" + data)


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of an inner node (RFC 9162 2.1.1)."""
    return sha256(b"\x01" + left + right)


Node = tuple[int, int]  # number of leaves up to the end of a complete subtree, and its height
Range = tuple[int, int]


def completed(leaf: bytes, size: int, left: Sequence[bytes]) -> list[bytes]:
    """The complete subtrees that end with the new leaf, smallest first, the leaf itself included.

    `size` counts the leaves before it; `left` holds the complete subtrees that these form, the
    largest first (the nodes of `pieces(0, size)`).
    """
    ending = [leaf]
    waiting = list(left)
    while size & 1:
        ending.append(node_hash(waiting.pop(), ending[-1]))
        size >>= 1
    return ending


def pieces(start: int, end: int) -> list[Node]:
    """The complete subtrees that make up a range of leaves, largest first."""
    nodes = []
    while start < end:
        height = (end - start).bit_length() - 1
        start += 1 << height
        nodes.append((start, height))
    return nodes


def fold(subtrees: Sequence[bytes]) -> bytes:
    """The hash over neighbouring complete subtrees, largest first; of none, the empty root."""
    if not subtrees:
        return EMPTY_ROOT
    folded = subtrees[-1]
    for subtree in reversed(subtrees[:-1]):
        folded = node_hash(subtree, folded)
    return folded


def root(leaves: Iterable[bytes]) -> bytes:
    """Root over leaf hashes in order, in memory that grows with the logarithm of their number."""
    peaks: list[bytes] = []
    for size, leaf in enumerate(leaves):
        ending = completed(leaf, size, peaks)
        del peaks[len(peaks) - len(ending) + 1 :]
        peaks.append(ending[-1])
    return fold(peaks)


def _split(size: int) -> int:
    """The largest power of two below the size."""
    return 1 << ((size - 1).bit_length() - 1)


def inclusion_ranges(index: int, size: int) -> list[Range]:
    """The ranges of leaves whose hashes prove a leaf, from the leaf up (RFC 9162 2.1.3.1)."""
    if not 0 <= index < size:
        raise ValueError("no such leaf")
    start, end = 0, size
    ranges: list[Range] = []
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start = middle
    return ranges[::-1]


def consistency_ranges(old_size: int, new_size: int) -> list[Range]:
    """The ranges whose hashes show that the old tree is a prefix of the new (RFC 9162 2.1.4.1)."""
    if not 0 < old_size <= new_size:
        raise ValueError("no earlier tree of this size")
    start, end = 0, new_size
    ranges: list[Range] = []
    while old_size != end:
        middle = start + _split(end - start)
        if old_size <= middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start = middle
    # A left edge that is the whole old tree is known to the verifier already.
    if start > 0:
        ranges.append((start, end))
    return ranges[::-1]


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Siblings from the leaf up to the root."""
    return [root(leaves[start:end]) for start, end in inclusion_ranges(index, len(leaves))]


def consistency_proof(leaves: Sequence[bytes], old_size: int) -> list[bytes]:
    """What shows that the tree of `old_size` is a prefix of this one."""
    return [root(leaves[start:end]) for start, end in consistency_ranges(old_size, len(leaves))]


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], expected: bytes) -> bool:
    """Whether the leaf is entry `index` of the tree of that size and root (RFC 9162 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    first, last, computed = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if first & 1 or first == last:
            computed = node_hash(sibling, computed)
            while first and not first & 1:
                first, last = first >> 1, last >> 1
        else:
            computed = node_hash(computed, sibling)
        first, last = first >> 1, last >> 1
    return last == 0 and computed == expected


def verify_consistency(
    old_size: int, new_size: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether the new tree only added leaves to the old one (RFC 9162 2.1.4.2)."""
    if not 0 < old_size <= new_size:
        return False
    if old_size == new_size:
        return not proof and old_root == new_root
    path = list(proof)
    if old_size & (old_size - 1) == 0:
        # The old tree is itself a full subtree, so its root is not repeated in the proof.
        path.insert(0, old_root)
    if not path:
        return False
    first, last = old_size - 1, new_size - 1
    while first & 1:
        first, last = first >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if first & 1 or first == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while first and not first & 1:
                first, last = first >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        first, last = first >> 1, last >> 1
    return last == 0 and old == old_root and new == new_root
