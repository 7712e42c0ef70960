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
