"""Where chance comes from: what may be declared, when it speaks, what may be entered."""

from datetime import UTC, date, datetime, timedelta

import pytest

from regulation.inspections import items, rules, sources
from regulation.inspections.draw import drand, entropy, patterns, schema
from regulation.inspections.sources import Alternative

SESSION = datetime(2026, 6, 2, 3, 0, tzinfo=UTC)
NOW = SESSION - timedelta(hours=25)
HOUR = timedelta(hours=1)
DICE = "35261" * 10
SIGNATURE = "ab" * 48
SSQ = "02,07,11,19,26,33+08"


def alternative(*kinds, at=SESSION, deadline=SESSION + 2 * HOUR, game="", issue=""):
    return Alternative(kinds, at, deadline, game, issue)


@pytest.mark.parametrize("name", list(sources.PRESETS))
def test_a_ready_list_is_one_that_may_be_declared_and_that_the_procedure_accepts(name):
    alternatives = sources.preset(name, SESSION)
    assert sources.declaration_problems(alternatives, NOW) == {}
    strata = rules.strata(rules.RATES.on(NOW.date()), 1, items.ITEM_LIST.on(NOW.date()).ids)
    params = rules.params("BJ110105-2026-0001", "第一批", strata, sources.declared(alternatives))
    schema.check_params(params, ("params",))
    assert len(params["teams"][rules.TEAM]) == 2


@pytest.mark.parametrize(("game", "bits"), [("ssq", 24), ("dlt", 24), ("kl8", 61)])
def test_a_lottery_alone_carries_too_little_chance_for_the_first_place(game, bits):
    alone = alternative("lottery", game=game, issue="2026135")
    assert alone.bits == bits
    assert list(sources.declaration_problems([alone], NOW)) == ["a1_kinds"]
    beside_dice = alternative("dice", "lottery", game=game, issue="2026135")
    assert beside_dice.bits >= sources.WANTED_BITS
    assert sources.declaration_problems([beside_dice], NOW) == {}
    assert sources.declaration_problems([alternative("dice"), _later(alone)], NOW) == {}


def _later(each, after=SESSION + 2 * HOUR):
    return Alternative(each.kinds, after + HOUR, after + 2 * HOUR, each.game, each.issue)


@pytest.mark.parametrize("game", list(sources.GAMES.on(date(2026, 6, 1))))
def test_the_pattern_of_a_game_fits_its_announcement_and_the_numbers_must_exist(game):
    rule = sources.GAMES.on(date(2026, 6, 1))[game]
    zones = [[f"{n:02d}" for n in range(highest - picks + 1, highest + 1)] for picks, highest in rule.zones]
    value = "+".join(",".join(zone) for zone in zones)
    assert entropy.well_formed("lottery", value)
    assert patterns.matches(patterns.parse(rule.pattern), value)
    assert rule.has(value)
    highest = rule.zones[0][1]
    beyond = value.replace(f"{highest:02d}", f"{highest + 1:02d}", 1)
    assert not rule.has(beyond)
    assert not rule.has(value.replace(zones[0][0], "00", 1))
    assert not rule.has(value + ",99")


@pytest.mark.parametrize(
    ("kinds", "wait"),
    [(("dice",), 24 * HOUR), (("lottery",), 24 * HOUR), (("dice", "drand"), 24 * HOUR), (("drand",), timedelta(minutes=10))],
)  # fmt: skip
def test_the_first_source_speaks_only_after_the_wait(kinds, wait):
    assert sources.wait_for(kinds, NOW.date()) == wait
    assert sources.earliest_session(kinds, NOW) == NOW + wait
    if "lottery" in kinds:
        return
    first = alternative(*kinds, at=NOW + wait, deadline=NOW + wait + HOUR)
    assert sources.declaration_problems([first], NOW) == {}
    second_less = alternative(*kinds, at=NOW + wait - timedelta(seconds=1), deadline=NOW + wait + HOUR)
    assert list(sources.declaration_problems([second_less], NOW)) == ["a1_at"]


@pytest.mark.parametrize(
    ("alternatives", "field"),
    [
        ([], "a1_kinds"),
        ([alternative()], "a1_kinds"),
        ([alternative("stars")], "a1_kinds"),
        ([alternative("dice", at=SESSION + timedelta(microseconds=1))], "a1_at"),
        ([alternative("dice", deadline=SESSION - HOUR)], "a1_deadline"),
        ([alternative("dice"), alternative("drand", at=SESSION + 2 * HOUR, deadline=SESSION + 3 * HOUR)], "a2_at"),
        ([alternative("dice", "lottery", issue="2026135")], "a1_game"),
        ([alternative("dice", "lottery", game="stocks", issue="2026135")], "a1_game"),
        ([alternative("dice", "lottery", game="ssq", issue="next")], "a1_issue"),
    ],
)  # fmt: skip
def test_what_may_not_be_declared_is_named_by_its_field(alternatives, field):
    assert field in sources.declaration_problems(alternatives, NOW)


