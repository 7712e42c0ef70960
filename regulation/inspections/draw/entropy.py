"""Whether the announced values are what was declared: form, pattern, order, opened secrets.

The form of a kind admits one spelling of an announcement only, so nobody can choose between two
spellings that would give two draws.
"""

import itertools
import re
from typing import Any

from regulation.inspections.draw import SPEC, patterns
from regulation.inspections.draw.schema import HEX32
from regulation.ledger.hashing import frame, sha256
from regulation.ledger.jcs import Path, Refusal

FORMS = {
    "drand": HEX32,
    "nist": re.compile(r"[0-9a-f]{128}"),
    "lottery": re.compile(r"[0-9]{2}(?:,[0-9]{2})*(?:\+[0-9]{2}(?:,[0-9]{2})*)*"),
    "dice": re.compile(r"[1-6]+"),
}


def secret_commit(draw_id: str, party: str, value: bytes) -> str:
    """What a party publishes beforehand about its 32 secret bytes."""
    return sha256(frame(f"{SPEC}/secret", draw_id, party, value)).hex()


def check_transcript(transcript: dict[str, Any], params: dict[str, Any], path: Path) -> None:
    """Refuse values that the declared sources could not have given, or that open no commitment."""
    alternatives = params["entropy"]
    if transcript["alternative"] >= len(alternatives):
        raise Refusal((*path, "alternative"), "is not a declared alternative")
    sources = alternatives[transcript["alternative"]]["sources"]
    _check_order(transcript["entropy"], "id", sources, (*path, "entropy"))
    for index, (source, entry) in enumerate(zip(sources, transcript["entropy"], strict=True)):
        at = (*path, "entropy", index, "value")
        if not well_formed(source["kind"], entry["value"]):
            raise Refusal(at, f"has not the form of {source['kind']}")
        if not patterns.matches(patterns.parse(source["pattern"]), entry["value"]):
            raise Refusal(at, "does not match the declared pattern")
    _check_order(transcript["secrets"], "party", params["secrets"], (*path, "secrets"))
    for index, (secret, entry) in enumerate(zip(params["secrets"], transcript["secrets"], strict=True)):
        at = (*path, "secrets", index, "value")
        if HEX32.fullmatch(entry["value"]) is None:
            raise Refusal(at, "is not 64 lowercase hex digits")
        opened = secret_commit(params["draw_id"], entry["party"], bytes.fromhex(entry["value"]))
        if opened != secret["commit"]:
            raise Refusal(at, "does not open the commitment")


def well_formed(kind: str, value: str) -> bool:
    """Whether the value is the one spelling of an announcement of this kind."""
    if FORMS[kind].fullmatch(value) is None:
        return False
    if kind != "lottery":
        return True
    zones = [zone.split(",") for zone in value.split("+")]
    return all(low < high for zone in zones for low, high in itertools.pairwise(zone))


def _check_order(entries: list[Any], key: str, declared: list[Any], path: Path) -> None:
    for index, (entry, wanted) in enumerate(zip(entries, declared, strict=False)):
        if entry[key] != wanted[key]:
            raise Refusal((*path, index, key), f"is not {wanted[key]}, as declared")
    if len(entries) != len(declared):
        raise Refusal(path, f"has {len(entries)} elements where {len(declared)} are declared")
