"""No figure is published that was not edited, frozen, protected, signed by every district, signed by the city, and awaited."""

import asyncio
from datetime import UTC, datetime, timedelta

import asyncpg
import pytest

from regulation import database, errors
from regulation.releases import queries as released
from regulation.releases.rules import Kind, tables_hash
from regulation.surveys import session
from regulation.surveys.actions import gate, readers
from regulation.surveys.gate import Gate
from regulation.surveys.queries import gate as queries
from regulation.surveys.status import Status
from tests.builders import statistics as build
from tests.builders.annual_reports import a_registration
from tests.builders.statistics import NOW, YEAR
from tests.cast import a_firm

UNTIL = datetime(2026, 6, 30, 2, tzinfo=UTC)


@pytest.fixture
async def city(cast):
    """Two districts with returns the city has passed; four statisticians on the list of early readers."""
    await build.two_districts(cast)
    await build.listed(cast)
    return cast


async def test_the_whole_way_ends_with_a_release_that_says_who_signed(city):
    book = await build.walked_to(city, "embargoed", until=UNTIL)
    vintage = await gate.publish("yearbook", YEAR, "", actor=city.mo, now=UNTIL)
    await gate.archive(YEAR, {"T01.csv": "0" * 64}, actor=city.mo, now=UNTIL)
    release = await released.release("yearbook", YEAR)
    assert (
        (release.vintage, release.kind, release.embargo_until)
        == (vintage, "final", UNTIL)
        == (1, "final", UNTIL)
    )
    assert [each["act"] for each in release.signatures] == [
        "disclosure_passed",
        "cosigned",
        "cosigned",
        "city_signed",
    ]
    assert {each["organ"] for each in release.signatures if each["act"] == "cosigned"} == {
        "北京市朝阳区人力资源和社会保障局",
        "北京市海淀区人力资源和社会保障局",
    }
    assert "潘一" not in str(release.signatures), "offices, no persons"
    assert release.parameters["snapshot"] == book.digest
    at = await queries.of_year(YEAR)
    assert at.gate is Gate.ARCHIVED
    assert [each.act for each in at.held.signatures] == [
        "editing_closed",
        "imputation_frozen",
        "disclosure_passed",
        "cosigned",
        "cosigned",
        "city_signed",
        "embargoed",
        "published",
        "archived",
    ]


async def test_editing_is_not_closed_while_the_period_runs_or_a_return_waits(cast):
    await build.two_districts(cast, late_until=NOW.date())
    with pytest.raises(errors.Refused, match="填报期未结束"):
        await gate.close_editing(YEAR, actor=cast.mo, now=NOW)
    after = NOW + timedelta(days=1)
    await build.a_respondent("待审有限公司", "91110105MA0000003C", status=Status.SUBMITTED)
    with pytest.raises(errors.Refused, match="1份统计报表没有审核完毕"):
        await gate.close_editing(YEAR, actor=cast.mo, now=after)


async def test_who_never_corrected_did_not_respond_when_the_editing_closes(cast):
    await build.two_districts(cast)
    await build.a_respondent("草稿有限公司", "91110105MA0000004D", status=Status.DRAFT)
    await build.a_respondent("退回有限公司", "91110105MA0000005E", status=Status.RETURNED)
    await gate.close_editing(YEAR, actor=cast.mo, now=NOW)
    at = await queries.of_year(YEAR)
    assert at.statuses == {"city_passed": 2, "nonresponse": 2}
    async with session.statistics():
        logged = await database.rows(
            "select status_before from case_log where action = 'nonresponse' order by 1"
        )
    assert [each["status_before"] for each in logged] == ["draft", "returned"]


async def test_the_largest_units_are_never_imputed(city):
    silent = await a_firm("巨头人力集团有限公司", "91110105MA0000006F", "110105")
    await a_registration(silent)
    await build.a_round(year=YEAR - 1)
    await build.a_return(silent, year=YEAR - 1, rev_total=9_999_999)
    await gate.close_editing(YEAR, actor=city.mo, now=NOW)
    with pytest.raises(errors.Refused, match="巨头人力集团有限公司"):
        await gate.freeze(YEAR, freezing=build.a_snapshot, actor=city.mo, now=NOW)
    assert await queries.latest_digest(YEAR) == "", "nothing was written"
    assert (await queries.of_year(YEAR)).gate is Gate.EDITING_CLOSED


async def test_a_freezing_that_writes_nothing_signs_nothing(city):
    async def nothing():
        return "b" * 64

    await gate.close_editing(YEAR, actor=city.mo, now=NOW)
    with pytest.raises(errors.Refused, match="没有可以签署的数据快照"):
        await gate.freeze(YEAR, freezing=nothing, actor=city.mo, now=NOW)


