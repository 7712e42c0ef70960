"""What an office arranged for itself is cited by number, printed in full, and never passed off as law."""

from app.shell import i18n, templating
from regulation.law import citation, house_rules
from regulation.law.citation import HOUSE_RULES, PENALTY_LAW


def test_every_rule_that_is_cited_has_a_text_and_every_text_is_cited():
    cited = {each for each in vars(house_rules).values() if isinstance(each, citation.Citation)}
    assert {each.instrument for each in cited} == {HOUSE_RULES}
    assert sorted(each.article for each in cited) == sorted(house_rules.RULES)
    assert all(each.title and each.text for each in house_rules.RULES.values())


def test_it_says_in_both_languages_that_it_is_no_law():
    spoken = i18n.language()
    try:
        for language, words in (("zh", "不是法律规定"), ("en", "not law")):
            i18n.use(language)
            assert words in templating.cite(house_rules.POSTS)
            assert words not in templating.cite(PENALTY_LAW.article(57))
    finally:
        i18n.use(spoken)
    assert [each.key for each in citation.INSTRUMENTS.values() if not each.is_law] == ["house-rules"]
