"""The quarter's ratio, against panels counted by hand."""

from decimal import Decimal
from itertools import combinations

import pytest

from regulation.indicators.entries.monthly import BY_KEY, DEMAND, SEEK
from regulation.surveys.estimation import TOO_ROUGH, Asked, Quarter, Ratio, joined

OCC, EDU = BY_KEY["occ"], BY_KEY["edu"]


def answer(demand, seekers, *, new=(0, 0), **more):
    return {
        "sd_demand_valid": Decimal(demand),
        "sd_seek_valid": Decimal(seekers),
        "sd_demand_new": Decimal(new[0]),
        "sd_seek_new": Decimal(new[1]),
        **{key: Decimal(value) for key, value in more.items()},
    }


def asked(unit, stratum, population, *months, expects=""):
    """The three months of a point; None: it did not answer."""
    return [
        Asked(unit, stratum, at, population, each, expects if each is not None else "")
        for at, each in enumerate(months, 1)
    ]


def test_the_quarter_is_the_first_months_valid_and_the_new_of_the_others():
    """「有效数」: newly registered in the quarter and still open from before; staying open counts once."""
    months = [answer(100, 50, new=(40, 20)), answer(110, 60, new=(30, 25)), answer(90, 55, new=(10, 5))]
    quarter = Quarter(asked("a", "public", 1, *months))
    assert quarter.of(DEMAND) == {"a": 140}
    assert quarter.of(SEEK) == {"a": 80}
    assert quarter.ratio().value == Decimal("1.75")


def test_a_point_stands_for_its_stratum_and_a_certain_one_for_itself():
    rows = [
        *asked("p", "public", 1, answer(1000, 2000)),
        *asked("a", "core-recruit", 10, answer(30, 10)),
        *asked("b", "core-recruit", 10, answer(50, 30)),
    ]
    quarter = Quarter(rows)
    # 1000 + 5 * (30 + 50) = 1400; 2000 + 5 * (10 + 30) = 2200
    assert quarter.ratio().demand == 1400
    assert quarter.ratio().seekers == 2200
    assert quarter.weights == {("public", 1): 1, ("core-recruit", 1): 5}


def test_who_did_not_answer_is_taken_to_be_like_who_did_in_the_same_stratum():
    rows = [
        *asked("a", "core-recruit", 12, answer(30, 30)),
        *asked("b", "core-recruit", 12, answer(50, 30)),
        *asked("c", "core-recruit", 12, None),
        *asked("d", "plain-recruit", 6, answer(10, 10)),
        *asked("e", "plain-recruit", 6, answer(20, 10)),
    ]
    quarter = Quarter(rows)
    assert quarter.weights == {("core-recruit", 1): 6, ("plain-recruit", 1): 3}
    assert quarter.ratio().demand == 6 * 80 + 3 * 30
    assert (quarter.points, quarter.responded, quarter.response) == (5, 4, Decimal("0.8"))


def test_each_month_is_weighted_by_who_answered_in_it():
    rows = [
        *asked("a", "core-recruit", 10, answer(30, 30), answer(0, 0, new=(6, 6)), None),
        *asked("b", "core-recruit", 10, answer(50, 30), None, answer(0, 0, new=(8, 4))),
    ]
    quarter = Quarter(rows)
    # month 1: 5 * 80; month 2: 10 * 6; month 3: 10 * 8
    assert quarter.ratio().demand == 400 + 60 + 80
    assert quarter.of(DEMAND) == {"a": 5 * 30 + 10 * 6, "b": 5 * 50 + 10 * 8}


def test_a_stratum_nobody_answered_in_joins_one_of_its_line():
    rows = [
        *asked("a", "core-recruit", 10, answer(30, 30)),
        *asked("b", "core-search", 4, None),
        *asked("c", "plain-search", 6, answer(12, 30)),
    ]
    assert joined(rows)["core-search"] == "plain-search"
    assert Quarter(rows).weights == {("core-recruit", 1): 10, ("plain-search", 1): 10}


def test_a_certain_stratum_nobody_answered_in_joins_nobody():
    rows = [*asked("p", "platform", 2, None), *asked("a", "core-recruit", 10, answer(30, 40))]
    assert joined(rows)["platform"] == "platform"
    assert Quarter(rows).ratio().demand == 300


@pytest.mark.parametrize(("seekers", "value"), [(29, None), (30, Decimal(2))])
def test_fewer_than_thirty_seekers_give_no_ratio(seekers, value):
    found = Quarter(asked("p", "public", 1, answer(60, seekers))).ratio()
    assert found.value == value
    assert bool(found.quality) == (value is not None)


def test_a_full_count_has_no_error():
    rows = [*asked("p", "public", 2, answer(60, 30)), *asked("q", "public", 2, answer(90, 90))]
    found = Quarter(rows).ratio()
    assert found.error == 0
    assert found.quality == "A"


def test_the_error_of_a_hand_counted_panel():
    """Ratio 1.6 = 400/250; residuals (150 - 1.6*50)/250 = 0.28 and (250 - 1.6*200)/250 = -0.28; N 10, n 2."""
    rows = [
        *asked("a", "core-recruit", 10, answer(30, 10)),
        *asked("b", "core-recruit", 10, answer(50, 40)),
    ]
    found = Quarter(rows).ratio()
    assert found.value == Decimal("1.6")
    variance = Decimal("0.8") * 2 * (2 * Decimal("0.28") ** 2)
    assert abs(found.error - variance.sqrt()) < Decimal("1e-20")
    assert found.quality == TOO_ROUGH


