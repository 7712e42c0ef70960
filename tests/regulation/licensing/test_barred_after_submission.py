"""An applicant barred from the commitment track after it submitted: the organ may not go on there, the applicant may change over."""

from datetime import timedelta

import pytest

from regulation import database, errors
from regulation.casework import calendar, clocks, documents, record
from regulation.integrity import actions as integrity
from regulation.integrity.status import FactKind
from regulation.licensing import queries
from regulation.licensing.actions import decision, drafting, receipt, switching
from regulation.licensing.status import ApplicationStatus, Track
from tests.builders import licensing as build
from tests.builders.licensing import MONDAY, PDF

A = ApplicationStatus
TODAY = MONDAY.date()
LATER = MONDAY + timedelta(hours=2)


async def _barred(cast):
    await integrity.record_fact(
        cast.firm,
        FactKind.COMMITMENT_BROKEN,
        source_kind="licence",
        source_number="（京）人服证字〔2020〕第1101050009号",
        occurred_on=TODAY,
        organ_id=cast.an.organ_id,
        actor=cast.an,
        now=MONDAY,
    )


async def _one(cast, tmp_path, at=A.RECEIVED):
    return await build.an_application(cast, at=at, track=Track.COMMITMENT, papers=False, folder=tmp_path)


async def _papers(cast, number, tmp_path):
    for kind in ("articles", "premises_proof"):
        await drafting.attach(
            number,
            kind,
            file_name="x.pdf",
            media_type="application/pdf",
            content=PDF,
            folder=tmp_path,
            actor=cast.e,
            now=LATER,
        )


async def test_the_organ_neither_accepts_nor_grants_on_a_track_that_is_closed(cast, tmp_path):
    number = await _one(cast, tmp_path)
    await _barred(cast)
    application = await queries.own_application(cast.firm, number)
    assert "尚未修复" in await switching.why_barred(application, today=TODAY)
    with pytest.raises(errors.Refused, match="尚未修复"):
        await receipt.accept(number, actor=cast.an, now=LATER)


async def test_what_was_accepted_before_the_bar_is_not_granted_on_the_promise(cast, tmp_path):
    number = await _one(cast, tmp_path, at=A.PROPOSED)
    await _barred(cast)
    with pytest.raises(errors.Refused, match="尚未修复") as said:
        await decision.grant(number, actor=cast.bai, now=LATER)
    assert said.value.citation is not None


async def test_the_applicant_changes_over_and_keeps_its_answers_and_its_day(cast, tmp_path):
    number = await _one(cast, tmp_path)
    await _barred(cast)
    before = await queries.own_application(cast.firm, number)
    with pytest.raises(errors.NotPermitted):
        await switching.to_general(number, actor=cast.ee, now=LATER)
    with pytest.raises(errors.NotFound):
        await switching.to_general(number, actor=cast.f, now=LATER)
    await switching.to_general(number, actor=cast.e, now=LATER)
    after = await queries.own_application(cast.firm, number)
    assert (after["track"], after["status"]) == (Track.GENERAL, A.CORRECTING)
    assert (after["answers"], after["received_on"]) == (before["answers"], before["received_on"])
    assert len(after["requested_items"]) == 2, "the papers of the general track, and nothing else"
    [letter] = [
        each
        for each in await documents.of_matter("application", after["id"])
        if each["kind"] == "commitment_letter"
    ]
    assert letter["withdrawn_at"] is not None
    with pytest.raises(errors.Invalid):
        await drafting.submit(number, actor=cast.e, now=LATER)
    await _papers(cast, number, tmp_path)
    await drafting.submit(number, actor=cast.e, now=LATER)
    await receipt.accept(number, actor=cast.an, now=LATER)
    accepted = await queries.own_application(cast.firm, number)
    assert accepted["status"] == A.ACCEPTED, "the general track is examined, not decided on the spot"
    known = {each.kind: each for each in await clocks.of(after["id"], calendar=await calendar.current())}
    assert known["decision_by_regulations"].due.started_on == TODAY
    assert "on_the_spot" not in known
    acts = [each.action for each in await record.history("application", after["id"])]
    assert [each for each in acts if each != "attach"][-3:] == ["switch_track", "correct", "accept"]


async def test_nobody_changes_over_whom_nothing_bars(cast, tmp_path):
    number = await _one(cast, tmp_path)
    with pytest.raises(errors.Refused, match="不能更换程序"):
        await switching.to_general(number, actor=cast.e, now=LATER)


async def test_after_silence_it_is_accepted_and_examined_on_the_general_track(cast, tmp_path):
    number = await _one(cast, tmp_path)
    await _barred(cast)
    after = MONDAY + timedelta(days=10)
    await switching.to_general(number, actor=cast.e, now=after)
    application = await queries.own_application(cast.firm, number)
    assert (application["track"], application["status"]) == (Track.GENERAL, A.ACCEPTED)
    known = await clocks.of(application["id"], calendar=await calendar.current())
    assert "on_the_spot" not in {each.kind for each in known if each.is_running}
    assert await database.value("select count(*) from application where firm = $1", cast.firm) == 1
