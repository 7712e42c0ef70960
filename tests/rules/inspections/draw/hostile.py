"""Files as nobody honest would write them, for everything that reads published draws."""

import copy
import json
import pathlib
import random
from collections.abc import Iterator

VECTORS = sorted(pathlib.Path(__file__).with_name("vectors").glob("*.json"))
V1 = VECTORS[0].read_bytes()

#: A piece of the first vector, what stands there instead, and the place that a refusal names.
MISWRITTEN = [
    (b'"den": 3', b'"den": 3.0', "$.input.params.strata[0].den"),
    (b'"den": 3', b'"den": 3e0', "$.input.params.strata[0].den"),
    (b'"den": 3', b'"den": 1e9999', "$.input.params.strata[0].den"),
    (b'"min": 0', b'"min": -0', "$.input.params.strata[0].min"),
    (b'"min": 0', b'"min": -0.0', "$.input.params.strata[0].min"),
    (b'"min": 0', b'"min": null', "$.input.params.strata[0].min"),
    (b'"min": 0', b'"min": NaN', "$.input.params.strata[0].min"),
    (b'"min": 0', b'"min": -Infinity', "$.input.params.strata[0].min"),
    (b'"min": 0', b'"min": 9007199254740992', "$.input.params.strata[0].min"),
    (b'"min": 0', b'"min": -9007199254740992', "$.input.params.strata[0].min"),
    (b'"min": 0', b'"min": 9007199254740991', "$.input.params.strata[0].min"),
    (b'"min": 0', b'"min": ' + b"9" * 5000, "$.input.params.strata[0].min"),
    (b'"min": 0', b'"min": 0, "min": 0', "$.input.params.strata[0]"),
    (b'"min": 0', b'"min": 0, "mi\\u006e": 0', "$.input.params.strata[0]"),
    (b'"min": 0', b'"min": 00', "$"),
    (b'"min": 0', b'"min": +0', "$"),
    (b'"min": 0', b'"min": 0x0', "$"),
    (b'"min": 0', b'"min": .0', "$"),
    (b'"min": 0', b'"min": 0.', "$"),
    (b'"min": 0', b'"min": -', "$"),
    (b'"min": 0', b'"min": 0,', "$"),
    (b'"min": 0', b'"min": True', "$"),
    (b'"min": 0', b"'min': 0", "$"),
    (b'"min": 0', b'"min": 0 /* zero */', "$"),
    (b'"title": "', b'"title": "e\xcc\x81', "$.input.params.title"),
    (b'"title": "', b'"title": "\xef\xac\x80\xcc\x81\xe2\x84\xab', "$.input.params.title"),
    (b'"title": "', b'"title": "\\ud800', "$.input.params.title"),
    (b'"title": "', b'"title": "\\udc00\\ud800', "$.input.params.title"),
    (b'"title": "', b'"title": "\\ud800\\u0041', "$.input.params.title"),
    (b'"title": "', b'"title": "\x01', "$"),
    (b'"title": "', b'"title": "\x00', "$"),
    (b'"title": "', b'"title": "\n', "$"),
    (b'"title": "', b'"title": "\xff', "$"),
    (b'"title": "', b'"title": "\xed\xa0\x80', "$"),
    (b'"title": "', b'"title": "\xc0\x80', "$"),
    (b'"title": "', b'"title": "\\x41', "$"),
    (b'"title": "', b'"title": "\\u12', "$"),
    (b'"title": "', b'"title": "\\u+123', "$"),
    (b'"level": 0', b'"level": 0.0', "$.expected.assignment.level"),
    (b'"level": 0', b'"level": -0', "$.expected.assignment.level"),
    (b'"level": 0', b'"\xe6\x9c\xba": 0', "$.expected.assignment"),
    (b'"level": 0', b'"\\ud800": 0', "$.expected.assignment"),
    (b'"level": 0', b'"level": ' + b"[" * 300 + b"]" * 300, "$.expected.assignment.level[0][0][0][0][0]"),
]