def test_one_answer_alone_tells_nothing_of_its_error():
    found = Quarter(asked("a", "core-recruit", 10, answer(30, 40))).ratio()
    assert found.value == Decimal("0.75")
    assert found.error is None
    assert found.quality == TOO_ROUGH


def test_strata_with_one_answer_are_taken_together():
    """Two strata of five with one answer each have the spread of one stratum of ten with two."""
    apart = [*asked("a", "core-recruit", 5, answer(30, 10)), *asked("b", "plain-recruit", 5, answer(50, 40))]
    together = [
        *asked("a", "core-recruit", 10, answer(30, 10)),
        *asked("b", "core-recruit", 10, answer(50, 40)),
    ]
    assert Quarter(apart).ratio() == Quarter(together).ratio()


def test_the_variance_is_right_on_average_over_all_samples():
    """Of a total, by enumeration: the mean of the estimated variances over all samples is the true one."""
    population = [Decimal(each) for each in (3, 8, 1, 12, 7, 5)]
    estimates, variances = [], []
    for sample in combinations(range(6), 3):
        rows = [
            each for at in sample for each in asked(f"u{at}", "core-recruit", 6, answer(population[at], 0))
        ]
        quarter = Quarter(rows)
        contributions = quarter.of(DEMAND)
        estimates.append(sum(contributions.values()))
        variances.append(quarter.error(contributions) ** 2)
    mean = sum(estimates) / len(estimates)
    assert mean == sum(population)
    true = sum((each - mean) ** 2 for each in estimates) / len(estimates)
    assert abs(sum(variances) / len(variances) - true) < Decimal("1e-15")


def test_quality_marks():
    def mark(error):
        return Ratio(Decimal(100), Decimal(100), Decimal(1), Decimal(error)).quality

    assert [mark(each) for each in ("0.05", "0.0501", "0.15", "0.30", "0.3001")] == [
        "A",
        "B",
        "B",
        "C",
        TOO_ROUGH,
    ]


def test_classes_are_the_total_divided_as_the_valid_persons_are():
    months = [
        answer(100, 50, new=(40, 20), sd_edu_d_bac=60, sd_edu_d_col=40),
        answer(100, 50, new=(30, 25), sd_edu_d_bac=90, sd_edu_d_col=10),
    ]
    quarter = Quarter(asked("p", "public", 1, *months))
    # 150 of 200 valid persons of the two months are bachelors: three quarters of 130
    assert sum(quarter.of_class(EDU, DEMAND, "bac").values()) == Decimal("97.5")
    classes = [sum(quarter.of_class(EDU, DEMAND, each.code).values()) for each in EDU.classes[DEMAND]]
    assert sum(classes) == 130


def test_channels_are_estimated_apart_and_their_totals_add_up():
    rows = [
        *asked("p", "public", 1, answer(100, 200)),
        *asked("q", "platform", 1, answer(900, 300)),
        *asked("a", "core-recruit", 10, answer(30, 10)),
        *asked("b", "core-recruit", 10, answer(50, 40)),
    ]
    every = Quarter(rows).ratio().demand
    parts = [Quarter(rows, only=each).ratio() for each in (("public",), ("platform",), ("core-recruit",))]
    assert [each.value for each in parts] == [Decimal("0.5"), Decimal(3), Decimal("1.6")]
    assert sum(each.demand for each in parts) == every
    assert parts[0].error == parts[1].error == 0


def test_a_shortage_needs_a_gap_and_ten_employers():
    months = [
        answer(0, 0, sd_occ_d_dev=90, sd_occ_s_dev=20, sd_occ_e_dev=9, sd_occ_d_car=50, sd_occ_s_car=40,
               sd_occ_e_car=10, sd_occ_d_sec=30, sd_occ_s_sec=30, sd_occ_e_sec=30, sd_occ_d_oth=400, sd_occ_e_oth=90,
               sd_occ_s_oth=80) | {"sd_demand_valid": Decimal(570), "sd_seek_valid": Decimal(170)},
    ]  # fmt: skip
    found = Quarter(asked("p", "public", 1, *months)).shortages(OCC)
    assert [(each.code, each.gap) for each in found] == [("car", Decimal(10))]


def test_the_index_is_fifty_when_as_many_expect_more_as_fewer():
    rows = [
        *asked("a", "core-recruit", 10, answer(1, 1), expects="up"),
        *asked("b", "core-recruit", 10, answer(1, 1), expects="down"),
        *asked("p", "public", 1, answer(1, 1), expects="same"),
    ]
    assert Quarter(rows).diffusion() == 50
    assert Quarter(rows[:1]).diffusion() == 100
    assert Quarter(asked("p", "public", 1, None)).diffusion() is None


def test_the_latest_word_of_the_quarter_counts():
    rows = [
        Asked("p", "public", 1, 1, answer(1, 1), "up"),
        Asked("p", "public", 2, 1, answer(1, 1), "down"),
        Asked("p", "public", 3, 1, None),
    ]
    assert Quarter(rows).diffusion() == 0


def test_the_middle_of_the_pay_weighs_by_vacancies():
    rows = [
        *asked("p", "public", 1, answer(100, 1, sd_salary_p50=5000)),
        *asked("q", "public", 1, answer(10, 1, sd_salary_p50=20000)),
        *asked("r", "public", 1, answer(30, 1, sd_salary_p50=9000)),
    ]
    assert Quarter(rows).median_pay() == (Decimal(5000), 3)
