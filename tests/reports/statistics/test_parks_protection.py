"""T12 beside the tables of the returns, the year before and its own earlier releases: subtracting tells nobody's figure."""

from dataclasses import replace
from decimal import Decimal

import pytest

from reports.statistics import book, history, parks_protection, t12_parks
from reports.statistics.disclosure import Parameters, Waiver, fact
from reports.statistics.frames import figures
from reports.statistics.parks_protection import Past, Vintage
from reports.statistics.protection import Before
from reports.statistics.t12_parks import Gathered, Tenant, address
from tests.builders.microdata import microdata, unit

YEAR = 2025
#: Twelve firms of Chaoyang and six of Haidian, none of them large.
FIRMS = {
    f"P{at:02}": {
        "district": "110105" if at < 12 else "110108",
        "edu": (4, 10 + at % 5, 3),
        "rev_total": 5_000 + 100 * at,
        "rev_onbehalf": 0,
        "tax_total": 100 + at,
        "persons_served": 900 + at,
    }
    for at in range(18)
}
HAIDIAN = [name for name in FIRMS if name >= "P12"]
PARKS = (
    {"code": "PK-A", "name": "甲园", "name_en": "Park A", "level": "municipal"},
    {"code": "PK-B", "name": "乙园", "name_en": "Park B", "level": "district"},
)


def tenant(name, park="PK-A", **values):
    """A tenant that reported what its return says, unless said otherwise."""
    said = {**FIRMS.get(name, {}), **values}
    return Tenant(
        name,
        said.get("group", name),
        next(each["level"] for each in PARKS if each["code"] == park),
        park,
        {
            "staff_total": Decimal(sum(said["edu"])),
            **{key: Decimal(said[key]) for key in ("rev_total", "tax_total", "persons_served")},
        },
    )


def parks(*tenants, year=YEAR):
    return Gathered(year, PARKS, tuple(tenants))


def beside(gathered, *, firms=None, before=None, past=None, waivers=()):
    """The table of parks after T01 to T11 of these firms: what is shown, and both outcomes."""
    made = microdata(*(unit(name, **values) for name, values in (firms or FIRMS).items()))
    _, outcome = book.of_microdata(made, YEAR, Parameters(), waivers=waivers)
    assert outcome.passed
    table, own = parks_protection.protected(
        gathered,
        Parameters(),
        returns=figures(made, YEAR),
        status=outcome.status,
        past=past or Past(before or Before()),
        waivers=waivers,
    )
    return table, outcome, own


STAFF_A = address("staff_total", YEAR, "PK-A")
#: Seven firms of Chaoyang in the other park, so that no level stands for a single park's figure alone.
OTHERS = [tenant(f"P{at:02}", "PK-B") for at in range(7)]


def test_a_park_that_leaves_out_one_firm_of_a_district_is_withheld():
    """The attack: staff of Haidian (T04) less staff of the park (T12) is the staff of the one that is no tenant."""
    gathered = parks(*(tenant(name) for name in HAIDIAN[:-1]), *OTHERS)
    alone = parks_protection.protected(gathered, Parameters())[1]
    assert alone.status[STAFF_A] == "", "the table by itself tells nothing"
    table, outcome, own = beside(gathered)
    assert outcome.status[fact("staff_total", YEAR, district="110108")] == ""
    assert own.passed
    assert own.status[STAFF_A] == "secondary"
    assert table.cell("PK-A", "staff_total").shown() == "x"
    assert table.cell("municipal", "staff_total").shown() == "x", "the level is that park alone"


def test_what_the_attack_needs_and_was_printed_before_refuses_the_book():
    gathered = parks(*(tenant(name) for name in HAIDIAN[:-1]), *OTHERS)
    told = {STAFF_A: gathered.sums["PK-A", "staff_total"].total}
    _, _, own = beside(gathered, before=Before(published=told))
    assert not own.passed
    assert any("110108" in str(each.fact) for each in own.breaches), own.breaches


