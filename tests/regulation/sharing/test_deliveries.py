"""Deliveries of the business register: compared, never taken over by themselves; good, dirty and hostile ones."""

import asyncio
import json
import random
from datetime import UTC, date, datetime, timedelta

import pytest
from stdnum.cn import uscc

from regulation import database, errors
from regulation.actor import SYSTEM
from regulation.firms import actions as firms
from regulation.firms.status import FactSource
from regulation.sharing import contracts, deciding, queries, receiving
from regulation.sharing.status import STEPS, DifferenceStatus, Way

NOW = datetime(2026, 11, 28, 4, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


def code(n):
    """The n-th invented code with a right check digit."""
    stem = f"91110105MA{n:07d}"
    return stem + uscc.calc_check_digit(stem)


A, B = code(1), code(2)


async def a_firm(number, name="甲人力资源有限公司", **more):
    facts = {
        "name": name, "uscc": number, "area": "110105", "domicile": "北京市朝阳区测试路1号", "legal_representative": "王某",
        "capital": "2000000.00 CNY", "business_state": "operating",
    } | more  # fmt: skip
    return await firms.register_firm(
        facts, source=FactSource.IMPORT, actor=SYSTEM, now=NOW - timedelta(days=900)
    )


def lines(*rows):
    return "\n".join(json.dumps(each, ensure_ascii=False) for each in rows).encode()


async def receive(content, name="file.jsonl", now=NOW):
    return await receiving.receive(content, name, Way.UPLOAD, actor=SYSTEM, now=now)


async def counts(number):
    row = await database.row("select * from delivery where number = $1", number)
    return {name.removeprefix("rows_"): n for name, n in row.items() if name.startswith("rows_") and n}


async def open_ones():
    return {
        row["key"]: (row["register_value"], row["shared_value"])
        for row in await database.rows("select * from difference where status = 'open'")
    }


async def test_what_differs_becomes_a_task_and_the_register_stays(cast):
    firm = await a_firm(A)
    before = await database.row("select * from firm where id = $1", firm)
    received = await receive(
        lines({"uscc": A, "name": "甲人力资源有限公司", "domicile": "北京市朝阳区新址2号", "business_state": "deregistered",
               "capital_amount": "2000000", "changed_on": "2026-10-01"})
    )  # fmt: skip
    assert await counts(received.number) == {"total": 1, "different": 1}
    assert await open_ones() == {
        "domicile": ("北京市朝阳区测试路1号", "北京市朝阳区新址2号"),
        "business_state": ("operating", "deregistered"),
    }
    assert await database.row("select * from firm where id = $1", firm) == before


async def test_width_blanks_and_zeros_are_no_difference_and_silence_is_none(cast):
    await a_firm(A, "甲（北京）人力资源有限公司")
    received = await receive(
        lines({"uscc": f" {A.lower()} ", "name": "甲(北京) 人力资源有限公司", "capital_amount": 2000000, "scope": "", "domicile": None})
    )  # fmt: skip
    assert await counts(received.number) == {"total": 1, "same": 1}


async def test_the_same_file_twice_changes_nothing(cast):
    await a_firm(A)
    content = lines({"uscc": A, "name": "乙"})
    first = await receive(content)
    again = await receive(content, "another name.jsonl", LATER)
    assert (again.number, again.is_new) == (first.number, False)
    # Nor do the same rows in another file: what is open is open.
    third = await receive(content + b"\n", now=LATER)
    assert await counts(third.number) == {"total": 1, "known": 1}
    assert len(await open_ones()) == 1


async def test_newer_data_takes_the_place_of_what_is_open_and_agreement_ends_it(cast):
    await a_firm(A)
    await receive(lines({"uscc": A, "name": "乙"}))
    await receive(lines({"uscc": A, "name": "丙"}), now=LATER)
    assert await open_ones() == {"name": ("甲人力资源有限公司", "丙")}
    await receive(lines({"uscc": A, "name": "甲人力资源有限公司"}), now=LATER)
    assert await open_ones() == {}
    rows = await database.rows("select status from difference order by opened_at")
    assert [row["status"] for row in rows] == ["superseded", "settled"]


async def test_accepted_goes_into_the_history_with_its_source_and_day(cast):
    firm = await a_firm(A)
    received = await receive(
        lines(
            {
                "uscc": A,
                "domicile": "北京市朝阳区新址2号",
                "legal_representative": "李某",
                "changed_on": "2026-10-01",
            }
        )
    )
    ids = {row["key"]: row["id"] for row in await queries.of_firm(firm)}
    await deciding.decide(
        firm, accepted=[ids["domicile"]], rejected=[ids["legal_representative"]], reason="已电话核实",
        actor=cast.an, now=LATER,
    )  # fmt: skip
    assert await database.value("select domicile from firm where id = $1", firm) == "北京市朝阳区新址2号"
    assert await database.value("select legal_representative from firm where id = $1", firm) == "王某"
    fact = await database.row(
        "select * from firm_fact where firm = $1 and key = 'domicile' and valid_to is null and known_to is null",
        firm,
    )
    assert (fact["source_kind"], fact["source_ref"], fact["valid_from"]) == (
        "sharing",
        received.number,
        date(2026, 10, 1),
    )
    # Rejected is rejected, until one of the two sides says something new.
    again = await receive(lines({"uscc": A, "legal_representative": "李某"}), now=LATER)
    assert await counts(again.number) == {"total": 1, "known": 1}
    new = await receive(lines({"uscc": A, "legal_representative": "赵某"}), now=LATER)
    assert await counts(new.number) == {"total": 1, "different": 1}


async def test_each_is_decided_once_with_a_reason_by_a_clerk_in_reach(cast):
    firm = await a_firm(A)
    await receive(lines({"uscc": A, "name": "乙"}))
    (row,) = await queries.of_firm(firm)

    async def decide(actor=cast.an, reason="核实", accepted=(), rejected=()):
        await deciding.decide(
            firm, accepted=accepted, rejected=rejected, reason=reason, actor=actor, now=LATER
        )

    with pytest.raises(errors.Invalid):
        await decide(reason="  ", accepted=[row["id"]])
    with pytest.raises(errors.Invalid):
        await decide()
    with pytest.raises(errors.Invalid):
        await decide(accepted=[row["id"]], rejected=[row["id"]])
    for other in (cast.ding, cast.bai, cast.e, cast.ou):
        with pytest.raises(errors.NotPermitted):
            await decide(actor=other, accepted=[row["id"]])
    with pytest.raises(errors.NotFound):
        await deciding.decide(
            cast.firm, accepted=[row["id"]], rejected=[], reason="核实", actor=cast.an, now=LATER
        )
    assert len(await open_ones()) == 1
    await decide(accepted=[row["id"]])
    with pytest.raises(errors.AlreadyMoved):
        await decide(rejected=[row["id"]])


async def test_what_the_register_says_by_now_is_not_overwritten(cast):
    firm = await a_firm(A)
    await receive(lines({"uscc": A, "name": "乙"}))
    (row,) = await queries.of_firm(firm)
    await firms.change_facts(firm, {"name": "丁"}, source=FactSource.REPORT, actor=cast.an, now=LATER)
    with pytest.raises(errors.AlreadyMoved):
        await deciding.decide(
            firm, accepted=[row["id"]], rejected=[], reason="核实", actor=cast.an, now=LATER
        )
    assert await database.value("select name from firm where id = $1", firm) == "丁"


async def test_two_clerks_one_decision(committed_db, cast):
    firm = await a_firm(A)
    await receive(lines({"uscc": A, "name": "乙"}))
    (row,) = await queries.of_firm(firm)
    done = await asyncio.gather(
        deciding.decide(firm, accepted=[row["id"]], rejected=[], reason="核实", actor=cast.an, now=LATER),
        deciding.decide(firm, accepted=[], rejected=[row["id"]], reason="核实", actor=cast.ann, now=LATER),
        return_exceptions=True,
    )
    assert sorted(type(each).__name__ for each in done) == ["AlreadyMoved", "NoneType"]


async def test_the_same_file_from_two_sides_at_once_is_one_delivery(committed_db, cast):
    await a_firm(A)
    content = lines({"uscc": A, "name": "乙"})
    done = await asyncio.gather(*(receive(content) for _ in range(5)))
    assert len({each.number for each in done}) == 1
    assert sum(each.is_new for each in done) == 1
    assert await database.value("select count(*) from difference") == 1


async def test_codes_that_repeat_contradict_or_belong_to_several(cast):
    await a_firm(A)
    await a_firm(B, "乙一")
    await a_firm(B, "乙二")
    received = await receive(
        lines(
            {"uscc": A, "name": "甲人力资源有限公司"}, {"uscc": A, "name": "甲人力资源有限公司"},
            {"uscc": code(3), "name": "x"}, {"uscc": code(3), "name": "y"}, {"uscc": B, "name": "乙一"}, {"uscc": code(4)},
        )
    )  # fmt: skip
    assert await counts(received.number) == {
        "total": 6, "same": 1, "duplicate": 1, "quarantined": 3, "unknown": 1,
    }  # fmt: skip
    assert await open_ones() == {}


BAD_ROWS = [
    b"{", b"[]", b"null", b'"text"', b"NaN", b'{"uscc": NaN}', b'{"uscc": "1"}', b"{}", b'{"uscc": 91110105}',
    b'{"uscc": "%s", "name": {"$ne": 1}}' % A.encode(), b'{"uscc": "%s", "salary": 1}' % A.encode(),
    b'{"uscc": "%s", "name": "a\\u0000b"}' % A.encode(), b'{"uscc": "%s", "name": "\\ud800"}' % A.encode(),
    b'{"uscc": "%s", "capital_amount": "-1"}' % A.encode(), b'{"uscc": "%s", "capital_amount": "1e400"}' % A.encode(),
    b'{"uscc": "%s", "established_on": "2026-02-30"}' % A.encode(), b'{"uscc": "%s", "business_state": "dead"}' % A.encode(),
    b'{"uscc": "%s", "name": "%s"}' % (A.encode(), b"x" * 5000), b'{"a":' * 5000 + b"1" + b"}" * 5000, b"[" * 100_000,
]  # fmt: skip


async def test_bad_rows_are_put_aside_with_their_reason_and_hide_nobody(cast):
    await a_firm(B, "乙")
    received = await receive(b'{"uscc": "%s", "name": "new"}\n' % B.encode() + b"\n".join(BAD_ROWS))
    assert await counts(received.number) == {
        "total": len(BAD_ROWS) + 1, "different": 1, "quarantined": len(BAD_ROWS),
    }  # fmt: skip
    rows = await database.rows("select * from delivered_row")
    assert all(row["reasons"] for row in rows)
    assert len(rows) == len(BAD_ROWS)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "空"), (b"   \n", "空"), (b"name,domicile\na,b\n", "uscc"), (b"uscc,salary\na,b\n", "salary"), (b"uscc,uscc\na,b\n", "重复"),
        (b"uscc,name\n", "空"), ("统一社会信用代码,名称\n".encode(), "uscc"), (b"%PDF-1.7\x00\x00\xff\xfe", ""), (b'uscc,name\n"a,b\n', "引号"),
        (b"\xef\xbb\xbfuscc,name\n\xff\xff\n", ""), (b"x" * (20 * 1024 * 1024 + 1), "MB"), (b"uscc\n" + b"1\n" * 50_001, "50000"),
    ],
)  # fmt: skip
async def test_a_file_that_is_none_is_refused_and_leaves_nothing(cast, content, word):
    with pytest.raises(errors.Invalid) as refused:
        await receive(content, "x.csv")
    assert word in refused.value.text
    assert await database.value("select count(*) from delivery") == 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
