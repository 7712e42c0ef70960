"""Is the firm of a row the same as one of the register? The code alone is never enough."""

from uuid import UUID

import pytest

from regulation.firms.imports import matching
from regulation.firms.imports.matching import Known
from regulation.firms.imports.repairs import Reading, Remark
from regulation.firms.status import Effect, FactSource, Outcome

NAME, CODE = "测试甲人力（北京）有限公司", "91110105MA00QQQQ1X"


def reading(**facts):
    return Reading(facts={"name": NAME, "uscc": CODE, "domicile": "测试路1号", **facts})


def known(number=1, former=(), sources=None, **facts):
    held = {"name": NAME, "uscc": CODE, "domicile": "测试路1号", **facts}
    held = {key: value for key, value in held.items() if value}
    return Known(UUID(int=number), f"F000000{number}", held, sources or {}, former)


def test_nobody_alike_is_a_new_firm():
    decision = matching.decide(reading(), [])
    assert (decision.outcome, decision.effect) == (Outcome.TAKEN, Effect.NEW)


def test_the_same_again_changes_nothing():
    decision = matching.decide(reading(), [known()])
    assert (decision.outcome, decision.effect, decision.changes) == (Outcome.TAKEN, Effect.UNCHANGED, {})
    assert decision.firm_id == UUID(int=1)


def test_repairs_stay_visible_when_nothing_changes():
    row = reading()
    row.repairs.append(Remark("修正"))
    assert matching.decide(row, [known()]).outcome is Outcome.REPAIRED


def test_brackets_do_not_make_another_firm():
    assert matching.decide(reading(name="测试甲人力(北京)有限公司"), [known()]).effect is Effect.UNCHANGED


def test_a_former_name_is_the_same_firm_and_never_turned_back():
    firm = known(name="测试新名有限公司", former=(NAME,))
    decision = matching.decide(reading(), [firm])
    assert decision.effect is Effect.UNCHANGED
    assert "name" not in decision.changes


def test_the_same_code_under_another_name_is_held():
    decision = matching.decide(reading(), [known(name="测试乙有限公司")])
    assert decision.outcome is Outcome.HELD
    assert decision.candidates == (UUID(int=1),)
    assert "另一名称" in decision.reasons[0].message


def test_the_same_name_under_another_code_is_held():
    decision = matching.decide(reading(), [known(uscc="91110105MA00QQQQ2X")])
    assert decision.outcome is Outcome.HELD
    assert "同名" in decision.reasons[0].message


def test_the_same_name_without_a_code_is_held_unless_all_else_agrees():
    row = reading(uscc="")
    assert matching.decide(row, [known()]).outcome is Outcome.HELD
    assert matching.decide(row, [known(uscc="", domicile="别处2号")]).outcome is Outcome.HELD
    assert matching.decide(row, [known(uscc="")]).effect is Effect.UNCHANGED


def test_two_firms_with_the_same_code_and_name_are_held():
    decision = matching.decide(reading(), [known(1), known(2)])
    assert decision.outcome is Outcome.HELD
    assert len(decision.candidates) == 2


def test_a_code_shared_by_mistake_is_told_apart_by_the_name():
    decision = matching.decide(reading(), [known(1, name="测试乙有限公司"), known(2)])
    assert (decision.effect, decision.firm_id) == (Effect.UNCHANGED, UUID(int=2))


def test_what_a_list_says_differently_from_an_earlier_list_updates_and_says_so():
    decision = matching.decide(
        reading(domicile="测试路2号"), [known(sources={"domicile": FactSource.IMPORT})]
    )
    assert (decision.effect, decision.changes) == (Effect.UPDATED, {"domicile": "测试路2号"})
    assert (decision.reasons[0].before, decision.reasons[0].after) == ("测试路1号", "测试路2号")


@pytest.mark.parametrize("source", [FactSource.REPORT, FactSource.DECISION, FactSource.CORRECTION])
def test_a_list_never_overrules_a_report_or_a_decision(source):
    decision = matching.decide(reading(domicile="测试路2号"), [known(sources={"domicile": source})])
    assert decision.outcome is Outcome.HELD
    assert decision.changes == {}


def test_what_the_register_did_not_know_is_added():
    decision = matching.decide(reading(scope="劳务派遣"), [known()])
    assert decision.changes == {"scope": "劳务派遣"}


def test_a_doubtful_row_is_held_with_the_firms_it_resembles():
    row = reading()
    row.doubts.append(Remark("疑问"))
    decision = matching.decide(row, [known()])
    assert (decision.outcome, decision.candidates) == (Outcome.HELD, (UUID(int=1),))


def test_an_old_number_under_another_name_is_held():
    row = reading(uscc="", old_number="110105000000019", name="测试丙有限公司")
    decision = matching.decide(row, [known(uscc="", old_number="110105000000019")])
    assert decision.outcome is Outcome.HELD
    assert "旧注册号" in decision.reasons[0].message
