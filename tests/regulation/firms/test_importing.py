"""A list brought in: every row gets an outcome, nothing is lost, and the second time nothing changes."""

import io
from datetime import UTC, datetime

import openpyxl
import pytest
from stdnum.cn import uscc

from regulation import database, errors
from regulation.actor import SYSTEM
from regulation.firms import queries
from regulation.firms.importing import columns, judging, lists, receiving, settling, working
from regulation.firms.status import Effect, ImportStatus, Outcome

NOW = datetime(2026, 11, 22, 2, tzinfo=UTC)
HEADER = "企业名称,统一社会信用代码,注册日期,企业类型,法人代表,注册资金,经营范围,所在省份,地区,注册地址"


def code(n):
    first = f"91110105MA0{n:06d}"
    return first + uscc.calc_check_digit(first)


def lines(*rows, header=HEADER):
    return "\n".join([header, *rows, ""]).encode()


CLEAN = (
    f"测试甲甲有限公司,{code(1)},2004-07-20,N/A,甲某,200(万元人民币),劳务派遣,北京,朝阳,北京市朝阳区测试路1号"
)
ELSEWHERE = (
    f"测试乙乙有限公司,{code(2).lower()},2004-07-20,N/A,乙某,200(万),劳务派遣,辽宁,大连,大连市测试路1号"
)
HELD = f"测试丙丙有限公司,{code(3)},2003-02-30,N/A,丙某,N/A,职业介绍,北京,朝阳,北京市朝阳区测试路3号"
TOTAL = "合计,3,,,,,,,,"


async def run(data, name="名录.csv", actor=SYSTEM):
    received = await receiving.receive(data, name, actor=actor, now=NOW)
    if received.status is ImportStatus.RECEIVED:
        await working.start(received.id, actor=actor, now=NOW)
    while await working.work_on(received.id, actor=actor, now=NOW):
        pass
    return received, await lists.view(received.id)


async def state_of_the_register():
    tables = ("firm", "firm_fact", "register_listing")
    return [
        await database.value(f"select md5(string_agg(t::text, '|' order by t::text)) from {table} as t")
        for table in tables
    ]


async def test_every_row_has_an_outcome_and_keeps_its_original(cast):
    received, view = await run(lines(CLEAN, ELSEWHERE, HELD, TOTAL))
    assert view.status is ImportStatus.DONE
    assert view.counts == {"taken": 1, "repaired": 1, "held": 1, "rejected": 1}
    rows = await lists.rows(received.id, limit=10)
    assert [row.row_number for row in rows] == [2, 3, 4, 5]
    assert list(rows[1].original) == ELSEWHERE.split(",")
    assert [row.outcome for row in rows] == [Outcome.TAKEN, Outcome.REPAIRED, Outcome.HELD, Outcome.REJECTED]
    assert rows[2].firm_number == ""
    firm = (await queries.firms_by_code(code(2)))[0]
    assert (firm.organ_id, firm.district) == (None, "辽宁 大连")


async def test_a_row_of_nothing_but_commas_has_its_outcome(cast):
    received, view = await run(lines(CLEAN, ",,,,,,,,,", ELSEWHERE))
    assert view.counts == {"taken": 1, "rejected": 1, "repaired": 1}
    _, empty, _ = await lists.rows(received.id, limit=10)
    assert (empty.row_number, empty.original) == (3, ("",) * 10)
    assert [reason["message"] for reason in empty.reasons] == ["空行"]


async def test_the_same_file_again_says_so_and_changes_nothing(cast):
    first, _ = await run(lines(CLEAN, HELD))
    before = await state_of_the_register()
    second, view = await run(lines(CLEAN, HELD), "另一个名字.csv")
    assert second.was_known
    assert second.id == first.id
    assert view.rows_total == 2
    assert await state_of_the_register() == before


async def test_the_same_rows_in_another_file_are_taken_unchanged(cast):
    await run(lines(CLEAN, ELSEWHERE))
    before = await state_of_the_register()
    book = openpyxl.Workbook()
    for row in (HEADER, CLEAN, ELSEWHERE):
        book.active.append(row.split(","))
    file = io.BytesIO()
    book.save(file)
    received, view = await run(file.getvalue(), "名录.xlsx")
    assert not received.was_known
    assert view.effects == {Effect.UNCHANGED: 2}
    assert await state_of_the_register() == before


