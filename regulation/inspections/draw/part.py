"""What can be checked of a draw while a part of it is not public: everything that follows from the rest.

Before the result, and where the inspectors' roster is disclosed later or lists of recusals never, the
published file is another: parameters, manifest, commitment, the roster of subjects as far as it is public,
and the selection once there is one. From these alone anyone recomputes the commitment, the key and who
was drawn; of the teams only that they are those which the hash of the result stands for.
"""

from typing import Any

from regulation.inspections.draw import SPEC, commitment, entropy, keys, schema, selection
from regulation.inspections.draw.verify import DIFFERENT, EQUAL, REFUSED, Outcome, first_difference
from regulation.ledger import jcs
from regulation.ledger.hashing import frame, sha256
from regulation.ledger.jcs import Refusal

Object = dict[str, Any]

ALWAYS = ("params", "manifest", "commitment", "subjects")
SELECTION = ("transcript", "prk", "strata")
SUBJECTS = ("subjects_root", "subjects_count")
INSPECTORS = ("inspectors_root", "inspectors_count")


def verify_text(text: bytes) -> Outcome:
    """Judge the bytes of a file of which a part is not public."""
    try:
        document = jcs.parse(text)
        wanted, checked = recompute(document)
    except Refusal as refusal:
        return Outcome(REFUSED, jcs.render(refusal.path), refusal.reason)
    except MemoryError:
        return Outcome(REFUSED, "$", "does not fit in memory")
    path = first_difference({name: document[name] for name in wanted}, wanted)
    if path is not None:
        return Outcome(DIFFERENT, jcs.render(path), "differs from what the rest of the file gives")
    return Outcome(EQUAL, "$", f"as far as it is public: {', '.join(checked)}")


def recompute(document: Any) -> tuple[Object, list[str]]:
    """What the public part gives, field by field, and what of the draw that covers."""
    if type(document) is not dict:
        raise Refusal((), "is not an object")
    for name in ALWAYS:
        if name not in document:
            raise Refusal((name,), "missing field")
    params, subjects = document["params"], document["subjects"]
    schema.check_params(params, ("params",))
    schema.check_subjects(subjects, params, ("subjects",))
    given = _manifest(document["manifest"])
    manifest = commitment.of_checked(params, subjects, [])
    manifest |= {name: given[name] for name in INSPECTORS}
    checked = ["parameters", "roster of subjects", "commitment"]
    has_roster = bool(subjects) or not given["subjects_count"]
    if not has_roster:
        manifest |= {name: given[name] for name in SUBJECTS}
        checked.remove("roster of subjects")
    commit = commitment.commitment(manifest)
    wanted: Object = {"manifest": manifest, "commitment": commit.hex()}
    if has_roster and all(name in document for name in SELECTION):
        transcript = document["transcript"]
        schema.check_transcript(transcript, ("transcript",))
        entropy.check_transcript(transcript, params, ("transcript",))
        draw_keys = keys.of_draw(commit, transcript)
        drawn = selection.select(params["strata"], subjects, draw_keys)
        wanted |= {"prk": draw_keys.prk.hex(), "strata": [stratum.record() for stratum in drawn]}
        checked += ["announced values", "selection"]
        if "assignment" in document and "result_hash" in document:
            record = {"spec": SPEC, "draw_id": params["draw_id"], **wanted}
            record |= {name: document[name] for name in ("transcript", "assignment")}
            wanted["result_hash"] = sha256(frame(f"{SPEC}/result", jcs.encode(record))).hex()
            checked.append("hash of the result")
    return wanted, checked


def _manifest(value: Any) -> Object:
    schema.fields(value, ("manifest",), ("spec", "draw_id", "params_hash", *SUBJECTS, *INSPECTORS))
    for root, count in (SUBJECTS, INSPECTORS):
        schema.matching(value[root], ("manifest", root), schema.HEX32, "64 lowercase hex digits")
        schema.count(value[count], ("manifest", count))
    return dict(value)
