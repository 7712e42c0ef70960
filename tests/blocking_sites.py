"""Where the code refuses with an article, read from its source; and such a function woven so that it tells what it did.

A place is a call that makes a refusal (`Refusal`, `Lack`, `No`, or an error with a citation) or that asks a rule
(`doors.refuse`). A woven function is the same function whose places tell what they refused, and whose conditions tell that
they found nothing: it passes a place when the condition in front of it was asked, did not hold, and the call then ended
without any refusal of its own.
"""

from __future__ import annotations
import __future__

import ast
import contextlib
import copy
import importlib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, Self

from regulation import errors
from regulation.law.citation import Citation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

ROOT = Path(__file__).resolve().parents[1]
AREAS = ("penalties", "complaints", "remedies", "leads", "case_files", "campaigns", "radar", "publicity")
FOLDERS = (*(f"regulation/{each}" for each in (*AREAS, "casework")), *(f"app/{each}" for each in AREAS))

SAID = frozenset({"Refusal", "Lack", "No"})
RAISED = frozenset({"Refused", "NotPermitted", "AlreadyMoved", "Invalid"})
ARROW = " → "
_NOTED, _TELLS = "_noted", "__blocking_call__"


@dataclass(frozen=True)
class Place:
    """One call in the source. `words` are what it may say; none where that is known only when it runs."""

    where: str
    words: tuple[str, ...]
    article: str | None
    label: str
    asks: bool
    #: Words at the fields of a form, not one message.
    at_fields: bool
    span: tuple[int, int, int]

    @property
    def names_words(self) -> bool:
        """Each of the words is a rule by itself: they stand here, or in a table or a function that gives only words."""
        return bool(self.words) or (self.label.isidentifier() and not self.at_fields)

    def key(self, said: str) -> str:
        return said if said in self.words else self.label + ARROW + said


def callee(node: ast.Call) -> str:
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def _value(module: Any, node: ast.expr | None, function: ast.AST) -> Any:
    """What an expression is, where its module alone knows it; a name set once in the function counts."""
    if isinstance(node, ast.Name) and node.id not in vars(module):
        given = [
            each.value
            for each in ast.walk(function)
            if isinstance(each, ast.Assign)
            and any(isinstance(to, ast.Name) and to.id == node.id for to in each.targets)
        ]
        return _value(module, given[0], function) if len(given) == 1 else None
    try:
        return eval(ast.unparse(node), dict(vars(module))) if node is not None else None
    except (NameError, AttributeError, KeyError):
        return None


def _words(module: Any, node: ast.expr, function: ast.AST) -> tuple[str, ...]:
    if isinstance(node, ast.IfExp):
        return (*_words(module, node.body, function), *_words(module, node.orelse, function))
    if isinstance(node, ast.Dict):
        told = [_value(module, each, function) for each in node.values]
        return (" / ".join(told),) if told and all(isinstance(each, str) for each in told) else ()
    found = _value(module, node, function)
    if isinstance(found, dict) and found and all(isinstance(each, str) for each in found.values()):
        return (_joined(found),)
    return (found,) if isinstance(found, str) else ()


def _joined(problems: Any) -> str:
    return " / ".join(problems.values())


def _is_place(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call) or not node.args:
        return False
    name = callee(node)
    if name == "refuse":
        if ast.unparse(node.func) != "doors.refuse":
            return False
        return not any(_is_place(each) for part in node.args for each in ast.walk(part))
    return name in SAID or (name in RAISED and any(each.arg == "citation" for each in node.keywords))


def _place(module: Any, path: str, name: str, function: ast.AST, node: ast.Call) -> Place:
    asks = callee(node) == "refuse"
    said = node.args[0]
    cited = next((each.value for each in node.keywords if each.arg == "citation"), None)
    if cited is None and callee(node) in SAID:
        cited = node.args[1] if len(node.args) > 1 else None
    article = _value(module, cited, function)
    shown: ast.expr = said
    # doors.refuse(next(iter(rule(...)), None)) asks the rule.
    while asks and isinstance(shown, ast.Call | ast.Await):
        wraps = isinstance(shown, ast.Await) or callee(shown) in {"next", "iter"}
        shown = (shown.value if isinstance(shown, ast.Await) else shown.args[0]) if wraps else shown.func
    return Place(
        where=f"{path}|{name}",
        words=() if asks else _words(module, said, function),
        article=str(article) if isinstance(article, Citation) and not asks else None,
        label=" ".join(ast.unparse(shown).split())[:70],
        asks=asks,
        at_fields=callee(node) == "Invalid",
        span=(node.lineno, node.col_offset, node.end_lineno or 0),
    )


