"""Imputation rule by rule, in the fixed order, and who is never imputed."""

import polars as pl
import pytest

from reports.statistics import suspicions
from reports.statistics.imputation import applied, impute, prorate
from reports.statistics.microdata import IMPUTED, MISSING, RESPONDED
from tests.builders.microdata import cells, microdata, unit

EVERY = {"staff_total", "rev_total", "emp_served", "persons_served"}


def panel(number, *, then, now, **more):
    """Private firms of Chaoyang that answered in both years, all alike."""
    return [
        each
        for at in range(number)
        for each in (
            unit(f"P{at}", year=2024, **then, **more),
            unit(f"P{at}", year=2025, **now, **more),
        )
    ]


def found(imputation, who):
    return {
        key: (method, value / 100)
        for unit, key, method, value in imputation.cells.select("unit", "key", "method", "value").iter_rows()
        if unit == who
    }


def test_last_year_by_the_trend_of_the_stratum():
    """Ten firms went from 10 to 12 staff and from 100 to 150 revenue; the silent one had 20 and 300."""
    rows = panel(10, then={"staff_total": 10, "rev_total": 100}, now={"staff_total": 12, "rev_total": 150})
    rows += [unit("Z", year=2024, staff_total=20, rev_total=300), unit("Z", state=MISSING)]
    made = impute(microdata(*rows), 2025, largest=0)
    assert found(made, "Z") == {"staff_total": ("trend", 24), "rev_total": ("trend", 450)}
    assert made.basis["Z", "rev_total"] == "PRIVATE/expansion n=10"
    assert made.may_be_frozen


def test_a_count_is_imputed_whole_and_an_amount_to_the_cent():
    rows = panel(
        7, then={"staff_total": 10, "rev_total": 100}, now={"staff_total": 13, "rev_total": "133.33"}
    )
    rows += [unit("Z", year=2024, staff_total=7, rev_total=7), unit("Z", state=MISSING)]
    values = found(impute(microdata(*rows), 2025, largest=0), "Z")
    assert values["staff_total"] == ("trend", 9)  # 9.1
    assert values["rev_total"] == ("trend", 9.33)


def test_a_narrow_stratum_with_too_few_gives_way_to_the_type():
    rows = panel(4, then={"staff_total": 10}, now={"staff_total": 100})
    rows += [
        each
        for at in range(6)
        for each in (
            unit(f"H{at}", year=2024, district="110101", staff_total=10),
            unit(f"H{at}", year=2025, district="110101", staff_total=10),
        )
    ]
    rows += [unit("Z", year=2024, staff_total=10), unit("Z", state=MISSING)]
    made = impute(microdata(*rows), 2025, largest=0)
    # 100 staff in the ten firms before, 4 * 100 + 6 * 10 = 460 now.
    assert found(made, "Z")["staff_total"] == ("trend", 46)
    assert made.basis["Z", "staff_total"] == "PRIVATE n=10"


def test_an_administrative_value_goes_before_everything():
    rows = panel(10, then={"staff_total": 10, "rev_total": 100}, now={"staff_total": 12, "rev_total": 150})
    rows += [unit("Z", year=2024, staff_total=20, rev_total=300), unit("Z", state=MISSING)]
    made = impute(microdata(*rows), 2025, admin=cells(("Z", "rev_total", 77)), largest=0)
    assert found(made, "Z") == {"staff_total": ("trend", 24), "rev_total": ("admin", 77)}


def test_without_a_last_year_the_ratio_to_staff():
    """Six firms with 10 staff and 400 revenue each: 40 a head; staff of the silent one is known to the office."""
    rows = [unit(f"P{at}", staff_total=10, rev_total=400) for at in range(6)]
    rows += [unit("Z", state=MISSING)]
    made = impute(microdata(*rows), 2025, admin=cells(("Z", "staff_total", 3)), largest=0)
    assert found(made, "Z") == {"staff_total": ("admin", 3), "rev_total": ("ratio", 120)}


