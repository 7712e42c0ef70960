"""Two at once: a month begun by two colleagues, a panel drawn and confirmed twice."""

import asyncio

from regulation import database, errors
from regulation.indicators import drafts
from regulation.indicators.indicator import FormKind
from regulation.surveys import session
from regulation.surveys.actions import answering, monthly, panel
from regulation.surveys.queries import panel as queries
from tests.builders import monitoring as built
from tests.builders.monitoring import FILING, VALUES, a_month, typed


async def at_once(*acts):
    return await asyncio.gather(*acts, return_exceptions=True)


async def count(sql):
    async with session.statistics():
        return await database.value(sql)


async def test_two_colleagues_begin_one_answer(committed_db, cast):
    await a_month(cast)
    saving = (
        answering.save(cast.firm, FormKind.MONTHLY, "2026-01", typed(VALUES), 0, actor=who, now=FILING)
        for who in (cast.e, cast.ee)
    )
    found = await at_once(*saving)
    assert await count("select count(*) from statistical_return") == 1
    # Whoever came second is told of the first, and overwrites nothing.
    assert sum(isinstance(each, drafts.Saved) for each in found) == 1
    assert sum(isinstance(each, drafts.Overtaken) for each in found) == 1


async def test_a_month_sent_twice_is_filed_once(committed_db, cast):
    await a_month(cast)
    await answering.save(cast.firm, FormKind.MONTHLY, "2026-01", typed(VALUES), 0, actor=cast.e, now=FILING)
    found = await at_once(
        *(
            answering.submit(
                cast.firm, FormKind.MONTHLY, "2026-01", has_declared=True, actor=cast.e, now=FILING
            )
            for _ in range(3)
        )
    )
    assert sum(isinstance(each, str) for each in found) == 1
    assert sum(isinstance(each, errors.Refused) for each in found) == 2
    assert await count("select count(*) from filed_return") == 1


async def test_one_panel_is_drawn_and_confirmed_once(committed_db, cast):
    await built.licensed_firms(8)
    drawn = await at_once(*(panel.propose("2026-01", actor=who, now=built.NOW) for who in (cast.mo, cast.mu)))
    assert sum(isinstance(each, errors.Refused) for each in drawn) == 1
    (plan,) = await queries.plans()
    confirmed = await at_once(*(panel.confirm(plan.id, actor=cast.mo, now=built.NOW) for _ in range(2)))
    assert sum(each is None for each in confirmed) == 1
    assert sum(isinstance(each, errors.AlreadyMoved) for each in confirmed) == 1
    assert await count("select count(*) from panel_point") == 4
    assert await count("select count(*) from panel_change") == 4


async def test_a_month_is_opened_once_by_two(committed_db, cast):
    await a_month(cast)
    found = await at_once(*(monthly.open_month("2025-12", actor=cast.mo, now=FILING) for _ in range(2)))
    assert all(isinstance(each, errors.Refused) for each in found), "there was no panel yet"
    later = FILING.replace(month=3)
    found = await at_once(*(monthly.open_month("2026-02", actor=cast.mo, now=later) for _ in range(2)))
    assert sum(isinstance(each, errors.Refused) for each in found) == 1
    assert await count("select count(*) from survey_round where period = '2026-02'") == 1
    assert (
        await count(
            "select count(*) from round_target join survey_round on survey_round.id = survey_round where period = '2026-02'"
        )
        == 2
    )
