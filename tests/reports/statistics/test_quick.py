"""Results of a quick survey: counted by hand, and silent about single respondents."""

from decimal import Decimal

from regulation.indicators.indicator import Kind, Option
from regulation.surveys.queries.quick import Answered
from regulation.surveys.questions import Question
from reports.statistics.disclosure import Parameters
from reports.statistics.quick import results

HOW = Question(
    "how", Kind.CHOICE, "难易", "How", options=tuple(Option(c, c, c) for c in ("easy", "mid", "hard"))
)
WAYS = Question("ways", Kind.CHOICES, "渠道", "Ways", options=tuple(Option(c, c, c) for c in ("web", "fair")))
POSTS = Question("posts", Kind.COUNT, "岗位", "Posts")
RENEW = Question("renew", Kind.YES_NO, "续签", "Renew")
SAID = Question("said", Kind.TEXT, "说明", "Said")
RULES = Parameters()


def answers(*values, groups=None):
    return [Answered(f"F{at}", groups[at] if groups else f"F{at}", each) for at, each in enumerate(values)]


def one(question, given):
    (found,) = results((question,), given, RULES)
    return found


def counts(found):
    return {line.option.code: line.count for line in found.lines}


def test_choices_are_counted_with_their_shares():
    found = one(HOW, answers(*[{"how": "easy"}] * 6, *[{"how": "hard"}] * 4))
    assert counts(found) == {"easy": 6, "mid": 0, "hard": 4}
    assert found.lines[0].share == 60


def test_fewer_than_three_are_withheld_and_another_with_them():
    found = one(HOW, answers(*[{"how": "easy"}] * 6, *[{"how": "mid"}] * 4, *[{"how": "hard"}] * 2))
    assert counts(found) == {"easy": 6, "mid": None, "hard": None}


def test_three_firms_of_one_group_are_one():
    given = [{"how": "easy"}] * 5 + [{"how": "hard"}] * 3 + [{"how": "mid"}] * 4
    groups = [f"F{at}" for at in range(5)] + ["one"] * 3 + [f"G{at}" for at in range(4)]
    assert counts(one(HOW, answers(*given, groups=groups)))["hard"] is None


def test_of_several_choices_each_is_judged_by_itself():
    found = one(WAYS, answers(*[{"ways": ("web",)}] * 6, *[{"ways": ("web", "fair")}] * 2))
    assert counts(found) == {"web": 8, "fair": None}


def test_yes_and_no():
    assert counts(one(RENEW, answers(*[{"renew": True}] * 5, *[{"renew": False}] * 3))) == {"yes": 5, "no": 3}
    assert counts(one(RENEW, answers(*[{"renew": True}] * 5, {"renew": False}))) == {"yes": None, "no": None}


def test_numbers_are_added_unless_one_makes_up_most_of_them():
    found = one(POSTS, answers(*[{"posts": each} for each in (10, 12, 8, 11)]))
    assert (found.total, found.mean) == (41, Decimal("10.25"))
    giant = one(POSTS, answers(*[{"posts": each} for each in (1000, 12, 8, 11)]))
    assert giant.is_withheld
    assert giant.total is None
    few = one(POSTS, answers({"posts": 10}, {"posts": 10}))
    assert few.is_withheld


def test_words_are_only_counted():
    found = one(SAID, answers({"said": "某某公司"}, {}))
    assert (found.answered, found.lines, found.total) == (1, (), None)


def test_nobody_answered():
    assert one(HOW, []).answered == 0
    assert one(POSTS, []).total is None
