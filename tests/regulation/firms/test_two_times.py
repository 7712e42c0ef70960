"""The register in two times, on PostgreSQL: what was known stays known, nothing is overwritten, races included."""

import asyncio
import random
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import asyncpg
import pytest

from regulation import database, errors
from regulation.actor import SYSTEM
from regulation.firms import actions, asof, changes, queries
from regulation.firms.asof import Moment
from regulation.firms.status import FactSource, RegistrationKind, RegistrationStatus
from regulation.ledger import queries as ledger

NOW = datetime(2026, 2, 20, 2, tzinfo=UTC)
ISSUED, EXPIRES = date(2024, 2, 29), date(2029, 2, 28)


async def a_firm(name="测试两时人力资源有限公司", **facts):
    held = {"name": name, "uscc": "91110105MA00QQQQ1X", "area": "110105", "domicile": "旧路1号", **facts}
    return await actions.register_firm(
        held, source=FactSource.IMPORT, valid_from=date(2020, 1, 1), actor=SYSTEM, now=NOW
    )


async def licensed(firm_id, status=RegistrationStatus.VALID, *, now=NOW, **more):
    await actions.project_registration(
        firm_id,
        RegistrationKind.HR_LICENCE,
        f"测{str(firm_id)[:8]}",
        status,
        now=now,
        **{"issued_on": ISSUED, "expires_on": EXPIRES, **more},
    )


async def change(firm_id, key, value, *, now, on=None, source=FactSource.REPORT, **more):
    await actions.change_facts(
        firm_id, {key: value}, source=source, valid_from=on, reason="测试", actor=SYSTEM, now=now, **more
    )


@pytest.mark.parametrize("seed", range(6))
async def test_whatever_is_changed_and_corrected_what_was_known_stays(cast, seed):
    """Random acts on facts and registrations; after each, everything that was known at every earlier instant."""
    draw = random.Random(seed)
    firm_id = await a_firm()
    at, memory = NOW, {}
    days = [date(2026, 2, 26) + timedelta(days=n) for n in range(6)] + [date(2024, 2, 29), date(2021, 1, 1)]
    for turn in range(14):
        # Sometimes within the same instant, as two officials at once; never back.
        at += timedelta(seconds=draw.choice((0, 0, 1, 90_000)))
        key, value = draw.choice(("domicile", "legal_representative", "name")), f"值{draw.randint(1, 3)}"
        since, until = sorted(draw.sample(days, 2))
        try:
            match draw.randint(0, 3):
                case 0:
                    await change(firm_id, key, value, now=at, on=since)
                case 1:
                    await change(firm_id, key, value, now=at, source=FactSource.CORRECTION)
                case 2:
                    await change(
                        firm_id, key, value, now=at, on=since, valid_to=until, source=FactSource.CORRECTION
                    )
                case _:
                    status = draw.choice((RegistrationStatus.VALID, RegistrationStatus.RENEWAL_PENDING))
                    await licensed(firm_id, status, now=at, conditions=f"附{turn % 2}")
        except errors.Invalid:
            continue
        known = await database.value(
            """select greatest((select max(known_from) from firm_fact where firm = $1),
                               (select max(known_from) from registration_version where firm = $1))""",
            firm_id,
        )
        memory[known] = [await asof.state(firm_id, Moment(day, known)) for day in days]
        assert memory == {
            instant: [await asof.state(firm_id, Moment(day, instant)) for day in days] for instant in memory
        }
    present = await queries.present_facts(firm_id)
    state = await asof.state(firm_id, Moment(date(2099, 1, 1), at + timedelta(seconds=1)))
    assert {key: state[key] for key in present} == present


