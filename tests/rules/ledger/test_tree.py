"""The Merkle tree against RFC 9162 read literally, and proofs that lie."""

import pytest

from regulation.ledger import tree
from regulation.ledger.hashing import frame, sha256

LEAVES = [tree.leaf_hash(bytes([n])) for n in range(70)]
ROOTS = {
    # The leaves of the well-known certificate transparency example.
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}
KNOWN = [b"", b"\x00", b"\x10", b" !", b"01", b"@ABC", b"PQRSTUVW", b"`abcdefghijklmno"]


def literal_root(leaves):
    """2.1.1 as written."""
    if len(leaves) <= 1:
        return leaves[0] if leaves else sha256(b"")
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha256(b"\x01" + literal_root(leaves[:split]) + literal_root(leaves[split:]))


@pytest.mark.parametrize(("size", "root"), ROOTS.items())
def test_known_roots(size, root):
    assert tree.root(tree.leaf_hash(data) for data in KNOWN[:size]).hex() == root


def test_a_growing_tree_has_the_root_of_the_whole_list_at_every_size():
    for size in range(len(LEAVES) + 1):
        assert tree.root(LEAVES[:size]) == literal_root(LEAVES[:size])


def test_the_subtrees_completed_by_a_leaf_are_all_that_proofs_ever_need():
    stored: list[list[bytes]] = []

    def node(end, height):
        return stored[end - 1][height]

    for size, leaf in enumerate(LEAVES):
        stored.append(tree.completed(leaf, size, [node(*piece) for piece in tree.pieces(0, size)]))
    for start, end in [(0, 70), (64, 70), (0, 64), (32, 48), (48, 51)]:
        assert tree.fold([node(*piece) for piece in tree.pieces(start, end)]) == literal_root(
            LEAVES[start:end]
        )


def test_every_leaf_of_every_tree_can_be_proven():
    for size in range(1, 34):
        whole = literal_root(LEAVES[:size])
        for index in range(size):
            proof = tree.inclusion_proof(LEAVES[:size], index)
            assert tree.verify_inclusion(LEAVES[index], index, size, proof, whole)


def test_a_false_inclusion_is_not_believed():
    size = 13
    whole = literal_root(LEAVES[:size])
    for index in range(size):
        proof = tree.inclusion_proof(LEAVES[:size], index)
        believed = tree.verify_inclusion
        assert not believed(LEAVES[50], index, size, proof, whole)
        assert not believed(LEAVES[index], (index + 1) % size, size, proof, whole)
        assert not believed(LEAVES[index], size, size, proof, whole)
        assert not believed(LEAVES[index], -1, size, proof, whole)
        assert not believed(LEAVES[index], index, size, proof[:-1], whole)
        assert not believed(LEAVES[index], index, size, [*proof, LEAVES[0]], whole)
        assert not believed(LEAVES[index], index, size, proof[::-1] if len(set(proof)) > 1 else [], whole)
        assert not believed(LEAVES[index], index, size, proof, LEAVES[0])


def test_every_later_tree_is_consistent_with_every_earlier():
    for new in range(1, 34):
        for old in range(1, new + 1):
            proof = tree.consistency_proof(LEAVES[:new], old)
            roots = literal_root(LEAVES[:old]), literal_root(LEAVES[:new])
            assert tree.verify_consistency(old, new, *roots, proof)


def test_a_rewritten_history_is_not_consistent():
    for new in range(2, 20):
        for old in range(1, new):
            rewritten = [*LEAVES[: old - 1], LEAVES[60], *LEAVES[old:new]]
            proof = tree.consistency_proof(rewritten, old)
            roots = literal_root(LEAVES[:old]), literal_root(rewritten)
            assert not tree.verify_consistency(old, new, *roots, proof)


def test_a_false_consistency_is_not_believed():
    old, new = 6, 13
    roots = literal_root(LEAVES[:old]), literal_root(LEAVES[:new])
    proof = tree.consistency_proof(LEAVES[:new], old)
    believed = tree.verify_consistency
    assert believed(old, new, *roots, proof)
    assert not believed(old, new, *roots, proof[:-1])
    assert not believed(old, new, *roots, [*proof, LEAVES[0]])
    assert not believed(old, new, *roots, [])
    assert not believed(0, new, *roots, proof)
    assert not believed(new, old, *roots, proof)
    assert not believed(old, new, *reversed(roots), proof)
    assert not believed(old, old, *roots, [])
    assert not believed(4, new, literal_root(LEAVES[:4]), roots[1], [])


def test_there_is_no_proof_of_what_is_not_in_the_tree():
    with pytest.raises(ValueError, match="no such leaf"):
        tree.inclusion_proof(LEAVES[:3], 3)
    with pytest.raises(ValueError, match="no earlier tree"):
        tree.consistency_proof(LEAVES[:3], 4)
    with pytest.raises(ValueError, match="no earlier tree"):
        tree.consistency_proof(LEAVES[:3], 0)


def test_framing_tells_lists_of_parts_apart():
    assert frame() == b""
    assert frame("ab") == b"\x00\x00\x00\x02ab"
    assert len({frame("ab", "c"), frame("a", "bc"), frame("abc"), frame("", "abc"), frame("abc", "")}) == 5
    assert frame("机") == b"\x00\x00\x00\x03\xe6\x9c\xba"
