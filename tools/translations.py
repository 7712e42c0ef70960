"""What the pages say in Chinese and still lack in English.

    .venv/bin/python tools/translations.py            how much is missing, per catalogue
    .venv/bin/python tools/translations.py licensing  the missing entries of one catalogue, ready to be filled in

The Chinese text is the msgid. It is found in templates and in `_()`, `N_()`, `ngettext()` of Python by
Babel's own extractors, and in the messages of domain errors by ours.
"""

from __future__ import annotations

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]
KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}
JINJA = {"extensions": "jinja2.ext.do,jinja2.ext.loopcontrols", "trimmed": "false", "silent": "false"}
DOMAIN_ERRORS = {"DomainError", "Refused", "AlreadyMoved", "NotPermitted", "NotFound", "Invalid"}
#: The command line says both languages itself, the papers have their own wording in two languages.
ELSEWHERE = ("app/commands/", "app/cli.py", "app/postgres.py", "reports/")
CHINESE = re.compile(r"[\u3400-\u9fff]")
PARAMETER = re.compile(r"%\((\w+)\)")


@dataclass
class Found:
    """One text and where it stands."""

    msgid: str
    plural: str | None = None
    places: list[str] = field(default_factory=list)


@cache
def texts() -> dict[str, Found]:
    """Every text that a page may say, by its Chinese original."""
    found: dict[str, Found] = {}
    errors = _error_classes()
    for path in sorted([*ROOT.glob("app/**/*"), *ROOT.glob("regulation/**/*.py")]):
        place = path.relative_to(ROOT).as_posix()
        if not path.is_file() or place.startswith(ELSEWHERE):
            continue
        if path.suffix == ".html":
            here = list(_extracted("jinja2.ext:babel_extract", path, JINJA))
        elif path.suffix == ".py":
            here = [*_extracted("python", path, {}), *_refusals(path, errors), *_at_fields(path, errors)]
        else:
            continue
        for line, msgid, plural in here:
            entry = found.setdefault(msgid, Found(msgid))
            entry.plural = entry.plural or plural
            entry.places.append(f"{place}:{line}")
    return found


def _extracted(method: str, path: Path, options: dict[str, str]) -> Iterator[tuple[int, str, str | None]]:
    for line, message, _comments, _context in extract_from_file(method, path, KEYWORDS, options=options):
        msgid, plural = (message[0], message[1]) if isinstance(message, tuple) else (message, None)
        if msgid:
            yield line, msgid, plural


def _error_classes() -> set[str]:
    """The domain errors and whatever the areas derive from them."""
    known = set(DOMAIN_ERRORS)
    for path in ROOT.glob("regulation/**/*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ClassDef) and known & {_name(base) for base in node.bases}:
                known.add(node.name)
    return known


def _refusals(path: Path, errors: set[str]) -> Iterator[tuple[int, str, None]]:
    """Chinese constants given to a domain error, or raised as ValueError by the validator of a form."""
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.Call):
            continue
        is_form = "forms" in path.name and _name(node.func) in {"ValueError", "PydanticCustomError"}
        if _name(node.func) not in errors and not is_form:
            continue
        for argument in node.args:
            for part in ast.walk(argument):
                if isinstance(part, ast.JoinedStr) and CHINESE.search(ast.unparse(part)):
                    message = f"{path}:{part.lineno}: a text with values is a constant with %(name)s, not an f-string"
                    raise SystemExit(message)
                if (
                    isinstance(part, ast.Constant)
                    and isinstance(part.value, str)
                    and CHINESE.search(part.value)
                ):
                    yield part.lineno, part.value, None


def _at_fields(path: Path, errors: set[str]) -> Iterator[tuple[int, str, None]]:
    """Chinese constants put under a field's name into what the function then refuses with or returns."""
    for function in ast.walk(ast.parse(path.read_text())):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        parts = list(ast.walk(function))
        given = {
            each.value.id
            for each in parts
            if isinstance(each, ast.Return) and isinstance(each.value, ast.Name)
        }
        given |= {
            each.args[0].id
            for each in parts
            if isinstance(each, ast.Call) and _name(each.func) in errors and each.args
            if isinstance(each.args[0], ast.Name)
        }
        for each in parts:
            if isinstance(each, ast.Assign) and any(
                isinstance(to, ast.Subscript) and _name(to.value) in given for to in each.targets
            ):
                for said in (
                    (each.value.body, each.value.orelse)
                    if isinstance(each.value, ast.IfExp)
                    else (each.value,)
                ):
                    if isinstance(said, ast.Constant) and CHINESE.search(str(said.value)):
                        yield said.lineno, str(said.value), None


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def catalogues() -> dict[str, dict[str, Message]]:
    """The English of each area: catalogue -> Chinese -> entry."""
    read = {}
    for path in sorted(ROOT.glob("app/*/locales/en.po")):
        with path.open("rb") as source:
            catalogue = read_po(source, locale="en")
        entries: dict[str, Message] = {}
        for entry in catalogue:
            key = entry.id if isinstance(entry.id, str) else entry.id[0]
            if key:
                entries[key] = entry
        read[path.parents[1].name] = entries
    return read


def english(entry: Message) -> list[str]:
    """The forms of an entry: one, or singular and plural."""
    return [entry.string or ""] if isinstance(entry.string, str | None) else list(entry.string)


def wrong(found: Found, entry: Message | None) -> str:
    """What is wrong with the English of a text; empty when it is right."""
    if entry is None or not all(english(entry)):
        return "has no English"
    if entry.fuzzy:
        return "is marked fuzzy, so it is not used"
    if found.plural and len(english(entry)) != 2:
        return "needs msgid_plural with msgstr[0] and msgstr[1]"
    wanted = set(PARAMETER.findall(found.msgid)) | set(PARAMETER.findall(found.plural or ""))
    for text in english(entry):
        given = set(PARAMETER.findall(text))
        if given - wanted or (wanted - given and not found.plural):
            return f"has other parameters in English: {sorted(given)} instead of {sorted(wanted)}"
    return ""


def home_of(found: Found) -> str:
    """The catalogue in which the English of a text is looked for by people: the area it stands in, else the shell."""
    area = found.places[0].split("/")[1]
    return area if (ROOT / "app" / area).is_dir() else "shell"


def missing() -> dict[str, list[tuple[Found, str]]]:
    """Per catalogue, the texts without right English."""
    merged = {key: entry for entries in catalogues().values() for key, entry in entries.items()}
    left: dict[str, list[tuple[Found, str]]] = defaultdict(list)
    for text in texts().values():
        if CHINESE.search(text.msgid) and (problem := wrong(text, merged.get(text.msgid))):
            left[home_of(text)].append((text, problem))
    return dict(left)


def contradictions() -> list[str]:
    """Texts that two catalogues translate differently: which one is shown would be chance."""
    given: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for area, entries in catalogues().items():
        for key, entry in entries.items():
            given[key][" / ".join(english(entry))].append(area)
    return [f"{key}: {dict(forms)}" for key, forms in given.items() if len(forms) > 1]


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def main(areas: list[str]) -> int:
    """Print what is missing."""
    left = missing()
    for area, found in sorted(left.items()):
        if area not in areas:
            print(f"{area}: {len(found)} missing")
            continue
        for text, problem in found:
            print(f"\n#. {problem}\n#: {text.places[0]}\nmsgid {_quoted(text.msgid)}")
            if text.plural:
                print(f'msgid_plural {_quoted(text.plural)}\nmsgstr[0] ""\nmsgstr[1] ""')
            else:
                print('msgstr ""')
    for contradiction in contradictions():
        print(f"two translations of {contradiction}")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
