"""Tables of the register log: leaves for ever, and the erasable openings of their commitments."""

from piccolo.columns import BigInt, BigSerial, Bytea, ForeignKey, Text, Timestamptz, Varchar
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
    document = Bytea(default=b"", help_text="SHA-256 of the paper's bytes, or empty")

    leaf_salt_has_32_bytes = Check("octet_length(salt) = 32")
    leaf_document_is_a_hash = Check("octet_length(document) in (0, 32)")


class RegisterChange(Table):
    """A leaf that changes what the public register shows, in the count of such leaves. Append-only and dense.

    The register log counts all acts; whoever keeps a copy of the register counts these, from 1, and misses none.
    """

    seq = BigInt(primary_key=True, default=None)
    leaf = ForeignKey(Leaf, unique=True, on_delete=OnDelete.restrict, null=False, default=None)


class LogCheckpoint(Table):
    """What the log stated and signed. Append-only, and never smaller than the one before."""

    id = BigSerial(primary_key=True)
    origin = Varchar(length=200)
    size = BigInt()
    root = Bytea()
    note = Text(help_text="the signed note, exactly as served")
    signed_at = Timestamptz()

    log_checkpoint_root_has_32_bytes = Check("octet_length(root) = 32")
    log_checkpoint_is_not_empty = Check("size >= 1")


class LogWitness(Table):
    """Somebody outside who checks that the log only grows; entered and retired by a leaf each."""

    id = BigSerial(primary_key=True)
    name = Varchar(length=200, unique=True)
    vkey = Varchar(length=300, unique=True, help_text="C2SP verifier key of type 4")
    leaf = ForeignKey(Leaf, on_delete=OnDelete.restrict, null=False, default=None)
    added_at = Timestamptz()
    retired_at = Timestamptz(null=True, default=None)


class LogCosignature(Table):
    """A witness's signature of a checkpoint. Append-only."""

    id = BigSerial(primary_key=True)
    checkpoint = ForeignKey(LogCheckpoint, on_delete=OnDelete.restrict, null=False, default=None)
    witness = ForeignKey(LogWitness, on_delete=OnDelete.restrict, null=False, default=None)
    at = BigInt(help_text="the second that the witness states")
    line = Text(help_text="the signature line, exactly as received")
    received_at = Timestamptz()

    log_cosignature_once = Unique(["checkpoint", "witness", "at"])
