"""A respondent takes back its return before anybody looked at it, while the round collects."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from regulation import database, errors
from regulation.casework import record
from regulation.surveys import session
from regulation.surveys.actions import drafting, filing, recalling, review
from regulation.surveys.queries import papers, returns
from regulation.surveys.status import Status
from tests.builders import annual_reports as operating
from tests.builders import returns as city
from tests.builders import surveys as build
from tests.builders.surveys import NOW, YEAR

PERIOD = str(YEAR)
LATER = NOW + timedelta(hours=1)


@pytest.fixture
async def filed(cast):
    """E's return, filed."""
    await operating.a_registration(cast.firm)
    await build.a_round()
    await build.a_return(cast)
    return cast


async def recall(cast, *, who=None, now=LATER):
    await recalling.recall(cast.firm, PERIOD, actor=who or cast.e, now=now)


async def test_what_was_filed_is_a_draft_again_with_its_history(filed):
    before = await returns.of_firm(filed.firm, PERIOD)
    receipt = await papers.receipt_of(before.id)
    await recall(filed)
    held = await returns.of_firm(filed.firm, PERIOD)
    assert (held.status, held.filed_id, held.filed_at, held.prepared_by) == (Status.DRAFT, None, None, None)
    assert (held.number, held.version, held.draft) == (before.number, 1, before.draft)
    assert len(await returns.filings(held.id)) == 1
    assert await papers.receipt_of(held.id) == receipt
    assert await returns.recalls(held.id) == {1: LATER}
    async with session.statistics():
        history = [each.action for each in await record.history("statistical_return", held.id)]
        acts = await database.rows("select act from leaf where entity = $1 order by seq", str(held.id))
    assert history == ["start", "prepare", "submit", "recall"]
    assert [each["act"] for each in acts] == ["submit", "recall"]


async def test_after_the_period_or_the_editing_it_stays_filed(filed):
    with pytest.raises(errors.Refused, match="联系统计人员退回"):
        await recall(filed, now=datetime(YEAR + 1, 12, 1, tzinfo=UTC))
    await city.gate(YEAR, "editing_closed")
    with pytest.raises(errors.Refused, match="不能再撤回"):
        await recall(filed)
    assert (await returns.of_firm(filed.firm, PERIOD)).status is Status.SUBMITTED


async def test_a_preparer_does_not_recall_and_another_firm_finds_nothing(filed):
    with pytest.raises(errors.NotPermitted, match="签署人撤回"):
        await recall(filed, who=filed.ee)
    with pytest.raises(errors.NotFound):
        await recall(filed, who=filed.f)


async def test_once_reviewed_or_a_cell_was_decided_of_it_is_not_recalled(filed):
    number = await database.value("select number from firm where id = $1", filed.firm)
    await review.return_to_respondent(YEAR, number, 1, {}, "请核对收入", actor=filed.pan, now=LATER)
    with pytest.raises(errors.Refused, match="不需要撤回"):
        await recall(filed)
    await drafting.prepare(filed.firm, PERIOD, actor=filed.ee, now=LATER)
    await filing.submit(filed.firm, PERIOD, has_declared=True, shared=None, actor=filed.e, now=LATER)
    with pytest.raises(errors.Refused, match="已经开始审核"):
        await recall(filed)


async def test_a_cell_looked_at_is_a_review_begun(filed):
    held = await returns.of_firm(filed.firm, PERIOD)
    async with session.statistics():
        await database.execute(
            """insert into edit_resolution (id, filed, cell, decision, words, decided_by, decided_at, rule)
               values ($1, $2, 'rev_total', 'believed', '电话核实', '潘', $3, '')""",
            uuid4(),
            held.filed_id,
            LATER,
        )
    with pytest.raises(errors.Refused, match="已经开始审核"):
        await recall(filed)


async def test_what_the_district_passed_is_not_recalled(filed):
    number = await database.value("select number from firm where id = $1", filed.firm)
    await review.pass_return(YEAR, number, 1, actor=filed.pan, now=LATER)
    with pytest.raises(errors.Refused, match="已经开始审核"):
        await recall(filed)
    await review.pass_return(YEAR, number, 1, actor=filed.mo, now=LATER)
    with pytest.raises(errors.Refused, match="开放更正"):
        await recall(filed)