async def test_tables_that_can_be_narrowed_are_refused_by_name_and_the_refusal_is_kept(city):
    await build.walked_to(city, "imputation_frozen")
    weak = build.compiled("a" * 64, narrowed=["T05 民营企业 × 朝阳区", "T07 劳务派遣"])
    for _again in range(2):
        with pytest.raises(errors.Refused, match="T05 民营企业 × 朝阳区、T07 劳务派遣"):
            await gate.pass_disclosure(YEAR, weak, actor=city.mo, now=NOW)
    at = await queries.of_year(YEAR)
    assert at.gate is Gate.IMPUTATION_FROZEN
    refused = at.held.signed("disclosure_refused")
    assert [each.said["narrowed"] for each in refused] == [["T05 民营企业 × 朝阳区", "T07 劳务派遣"]] * 2
    await gate.pass_disclosure(YEAR, build.compiled("a" * 64), actor=city.mo, now=NOW)
    assert (await queries.of_year(YEAR)).held.signed("disclosure_passed")[0].said["parameters"] == {"p": 10}


async def test_tables_of_another_snapshot_are_not_passed(city):
    await build.walked_to(city, "imputation_frozen")
    with pytest.raises(errors.Refused, match="数据快照已经改变"):
        await gate.pass_disclosure(YEAR, build.compiled("c" * 64), actor=city.mo, now=NOW)


async def test_every_district_with_returns_signs_and_no_other(city):
    book = await build.walked_to(city, "disclosure_passed")
    assert await gate.cosign(YEAR, book.hash, actor=city.pan, now=NOW) is False
    with pytest.raises(errors.AlreadyMoved):
        await gate.cosign(YEAR, book.hash, actor=city.pan, now=NOW)
    with pytest.raises(errors.AlreadyMoved):
        await gate.sign_for_city(YEAR, book.hash, actor=city.mu, now=NOW)
    assert await gate.cosign(YEAR, book.hash, actor=city.qi, now=NOW) is True
    assert (await queries.of_year(YEAR)).gate is Gate.DISTRICTS_SIGNED


async def test_a_district_without_returns_has_nothing_to_sign(cast):
    await build.a_round()
    await a_registration(cast.firm)
    await build.a_return(cast.firm)
    await build.listed(cast)
    book = await build.walked_to(cast, "disclosure_passed")
    with pytest.raises(errors.Refused, match="不需要会签"):
        await gate.cosign(YEAR, book.hash, actor=cast.qi, now=NOW)
    assert await gate.cosign(YEAR, book.hash, actor=cast.pan, now=NOW) is True


async def test_a_page_that_is_no_longer_true_signs_nothing(city):
    await build.walked_to(city, "disclosure_passed")
    for stale in ("", "0" * 64):
        with pytest.raises(errors.Refused, match="不一致"):
            await gate.cosign(YEAR, stale, actor=city.pan, now=NOW)


async def test_nobody_signs_what_the_list_does_not_let_them_see(cast):
    await build.two_districts(cast)
    book = await build.walked_to(cast, "disclosure_passed")
    with pytest.raises(errors.Refused, match="名单"):
        await gate.cosign(YEAR, book.hash, actor=cast.pan, now=NOW)


async def test_the_city_is_signed_for_by_another_person_than_who_compiled(city):
    book = await build.walked_to(city, "districts_signed")
    with pytest.raises(errors.NotPermitted, match="另一名"):
        await gate.sign_for_city(YEAR, book.hash, actor=city.mo, now=NOW)
    await gate.sign_for_city(YEAR, book.hash, actor=city.mu, now=NOW)
    with pytest.raises(errors.AlreadyMoved):
        await gate.sign_for_city(YEAR, book.hash, actor=city.mu, now=NOW)


async def test_one_second_before_the_embargo_ends_nothing_is_published(city):
    await build.walked_to(city, "embargoed", until=UNTIL)
    with pytest.raises(errors.Refused, match="现在不能发布"):
        await gate.publish("yearbook", YEAR, "", actor=city.mo, now=UNTIL - timedelta(seconds=1))
    assert await database.value("select count(*) from release") == 0
    assert await gate.publish("yearbook", YEAR, "", actor=city.mo, now=UNTIL) == 1


async def test_the_embargo_is_put_off_and_never_brought_forward(city):
    await build.walked_to(city, "city_signed")
    with pytest.raises(errors.Invalid):
        await gate.set_embargo(YEAR, NOW, actor=city.mo, now=NOW)
    await gate.set_embargo(YEAR, UNTIL, actor=city.mo, now=NOW)
    with pytest.raises(errors.Invalid) as refused:
        await gate.set_embargo(YEAR, UNTIL - timedelta(hours=1), actor=city.mo, now=NOW)
    assert refused.value.errors == {"until": "已经设定的发布时间只能推后，不能提前"}
    later = UNTIL + timedelta(days=1)
    await gate.set_embargo(YEAR, later, actor=city.mo, now=NOW)
    assert (await queries.of_year(YEAR)).held.embargo_until == later


