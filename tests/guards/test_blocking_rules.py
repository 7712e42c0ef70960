"""Every refusal that cites an article has a test that makes it and one that it lets pass; the table says which, and the article."""

import ast
import re
from datetime import date
from types import ModuleType

import pytest

from app.shell import i18n
from regulation.law import citation
from regulation.law.citation import PENALTY_LAW, Citation
from regulation.penalties.rules import persons, procedure
from tests import blocking, blocking_sites

LINES = blocking.lines()
PLACES = [
    each
    for where in blocking_sites.all_of_them()
    for each in blocking_sites.places(where.partition("|")[0])[where]
]
HOW = "write its test, then: python -m tests.blocking_lines <the files of the tests>"


def test_every_line_is_whole_and_they_stand_in_order():
    """Two branches that both wrote lines were merged by hand when this fails."""
    assert [each for each in blocking.rows() if len(each) != len(blocking.Line._fields)] == [], HOW
    assert sorted(LINES) == LINES, HOW
    assert len({each[:3] for each in LINES}) == len(LINES), HOW


def test_every_place_that_refuses_has_a_line_and_every_line_a_place():
    """A message that stands in two places is two rules; what another rule says is one line of where it is asked."""
    named = {(each.where, each.asked) for each in LINES}
    known = {(each.where, what) for each in PLACES for what in each.words or (each.label,)}
    assert len(known) > 300
    assert known - named == set(), HOW
    assert named - known == set(), HOW


def test_the_article_of_a_line_is_the_article_of_the_code():
    said = {(each.where, each.asked, each.article) for each in LINES}
    wrong = {
        (each.where, what, each.article)
        for each in PLACES
        if each.article is not None
        for what in each.words or (each.label,)
        if (each.where, what, each.article) not in said
    }
    assert wrong == set(), HOW


def test_no_refusal_is_left_without_an_article():
    """What is said at a field tells how to fill in a form; everything else that stops a step says which article does."""
    bare = [
        f"{path}:{node.lineno}"
        for path in blocking_sites.files()
        for node in ast.walk(blocking_sites.tree(path))
        if isinstance(node, ast.Call) and node.args and _says_no_article(node)
    ]
    assert bare == [], "cite the law, or the house rule it is (regulation/law/house_rules.py)"


def _says_no_article(node: ast.Call) -> bool:
    name = blocking_sites.callee(node)
    if name in blocking_sites.SAID:
        return len(node.args) < 2 and not node.keywords
    is_raised = name in blocking_sites.RAISED - {"Invalid"} and isinstance(node.func, ast.Attribute)
    return is_raised and not any(each.arg == "citation" for each in node.keywords)


def test_an_article_known_only_when_it_is_refused_is_one_that_the_program_may_cite():
    for each in LINES:
        instrument = next(
            (known for known in citation.INSTRUMENTS.values() if each.article.startswith(known.zh)), None
        )
        assert instrument is not None, each


def test_every_line_names_a_test_that_refuses_and_one_that_passes():
    for each in LINES:
        assert blocking.is_there(each.refused_by), (each, HOW)
        assert blocking.is_there(each.passed_by), (each, HOW)


def test_the_rules_that_stand_in_a_table_have_a_line_each():
    said = {(each.what.partition(blocking_sites.ARROW)[2], each.article) for each in LINES}
    for message, article in persons._INVESTIGATES.values():
        assert (message, str(article)) in said


def test_whatever_is_refused_is_said_in_english_too_with_the_article_and_the_same_numbers():
    words, place = i18n.english(), re.compile(r"%\((\w+)\)s")
    chinese = re.compile(r"[\u4e00-\u9fff]")
    for each in LINES:
        for said in (each.what.partition(blocking_sites.ARROW)[2] or each.what).split(" / "):
            told = words.gettext(said)
            assert not chinese.search(told), (said, told)
            assert sorted(place.findall(told)) == sorted(place.findall(said)), (said, told)
        cited = citation.from_text(each.article)
        assert not chinese.search(cited.en.replace(cited.instrument.number, "")), cited
        assert (cited.article is None) == ("Article" not in cited.en), cited


# --- the machinery itself -------------------------------------------------------------------------------------------

RULE = "regulation/penalties/rules/procedure.py|refusal_refused"
NOT_SERVED = (RULE, "指令书尚未送达，不能认定拒不改正")
NOT_OVER = (RULE, "改正期限尚未届满，不能认定拒不改正")


def refuse(served_on: date | None, on: date) -> blocking_sites.Seen:
    seen = blocking_sites.Seen()
    with blocking_sites.telling([RULE], lambda: seen):
        procedure.refusal_refused(procedure.Order(date(2026, 3, 2), served_on), on, declared=False)
    return seen


def test_a_refusal_is_seen_with_its_article_and_passes_nothing():
    seen = refuse(None, date(2026, 3, 3))
    assert seen.refused == {(*NOT_SERVED, "《人力资源市场暂行条例》第四十四条")}
    assert seen.passed == set()
    # The first condition did not hold, but the step was refused all the same: nothing has passed.
    assert refuse(date(2026, 2, 2), date(2026, 3, 2)).passed == set()


def test_a_passing_is_seen_for_each_condition_that_was_asked():
    assert refuse(date(2026, 2, 2), date(2026, 3, 3)).passed == {NOT_SERVED, NOT_OVER}


def test_what_was_woven_is_the_same_function_and_is_let_go_again():
    before = procedure.refusal_refused.__code__
    with blocking_sites.telling([RULE], blocking_sites.Seen):
        assert procedure.refusal_refused.__code__ is not before
    assert procedure.refusal_refused.__code__ is before


def module_with(text: str) -> blocking_sites.Seen:
    """What a function `asked` of this text tells, called with 0 and then with 1."""
    tree = blocking_sites.ast.parse(text)
    function = tree.body[0]
    module = ModuleType("sample")
    module.__dict__.update(Refusal=procedure.Refusal, ARTICLE=PENALTY_LAW.article(44))
    found = blocking_sites.found_in(module, "sample.py", "asked", function)
    seen = blocking_sites.Seen()
    exec(blocking_sites.ast.unparse(tree), module.__dict__)
    blocking_sites.weave(
        module.asked, blocking_sites.woven(function, found, "sample.py"), found, lambda: seen
    )
    module.asked(0)
    module.asked(1)
    return seen


@pytest.mark.parametrize(
    "body",
    [
        "if n:\n  return Refusal('no', ARTICLE)\n return None",
        "return Refusal('no', ARTICLE) if n else None",
        "if not n:\n  return None\n return Refusal('no', ARTICLE)",
        "if n > 1:\n  pass\n elif n:\n  return Refusal('no', ARTICLE)",
        "try:\n  1 // (1 - n)\n except ZeroDivisionError:\n  return Refusal('no', ARTICLE)",
        "return [Refusal('no', ARTICLE) for _ in range(n)]",
    ],
)
def test_every_way_to_write_a_condition_is_read(body):
    seen = module_with(f"def asked(n):\n {body}\n")
    assert seen.refused == {("sample.py|asked", "no", "《中华人民共和国行政处罚法》第四十四条")}
    assert seen.passed == {("sample.py|asked", "no")}


def test_a_citation_is_written_as_people_read_it():
    assert str(Citation(PENALTY_LAW, 44)) == PENALTY_LAW.article(44).zh
