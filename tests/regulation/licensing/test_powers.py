"""An organ that loses its power in the middle of a matter: another goes on, the clocks run on, everybody is told."""

from dataclasses import replace
from datetime import timedelta

import pytest

from regulation import database, errors
from regulation.accounts import organs
from regulation.casework import documents, record
from regulation.licensing import queries
from regulation.licensing.actions import decision, drafting, powers, receipt
from regulation.licensing.rules import numbers
from regulation.licensing.status import ApplicationStatus, Purpose
from tests.builders import licensing as build
from tests.builders.licensing import MONDAY
from tests.cast import CHAOYANG

S = ApplicationStatus
BUREAU = f"{CHAOYANG}-SP"
KIND = "hr_licence"


@pytest.fixture
async def bureau(cast):
    return await organs.establish_approval_bureau(
        BUREAU,
        "北京市朝阳区行政审批局",
        "Chaoyang District Administrative Approval Bureau",
        "京朝审",
        beside=CHAOYANG,
        reviewer="北京市朝阳区人民政府",
        court="北京市朝阳区人民法院",
    )


async def move(cast, now=MONDAY, **more):
    said = {"from_on": now.date(), "decree_number": "京政发〔2026〕8号"} | more
    return await powers.transfer(KIND, CHAOYANG, BUREAU, **said, actor=cast.lu, now=now)


async def clocks_of(application):
    return await database.rows(
        "select kind, started_on, due_on, pauses, organ_id from clock where matter_id = $1 order by kind",
        application["id"],
    )


async def test_the_matter_goes_along_with_its_clocks_and_the_firm_is_told(cast, tmp_path, bureau):
    number = await build.an_application(cast, at=S.ACCEPTED, folder=tmp_path)
    application = await queries.own_application(cast.firm, number)
    before = await clocks_of(application)
    await move(cast, MONDAY + timedelta(days=3))
    moved = await queries.own_application(cast.firm, number)
    assert (moved["organ"], moved["status"]) == (bureau, "accepted")
    after = await clocks_of(application)
    assert [{**each, "organ_id": None} for each in after] == [{**each, "organ_id": None} for each in before]
    assert {each["organ_id"] for each in after} == {bureau}
    papers = await documents.of_matter("application", application["id"])
    (paper,) = [each for each in papers if each["kind"] == "transfer_notice"]
    assert paper["number"] == "京朝审人社许移〔2026〕1号"
    assert paper["snapshot"]["new"] == "北京市朝阳区行政审批局"
    assert {each["name"] for each in paper["snapshot"]["periods"]} == {
        "作出决定（条例）",
        "作出决定（行政许可法）",
    }
    history = [each.action for each in await record.history("application", application["id"])]
    assert history[-1] == "hand_over"
    told = await database.rows("select title from notice where firm_id = $1", cast.firm)
    assert any("移交" in each["title"] for each in told)


async def test_the_former_organ_has_no_say_any_more_and_the_new_one_decides_under_its_own_name(
    cast, tmp_path, bureau
):
    number = await build.an_application(cast, at=S.RECEIVED, folder=tmp_path)
    await move(cast)
    with pytest.raises(errors.NotFound):
        await receipt.accept(number, actor=cast.an, now=MONDAY)
    clerk = replace(cast.an, organ_id=bureau, organ_code=BUREAU, organ_name="北京市朝阳区行政审批局")
    decider = replace(clerk, person_id=cast.bai.person_id, name="白一", roles=cast.bai.roles)
    await receipt.accept(number, actor=clerk, now=MONDAY)
    await decision.propose(number, proposal="grant", reason="符合条件", actor=clerk, now=MONDAY)
    await decision.grant(number, actor=decider, now=MONDAY)
    licence = await queries.licence_held(cast.firm, KIND)
    assert licence["organ"] == bureau
    assert licence["snapshot"]["organ"]["name"] == "北京市朝阳区行政审批局"
    assert licence["number"] == "（京）人服证字〔2026〕第1101050001号"
    assert numbers.series_of(BUREAU) == CHAOYANG


