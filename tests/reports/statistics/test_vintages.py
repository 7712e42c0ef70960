"""What the second release of a year tells by subtracting the first: nobody's figure who reported late or corrected."""

from decimal import Decimal

from regulation import database
from regulation.releases import actions
from regulation.surveys import session
from regulation.surveys.status import Status
from reports.statistics import book, freezing, history
from reports.statistics.disclosure import TOTAL, Aggregate, Parameters, by_group, change, fact
from reports.statistics.earlier import Vintage, compared
from tests.builders import returns
from tests.builders.microdata import microdata, unit
from tests.builders.returns import NOW

YEAR = 2025
STAFF, REVENUE = fact("staff_total", YEAR), fact("rev_total", YEAR)
FIRMS = [
    unit(
        f"P{at}",
        district="110105" if at < 6 else "110108",
        edu=(4, 10 + at, 3),
        rev_total=12_345 + at,
        rev_onbehalf=0,
    )
    for at in range(12)
]


def late(number, **values):
    """A private firm of Chaoyang that reports after the first release."""
    return unit(number, **{"edu": (2, 9, 4), "rev_total": 7_000, "rev_onbehalf": 0, **values})


def second(first, now, *, is_kept=True):
    """The book of `now` after the book of `first` was released: tables by number, outcome, what the first printed."""
    tables, outcome = book.of_microdata(first, YEAR, Parameters())
    assert outcome.passed
    told = history.told(tables)
    vintage = Vintage("2025.1", frozenset(told.published), first if is_kept else None)
    tables, outcome = book.of_microdata(now, YEAR, Parameters(), before=told, vintages=[vintage])
    return {each.number: each for each in tables}, outcome, told.published


def test_who_alone_reported_late_is_not_told_by_subtracting_the_first_release():
    tables, outcome, told = second(microdata(*FIRMS), microdata(*FIRMS, late("LATE")))
    assert outcome.passed
    assert {STAFF, REVENUE} <= set(told)
    for each in (STAFF, fact("staff_total", YEAR, type="PRIVATE"), REVENUE):
        assert outcome.status[each], each
    assert tables["T04"].cell(TOTAL, TOTAL).shown() == "x"
    assert tables["T01"].cell("rev_total", "2025").shown() == "x"
    assert tables["T02"].cell(TOTAL, TOTAL).shown() == "13", "who is on the register is public"
    now = history.told(tables.values()).published
    own = {
        "staff_total": 15,
        "staff_edu_hs": 2,
        "staff_edu_college": 9,
        "staff_edu_post": 4,
        "rev_total": 7_000,
    }
    changed = {each for each in now if each.indicator in own and each in told and now[each] != told[each]}
    assert changed == set(), "no subtraction of what is printed gives its figure"


def test_several_late_ones_of_like_size_hide_each_other():
    four = [late(f"LATE{at}", edu=(2, 9 + at, 4), rev_total=7_000 + at) for at in range(4)]
    _, outcome, _ = second(microdata(*FIRMS), microdata(*FIRMS, *four))
    assert outcome.passed
    assert (outcome.status[STAFF], outcome.status[REVENUE]) == ("", "")


def test_a_late_giant_is_not_hidden_by_late_dwarfs():
    three = [late("LATE0", rev_total=9_000), *(late(f"LATE{at}", rev_total=100) for at in (1, 2))]
    _, outcome, _ = second(microdata(*FIRMS), microdata(*FIRMS, *three))
    assert outcome.passed
    assert (outcome.status[STAFF], outcome.status[REVENUE]) == ("", "secondary")


def test_a_correction_by_one_is_held_back_and_what_it_left_alone_is_shown():
    corrected = [*FIRMS[:-1], {**FIRMS[-1], "rev_total": FIRMS[-1]["rev_total"] + 400_000}]
    tables, outcome, _ = second(microdata(*FIRMS), microdata(*corrected))
    assert outcome.passed
    assert outcome.status[REVENUE]
    assert outcome.status[STAFF] == ""
    assert tables["T04"].cell(TOTAL, TOTAL).shown() == str(12 * 17 + 66)


def test_a_correction_within_the_rounding_of_print_is_shown():
    corrected = [*FIRMS[:-1], {**FIRMS[-1], "rev_total": FIRMS[-1]["rev_total"] + 30}]
    _, outcome, _ = second(microdata(*FIRMS), microdata(*corrected))
    assert outcome.passed
    assert outcome.withheld == frozenset()


def test_an_answer_in_place_of_an_estimate_is_one_respondents_change():
    silent = unit("S", state="I")
    estimates = [(YEAR, "S", "staff_total", "donor", 12), (YEAR, "S", "rev_total", "donor", 6_000)]
    first = microdata(*FIRMS, silent, imputed=estimates)
    _, outcome, _ = second(first, microdata(*FIRMS, late("S")))
    assert outcome.passed
    assert outcome.status[STAFF]
    _, outcome, _ = second(
        first, microdata(*FIRMS, silent, imputed=[(YEAR, "S", "staff_total", "donor", 30)])
    )
    assert outcome.status[STAFF] == "", "another estimate is nobody's figure"


