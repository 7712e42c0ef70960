"""Canonical JSON (RFC 8785) narrowed to what two programs can never write differently.

Objects with ASCII keys, arrays, NFC strings, booleans and integers below 2^53. Null, fractions,
exponents, minus zero, duplicate keys and lone surrogates are refused, never repaired: a text that
needs repair was not the text somebody committed to.
"""

import json
import unicodedata
from typing import Any

Path = tuple[str | int, ...]

INTEGER_LIMIT = 2**53
DEPTH_LIMIT = 256


class Refusal(ValueError):
    """A value that must be rejected, with the place where the fault lies."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{render(path)}: {reason}")
        self.path = path
        self.reason = reason

    def below(self, prefix: Path) -> "Refusal":
        """The same refusal seen from an enclosing value."""
        return Refusal(prefix + self.path, self.reason)


class _Flaw:
    """Stands where the text had something unacceptable, until its path is known."""

    def __init__(self, reason: str) -> None:
        self.reason = reason


def render(path: Path) -> str:
    """The path as `$.key[index]`; a key that cannot be printed is escaped."""
    written = "$"
    for step in path:
        written += f"[{step}]" if isinstance(step, int) else "." + _printable(step)
    return written


def _printable(key: str) -> str:
    return key if key.isascii() and key.isprintable() else ascii(key)[1:-1]


def encode(value: Any) -> bytes:
    """The one canonical text of a value; refuses a value that has none."""
    check(value)
    return encode_checked(value)


def encode_checked(value: Any) -> bytes:
    """As `encode`, for a value that already passed `check`: rosters are large and checked once."""
    # The standard encoder escapes exactly what RFC 8785 escapes once ensure_ascii is off, and
    # with ASCII keys sorting by code point is sorting by UTF-16 unit.
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def check(value: Any, path: Path = ()) -> None:
    """Refuse, with the path, anything that the narrowed canonical form cannot express."""
    kind = type(value)
    if kind is str:
        _check_string(value, path)
    elif kind is int:
        if not -INTEGER_LIMIT < value < INTEGER_LIMIT:
            raise Refusal(path, "integer of 2^53 or more")
    elif kind is dict or kind is list:
        _check_members(value, path)
    elif kind is _Flaw:
        raise Refusal(path, value.reason)
    elif value is None:
        raise Refusal(path, "null")
    elif kind is not bool:
        raise Refusal(path, f"{kind.__name__} has no canonical form")


def _check_members(value: dict[str, Any] | list[Any], path: Path) -> None:
    if len(path) >= DEPTH_LIMIT:
        raise Refusal(path[:8], "nested too deeply")
    for key, member in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(value, dict) and not (type(key) is str and key.isascii()):
            raise Refusal(path, "object key is not an ASCII string")
        check(member, (*path, key))


def _check_string(value: str, path: Path) -> None:
    if value.isascii():
        return
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise Refusal(path, "lone surrogate in a string") from None
    if not unicodedata.is_normalized("NFC", value):
        raise Refusal(path, "string is not in Unicode normal form C")


def parse(text: bytes) -> Any:
    """Read one JSON text strictly: what is written must already be acceptable, as written."""
    try:
        value = json.loads(
            text.decode("utf-8"),
            object_pairs_hook=_object,
            parse_int=_integer,
            parse_float=_fraction,
            parse_constant=_constant,
        )
        check(value)
    except UnicodeDecodeError as error:
        raise Refusal((), f"not UTF-8 at byte {error.start}") from None
    except json.JSONDecodeError as error:
        raise Refusal((), f"not JSON: {error.msg} at character {error.pos}") from None
    except RecursionError:
        raise Refusal((), "nested too deeply") from None
    return value


def _object(pairs: list[tuple[str, Any]]) -> Any:
    members = dict(pairs)
    if len(members) == len(pairs):
        return members
    seen: set[str] = set()
    for key, _ in pairs:
        if key in seen:
            return _Flaw(f"duplicate key {key!a}")
        seen.add(key)
    return _Flaw("duplicate key")


def _integer(digits: str) -> Any:
    if digits == "-0":
        return _Flaw("minus zero")
    # 2^53 has sixteen digits; a longer text is not even converted.
    return int(digits) if len(digits) <= 17 else _Flaw("integer of 2^53 or more")


def _fraction(digits: str) -> _Flaw:
    return _Flaw("number with a fraction or an exponent")


def _constant(word: str) -> _Flaw:
    return _Flaw(f"{word} is not a number")