async def test_the_present_entry_is_the_version_believed_now(cast):
    firm_id = await a_firm()
    await licensed(firm_id)
    await licensed(firm_id, RegistrationStatus.RENEWAL_PENDING, now=NOW + timedelta(days=1))
    await licensed(
        firm_id, RegistrationStatus.REVOKED, now=NOW + timedelta(days=40), ended_on=date(2026, 3, 31)
    )
    assert (
        await database.rows(
            """select firm, kind, number, status, organ, issued_on, expires_on, ended_on, scope, conditions
                 from registration_entry
               except select firm, kind, number, status, organ, issued_on, expires_on, ended_on, scope, conditions
                 from registration_version where valid_to is null and known_to is null"""
        )
        == []
    )
    on = [
        date(2024, 2, 28),
        ISSUED,
        date(2026, 2, 20),
        date(2026, 2, 21),
        date(2026, 3, 30),
        date(2026, 3, 31),
    ]
    late = NOW + timedelta(days=50)
    said = [await asof.registrations_at(firm_id, Moment(day, late)) for day in on]
    assert [[each.status_on(day) for each in held] for held, day in zip(said, on, strict=True)] == [
        [],
        ["valid"],
        ["valid"],
        ["renewal_pending"],
        ["renewal_pending"],
        ["revoked"],
    ]
    before_revocation = NOW + timedelta(days=2)
    [then] = await asof.registrations_at(firm_id, Moment(date(2026, 3, 31), before_revocation))
    assert then.status == "renewal_pending"


async def test_a_difference_parts_what_happened_from_what_was_learned(cast):
    firm_id = await a_firm()
    await licensed(firm_id, expires_on=date(2026, 3, 3))
    day1, day2 = NOW + timedelta(days=1), NOW + timedelta(days=12)
    await change(firm_id, "domicile", "新路2号", on=date(2026, 3, 1), now=day1)
    await change(firm_id, "legal_representative", "乙某", source=FactSource.CORRECTION, now=day1)
    first, second = Moment(date(2026, 2, 20), NOW), Moment(date(2026, 3, 4), day2)
    found = {each.key.partition(":")[0]: each for each in await asof.between(firm_id, first, second)}
    assert set(found) == {"domicile", "legal_representative", "hr_licence"}
    moved, learned, expired = found["domicile"], found["legal_representative"], found["hr_licence"]
    assert (moved.before, moved.relearned, moved.after) == ("旧路1号", "旧路1号", "新路2号")
    assert (moved.was_learned, moved.came_to_pass) == (False, True)
    assert (learned.before, learned.relearned, learned.after) == ("", "乙某", "乙某")
    assert (learned.was_learned, learned.came_to_pass) == (True, False)
    assert (expired.came_to_pass, expired.after.split()[0]) == (True, "expired"), "nobody wrote it: time did"
    rows, total = await changes.find(changes.Changes(first, second))
    of_firm = {each.difference for each in rows if each.number == (await queries.firm(firm_id)).number}
    assert of_firm == set(found.values())
    assert total == len(rows)
    assert {each.number for each in rows} == {(await queries.firm(firm_id)).number}


async def test_the_list_of_a_district_holds_its_firms_and_those_that_left_it(cast):
    staying, leaving, other = [
        await a_firm(f"测试{n}人力有限公司", uscc="", area=area)
        for n, area in enumerate(("110105", "110105", "110108"))
    ]
    for firm_id in (staying, other):
        await change(firm_id, "scope", "新范围", on=date(2026, 3, 1), now=NOW + timedelta(days=1))
    await change(leaving, "area", "110108", on=date(2026, 3, 1), now=NOW + timedelta(days=1))
    asked = changes.Changes(
        Moment(date(2026, 2, 25), NOW), Moment(date(2026, 3, 2), NOW + timedelta(days=9)), "110105"
    )
    rows, total = await changes.find(asked)
    assert total == 2
    assert {each.difference.key for each in rows} == {"scope", "area"}
    assert [each.number async for each in changes.export(asked)] == [each.number for each in rows]


async def test_a_firm_that_is_new_is_one_line(cast):
    firm_id = await a_firm()
    before = Moment(date(2026, 2, 1), NOW - timedelta(days=1))
    rows, _ = await changes.find(changes.Changes(before, Moment(date(2026, 2, 21), NOW + timedelta(days=1))))
    assert [(each.number, each.difference.key) for each in rows] == [
        ((await queries.firm(firm_id)).number, changes.ENTERED)
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "update firm_fact set value = 'x' where firm = $1",
        "update firm_fact set valid_from = '2001-01-01' where firm = $1",
        "update firm_fact set known_from = now() where firm = $1",
        "delete from firm_fact where firm = $1",
        "update registration_version set status = 'revoked' where firm = $1",
        "delete from registration_version where firm = $1",
        "update firm_fact set known_to = known_to + interval '1 day' where firm = $1 and known_to is not null",
        "update firm_fact set known_to = null where firm = $1 and known_to is not null",
    ],
)
async def test_a_version_is_never_overwritten(cast, statement):
    firm_id = await a_firm()
    await licensed(firm_id)
    await change(firm_id, "domicile", "新路2号", on=date(2026, 2, 1), now=NOW + timedelta(days=1))
    with pytest.raises(asyncpg.RestrictViolationError):
        async with database.unit_of_work():
            await database.execute(statement, firm_id)


