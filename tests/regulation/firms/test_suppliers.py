"""A list held against the register: found by what, what else it may be, and what the register says today."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from regulation import database
from regulation.actor import SYSTEM
from regulation.casework import publication
from regulation.firms import actions, merging, names, near, queries
from regulation.firms.status import FactSource, RegistrationKind, RegistrationStatus
from regulation.firms.suppliers import checking, reading
from regulation.firms.suppliers.checking import By, Outcome

NOW = datetime(2026, 2, 20, 2, tzinfo=UTC)
TODAY = date(2026, 3, 1)


async def a_firm(name, uscc="", **facts):
    firm_id = await actions.register_firm(
        {"name": name, "uscc": uscc, "area": "110105", **facts},
        source=FactSource.IMPORT,
        actor=SYSTEM,
        now=NOW,
    )
    return await queries.firm(firm_id)


async def licensed(firm, number, status=RegistrationStatus.VALID, **more):
    await actions.project_registration(
        firm.id, RegistrationKind.HR_LICENCE, number, status, issued_on=date(2024, 1, 1),
        **{"expires_on": date(2028, 12, 31), **more}, now=NOW,
    )  # fmt: skip


async def checked(text):
    return await checking.check(reading.of_text(text), TODAY)


@pytest.fixture
async def swan(cast):
    firm = await a_firm("北京测试鸿雁人力资源有限公司", "91110105MA00QQQQ1A")
    await licensed(firm, "（京）人服证字〔2024〕第0105000123号")
    return firm


@pytest.mark.parametrize(
    ("given", "by"),
    [
        ("91110105MA00QQQQ1A", By.CODE),
        ("９１１１０１０５ＭＡ００ＱＱＱＱ１ａ", By.CODE),
        ("北京测试鸿雁人力资源有限公司", By.NAME),
        ("北京测试 鸿雁人力资源　有限公司", By.NAME),
        ("(京)人服证字(2024)第0105000123号", By.LICENCE),
        ("（京）人服证字〔2024〕第0105000123号", By.LICENCE),
        ("NUMBER", By.REGISTER_NUMBER),
    ],
)
async def test_found_by_what(swan, given, by):
    [answer] = await checked(given.replace("NUMBER", swan.number.lower()))
    assert (answer.outcome, answer.by) == (Outcome.FOUND, by)
    [firm] = answer.firms
    assert (firm.number, firm.standing, firm.may_operate, firm.penalties) == (
        swan.number,
        "licensed",
        True,
        0,
    )


async def test_a_former_name_is_found_and_named_so(cast, swan):
    await actions.change_facts(
        swan.id, {"name": "北京测试飞鸿科技有限公司"}, source=FactSource.REPORT, valid_from=date(2026, 2, 1),
        actor=SYSTEM, now=NOW,
    )  # fmt: skip
    [answer] = await checked("北京测试鸿雁人力资源有限公司")
    assert (answer.outcome, answer.by, answer.firms[0].name) == (
        Outcome.FOUND,
        By.FORMER_NAME,
        "北京测试飞鸿科技有限公司",
    )


@pytest.mark.parametrize(
    "given",
    [
        "测试鸿雁人力资源有限责任公司",
        "北京测试鸿燕人力资源有限公司",
        "北京测试鸿雁人力资有限公司",
        "测试鸿雁雁人力资源",
    ],
)
async def test_a_name_that_is_like_one_is_a_candidate_and_no_match(swan, given):
    [answer] = await checked(given)
    assert (answer.outcome, answer.by) == (Outcome.SIMILAR, By.NOTHING)
    assert [firm.number for firm in answer.firms] == [swan.number]


async def test_what_is_not_there_is_not_found_and_may_be_without_a_licence(cast, swan):
    answers = await checked("查无此名的人力公司\n91110105MA00QQQQ2D\nF7777777")
    assert [each.outcome for each in answers] == [Outcome.NOT_FOUND] * 3


async def test_duplicates_and_empty_rows_are_told_and_not_looked_up_twice(swan):
    answers = await checked("91110105MA00QQQQ1A\n\n9111 0105 MA00 QQQQ1A\n北京测试鸿雁人力资源有限公司")
    assert [(each.outcome, each.same_as) for each in answers] == [
        (Outcome.FOUND, 0),
        (Outcome.EMPTY, 0),
        (Outcome.DUPLICATE, 1),
        (Outcome.FOUND, 0),
    ]


async def test_a_name_that_is_not_the_codes_is_remarked(swan):
    answers = await checked(
        "完全另一家公司,91110105MA00QQQQ1A\n北京测试鸿雁人力资源有限公司,91110105MA00QQQQ1A"
    )
    assert [(each.by, each.name_differs) for each in answers] == [(By.CODE, True), (By.CODE, False)]


async def test_a_shared_code_and_a_shared_name_give_all_their_firms(cast, swan):
    other = await a_firm("测试另一家公司", "91110105MA00QQQQ1A")
    [answer] = await checked("91110105MA00QQQQ1A")
    assert answer.outcome is Outcome.SEVERAL
    assert {firm.number for firm in answer.firms} == {swan.number, other.number}


async def test_a_merged_entry_answers_as_the_firm_it_is(cast, swan):
    old = await a_firm("测试旧登记公司", "91110105MA00QQQQ2D")
    merger = await merging.propose(old.number, swan.number, reason="同一机构", actor=cast.an, now=NOW)
    await merging.confirm(merger, actor=cast.bai, now=NOW)
    answers = await checked(f"{old.number}\n测试旧登记公司\n91110105MA00QQQQ2D,测试旧登记公司")
    assert [each.firms[0].number for each in answers] == [swan.number] * 3
    assert not any(each.name_differs for each in answers)


async def test_a_dead_licence_and_a_published_penalty_are_in_the_answer(cast, swan):
    await licensed(
        swan, "（京）人服证字〔2024〕第0105000123号", RegistrationStatus.REVOKED, ended_on=date(2026, 2, 1)
    )
    for until in (date(2027, 2, 1), date(2026, 2, 28)):
        await publication.publish(
            "penalty", f"京测罚{until}", "行政处罚决定公示", organ_id=cast.an.organ_id, organ_name="测", firm_id=swan.id,
            matter_kind="penalty_case", matter_id=uuid4(), body={"party": swan.name}, from_on=date(2026, 2, 1),
            latest_end_on=until, actor=cast.an, now=NOW,
        )  # fmt: skip
    [answer] = await checked(swan.number)
    [firm] = answer.firms
    assert (firm.standing, firm.may_operate, firm.penalties) == ("revoked", False, 1)


async def test_the_core_of_a_name_is_cut_alike_in_both_languages(cast, swan):
    for row in await database.rows("select name_key, register_core(name_key) as core from firm"):
        assert names.core(row["name_key"]) == row["core"]


async def test_a_name_too_short_to_be_mistaken_has_no_likeness(swan):
    assert await near.to("鸿雁") == []
    assert [each.number for each in await near.to("测试鸿燕人力资源")] == [swan.number]
