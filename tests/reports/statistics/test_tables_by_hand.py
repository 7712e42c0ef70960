"""T01 to T11 against a city of seven units whose every sum is written down here."""

from decimal import Decimal

import pytest

from reports.statistics import (
    frames,
    t01_main_indicators,
    t02_institutions_by_type,
    t03_institutions_by_line,
    t04_staff_by_education,
    t05_revenue_by_type,
    t06_revenue_by_line,
    t07_revenue_bands,
    t08_services_by_type,
    t09_recruitment,
    t10_dispatch_by_industry,
    t11_other_lines,
)
from reports.statistics.disclosure import TOTAL, Aggregate, fact
from reports.statistics.table import Response, Status
from tests.builders.microdata import microdata, seven_units, unit

YEAR = 2025


@pytest.fixture(scope="module")
def city():
    return seven_units()


def values(module, made, year=YEAR):
    return {(cell.row, cell.column): cell.value for cell in module.compute(made, year).table.cells}


def rows(found, column):
    return {row: value for (row, at), value in found.items() if at == column and value}


def test_t01_main_indicators(city):
    found = values(t01_main_indicators, city)
    assert {
        row: value for (row, column), value in found.items() if column == "2025" and value is not None
    } == {
        "institutions": 7,
        "for_profit": 6,
        "public": 1,
        "staff_total": 6 + 15 + 30 + 4 + 2 + 8 + 3,
        "rev_total": Decimal("32720.5") / 10_000,
        "rev_onbehalf": Decimal(28_500) / 10_000,
        "rev_net": Decimal("4220.5") / 10_000,
        "tax_total": Decimal(5) / 10_000,
        "emp_served": 135,
        "emp_served_mfg": 44,
        "persons_served": 1808,
        "persons_placed": 450,
        "fairs_n": 12,
        "online_posts": 1000,
        "disp_workers": 550,
        "out_workers": 40,
        "train_persons": 60,
        "archives_held": 300,
    }
    assert found["institutions", "2024"] == 2
    assert found["staff_total", "2024"] == 8
    assert found["rev_net", "2024"] == Decimal(95) / 10_000
    assert found["staff_total", "growth"] == 750
    assert found["train_persons", "growth"] is None, "nothing grows from nothing"
    assert ("disp_workers", "2024") not in found, "nobody was asked"
    table = t01_main_indicators.compute(city, YEAR).table
    assert [column.key for column in table.columns] == ["2024", "2025", "growth"]
    assert "2025年6/7家（85.7%，按收入100.0%）" in table.notes[0].zh
    assert [column.key for column in t01_main_indicators.compute(city, 2024).table.columns] == ["2024"]


def test_t02_institutions_by_type_and_district(city):
    found = values(t02_institutions_by_type, city)
    assert rows(found, TOTAL) == {
        TOTAL: 7, "core": 1, "110101": 1, "expansion": 3, "110105": 2, "110108": 1, "plain": 2, "BDA": 1, "110115": 1,
        "ecological": 1, "110119": 1,
    }  # fmt: skip
    assert rows(found, "HK_MO_TW") == {TOTAL: 2, "plain": 2, "BDA": 1, "110115": 1}
    assert rows(found, "PUBLIC") == {TOTAL: 1, "expansion": 1, "110105": 1}
    assert rows(found, "OTHER") == {TOTAL: 1, "ecological": 1, "110119": 1}
    assert ("110105", "FOREIGN") not in found, "no such institution, no such column"


def test_t03_institutions_by_registration_and_line(city):
    found = values(t03_institutions_by_line, city)
    assert {column: value for (row, column), value in found.items() if row == TOTAL} == {
        TOTAL: 7, "licence": 3, "both": 1, "filing": 2, "none": 1,
    }  # fmt: skip
    assert rows(found, TOTAL) == {
        TOTAL: 7, "RECRUIT": 2, "TRAIN": 1, "DISPATCH": 2, "OUTSRC": 1, "HEADHUNT": 1, "CONSULT": 1, "no_line": 1,
    }  # fmt: skip
    assert found["DISPATCH", "licence"] == found["DISPATCH", "both"] == 1
    assert found["RECRUIT", "none"] == 1


