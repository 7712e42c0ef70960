"""Whatever a rule says stands somewhere in the law, once, and is named by a test."""

import importlib
import re
from itertools import chain
from pathlib import Path

import pytest

import regulation
from regulation.law import citation, coverage, dated
from regulation.law.dated import DatedValue
from regulation.law.period import Period

ROOT = Path(regulation.__file__).parent.parent
AREAS = ROOT / "regulation"
#: Where rules, steps and numbers of the law may stand: modules without a database, by their names.
PURE = ("rules", "status", "fines", "periods", "draw", "edits", "scores", "sources", "disclosure", "fairness")

TESTS = {
    str(path.relative_to(ROOT)): path.read_text() for path in sorted((ROOT / "tests").rglob("test_*.py"))
}


def pure_files():
    files = [*AREAS.glob("law/*.py")]
    for name in PURE:
        files += [*AREAS.glob(f"*/{name}*.py"), *AREAS.glob(f"*/{name}*/**/*.py")]
    return sorted(set(files))


def dotted(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


PURE_MODULES = {dotted(path): importlib.import_module(dotted(path)) for path in pure_files()}


def values_in(thing):
    """Periods and dated values in a module's names, also inside its tables and sequences."""
    if isinstance(thing, Period | DatedValue):
        yield thing
    elif isinstance(thing, dict):
        yield from chain.from_iterable(values_in(each) for each in thing.values())
    elif isinstance(thing, list | tuple | set | frozenset):
        yield from chain.from_iterable(values_in(each) for each in thing)


def standing_in_modules():
    for name, module in PURE_MODULES.items():
        for attribute, thing in vars(module).items():
            for value in values_in(thing):
                yield f"{name}.{attribute}", value


def cited_places():
    for where, value in standing_in_modules():
        if isinstance(value, Period):
            yield where, value.citation
    for value in dated.declared():
        for since in value.values:
            yield value.key, since.citation
            if isinstance(since.value, Period):
                yield value.key, since.value.citation
    for rule in coverage.rules():
        for cited in rule.citations:
            yield rule.path, cited


def test_every_period_value_and_rule_cites_a_known_instrument():
    unknown = [
        where
        for where, cited in cited_places()
        if citation.INSTRUMENTS.get(cited.instrument.key) is not cited.instrument
    ]
    assert unknown == []


def test_no_value_holds_before_the_law_it_stands_in():
    early = [
        f"{value.key}: {since.in_force_from} before {cited.instrument.title}"
        for value in dated.declared()
        for since in value.values
        if (cited := since.citation).instrument.in_force_from
        and since.in_force_from < cited.instrument.in_force_from
    ]
    assert early == []


def test_every_dated_value_of_a_module_is_the_one_listed_under_its_key():
    listed = {value.key: value for value in dated.declared()}
    astray = [
        where
        for where, value in standing_in_modules()
        if isinstance(value, DatedValue) and listed.get(value.key) is not value
    ]
    assert astray == []


def test_dated_values_are_called_by_their_area():
    areas = {path.name for path in AREAS.iterdir() if path.is_dir()}
    strange = [
        value.key
        for value in dated.declared()
        if not re.fullmatch(r"[a-z_]+(\.[a-z0-9_]+)+", value.key) or value.key.partition(".")[0] not in areas
    ]
    assert strange == []


def test_every_rule_is_named_by_a_test():
    named = coverage.tests_naming(TESTS)
    assert (
        "tests/law/test_beijing.py::test_a_day_ends_at_twenty_four_o_clock_which_is_the_start_of_the_next"
        in (named["regulation.law.beijing.end_of_day"])
    )
    assert [path for path, tests in named.items() if not tests] == []


def test_every_rule_says_what_the_law_says():
    assert [rule.path for rule in coverage.rules() if not rule.summary.strip()] == []


@pytest.mark.parametrize("path", pure_files(), ids=dotted)
def test_rules_never_look_at_the_clock_on_the_wall(path):
    assert not re.search(r"\b(datetime\.(now|utcnow)|date\.today|time\.time)\(", path.read_text())


def test_holidays_come_in_through_one_door():
    importing = [
        path.name
        for folder in ("app", "regulation", "reports")
        for path in (ROOT / folder).rglob("*.py")
        if re.search(r"^\s*(import|from) chinese_calendar", path.read_text(), re.MULTILINE)
    ]
    assert importing == ["almanac.py"]


def glossary():
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in (AREAS / "GLOSSARY.md").read_text().splitlines()
        if line.startswith("|")
    ]
    return [row for row in rows if row[0] != "中文" and not row[0].startswith("-")]


def test_the_glossary_gives_each_term_one_word_and_one_name():
    rows = glossary()
    assert {len(row) for row in rows} == {4}
    assert all(all(row) for row in rows)
    for column in (0, 1):
        assert len({row[column] for row in rows}) == len(rows)
    names = [name for row in rows for name in re.findall(r"`([^`]+)`", row[2])]
    assert len(set(names)) == len(names)


def test_classes_named_in_the_glossary_exist():
    known = {name: thing for module in PURE_MODULES.values() for name, thing in vars(module).items()}
    known |= vars(importlib.import_module("regulation.roles"))
    known |= vars(importlib.import_module("regulation.casework.steps"))
    missing = []
    for row in glossary():
        for name in re.findall(r"`([A-Z][A-Za-z_.]*)`", row[2]):
            owner, _, member = name.partition(".")
            if owner not in known or (member and not hasattr(known[owner], member)):
                missing.append(name)
    assert missing == []
