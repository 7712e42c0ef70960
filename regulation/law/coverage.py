"""Which rule carries out which article.

`@rule(citation, ...)` notes a function and returns it as it is: a rule stays a plain function. The
page on the law lists article -> rule, and a guard demands that each rule is named by a test.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from regulation.law.citation import Citation

Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass(frozen=True)
class Rule:
    """A function that carries out one or more places of the law."""

    name: str
    module: str
    citations: tuple[Citation, ...]
    #: First sentence of its docstring: what the law says, in plain words.
    summary: str

    @property
    def path(self) -> str:
        return f"{self.module}.{self.name}"


_RULES: dict[str, Rule] = {}


def rule(*citations: Citation) -> Callable[[Function], Function]:
    """Note that the function carries out these articles. A rule without an article is a mistake."""
    if not citations:
        raise ValueError("a rule cites the law")

    def note(function: Function) -> Function:
        found = Rule(function.__name__, function.__module__, citations, _summary(function))
        if found.path in _RULES:
            raise ValueError(f"two rules are called {found.path}")
        _RULES[found.path] = found
        return function

    return note


def rules() -> list[Rule]:
    """Every rule of the modules imported so far."""
    return [_RULES[path] for path in sorted(_RULES)]


def by_article() -> list[tuple[Citation, list[Rule]]]:
    """Each place of the law that has a rule, in the order of the articles, with its rules."""
    found: dict[Citation, list[Rule]] = {}
    for each in rules():
        for citation in each.citations:
            found.setdefault(citation, []).append(each)
    return sorted(found.items(), key=lambda entry: _order(entry[0]))


def tests_naming(tests: Mapping[str, str]) -> dict[str, list[str]]:
    """For each rule's path the tests that name it, from the text of the test files by their names.

    `file::test` where the test itself names it, also in its table; the bare file where the name stands
    outside every test.
    """
    found: dict[str, list[str]] = {each.path: [] for each in rules()}
    for file, text in tests.items():
        for node in ast.parse(text).body:
            place = file
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
                place = f"{file}::{node.name}"
            names = {_name(part) for part in ast.walk(node)}
            for each in rules():
                if each.name in names and place not in found[each.path]:
                    found[each.path].append(place)
    return found


def _name(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _order(citation: Citation) -> tuple[str, int, int, int, str]:
    return (
        citation.instrument.key,
        citation.article or 0,
        citation.paragraph or 0,
        citation.item or 0,
        citation.part_zh,
    )


def _summary(function: Callable[..., Any]) -> str:
    text = inspect.getdoc(function) or ""
    return text.partition("\n")[0]
