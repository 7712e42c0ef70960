"""Several at once, with real commits: one decision, dense numbers, nothing left behind."""

import asyncio
from datetime import UTC, datetime, timedelta

from regulation import database, errors
from regulation.licensing.actions import decision, drafting, reissuing, renewing
from regulation.licensing.status import ApplicationStatus, Purpose, Track
from tests import cast as people
from tests.builders import licensing as build
from tests.builders.licensing import MONDAY
from tests.cast import CHAOYANG

S = ApplicationStatus
LATER = MONDAY + timedelta(hours=2)


async def outcome(act):
    try:
        return await act
    except errors.DomainError as refused:
        return refused


async def test_two_deciders_at_once_make_one_decision(committed_db, cast, tmp_path):
    number = await build.an_application(cast, at=S.PROPOSED, folder=tmp_path)
    results = await asyncio.gather(
        outcome(decision.grant(number, actor=cast.bai, now=LATER)),
        outcome(decision.refuse(number, reasons=["不足3人"], actor=cast.bo, now=LATER)),
    )
    assert sum(isinstance(each, errors.AlreadyMoved) for each in results) == 1
    assert (
        await database.value(
            "select count(*) from case_log where action in ('grant', 'refuse') and matter_kind = 'application'"
        )
        == 1
    )
    assert await database.value("select last from document_number where kind = 'decision'") == 1


async def test_fifty_parallel_grants_give_fifty_dense_numbers(committed_db, cast, tmp_path):
    from dataclasses import replace

    numbers = []
    for place in range(50):
        firm = await people.a_firm(f"测试并行{place}有限公司", f"91110105MA0001{place:02d}XA", CHAOYANG)
        signer = replace(cast.e, firm_ids=frozenset({firm}))
        numbers.append(await build.an_application(cast, at=S.PROPOSED, folder=tmp_path, who=signer))
    await asyncio.gather(*(decision.grant(number, actor=cast.bai, now=LATER) for number in numbers))
    serials = sorted(each["number"] for each in await database.rows("select number from licence"))
    assert serials == [f"（京）人服证字〔2026〕第110105{n:04d}号" for n in range(1, 51)]
    decided = await database.rows("select decision_number from application")
    assert {each["decision_number"] for each in decided} == {f"京朝人社许〔2026〕{n}号" for n in range(1, 51)}


async def test_a_grant_that_fails_at_its_end_leaves_nothing_behind(committed_db, cast, tmp_path, monkeypatch):
    from regulation.licensing import register

    number = await build.an_application(cast, at=S.PROPOSED, folder=tmp_path)

    async def broken(*_args, **_more):
        raise RuntimeError("the printer is on fire")

    monkeypatch.setattr(register, "enter_in_log", broken)
    result = await asyncio.gather(decision.grant(number, actor=cast.bai, now=LATER), return_exceptions=True)
    assert isinstance(result[0], RuntimeError)
    monkeypatch.undo()
    assert await database.value("select status from application") == "proposed"
    for table in ("licence", "publication", "registration_entry"):
        assert await database.value(f"select count(*) from {table}") == 0, table
    await decision.grant(number, actor=cast.bai, now=LATER)
    assert await database.value("select number from licence") == "（京）人服证字〔2026〕第1101050001号"
    assert await database.value("select decision_number from application") == "京朝人社许〔2026〕1号"


LAST_SECOND = datetime(2031, 11, 22, 15, 59, 59, tzinfo=UTC)


async def test_a_decider_in_the_last_second_and_the_job_of_the_night_renew_once(committed_db, cast, tmp_path):
    await build.a_licence(cast, folder=tmp_path)
    asked = MONDAY.replace(year=2031, month=10, day=20)
    number = await build.a_renewal(cast, at=S.PROPOSED, now=asked)
    results = await asyncio.gather(
        outcome(decision.grant(number, actor=cast.bai, now=LAST_SECOND)),
        outcome(renewing.renew_by_silence(number, now=LAST_SECOND + timedelta(seconds=1))),
        outcome(decision.refuse(number, reasons=["不足3人"], actor=cast.bo, now=LAST_SECOND)),
    )
    licence = await database.row("select status, valid_to from licence")
    terms = await database.value("select max(term) from licence_version")
    status = await database.value("select status from application where number = $1", number)
    assert status in {"granted", "deemed", "refused"}
    assert (licence["valid_to"].year, terms) == ((2031, 1) if status == "refused" else (2036, 2))
    assert licence["status"] == "valid"
    assert len([each for each in results if isinstance(each, errors.DomainError) or each is False]) == 2


async def test_two_renewals_of_one_licence_are_one(committed_db, cast, tmp_path):
    await build.a_licence(cast, folder=tmp_path)
    asked = MONDAY.replace(year=2031, month=10, day=20)
    results = await asyncio.gather(
        *(outcome(build.about(cast, Purpose.RENEWAL, now=asked)) for _ in range(3))
    )
    assert len([each for each in results if isinstance(each, str)]) == 1
    assert len([each for each in results if isinstance(each, errors.Refused)]) == 2


async def test_a_double_click_in_two_tabs_starts_one_draft(committed_db, cast):
    results = await asyncio.gather(
        *(
            outcome(
                drafting.start(cast.firm, Track.GENERAL, request_key="the-same", actor=cast.e, now=MONDAY)
            )
            for _ in range(4)
        )
    )
    assert len({str(each) for each in results}) == 1
    assert await database.value("select count(*) from application") == 1


async def test_two_officials_replace_a_paper_once(committed_db, cast, tmp_path):
    """Each presses the button; one new paper, one number in force, the other is told that it was done."""
    licence = await build.a_licence(cast, folder=tmp_path)
    asked = await reissuing.ask(licence["id"], reason="lost", account="遗失", actor=cast.e, now=build.MONDAY)
    done = await asyncio.gather(
        *(reissuing.issue(asked, actor=who, now=build.MONDAY) for who in (cast.an, cast.ann, cast.bai)),
        return_exceptions=True,
    )
    assert sorted(type(each).__name__ for each in done) == ["AlreadyMoved", "AlreadyMoved", "dict"]
    living = await database.value(
        "select count(*) from document where number = $1 and withdrawn_at is null", licence["number"]
    )
    assert living == 1