def test_t04_staff(city):
    found = values(t04_staff_by_education, city)
    assert rows(found, TOTAL) == {
        TOTAL: 68, "SOE": 30, "PRIVATE": 21, "HK_MO_TW": 6, "PUBLIC": 8, "OTHER": 3, "core": 30, "110101": 30,
        "expansion": 29, "110105": 14, "110108": 15, "plain": 6, "BDA": 4, "110115": 2, "ecological": 3, "110119": 3,
    }  # fmt: skip
    assert (
        found[TOTAL, "staff_edu_hs"],
        found[TOTAL, "staff_edu_college"],
        found[TOTAL, "staff_edu_post"],
    ) == (
        5,
        46,
        17,
    )
    assert rows(found, "staff_qual") == {TOTAL: 2, "PRIVATE": 2, "expansion": 2, "110105": 2}
    assert rows(found, "staff_title") == {TOTAL: 1, "PRIVATE": 1, "expansion": 1, "110105": 1}


def test_t05_gross_collected_and_net_stand_apart(city):
    found = values(t05_revenue_by_type, city)
    assert {row: tuple(found[row, key] for key in t05_revenue_by_type.INDICATORS) for row in (
        TOTAL, "SOE", "PRIVATE", "HK_MO_TW", "PUBLIC", "OTHER", "core", "expansion", "plain", "ecological", "110108",
    )} == {
        TOTAL: (Decimal("32720.5"), 28_500, Decimal("4220.5")),
        "SOE": (30_000, 27_000, 3_000),
        "PRIVATE": (2_100, 1_500, 600),
        "HK_MO_TW": (Decimal("608.5"), 0, Decimal("608.5")),
        "PUBLIC": (0, 0, 0),
        "OTHER": (12, 0, 12),
        "core": (30_000, 27_000, 3_000),
        "expansion": (2_100, 1_500, 600),
        "plain": (Decimal("608.5"), 0, Decimal("608.5")),
        "ecological": (12, 0, 12),
        "110108": (2_000, 1_500, 500),
    }  # fmt: skip
    assert round(found["SOE", "share"], 1) == Decimal("71.1")


def test_t06_revenue_by_line(city):
    found = values(t06_revenue_by_line, city)
    assert rows(found, "rev_total") == {
        TOTAL: Decimal("32720.5"), "DISPATCH": 31_500, "OUTSRC": 500, "RECRUIT": 60, "TRAIN": 40, "HEADHUNT": 600,
        "CONSULT": Decimal("8.5"), "UNALLOCATED": 12,
    }  # fmt: skip
    assert rows(found, "rev_onbehalf") == {TOTAL: 28_500, "DISPATCH": 28_300, "OUTSRC": 200}
    assert rows(found, "rev_net")["DISPATCH"] == 3_200
    assert sum(rows(found, "rev_net").values()) == 2 * Decimal("4220.5")
    assert ("RECRUIT", "rev_onbehalf") not in found, "not asked in this line"
    assert ("UNALLOCATED", "rev_total") not in values(
        t06_revenue_by_line, microdata(unit("A", rev_total=3, rev_train=3))
    )


def test_t07_bands_hold_their_lower_bound(city):
    found = values(t07_revenue_bands, city)
    assert rows(found, "institutions") == {
        TOTAL: 6, "b00": 1, "b01": 1, "b02": 1, "small": 3, "b03": 1, "b04": 1, "middle": 2, "b05": 1, "large": 1,
    }  # fmt: skip
    assert rows(found, "revenue") == {
        TOTAL: Decimal("32720.5"), "small": Decimal("120.5"), "middle": 2_600, "large": 30_000,
    }  # fmt: skip
    assert found["small", "share"] == 50
    assert ("b05", "revenue") not in found, "revenue only of merged bands"
    edges = microdata(*(unit(f"E{bound}", rev_total=bound) for _, bound in frames.BANDS))
    counted = rows(values(t07_revenue_bands, edges), "institutions")
    assert [counted[code] for code, _ in frames.BANDS] == [1] * 10
    below = microdata(
        *(unit(f"E{bound}", rev_total=Decimal(bound) - Decimal("0.01")) for _, bound in frames.BANDS[1:])
    )
    counted = rows(values(t07_revenue_bands, below), "institutions")
    assert [counted.get(code) for code, _ in frames.BANDS] == [1] * 9 + [None]


