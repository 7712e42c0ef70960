"""What a file must hold of the reviews of its decision: the answers of the organ, each by its last day."""

from datetime import date, timedelta

from regulation.case_files.rules.checklist import State
from regulation.case_files.rules.reviewed import Answer, answer_lines
from regulation.law.citation import LITIGATION_LAW, RECONSIDERATION_LAW

DUE = date(2026, 3, 16)


def test_every_instance_is_owed_a_written_answer_by_its_last_day():
    """《行政复议法》第四十八条, 《行政诉讼法》第六十七条."""
    reviewed = Answer(is_suit=False, due_on=DUE)
    assert [answer_lines([reviewed], day)[0].state for day in (DUE, DUE + timedelta(1))] == [
        State.NOT_YET,
        State.MISSING,
    ]
    (there,) = answer_lines(
        [Answer(is_suit=True, number="京朝人社答〔2026〕1号", due_on=DUE)], DUE + timedelta(9)
    )
    assert (there.state, there.citation, there.numbers) == (
        State.PRESENT,
        LITIGATION_LAW.article(67),
        ("京朝人社答〔2026〕1号",),
    )
    (spared,) = answer_lines([Answer(is_suit=False, due_on=DUE, is_moot=True)], DUE + timedelta(9))
    assert (spared.state, spared.citation) == (State.NOT_NEEDED, RECONSIDERATION_LAW.article(48))
    assert answer_lines([], DUE) == []