def test_two_parks_that_together_leave_out_one_firm_are_not_both_shown():
    gathered = parks(
        *(tenant(name) for name in HAIDIAN[:3]),
        *(tenant(name, "PK-B") for name in FIRMS if name < "P11"),
    )
    _, _, own = beside(gathered)
    city = address("staff_total", YEAR, "total")
    assert own.passed
    assert own.status[address("staff_total", YEAR, "PK-B")], "Chaoyang less this park is P11 alone"
    assert own.status[city] or own.status[STAFF_A], "else the park follows from the sum of parks"


def test_a_park_of_exactly_the_firms_of_a_withheld_figure_is_withheld_too():
    """All foreign firms are tenants of one park: where T04 withholds their staff, T12 may not tell it."""
    foreign = {
        f"F{at}": {
            "kind": "ENT_FOR",
            "district": "110101",
            "edu": (5, 10 + at, 5),
            "rev_total": 100,
            "rev_onbehalf": 0,
            "tax_total": 5,
            "persons_served": 50,
        }
        for at in range(5)
    }
    firms = {**FIRMS, **foreign}
    gathered = parks(*(tenant(name, **values) for name, values in foreign.items()), *OTHERS)
    made = microdata(*(unit(name, **values) for name, values in firms.items()))
    same = [
        fact("staff_total", YEAR, **place)
        for place in ({"type": "FOREIGN"}, {"district": "110101"}, {"area_group": "core"})
    ]
    _, outcome = book.of_microdata(made, YEAR, Parameters())
    assert {outcome.status[each] for each in same} == {""}
    hidden = {**outcome.status, **dict.fromkeys(same, "secondary")}
    own = parks_protection.protected(gathered, Parameters(), returns=figures(made, YEAR), status=hidden)[1]
    assert own.passed
    assert own.status[STAFF_A]
    assert (
        own.status[address("staff_total", YEAR, "total")] or own.status[address("staff_total", YEAR, "PK-B")]
    )


def test_a_district_within_a_park_with_one_more_tenant_tells_that_tenant():
    gathered = parks(*(tenant(name) for name in (*HAIDIAN, "P00")), *OTHERS[1:])
    _, _, own = beside(gathered)
    assert own.passed
    assert own.status[STAFF_A], "the park less Haidian is P00"


def test_firms_of_one_group_outside_a_park_are_one_respondent():
    def staff_of_park(**groups):
        firms = {name: {**values, "group": groups.get(name, name)} for name, values in FIRMS.items()}
        inside = [tenant(name) for name in HAIDIAN[:3]]
        return beside(parks(*inside, *OTHERS), firms=firms)[2].status[STAFF_A]

    assert staff_of_park() == ""
    assert staff_of_park(P15="G", P16="G", P17="G")


def test_a_tenant_with_another_figure_in_its_report_does_not_hide_anybody():
    """The report decides for tenants in both tables: an attacker who takes both sources for one is taken at his word."""
    inside = [tenant(name, edu=(5, 11, 3)) for name in HAIDIAN[:-1]]
    _, _, own = beside(parks(*inside, *OTHERS))
    assert own.passed
    assert own.status[STAFF_A]


# --- its own past -----------------------------------------------------------------------------------------


def after(first, now, *, corrected_tenancy=False):
    """The table of `now` after that of `first` was published."""
    table, outcome = parks_protection.protected(first, Parameters())
    assert outcome.passed
    told = history.told([table])
    then = parks(*first.tenants[1:]) if corrected_tenancy else first
    past = Past(told, (Vintage("2025.1", told.published, then),))
    return told, *parks_protection.protected(now, Parameters(), past=past)


