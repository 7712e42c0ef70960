"""Two at once, with real commits: one matter a licence, one decision, one end."""

import asyncio

from regulation import database, errors
from regulation.endings.actions import deciding
from regulation.endings.status import EndingStatus, Sparing
from regulation.licensing.actions import ending as licences
from regulation.licensing.rules.ending import Ground
from tests.builders import endings as build
from tests.builders import licensing as granting
from tests.builders.endings import MONDAY, SERVED

S = EndingStatus


async def outcome(act):
    try:
        return await act
    except errors.DomainError as refused:
        return refused


async def test_two_deciders_at_once_make_one_decision(committed_db, cast, tmp_path):
    licence = await granting.a_licence(cast, folder=tmp_path)
    made = await build.a_matter(cast, licence, at=S.PROPOSED)
    results = await asyncio.gather(
        outcome(deciding.end(made, reason="同意经办人员意见。", actor=cast.bai, now=MONDAY)),
        outcome(
            deciding.drop(
                made, sparing=Sparing.NOT_ESTABLISHED, reason="证据不足以认定。", actor=cast.bo, now=MONDAY
            )
        ),
    )
    assert sum(isinstance(each, errors.AlreadyMoved) for each in results) == 1


async def test_a_decision_served_while_the_licence_is_cancelled_gives_one_end(committed_db, cast, tmp_path):
    licence = await granting.a_licence(cast, folder=tmp_path)
    made = await build.a_matter(cast, licence, at=S.DECIDED)
    day = MONDAY.date()
    await asyncio.gather(
        outcome(deciding.take_effect(made, served_on=day, **SERVED, actor=cast.an, now=MONDAY)),
        outcome(
            licences.cancel(
                licence["id"], ground=Ground.HOLDER_ENDED, reason="企业已注销", actor=cast.bo, now=MONDAY
            )
        ),
    )
    log = await database.rows("select action from case_log where matter_kind = 'licence' order by id")
    ends = [each["action"] for each in log if each["action"] in ("set_aside", "cancel")]
    # Either the cancellation was first and is the only end, or it came second and found its ground gone.
    assert ends in (["cancel"], ["set_aside"])


async def test_two_clerks_at_once_open_one_matter(committed_db, cast, tmp_path):
    licence = await granting.a_licence(cast, folder=tmp_path)
    results = await asyncio.gather(*(outcome(build.a_matter(cast, licence)) for _ in range(4)))
    assert sum(isinstance(each, errors.Refused) for each in results) == 3
