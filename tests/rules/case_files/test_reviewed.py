"""What a file must hold of the reviews of its decision: the answers of the organ, each by its last day."""

from datetime import date, timedelta

from regulation.case_files.rules.checklist import State
from regulation.case_files.rules.reviewed import Answer, Ended, answer_lines, outcome_lines
from regulation.law.citation import LITIGATION_LAW, PENALTY_LAW, RECONSIDERATION_LAW

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


def test_every_outcome_belongs_to_the_file_on_paper():
    """第四十七条: a file without the judgment is not whole, however well its number is known."""
    lines = outcome_lines(
        [
            Ended(is_suit=False, number="朝政复字〔2026〕1号", is_kept=True),
            Ended(is_suit=True, number="京0105行初1号"),
            Ended(is_suit=True, number="京03行终1号", is_second=True, is_kept=True),
        ]
    )
    assert [(each.name, each.state, each.numbers) for each in lines] == [
        ("行政复议决定书", State.PRESENT, ("朝政复字〔2026〕1号",)),
        ("一审裁判文书", State.MISSING, ()),
        ("二审裁判文书", State.PRESENT, ("京03行终1号",)),
    ]
    assert {each.citation for each in lines} == {PENALTY_LAW.article(47)}
