"""Every paper that regulation issues can be printed."""

import ast
from collections.abc import Iterator
from pathlib import Path

import regulation
from reports.documents import registry


def issued_kinds() -> Iterator[tuple[str, str]]:
    """Kinds given to `documents.issue` as a literal or as a constant of the module, with the place."""
    for file in Path(regulation.__file__).parent.rglob("*.py"):
        tree = ast.parse(file.read_text())
        constants = {
            target.id: node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(tree):
            is_issue = isinstance(node, ast.Call) and ast.unparse(node.func) == "documents.issue"
            if not is_issue:
                continue
            kind = node.args[0] if node.args else None
            if isinstance(kind, ast.Constant):
                yield kind.value, f"{file.name}:{node.lineno}"
            elif isinstance(kind, ast.Name) and kind.id in constants:
                yield constants[kind.id], f"{file.name}:{node.lineno}"


def test_regulation_issues_only_papers_that_have_a_form() -> None:
    issued = list(issued_kinds())
    assert issued
    assert [(kind, place) for kind, place in issued if kind not in registry.KINDS] == []