async def test_what_is_published_are_the_very_rows_that_passed(city):
    book = await build.walked_to(city, "embargoed", until=UNTIL)
    kept = await queries.passed(await queries.of_year(YEAR))
    assert tables_hash(kept.tables, kept.cells) == kept.hash == book.hash
    await gate.publish("yearbook", YEAR, "", actor=city.mo, now=UNTIL)
    release = await released.release("yearbook", YEAR)
    [cell] = await released.cells(release.id)
    assert (cell["value"], release.snapshot_hash) == (42, book.hash)
    async with session.statistics():
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with database.unit_of_work():
                await database.execute("update passed_book set cells = '[]'")


async def test_consents_in_force_are_listed_with_the_release(city):
    from regulation.surveys.actions import waivers

    number = await database.value("select number from firm where id = $1", city.firm)
    await waivers.enter(
        number, ["rev_total"], 2025, 2025, "甲函〔2026〕1号", "董事长", actor=city.mo, now=NOW
    )
    await build.walked_to(city, "embargoed", until=UNTIL)
    await gate.publish("yearbook", YEAR, "", actor=city.mo, now=UNTIL)
    [waiver] = (await released.release("yearbook", YEAR)).waivers
    assert (waiver["group_key"], waiver["paper"]) == (number, "甲函〔2026〕1号")


async def test_a_changed_snapshot_voids_every_signature(city):
    await build.walked_to(city, "embargoed", until=UNTIL)
    await build.a_snapshot(digest="d" * 64)
    at = await queries.of_year(YEAR)
    assert at.held.is_changed
    with pytest.raises(errors.Refused, match="全部失效"):
        await gate.publish("yearbook", YEAR, "", actor=city.mo, now=UNTIL)


async def test_reopening_needs_a_reason_and_begins_another_turn(city):
    await build.walked_to(city, "embargoed", until=UNTIL)
    await gate.publish("yearbook", YEAR, "", actor=city.mo, now=UNTIL)
    with pytest.raises(errors.Invalid):
        await gate.reopen(YEAR, "  ", actor=city.mo, now=UNTIL)
    await gate.reopen(YEAR, "两家机构更正了收入", actor=city.mo, now=UNTIL)
    at = await queries.of_year(YEAR)
    assert (at.gate, at.held.turn, at.held.embargo_until) == (Gate.OPEN, 2, None)
    assert at.held.tables_hash == ""
    later = UNTIL + timedelta(days=2)
    await build.walked_to(
        city, "embargoed", digest="e" * 64, value=50, now=UNTIL, until=later, kind=Kind.REVISED
    )
    with pytest.raises(errors.Refused, match="修订依据和原因"):
        await gate.publish("yearbook", YEAR, "", actor=city.mo, now=later)
    await gate.publish("yearbook", YEAR, "两家机构更正了收入", actor=city.mo, now=later)
    release = await released.release("yearbook", YEAR)
    assert (release.vintage, release.kind) == (2, "r")
    assert release.revisions == [
        {
            "table": "t01",
            "row": "staff_total",
            "column": "2025",
            "old": "42",
            "new": "50",
            "reason": "两家机构更正了收入",
            "approver": "北京市人力资源和社会保障局",
        }
    ]
    assert (await released.release("yearbook", YEAR, 1)).revisions == []


async def test_preliminary_figures_may_be_confirmed_and_a_first_vintage_revises_nothing(city):
    await build.walked_to(city, "embargoed", until=UNTIL, kind=Kind.PRELIMINARY)
    await gate.publish("yearbook", YEAR, "", actor=city.mo, now=UNTIL)
    await gate.reopen(YEAR, "六月初步数之后定稿", actor=city.mo, now=UNTIL)
    later = UNTIL + timedelta(days=90)
    await build.walked_to(city, "embargoed", now=UNTIL, until=later)
    assert await gate.publish("yearbook", YEAR, "", actor=city.mo, now=later) == 2
    await gate.reopen(YEAR, "再作初步数", actor=city.mo, now=later)
    last = later + timedelta(days=1)
    await build.walked_to(city, "embargoed", now=later, until=last, kind=Kind.PRELIMINARY)
    with pytest.raises(errors.Refused, match="不衔接"):
        await gate.publish("yearbook", YEAR, "", actor=city.mo, now=last)