def test_t08_services(city):
    found = values(t08_services_by_type, city)
    assert rows(found, "persons_served") == {
        TOTAL: 1808, "PRIVATE": 290, "SOE": 510, "HK_MO_TW": 8, "PUBLIC": 1000, "core": 510, "110101": 510,
        "expansion": 1290, "110105": 1200, "110108": 90, "plain": 8, "BDA": 8,
    }  # fmt: skip
    assert rows(found, "emp_served_mfg") == {
        TOTAL: 44,
        "PRIVATE": 4,
        "PUBLIC": 40,
        "expansion": 44,
        "110105": 44,
    }
    assert (found[TOTAL, "served_grad"], found[TOTAL, "served_migrant"], found[TOTAL, "served_hard"]) == (
        20,
        10,
        5,
    )
    assert rows(found, "guide_persons") == {TOTAL: 50, "PUBLIC": 50, "expansion": 50, "110105": 50}


def test_t09_recruitment(city):
    found = values(t09_recruitment, city)
    assert rows(found, "2025") == {
        "fairs_n": 12, "fairs_grad": 1, "fairs_emp": 230, "fairs_posts": 100, "fairs_seekers": 500, "online_posts": 1000,
        "online_cvs": 300, "online_users": 5000, "websites_n": 1,
    }  # fmt: skip
    assert (found["fairs_n", "PUBLIC"], found["fairs_n", "FOR_PROFIT"]) == (10, 2)
    assert (found["fairs_n", "2024"], found["fairs_n", "growth"]) == (4, 200)


def test_t10_dispatch_by_industry(city):
    found = values(t10_dispatch_by_industry, city)
    assert rows(found, "2025") == {TOTAL: 550, "C": 530, "I": 20}
    assert round(found["C", "share"], 1) == Decimal("96.4")
    assert len({row for row, _ in found}) == 20
    short = values(t10_dispatch_by_industry, microdata(unit("A", disp_workers=10, disp_ind_c=7)))
    assert rows(short, "2025") == {TOTAL: 10, "C": 7, "UNALLOCATED": 3}


def test_t11_other_lines(city):
    assert rows(values(t11_other_lines, city), "2025") == {
        "disp_emp": 12, "disp_workers": 550, "out_emp": 4, "out_workers": 40, "consult_emp": 3, "train_classes": 3,
        "train_persons": 60, "headhunt_jobs": 20, "headhunt_success": 8, "archives_held": 300, "archives_services": 700,
    }  # fmt: skip


# --- who is behind a figure -----------------------------------------------------------------------------


def test_a_group_is_one_contributor_and_an_estimate_is_none(city):
    aggregates = t05_revenue_by_type.compute(city, YEAR).aggregates
    assert aggregates[fact("rev_total", YEAR)] == Aggregate(
        4, Decimal("32720.5"), Decimal(32_000), Decimal(600), "G", "H1"
    )
    assert aggregates[fact("rev_total", YEAR, type="SOE")] == Aggregate(
        1, Decimal(30_000), Decimal(30_000), Decimal(0), "G", ""
    )
    assert aggregates[fact("rev_total", YEAR, area_group="ecological")].contributors == 0
    assert aggregates[fact("rev_total", YEAR, type="PUBLIC")] == Aggregate(0, Decimal(0))


def test_firms_of_a_group_in_one_cell_are_added_before_the_largest_is_taken():
    made = microdata(
        unit("A", group="G", staff_total=40), unit("B", group="G", staff_total=35), unit("C", staff_total=50)
    )
    found = t04_staff_by_education.compute(made, YEAR).aggregates[fact("staff_total", YEAR)]
    assert (found.contributors, found.largest, found.largest_group, found.second) == (2, 75, "G", 50)


def test_response_and_imputed_share_are_said_with_the_table(city):
    table = t05_revenue_by_type.compute(city, YEAR).table
    assert table.response == Response(6, 7, (Decimal("32708.5") / Decimal("32720.5")))
    # 12 of 32720.5 gross, nothing of what was collected, 12 of 4220.5 net.
    expected = (Decimal(12) / Decimal("32720.5") + Decimal(12) / Decimal("4220.5")) / 3
    assert round(table.imputed_share, 12) == round(expected, 12)
    assert table.source.zh == "人力资源服务机构统计年报（人社统LM2表）"


def test_a_cell_with_more_than_three_tenths_imputed_is_flagged():
    def status(imputed):
        made = microdata(
            unit("A", staff_total=70),
            unit("Z", state="I"),
            imputed=[(YEAR, "Z", "staff_total", "ratio", imputed)],
        )
        return t04_staff_by_education.compute(made, YEAR).table.cell(TOTAL, TOTAL).status

    assert status(30) == Status.NORMAL  # 30 of 100
    assert status(31) == Status.ESTIMATED
