"""Many orders served in one act of the clerk's: each by the rules of one, each with its own entry in the log."""

from __future__ import annotations

from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regulation import database, errors
from regulation.casework import service
from regulation.law import beijing
from regulation.penalties.actions import orders
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from datetime import date, datetime
    from uuid import UUID

    from regulation.actor import Actor

#: More at once would keep their rows locked for too long.
MOST = 200
NO_METHOD = N_("请选择送达方式")
NOT_YET = N_("送达日期不能晚于今天")
NONE_CHOSEN = N_("请勾选要送达的指令书")
TOO_MANY = N_("一次最多登记%(most)s份")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one order; `refused` is None for one that was served."""

    order_id: UUID
    receipt: str
    refused: errors.DomainError | None = None


class _Tried(Exception):
    """Takes back what a preview did."""


async def serve_many(
    receipts: Mapping[UUID, str],
    *,
    method: str,
    served_on: date,
    actor: Actor,
    now: datetime,
    only_try: bool = False,
) -> list[Outcome]:
    """Record that these orders were served, each with what its receipt says; what is refused leaves the others alone.

    With `only_try` nothing is kept: the outcomes are those that the act would have now. Raises Invalid for what
    concerns all of them.
    """
    service.check_by_official(method)
    problems = {}
    if method not in service.METHODS:
        problems["method"] = NO_METHOD
    if served_on > beijing.legal_day(now):
        problems["served_on"] = NOT_YET
    if not receipts:
        problems["orders"] = NONE_CHOSEN
    if len(receipts) > MOST:
        problems["orders"] = TOO_MANY
    if problems:
        raise errors.Invalid(problems, most=MOST)
    found = []
    # In one order for everybody, so that two clerks with the same list do not wait for each other in a circle.
    for order_id in sorted(receipts):
        found.append(
            Outcome(
                order_id,
                receipts[order_id],
                await _serve(
                    order_id,
                    method=method,
                    served_on=served_on,
                    receipt=receipts[order_id],
                    actor=actor,
                    now=now,
                    only_try=only_try,
                ),
            )
        )
    return found


async def _serve(
    order_id: UUID,
    *,
    method: str,
    served_on: date,
    receipt: str,
    actor: Actor,
    now: datetime,
    only_try: bool,
) -> errors.DomainError | None:
    serve = orders.serve_order(
        order_id, method=method, served_on=served_on, receipt=receipt, actor=actor, now=now
    )
    try:
        if only_try:
            async with _taken_back():
                await serve
        else:
            await serve
    except errors.DomainError as refusal:
        return refusal
    return None


@asynccontextmanager
async def _taken_back() -> AsyncIterator[None]:
    """What is done inside is undone at the end."""
    with suppress(_Tried):
        async with database.unit_of_work():
            yield
            raise _Tried
