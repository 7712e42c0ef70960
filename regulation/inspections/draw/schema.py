"""What a draw may be made of: every field, its type and its range, refused with its path.

Nothing is repaired. A field too many is as wrong as a field too few: whatever is in the file was
committed to, and a reader must never wonder whether it meant something.
"""

import re
from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any

from regulation.inspections.draw import SPEC, patterns
from regulation.ledger.jcs import Path, Refusal

ID = re.compile(r"[A-Za-z0-9._:-]{1,64}")
HEX32 = re.compile(r"[0-9a-f]{64}")
SALT = re.compile(r"(?:[0-9a-f]{2}){16,}")
DIGITS = re.compile(r"[0-9]+")
DEADLINE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")

MILLION = 1_000_000
ROSTER_LIMIT = MILLION

INPUT = ("params", "subjects", "inspectors", "transcript", "amendments")
PARAMS = ("spec", "draw_id", "title", "strata", "teams", "relaxations", "entropy", "secrets")
STRATUM = ("id", "num", "den", "min", "max", "base", "team", "items", "pool", "pool_k")
SLOT = ("role", "district", "dept", "quals")
ALTERNATIVE = ("sources", "deadline")
SOURCE = ("id", "kind", "description", "pattern")
SECRET = ("party", "commit")
SUBJECT = ("id", "stratum", "district", "status", "reason", "groups", "salt")
INSPECTOR = (
    "id", "district", "dept", "quals", "capacity", "load_before", "conflicts", "rotation", "salt",
)  # fmt: skip
TRANSCRIPT = ("alternative", "entropy", "secrets")
AMENDMENT = ("kind", "subject", "inspector", "reason")

BASES = ("eligible", "all")
DISTRICTS = ("any", "local", "cross")
RELAXATIONS = ("rotation", "district", "capacity")
KINDS = ("drand", "nist", "lottery", "dice")
STATUSES = ("eligible", "excluded", "certain")
AMENDMENT_KINDS = ("replace_subject", "replace_inspector")


def check_input(value: Any) -> None:
    """Refuse an input object that breaks a rule on fields, types, ranges or order."""
    fields(value, (), INPUT)
    check_params(value["params"], ("params",))
    check_subjects(value["subjects"], value["params"], ("subjects",))
    check_inspectors(value["inspectors"], ("inspectors",))
    check_transcript(value["transcript"], ("transcript",))
    check_amendments(value["amendments"], ("amendments",))


def check_params(value: Any, path: Path) -> None:
    """Refuse parameters that break section 3.3 of the specification."""
    fields(value, path, PARAMS)
    if value["spec"] != SPEC:
        raise Refusal((*path, "spec"), f"is not {SPEC}")
    identifier(value["draw_id"], (*path, "draw_id"))
    string(value["title"], (*path, "title"))
    _teams(value["teams"], (*path, "teams"))
    for entry, at in _entries(value["strata"], (*path, "strata")):
        _stratum(entry, at, value["teams"])
    _unique(value["strata"], "id", (*path, "strata"))
    for entry, at in _entries(value["relaxations"], (*path, "relaxations")):
        one_of(entry, at, RELAXATIONS)
    if not _entries(value["entropy"], (*path, "entropy")):
        raise Refusal((*path, "entropy"), "no alternative is declared")
    for entry, at in _entries(value["entropy"], (*path, "entropy")):
        _alternative(entry, at)
    for entry, at in _entries(value["secrets"], (*path, "secrets")):
        fields(entry, at, SECRET)
        identifier(entry["party"], (*at, "party"))
        matching(entry["commit"], (*at, "commit"), HEX32, "64 lowercase hex digits")
    _unique(value["secrets"], "party", (*path, "secrets"))


def _teams(value: Any, path: Path) -> None:
    if type(value) is not dict:
        raise Refusal(path, "is not an object")
    for name, slots in value.items():
        identifier(name, (*path, name))
        for slot, at in _entries(slots, (*path, name)):
            fields(slot, at, SLOT)
            string(slot["role"], (*at, "role"))
            one_of(slot["district"], (*at, "district"), DISTRICTS)
            string(slot["dept"], (*at, "dept"))
            sorted_set(slot["quals"], (*at, "quals"))
        if len(slots) < 2:
            raise Refusal((*path, name), "a team has at least two slots")