async def test_tables_in_the_encodings_of_offices(cast, encoding, separator):
    firm = await a_firm(A)
    text = f"uscc{separator}name\r\n{A}{separator}乙人力资源有限公司\r\n"
    await receive(text.encode(encoding), "x.csv")
    assert (await queries.of_firm(firm))[0]["shared_value"] == "乙人力资源有限公司"


async def test_ten_thousand_rows_are_compared_in_one_go(cast):
    draw = random.Random(5)
    drafts = [
        firms.Draft({"name": f"第{n}公司", "uscc": code(n), "area": "110105", "domicile": f"{n}号"})
        for n in range(2_000)
    ]
    await firms.register_many(drafts, source=FactSource.IMPORT, actor=SYSTEM, now=NOW)
    rows = [
        {"uscc": code(n), "name": f"第{n}公司", "domicile": f"{n}号" if n % 10 else f"新{n}号"}
        for n in range(10_000)
    ]
    draw.shuffle(rows)
    begun = asyncio.get_running_loop().time()
    received = await receive(lines(*rows))
    assert await counts(received.number) == {
        "total": 10_000,
        "same": 1_800,
        "different": 200,
        "unknown": 8_000,
    }
    # Generous: it takes about a second, but never a minute.
    assert asyncio.get_running_loop().time() - begun < 20


