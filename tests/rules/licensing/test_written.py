"""The form on paper says what was answered, in words, and nothing that was left open."""

from regulation.licensing import procedures
from regulation.licensing.rules import dispatch, written
from regulation.licensing.status import Track
from tests.builders.licensing import ANSWERS


def test_the_form_says_what_was_answered_in_words():
    procedure = procedures.of("hr_licence", "new")
    answers = ANSWERS | {"subject": {"contact_name": "甲一", "e_service": "yes"}}
    found = dict(written.groups(procedure, Track.GENERAL, answers))
    assert list(found) == ["申请主体", "业务范围", "经营场所和设施", "专职工作人员", "章程和管理制度"]
    assert found["申请主体"] == [("联系人", "甲一"), ("同意电子送达", "是")]
    assert ("使用经营场所的依据", "租赁") in found["经营场所和设施"]
    assert "使用面积（平方米）" not in dict(found["经营场所和设施"])
    assert found["专职工作人员"][2] == ("甲三", "客服")


def test_a_change_prints_its_own_groups_alone():
    procedure = procedures.of("hr_licence", "change")
    found = dict(written.groups(procedure, Track.COMMITMENT, ANSWERS))
    assert "专职工作人员" not in found


def test_amounts_are_written_in_full_and_grouped():
    answers = {"capital": {"registered_capital": "2000000"}}
    found = dict(written.groups(dispatch.NEW, Track.GENERAL, answers))
    assert found["注册资本"] == [("注册资本（元）", "2,000,000.00")]