def _stratum(value: Any, path: Path, teams: dict[str, Any]) -> None:
    fields(value, path, STRATUM)
    identifier(value["id"], (*path, "id"))
    for name in ("num", "min", "max", "pool_k"):
        count(value[name], (*path, name))
    count(value["den"], (*path, "den"), lowest=1)
    if value["num"] > value["den"]:
        raise Refusal((*path, "num"), "is more than den")
    if value["min"] > value["max"]:
        raise Refusal((*path, "min"), "is more than max")
    one_of(value["base"], (*path, "base"), BASES)
    string(value["team"], (*path, "team"))
    if value["team"] not in teams:
        raise Refusal((*path, "team"), "is not a key of teams")
    items = {identifier(entry, at) for entry, at in _entries(value["items"], (*path, "items"))}
    if len(items) < len(value["items"]):
        raise Refusal((*path, "items"), "repeats an id")
    sorted_set(value["pool"], (*path, "pool"))
    if not items.isdisjoint(value["pool"]):
        raise Refusal((*path, "pool"), "shares an element with items")
    if value["pool_k"] > len(value["pool"]):
        raise Refusal((*path, "pool_k"), "is more than the pool holds")


def _alternative(value: Any, path: Path) -> None:
    fields(value, path, ALTERNATIVE)
    at = (*path, "deadline")
    matching(value["deadline"], at, DEADLINE, "YYYY-MM-DDTHH:MM:SSZ")
    try:
        year, month, day, hour, minute, second = map(int, DIGITS.findall(value["deadline"]))
        datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        raise Refusal(at, "is not an existing moment") from None
    if not _entries(value["sources"], (*path, "sources")):
        raise Refusal((*path, "sources"), "no source is declared")
    for source, place in _entries(value["sources"], (*path, "sources")):
        fields(source, place, SOURCE)
        identifier(source["id"], (*place, "id"))
        one_of(source["kind"], (*place, "kind"), KINDS)
        string(source["description"], (*place, "description"))
        string(source["pattern"], (*place, "pattern"))
        try:
            patterns.parse(source["pattern"])
        except patterns.BadPattern as error:
            raise Refusal((*place, "pattern"), str(error)) from None
    _unique(value["sources"], "id", (*path, "sources"))


def check_subjects(value: Any, params: dict[str, Any], path: Path) -> None:
    """Refuse a roster of subjects that breaks section 3.1."""
    strata = {stratum["id"] for stratum in params["strata"]}
    for record, at in _roster(value, path, SUBJECT):
        string(record["stratum"], (*at, "stratum"))
        if record["stratum"] not in strata:
            raise Refusal((*at, "stratum"), "is not a stratum of the params")
        string(record["district"], (*at, "district"))
        one_of(record["status"], (*at, "status"), STATUSES)
        string(record["reason"], (*at, "reason"))
        if (record["status"] == "eligible") != (record["reason"] == ""):
            raise Refusal((*at, "reason"), "is given exactly when the subject is not eligible")
        sorted_set(record["groups"], (*at, "groups"))
        _salt(record["salt"], (*at, "salt"))


def check_inspectors(value: Any, path: Path) -> None:
    """Refuse a roster of inspectors that breaks section 3.2."""
    for record, at in _roster(value, path, INSPECTOR):
        string(record["district"], (*at, "district"))
        string(record["dept"], (*at, "dept"))
        count(record["capacity"], (*at, "capacity"))
        count(record["load_before"], (*at, "load_before"))
        for name in ("quals", "conflicts", "rotation"):
            sorted_set(record[name], (*at, name))
        _salt(record["salt"], (*at, "salt"))


