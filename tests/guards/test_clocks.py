"""Every clock that the program starts is either the office's or somebody else's: no late act hides from its supervisor."""

import ast
from pathlib import Path

import pytest

from regulation.leads.rules_clocks import OF_OTHERS, OFFICIAL
from regulation.licensing import procedures
from regulation.penalties import decisions

ROOT = Path(__file__).resolve().parents[2]
TREES = {
    path.relative_to(ROOT).as_posix(): ast.parse(path.read_text())
    for folder in ("regulation", "app")
    for path in (ROOT / folder).rglob("*.py")
}
#: What is read from data and not from the text of a module: the clocks of the licence procedures, and what a decision that
#: costs money is.
ATTRIBUTES = {
    "each.clock": {each.clock for one in procedures.ALL for each in one.limits},
    "decision['matter_kind']": {decisions.CASE, decisions.SPOT},
}


class Unread(Exception):
    """The reader does not know what this may be."""


def functions(tree):
    return [each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)]


def constants(tree):
    found = {}
    for node in tree.body:
        if isinstance(node, ast.Assign):
            for target in node.targets:
                names, values = [target], [node.value]
                if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                    names, values = target.elts, node.value.elts
                found |= {
                    name.id: value.value
                    for name, value in zip(names, values, strict=False)
                    if isinstance(name, ast.Name) and isinstance(value, ast.Constant)
                }
    return found


CONSTANTS = {path: constants(tree) for path, tree in TREES.items()}


def keys_of(variable, function):
    """The strings with which a dictionary of a function was filled, whatever the way."""
    found = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and any(ast.unparse(each) == variable for each in node.targets):
            for each in ast.walk(node.value):
                if isinstance(each, ast.Dict):
                    found |= {key.value for key in each.keys if isinstance(key, ast.Constant)}
        elif isinstance(node, ast.Assign):
            for each in node.targets:
                if isinstance(each, ast.Subscript) and ast.unparse(each.value) == variable:
                    found.add(each.slice.value)
    return found


def looped(name, function):
    """What loops and comprehensions give a name: keys of a dictionary, parts of tuples, or strings."""
    found = set()
    for node in ast.walk(function):
        if not isinstance(node, ast.For | ast.AsyncFor | ast.comprehension):
            continue
        targets = node.target.elts if isinstance(node.target, ast.Tuple) else [node.target]
        if name not in [ast.unparse(each) for each in targets]:
            continue
        place = [ast.unparse(each) for each in targets].index(name)
        over = node.iter
        if isinstance(over, ast.Call) and ast.unparse(over.func).endswith(".items") and place == 0:
            found |= keys_of(ast.unparse(over.func.value), function)
        elif isinstance(over, ast.Tuple | ast.List):
            parts = [each.elts[place] if isinstance(each, ast.Tuple) else each for each in over.elts]
            found |= {each.value for each in parts if isinstance(each, ast.Constant)}
    return found


def called_with(function, place, path):
    """What the program gives this parameter of a function, in its own module and in those of the same area."""
    area, found = path.rsplit("/", 1)[0], set()
    for other, tree in TREES.items():
        if not other.startswith(area):
            continue
        for holder in functions(tree):
            for call in ast.walk(holder):
                if not isinstance(call, ast.Call):
                    continue
                named = ast.unparse(call.func)
                same = named == function.name and other == path
                if same or named == f"{Path(path).stem}.{function.name}":
                    found |= read(call.args[place], holder, other)
    return found


def read(node, function, path):
    """Every string that an argument may be. Raises Unread rather than miss one."""
    found = set()
    if isinstance(node, ast.Constant):
        found = {node.value}
    elif isinstance(node, ast.IfExp):
        found = read(node.body, function, path) | read(node.orelse, function, path)
    elif isinstance(node, ast.Attribute):
        text = ast.unparse(node)
        module, _, name = text.partition(".")
        beside = f"{path.rsplit('/', 1)[0]}/{module}.py"
        found = ATTRIBUTES.get(text, set()) or {CONSTANTS.get(beside, {}).get(name)} - {None}
    elif isinstance(node, ast.Subscript):
        found = ATTRIBUTES.get(ast.unparse(node), set())
    elif isinstance(node, ast.Name):
        parameters = [each.arg for each in function.args.args]
        found = looped(node.id, function) or {CONSTANTS[path].get(node.id)} - {None}
        if not found and node.id in parameters:
            found = called_with(function, parameters.index(node.id), path)
    if not found:
        raise Unread(f"{path}:{node.lineno} {ast.unparse(node)}")
    return found


def started():
    """(matter, clock) of every call that starts one, and where."""
    found = {}
    for path, tree in TREES.items():
        for function in functions(tree):
            for call in ast.walk(function):
                if isinstance(call, ast.Call) and ast.unparse(call.func) == "clocks.start":
                    for matter in read(call.args[0], function, path):
                        for kind in read(call.args[2], function, path):
                            found.setdefault((matter, kind), []).append(f"{path}:{call.lineno}")
    return found


STARTED = started()


def test_every_clock_is_the_offices_or_somebody_elses():
    assert {pair: where for pair, where in STARTED.items() if pair not in OFFICIAL | OF_OTHERS} == {}


def test_no_clock_is_both_and_none_is_named_that_nobody_starts():
    assert OFFICIAL.keys() & OF_OTHERS.keys() == set()
    assert (OFFICIAL.keys() | OF_OTHERS.keys()) - STARTED.keys() == set()


def test_the_reader_refuses_what_it_does_not_know():
    function = ast.parse("async def f(x):\n    await clocks.start('a', x, g(), p, d)").body[0]
    call = next(each for each in ast.walk(function) if isinstance(each, ast.Call) and each.args)
    with pytest.raises(Unread):
        read(call.args[2], function, "regulation/casework/clocks.py")
