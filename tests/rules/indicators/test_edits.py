"""Every edit rule, speaking up and keeping silent."""

from decimal import Decimal

import pytest

from regulation.indicators import catalogue, edits
from regulation.indicators.edits.filing import Filing, Known, Level
from regulation.indicators.indicator import FormKind
from regulation.indicators.options import INDUSTRIES
from tests.builders.annual_reports import VALUES

FINE = Known(
    has_licence=True,
    has_filing=True,
    has_dispatch_licence=True,
    may_recruit_online=True,
    branches=0,
    established_year=2015,
)


def spoken(changes=None, *, known=FINE, previous=None, form_is_valid=True, without=()):
    values = {key: value for key, value in {**VALUES, **(changes or {})}.items() if key not in without}
    return {each.rule: each for each in edits.examine(Filing(2025, values, known, previous, form_is_valid))}


def known(**changes):
    from dataclasses import replace

    return replace(FINE, **changes)


def test_a_plain_report_gives_no_cause_to_speak():
    assert spoken() == {}


#: Dispatched workers by the industry of the employer: 187 in manufacturing.
BY_INDUSTRY = {f"disp_ind_{each.code.lower()}": 187 if each.code == "C" else 0 for each in INDUSTRIES}

CASES = [
    ("V001", {}, {"known": known(code_is_valid=False)}),
    ("V002", {}, {"form_is_valid": False}),
    ("V003", {}, {"without": ("biz_types",)}),
    ("V010", {"staff_edu_hs": 4}, {}),
    ("V011", {"staff_qual": 22}, {}),
    ("V012", {"staff_qual": 20, "staff_title": 2}, {}),
    (
        "V013",
        {
            "staff_total": 2,
            "staff_edu_hs": 0,
            "staff_edu_college": 2,
            "staff_edu_post": 0,
            "staff_qual": 1,
            "staff_title": 0,
            "staff_age_35": 2,
            "staff_age_50": 0,
            "staff_age_over": 0,
        },
        {},
    ),
    ("V014", {"staff_age_35": 13}, {}),
    ("V020", {"rev_recruit": Decimal("530.52")}, {}),
    ("V021", {"rev_onbehalf": Decimal("1530.51")}, {}),
    ("V021", {"onbehalf_outsrc": Decimal("1000.01"), "rev_onbehalf": Decimal(1500)}, {}),
    ("V021", {"onbehalf_outsrc": Decimal("700.02")}, {}),
    ("V022", {"rev_recruit": Decimal(0), "rev_outsrc": Decimal("1530.50")}, {}),
    ("V023", {"rev_onbehalf": Decimal("1520.50"), "onbehalf_outsrc": Decimal(1000)}, {}),
    ("V024", {"rev_total": Decimal(50_000)}, {}),
    ("V025", {"rev_total": Decimal(15_305_000)}, {"previous": {"rev_total": Decimal("1530.00")}}),
    ("V025", {}, {"previous": {"rev_total": Decimal(15_300_000)}}),
    ("V026", {"biz_types": ("DISPATCH",), "rev_dispatch": Decimal(100), "onbehalf_dispatch": Decimal(0)}, {}),
    ("V027", {"profit_total": Decimal(600)}, {}),
    ("V028", {"tax_total": Decimal(0)}, {}),
    ("V028", {"tax_total": Decimal(400)}, {}),
    ("V030", {"inst_type": "PUB_TAL"}, {}),
    ("V040", {"fairs_n": 0}, {}),
    ("V040", {"fairs_emp": 0, "fairs_posts": 0, "fairs_seekers": 0}, {}),
    ("V041", {"fairs_emp": 8}, {}),
    ("V041", {"fairs_seekers": 99_999}, {}),
    ("V042", {"fixed_sites_n": 0, "fairs_n": 13}, {}),
    ("V043", {"online_posts": 5, "websites_n": 0}, {}),
    ("V043", {"online_posts": 5}, {"known": known(may_recruit_online=False)}),
    ("V044", {"persons_placed": 2318}, {}),
    ("V045", {"headhunt_success": 10, "rev_headhunt": Decimal(2000)}, {}),
    ("V065", {}, {"known": known(has_licence=False)}),
    ("V048", {"biz_types": ("DISPATCH",)}, {"known": known(has_dispatch_licence=False)}),
    ("V049", {"disp_workers": 10, "rev_dispatch": Decimal(1000)}, {}),
    ("V050", {"train_classes": 10, "train_persons": 20}, {}),
    ("V052", {"emp_served_mfg": 152}, {}),
    ("V060", {"staff_total": 21}, {"previous": {"staff_total": 50}}),
    ("V061", {}, {"previous": VALUES}),
    (
        "V062",
        {
            key: 100
            for key, value in VALUES.items()
            if isinstance(value, int) and not isinstance(value, bool) and value >= 10
        },
        {},
    ),
    ("V064", {"branches_n": 2}, {}),
    ("V015", {}, {"known": known(insured=40)}),
    ("V029", {"tax_total": Decimal(2)}, {}),
    ("V046", {"disp_workers": 190, **BY_INDUSTRY}, {}),
    ("V051", {"archives_held": 12}, {}),
    ("V053", {"fairs_grad": 3, "fairs_migrant": 2}, {}),
    ("V054", {"export_rev": Decimal("1530.51")}, {}),
    ("V055", {"fixed_sites_area": Decimal(0)}, {}),
    ("V063", {}, {"known": known(established_year=2026)}),
]


