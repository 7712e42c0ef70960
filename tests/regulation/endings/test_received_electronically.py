"""What is put on the holder's account is served when the holder confirms it there, and by nothing else."""

from datetime import timedelta

import pytest

from regulation import database, errors
from regulation.casework import consents, service
from regulation.endings import queries
from regulation.endings.actions import deciding, hearing, opening, receiving
from regulation.endings.status import EndingStatus
from regulation.licensing import queries as licensing
from regulation.licensing.status import LicenceStatus
from tests.builders import endings as build
from tests.builders import licensing as granting
from tests.builders.endings import MONDAY, SERVED

S = EndingStatus
TODAY = MONDAY.date()


@pytest.fixture
async def licence(cast, tmp_path):
    return await granting.a_licence(cast, folder=tmp_path)


async def sent(cast, licence):
    made = await build.a_matter(cast, licence)
    await opening.prepare_notice(made, actor=cast.an, now=MONDAY)
    await receiving.send_notice(made, actor=cast.an, now=MONDAY)
    return made


async def test_the_notice_is_seen_once_it_is_sent_and_its_time_runs_from_the_confirmation(cast, licence):
    made = await build.a_matter(cast, licence)
    with pytest.raises(errors.NotFound):
        await queries.visible(cast.e, made)
    with pytest.raises(errors.Refused):
        await receiving.send_notice(made, actor=cast.an, now=MONDAY)
    await opening.prepare_notice(made, actor=cast.an, now=MONDAY)
    with pytest.raises(errors.NotFound):
        await receiving.receive(made, actor=cast.e, now=MONDAY)
    await receiving.send_notice(made, actor=cast.an, now=MONDAY)
    assert [each["id"] for each in await queries.of_firm(cast.firm)] == [made]
    with pytest.raises(errors.NotFound):
        await receiving.receive(made, actor=cast.f, now=MONDAY)
    with pytest.raises(errors.NotPermitted):
        await receiving.receive(made, actor=cast.ee, now=MONDAY)
    later = MONDAY + timedelta(days=2)
    assert await receiving.receive(made, actor=cast.e, now=later) == "receive_notice"
    matter = await queries.visible(cast.e, made)
    assert (matter["status"], matter["told_on"]) == (S.TOLD, later.date())
    # Wednesday 25 November; five working days: 26, 27, 30 November, 1, 2 December.
    assert matter["heard_by"].isoformat() == "2026-12-02"
    (served,) = await service.of(matter["notice"])
    assert (served["method"], served["receipt"]) == ("electronic", "鄂一在本系统确认签收，2026-11-25 12:00")
    with pytest.raises(errors.AlreadyMoved):
        await receiving.receive(made, actor=cast.e, now=later)


async def test_a_notice_issued_anew_is_sent_anew(cast, licence):
    made = await sent(cast, licence)
    await opening.prepare_notice(made, actor=cast.an, now=MONDAY + timedelta(hours=1))
    with pytest.raises(errors.AlreadyMoved):
        await receiving.receive(made, actor=cast.e, now=MONDAY + timedelta(hours=2))


async def test_whoever_never_confirms_is_served_otherwise_and_no_official_writes_electronic(cast, licence):
    made = await sent(cast, licence)
    with pytest.raises(errors.Invalid) as refused:
        await opening.tell(made, method="electronic", served_on=TODAY, receipt="x", actor=cast.an, now=MONDAY)
    assert set(refused.value.errors) == {"method"}
    await opening.tell(made, served_on=TODAY, **SERVED, actor=cast.an, now=MONDAY)
    assert await build.status(made) == S.TOLD


async def test_without_consent_nothing_is_sent_and_nothing_sent_before_is_confirmed(cast, licence):
    made = await sent(cast, licence)
    await consents.revoke(cast.firm, actor=cast.e, now=MONDAY)
    with pytest.raises(errors.AlreadyMoved):
        await receiving.receive(made, actor=cast.e, now=MONDAY)
    with pytest.raises(errors.Refused):
        await receiving.send_notice(made, actor=cast.an, now=MONDAY)


async def test_the_decision_takes_effect_when_the_holder_confirms_it(cast, licence):
    made = await build.a_matter(cast, licence, at=S.DECIDED)
    with pytest.raises(errors.AlreadyMoved):
        await receiving.receive(made, actor=cast.e, now=MONDAY)
    await receiving.send_decision(made, actor=cast.an, now=MONDAY)
    held = await licensing.visible_licence(cast.e, licence["id"])
    assert held["status"] == LicenceStatus.VALID
    assert await receiving.receive(made, actor=cast.e, now=MONDAY) == "receive_decision"
    held = await licensing.visible_licence(cast.e, licence["id"])
    assert (held["status"], held["ended_on"]) == (LicenceStatus.SET_ASIDE, TODAY)
    assert await build.status(made) == S.ENDED
    assert await database.value("select count(*) from publication where kind = 'licence_set_aside'") == 1


async def test_holidays_entered_after_the_notice_move_the_last_day_to_ask_for_a_hearing(cast, licence):
    """Nobody loses its hearing to an arrangement of holidays that came later, and nobody decides too early."""
    from regulation.casework import calendar as calendars

    made = await build.a_matter(cast, licence, at=S.TOLD)
    assert (await queries.visible(cast.e, made))["heard_by"].isoformat() == "2026-11-30"
    free = [(TODAY + timedelta(days=n), False, "临时放假") for n in (3, 4)]
    await calendars.enter_year(2026, "国办发明电〔2026〕0号", free, actor=cast.hao, now=MONDAY)
    # Monday; free on Thursday and Friday: 24, 25, 30 November, 1, 2 December.
    assert (await queries.visible(cast.e, made))["heard_by"].isoformat() == "2026-12-02"
    await hearing.state(made, statement="合同由代办公司提供。", actor=cast.e, now=MONDAY)
    on_day = MONDAY.replace(month=12, day=1)
    await deciding.propose(made, proposal="end", reason="伪造属实，应予撤销。", actor=cast.an, now=on_day)
    with pytest.raises(errors.Refused):
        await deciding.end(made, reason="同意经办人员意见。", actor=cast.bai, now=on_day)
