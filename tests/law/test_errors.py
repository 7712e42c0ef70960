import pytest

from regulation import errors
from regulation.law import citation
from regulation.words import N_


def test_a_refusal_keeps_its_words_its_values_and_its_article():
    refused = errors.Refused(
        "名称%(name)s已被占用", citation=citation.HRM_REGULATIONS.article(18, 1), name="示例公司"
    )
    assert refused.message == "名称%(name)s已被占用"
    assert str(refused) == refused.text == "名称示例公司已被占用"
    assert refused.params == {"name": "示例公司"}
    assert refused.citation == citation.HRM_REGULATIONS.article(18, 1)


def test_a_percent_sign_in_a_message_without_values_stays_as_it_is():
    assert str(errors.Refused("加处罚款不得超过罚款的100%")) == "加处罚款不得超过罚款的100%"


def test_a_lost_race_is_a_refusal():
    assert isinstance(errors.AlreadyMoved(), errors.Refused)


@pytest.mark.parametrize("kind", [errors.AlreadyMoved, errors.NotPermitted, errors.NotFound])
def test_the_usual_answers_bring_their_own_words(kind):
    assert str(kind())
    assert str(kind("另有原因")) == "另有原因"


def test_invalid_entries_are_told_field_by_field():
    invalid = errors.Invalid({"name": "请填写名称"})
    assert invalid.errors == {"name": "请填写名称"}
    assert str(invalid) == "填写的内容有误，请按提示修改"


def test_marking_a_text_for_translation_leaves_it_unchanged():
    assert N_("登记机关") == "登记机关"