@pytest.mark.parametrize(
    ("rule", "changes", "more"), CASES, ids=[f"{case[0]}-{at}" for at, case in enumerate(CASES)]
)
def test_the_rule_speaks_up(rule, changes, more):
    found = spoken(changes, **more)
    assert rule in found
    assert found[rule].level is edits.BY_KEY[rule].level
    assert found[rule].message % found[rule].params


def test_every_rule_has_a_case_here():
    common = {rule.key for rule in edits.RULES if edits.applies(rule, FormKind.RETURN)}
    assert {rule for rule, _, _ in CASES} == common


def test_the_sum_is_told():
    found = spoken({"staff_edu_hs": 4})["V010"]
    assert found.message % found.params == "各部分相加为22，与从业人员总数21相差1"
    assert found.arithmetic == ("staff_edu_hs", "staff_edu_college", "staff_edu_post")


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        ("V011", {"staff_qual": 21}),
        ("V020", {"rev_recruit": Decimal("530.51")}),
        ("V021", {"rev_onbehalf": Decimal("1530.50"), "onbehalf_outsrc": Decimal(1000)}),
        ("V041", {"fairs_n": 1, "fairs_emp": 500, "fairs_seekers": 20_000}),
        ("V042", {"fixed_sites_n": 0, "fairs_n": 12}),
        ("V044", {"persons_placed": 2317}),
        ("V052", {"emp_served_mfg": 151}),
    ],
)
def test_at_its_bound_the_rule_keeps_silent(rule, changes):
    assert rule not in spoken(changes)


@pytest.mark.parametrize(
    "cell", ["staff_total", "staff_edu_hs", "rev_total", "rev_outsrc", "fairs_n", "tax_total"]
)
def test_rules_wait_for_cells_that_are_still_empty(cell):
    assert all(each.level is Level.SOFT for each in spoken(without=(cell,)).values())


def test_a_firm_founded_in_the_year_has_no_last_year():
    young = known(established_year=2025)
    assert "V060" not in spoken(known=young, previous={"staff_total": 500})
    assert "V025" not in spoken(known=young, previous={"rev_total": Decimal(15_300_000)})


def test_the_mistaken_unit_is_offered_by_value():
    found = spoken({"rev_total": Decimal(15_305_000)}, previous={"rev_total": Decimal("1530.00")})["V025"]
    assert found.suggestion == {"rev_total": Decimal("1530.50")}
    other_way = spoken({"rev_total": Decimal("0.15")}, previous={"rev_total": Decimal(1500)})["V025"]
    assert other_way.suggestion == {"rev_total": Decimal(1500)}


