"""The parts of the search that need no database."""

from regulation.firms import search
from regulation.firms.status import KIND_BITS, STANDING_NUMBERS, RegistrationKind, Standing

LICENSED, REVOKED = STANDING_NUMBERS[Standing.LICENSED], STANDING_NUMBERS[Standing.REVOKED]
HR, FILING = KIND_BITS[RegistrationKind.HR_LICENCE], KIND_BITS[RegistrationKind.FILING]
TALLY = [
    ("110105", LICENSED, HR, 5),
    ("110105", LICENSED, HR | FILING, 2),
    ("110105", REVOKED, HR, 1),
    ("110108", LICENSED, FILING, 4),
]


def counts(facet):
    return {str(each.value): each.count for each in facet}


def test_without_choices_everything_counts_once_and_a_firm_in_each_of_its_kinds():
    total, facets = search.roll_up(search.Search(), TALLY)
    assert total == 12
    assert counts(facets["district"]) == {"110105": 8, "110108": 4}
    assert counts(facets["status"]) == {"licensed": 11, "revoked": 1}
    assert counts(facets["kind"]) == {"hr_licence": 8, "filing": 6}


def test_a_facet_counts_under_the_choices_of_the_others_and_not_under_its_own():
    wanted = search.Search(districts=("110105",), statuses=(Standing.LICENSED,))
    total, facets = search.roll_up(wanted, TALLY)
    assert total == 7
    assert counts(facets["district"]) == {"110105": 7, "110108": 4}
    assert counts(facets["status"]) == {"licensed": 7, "revoked": 1}
    assert counts(facets["kind"]) == {"hr_licence": 7, "filing": 2}


def test_a_kind_is_any_of_those_chosen():
    total, _ = search.roll_up(search.Search(kinds=(RegistrationKind.FILING,)), TALLY)
    assert total == 6


def test_common_pieces_are_left_to_the_recheck():
    condition, parameters = search.text_condition("测试人力", frozenset({"人力"}))
    assert parameters == ["%测试人力%", ["测试", "试人"]]
    assert "register_grams" in condition
    condition, parameters = search.text_condition("人力", frozenset({"人力"}))
    assert (condition, parameters) == ("haystack like $1", ["%人力%"])


def test_what_looks_like_a_number_is_looked_for_among_the_numbers_too():
    condition, parameters = search.text_condition("京朝人社许〔2026〕12号")
    assert "codes @>" in condition
    assert parameters[-1] == ["京朝人社许(2026)12号"]
    assert "codes" not in search.text_condition("测试人力")[0]


def test_values_never_enter_the_statement():
    wanted = search.Search(q="'; drop table firm; --1", districts=("' or 1=1",))
    sql, parameters = search.statement(wanted)
    assert "drop table" not in sql
    assert "1=1" not in sql
    assert "' or 1=1" in parameters