def test_the_users_of_a_platform_follow_its_own_last_figure_and_nobodys_staff():
    users = [
        unit(f"A{at}", year=year, staff_total=10, online_users=1_000_000, lines=("RECRUIT",))
        for at in range(5)
        for year in (2024, 2025)
    ]
    silent = (unit("Y", state=MISSING), unit("Z", state=MISSING))
    last = unit("Y", year=2024, staff_total=10, online_users=400, lines=("RECRUIT",))
    made = impute(microdata(*users, last, *silent), 2025, largest=0)
    assert found(made, "Y")["online_users"] == ("trend", 400)
    assert "online_users" not in found(made, "Z")


def test_without_anything_a_donor_of_the_same_type():
    rows = [unit(f"P{at}", staff_total=10 + at, rev_total=100 + at) for at in range(6)]
    rows += [unit(f"S{at}", kind="ENT_SOE", staff_total=900, rev_total=900) for at in range(6)]
    rows += [unit("Z", state=MISSING)]
    made = impute(microdata(*rows), 2025, largest=0)
    values = found(made, "Z")
    assert {method for method, _ in values.values()} == {"donor"}
    staff, revenue = values["staff_total"][1], values["rev_total"][1]
    assert 10 <= staff <= 15
    assert revenue == staff + 90, "both figures come from one donor"


def test_a_donor_has_the_same_lines_and_band_of_staff_where_there_is_one():
    rows = [
        unit("D1", staff_total=11, rev_total=1, lines=("TRAIN",), rev_train=1, train_classes=5),
        unit("D2", staff_total=12, rev_total=1, lines=("RECRUIT",), rev_recruit=1, fairs_n=9),
        unit("D3", staff_total=300, rev_total=1, lines=("TRAIN",), rev_train=1, train_classes=800),
    ]
    rows += [unit("Z", year=2024, staff_total=15, lines=("TRAIN",)), unit("Z", state=MISSING)]
    made = impute(microdata(*rows), 2025, admin=cells(("Z", "staff_total", 15)), largest=0)
    values = found(made, "Z")
    assert values["train_classes"] == ("donor", 5)
    assert "fairs_n" not in values
    assert made.basis["Z", "train_classes"] == "D1 (inst_type, line_set, staff_band, area_group)"


def test_by_hand_comes_last_and_whoever_nothing_reaches_is_named():
    alone = microdata(unit("Z", state=MISSING, kind="PUB_EMP"), unit("P", staff_total=3))
    assert impute(alone, 2025, largest=0).left == ("Z",)
    assert not impute(alone, 2025, largest=0).may_be_frozen
    made = impute(alone, 2025, manual=cells(("Z", "staff_total", 8)), largest=0)
    assert found(made, "Z") == {"staff_total": ("manual", 8)}
    rows = [unit(f"P{at}", staff_total=10, rev_total=400) for at in range(6)]
    preferred = impute(
        microdata(*rows, unit("Z", state=MISSING)), 2025, manual=cells(("Z", "staff_total", 8)), largest=0
    )
    assert found(preferred, "Z")["staff_total"] == ("donor", 10)


def test_what_a_respondent_stated_is_never_touched():
    rows = [unit(f"P{at}", staff_total=10, rev_total=400) for at in range(6)]
    rows += [unit("Z", staff_total=5)]
    made = impute(microdata(*rows), 2025, admin=cells(("Z", "staff_total", 50)), largest=0)
    assert found(made, "Z") == {"rev_total": ("ratio", 200)}


def test_a_public_institution_gets_no_revenue_and_a_line_not_ticked_no_figures():
    rows = [
        unit(f"P{at}", staff_total=10, rev_total=400, lines=("TRAIN",), rev_train=400, train_persons=20)
        for at in range(6)
    ]
    rows += [unit(f"G{at}", kind="PUB_EMP", staff_total=5, persons_served=50) for at in range(6)]
    rows += [
        unit("Z", year=2024, kind="PUB_EMP", staff_total=5),
        unit("Z", kind="PUB_EMP", state=MISSING),
        unit("Y", year=2024, staff_total=5, lines=("RECRUIT",)),
        unit("Y", state=MISSING),
    ]
    made = impute(
        microdata(*rows), 2025, admin=cells(("Z", "staff_total", 5), ("Y", "staff_total", 5)), largest=0
    )
    assert "rev_total" not in found(made, "Z")
    assert found(made, "Z")["persons_served"] == ("ratio", 50)
    assert found(made, "Y")["rev_total"] == ("ratio", 200)
    assert not {"rev_train", "train_persons"} & set(found(made, "Y"))


