"""From the stored dictionary of a decision to the typed snapshot of its paper."""

import dataclasses
import datetime as dt
import types
import typing
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, TypeVar

Paper = TypeVar("Paper")


class Incomplete(ValueError):
    """The snapshot does not say what the paper must say. `problems` names every place."""

    def __init__(self, paper: str, problems: list[str]) -> None:
        super().__init__(f"{paper}: " + "; ".join(problems))
        self.problems = problems


def read(paper: type[Paper], snapshot: Mapping[str, Any]) -> Paper:
    """Build the paper's dataclass from what was stored: days and amounts from text, parts from dictionaries.

    Keys the paper does not know are left alone: a snapshot may serve the register too. A part whose
    class names `TEXT` may be given as that text alone.
    """
    problems: list[str] = []
    built = _read(paper, snapshot, "", problems)
    if problems:
        raise Incomplete(paper.__module__.rpartition(".")[2], problems)
    return typing.cast("Paper", built)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _read(kind: type, value: Any, place: str, problems: list[str]) -> Any:
    text_field = getattr(kind, "TEXT", None)
    if isinstance(value, str) and text_field:
        value = {text_field: value}
    if not isinstance(value, Mapping):
        problems.append(f"{place or 'snapshot'} is not a group of fields")
        return None
    found = {}
    for field in dataclasses.fields(kind):
        where = f"{place}.{field.name}" if place else field.name
        if field.name not in value or value[field.name] is None:
            optional = (
                field.default is not dataclasses.MISSING or field.default_factory is not dataclasses.MISSING
            )
            if not optional:
                problems.append(f"{where} is missing")
            continue
        found[field.name] = _value(_hints(kind)[field.name], value[field.name], where, problems)
    return None if problems else kind(**found)


def _value(hint: Any, value: Any, place: str, problems: list[str]) -> Any:
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        hint = next(option for option in typing.get_args(hint) if option is not type(None))
    if typing.get_origin(hint) is tuple:
        if isinstance(value, str) or not hasattr(value, "__iter__"):
            value = [value]
        inner = typing.get_args(hint)[0]
        return tuple(_value(inner, each, f"{place}[{at}]", problems) for at, each in enumerate(value))
    if dataclasses.is_dataclass(hint):
        return _read(typing.cast("type", hint), value, place, problems)
    try:
        return _scalar(hint, value)
    except (ValueError, InvalidOperation, TypeError):
        problems.append(f"{place} cannot be read: {value!r}")
        return None


def _scalar(hint: Any, value: Any) -> Any:
    if hint is dt.date:
        if isinstance(value, dt.datetime):
            return value.date()
        return value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value)[:10])
    if hint is dt.datetime:
        return value if isinstance(value, dt.datetime) else dt.datetime.fromisoformat(str(value))
    if hint is Decimal:
        return Decimal(str(value))
    if hint is bool:
        if not isinstance(value, bool):
            raise TypeError(value)
        return value
    if hint is int:
        return int(value)
    if hint is str:
        if isinstance(value, (Mapping, list)):
            raise TypeError(value)
        return str(value)
    return value