@cache
def tree(path: str) -> ast.Module:
    return ast.parse((ROOT / path).read_text(encoding="utf-8"))


def dotted(path: str) -> str:
    return path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")


def functions(path: str) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for node in tree(path).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            for each in node.body:
                if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef):
                    yield f"{node.name}.{each.name}", each


def found_in(module: Any, path: str, name: str, function: ast.AST) -> list[Place]:
    return [
        _place(module, path, name, function, each)
        for each in ast.walk(function)
        if isinstance(each, ast.Call) and _is_place(each)
    ]


@cache
def places(path: str) -> dict[str, list[Place]]:
    """The places of a file, by function."""
    found: dict[str, list[Place]] = {}
    for name, function in functions(path):
        if any(_is_place(each) for each in ast.walk(function)):
            module = importlib.import_module(dotted(path))
            found[f"{path}|{name}"] = found_in(module, path, name, function)
    return found


def files() -> list[str]:
    return [
        str(path.relative_to(ROOT)) for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))
    ]


# --- what was seen ----------------------------------------------------------------------------------------------


@dataclass
class Seen:
    """What happened while the functions were woven: refusals as (where, what, article), passings as (where, what)."""

    refused: set[tuple[str, str, str]] = field(default_factory=set)
    passed: set[tuple[str, str]] = field(default_factory=set)


class _Call:
    """One call of a woven function."""

    def __init__(self, seen: Callable[[], Seen], found: list[Place]) -> None:
        self.seen, self.places = seen, found
        self.past: set[int] = set()
        self.has_refused = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None and not self.has_refused:
            self.seen().passed.update(
                (self.places[each].where, what)
                for each in self.past
                for what in self.places[each].words or (self.places[each].label,)
            )

    def made(self, number: int, refusal: Any) -> Any:
        """The refusal as it is, noted."""
        self.has_refused = True
        if refusal.citation is not None:
            said = _joined(refusal.errors) if isinstance(refusal, errors.Invalid) else refusal.message
            place = self.places[number]
            self.seen().refused.add((place.where, place.key(said), str(refusal.citation)))
        return refusal

    def asked(self, number: int, refuse: Callable[..., None], *given: Any) -> None:
        try:
            refuse(*given)
        except errors.DomainError as error:
            self.made(number, error)
            raise
        self.past.add(number)

    def went_past(self, *numbers: int) -> None:
        self.past.update(numbers)

    def after(self, value: Any, *numbers: int) -> Any:
        self.past.update(numbers)
        return value


# --- weaving -----------------------------------------------------------------------------------------------------


def _tell(name: str, *given: ast.expr) -> ast.Call:
    return ast.Call(ast.Attribute(ast.Name(_NOTED, ast.Load()), name, ast.Load()), list(given), [])