def test_whoever_did_no_business_last_year_and_is_silent_did_none():
    rows = panel(6, then={"staff_total": 10, "rev_total": 100}, now={"staff_total": 10, "rev_total": 100})
    rows += [unit("Z", year=2024, staff_total=4, nil=True), unit("Z", state=MISSING)]
    assert found(impute(microdata(*rows), 2025, largest=0), "Z") == {"staff_total": ("trend", 4)}


def test_estimates_add_up_as_a_return_must():
    """Trends alone would give 13 + 7 + 3 of a staff of 21; the parts are fitted to their whole."""
    then, now = {"edu": (10, 10, 10)}, {"edu": (13, 7, 3)}
    rows = panel(6, then=then, now=now)
    rows += [unit("Z", year=2024, edu=(10, 10, 10)), unit("Z", state=MISSING)]
    values = found(impute(microdata(*rows), 2025, admin=cells(("Z", "staff_total", 46)), largest=0), "Z")
    parts = [values[key][1] for key in ("staff_edu_hs", "staff_edu_college", "staff_edu_post")]
    assert parts == [26, 14, 6]


def test_collected_never_exceeds_revenue():
    rows = panel(
        6,
        then={"rev_total": 100, "rev_onbehalf": 50, "rev_dispatch": 100, "onbehalf_dispatch": 50},
        now={"rev_total": 50, "rev_onbehalf": 50, "rev_dispatch": 50, "onbehalf_dispatch": 50},
        lines=("DISPATCH",),
    )
    rows += [
        unit("Z", year=2024, rev_total=100, rev_onbehalf=90, rev_dispatch=100, onbehalf_dispatch=90, lines=("DISPATCH",)),
        unit("Z", state=MISSING),
    ]  # fmt: skip
    values = found(impute(microdata(*rows), 2025, largest=0), "Z")
    assert values["rev_total"] == ("trend", 50)
    assert values["rev_onbehalf"] == ("trend", 50)
    assert values["onbehalf_dispatch"] == ("trend", 50)


def test_who_has_no_line_that_collects_is_given_nothing_collected():
    """Else its lines would add up to a net revenue below nothing, and the table of lines would print it."""
    rows = panel(
        6,
        then={"rev_total": 100, "rev_onbehalf": 80, "rev_dispatch": 100, "onbehalf_dispatch": 80},
        now={"rev_total": 100, "rev_onbehalf": 80, "rev_dispatch": 100, "onbehalf_dispatch": 80},
        lines=("DISPATCH",),
    )
    # Last year it collected without saying in which line.
    rows += [
        unit("Z", year=2024, rev_total=50, rev_onbehalf=20, rev_recruit=50, lines=("RECRUIT",)),
        unit("Z", state=MISSING),
        *panel_of_recruiters(),
    ]
    values = found(impute(microdata(*rows), 2025, largest=0), "Z")
    assert values["rev_recruit"][1] == values["rev_total"][1] > 0
    assert values["rev_onbehalf"][1] == 0


def panel_of_recruiters():
    """Six that recruit and collect nothing, the same in both years."""
    return [
        unit(f"R{at}", year=year, rev_total=50, rev_onbehalf=0, rev_recruit=50, lines=("RECRUIT",))
        for at in range(6)
        for year in (2024, 2025)
    ]


@pytest.mark.parametrize(
    ("amounts", "total", "step", "fitted"),
    [
        ([1, 1, 1], 100, 1, [34, 33, 33]),
        ([1300, 700, 300], 4600, 100, [2600, 1400, 600]),
        ([0, 0], 500, 100, [500, 0]),
        ([200, 100], 0, 100, [0, 0]),
        ([5, 5, 5], 200, 100, [100, 100, 0]),
    ],
)
def test_prorated_amounts_add_up_in_whole_steps(amounts, total, step, fitted):
    assert prorate(amounts, total, step) == fitted


# --- the largest ---------------------------------------------------------------------------------------