def test_one_tenant_that_corrected_is_not_told_by_subtracting_the_first_release():
    first = parks(*(tenant(name) for name in HAIDIAN), *OTHERS)
    now = parks(tenant("P12", edu=(4, 40, 3)), *(tenant(name) for name in HAIDIAN[1:]), *OTHERS)
    told, table, outcome = after(first, now)
    assert STAFF_A in told.published
    assert outcome.passed
    for row in ("PK-A", "municipal", "total"):
        assert table.cell(row, "staff_total").shown() == "x", row
    assert table.cell("PK-A", "rev_total").value == told.published[STAFF_A.of("rev_total")], (
        "it was left alone"
    )


def test_several_that_corrected_alike_hide_each_other():
    first = parks(*(tenant(name) for name in HAIDIAN), *OTHERS)
    now = parks(*(tenant(name, edu=(4, 40 + at, 3)) for at, name in enumerate(HAIDIAN)), *OTHERS)
    _, _, outcome = after(first, now)
    assert outcome.passed
    assert outcome.status[STAFF_A] == ""


def test_a_change_that_nobody_can_trace_is_taken_for_one_respondents():
    first = parks(*(tenant(name) for name in HAIDIAN), *OTHERS)
    now = parks(*(tenant(name, edu=(4, 40 + at, 3)) for at, name in enumerate(HAIDIAN)), *OTHERS)
    _, table, outcome = after(first, now, corrected_tenancy=True)
    assert outcome.passed
    assert table.cell("PK-A", "staff_total").shown() == "x"


def test_withheld_once_is_withheld_for_good():
    gathered = parks(*(tenant(name) for name in HAIDIAN[:3]), *OTHERS)
    _, _, own = beside(gathered, before=Before(withheld=frozenset([STAFF_A])))
    assert own.passed
    assert own.status[STAFF_A] == "earlier"
    assert own.status[address("staff_total", YEAR, "municipal")], "the only park of its level"


@pytest.mark.parametrize(("newcomers", "is_shown"), [(0, True), (1, False), (4, True)])
def test_one_newcomer_between_two_years_is_not_told(newcomers, is_shown):
    old = parks(*(tenant(name) for name in HAIDIAN), *OTHERS, year=YEAR - 1)
    more = [
        tenant(f"N{at}", edu=(4, 30 + at, 3), rev_total=900, tax_total=9, persons_served=90)
        for at in range(newcomers)
    ]
    now = parks(*old.tenants, *more)
    table, outcome = parks_protection.protected(old, Parameters())
    assert outcome.passed
    past = Past(history.told([table]), last_year=old)
    _, own = parks_protection.protected(now, Parameters(), past=past)
    assert own.passed
    assert (own.status[STAFF_A] == "") is is_shown


def test_a_consent_lets_the_park_stand():
    gathered = parks(*(tenant(name) for name in HAIDIAN[:-1]), *OTHERS)
    large = [replace(each, amounts={**each.amounts, "staff_total": Decimal(900)}) if each.unit == "P12" else each
             for each in gathered.tenants]  # fmt: skip
    giant = parks(*large)
    assert parks_protection.protected(giant, Parameters())[1].status[STAFF_A] == "dominance"
    waivers = [Waiver("P12", "staff_total", YEAR)]
    assert parks_protection.protected(giant, Parameters(), waivers=waivers)[1].status[STAFF_A] == ""


def test_money_in_hundred_millions_is_read_back_in_the_unit_of_the_form():
    table = t12_parks.draft(parks(*(tenant(name) for name in HAIDIAN))).table
    columns = tuple(replace(each, unit="亿元") if each.key == "rev_total" else each for each in table.columns)
    cells = [
        replace(each, value=Decimal("3.81"), decimals=2) if each.column == "rev_total" else each
        for each in table.cells
    ]
    told = history.told([replace(table, columns=columns, cells=tuple(cells))]).published
    assert told[STAFF_A.of("rev_total")] == 38_100
    assert told[STAFF_A] == sum(each.amounts["staff_total"] for each in map(tenant, HAIDIAN))