async def test_licences_go_along_and_the_register_says_so(cast, tmp_path, bureau):
    licence = await build.a_licence(cast, folder=tmp_path)
    await move(cast, MONDAY + timedelta(days=1))
    entry = await database.row(
        "select organ, status from registration_entry where number = $1", licence["number"]
    )
    assert (entry["organ"], entry["status"]) == (bureau, "valid")
    leaf = await database.row("select type, act from leaf order by seq desc limit 1")
    assert (leaf["type"], leaf["act"]) == (KIND, "hand_over")
    number = await build.about(cast, Purpose.RENEWAL, now=MONDAY.replace(year=2031, month=10))
    assert (await queries.own_application(cast.firm, number))["organ"] == bureau


async def test_a_later_day_is_carried_out_by_the_night_and_only_once(cast, tmp_path, bureau):
    number = await build.an_application(cast, folder=tmp_path)
    await move(cast, from_on=MONDAY.date() + timedelta(days=7))
    assert await powers.carry_out_due(now=MONDAY + timedelta(days=6)) == 0
    assert (await queries.own_application(cast.firm, number))["organ"] != bureau
    assert await powers.carry_out_due(now=MONDAY + timedelta(days=7)) == 1
    assert await powers.carry_out_due(now=MONDAY + timedelta(days=7)) == 0


async def test_nobody_applies_at_the_wrong_door(cast, tmp_path, bureau):
    with pytest.raises(errors.Invalid):
        await build.a_draft(
            cast,
            folder=tmp_path,
            answers={"subject": build.subject(await queries.firm(cast.firm)) | {"organ": BUREAU}},
        )
    await move(cast)
    holds = {each["code"] for each in await powers.holders(KIND, on=MONDAY.date())}
    assert BUREAU in holds
    assert CHAOYANG not in holds
    # The draft that was begun went along.
    draft = await queries.open_application_number(cast.firm, KIND)
    number = await drafting.save(
        draft,
        "subject",
        build.subject(await queries.firm(cast.firm)) | {"organ": BUREAU},
        actor=cast.e,
        now=MONDAY,
    )
    assert number is None


async def test_only_the_city_moves_power_and_never_in_a_circle(cast, bureau):
    with pytest.raises(errors.NotPermitted):
        await powers.transfer(
            KIND, CHAOYANG, BUREAU, from_on=MONDAY.date(), decree_number="x", actor=cast.bai, now=MONDAY
        )
    await move(cast)
    with pytest.raises(errors.Invalid):
        await move(cast)
    with pytest.raises(errors.Invalid):
        await powers.transfer(
            KIND, BUREAU, CHAOYANG, from_on=MONDAY.date(), decree_number="x", actor=cast.lu, now=MONDAY
        )


async def test_the_power_comes_back_by_a_later_decree_and_everybody_is_found_again(cast, tmp_path, bureau):
    number = await build.an_application(cast, folder=tmp_path)
    await move(cast, MONDAY + timedelta(days=1))
    back = MONDAY + timedelta(days=30)
    with pytest.raises(errors.Invalid) as refused:
        await powers.transfer(
            KIND, BUREAU, CHAOYANG, from_on=MONDAY.date(), decree_number="x", actor=cast.lu, now=MONDAY
        )
    assert "from_organ" in refused.value.errors
    await powers.transfer(
        KIND,
        BUREAU,
        CHAOYANG,
        from_on=back.date(),
        decree_number="京政发〔2026〕9号",
        actor=cast.lu,
        now=back,
    )
    assert (await queries.own_application(cast.firm, number))["organ"] == cast.an.organ_id
    for once in (bureau, cast.an.organ_id):
        assert await powers.holder(KIND, once, on=back.date()) == cast.an.organ_id
        assert await powers.holder(KIND, once, on=back.date() - timedelta(days=1)) == bureau
    holds = {each["code"] for each in await powers.holders(KIND, on=back.date())}
    assert CHAOYANG in holds
    assert BUREAU not in holds
    (held,) = await powers.held_by(bureau)
    assert (held["from_on"], held["to_on"]) == (MONDAY.date() + timedelta(days=1), back.date())


async def test_an_approval_bureau_is_no_supervisor(bureau):
    assert BUREAU not in {each["code"] for each in await organs.all_organs()}
