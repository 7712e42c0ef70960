"""Tables of the register log: leaves for ever, and the erasable openings of their commitments."""

from piccolo.columns import BigInt, Bytea, ForeignKey, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check, Unique
from piccolo.table import Table


class Leaf(Table):
    """One published act. Append-only and dense in `seq` and `eseq`, enforced by the database.

    The columns repeat what `leaf_data` says, for searching; `leaf_data` is what was hashed.
    """

    seq = BigInt(primary_key=True, default=None)
    entity = Varchar(length=64)
    eseq = BigInt()
    type = Varchar(length=60)
    at = Timestamptz()
    actor = Varchar(length=64)
    act = Varchar(length=60)
    doc = Varchar(length=64, default="", help_text="salted hash of the paper's bytes")
    commit_ = Varchar(length=64, default="", help_text="salted hash of the private part")
    prev_state = Varchar(length=60, default="")
    leaf_data = Text(help_text="canonical JSON, the bytes that were hashed")
    leaf_hash = Bytea()
    nodes = Bytea(help_text="hashes of the complete subtrees that end with this leaf, smallest first")

    leaf_entity_once = Unique(["entity", "eseq"])
    leaf_counts_from_zero = Check("seq >= 0 and eseq >= 1")
    leaf_hash_has_32_bytes = Check("octet_length(leaf_hash) = 32")


class LeafSecret(Table):
    """Salt and private part behind a leaf. Deleting the row leaves the leaf unlinkable."""

    leaf = ForeignKey(Leaf, primary_key=True, on_delete=OnDelete.restrict, null=False, default=None)
    salt = Bytea()
    private = Text(default="", help_text="canonical JSON of the private part, or empty")

    leaf_salt_has_32_bytes = Check("octet_length(salt) = 32")