async def test_the_same_firm_twice_in_one_list_is_entered_once(cast):
    _, view = await run(lines(CLEAN, CLEAN))
    assert view.effects == {Effect.NEW: 1, Effect.UNCHANGED: 1}


async def test_a_list_longer_than_one_piece_is_worked_through(cast):
    rows = [
        f"测试{n:04d}人力有限公司,{code(n)},2004-07-20,,,,,北京,朝阳,北京市朝阳区测试路{n}号"
        for n in range(450)
    ]
    _, view = await run(lines(*rows))
    assert view.effects == {Effect.NEW: 450}
    assert await database.value("select count(*) from firm where name like '测试0%人力有限公司'") == 450


async def test_a_run_that_stopped_goes_on_where_it_was(cast):
    rows = [f"测试{n:04d}人力有限公司,{code(n)},,,,,,北京,朝阳,测试路{n}号" for n in range(250)]
    received = await receiving.receive(lines(*rows), "a.csv", actor=SYSTEM, now=NOW)
    await working.start(received.id, actor=SYSTEM, now=NOW)
    assert await working.work_on(received.id, actor=SYSTEM, now=NOW) == working.PIECE
    view = await lists.view(received.id)
    assert (view.status, view.rows_done) == (ImportStatus.RUNNING, working.PIECE)
    while await working.work_on(received.id, actor=SYSTEM, now=NOW):
        pass
    view = await lists.view(received.id)
    assert (view.status, view.rows_done) == (ImportStatus.DONE, 250)


async def test_it_starts_once(cast):
    received = await receiving.receive(lines(CLEAN), "a.csv", actor=cast.hao, now=NOW)
    await working.start(received.id, actor=cast.hao, now=NOW)
    with pytest.raises(errors.AlreadyMoved):
        await working.start(received.id, actor=cast.hao, now=NOW)


async def test_the_preview_changes_nothing(cast):
    before = await state_of_the_register()
    received = await receiving.receive(lines(CLEAN, HELD), "a.csv", actor=cast.hao, now=NOW)
    rows = await judging.preview(received.id, now=NOW, actor=cast.hao)
    assert [(row.outcome, row.effect) for row in rows] == [
        (Outcome.TAKEN, Effect.NEW),
        (Outcome.HELD, Effect.NOTHING),
    ]
    assert await state_of_the_register() == before


async def test_a_list_without_a_name_column_waits_for_one(cast):
    data = lines(CLEAN, header=HEADER.replace("企业名称", "某列"))
    received = await receiving.receive(data, "a.csv", actor=cast.hao, now=NOW)
    with pytest.raises(errors.Invalid):
        await working.start(received.id, actor=cast.hao, now=NOW)
    with pytest.raises(errors.Invalid):
        await columns.choose_columns(received.id, {"name": 1, "uscc": 1}, actor=cast.hao, now=NOW)
    await columns.choose_columns(received.id, {"name": 0, "uscc": 1}, actor=cast.hao, now=NOW)
    await working.start(received.id, actor=cast.hao, now=NOW)
    await working.work_on(received.id, actor=cast.hao, now=NOW)
    assert (await queries.firms_by_code(code(1)))[0].name == "测试甲甲有限公司"


async def test_a_discarded_list_can_be_taken_up_again(cast):
    received = await receiving.receive(lines(CLEAN), "a.csv", actor=cast.hao, now=NOW)
    await receiving.discard(received.id, actor=cast.hao, now=NOW)
    again = await receiving.receive(lines(CLEAN), "a.csv", actor=cast.hao, now=NOW)
    assert (again.id, again.status, again.was_known) == (received.id, ImportStatus.RECEIVED, False)


async def test_a_district_does_not_enter_firms_of_another(cast):
    _, view = await run(lines(CLEAN), actor=cast.ding)
    assert view.counts == {"held": 1}
    assert await queries.firms_by_code(code(1)) == []


async def test_only_clerks_import(cast):
    for actor in (cast.bai, cast.ning, cast.e):
        with pytest.raises(errors.NotPermitted):
            await receiving.receive(lines(CLEAN), "a.csv", actor=actor, now=NOW)


