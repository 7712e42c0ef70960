"""A false promise counts as acting without a licence: its lead waits at the desk until a case follows it, once."""

import asyncio

import pytest

from regulation import errors
from regulation.endings.status import EndingStatus, Ground
from regulation.licensing.status import Track
from regulation.penalties import queries, unlicensed
from regulation.penalties.actions import opening
from regulation.penalties.status import Source
from tests.builders import endings, licensing
from tests.builders.endings import MONDAY


async def a_lead(cast, tmp_path, *, at=EndingStatus.ENDED, ground=Ground.FALSE_PROMISE):
    licence = await licensing.a_licence(cast, track=Track.COMMITMENT, folder=tmp_path)
    await endings.a_matter(cast, licence, at=at, ground=ground)
    found = await unlicensed.leads(cast.an.organ_id)
    return found[0] if found else None


def propose(cast, lead, *, firm=None, violation="V-01", who=None):
    return opening.propose_case(
        Source.FALSE_PROMISE,
        lead["number"],
        firm or cast.firm,
        violation,
        cause=f"{lead['facts']}（虚假承诺）",
        act_ended_on=lead["discovered_on"],
        discovered_on=lead["discovered_on"],
        officers=[cast.chen.person_id, cast.cui.person_id],
        by_labour_supervision=True,
        actor=who or cast.an,
        now=MONDAY,
    )


async def test_the_lead_is_there_when_the_set_aside_is_served_and_gone_when_a_case_follows(cast, tmp_path):
    lead = await a_lead(cast, tmp_path)
    assert lead["licence_number"] == "（京）人服证字〔2026〕第1101050001号"
    with pytest.raises(errors.NotFound):
        await unlicensed.lead(cast.ding, lead["number"])
    made = await propose(cast, lead)
    case = await queries.visible_case(cast.an, made["id"])
    assert (case["source_kind"], case["source_number"]) == ("false_promise", lead["number"])
    assert await unlicensed.leads(cast.an.organ_id) == []
    with pytest.raises(errors.Refused):
        await propose(cast, lead)


@pytest.mark.parametrize("at", [EndingStatus.TOLD, EndingStatus.DECIDED])
async def test_before_its_service_there_is_no_lead(cast, tmp_path, at):
    assert await a_lead(cast, tmp_path, at=at) is None


async def test_other_grounds_lead_to_no_case_of_this_kind(cast, tmp_path):
    assert await a_lead(cast, tmp_path, ground=Ground.FRAUD) is None


async def test_a_case_does_not_borrow_the_lead_of_another_firm_or_another_breach(cast, tmp_path):
    lead = await a_lead(cast, tmp_path)
    for firm, violation, field in ((cast.other_firm, "V-01", "number"), (None, "V-02", "violation")):
        with pytest.raises((errors.Invalid, errors.NotPermitted, errors.NotFound)) as refused:
            await propose(cast, lead, firm=firm, violation=violation)
        if isinstance(refused.value, errors.Invalid):
            assert set(refused.value.errors) == {field}


async def test_two_clerks_at_once_propose_one_case(committed_db, cast, tmp_path):
    lead = await a_lead(cast, tmp_path)
    done = await asyncio.gather(
        propose(cast, lead), propose(cast, lead, who=cast.ann), return_exceptions=True
    )
    assert sorted(type(each).__name__ for each in done) == ["Refused", "dict"]