#: Texts that are no JSON text at all, or none in UTF-8, or none that a reader could hold.
NO_TEXT = [
    b"", b" ", b"null", b"{", b"}", b"nul", b"[1,]", b"{,}", b'{"a" 1}', b'{"a":1,}', b"[1 2]", b'"', b'"a', b"\x00",
    b"\xef\xbb\xbf" + V1, V1 + b"{}", V1 + b"\x00", V1 + b"\x0b", V1 + b"\xc2\xa0", V1 + b",", V1[:-5],
    V1.decode().encode("utf-16"), V1.decode().encode("utf-32"), b"[" * 100_000, b'{"a":' * 100_000,
    b"[" * 900 + b"]" * 900, b"[" * 100_000 + b"]" * 100_000, b'"' + b"\\" * 9999, b"1" * 100_000, b"-", b"1.", b"1e",
]  # fmt: skip

#: Well-formed documents in which a rule is broken that no single field shows.
PIECES = [
    None, True, False, 0, 1, -1, 2, 10**6, 10**6 + 1, "", "A", "F1", "P1", "x" * 65, [], {}, ["F1"], [[]], "22", "é", "\n",
    "\x00", "00" * 32, "[1-6]{50}", "eligible", "certain", "local", "2026-02-30T00:00:00Z", 2**53 - 1,
]  # fmt: skip


def miswritten_texts() -> list[bytes]:
    return [V1.replace(old, new, 1) for old, new, _ in MISWRITTEN]


def damaged_texts(count: int, seed: int) -> Iterator[bytes]:
    """Vectors with some bytes replaced, and a few that are nothing but noise."""
    r = random.Random(seed)
    texts = [path.read_bytes() for path in VECTORS]
    bits = [b"", b"0", b"-", b"[", b"{}", b'"', b"null", b",", b"\\u00e9", b"1e9", b"true", b"\xe9", b"\\"]
    for n in range(count):
        if n % 6 == 5:
            yield r.randbytes(r.randrange(60))
            continue
        text = bytearray(r.choice(texts))
        for _ in range(r.choice([1, 1, 2, 30])):
            at = r.randrange(len(text))
            text[at : at + r.choice([0, 1, 1, 9])] = r.choice([bytes([r.randrange(256)]), *bits])
        yield bytes(text)


def damaged_documents(count: int, seed: int, most: int = 4) -> Iterator[bytes]:
    """Vectors with some values replaced, removed, doubled or swapped with a neighbour."""
    r = random.Random(seed)
    documents = [json.loads(path.read_bytes()) for path in VECTORS]
    for _ in range(count):
        value = r.choice(documents)
        for _ in range(r.randint(1, most)):
            value = damaged(value, r, r.choice(["input", "input", "input", "expected"]))
            if not isinstance(value.get("input"), dict) or not isinstance(value.get("expected"), dict):
                break
        yield json.dumps(value, ensure_ascii=r.random() < 0.5).encode()


def damaged(value: dict, r: random.Random, step: str | int = "") -> dict:
    """A copy of the object with one value somewhere in it replaced, removed, doubled or swapped."""
    value = inner = copy.deepcopy(value)
    step = step or r.choice(list(value))
    while isinstance(inner[step], dict | list) and inner[step] and r.random() < 0.9:
        inner = inner[step]
        step = r.choice(list(inner) if isinstance(inner, dict) else range(len(inner)))
    _damage(r, inner, step)
    return value


def _damage(r: random.Random, inner: dict | list, step: str | int) -> None:
    how = r.random()
    if how < 0.1:
        del inner[step]
    elif how < 0.2 and isinstance(inner, list):
        inner.append(copy.deepcopy(inner[step]))
    elif how < 0.3 and isinstance(inner, list):
        inner[step], inner[step - 1] = inner[step - 1], inner[step]
    elif how < 0.3 and isinstance(inner, dict):
        inner["surplus"] = 1
    else:
        inner[step] = copy.deepcopy(r.choice(PIECES))