class _Weaver(ast.NodeTransformer):
    """Places tell what they refuse; the nearest condition in front of each tells when it does not hold."""

    def __init__(self, found: list[Place]) -> None:
        self.number = {each.span: number for number, each in enumerate(found) if not each.asks}
        self.asking = {each.span: number for number, each in enumerate(found) if each.asks}
        #: Places that have met no condition yet, on the way up.
        self.open: list[set[int]] = [set()]

    def _within(self, nodes: Iterable[Any]) -> tuple[list[Any], set[int]]:
        self.open.append(set())
        made: list[Any] = []
        for each in nodes:
            got = self.visit(each)
            made.extend(got if isinstance(got, list) else [got])
        return made, self.open.pop()

    @staticmethod
    def _numbers(of: set[int]) -> list[ast.expr]:
        return [ast.Constant(each) for each in sorted(of)]

    def _past(self, of: set[int]) -> list[ast.stmt]:
        return [ast.Expr(_tell("went_past", *self._numbers(of)))] if of else []

    def visit_Call(self, node: ast.Call) -> Any:
        span = (node.lineno, node.col_offset, node.end_lineno or 0)
        is_place = _is_place(node)
        self.generic_visit(node)
        if is_place and span in self.number:
            self.open[-1].add(self.number[span])
            return _tell("made", ast.Constant(self.number[span]), node)
        if is_place and span in self.asking:
            return _tell("asked", ast.Constant(self.asking[span]), node.func, *node.args)
        return node

    def visit_If(self, node: ast.If) -> Any:
        node.test = self.visit(node.test)
        body, in_body = self._within(node.body)
        other, in_other = self._within(node.orelse)
        node.body = [*self._past(in_other), *body]
        node.orelse = [*self._past(in_body), *other]
        return node

    def visit_IfExp(self, node: ast.IfExp) -> Any:
        node.test = self.visit(node.test)
        (body,), in_body = self._within([node.body])
        (other,), in_other = self._within([node.orelse])
        node.body = _tell("after", body, *self._numbers(in_other)) if in_other else body
        node.orelse = _tell("after", other, *self._numbers(in_body)) if in_body else other
        return node

    def visit_Try(self, node: ast.Try) -> Any:
        node.body = self._flat(node.body)
        handlers, in_handlers = self._within(node.handlers)
        node.handlers = handlers
        node.orelse = [*self._past(in_handlers), *self._flat(node.orelse)]
        node.finalbody = self._flat(node.finalbody)
        return node

    def _flat(self, nodes: list[ast.stmt]) -> list[Any]:
        return [self.visit(each) for each in nodes]


def woven(function: ast.FunctionDef | ast.AsyncFunctionDef, found: list[Place], filename: str) -> CodeType:
    """The code of the function, telling. A place behind no condition is passed by returning before it."""
    weaver = _Weaver(found)
    made = copy.deepcopy(function)
    made.decorator_list = []
    body = weaver._flat(made.body)
    entered = ast.With(
        items=[ast.withitem(ast.Call(ast.Name(_TELLS, ast.Load()), [], []), ast.Name(_NOTED, ast.Store()))],
        body=[*weaver._past(weaver.open[0]), *body],
    )
    made.body = [entered]
    module = ast.fix_missing_locations(ast.Module([made], []))
    code = compile(module, filename, "exec", flags=__future__.annotations.compiler_flag, dont_inherit=True)
    return next(each for each in code.co_consts if isinstance(each, CodeType) and each.co_name == made.name)


def function_of(where: str) -> FunctionType:
    path, _, name = where.partition("|")
    found: Any = importlib.import_module(dotted(path))
    for part in name.split("."):
        found = getattr(found, part)
    while not isinstance(found, FunctionType):
        found = next(
            got for name in ("fget", "fn", "__wrapped__", "__func__") if (got := getattr(found, name, None))
        )
    return found


@cache
def _code(where: str) -> CodeType:
    path, _, name = where.partition("|")
    node = next(each for called, each in functions(path) if called == name)
    return woven(node, places(path)[where], str(ROOT / path)).replace(
        co_qualname=function_of(where).__code__.co_qualname
    )


def weave(function: FunctionType, code: CodeType, found: list[Place], seen: Callable[[], Seen]) -> CodeType:
    """Give the function this telling code, and back what it had."""
    before = function.__code__
    name = f"{_TELLS}{function.__qualname__}"
    function.__globals__[name] = lambda: _Call(seen, found)
    function.__code__ = code.replace(
        co_names=tuple(name if each == _TELLS else each for each in code.co_names)
    )
    return before


@contextlib.contextmanager
def telling(wheres: Iterable[str], seen: Callable[[], Seen]) -> Iterator[None]:
    """These functions tell what they refuse and what they let pass."""
    before: list[tuple[FunctionType, CodeType]] = []
    try:
        for where in wheres:
            function, found = function_of(where), places(where.partition("|")[0])[where]
            before.append((function, weave(function, _code(where), found, seen)))
        yield
    finally:
        for function, code in reversed(before):
            function.__code__ = code


@cache
def all_of_them() -> list[str]:
    return [where for path in files() for where in places(path)]