async def test_what_was_delivered_cannot_be_changed(cast):
    import asyncpg

    await a_firm(A)
    await receive(lines({"uscc": A}, {"uscc": "1"}))
    for statement in (
        "update delivery set filename = 'x'",
        "delete from delivered_row",
        "truncate delivered_row",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with database.unit_of_work():
                await database.execute(statement)


async def test_only_the_city_takes_deliveries(cast):
    for who in (cast.an, cast.e, cast.bai, cast.ou):
        with pytest.raises(errors.NotPermitted):
            await receiving.receive(lines({"uscc": A}), "x", Way.UPLOAD, actor=who, now=NOW)
    assert (await receiving.receive(lines({"uscc": A}), "x", Way.UPLOAD, actor=cast.hao, now=NOW)).is_new


def test_the_steps_of_a_difference():
    """Open, and then one of four ends; none is left again."""
    for name, step in STEPS.items():
        assert step.before == {DifferenceStatus.OPEN}, name
        assert step.after != DifferenceStatus.OPEN
    assert {step.after for step in STEPS.values()} == set(DifferenceStatus) - {DifferenceStatus.OPEN}


def test_the_schemas_say_what_the_models_take():
    for each in contracts.ALL.values():
        schema = each.schema()
        assert schema["additionalProperties"] is False
        assert set(schema["properties"]) == set(each.row.model_fields)
        assert all("description" in said or "title" in said for said in schema["properties"].values())
    assert contracts.BUSINESS_REGISTRATION.schema()["required"] == ["uscc"]