def test_the_largest_are_phoned_and_not_imputed():
    """Of 30 firms three are silent: the largest by last year's revenue, the 20th, and the 21st."""
    rows = []
    for at in range(30):
        rows.append(unit(f"F{at:02d}", year=2024, staff_total=10, rev_total=1000 - at))
        silent = at in {0, 19, 20}
        rows.append(
            unit(f"F{at:02d}", state=MISSING if silent else RESPONDED)
            if silent
            else unit(f"F{at:02d}", staff_total=10, rev_total=1000 - at)
        )
    made = impute(microdata(*rows), 2025)
    assert [(each.unit, each.rank) for each in made.blocked] == [("F00", 1), ("F19", 20)]
    assert set(made.cells["unit"]) == {"F20"}
    assert not made.may_be_frozen


def test_a_large_firm_that_answered_without_its_revenue_is_phoned_too():
    rows = [
        unit(f"F{at}", year=year, staff_total=10, rev_total=100) for at in range(6) for year in (2024, 2025)
    ]
    rows += [unit("Z", year=2024, staff_total=5, rev_total=9000), unit("Z", staff_total=5)]
    assert [each.unit for each in impute(microdata(*rows), 2025).blocked] == ["Z"]


def test_nobody_is_large_without_revenue():
    rows = [unit(f"G{at}", kind="PUB_EMP", staff_total=5) for at in range(3)]
    made = impute(microdata(*rows, unit("Z", kind="PUB_EMP", state=MISSING)), 2025)
    assert made.blocked == ()


# --- marks and reproducibility -------------------------------------------------------------------------


def test_the_imputed_are_marked_and_the_answers_stay():
    rows = panel(6, then={"staff_total": 10}, now={"staff_total": 12})
    rows += [unit("Z", year=2024, staff_total=20), unit("Z", state=MISSING)]
    before = microdata(*rows)
    after = applied(before, impute(before, 2025, largest=0))
    states = dict(after.of_year(2025).select("unit", "state").iter_rows())
    assert states["Z"] == IMPUTED
    assert states["P0"] == RESPONDED
    assert after.of_year(2025).filter(pl.col("unit") == "Z")["staff_total"].to_list() == [None]
    assert after.completed(2025).filter(pl.col("unit") == "Z")["staff_total"].to_list() == [2400]
    assert after.units.drop("state").equals(before.units.drop("state"))


def test_imputing_again_gives_the_same_and_other_microdata_other_donors():
    def city(extra):
        rows = [unit(f"P{at}", staff_total=10 + at, rev_total=100 + at) for at in range(200)]
        return microdata(*rows, *(unit(f"Z{at}", state=MISSING) for at in range(20)), *extra)

    first, again = (impute(city([]), 2025, largest=0) for _ in range(2))
    assert first.cells.equals(again.cells)
    other = impute(city([unit("Q", staff_total=1, rev_total=1)]), 2025, largest=0)
    assert first.basis != other.basis
    assert len({why for (_, key), why in first.basis.items() if key == "staff_total"}) > 5, (
        "not one donor for all"
    )


# --- systematic errors are proposed, never applied ------------------------------------------------------


def test_yuan_for_ten_thousand_yuan_is_proposed_and_the_figure_left_alone():
    made = microdata(
        unit("A", year=2024, staff_total=5, rev_total="123.45"),
        unit("A", staff_total=5, rev_total=1_240_000),
        unit("B", year=2024, staff_total=5, rev_total=1_000_000),
        unit("B", staff_total=5, rev_total="100.5"),
        unit("C", year=2024, staff_total=5, rev_total=100),
        unit("C", staff_total=5, rev_total=5000),
        unit("D", staff_total=5, rev_total=100, rev_onbehalf=400),
    )
    proposed = suspicions.suspicions(made, 2025)
    assert [(each.unit, each.key, each.kind, each.proposed / 100) for each in proposed] == [
        ("A", "rev_total", "unit", 124),
        ("B", "rev_total", "unit", 1_005_000),
        ("D", "rev_total", "swapped", 400),
    ]
    assert impute(made, 2025, largest=0).cells.filter(pl.col("key") == "rev_total").is_empty()