def test_the_declared_round_is_that_of_the_moment_and_anyone_computes_it_back():
    (alone,) = sources.declared([alternative("drand", at=drand.moment_of(1000), deadline=SESSION)])
    assert sources.round_of(alone["sources"][0]) == 1000
    assert sources.moment_of(alone["sources"][0]) == drand.moment_of(1000)
    assert sources.kinds_of(alone) == ("drand",)
    with pytest.raises(ValueError, match="no round"):
        sources.round_of({"description": "drand quicknet"})


def test_beside_dice_the_beacon_speaks_last_so_that_nobody_throws_for_a_known_outcome():
    (both,) = sources.declared([alternative("dice", "drand")])
    dice, beacon = both["sources"]
    assert sources.moment_of(dice) == SESSION
    assert SESSION + 2 * HOUR - drand.PERIOD < sources.moment_of(beacon) <= SESSION + 2 * HOUR
    assert sources.opens_at(both) == sources.moment_of(beacon)


def test_the_summary_of_sources():
    assert sources.summary(sources.preset("dice+drand", SESSION)) == "dice+drand,drand"


@pytest.mark.parametrize(
    ("name", "chosen", "values", "later", "field"),
    [
        ("dice", 0, {"dice": DICE}, timedelta(0), None),
        ("dice", 0, {"dice": DICE}, -timedelta(seconds=1), "dice"),
        ("dice", 0, {"dice": DICE[:-1]}, timedelta(0), "dice"),
        ("dice", 0, {"dice": DICE[:-1] + "7"}, timedelta(0), "dice"),
        ("dice", 0, {}, timedelta(0), "dice"),
        ("dice", 0, {"dice": DICE, "drand": SIGNATURE}, timedelta(0), "drand"),
        ("dice", 1, {"dice": DICE}, timedelta(0), "alternative"),
        ("dice", -1, {"dice": DICE}, timedelta(0), "alternative"),
        ("dice-drand", 1, {"drand": SIGNATURE}, 2 * HOUR, "alternative"),
        ("dice-drand", 1, {"drand": SIGNATURE}, 2 * HOUR + timedelta(seconds=1), "drand"),
        ("dice-drand", 1, {"drand": SIGNATURE}, 3 * HOUR, None),
        ("dice-drand", 1, {"drand": SIGNATURE.upper()}, 3 * HOUR, "drand"),
        ("drand", 0, {"drand": SIGNATURE}, timedelta(0), None),
        ("drand", 0, {"drand": "ab" * 32}, timedelta(0), "drand"),
        ("dice+drand", 0, {"dice": DICE}, 2 * HOUR, "drand"),
        ("dice+drand", 0, {"dice": DICE, "drand": SIGNATURE}, timedelta(minutes=1), "drand"),
        ("dice+drand", 0, {"dice": DICE, "drand": SIGNATURE}, HOUR, None),
    ],
)
def test_a_value_comes_in_its_time_and_form_or_its_field_is_named(name, chosen, values, later, field):
    alternatives = sources.declared(sources.preset(name, SESSION))
    wrong = sources.entropy_problems(alternatives, chosen, values, SESSION + later)
    assert list(wrong) == ([field] if field else [])


@pytest.mark.parametrize(
    ("value", "fits"),
    [(SSQ, True), (SSQ.replace("33", "34"), False), (SSQ.replace("+08", "+17"), False), (SSQ.replace("02,07", "07,02"), False), (SSQ.replace(",", " "), False), ("2,7,11,19,26,33+8", False)],
)  # fmt: skip
def test_a_lottery_is_entered_in_the_one_spelling_and_within_its_game(value, fits):
    declared = sources.declared([alternative("dice", "lottery", game="ssq", issue="2026135")])
    wrong = sources.entropy_problems(declared, 0, {"dice": DICE, "lottery": value}, SESSION)
    assert list(wrong) == ([] if fits else ["lottery"])


@pytest.mark.parametrize(
    ("name", "chosen", "later", "needed"),
    [("dice", 0, HOUR, False), ("dice", 0, 2 * HOUR + timedelta(seconds=1), True), ("dice-drand", 1, 3 * HOUR, True),
     ("dice+drand", 0, 3 * HOUR, False), ("drand", 0, 9 * HOUR, False)],
)  # fmt: skip
def test_moving_on_and_coming_late_need_a_note(name, chosen, later, needed):
    alternatives = sources.declared(sources.preset(name, SESSION))
    assert sources.needs_note(alternatives, chosen, SESSION + later) == needed
