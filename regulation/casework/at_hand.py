"""The matter that a request has opened, and the step it wants to take: what a page that came too late is told about.

An act that finds the matter moved on raises `AlreadyMoved` wherever it notices; which matter it was is known where it was
opened or locked. The answer to that one request is the only reader.
"""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from regulation import errors

if TYPE_CHECKING:
    from uuid import UUID

    from regulation.casework.steps import Step
    from regulation.law.citation import Citation


@dataclass(frozen=True, slots=True)
class AtHand:
    """A matter by the names of the log, and the article of the step that was to be taken, where a door knew it."""

    matter_kind: str
    matter_id: UUID
    article: Citation | None = None


_at_hand: ContextVar[AtHand | None] = ContextVar("matter at hand", default=None)


def take(matter_kind: str, matter_id: UUID) -> None:
    """From now on this matter is meant."""
    _at_hand.set(AtHand(matter_kind, matter_id))


def under(step: Step) -> None:
    """The step to be taken in it."""
    held = _at_hand.get()
    if held is not None and step.cites:
        _at_hand.set(replace(held, article=step.cites[0]))


def moved(matter_kind: str, matter_id: UUID, step: Step) -> errors.AlreadyMoved:
    """What to raise when this step cannot be taken any more from the state that the matter is in."""
    found = errors.AlreadyMoved(citation=step.article)
    found.matter = AtHand(matter_kind, matter_id)
    return found


def let_go() -> AtHand | None:
    """The matter that was meant, once."""
    held = _at_hand.get()
    _at_hand.set(None)
    return held
