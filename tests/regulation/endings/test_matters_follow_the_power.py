"""An organ that loses its power in the middle of a matter: the set-aside goes to whoever licenses now, the check stays with who supervises."""

from dataclasses import replace
from datetime import timedelta

import pytest

from regulation import database, errors
from regulation.accounts import organs
from regulation.casework import record
from regulation.endings import queries
from regulation.endings.actions import deciding, following
from regulation.endings.status import EndingKind, EndingStatus, Ground, Source
from regulation.licensing.actions import checks, moving, powers
from regulation.licensing.status import OPEN, LicenceStatus, Track
from tests.builders import endings as build
from tests.builders import licensing as granting
from tests.builders.endings import MONDAY, SERVED
from tests.cast import CHAOYANG, HAIDIAN

S = EndingStatus
BUREAU = f"{CHAOYANG}-SP"


@pytest.fixture
async def bureau(cast):
    made = await organs.establish_approval_bureau(
        BUREAU,
        "北京市朝阳区行政审批局",
        "Chaoyang District Administrative Approval Bureau",
        "京朝审",
        beside=CHAOYANG,
        reviewer="北京市朝阳区人民政府",
        court="北京市朝阳区人民法院",
    )
    return {"organ_id": made, "organ_code": BUREAU, "organ_name": "北京市朝阳区行政审批局"}


async def lose_power(cast):
    await powers.transfer(
        "hr_licence",
        CHAOYANG,
        BUREAU,
        from_on=MONDAY.date(),
        decree_number="京政发〔2026〕8号",
        actor=cast.lu,
        now=MONDAY,
    )


async def test_whoever_lost_the_power_decides_nothing_and_the_new_organ_goes_on(cast, tmp_path, bureau):
    licence = await granting.a_licence(cast, folder=tmp_path)
    made = await build.a_matter(cast, licence, at=S.PROPOSED)
    before = await database.rows("select kind, due_on from clock where matter_id = $1 order by kind", made)
    await lose_power(cast)
    # Between the decree and the handing over nobody decides.
    with pytest.raises(errors.NotPermitted):
        await deciding.end(made, reason="同意经办人员意见。", actor=cast.bai, now=MONDAY)
    assert await following.follow_licences(now=MONDAY) == 1
    assert await following.follow_licences(now=MONDAY) == 0
    with pytest.raises((errors.NotFound, errors.NotPermitted)):
        await deciding.end(made, reason="同意经办人员意见。", actor=cast.bai, now=MONDAY)
    clerk, decider = replace(cast.an, **bureau), replace(cast.bai, **bureau)
    paper = await deciding.end(made, reason="同意经办人员意见。", actor=decider, now=MONDAY)
    assert paper["number"] == "京朝审人社许撤〔2026〕1号"
    assert await deciding.take_effect(made, served_on=MONDAY.date(), **SERVED, actor=clerk, now=MONDAY)
    assert await database.value("select status from licence") == LicenceStatus.SET_ASIDE
    after = await database.rows(
        "select kind, due_on, organ_id from clock where matter_id = $1 order by kind", made
    )
    assert [(each["kind"], each["due_on"]) for each in after] == [
        (each["kind"], each["due_on"]) for each in before
    ]
    assert {each["organ_id"] for each in after} == {bureau["organ_id"]}
    assert "hand_over" in [each.action for each in await record.history("ending", made)]


async def test_the_superior_organ_keeps_its_own_matter(cast, tmp_path, bureau):
    from regulation.endings.actions import opening

    licence = await granting.a_licence(cast, folder=tmp_path)
    made = await opening.open_matter(
        licence["id"],
        kind=EndingKind.SET_ASIDE,
        ground=Ground.EXCEEDED_POWER,
        source=Source.OWN_MOTION,
        facts=build.FACTS,
        evidence=["书面说明"],
        actor=cast.hao,
        now=MONDAY,
    )
    await lose_power(cast)
    assert await following.follow_licences(now=MONDAY) == 0
    await opening.prepare_notice(made, actor=cast.hao, now=MONDAY)
    assert (await queries.visible(cast.hao, made))["organ"] == cast.hao.organ_id


async def test_an_approval_bureau_licenses_and_the_bureau_of_its_area_checks_the_promise(
    cast, tmp_path, bureau
):
    await lose_power(cast)
    an, bai = replace(cast.an, **bureau), replace(cast.bai, **bureau)
    licence = await granting.a_licence(
        replace(cast, an=an, bai=bai),
        track=Track.COMMITMENT,
        folder=tmp_path,
        now=MONDAY + timedelta(days=1),
        answers={
            "subject": granting.subject(await database.row("select * from firm where id = $1", cast.firm))
            | {"organ": BUREAU}
        },
    )
    check = await database.row("select * from commitment_check where licence = $1", licence["id"])
    assert (licence["organ"], check["organ"]) == (bureau["organ_id"], cast.chen.organ_id)
    points = dict.fromkeys(("premises", "systems", "staff", "address", "telecom", "protection"), "no")
    await checks.record_result(
        check["id"],
        points=points,
        officials=[cast.chen.person_id, cast.cui.person_id],
        visited_on=MONDAY.date() + timedelta(days=1),
        note="从未设立办公场所",
        correct_by=None,
        is_false=True,
        actor=cast.chen,
        now=MONDAY + timedelta(days=1, hours=3),
    )
    told = await database.rows("select organ_id from notice where title like '承诺未履行或者虚假%'")
    assert [each["organ_id"] for each in told] == [bureau["organ_id"]]


async def test_the_check_goes_along_when_the_firm_moves(cast, tmp_path):
    licence = await granting.a_licence(cast, track=Track.COMMITMENT, folder=tmp_path)
    here = organs.BY_CODE[HAIDIAN].id
    await moving.take(cast.firm, here, along=OPEN, reference="京海移1号", actor=cast.ding, now=MONDAY)
    check = await database.row("select id, organ from commitment_check where licence = $1", licence["id"])
    assert check["organ"] == here
    assert await database.value("select organ_id from clock where matter_id = $1", check["id"]) == here
