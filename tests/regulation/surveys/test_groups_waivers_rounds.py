"""Enterprise groups, consents to publication, rounds and their forms."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from regulation import database, errors
from regulation.surveys import session
from regulation.surveys.actions import groups, rounds, waivers
from regulation.surveys.queries import groups as queries
from regulation.surveys.queries import rounds as known
from tests.builders import statistics as build
from tests.builders.statistics import NOW, YEAR

SINCE = date(2024, 1, 1)


async def number_of(firm_id):
    return await database.value("select number from firm where id = $1", firm_id)


async def test_a_firm_belongs_to_one_group_at_a_time(cast):
    number = await number_of(cast.firm)
    made = await groups.join(number, "G1", "甲集团", SINCE, "公示信息", actor=cast.mo, now=NOW)
    with pytest.raises(errors.Invalid):
        await groups.join(number, "G2", "乙集团", date(2025, 1, 1), "公示信息", actor=cast.mo, now=NOW)
    with pytest.raises(errors.Invalid):
        await groups.end(made, date(2023, 1, 1), actor=cast.mo, now=NOW)
    await groups.end(made, date(2025, 6, 30), actor=cast.mo, now=NOW)
    with pytest.raises(errors.AlreadyMoved):
        await groups.end(made, date(2025, 7, 1), actor=cast.mo, now=NOW)
    with pytest.raises(errors.Invalid):
        await groups.join(number, "G2", "乙集团", date(2025, 6, 29), "公示信息", actor=cast.mo, now=NOW)
    await groups.join(number, "G2", "乙集团", date(2025, 6, 30), "公示信息", actor=cast.mo, now=NOW)
    assert await queries.groups_on(date(2025, 6, 29)) == {cast.firm: "G1"}
    assert await queries.groups_on(date(2025, 6, 30)) == {cast.firm: "G2"}


async def test_a_membership_needs_a_known_firm_and_a_source(cast):
    for changes in ({"number": "没有"}, {"source": " "}):
        with pytest.raises(errors.Invalid):
            await groups.join(
                changes.get("number", await number_of(cast.firm)),
                "G1",
                "甲集团",
                SINCE,
                changes.get("source", "公示"),
                actor=cast.mo,
                now=NOW,
            )


async def test_groups_are_the_citys(cast):
    number = await number_of(cast.firm)
    with pytest.raises(errors.NotPermitted):
        await groups.join(number, "G1", "甲集团", SINCE, "公示", actor=cast.pan, now=NOW)
    for who in (cast.hao, cast.lu, cast.e):
        with pytest.raises(errors.NotFound):
            await groups.join(number, "G1", "甲集团", SINCE, "公示", actor=who, now=NOW)
        with pytest.raises(errors.NotFound):
            await queries.memberships(who)


HEAD = "firm_number,group_key,group_name,since,source\n"


async def test_a_file_of_memberships_enters_all_or_none_and_nothing_twice(cast):
    one, two = await number_of(cast.firm), await number_of(cast.other_firm)
    good = f"\ufeff{HEAD}{one},G1,甲集团,2024-01-01,年报附注\n\n{two},G1,甲集团,2024-01-01,年报附注\n"
    assert await groups.bring_in(groups.read(good), actor=cast.mo, now=NOW) == 2
    assert await groups.bring_in(groups.read(good), actor=cast.mo, now=NOW) == 0
    rows, total = await queries.memberships(cast.mo)
    assert (total, {each["group_key"] for each in rows}) == (2, {"G1"})
    bad = f"{HEAD}{one},G1,甲集团,2024-01-01,年报附注\nX99,G1,甲集团,2024-01-01,年报附注\n"
    with pytest.raises(errors.Invalid) as refused:
        await groups.bring_in(groups.read(bad), actor=cast.mo, now=NOW)
    assert refused.value.params == {"line": 3, "number": "X99"}
    with pytest.raises(errors.Invalid):
        await groups.bring_in(
            groups.read(f"{HEAD}{one},G9,丙集团,2025-01-01,年报附注\n"), actor=cast.mo, now=NOW
        )


@pytest.mark.parametrize(
    "content",
    [
        "",
        "a,b,c\n",
        f"{HEAD}Z1,G1,甲,2024-13-01,公示\n",
        f"{HEAD}Z1,G1,甲,2024-01-01\n",
        f"{HEAD}Z1,,甲,2024-01-01,公示\n",
    ],
)
def test_a_file_that_cannot_be_read_says_where(content):
    with pytest.raises(errors.Invalid):
        groups.read(content)


@pytest.mark.parametrize("row", ["F0000001,{},甲集团,2024-01-01,年报", "F0000001,G1,{},2024-01-01,年报"])
def test_a_key_or_a_name_too_long_is_refused_and_not_cut(row):
    """Cut to what the column holds, two groups whose keys begin alike would be one contributor."""
    with pytest.raises(errors.Invalid) as refused:
        groups.read(HEAD + row.format("集" * 201) + "\n")
    assert refused.value.params["line"] == 2


async def test_a_consent_is_the_groups_for_named_figures_and_can_be_withdrawn(cast):
    number = await number_of(cast.firm)
    await groups.join(number, "G1", "甲集团", SINCE, "公示信息", actor=cast.mo, now=NOW)
    made = await waivers.enter(
        number, ["rev_total"], 2024, 2026, "甲函〔2026〕1号", "董事长", actor=cast.mo, now=NOW
    )
    [held] = await queries.in_force(2025)
    assert (held["group_key"], held["indicators"], held["paper"]) == ("G1", ["rev_total"], "甲函〔2026〕1号")
    assert await queries.in_force(2027) == []
    with pytest.raises(errors.Invalid):
        await waivers.withdraw(made, "", actor=cast.mo, now=NOW)
    await waivers.withdraw(made, "来函撤回", actor=cast.mo, now=NOW)
    assert await queries.in_force(2025) == []
    with pytest.raises(errors.AlreadyMoved):
        await waivers.withdraw(made, "再次", actor=cast.mo, now=NOW)
    [listed] = await queries.waivers(cast.mo)
    assert listed["withdrawn_at"] == NOW


async def test_a_consent_names_figures_years_paper_and_signatory(cast):
    with pytest.raises(errors.Invalid) as refused:
        await waivers.enter(await number_of(cast.firm), [], 2026, 2025, " ", "", actor=cast.mo, now=NOW)
    assert set(refused.value.errors) == {"indicators", "until_year", "paper", "signed_by"}
    with pytest.raises(errors.NotPermitted):
        await waivers.enter("X", ["rev_total"], 2025, 2025, "函", "某", actor=cast.pan, now=NOW)


# --- rounds and forms

CURRENT = UUID(build.FORM)


def days(**more):
    return rounds.Days(
        **{
            "opens_on": date(2026, 1, 1),
            "closes_on": date(2026, 2, 28),
            "late_until": None,
            "form_id": CURRENT,
            "notice": "京人社统发〔2026〕1号",
            **more,
        }
    )


async def approved(cast):
    await rounds.approve_form(
        CURRENT, "国统制〔示例〕1号", "国家统计局", date(2027, 12, 31), actor=cast.mo, now=NOW
    )


async def test_a_round_is_opened_only_on_an_approved_form_in_force(cast):
    with pytest.raises(errors.Invalid) as refused:
        await rounds.open_round(YEAR, days(), actor=cast.mo, now=NOW)
    assert "form" in refused.value.errors, "《统计法》第十七条: no approval, no survey"
    await approved(cast)
    with pytest.raises(errors.AlreadyMoved):
        await approved(cast)
    with pytest.raises(errors.Invalid):
        await rounds.open_round(
            YEAR, days(opens_on=date(2028, 1, 1), closes_on=date(2028, 1, 9)), actor=cast.mo, now=NOW
        )
    await rounds.open_round(YEAR, days(), actor=cast.mo, now=NOW)
    with pytest.raises(errors.Invalid):
        await rounds.open_round(YEAR, days(), actor=cast.mo, now=NOW)
    assert (await known.of_year(YEAR)).round.notice == "京人社统发〔2026〕1号"


async def test_a_round_is_the_citys(cast):
    await approved(cast)
    with pytest.raises(errors.NotPermitted):
        await rounds.open_round(YEAR, days(), actor=cast.pan, now=NOW)
    for who in (cast.hao, cast.lu, cast.e):
        with pytest.raises(errors.NotFound):
            await rounds.open_round(YEAR, days(), actor=who, now=NOW)


async def test_a_round_that_has_begun_keeps_its_beginning_and_its_form(cast):
    await approved(cast)
    await rounds.open_round(YEAR, days(), actor=cast.mo, now=NOW)
    within = datetime(2026, 2, 1, tzinfo=UTC)
    with pytest.raises(errors.Invalid) as refused:
        await rounds.change_round(YEAR, days(opens_on=date(2026, 1, 5)), actor=cast.mo, now=within)
    assert set(refused.value.errors) == {"opens_on"}
    with pytest.raises(errors.Invalid):
        await rounds.change_round(YEAR, days(closes_on=date(2026, 1, 31)), actor=cast.mo, now=within)
    await rounds.change_round(YEAR, days(closes_on=date(2026, 3, 10)), actor=cast.mo, now=within)
    assert (await known.of_year(YEAR)).round.closes_on == date(2026, 3, 10)


async def test_a_new_edition_of_the_form_carries_number_issuer_approval_and_expiry(cast):
    form = rounds.Approved(
        "人社统LM1表",
        "年报",
        "人社部",
        "国统制〔示例〕2号",
        "国家统计局",
        date(2027, 1, 1),
        date(2029, 12, 31),
    )
    made = await rounds.enter_form(form, actor=cast.mo, now=NOW)
    assert (await known.form(made)).edition == 3
    for lacking in ("number", "issuing_body", "approval_number", "approving_body"):
        with pytest.raises(errors.Invalid):
            await rounds.enter_form(
                rounds.Approved(**{**_fields(form), lacking: " "}), actor=cast.mo, now=NOW
            )
    with pytest.raises(errors.Invalid):
        await rounds.enter_form(
            rounds.Approved(**{**_fields(form), "expires_on": date(2026, 1, 1)}), actor=cast.mo, now=NOW
        )


def _fields(form):
    return {name: getattr(form, name) for name in form.__slots__}


async def test_after_the_editing_is_closed_the_round_stays(cast):
    await build.a_round(gate="editing_closed")
    async with session.statistics():
        await database.execute("update survey_form set approval_number = '1', approving_body = '局'")
    with pytest.raises(errors.Refused):
        await rounds.change_round(YEAR, days(), actor=cast.mo, now=NOW)
