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
