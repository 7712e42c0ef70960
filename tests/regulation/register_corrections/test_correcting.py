"""Two officials put an entry right; register, record and paper follow, and what was said before can be asked for ever."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from regulation import database, errors
from regulation.casework import documents
from regulation.firms import actions as firms
from regulation.firms import asof, correcting, merging, papers_due, queries, search
from regulation.firms.status import FactSource, RegistrationKind, RegistrationStatus
from regulation.law import beijing
from regulation.ledger import queries as ledger
from regulation.licensing.actions import correcting as records
from regulation.register_corrections import actions, rules
from regulation.register_corrections import queries as corrections
from tests.builders import conditions, licensing

NOW = datetime(2026, 2, 20, 2, tzinfo=UTC)
LATER = NOW + timedelta(days=3)
WHY = {"reason": "录入时看错一年", "paper": "原证复印件1号"}


@pytest.fixture
async def entry(cast):
    """A licence that another system gave, entered with a wrong number."""
    await firms.project_registration(
        cast.firm, RegistrationKind.HR_LICENCE, "京朝旧0001号", RegistrationStatus.VALID, organ_id=cast.an.organ_id,
        issued_on=date(2024, 2, 29), expires_on=date(2029, 2, 28), scope=["职业中介活动"], now=NOW,
    )  # fmt: skip
    return await database.row("select * from registration_entry where number = '京朝旧0001号'")


async def propose(entry, who, **changed):
    seen = rules.stated(await correcting.entry(entry["id"]))
    right = replace(seen, **changed)
    return await actions.propose(entry["id"], right, seen=seen, **WHY, actor=who, now=LATER)


async def numbers(firm_id, known_at, on=None):
    at = asof.Moment(on or beijing.legal_day(known_at), known_at)
    return [(each.number, each.issued_on) for each in await asof.registrations_at(firm_id, at)]


async def test_nothing_changes_before_a_second_person_and_both_times_keep_their_answer(cast, entry):
    made = await propose(entry, cast.an, number="京朝旧0007号", issued_on=date(2023, 2, 28))
    assert await numbers(cast.firm, LATER) == [("京朝旧0001号", date(2024, 2, 29))]
    for refused in (cast.an, cast.hao):
        with pytest.raises(errors.NotPermitted):
            await actions.confirm(made, actor=refused, now=LATER)
    for stranger in (cast.chen, cast.ding, cast.e):
        with pytest.raises(errors.NotFound):
            await actions.confirm(made, actor=stranger, now=LATER)
    await actions.confirm(made, actor=cast.bai, now=LATER + timedelta(hours=1))
    after = LATER + timedelta(hours=2)
    assert await numbers(cast.firm, after) == [("京朝旧0007号", date(2023, 2, 28))]
    # What was known before the correction is what is said of that time, also of a day before the wrong beginning.
    assert await numbers(cast.firm, LATER) == [("京朝旧0001号", date(2024, 2, 29))]
    assert await numbers(cast.firm, LATER, date(2023, 6, 1)) == []
    assert await numbers(cast.firm, after, date(2023, 6, 1)) == [("京朝旧0007号", date(2023, 2, 28))]
    rows = await correcting.versions(cast.firm)
    assert [(each["number"], each["source"], each["known_to"] is None) for each in rows] == [
        ("京朝旧0001号", "decision", False), ("京朝旧0007号", "correction", True),
    ]  # fmt: skip
    leaf = await ledger.last_of(str(cast.firm), "hr_licence", "correct", number="京朝旧0007号")
    assert leaf is not None
    for wanted, found in (("京朝旧0007号", 1), ("京朝旧0001号", 0)):
        assert (await search.find(search.Search(q=wanted))).total == found
    with pytest.raises(errors.AlreadyMoved):
        await actions.confirm(made, actor=cast.bo, now=after)


async def test_one_is_open_at_a_time_and_can_be_declined_or_taken_back(cast, entry):
    made = await propose(entry, cast.an, number="京朝旧0007号")
    with pytest.raises(errors.AlreadyMoved):
        await propose(entry, cast.ann, number="京朝旧0008号")
    with pytest.raises(errors.Invalid):
        await actions.decline(made, answer=" ", actor=cast.bai, now=LATER)
    assert [each["id"] for each in await corrections.waiting(cast.bai)] == [made]
    assert await corrections.waiting(cast.ding) == []
    await actions.decline(made, answer="原证就是0001号", actor=cast.bai, now=LATER)
    again = await propose(entry, cast.ann, number="京朝旧0008号")
    with pytest.raises(errors.NotPermitted):
        await actions.take_back(again, answer="看错了", actor=cast.an, now=LATER)
    await actions.take_back(again, answer="看错了", actor=cast.ann, now=LATER)
    assert await corrections.waiting(cast.bai) == []
    assert await numbers(cast.firm, LATER) == [("京朝旧0001号", date(2024, 2, 29))]


async def test_a_number_that_another_holds_is_refused_now_and_when_it_was_taken_meanwhile(cast, entry):
    taken = {"organ_id": cast.an.organ_id, "now": NOW}
    made = await propose(entry, cast.an, number="京朝旧0007号")
    await firms.project_registration(
        cast.other_firm, RegistrationKind.HR_LICENCE, "京朝旧0007号", RegistrationStatus.VALID, **taken
    )
    with pytest.raises(errors.Refused):
        await actions.confirm(made, actor=cast.bai, now=LATER)
    await actions.decline(made, answer="编号已被使用", actor=cast.bai, now=LATER)
    with pytest.raises(errors.Invalid) as refusal:
        await propose(entry, cast.an, number="京朝旧0007号")
    assert refusal.value.errors == {"number": rules.TAKEN}


async def test_an_entry_that_changed_since_is_looked_at_again(cast, entry):
    made = await propose(entry, cast.an, number="京朝旧0007号")
    await firms.project_registration(
        cast.firm, RegistrationKind.HR_LICENCE, "京朝旧0001号", RegistrationStatus.CANCELLED,
        organ_id=cast.an.organ_id, issued_on=date(2024, 2, 29), expires_on=date(2029, 2, 28),
        ended_on=date(2026, 2, 21), scope=["职业中介活动"], now=NOW + timedelta(days=1),
    )  # fmt: skip
    with pytest.raises(errors.AlreadyMoved):
        await actions.confirm(made, actor=cast.bai, now=LATER)


async def test_a_merger_undone_after_a_corrected_number_gives_it_back(cast, entry):
    number = (await queries.firm(cast.firm)).number
    other = await firms.register_firm(
        {"name": "测试甲人力资源公司", "area": "110105"}, source=FactSource.IMPORT, actor=cast.an, now=NOW
    )
    merger = await merging.propose(
        number, (await queries.firm(other)).number, reason="同一家", actor=cast.an, now=NOW
    )
    await merging.confirm(merger, actor=cast.bai, now=NOW + timedelta(hours=1))
    await actions.confirm(await propose(entry, cast.an, number="京朝旧0007号"), actor=cast.bai, now=LATER)
    await merging.propose_undo(merger, reason="两家", actor=cast.an, now=LATER + timedelta(hours=1))
    await merging.undo(merger, actor=cast.bai, now=LATER + timedelta(hours=2))
    assert await numbers(cast.firm, LATER + timedelta(hours=3)) == [("京朝旧0007号", date(2024, 2, 29))]


async def test_a_licence_of_ours_keeps_its_number_and_its_paper_is_issued_anew_by_one_button(cast, tmp_path):
    licence = await licensing.a_licence(cast, folder=tmp_path)
    ours = await database.row("select * from registration_entry where number = $1", licence["number"])
    later = licensing.MONDAY + timedelta(days=1)
    seen = rules.stated(ours)
    with pytest.raises(errors.Invalid) as refusal:
        await actions.propose(
            ours["id"], replace(seen, number="别的号"), seen=seen, **WHY, actor=cast.an, now=later
        )
    assert refusal.value.errors == {"number": rules.GIVEN_HERE}
    right = replace(seen, expires_on=seen.expires_on + timedelta(days=1))
    made = await actions.propose(ours["id"], right, seen=seen, **WHY, actor=cast.an, now=later)
    await actions.confirm(made, actor=cast.bai, now=later)
    await firms.change_facts(
        cast.firm, {"uscc": "91110105MA00QQQQ2Y"}, source=FactSource.CORRECTION, reason="录入错误", actor=cast.an, now=later
    )  # fmt: skip
    dues = await papers_due.of_firm(cast.firm)
    assert {each.key for each in dues} == {"registered_expires_on", "uscc"}
    old = await documents.by_id(licence["document"])
    with pytest.raises(errors.NotFound):
        await records.reissue_due(dues[0].id, actor=cast.ding, now=later)
    paper = await records.reissue_due(dues[0].id, actor=cast.an, now=later)
    said = paper["snapshot"]
    assert (said["firm"]["code"], said["valid_to"]) == ("91110105MA00QQQQ2Y", right.expires_on.isoformat())
    assert old["token"] in said["reissued"]
    assert (await documents.void(old["id"])).reason == "corrected"
    assert await papers_due.waiting(cast.an) == []
    now = await database.row("select valid_to, document from licence where id = $1", licence["id"])
    assert (now["valid_to"], now["document"]) == (right.expires_on, paper["id"])
    with pytest.raises(errors.AlreadyMoved):
        await records.reissue_due(dues[1].id, actor=cast.an, now=later)


async def test_a_filing_follows_with_its_services_and_lateness(cast):
    filing = await licensing.a_filing(cast)
    row = await database.row("select * from filing where id = $1", filing)
    entry = await database.row("select * from registration_entry where number = $1", row["number"])
    seen, later = rules.stated(entry), licensing.MONDAY + timedelta(days=1)
    right = replace(seen, scope=("人力资源测评",))
    made = await actions.propose(entry["id"], right, seen=seen, **WHY, actor=cast.an, now=later)
    await actions.confirm(made, actor=cast.bai, now=later)
    [due] = await papers_due.of_firm(cast.firm)
    paper = await records.reissue_due(due.id, actor=cast.an, now=later)
    assert paper["snapshot"]["items"] == ["人力资源测评"]
    assert await database.value("select services from filing where id = $1", filing) == ["assessment"]


@pytest.mark.usefixtures("committed_db")
async def test_two_deciders_at_once_correct_once(cast, entry):
    made = await propose(entry, cast.an, number="京朝旧0007号")
    answers = await asyncio.gather(
        *(actions.confirm(made, actor=who, now=LATER) for who in (cast.bai, cast.bo)), return_exceptions=True
    )
    assert sorted(type(each).__name__ for each in answers) == ["AlreadyMoved", "NoneType"]
    assert len(await correcting.versions(cast.firm)) == 2


async def test_what_hangs_on_a_registration_goes_along_with_its_number(cast, entry):
    registration = (RegistrationKind.HR_LICENCE, "京朝旧0001号")
    condition = await conditions.an_entry(cast, registration)
    made = await actions.propose(
        entry["id"], replace(rules.stated(entry), number="京朝旧0007号"), seen=rules.stated(entry), **WHY,
        actor=cast.an, now=conditions.MONDAY,
    )  # fmt: skip
    await actions.confirm(made, actor=cast.bai, now=conditions.MONDAY + timedelta(hours=1))
    named = await database.value(
        "select registration_number from registration_condition where id = $1", condition
    )
    assert named == "京朝旧0007号"
