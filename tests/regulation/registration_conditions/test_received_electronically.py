"""What hangs on a registration is served electronically by the firm's own act alone, while its confirmation is in force."""

import pytest

from regulation import errors
from regulation.casework import consents, documents, service
from regulation.firms.status import LimitKind
from regulation.registration_conditions import queries
from regulation.registration_conditions.actions import deciding, hearing, proposing, receiving
from regulation.registration_conditions.rules.grounds import Ground
from regulation.registration_conditions.status import ConditionStatus
from tests.builders import conditions as build
from tests.builders.conditions import MONDAY, TODAY

S = ConditionStatus
BY_CLERK = {"method": "electronic", "served_on": TODAY, "receipt": "电子"}


@pytest.fixture
async def licence(cast):
    return await build.a_registration(cast)


async def _own(cast, licence, at):
    return await build.an_entry(
        cast, licence, at=at, ground=Ground.TELECOM_LICENCE, kind=LimitKind.CONDITION, until=None
    )


async def _decided(cast, made):
    await proposing.tell(made, served_on=TODAY, **build.SERVED, actor=cast.an, now=MONDAY)
    await hearing.waive(made, actor=cast.e, now=MONDAY)
    await deciding.decide(made, reason="事实清楚。", actor=cast.bai, now=MONDAY)


async def test_no_official_records_it(cast, licence):
    async def refused(act, entry_id):
        with pytest.raises(errors.Invalid) as said:
            await act(entry_id, **BY_CLERK, actor=cast.an, now=MONDAY)
        assert "第九十条" in said.value.errors["method"]

    made = await _own(cast, licence, S.OPENED)
    await proposing.prepare_notice(made, actor=cast.an, now=MONDAY)
    await refused(proposing.tell, made)
    await _decided(cast, made)
    await refused(deciding.serve, made)
    await refused(deciding.serve_note, await build.an_entry(cast, licence))


async def test_the_firm_confirms_the_notice_and_the_decision_and_each_has_effect_that_day(cast, licence):
    made = await _own(cast, licence, S.OPENED)
    await proposing.prepare_notice(made, actor=cast.an, now=MONDAY)
    [told] = [each for each in await documents.of_firm(cast.firm) if each["kind"] == "condition_notice"]
    assert await receiving.receivable(cast.firm, today=TODAY) == {told["id"]}
    with pytest.raises(errors.NotPermitted):
        await receiving.confirm(told["id"], firm_id=cast.firm, actor=cast.ee, now=MONDAY)
    with pytest.raises(errors.NotFound):
        await receiving.confirm(told["id"], firm_id=cast.other_firm, actor=cast.f, now=MONDAY)
    await receiving.confirm(told["id"], firm_id=cast.firm, actor=cast.e, now=MONDAY)
    entry = await queries.for_update(made)
    assert (entry["status"], entry["told_on"]) == (S.TOLD, TODAY)
    assert entry["heard_by"] > TODAY
    await hearing.waive(made, actor=cast.e, now=MONDAY)
    await deciding.decide(made, reason="事实清楚。", actor=cast.bai, now=MONDAY)
    entry = await queries.for_update(made)
    await receiving.confirm(entry["decision"], firm_id=cast.firm, actor=cast.e, now=MONDAY)
    assert (await queries.for_update(made))["status"] == S.ENTERED
    assert (await queries.lines([made]))[made][0]["counts_from"] == TODAY
    assert [each["method"] for each in await service.of(entry["decision"])] == ["electronic"]


async def test_a_note_waits_for_the_firm_and_is_not_served_by_being_made(cast, licence):
    made = await build.an_entry(cast, licence)
    note = await queries.unserved_note(made)
    assert note in await receiving.receivable(cast.firm, today=TODAY)
    await receiving.confirm(note, firm_id=cast.firm, actor=cast.e, now=MONDAY)
    assert await queries.unserved_note(made) is None
    with pytest.raises(errors.AlreadyMoved):
        await receiving.confirm(note, firm_id=cast.firm, actor=cast.e, now=MONDAY)


async def test_without_the_confirmation_the_firm_confirms_nothing_here(cast, licence):
    made = await build.an_entry(cast, licence)
    note = await queries.unserved_note(made)
    await consents.revoke(cast.firm, actor=cast.e, now=MONDAY)
    assert await receiving.receivable(cast.firm, today=TODAY) == set()
    with pytest.raises(errors.Refused, match="确认书") as said:
        await receiving.confirm(note, firm_id=cast.firm, actor=cast.e, now=MONDAY)
    assert said.value.citation.article == 90
    assert await service.of(note) == []