async def test_a_list_does_not_overrule_a_report(cast):
    await run(lines(CLEAN))
    from regulation.firms import actions
    from regulation.firms.status import FactSource

    firm = (await queries.firms_by_code(code(1)))[0]
    await actions.change_facts(
        firm.id, {"legal_representative": "新某"}, source=FactSource.CORRECTION, actor=cast.an, now=NOW
    )
    received, view = await run(lines(CLEAN, ELSEWHERE))
    assert view.counts == {"held": 1, "repaired": 1}
    [row] = await lists.rows(received.id, outcome=Outcome.HELD, limit=5)
    assert row.reasons[0]["field"] == "legal_representative"
    assert (await queries.firm(firm.id)).legal_representative == "新某"


# --- Held rows ------------------------------------------------------------------------------------------


async def a_held_row(cast):
    received, _ = await run(lines(HELD), actor=cast.an)
    [row] = await lists.rows(received.id, outcome=Outcome.HELD, limit=5)
    return row


async def test_a_held_row_is_entered_with_what_a_person_set_right(cast):
    row = await a_held_row(cast)
    given = {
        "name": "测试丙丙有限公司",
        "uscc": code(3),
        "established_on": "2003-02-28",
        "domicile": "北京市朝阳区测试路3号",
    }
    firm_id = await settling.take_as_new(row.id, given, reason="核对营业执照", actor=cast.an, now=NOW)
    firm = await queries.firm(firm_id)
    assert (firm.uscc, firm.established_on.isoformat(), firm.scope) == (code(3), "2003-02-28", "职业介绍")
    _, settled = await lists.row(row.id)
    assert (settled.outcome, settled.effect, settled.decided_by) == (Outcome.REPAIRED, Effect.NEW, "安一")
    with pytest.raises(errors.AlreadyMoved):
        await settling.reject(row.id, reason="再来", actor=cast.ann, now=NOW)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "测试丙丙有限公司", "uscc": "123"}, "uscc"),
        ({"name": "测试丙丙有限公司", "established_on": "2003-02-30"}, "established_on"),
    ],
)
async def test_what_a_person_enters_is_checked_too(cast, given, field):
    row = await a_held_row(cast)
    with pytest.raises(errors.Invalid) as refusal:
        await settling.take_as_new(row.id, given, reason="核对", actor=cast.an, now=NOW)
    assert field in refusal.value.errors
    assert (await lists.row(row.id))[1].outcome is Outcome.HELD


async def test_a_held_row_is_matched_to_a_firm_whose_facts_stay(cast):
    row = await a_held_row(cast)
    firm = await queries.firm(cast.firm)
    before = await queries.present_facts(cast.firm)
    with pytest.raises(errors.Invalid):
        await settling.match_to_firm(row.id, "F8888888", reason="同一家", actor=cast.an, now=NOW)
    await settling.match_to_firm(row.id, firm.number.lower(), reason="同一家", actor=cast.an, now=NOW)
    assert (await lists.row(row.id))[1].firm_number == firm.number
    assert await queries.present_facts(cast.firm) == before


async def test_a_held_row_is_rejected_with_a_reason_only(cast):
    row = await a_held_row(cast)
    with pytest.raises(errors.Invalid):
        await settling.reject(row.id, reason="", actor=cast.an, now=NOW)
    await settling.reject(row.id, reason="不是机构", actor=cast.an, now=NOW)
    assert (await lists.row(row.id))[1].decided_reason == "不是机构"


async def test_a_piece_that_fails_leaves_nothing_behind(committed_db, cast, monkeypatch):
    received = await receiving.receive(lines(CLEAN), "a.csv", actor=SYSTEM, now=NOW)
    await working.start(received.id, actor=SYSTEM, now=NOW)
    before = await state_of_the_register()

    async def fails(*_args, **_more):
        raise RuntimeError

    monkeypatch.setattr(working.record, "record_step", fails)
    with pytest.raises(RuntimeError):
        await working.work_on(received.id, actor=SYSTEM, now=NOW)
    assert await state_of_the_register() == before
    assert (await lists.view(received.id)).rows_done == 0