#: What a rule says, word for word: the cell, and the arithmetic behind it.
SENTENCES = [
    (
        {"rev_total": Decimal(1_234_567)},
        {"rev_total": Decimal("123.46")},
        "V025",
        "本年填报1234567万元，即123.46亿元；上年为123.46万元，即0.012346亿元，相差约一万倍。单位是“元”还是“万元”",
    ),
    (
        {"rev_total": Decimal(1_234_567)},
        None,
        "V024",
        "营业总收入1234567万元，即123.46亿元，人均58788.90万元，远高于通常水平。是否把“元”当作“万元”填报",
    ),
    (
        {"disp_workers": 190, **BY_INDUSTRY},
        None,
        "V046",
        "各行业派遣人员相加为187人，与年末派遣人员190人相差3人",
    ),
    (
        {"rev_recruit": Decimal("530.52")},
        None,
        "V020",
        "各业务收入相加为1530.52万元，与营业总收入1530.50万元相差0.02万元",
    ),
    ({"fairs_grad": 3, "fairs_migrant": 2}, None, "V053", "专场招聘会相加为5场，超过举办现场招聘会4场"),
    ({"export_rev": Decimal(2000)}, None, "V054", "人力资源服务出口收入2000万元，超过营业总收入1530.50万元"),
    ({"archives_held": 12}, None, "V051", "填报管理流动人员人事档案12份，但登记中没有管理档案的授权"),
    ({"staff_qual": 22}, None, "V011", "填报22人，超过从业人员总数21人"),
    ({"branches_n": 2}, None, "V064", "填报分支机构2个，登记中为0个"),
    ({"fairs_n": 0}, None, "V040", "招聘会场次为零，但填报了参会单位、岗位或者求职人次"),
    (
        {"onbehalf_outsrc": Decimal("700.02")},
        None,
        "V021",
        "各业务代收代付相加为700.02万元，超过代收代付总额700.00万元",
    ),
    ({"tax_total": Decimal(0)}, None, "V028", "扣除代收代付后收入830.50万元，而实缴税金为零"),
    ({"persons_placed": 2318}, None, "V044", "实现就业和流动2318人次，多于提供服务2317人次"),
]


@pytest.mark.parametrize(
    ("changes", "previous", "rule", "said"), SENTENCES, ids=[each[2] for each in SENTENCES]
)
def test_the_sentence_names_the_figures(changes, previous, rule, said):
    found = spoken(changes, previous=previous)[rule]
    assert found.message % found.params == said
    assert set(changes) & set(found.cells)


def test_the_unit_is_asked_of_every_amount_and_the_true_value_offered():
    for key in ("assets_total", "export_rev", "rev_outsrc", "onbehalf_outsrc"):
        found = spoken({key: Decimal(8_124_000)}, previous={key: Decimal("812.40")})
        assert found["V025"].suggestion[key] == Decimal("812.40")


def test_a_screening_finding_neither_blocks_nor_asks():
    found = list(spoken({"tax_total": Decimal(2)}).values())
    assert [each.rule for each in found if each.level is Level.SCREEN] == ["V029"]
    assert "V029" not in {each.rule for each in edits.hard(found) + edits.soft(found)}


def test_a_public_institution_needs_no_line_of_business():
    values = {"operated": True, "inst_type": "PUB_EMP", "biz_types": ()}
    assert "V003" not in spoken(values)
    assert "V003" in spoken({**values, "inst_type": "ENT_SOE"})
    biz_types = catalogue.BY_KEY["biz_types"]
    assert not catalogue.is_needed(biz_types, values)
    assert catalogue.is_needed(biz_types, {**values, "inst_type": "ENT_SOE"})


def test_public_institutions_keep_files():
    assert "V051" not in spoken({"archives_held": 12, "inst_type": "PUB_TAL"})


def test_staff_near_the_insured_needs_no_word():
    assert "V015" not in spoken(known=known(insured=31))
    assert "V015" in spoken(known=known(insured=32))
    assert "V015" not in spoken(known=known(insured=None))


def test_a_change_below_the_floor_needs_no_words():
    assert "V060" not in spoken(previous={"staff_total": 11})
