"""Two at once, with real commits: one decision, one line, one entry for an order."""

import asyncio

from regulation import database, errors
from regulation.registration_conditions.actions import deciding, proposing
from regulation.registration_conditions.status import Act, ConditionStatus
from tests.builders import conditions as build
from tests.builders.conditions import MONDAY, TODAY

S = ConditionStatus


async def outcome(act):
    try:
        return await act
    except errors.DomainError as refused:
        return refused


async def test_two_deciders_and_two_clerks_at_once_make_one_of_each(committed_db, cast):
    licence = await build.a_registration(cast)
    proposed = await asyncio.gather(*(outcome(build.an_entry(cast, licence, at=S.READY)) for _ in range(4)))
    [made] = [each for each in proposed if not isinstance(each, Exception)]
    entered = await asyncio.gather(
        outcome(deciding.enter(made, reason="文书核对无误。", actor=cast.bai, now=MONDAY)),
        outcome(deciding.decline(made, reason="来文不是原件。", actor=cast.bo, now=MONDAY)),
        outcome(deciding.enter(made, reason="文书核对无误。", actor=cast.bo, now=MONDAY)),
    )
    assert sum(isinstance(each, errors.AlreadyMoved) for each in entered) == 2
    lines = await database.value("select count(*) from condition_event")
    if lines:
        changed = await asyncio.gather(
            *(
                outcome(
                    proposing.propose_change(
                        made, act=Act.LIFTED, on=TODAY, reason="来文告知解除。", actor=clerk, now=MONDAY
                    )
                )
                for clerk in (cast.an, cast.ann)
            )
        )
        assert sum(isinstance(each, errors.AlreadyMoved) for each in changed) == 1
    shown = await database.value("select count(*) from registration_limit where known_to is null")
    assert shown == lines
