"""What every page is held to (tests/soundness.py) finds what it is for."""

from tests import soundness

FIELD = '<label for="f-reason">理由</label><textarea id="f-reason" name="reason"></textarea>'


def test_two_elements_of_one_id_are_found():
    assert soundness.faults(FIELD) == []
    assert soundness.faults(FIELD + FIELD) == ["id given twice: f-reason"]


def test_a_label_and_a_description_of_nothing_are_found():
    assert soundness.faults('<label for="f-a">甲</label>') == ["nothing has the id: f-a"]
    assert soundness.faults('<input name="a" aria-describedby="h-a e-a"><p id="h-a"></p>') == [
        "nothing has the id: e-a"
    ]


def test_the_summary_of_errors_leads_to_the_field_where_the_page_has_one():
    summary = '<a href="#f-day">请填写日期</a>'
    assert soundness.faults(summary + '<input type="date" id="last-day" name="day">') == [
        "nothing has the id: f-day"
    ]
    assert soundness.faults(summary + '<input type="hidden" name="day">') == []
    assert soundness.faults(summary) == []
