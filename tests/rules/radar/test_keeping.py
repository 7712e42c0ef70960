"""How long rows are kept that came to nothing: provisional, to the day, and shorter by decree."""

from datetime import date

import pytest

from regulation import errors
from regulation.law.calendar import WorkCalendar
from regulation.radar import parameters
from regulation.radar.rules import keeping

RECEIVED = date(2026, 11, 28)


@pytest.mark.parametrize(("today", "past"), [(date(2028, 11, 28), False), (date(2028, 11, 29), True)])
def test_the_last_day_is_within_the_term(today, past):
    assert keeping.is_past(RECEIVED, keeping.KEEP.on(today), today, WorkCalendar({})) is past


def test_the_law_names_no_number_and_the_page_says_so():
    assert keeping.KEEP.values[-1].doubt
    assert parameters.KEEP.read({"months": "6"}).provisional_note == ""


@pytest.mark.parametrize("typed", ["", "0", "25", "半年", "-1"])
def test_a_decree_keeps_for_less_long_never_longer(typed):
    with pytest.raises(errors.Invalid):
        parameters.KEEP.read({"months": typed})


def test_of_two_decrees_the_shorter_holds():
    six, nine = (parameters.KEEP.read({"months": n}) for n in ("6", "9"))
    assert parameters.KEEP.stricter(six, nine) == parameters.KEEP.stricter(nine, six) == six
