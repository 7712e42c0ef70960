"""Firms entered, changed and found: on PostgreSQL, with the rights of the application."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest

from regulation import database, errors
from regulation.actor import SYSTEM
from regulation.firms import actions, kept, listings, queries, search
from regulation.firms.status import FactSource, RegistrationKind, RegistrationStatus, Standing

NOW = datetime(2026, 11, 22, 2, tzinfo=UTC)
LATER = datetime(2026, 12, 1, 2, tzinfo=UTC)


async def a_firm(name="测试丙人力资源（北京）有限公司", **facts):
    held = {
        "name": name,
        "uscc": "91110105MA00QQQQ1X",
        "area": "110105",
        "domicile": "北京市朝阳区测试路1号",
        **facts,
    }
    return await actions.register_firm(
        held, source=FactSource.IMPORT, source_ref="I000001", actor=SYSTEM, now=NOW
    )


async def licensed(firm_id, number="京朝人社许〔2026〕12号", status=RegistrationStatus.VALID, **more):
    given = {"issued_on": date(2024, 1, 1), "expires_on": date(2028, 12, 31), **more}
    await actions.project_registration(firm_id, RegistrationKind.HR_LICENCE, number, status, now=NOW, **given)


async def found(q, **more):
    return [row["number"] for row in (await search.find(search.Search(q=q, **more))).decoded()]


@pytest.mark.parametrize(
    "q",
    [
        "测试丙人力资源（北京）有限公司",
        "测试丙人力资源(北京)有限公司",
        "丙",
        "丙人",
        "力资源（北",
        "cSBRL",
        "91110105ma00qqqq1x",
        "９１110105MA00QQQQ1X",
        "京朝人社许〔2026〕12号",
        "京朝人社许(2026)12号",
        "人社许〔2026〕12",
        "2026",
        "6)12",
    ],
)
async def test_a_firm_is_found_by_name_part_initials_code_and_licence_number(cast, q):
    firm = await queries.firm(await a_firm())
    await licensed(firm.id)
    assert firm.number in await found(q)
    assert firm.number in await found(firm.number.lower())


@pytest.mark.parametrize(
    "q",
    [
        "丙北",
        "测试丁",
        "%",
        "_",
        "京朝人社许〔2026〕13号",
        "91110105MA00QQQQ1Y",
        "91110105MA00",
        "(20",
        "人社许",
    ],
)
async def test_what_does_not_match_is_not_found(cast, q):
    await licensed(await a_firm())
    assert await found(q) == []


async def test_a_part_of_a_licence_number_is_looked_up_in_its_index(db):
    await database.execute(
        """insert into firm (id, number, name, business_state)
           select gen_random_uuid(), 'T' || n, '测试', 'operating' from generate_series(1, 3000) as n"""
    )
    await database.execute(
        """insert into register_listing (firm, number, haystack, licences)
           select id, number, '测试', '(京)人服证字(2024)第' || md5(number) || '号' from firm where number like 'T%'"""
    )
    await database.execute("analyze register_listing")
    sql, parameters = search.statement(search.Search(q="4e5f6a"))
    plan = "\n".join(row["QUERY PLAN"] for row in await database.rows(f"explain {sql}", *parameters))
    assert "register_listing_licences" in plan
    assert "Seq Scan on register_listing" not in plan


async def test_a_firm_is_found_by_its_former_name_and_shows_both(cast):
    firm_id = await a_firm()
    await actions.change_facts(
        firm_id,
        {"name": "测试新名有限公司"},
        source=FactSource.REPORT,
        valid_from=date(2026, 11, 1),
        actor=cast.an,
        now=NOW,
    )
    firm = await queries.firm(firm_id)
    assert firm.name == "测试新名有限公司"
    assert firm.former_names == ("测试丙人力资源（北京）有限公司",)
    assert await found("测试丙人力") == [firm.number] == await found("csxm")


async def test_total_and_facets_are_exact_over_all_pages(cast):
    for n in range(7):
        firm_id = await a_firm(f"分页测试{n}有限公司", uscc="", area="110108" if n % 2 else "110105")
        await licensed(firm_id, f"测{n}", RegistrationStatus.REVOKED if n == 0 else RegistrationStatus.VALID)
    page = await search.find(search.Search(q="分页测试", size=3, page=2))
    assert page.total == 7
    assert len(page.decoded()) == 3
    facets = {name: {str(v.value): v.count for v in values} for name, values in page.facets.items()}
    assert facets == {
        "district": {"110105": 4, "110108": 3},
        "status": {"licensed": 6, "revoked": 1},
        "kind": {"hr_licence": 7},
    }
    pages = [await found("分页测试", size=3, page=n) for n in (1, 2, 3)]
    assert len({number for numbers in pages for number in numbers}) == 7
    assert len(await found("分页测试", districts=("110108",), statuses=(Standing.LICENSED,))) == 3


async def test_common_pieces_change_how_it_is_searched_and_not_what_is_found(cast):
    firm = await queries.firm(await a_firm())
    for common in (frozenset(), frozenset({"人力"}), frozenset({"丙人", "人力", "力资"})):
        sql, parameters = search.statement(search.Search(q="丙人力资"), search.Known(common))
        row = await database.row(sql, *parameters)
        assert firm.number in row["rows"]


async def test_a_count_that_was_kept_is_told_only_while_nothing_changed(committed_db, cast, monkeypatch):
    monkeypatch.setattr(kept, "WORTH_KEEPING", 1)
    monkeypatch.setattr(search, "_counts", kept.Latest())
    monkeypatch.setattr(search, "_pages", kept.Latest())
    first, second = await a_firm("计数测试甲公司"), await a_firm("计数测试乙公司")

    async def told():
        page = await search.find(search.Search(q="计数测试"))
        rows = page.decoded()
        assert len(rows) == page.total, "the page is of the same state"
        statuses = Counter(row["status"] for row in rows)
        assert statuses == {str(each.value): each.count for each in page.facets["status"]}
        return page.total, dict(statuses)

    assert await told() == (2, {"none": 2})
    assert await told() == (2, {"none": 2})
    await licensed(first)
    assert await told() == (2, {"licensed": 1, "none": 1})
    await a_firm("计数测试丙公司")
    assert await told() == (3, {"licensed": 1, "none": 2})
    await actions.change_facts(
        second, {"name": "改名测试有限公司"}, source=FactSource.CORRECTION, actor=cast.an, now=LATER
    )
    assert (await told())[0] == 2
    narrowed = search.narrowed(search.Search(q="计数测试"), cast.ding.organ_id)
    assert (await search.find(narrowed)).total == 0, "the count of another organ is another count"


async def test_a_kept_count_is_not_counted_again(committed_db, cast, monkeypatch):
    monkeypatch.setattr(kept, "WORTH_KEEPING", 1)
    monkeypatch.setattr(search, "_counts", kept.Latest())
    monkeypatch.setattr(search, "_pages", kept.Latest())
    await a_firm("计数测试丁公司")
    await search.find(search.Search(q="计数测试"))
    [counted] = search._counts._kept.values()
    [page] = search._pages._kept.values()
    known = search.Known(counted_in=counted.state, shown_in=page.state, is_walked=True)
    sql, parameters = search.statement(search.Search(q="计数测试"), known)
    row = await database.row(sql, *parameters)
    assert (row["rows"], row["tally"], row["state"]) == (None, None, counted.state)


async def test_a_transaction_of_many_changes_leaves_one_row_and_one_undone_none(db, cast):
    async def rows():
        return await database.value("select count(*) from register_touch")

    before = await rows()
    await database.execute("select set_config('zhiheng.touched', '', true)")
    for name in ("一", "二", "三"):
        await a_firm(f"多次测试{name}公司", uscc="")
    assert await rows() == before + 1
    await database.execute("select set_config('zhiheng.touched', '', true)")

    async def undone():
        async with database.unit_of_work():
            await a_firm("多次测试四公司", uscc="")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await undone()
    assert await rows() == before + 1
    await a_firm("多次测试五公司", uscc="")
    assert await rows() == before + 2, "the mark of a savepoint goes with it"


async def test_the_export_holds_the_same_firms_as_the_list(cast):
    for n in range(3):
        await a_firm(f"导出测试{n}有限公司", uscc="")
    wanted = search.Search(q="导出测试", size=1)
    exported = [row["number"] async for row in search.export(wanted)]
    assert len(exported) == (await search.find(wanted)).total == 3


async def test_a_dead_licence_stays_visible_with_its_status(cast):
    firm_id = await a_firm()
    await licensed(firm_id)
    await licensed(firm_id, status=RegistrationStatus.REVOKED, ended_on=date(2026, 11, 20))
    [row] = (await search.find(search.Search(q="测试丙"))).decoded()
    assert row["status"] == "revoked"
    [registration] = row["registrations"]
    assert (registration["number"], registration["status"]) == ("京朝人社许〔2026〕12号", "revoked")


async def test_a_term_that_ran_out_moves_the_firm_in_the_lists_by_the_nightly_job(cast):
    firm_id = await a_firm()
    await licensed(firm_id, expires_on=date(2026, 11, 30))
    assert len(await found("测试丙", statuses=(Standing.LICENSED,))) == 1
    assert await listings.record_expiries(now=LATER) == 1
    assert len(await found("测试丙", statuses=(Standing.EXPIRED,))) == 1
    assert await listings.record_expiries(now=LATER) == 0


async def test_the_nightly_job_leaves_a_renewal_under_way_alone(cast):
    firm_id = await a_firm()
    await licensed(firm_id, status=RegistrationStatus.RENEWAL_PENDING, expires_on=date(2026, 11, 30))
    assert await listings.record_expiries(now=LATER) == 0
    assert len(await found("测试丙", statuses=(Standing.LICENSED,))) == 1


# --- Two times ------------------------------------------------------------------------------------


async def test_a_change_keeps_the_past_and_what_was_believed(cast):
    firm_id = await a_firm()
    await actions.change_facts(
        firm_id,
        {"domicile": "北京市朝阳区新路2号"},
        source=FactSource.REPORT,
        source_ref="报1",
        valid_from=date(2026, 11, 10),
        actor=cast.an,
        now=LATER,
    )
    as_of = queries.facts_as_of
    assert (await as_of(firm_id, valid_on=date(2026, 11, 9), known_at=LATER))[
        "domicile"
    ] == "北京市朝阳区测试路1号"
    assert (await as_of(firm_id, valid_on=date(2026, 11, 10), known_at=LATER))[
        "domicile"
    ] == "北京市朝阳区新路2号"
    assert (await as_of(firm_id, valid_on=date(2026, 11, 10), known_at=NOW))[
        "domicile"
    ] == "北京市朝阳区测试路1号"
    assert (await queries.firm(firm_id)).domicile == "北京市朝阳区新路2号"


async def test_a_correction_says_that_it_never_was_so(cast):
    firm_id = await a_firm()
    await actions.change_facts(
        firm_id, {"domicile": "北京市朝阳区对路3号"}, source=FactSource.CORRECTION, actor=cast.an, now=LATER
    )
    facts = await queries.facts_as_of(firm_id, valid_on=date(2020, 1, 1), known_at=LATER)
    assert facts["domicile"] == "北京市朝阳区对路3号"
    versions = (await queries.history(firm_id))["domicile"]
    assert [version.is_present for version in versions] == [True, False]
    assert versions[1].value == "北京市朝阳区测试路1号"


async def test_a_corrected_name_is_no_former_name(cast):
    firm_id = await a_firm()
    await actions.change_facts(
        firm_id, {"name": "测试丙改有限公司"}, source=FactSource.CORRECTION, actor=cast.an, now=LATER
    )
    assert (await queries.firm(firm_id)).former_names == ()


async def test_moving_to_another_district_moves_the_jurisdiction(cast):
    firm_id = await a_firm()
    assert (await queries.firm(firm_id)).organ_code == "110105"
    await actions.change_facts(
        firm_id,
        {"area": "110108", "domicile": "北京市海淀区测试路1号"},
        source=FactSource.REPORT,
        valid_from=date(2026, 11, 1),
        actor=cast.an,
        now=LATER,
    )
    assert (await queries.firm(firm_id)).organ_code == "110108"
    with pytest.raises(errors.NotFound):
        await queries.visible_firm(cast.an, (await queries.firm(firm_id)).number)


async def test_the_neighbour_cannot_change_it_and_the_decider_not_either(cast):
    firm_id = await a_firm()
    for actor in (cast.ding, cast.bai, cast.ning):
        with pytest.raises(errors.NotPermitted):
            await actions.change_facts(
                firm_id, {"scope": "别的"}, source=FactSource.CORRECTION, actor=actor, now=LATER
            )
    assert (await queries.firm(firm_id)).scope == ""


async def test_a_stale_page_does_not_overwrite_the_change_of_another(cast):
    firm_id = await a_firm()
    seen = await queries.present_facts(firm_id)
    change = {"source": FactSource.CORRECTION, "expected": seen, "now": LATER}
    await actions.change_facts(firm_id, {"scope": "甲"}, actor=cast.an, **change)
    with pytest.raises(errors.AlreadyMoved):
        await actions.change_facts(
            firm_id, {"domicile": "乙"}, actor=cast.ann, **{**change, "expected": {**seen, "scope": ""}}
        )
    assert (await queries.firm(firm_id)).domicile == "北京市朝阳区测试路1号"


async def test_a_fact_has_one_present_version(cast):
    import asyncpg

    firm_id = await a_firm()
    with pytest.raises(asyncpg.UniqueViolationError):
        async with database.unit_of_work():
            await database.execute(
                """insert into firm_fact (id, firm, key, value, known_from, source_kind, source_ref, actor_number, actor_name)
                   values (gen_random_uuid(), $1, 'domicile', 'x', $2, 'import', '', '', '')""",
                firm_id,
                NOW,
            )
    assert len((await queries.history(firm_id))["domicile"]) == 1


async def test_firms_may_share_a_code_and_are_all_shown(cast):
    first, second = await a_firm(), await a_firm("测试丁人力资源有限公司")
    shared = await queries.firms_by_code("91110105ma00qqqq1x")
    assert {each.id for each in shared} == {first, second}
    [only] = await queries.firms_by_code(shared[0].number)
    assert only.id == shared[0].id


async def test_register_numbers_are_never_the_same(cast):
    numbers = [(await queries.firm(await a_firm(f"编号测试{n}公司", uscc=""))).number for n in range(3)]
    assert len(set(numbers)) == 3
    assert all(number.startswith("F") and len(number) == 8 for number in numbers)
