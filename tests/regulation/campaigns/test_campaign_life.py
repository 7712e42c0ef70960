"""A campaign from its draft to the public totals: who may do what, what is counted once, what stays as it was."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import asyncpg
import pytest

from app.demo.standing import PAPER
from regulation import database, errors
from regulation.campaigns import matters, queries, records
from regulation.campaigns.actions import choosing, closing, planning, running
from regulation.campaigns.chosen import Choice
from regulation.campaigns.rules import cube
from regulation.campaigns.rules.planning import NO_HALT, NO_SWEEP, UNPLANNED
from regulation.campaigns.rules.tallies import Line
from regulation.campaigns.status import Target
from regulation.casework import documents
from regulation.inspections.status import TaskStatus
from regulation.ledger import queries as ledger
from regulation.penalties.actions import victims
from regulation.penalties.rules.violations import Measure
from regulation.penalties.status import CaseStatus, OrderStatus
from regulation.radar.actions import matching, receiving
from regulation.radar.status import ListKind
from tests.builders import accounts, inspections
from tests.builders import penalties as build

D = Decimal
FIRST, LAST = date(2026, 3, 2), date(2026, 6, 30)
DRAFTED = datetime(2026, 2, 20, 2, tzinfo=UTC)
BEGUN = datetime(2026, 3, 2, 1, tzinfo=UTC)
LATER = datetime(2026, 6, 20, 2, tzinfo=UTC)
OVER = datetime(2026, 7, 6, 2, tzinfo=UTC)
CHAOYANG, HAIDIAN = "110105", "110108"
CONTENT = planning.Content(
    name="清理整顿人力资源市场秩序专项行动",
    problem="招聘旺季职业中介机构乱收费、发布虚假信息问题多发。",
    basis="unplanned",
    plan=None,
    areas=[CHAOYANG],
    targets=["agency", "unlicensed", "market"],
    violations=["V-01", "V-06", "V-07"],
    from_on=FIRST,
    until_on=LAST,
    lead_department="hrss",
    joint_departments=["police", "market"],
    measures="检查职业中介机构和自发劳务市场，查处违法行为。",
)
ACCOUNT = closing.Account(
    "联合公安、市场监管部门开展检查。", "部分机构没有明示收费标准和监督电话。", "把检查结果纳入信用评价。"
)


@pytest.fixture
def approval(tmp_path):
    return planning.Approval(
        "北京市朝阳区人民政府",
        "朝政批〔2026〕8号",
        date(2026, 2, 18),
        planning.Paper(tmp_path, "批准.pdf", "application/pdf", PAPER),
    )


@pytest.fixture
async def office(cast):
    return build.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))


@pytest.fixture
async def campaign(cast, approval):
    """Running in Chaoyang."""
    made = await planning.draft(CONTENT, actor=cast.an, now=DRAFTED)
    await planning.approve(made, approval, actor=cast.bai, now=DRAFTED)
    await planning.start(made, actor=cast.an, now=BEGUN)
    return made


async def status_of(campaign):
    return await database.value("select status from campaign where id = $1", campaign)


# --- Approved before it begins ------------------------------------------------------------------------------


async def test_an_unplanned_campaign_is_not_approved_without_the_government(cast, approval):
    made = await planning.draft(CONTENT, actor=cast.an, now=DRAFTED)
    for given in (None, replace(approval, paper=None), replace(approval, government="某局")):
        with pytest.raises(errors.Invalid) as refused:
            await planning.approve(made, given, actor=cast.bai, now=DRAFTED)
        assert refused.value.citation == UNPLANNED
    await planning.approve(made, approval, actor=cast.bai, now=DRAFTED)
    assert await status_of(made) == "approved"
    assert [(each.type, each.act) for each in await ledger.of_entity(str(made))] == [("campaign", "approve")]


async def test_who_drafted_or_wrote_it_anew_does_not_approve(cast, approval):
    made = await planning.draft(CONTENT, actor=cast.an, now=DRAFTED)
    both = replace(cast.ding, organ_id=cast.an.organ_id, organ_code=CHAOYANG)
    await planning.revise(made, replace(CONTENT, name="清理整顿行动"), actor=both, now=DRAFTED)
    with pytest.raises(errors.Refused) as refused:
        await planning.approve(made, approval, actor=both, now=DRAFTED)
    assert refused.value.citation == UNPLANNED
    with pytest.raises(errors.NotPermitted):
        await planning.approve(made, approval, actor=cast.an, now=DRAFTED)
    with pytest.raises(errors.NotFound):
        await planning.approve(made, approval, actor=cast.ding, now=DRAFTED)


async def test_after_its_first_day_it_is_too_late_to_approve(cast, approval):
    made = await planning.draft(CONTENT, actor=cast.an, now=DRAFTED)
    with pytest.raises(errors.Refused, match="开始之前"):
        await planning.approve(made, approval, actor=cast.bai, now=datetime(2026, 3, 3, 2, tzinfo=UTC))


async def test_a_planned_campaign_needs_a_plan_of_its_year(cast):
    await inspections.a_task(cast)
    plan = await database.value("select id from inspection_plan where status = 'adopted'")
    planned = replace(CONTENT, basis="plan", plan=plan)
    with pytest.raises(errors.Refused) as refused:
        await planning.draft(
            replace(planned, from_on=date(2027, 3, 1), until_on=date(2027, 4, 1)), actor=cast.an, now=DRAFTED
        )
    assert refused.value.citation == NO_SWEEP
    made = await planning.draft(planned, actor=cast.an, now=DRAFTED)
    await planning.approve(made, None, actor=cast.bai, now=DRAFTED)
    assert await status_of(made) == "approved"


async def test_no_campaign_tells_a_trade_to_stop(cast):
    with pytest.raises(errors.Refused) as refused:
        await planning.draft(replace(CONTENT, halts_trade=True), actor=cast.an, now=DRAFTED)
    assert refused.value.citation == NO_HALT
    allowed = replace(CONTENT, halts_trade=True, halt_ground="life", halt_approval="京政批〔2026〕3号")
    assert await planning.draft(allowed, actor=cast.an, now=DRAFTED)
    # The database refuses it too.
    with pytest.raises(asyncpg.CheckViolationError):
        async with database.unit_of_work():
            await database.execute("update campaign set halt_approval = ''")


async def test_it_does_not_start_before_its_day_and_its_scope_stays(cast, approval):
    made = await planning.draft(CONTENT, actor=cast.an, now=DRAFTED)
    await planning.approve(made, approval, actor=cast.bai, now=DRAFTED)
    with pytest.raises(errors.Refused) as refused:
        await planning.start(made, actor=cast.an, now=DRAFTED)
    assert refused.value.citation == UNPLANNED
    with pytest.raises(errors.AlreadyMoved):
        await planning.revise(made, CONTENT, actor=cast.an, now=DRAFTED)
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="as it was approved"):
        async with database.unit_of_work():
            await database.execute("update campaign set until_on = until_on + 30 where id = $1", made)


@pytest.mark.parametrize("who", ["f", "gu", "mo", "chen", "ou"])
async def test_who_reads_no_campaign_finds_none(cast, campaign, who):
    with pytest.raises(errors.NotFound):
        await queries.one(getattr(cast, who), campaign)


async def test_a_neighbour_sees_a_district_campaign_not_and_the_city_does(cast, campaign):
    with pytest.raises(errors.NotFound):
        await queries.one(cast.ding, campaign)
    assert (await queries.one(cast.hao, campaign))["id"] == campaign


# --- Counted once -------------------------------------------------------------------------------------------


@pytest.fixture
async def counted(cast, office, campaign):
    """A visit, an order, a decided case with a refund, all taken in by proposal."""
    await inspections.a_task(cast, at=TaskStatus.PUBLISHED)
    await build.an_order(office, cast.firm, to=OrderStatus.SERVED, on=date(2026, 4, 7), violation="V-06")
    await build.a_case(office, cast.firm, to=CaseStatus.DECIDED, on=date(2026, 3, 9), violation="V-07")
    case = await build.a_case(
        office, cast.firm, to=CaseStatus.INVESTIGATING, on=date(2026, 4, 13), violation="V-07"
    )
    await victims.add(case, name="李甲", paid=D(300), actor=cast.an, now=LATER)
    paid_back = {"refunded_on": date(2026, 5, 6), "receipt": "收据1", "actor": cast.an, "now": LATER}
    await victims.refund(case, 1, amount=D("88.50"), **paid_back)
    found = await matters.proposed(await queries.one(cast.an, campaign))
    await running.take(campaign, [(each["kind"], each["id"]) for each in found], actor=cast.an, now=LATER)
    return campaign


async def test_the_cube_says_what_sql_says(cast, counted):
    campaign = await queries.one(cast.an, counted)
    facts = await records.facts(campaign, until=LATER.date())
    found = cube.totals(facts)
    said = await database.row(
        """select (select count(*) from inspection_task where started_at is not null) as visits,
                  (select count(distinct firm) from inspection_task where started_at is not null) as units,
                  (select count(*) from correction_order where status <> 'withdrawn' and issued_on between $1 and $2) as orders,
                  (select count(*) from penalty_case where opened_on between $1 and $2) as cases,
                  (select sum(fine) from penalty_case where decided_on between $1 and $2) as fines,
                  (select coalesce(sum(amount), 0) from case_refund) as refunds,
                  (select sum(confiscated) from penalty_case where decided_on between $1 and $2) as confiscated""",
        FIRST,
        LAST,
    )
    assert said["visits"] == 1
    assert said["fines"] > 0
    assert said["refunds"] == D("88.50")
    for measure, value in said.items():
        assert found[measure].value == value, measure
    by_violation = cube.roll_up(facts, "cases", "violation", "outcome")
    rows = await database.rows(
        "select violation, status, count(*) as n from penalty_case where opened_on is not null group by 1, 2"
    )
    assert {key: cell.value for key, cell in by_violation.cells.items()} == {
        (each["violation"], each["status"]): each["n"] for each in rows
    }


async def test_revocations_closings_accounts_leads_and_groups_are_counted_from_their_records(
    cast, office, approval
):
    """Everything of the last months of the year, in a campaign of then."""
    on = date(2026, 11, 2)
    content = replace(
        CONTENT, violations=["V-01", "V-18"], targets=list(Target), from_on=on, until_on=date(2027, 2, 1)
    )
    drafted = datetime(2026, 11, 1, 2, tzinfo=UTC)
    made = await planning.draft(content, actor=cast.an, now=drafted)
    await planning.approve(made, approval, actor=cast.bai, now=drafted)
    await planning.start(made, actor=cast.an, now=datetime(2026, 11, 2, 2, tzinfo=UTC))
    await accounts.a_licence(cast.firm)
    revoked = replace(build.a_proposal("V-18"), measures=(Measure.REVOKE,), is_serious=True)
    await build.a_case(
        office, cast.firm, to=CaseStatus.DECIDED, on=date(2026, 12, 1), violation="V-18", proposal=revoked
    )
    closed = replace(build.a_proposal("V-01"), measures=(Measure.CLOSE,))
    party = {"name": "街边招工点", "address": "北京市朝阳区测试路9号", "representative": "钱某"}
    await build.a_case(
        office,
        None,
        to=CaseStatus.DECIDED,
        on=date(2026, 12, 2),
        violation="V-01",
        proposal=closed,
        unregistered=party,
    )
    await accounts.a_suspended_account(cast)
    late = datetime(2027, 2, 10, 2, tzinfo=UTC)
    listed = "名称,电话,内容\r\n新起点招工,13800000001,日结".encode()
    await receiving.receive(
        listed, "a.csv", ListKind.ADVERT, source="某网站", collected_on=on, actor=cast.an, now=accounts.NOW
    )
    await matching.work(accounts.NOW)
    campaign = await queries.one(cast.an, made)
    found = await matters.proposed(campaign)
    await running.take(made, [(each["kind"], each["id"]) for each in found], actor=cast.an, now=late)
    facts = await records.facts(campaign, until=late.date())
    said = cube.totals(facts)
    leads = await database.value(
        "select count(*) from case_lead where violations && '{V-01,V-18}' and status <> 'merged'"
    )
    assert leads > 0
    assert {
        key: said[key].value for key in ("revoked", "closed", "accounts", "clusters", "leads", "cases")
    } == {
        "revoked": 1,
        "closed": 1,
        "accounts": 1,
        "clusters": 1,
        "leads": leads,
        "cases": 2,
    }
    targets = cube.roll_up(facts, "cases", "target")
    assert targets.row_totals["unlicensed"].value is not None
    assert (await matters.proposed(campaign)) == []


async def test_the_number_of_a_draw_takes_its_visits(cast, campaign):
    task = await inspections.a_task(cast, at=TaskStatus.STARTED)
    draw = await database.value(
        "select draw_id from inspection_draw as draw join inspection_task as task on task.draw = draw.id where task.id = $1",
        task,
    )
    assert await running.take_number(campaign, draw, actor=cast.an, now=LATER) == 1
    with pytest.raises(errors.AlreadyMoved):
        await running.take_number(campaign, draw, actor=cast.an, now=LATER)
    # Another organ's number is not there for who may not see it.
    with pytest.raises(errors.NotFound):
        await running.take_number(campaign, draw, actor=cast.ding, now=LATER)


async def test_nothing_is_counted_twice(cast, counted, approval):
    campaign = await queries.one(cast.an, counted)
    assert await matters.proposed(campaign) == []
    taken = (await queries.matters(campaign))[0]
    again = [(taken["kind"], taken["matter"])]
    with pytest.raises(errors.AlreadyMoved):
        await running.take(counted, again, actor=cast.an, now=LATER)
    other = await planning.draft(replace(CONTENT, from_on=LATER.date()), actor=cast.ann, now=LATER)
    await planning.approve(other, approval, actor=cast.bai, now=LATER)
    await planning.start(other, actor=cast.ann, now=LATER)
    with pytest.raises(errors.Refused, match="期间"):
        await running.take(other, again, actor=cast.ann, now=LATER)
    before = cube.totals(await records.facts(campaign, until=LATER.date()))
    await running.leave_out(counted, taken["id"], "不属于本次行动的事项", actor=cast.an, now=LATER)
    after = cube.totals(await records.facts(campaign, until=LATER.date()))
    assert after != before
    assert await running.take_number(counted, taken["number"], actor=cast.an, now=LATER) == 1
    assert cube.totals(await records.facts(campaign, until=LATER.date())) == before


async def test_only_the_own_area_and_the_approved_period(cast, office, campaign):
    order = await build.an_order(office, cast.firm, on=date(2026, 2, 9), violation="V-06")
    with pytest.raises(errors.Refused) as refused:
        await running.take(campaign, [("order", order)], actor=cast.an, now=LATER)
    assert refused.value.citation == UNPLANNED
    with pytest.raises(errors.Invalid):
        await running.take_number(campaign, "没有这个编号", actor=cast.an, now=LATER)
    with pytest.raises(errors.NotPermitted):
        await running.take(campaign, [("order", order)], actor=cast.bai, now=LATER)
    row = await queries.one(cast.an, campaign)
    elsewhere = {"area": HAIDIAN, "day": LATER.date()}
    with pytest.raises(errors.Refused, match="地区范围") as outside:
        await running._take(row, elsewhere, "agency", actor=cast.hao, now=LATER)
    assert outside.value.citation == UNPLANNED


LINE = Line(date(2026, 4, 8), "police", CHAOYANG, "market", "", "persons", D(24), "朝阳公安分局函")


async def test_a_figure_is_corrected_by_another_line(cast, campaign):
    serial = await running.enter(campaign, LINE, actor=cast.an, now=LATER)
    with pytest.raises(errors.Refused, match="不要重复填报"):
        await running.enter(campaign, replace(LINE, value=D(5)), actor=cast.ann, now=LATER)
    said = {"source": "更正函", "reason": "漏报两个组", "actor": cast.ann, "now": LATER}
    second = await running.correct(campaign, serial, D(30), **said)
    with pytest.raises(errors.AlreadyMoved):
        await running.correct(campaign, serial, D(31), **said)
    row = await queries.one(cast.an, campaign)

    async def persons():
        return cube.totals(await records.facts(row, until=LATER.date()))["persons"]

    assert await persons() == cube.Cell(D(30))
    third = await running.correct(campaign, second, None, **said)
    assert await persons() == cube.Cell(None, 1)
    await running.correct(campaign, third, None, strikes=True, **said)
    assert await persons() == cube.Cell()
    await running.enter(campaign, replace(LINE, value=D(28)), actor=cast.an, now=LATER)
    assert await persons() == cube.Cell(D(28))
    lines = await queries.tallies(row)
    assert [line["value"] for line in lines] == [28, None, None, 30, 24]
    assert [line["entered_name"] for line in lines][-2:] == [cast.ann.name, cast.an.name]
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with database.unit_of_work():
            await database.execute("update campaign_tally set value = 99")


async def test_a_city_campaign_takes_each_districts_figures_from_that_district(cast, tmp_path):
    city = replace(CONTENT, areas=[CHAOYANG, HAIDIAN])
    given = planning.Approval(
        "北京市人民政府",
        "京政批〔2026〕2号",
        date(2026, 2, 18),
        planning.Paper(tmp_path, "a.pdf", "application/pdf", PAPER),
    )
    made = await planning.draft(city, actor=cast.hao, now=DRAFTED)
    with pytest.raises(errors.NotFound):
        await queries.one(cast.an, made)
    await planning.approve(made, given, actor=cast.jin, now=DRAFTED)
    await planning.start(made, actor=cast.hao, now=BEGUN)
    await running.enter(made, LINE, actor=cast.an, now=LATER)
    with pytest.raises(errors.NotPermitted):
        await running.enter(made, replace(LINE, area=HAIDIAN), actor=cast.an, now=LATER)
    await running.enter(made, replace(LINE, area=HAIDIAN, value=D(10)), actor=cast.ding, now=LATER)
    with pytest.raises(errors.NotPermitted):
        await closing.close(made, ACCOUNT, actor=cast.an, now=OVER)
    row = await queries.one(cast.hao, made)
    table = cube.roll_up(await records.facts(row, until=LATER.date()), "persons", "area")
    assert table.row_totals == {CHAOYANG: cube.Cell(D(24)), HAIDIAN: cube.Cell(D(10))}
    mine = await records.shown(row, today=LATER.date(), area=CHAOYANG)
    assert cube.totals(mine)["persons"] == cube.Cell(D(24))


# --- Closed and reported ------------------------------------------------------------------------------------


async def test_what_is_closed_stays_counted_and_another_person_signs(cast, counted):
    await running.enter(counted, LINE, actor=cast.an, now=LATER)
    before = cube.totals(await records.facts(await queries.one(cast.an, counted), until=OVER.date()))
    wanted, other = Choice("visits", "target", "month"), Choice("persons", "department")
    for who, refusal in ((cast.bai, errors.NotPermitted), (cast.ding, errors.NotFound)):
        with pytest.raises(refusal):
            await choosing.choose(counted, wanted, actor=who, now=LATER)
    with pytest.raises(errors.NotFound):
        await choosing.choose(counted, Choice("visits", "month", "month"), actor=cast.an, now=LATER)
    full = [f"x{n}" for n in range(choosing.MOST)]
    await database.execute("update campaign set report_tables = $2 where id = $1", counted, full)
    with pytest.raises(errors.Refused, match="请先移出一张"):
        await choosing.choose(counted, wanted, actor=cast.an, now=LATER)
    await database.execute("update campaign set report_tables = '{}' where id = $1", counted)
    for each in (other, wanted, wanted):
        await choosing.choose(counted, each, actor=cast.an, now=LATER)
    await closing.close(counted, ACCOUNT, actor=cast.an, now=OVER)
    await choosing.drop(counted, other, actor=cast.an, now=OVER)
    for act in (
        running.enter(counted, replace(LINE, day=date(2026, 4, 9)), actor=cast.an, now=OVER),
        closing.close(counted, ACCOUNT, actor=cast.an, now=OVER),
    ):
        with pytest.raises(errors.AlreadyMoved):
            await act
    # A case that is quashed later changes nothing of what was reported.
    await database.execute("update penalty_case set status = 'quashed'")
    row = await queries.one(cast.an, counted)
    assert cube.totals(await records.shown(row, today=OVER.date())) == before
    both = replace(cast.an, roles=cast.an.roles | cast.bai.roles)
    with pytest.raises(errors.Refused) as refused:
        await closing.report(counted, actor=both, now=OVER)
    assert refused.value.citation == UNPLANNED
    paper = await documents.by_id(await closing.report(counted, actor=cast.bai, now=OVER))
    tables = {each["title"]: each for each in paper["snapshot"]["tables"]}
    assert {"主要数据", "分地区", "分部门", "分对象", "分违法行为"} <= tables.keys()
    assert [each for each in tables if "检查" in each or "出动" in each] == ["检查分对象、分月份（家次）"]
    assert tables["检查分对象、分月份（家次）"]["rows"][-1]["cells"] == ["合计", "1", "1"]
    with pytest.raises(errors.AlreadyMoved):
        await choosing.choose(counted, other, actor=cast.an, now=OVER)
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="before the report is signed"):
        async with database.unit_of_work():
            await database.execute("update campaign set report_tables = '{}'")
    told = {row["cells"][0]: row["cells"][2] for row in tables["主要数据"]["rows"]}
    assert (told["出动人员"], told["检查"], told["移送其他机关"]) == ("24", "1", "未报")
    assert paper["snapshot"]["silent"] == ["市场监督管理部门"]
    public = await database.row("select body, organ_name from publication where kind = 'campaign_result'")
    body = json.loads(public["body"])
    assert body["content"].startswith("清理整顿人力资源市场秩序专项行动：出动人员24人次；检查1家次")
    assert cast.an.name not in public["body"]
    acts = [(each.type, each.act) for each in await ledger.of_entity(str(counted))]
    assert acts == [("campaign", "approve"), ("campaign", "report")]


async def test_an_earlier_year_from_paper_stands_beside_and_is_marked(cast, campaign):
    said = {"source": "2025年总结（京朝人社〔2025〕99号）", "actor": cast.an, "now": LATER}
    with pytest.raises(errors.Invalid):
        await running.enter_earlier(campaign, 2026, {"visits": D(1)}, **said)
    await running.enter_earlier(campaign, 2025, {"visits": D(9), "fines": None}, **said)
    await running.enter_earlier(campaign, 2025, {"visits": D(2)}, **said)
    [year] = await queries.earlier(await queries.one(cast.an, campaign))
    assert (year.year, year.from_paper, year.totals["visits"].value) == (2025, True, 2)
    assert year.totals["fines"] == cube.Cell()
    await closing.close(campaign, ACCOUNT, actor=cast.an, now=OVER)
    paper = await documents.by_id(await closing.report(campaign, actor=cast.bai, now=OVER))
    [table] = [each for each in paper["snapshot"]["tables"] if each["title"] == "与往年比较"]
    assert table["heads"] == ["指标", "2025年*", "2026年", "比上次"]
    assert ["检查（家次）", "2", "0", "-100.0%"] in [row["cells"] for row in table["rows"]]
    assert "99号" in table["note"]


async def test_whose_turn_it_is(cast, campaign):
    assert await queries.waiting(cast.an, LAST) == []
    assert [each["id"] for each in await queries.waiting(cast.an, OVER.date())] == [campaign]
    assert await queries.waiting(cast.bai, OVER.date()) == []
    await closing.close(campaign, ACCOUNT, actor=cast.an, now=OVER)
    assert [each["id"] for each in await queries.waiting(cast.bai, OVER.date())] == [campaign]
    assert await queries.waiting(cast.ding, OVER.date()) == []


async def test_one_matter_taken_by_two_campaigns_at_once_is_in_one(committed_db, cast, office, approval):
    order = await build.an_order(office, cast.firm, on=date(2026, 4, 7), violation="V-06")
    running_ones = []
    for who in (cast.an, cast.ann):
        made = await planning.draft(CONTENT, actor=who, now=DRAFTED)
        await planning.approve(made, approval, actor=cast.bai, now=DRAFTED)
        await planning.start(made, actor=who, now=BEGUN)
        running_ones.append(made)

    async def taken(campaign, who):
        try:
            return await running.take(campaign, [("order", order)], actor=who, now=LATER)
        except errors.AlreadyMoved:
            return 0

    found = await asyncio.gather(*map(taken, running_ones, (cast.an, cast.ann)))
    assert sorted(found) == [0, 1]
    assert await database.value("select count(*) from campaign_matter") == 1