async def test_the_database_refuses_two_beliefs_of_one_day(cast):
    firm_id = await a_firm()
    with pytest.raises(asyncpg.ExclusionViolationError):
        async with database.unit_of_work():
            await database.execute(
                """insert into firm_fact (id, firm, key, value, valid_from, valid_to, known_from, source_kind,
                                          actor_number, actor_name)
                   values ($1, $2, 'domicile', 'x', '2021-01-01', '2022-01-01', $3, 'import', '', '')""",
                uuid4(),
                firm_id,
                NOW + timedelta(days=1),
            )


async def test_a_correction_carries_its_reason_and_its_paper_and_is_a_leaf(cast):
    firm_id = await a_firm()
    await change(
        firm_id, "uscc", "91110105MA00QQQQ2Y", source=FactSource.CORRECTION, source_ref="更1", now=NOW
    )
    right, wrong = (await queries.history(firm_id))["uscc"]
    assert (right.value, right.source_ref, right.reason) == ("91110105MA00QQQQ2Y", "更1", "测试")
    assert (wrong.value, wrong.is_present) == ("91110105MA00QQQQ1X", False)
    assert await ledger.last_of(str(firm_id), "firm", "correct") is not None


async def test_many_who_change_one_firm_at_once_leave_one_timeline(committed_db, cast):
    firm_id = await a_firm()

    async def one(n):
        await change(firm_id, "domicile", f"路{n}号", on=date(2026, 2, 1 + n), now=NOW + timedelta(days=5))
        await licensed(firm_id, now=NOW + timedelta(days=5), conditions=f"附{n}")

    await asyncio.gather(*(one(n) for n in range(8)))
    believed = await database.rows(
        "select value from firm_fact where firm = $1 and key = 'domicile' and valid_to is null and known_to is null",
        firm_id,
    )
    assert [each["value"] for each in believed] == [(await queries.firm(firm_id)).domicile]
    history = await database.rows(
        "select known_from from registration_version where firm = $1 order by known_from", firm_id
    )
    assert len({each["known_from"] for each in history}) == 8, "each was believed for a while of its own"


# --- What is typed into an address ------------------------------------------------------------------------

ASKED = datetime(2026, 3, 5, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("as_of", "as_known", "field"),
    [
        ("2026-13-01", "", "as_of"),
        ("2026-02-29", "", "as_of"),
        ("heute", "", "as_of"),
        ("9999-12-31", "", "as_of"),
        ("2026-03-06", "", "as_of"),
        ("", "2026-03-06", "as_known"),
        ("", "9999-12-31", "as_known"),
        ("", "0001-01-01T00:00:00+23:59", "as_known"),
        ("", "2026-03-05T12:00:01+08:00", "as_known"),
        ("", "';drop table firm", "as_known"),
    ],
)
def test_a_day_that_is_none_or_still_to_come_is_refused_at_its_field(as_of, as_known, field):
    with pytest.raises(errors.Invalid) as refusal:
        asof.moment(as_of, as_known, now=ASKED)
    assert set(refusal.value.errors) == {field}


def test_a_day_of_knowledge_is_all_that_was_known_by_its_end():
    assert asof.moment("2024-02-29", "2024-02-29", now=ASKED) == Moment(
        date(2024, 2, 29), datetime(2024, 2, 29, 15, 59, 59, 999_999, tzinfo=UTC)
    )
    assert asof.moment("", "2026-03-05", now=ASKED) == Moment(date(2026, 3, 5), ASKED)
    assert asof.moment("", "2026-03-05T10:00:00 08:00", now=ASKED).known_at == datetime(
        2026, 3, 5, 2, tzinfo=UTC
    )
