"""What a history of acts says of a day: in force or not, in which words, since when and until when. Pure.

Nothing is overwritten: an entry is varied, extended, lifted and corrected by further lines. A term runs out by itself,
at the end of its last day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from regulation.firms import timelines
from regulation.firms.timelines import Span
from regulation.law.citation import HRM_REGULATIONS
from regulation.law.coverage import rule
from regulation.registration_conditions.status import Act, Phase
from regulation.words import N_

ONE = timedelta(days=1)
#: Shown on the list of what ends soon.
SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Terms:
    """What is said, in Chinese and, where the firm needs it, in English."""

    text: str
    text_en: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the history.

    `since` and `until` are the first and the last day meant; `on` is the day from which a variation or a lifting
    counts; `at` is when it was entered.
    """

    act: Act
    at: datetime
    on: date
    terms: Terms = Terms("")
    since: date | None = None
    until: date | None = None


Timeline = tuple[Span[Terms], ...]


def _before(until: date | None) -> date | None:
    return until + ONE if until else None


def last_day(span: Span[Terms]) -> date | None:
    """The last day on which a stretch holds; None where it is open."""
    return span.until - ONE if span.until else None


def _applied(believed: Timeline, event: Event) -> Timeline:
    match event.act:
        case Act.IMPOSED | Act.CORRECTED:
            assert event.since is not None
            return (Span(event.terms, event.since, _before(event.until)),)
        case Act.ANNULLED:
            return ()
        case Act.LIFTED:
            return _cut(believed, event.on)
        case Act.VARIED:
            return (*_cut(believed, event.on), Span(event.terms, event.on, _before(event.until)))
        case Act.EXTENDED:
            *earlier, last = believed
            return (*earlier, Span(last.value, last.since, _before(event.until)))


def _cut(believed: Timeline, on: date) -> Timeline:
    """What is left when nothing holds from a day on."""
    change = timelines.amended(believed, None, on)
    kept = [each for each in believed if each not in change.closed]
    return tuple(sorted([*kept, *change.opened], key=lambda each: each.since or date.min))


def timeline(history: Iterable[Event]) -> Timeline:
    """The days of an entry with what it said on each, earliest first, as all its lines together have it."""
    believed: Timeline = ()
    for event in history:
        believed = _applied(believed, event)
    return tuple(each for each in believed if not each.is_empty)


def known(history: Sequence[Event], at: datetime) -> tuple[Event, ...]:
    """The lines that had been entered by an instant."""
    return tuple(each for each in history if each.at <= at)


@rule(HRM_REGULATIONS.article(22))
def in_force(history: Iterable[Event], on: date) -> Span[Terms] | None:
    """What the history says holds on a day, and from when to when; None where nothing does."""
    return next((each for each in timeline(history) if each.holds_on(on)), None)


def phase(history: Sequence[Event], on: date) -> Phase:
    """Where an entry stands on a day."""
    spans = timeline(history)
    if any(each.holds_on(on) for each in spans):
        return Phase.IN_FORCE
    if not history:
        return Phase.NONE
    if history[-1].act is Act.ANNULLED:
        return Phase.VOID
    if any(each.since is not None and each.since > on for each in spans):
        return Phase.UPCOMING
    return Phase.LIFTED if _was_lifted(history) else Phase.EXPIRED


def _was_lifted(history: Sequence[Event]) -> bool:
    """Whether the last word on its end was a lifting; a lifting after the term had run out changes nothing."""
    last = next(each for each in reversed(history) if each.act is not Act.EXTENDED)
    return last.act is Act.LIFTED and timeline(history[: history.index(last)]) != timeline(history)


def ends_soon(history: Sequence[Event], today: date) -> date | None:
    """The last day, where that is near and nothing follows it; None otherwise."""
    spans = timeline(history)
    end = last_day(spans[-1]) if spans else None
    return end if end is not None and today <= end <= today + SOON else None


# --- What may be done to an entry ----------------------------------------------------------------------

NOT_IN_FORCE = N_("已经期满、解除或者撤销的登记不能再变更；登记有误的请更正")
NO_END = N_("没有期限的登记不需要延长")
NOT_LONGER = N_("延长后的期限应当晚于原期限")
BACKWARDS = N_("截止日期不能早于开始日期")
TOO_EARLY = N_("不能早于原登记的开始日期")
TOO_LATE = N_("不能晚于原登记的截止日期")


def wrong_change(
    history: Sequence[Event], act: Act, *, on: date, since: date | None, until: date | None, today: date
) -> dict[str, str]:
    """What does not fit, by field: an entry that is over is only corrected; a longer term is longer."""
    spans = timeline(history)
    wrong: dict[str, str] = {}
    if act in {Act.CORRECTED, Act.ANNULLED}:
        if act is Act.CORRECTED and since is not None and until is not None and until < since:
            wrong["until"] = BACKWARDS
        return wrong
    last = spans[-1] if spans else None
    end = last_day(last) if last else None
    if last is None or (end is not None and end < today):
        return {"act": NOT_IN_FORCE}
    begun = spans[0].since
    if act is Act.EXTENDED:
        if end is None:
            wrong["act"] = NO_END
        elif until is not None and until <= end:
            wrong["until"] = NOT_LONGER
        return wrong
    if begun is not None and on < begun:
        wrong["on"] = TOO_EARLY
    elif end is not None and on > end:
        wrong["on"] = TOO_LATE
    if act is Act.VARIED and until is not None and until < on:
        wrong["until"] = BACKWARDS
    return wrong
