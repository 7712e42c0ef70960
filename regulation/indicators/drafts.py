"""A draft that several people fill in, page by page: what a saved page changes, and who was quicker. Pure.

Every form keeps its draft in the same two parts: the cells so far, and for each page how often it was
saved and by whom last. Nobody's work is overwritten unseen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from regulation import errors
from regulation.indicators import reading
from regulation.indicators.edits.filing import Finding
from regulation.indicators.indicator import Indicator, Value, Values
from regulation.words import N_

if TYPE_CHECKING:
    from regulation.actor import Actor

#: Shortest explanation that says anything, and the longest kept.
SHORTEST_REASON, LONGEST_REASON = 4, 500
SAVED_BY_COLLEAGUE = N_("您打开本页之后，%(name)s于%(at)s保存过本页。请核对下面的最新内容后再保存")
NOT_ON_THE_PAGE = N_("表单中有本页没有的项目，请刷新页面后重新填写")
TOO_SHORT = N_("请写明具体原因")

#: Per page: its revision, who saved it last, and each person's own last saving.
Pages = Mapping[str, Mapping[str, Any]]


class Overtaken(errors.Refused):
    """A colleague saved the same page in the meantime; nothing was overwritten."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What a page's saving led to. `problems` are cells that could not be read and were left as they were."""

    problems: dict[str, reading.Unreadable] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def check_known(typed: Iterable[str], known: Iterable[str]) -> None:
    """Raise Invalid when a form names cells that its page does not have."""
    if unknown := sorted(set(typed) - set(known)):
        raise errors.Invalid({"form": NOT_ON_THE_PAGE}, fields=unknown)


def revision(pages: Pages, page: str) -> int:
    """How often a page was saved."""
    return int(pages.get(page, {}).get("revision", 0))


def check_not_overtaken(pages: Pages, page: str, seen: int, actor: Actor) -> None:
    """One's own saves (the page saves itself while one types) never stand in one's way; a colleague's do."""
    for person, last in pages.get(page, {}).get("last", {}).items():
        if person != str(actor.person_id) and int(last["revision"]) > seen:
            raise Overtaken(SAVED_BY_COLLEAGUE, name=last["name"], at=last["at"])


def turned(pages: Pages, page: str, *, actor: Actor, now: datetime) -> dict[str, Any]:
    """The pages after one more saving of this one."""
    before = pages.get(page, {})
    at = {"revision": revision(pages, page) + 1, "at": now.isoformat()}
    mine = {**at, "name": actor.name}
    last = {**before.get("last", {}), str(actor.person_id): mine}
    return {**pages, page: {**at, "by": actor.name, "last": last}}


def merged(
    cells: Iterable[Indicator], draft: Values, typed: Mapping[str, Sequence[str]]
) -> tuple[dict[str, Value], dict[str, reading.Unreadable]]:
    """The draft with what was typed on a page; cells that cannot be read keep their last value and are named.

    A cell the page did not show (a line not ticked) is not in the form and keeps its value.
    """
    values = dict(draft)
    problems: dict[str, reading.Unreadable] = {}
    for indicator in cells:
        key = indicator.key
        if key not in typed and not (indicator.kind == "choices" and typed):
            continue
        try:
            value = reading.read(indicator, typed.get(key, ()))
        except reading.Unreadable as problem:
            problems[key] = problem
            continue
        if value is None:
            values.pop(key, None)
        else:
            values[key] = value
    return values, problems


def merged_whole(
    cells: Iterable[Indicator], draft: Values, typed: Mapping[str, Sequence[str]]
) -> dict[str, Value]:
    """The draft with what a whole form says, as a workbook does. Raises Invalid when one cell cannot be read: all or nothing."""
    values, problems = merged(cells, draft, typed)
    if problems:
        raise errors.Invalid({key: each.message for key, each in problems.items()})
    return values


def check_none_overtaken(pages: Pages, seen: Mapping[str, int], groups: Iterable[str], actor: Actor) -> None:
    """As `check_not_overtaken`, for all pages at once. Raises Overtaken."""
    for group in groups:
        check_not_overtaken(pages, group, seen.get(group, 0), actor)


def explained(
    soft: Iterable[Finding], reasons: Mapping[str, str], converted: Sequence[str] = ()
) -> tuple[dict[str, str], dict[str, Value]]:
    """The explanations worth keeping, by finding, and the amounts whose unit was mistaken.

    Raises Invalid for an explanation too short to say anything; keys that match no finding are dropped.
    """
    kept: dict[str, str] = {}
    amounts: dict[str, Value] = {}
    too_short: dict[str, str] = {}
    for each in soft:
        if each.key in converted and each.suggestion:
            amounts.update(each.suggestion)
            continue
        reason = reasons.get(each.key, "").strip()
        if reason and len(reason) < SHORTEST_REASON:
            too_short[each.key] = TOO_SHORT
        elif reason:
            kept[each.key] = reason[:LONGEST_REASON]
    if too_short:
        raise errors.Invalid(too_short)
    return kept, amounts


def outcome(finding: Finding, reasons: Mapping[str, str]) -> dict[str, Any]:
    """A finding as it is kept with a filing: rule and version, cells, words, values, the firm's explanation."""
    return {
        "rule": finding.rule,
        "version": finding.version,
        "level": finding.level,
        "cells": list(finding.cells),
        "message": finding.message,
        "params": {key: str(value) for key, value in finding.params.items()},
        "reason": reasons.get(finding.key, ""),
    }