@pytest.mark.parametrize("name", ["an", "bai", "lu", "hao", "ning", "jin", "ou", "e"])
async def test_to_whoever_is_no_statistician_none_of_it_exists(city, name):
    who = getattr(city, name)
    book = build.compiled("a" * 64)
    for act in (
        gate.close_editing(YEAR, actor=who, now=NOW),
        gate.freeze(YEAR, freezing=build.a_snapshot, actor=who, now=NOW),
        gate.pass_disclosure(YEAR, book, actor=who, now=NOW),
        gate.cosign(YEAR, book.hash, actor=who, now=NOW),
        gate.sign_for_city(YEAR, book.hash, actor=who, now=NOW),
        gate.set_embargo(YEAR, UNTIL, actor=who, now=NOW),
        gate.publish("yearbook", YEAR, "", actor=who, now=UNTIL),
        gate.archive(YEAR, {}, actor=who, now=NOW),
        gate.reopen(YEAR, "理由", actor=who, now=NOW),
        readers.allow(YEAR, "mo", "理由", actor=who, now=NOW),
    ):
        with pytest.raises(errors.NotFound):
            await act


async def test_a_district_does_not_act_for_the_city_nor_the_city_for_a_district(city):
    book = await build.walked_to(city, "disclosure_passed")
    with pytest.raises(errors.NotPermitted):
        await gate.sign_for_city(YEAR, book.hash, actor=city.pan, now=NOW)
    with pytest.raises(errors.NotPermitted):
        await gate.reopen(YEAR, "理由", actor=city.pan, now=NOW)
    with pytest.raises(errors.NotPermitted):
        await gate.cosign(YEAR, book.hash, actor=city.mu, now=NOW)


async def test_only_the_list_sees_the_figures_and_every_look_is_kept(cast):
    await build.two_districts(cast)
    await build.listed(cast, cast.mo, cast.lu)
    for stranger in (cast.mu, cast.hao, cast.an, cast.ning, cast.e):
        with pytest.raises(errors.NotFound):
            await readers.look(YEAR, "/desk/statistics/2025", actor=stranger, now=NOW)
    await readers.look(YEAR, "/desk/statistics/2025", actor=cast.lu, now=NOW)
    [look] = await queries.looks((await queries.of_year(YEAR)).id)
    assert (look["actor_name"], look["page"]) == ("卢一", "/desk/statistics/2025")
    [entry] = [each for each in (await queries.of_year(YEAR)).readers if each.person_id == cast.lu.person_id]
    await readers.end(YEAR, entry.id, actor=cast.mo, now=NOW)
    with pytest.raises(errors.NotFound):
        await readers.look(YEAR, "/desk/statistics/2025", actor=cast.lu, now=NOW)
    with pytest.raises(errors.AlreadyMoved):
        await readers.end(YEAR, entry.id, actor=cast.mo, now=NOW)


async def test_a_reader_is_an_official_in_office_listed_once(cast):
    await build.two_districts(cast)
    for login in ("nobody", cast.e.login):
        with pytest.raises(errors.Invalid):
            await readers.allow(YEAR, login, "理由", actor=cast.mo, now=NOW)
    with pytest.raises(errors.Invalid):
        await readers.allow(YEAR, "lu", " ", actor=cast.mo, now=NOW)
    await readers.allow(YEAR, "lu", "理由", actor=cast.mo, now=NOW)
    with pytest.raises(errors.Invalid):
        await readers.allow(YEAR, "lu", "理由", actor=cast.mo, now=NOW)


async def test_after_publication_the_list_has_done_its_work(city):
    await build.walked_to(city, "embargoed", until=UNTIL)
    await gate.publish("yearbook", YEAR, "", actor=city.mo, now=UNTIL)
    before = len(await queries.looks((await queries.of_year(YEAR)).id))
    await readers.look(YEAR, "page", actor=city.lu, now=UNTIL)
    assert len(await queries.looks((await queries.of_year(YEAR)).id)) == before


async def test_a_signature_is_never_changed(city):
    await build.walked_to(city, "editing_closed")
    async with session.statistics():
        for statement in ("update round_signature set signed_by = '别人'", "delete from round_signature"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                async with database.unit_of_work():
                    await database.execute(statement)


async def test_two_clicks_sign_once(committed_db, cast):
    await build.two_districts(cast)
    await build.listed(cast)
    book = await build.walked_to(cast, "disclosure_passed")
    answers = await asyncio.gather(
        *(gate.cosign(YEAR, book.hash, actor=cast.pan, now=NOW) for _click in range(4)),
        return_exceptions=True,
    )
    assert answers.count(False) == 1
    assert all(isinstance(each, errors.AlreadyMoved) for each in answers if each is not False)
    await gate.cosign(YEAR, book.hash, actor=cast.qi, now=NOW)
    await gate.sign_for_city(YEAR, book.hash, actor=cast.mu, now=NOW)
    await gate.set_embargo(YEAR, UNTIL, actor=cast.mo, now=NOW)
    published = await asyncio.gather(
        *(gate.publish("yearbook", YEAR, "", actor=cast.mo, now=UNTIL) for _click in range(4)),
        return_exceptions=True,
    )
    assert published.count(1) == 1
    assert await database.value("select count(*) from release") == 1
