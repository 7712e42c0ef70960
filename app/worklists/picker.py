"""Phrases in the forms of acts: what is offered beside the field, put into it, and kept with the act.

A form takes `Worded` as a parent and its template includes `worklists/phrases.html`; the page gives it `offer(...)`.
Without scripts the button sends the form to the page's own `/phrase` address, which `added` answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from app import clock
from app.shell import forms
from regulation import database
from regulation.worklists import phrases
from regulation.worklists.status import PHRASE_EDITORS

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from uuid import UUID

    from litestar import Request

    from regulation.actor import Actor

Row = dict[str, Any]
#: The button that puts a phrase into the field; its value is the phrase's key.
ADD = "phrase_add"


class Worded(forms.Form):
    """A form whose words may come from phrases: `phrase id:version`, one for each that was put in."""

    phrases: list[Annotated[str, Field(max_length=60)]] = Field(default_factory=list, max_length=60)


@dataclass(frozen=True, slots=True)
class About:
    """The matter in which an act is done."""

    kind: str
    id: UUID
    address: str
    number: str


def key_of(phrase: Row) -> str:
    """How a form names a phrase as it reads now."""
    return f"{phrase['id']}:{phrase['version']}"


async def offer(actor: Actor, kind: str, field: str, address: str) -> Row:
    """What the template needs: the organ's phrases for this kind of act, their field, where the button sends to."""
    if not kind or not phrases.may_look(actor):
        return {"phrases": [], "may_write_phrases": False}
    return {
        "phrases": [{**each, "key": key_of(each)} for each in await phrases.library(actor, kind=kind)],
        "phrase_field": field,
        "phrase_url": address,
        "phrase_kind": kind,
        "may_write_phrases": actor.holds(*PHRASE_EDITORS),
    }


async def added(request: Request[Any, Any, Any], actor: Actor, kind: str, field: str) -> Row:
    """The values of a form as sent, with the phrase of the pressed button on a line of its own."""
    values: Row = {}
    for name, value in (await request.form()).multi_items():
        if name != forms.CSRF_FIELD and isinstance(value, str):
            values.setdefault(name, []).append(value)
    values = {name: given if len(given) > 1 else given[0] for name, given in values.items()}
    key = str(values.pop(ADD, ""))
    offered = {key_of(each): each for each in await phrases.library(actor, kind=kind)}
    if key in offered:
        before = str(values.get(field, "")).rstrip()
        values[field] = f"{before}\n{offered[key]['text']}".lstrip("\n")
        values["phrases"] = [*chosen(values), key]
    return values


def chosen(values: Row) -> list[str]:
    """The phrases of a form that comes back."""
    given = values.get("phrases") or []
    return [given] if isinstance(given, str) else list(given)


async def take(
    act: Callable[[], Awaitable[Any]], used: list[str], said: str, *, field: str, about: About, actor: Actor
) -> None:
    """Do the act and keep with it which phrases its words came from. Raises Invalid for a blank that was left open."""
    async with database.unit_of_work():
        await act()
        await keep(used, said, field=field, about=about, actor=actor)


async def keep(used: list[str], said: str, *, field: str, about: About, actor: Actor) -> None:
    """In the act's own unit of work: its words came from these phrases. Raises Invalid for a blank that was left open."""
    if used:
        phrases.check_filled(said, field)
    await phrases.record_use(
        used,
        said,
        matter_kind=about.kind,
        matter_id=about.id,
        matter=about.address,
        number=about.number,
        actor=actor,
        now=clock.now(),
    )