def test_the_same_microdata_again_cost_nothing():
    first = microdata(*FIRMS)
    _, outcome, _ = second(first, microdata(*FIRMS))
    assert outcome.withheld == frozenset()
    assert compared(first, [Vintage("2025.1", frozenset([STAFF]), microdata(*FIRMS))]) == ()


def test_a_figure_of_the_year_before_is_compared_too():
    """The book prints last year beside this one; what nobody changed there stays."""
    old = [{**each, "year": YEAR - 1} for each in FIRMS]
    then = fact("staff_total", YEAR - 1)
    _, outcome, told = second(microdata(*FIRMS, *old), microdata(*FIRMS, late("LATE"), *old))
    assert then in told
    assert outcome.passed
    assert outcome.status[STAFF]
    assert outcome.status[then] == ""
    changed = microdata(*FIRMS, *old, late("LATE", year=YEAR - 1))
    _, outcome, _ = second(microdata(*FIRMS, *old), changed)
    assert outcome.passed
    assert outcome.status[then]
    assert outcome.status[STAFF] == ""


def test_a_release_whose_microdata_were_not_kept_is_named():
    _, outcome, _ = second(microdata(*FIRMS), microdata(*FIRMS, late("LATE")), is_kept=False)
    assert outcome.uncompared == ("2025.1",)
    _, outcome, _ = second(microdata(*FIRMS), microdata(*FIRMS))
    assert outcome.uncompared == ()


def test_revisions_are_counted_as_disclosure_counts_changes():
    before = [
        unit("A", group="G", staff_total=10),
        unit("B", group="G", staff_total=5),
        unit("C", staff_total=7),
    ]
    after = [
        unit("A", group="G", staff_total=12),
        unit("B", group="H", staff_total=5),
        unit("D", staff_total=9),
    ]
    (release,) = compared(microdata(*after), [Vintage("2025.1", frozenset(), microdata(*before))])
    amounts = [
        by_group((each["group"], Decimal(each["staff_total"]) / 100) for each in units)
        for units in (before, after)
    ]
    assert release.changed(STAFF) == change(*amounts)
    assert release.changed(fact("tax_total", YEAR)) == Aggregate(0, Decimal(0))
    assert release.changed(fact("institutions_by_revenue", YEAR, band="b01")) == Aggregate(0, Decimal(0))


# --- with the database ------------------------------------------------------------------------------------


async def released(city, made):
    """Published as the gate publishes: with the digest of the snapshot it was made of."""
    await actions.publish(
        book.SERIES,
        YEAR,
        snapshot_hash=made.snapshot_hash,
        code_version=book.CODE_VERSION,
        parameters={**book.said(made.parameters), "snapshot": made.digest},
        coverage={},
        tables=book.frames(made),
        cells=book.rows_to_keep(made),
        actor=city.cast.mo,
        now=NOW,
    )


async def answered_late(city, firm):
    """The gate is opened again, a firm answers, and the data are frozen anew."""
    await returns.gate(YEAR, "open")
    await returns.City(city.cast).answer(firm, status=Status.CITY_PASSED, edu=(9, 9, 9))
    await returns.gate(YEAR, "editing_closed")
    await freezing.freeze(YEAR, actor=city.cast.mo, now=NOW)


async def named_alike():
    """The firms get the same numbers and pseudonyms in every run: among equally cheap choices their order decides."""
    async with session.statistics():
        await database.execute(
            "insert into pseudonym_salt (id, salt) values (1, $1) on conflict (id) do nothing",
            b"the same in every run",
        )
    await database.execute(
        """update firm set number = 'X' || lpad(place::text, 6, '0')
             from (select id, row_number() over (order by number) as place from firm) as known
            where known.id = firm.id"""
    )


async def test_the_real_book_compares_with_the_snapshot_of_the_release_before(plain_city):
    silent = await plain_city.firm()
    await named_alike()
    await returns.gate(YEAR, "editing_closed")
    await freezing.freeze(YEAR, actor=plain_city.cast.mo, now=NOW)
    first = await book.compute(YEAR)
    assert first.table("T04").cell(TOTAL, TOTAL).value
    await released(plain_city, first)
    same = await book.compute(YEAR)
    assert same.outcome.withheld == first.outcome.withheld, "a release beside itself tells nothing"
    await answered_late(plain_city, silent)
    later = await book.compute(YEAR)
    assert later.digest != first.digest
    assert later.narrowed == ()
    assert later.outcome.uncompared == ()
    assert later.table("T04").cell(TOTAL, TOTAL).shown() == "x"


async def test_the_real_book_says_which_release_it_could_not_compare(plain_city):
    """Made of the filings of the moment, as the first releases were, not of a snapshot."""
    await released(plain_city, await book.compute(YEAR))
    assert (await book.compute(YEAR)).outcome.uncompared == ("2025.1",)
