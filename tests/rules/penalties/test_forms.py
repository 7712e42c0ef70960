"""Numbered forms: a number stands on one decision, and every form is accounted for. 第五十二条."""

import pytest

from regulation.penalties.rules import forms


@pytest.mark.parametrize("status", [forms.USED, forms.VOID, forms.RETURNED])
def test_a_number_that_was_used_voided_or_returned_bears_no_decision(status):
    found = forms.using_refused(status, "7号")
    assert (found.citation.article, found.citation.paragraph) == (52, 1)


def test_a_form_that_is_out_may_bear_one():
    assert forms.using_refused(forms.OUT, "7号") is None


def test_a_booklet_is_accounted_for_when_nothing_of_it_is_out():
    assert forms.is_accounted_for([forms.USED, forms.VOID, forms.RETURNED])
    assert not forms.is_accounted_for([forms.USED, forms.OUT])


@pytest.mark.parametrize(
    ("state", "says"),
    [
        ({"is_handwritten": False, "is_filed": False, "pages": 0}, "没有手写的存根"),
        ({"is_handwritten": True, "is_filed": True, "pages": 1}, "已经备案"),
        ({"is_handwritten": True, "is_filed": False, "pages": forms.MOST_PAGES}, "最多"),
    ],
)
def test_what_was_written_by_hand_is_kept_as_it_was_written(state, says):
    found = forms.copy_refused(**state)
    assert (says in found.message, found.citation.article) == (True, 47)


@pytest.mark.parametrize(("is_filed", "pages"), [(False, 0), (False, forms.MOST_PAGES - 1), (True, 0)])
def test_a_copy_may_come_before_the_filing_and_one_that_was_forgotten_still_comes(is_filed, pages):
    assert forms.copy_refused(is_handwritten=True, is_filed=is_filed, pages=pages) is None