def check_transcript(value: Any, path: Path) -> None:
    """Refuse a transcript of the wrong shape; `entropy` judges its values."""
    fields(value, path, TRANSCRIPT)
    count(value["alternative"], (*path, "alternative"))
    for name, key in (("entropy", "id"), ("secrets", "party")):
        for entry, at in _entries(value[name], (*path, name)):
            fields(entry, at, (key, "value"))
            identifier(entry[key], (*at, key))
            string(entry["value"], (*at, "value"))


def check_amendments(value: Any, path: Path) -> None:
    """Refuse amendments of the wrong shape; `amendments` judges whether they are allowed."""
    for entry, at in _entries(value, path):
        fields(entry, at, AMENDMENT)
        one_of(entry["kind"], (*at, "kind"), AMENDMENT_KINDS)
        identifier(entry["subject"], (*at, "subject"))
        string(entry["inspector"], (*at, "inspector"))
        string(entry["reason"], (*at, "reason"))
        if entry["reason"] == "":
            raise Refusal((*at, "reason"), "is empty")


def fields(value: Any, path: Path, names: Collection[str]) -> None:
    """Refuse anything but an object with exactly these fields."""
    if type(value) is not dict:
        raise Refusal(path, "is not an object")
    if len(value) == len(names) and all(name in value for name in names):
        return
    for name in sorted(value):
        if name not in names:
            raise Refusal((*path, name), "unknown field")
    for name in names:
        if name not in value:
            raise Refusal((*path, name), "missing field")


def string(value: Any, path: Path) -> str:
    """Refuse anything but a string."""
    if type(value) is not str:
        raise Refusal(path, "is not a string")
    return value


def identifier(value: Any, path: Path) -> str:
    """Refuse anything but an id of 1 to 64 of the allowed ASCII characters."""
    return matching(value, path, ID, "an id")


def matching(value: Any, path: Path, form: re.Pattern[str], name: str) -> str:
    """Refuse anything but a string of the form as a whole."""
    if type(value) is not str or form.fullmatch(value) is None:
        raise Refusal(path, f"is not {name}")
    return value


def one_of(value: Any, path: Path, words: Collection[str]) -> None:
    """Refuse anything but one of the words."""
    if type(value) is not str or value not in words:
        raise Refusal(path, f"is none of {', '.join(words)}")


def count(value: Any, path: Path, lowest: int = 0) -> None:
    """Refuse anything but an integer up to a million; `true` is not an integer."""
    if type(value) is not int or not lowest <= value <= MILLION:
        raise Refusal(path, f"is not an integer from {lowest} to {MILLION}")


def sorted_set(value: Any, path: Path) -> None:
    """Refuse anything but distinct ids in ascending order."""
    previous = ""
    for entry, at in _entries(value, path):
        identifier(entry, at)
        if entry <= previous:
            raise Refusal(at, "is not above the element before it")
        previous = entry


def _salt(value: Any, path: Path) -> None:
    if value != "" or type(value) is not str:
        matching(value, path, SALT, "empty or an even number, at least 32, of lowercase hex digits")


def _entries(value: Any, path: Path) -> list[tuple[Any, Path]]:
    if type(value) is not list:
        raise Refusal(path, "is not an array")
    return [(entry, (*path, index)) for index, entry in enumerate(value)]


def _roster(value: Any, path: Path, names: Collection[str]) -> list[tuple[Any, Path]]:
    """The records of a roster with their paths: ids ascending, as the Merkle tree takes them."""
    if type(value) is list and len(value) > ROSTER_LIMIT:
        raise Refusal(path, "more than a million records")
    previous = ""
    entries = _entries(value, path)
    for record, at in entries:
        fields(record, at, names)
        if identifier(record["id"], (*at, "id")) <= previous:
            raise Refusal((*at, "id"), "is not above the id before it")
        previous = record["id"]
    return entries


def _unique(entries: list[dict[str, Any]], key: str, path: Path) -> None:
    seen: set[str] = set()
    for index, entry in enumerate(entries):
        if entry[key] in seen:
            raise Refusal((*path, index, key), "occurs twice")
        seen.add(entry[key])
