"""What is published before the entropy exists: the manifest and its one hash."""

from typing import Any

from regulation.inspections.draw import SPEC, schema
from regulation.ledger import jcs, tree
from regulation.ledger.hashing import frame, sha256

Object = dict[str, Any]


def manifest(params: Object, subjects: list[Object], inspectors: list[Object]) -> Object:
    """The manifest of a draw about to be committed to; refuses what a verifier would refuse."""
    jcs.check({"params": params, "subjects": subjects, "inspectors": inspectors})
    schema.check_params(params, ("params",))
    schema.check_subjects(subjects, params, ("subjects",))
    schema.check_inspectors(inspectors, ("inspectors",))
    return of_checked(params, subjects, inspectors)


def of_checked(params: Object, subjects: list[Object], inspectors: list[Object]) -> Object:
    """The manifest of input that passed the schema already."""
    return {
        "spec": SPEC,
        "draw_id": params["draw_id"],
        "params_hash": sha256(frame(f"{SPEC}/params", jcs.encode_checked(params))).hex(),
        "subjects_root": roster_root(subjects).hex(),
        "subjects_count": len(subjects),
        "inspectors_root": roster_root(inspectors).hex(),
        "inspectors_count": len(inspectors),
    }


def commitment(manifest: Object) -> bytes:
    """The 32 bytes that bind the operator to one manifest."""
    return sha256(frame(f"{SPEC}/commit", jcs.encode(manifest)))


def record_leaf(record: Object) -> bytes:
    """Leaf hash of one roster record, for a proof that the record was in the committed roster."""
    return tree.leaf_hash(jcs.encode_checked(record))


def roster_root(records: list[Object]) -> bytes:
    """Merkle root of a roster in its order of ids."""
    return tree.root(record_leaf(record) for record in records)


def link(draw_id: str, inspector_id: str, certificate_no: str, salt: bytes) -> str:
    """Binds a pseudonym to a person: deposited with the auditor, opened if the law so orders."""
    return sha256(frame(f"{SPEC}/person", draw_id, inspector_id, certificate_no, salt)).hex()
