import pytest

from regulation.law import citation, coverage

DECIDE = citation.HRM_REGULATIONS.article(19)
EXTEND = citation.LICENSING_LAW.article(42, 1)


@pytest.fixture(autouse=True)
def _no_trace(monkeypatch):
    """What these tests note stays in them."""
    monkeypatch.setattr(coverage, "_RULES", {})


def test_a_noted_rule_stays_the_plain_function_it_was():
    def decision_limit():
        """Twenty days.

        More words.
        """
        return 20

    assert coverage.rule(DECIDE)(decision_limit) is decision_limit
    (noted,) = coverage.rules()
    assert (noted.name, noted.module, noted.summary) == ("decision_limit", __name__, "Twenty days.")
    assert noted.citations == (DECIDE,)


def test_articles_list_the_rules_that_carry_them_out_in_order():
    @coverage.rule(EXTEND, DECIDE)
    def extension(): ...

    @coverage.rule(DECIDE)
    def decision(): ...

    @coverage.rule(citation.HRM_REGULATIONS.article(5))
    def principle(): ...

    listed = [(place, [each.name for each in found]) for place, found in coverage.by_article()]
    assert listed == [
        (citation.HRM_REGULATIONS.article(5), ["principle"]),
        (DECIDE, ["decision", "extension"]),
        (EXTEND, ["extension"]),
    ]


def test_a_rule_without_an_article_is_a_mistake():
    with pytest.raises(ValueError, match="cites the law"):
        coverage.rule()


def test_two_rules_of_one_module_never_share_a_name():
    def limit(): ...

    coverage.rule(DECIDE)(limit)
    with pytest.raises(ValueError, match="two rules"):
        coverage.rule(EXTEND)(limit)


def test_each_rule_lists_the_tests_that_name_it():
    @coverage.rule(DECIDE)
    def decision_due(): ...

    @coverage.rule(EXTEND)
    def extended_due(): ...

    found = coverage.tests_naming(
        {
            "tests/test_a.py": "def test_last_day(): assert rules.decision_due() == 1\n",
            "tests/test_b.py": "TABLE = [decision_due]\n\n\nasync def test_all(): ...\n",
            "tests/test_c.py": "def test_words(): assert 'extended_due'\n",
        }
    )
    assert found == {
        f"{__name__}.decision_due": ["tests/test_a.py::test_last_day", "tests/test_b.py"],
        f"{__name__}.extended_due": [],
    }
