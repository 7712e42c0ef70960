"""An account from its declaration to its end; what the organ does with it; what everybody is told."""

import asyncio
from datetime import date, timedelta
from uuid import uuid4

import pytest

from app import jobs
from regulation import database, errors
from regulation.casework import calendar, clocks, documents, record
from regulation.firms.status import RegistrationStatus
from regulation.licensing.rules import change
from regulation.recruiter_accounts import queries, rules
from regulation.recruiter_accounts.actions import checking, declaring, suspending
from regulation.recruiter_accounts.status import AccountStatus, Answer
from tests.builders import accounts as build
from tests.builders.accounts import CONTENT, LICENCE, NOW

TODAY = NOW.date()


async def state(number):
    return AccountStatus((await queries.for_update(number))["status"])


async def told(platform="演示短视频", handle="测试甲招聘", on=TODAY):
    found = await queries.ask(platform, handle)
    return queries.answer_of(found[0] if found else None, on)


def test_the_online_item_is_the_one_that_licences_carry():
    assert rules.ONLINE_ITEM == change.ONLINE


async def test_a_firm_declares_the_clerk_confirms_and_the_public_is_told(cast):
    number = await build.a_declared_account(cast)
    assert number == "ZPZH-110105-2026-0001"
    assert await told() is Answer.NOT_VERIFIED
    account = await queries.visible(cast.an, number)
    assert [each.is_same for each in checking.compared(account)] == [True] * 4
    await checking.confirm(number, seen_version=1, actor=cast.an, now=NOW)
    account = await queries.visible(cast.ee, number)
    assert (account["verified_on"], account["verify_by"]) == (TODAY, date(2027, 5, 23))
    assert await told() is Answer.LICENSED
    assert await told("　演示短視頻", "@測試甲 招聘") is Answer.LICENSED, (
        "wide blanks, traditional characters, a sign before"
    )
    assert await told("", "测试甲招聘") is Answer.LICENSED
    assert await told("另一平台") is Answer.UNKNOWN
    assert await told(on=date(2027, 5, 24)) is Answer.NOT_VERIFIED, "without any nightly work"


async def test_a_pasted_address_finds_the_account_declared_with_it_or_named_in_it(cast):
    url = "https://www.video.example/user/MS4w?id=7"
    number = await build.a_confirmed_account(cast, url=url)
    by_number = await build.a_confirmed_account(
        cast, handle="zp-100", url="https://video.example/user/zp-100"
    )

    async def found(text, platform=""):
        return {row["number"] for row in await queries.ask(platform, text)}

    async def listed(text):
        return {row["number"] for row in (await queries.public(text, limit=10)).rows}

    for text in (
        url,
        "看看 http://m.video.example/user/MS4w?id=7#a",
        "https://video.example/u/测试甲招聘?s=1",
    ):
        assert await found(text) == {number} == await found(text, "演示短视频") == await listed(text), text
    assert await found("https://video.example/user/ZP-100?from=share") == {by_number}
    for text in (
        "https://video.example/user/MS4w?id=8",
        "https://video.example/",
        "https://other.example/测试甲招聘",
        "https://video.example/x?u=zp-100",
    ):
        assert await found(text) == set() == await listed(text), text
    assert await found(url, "演示图文") == set(), "the platform that was named is not the one of the address"


async def test_when_the_licence_ends_its_accounts_are_licensed_no_more_at_once(cast):
    await build.a_confirmed_account(cast)
    for status in (RegistrationStatus.REVOKED, RegistrationStatus.SET_ASIDE, RegistrationStatus.CANCELLED):
        await build.a_licence(cast.firm, status=status, ended_on=TODAY)
        assert await told() is Answer.LICENCE_ENDED
    await build.a_licence(cast.firm)
    assert await told() is Answer.LICENSED
    assert await told(on=build.UNTIL + timedelta(days=1)) is Answer.LICENCE_ENDED, "the term alone ends it"
    await build.a_licence(cast.firm, scope=(rules.INTERMEDIATION,))
    assert await told() is Answer.NOT_ONLINE
    assert (await queries.waiting(cast.an, today=TODAY))["unlicensed"] == 1


async def test_while_the_licence_is_suspended_the_account_is_not_licensed_and_afterwards_it_is(cast):
    number = await build.a_confirmed_account(cast)
    since, before = TODAY + timedelta(days=2), TODAY + timedelta(days=12)
    await database.execute(
        """insert into registration_limit (id, condition, matter_number, registration_kind, registration_number, kind, ground,
                                           basis, said, said_en, organ, document_number, valid_from, valid_to, known_from)
           values ($1, $1, 'T', 'hr_licence', $2, 'suspension', '', '', '', '', '', '', $3, $4, $5)""",
        uuid4(), LICENCE, since, before, NOW,
    )  # fmt: skip
    days = (since - timedelta(days=1), since, before - timedelta(days=1), before)
    licensed, halted = Answer.LICENSED, Answer.LICENCE_HALTED
    assert [await told(on=day) for day in days] == [licensed, halted, halted, licensed]
    assert [(await queries.waiting(cast.an, today=day))["unlicensed"] for day in days] == [0, 1, 1, 0]
    then = NOW + timedelta(days=5)
    await declaring.revise(
        number, "update", CONTENT | {"kind": "own"}, seen_version=1, actor=cast.ee, now=then
    )
    with pytest.raises(errors.Invalid) as refused:
        await declaring.revise(number, "update", CONTENT, seen_version=2, actor=cast.ee, now=then)
    assert set(refused.value.errors) == {"kind"}


async def test_a_merged_entrys_accounts_stand_on_the_licence_of_the_firm_it_turned_out_to_be(cast):
    await build.a_confirmed_account(cast)
    await build.a_licence(cast.firm, status=RegistrationStatus.CANCELLED, ended_on=TODAY)
    await build.a_licence(cast.other_firm, number="B")
    await database.execute("update firm set merged_into = $2 where id = $1", cast.firm, cast.other_firm)
    (row,) = await queries.ask("", "测试甲招聘")
    assert (row["name"], row["licence_number"]) == ("测试乙人力资源有限公司", "B")
    assert queries.answer_of(row, TODAY) is Answer.LICENSED
    assert (await queries.of_organ(cast.ding, today=TODAY)).total == 1, "and its organ answers for them"


async def test_an_account_for_others_jobs_needs_the_licence_with_the_online_item(cast):
    async def refused(**content):
        with pytest.raises(errors.Invalid) as wrong:
            await build.declared(cast, **content)
        return wrong.value.errors

    assert "没有有效的人力资源服务许可证" in (await refused())["kind"]
    await build.a_licence(cast.firm, scope=(rules.INTERMEDIATION,))
    assert "没有开展网络招聘服务的事项" in (await refused())["kind"]
    assert "公共人力资源服务机构" in (await refused(kind="public"))["kind"]
    assert set(await refused(kind="own", phone="")) == {"phone"}
    assert await build.declared(cast, kind="own", shown=[], shown_licence="", shown_scope=[])


async def test_an_account_is_declared_by_one_firm_at_a_time(cast):
    number = await build.a_declared_account(cast)
    await build.a_licence(cast.other_firm, number="B")
    with pytest.raises(errors.Invalid) as theirs:
        await build.declared(cast, who=cast.f, handle="测试甲 招聘")
    with pytest.raises(errors.Invalid) as ours:
        await build.declared(cast)
    assert theirs.value.errors == {"handle": declaring.THEIRS}
    assert ours.value.errors == {"handle": declaring.OURS}
    await checking.refuse(number, reason="账号后台不属于该机构", actor=cast.an, now=NOW)
    assert await build.declared(cast, who=cast.f), "a refused declaration keeps the name from nobody"
    with pytest.raises(errors.Invalid) as gone:
        await declaring.revise(number, "declare_again", CONTENT, seen_version=1, actor=cast.ee, now=NOW)
    assert gone.value.errors == {"handle": declaring.THEIRS}
    assert await state(number) is AccountStatus.REFUSED


async def test_a_list_is_declared_whole_or_not_at_all(cast):
    await build.a_declared_account(cast, handle="已有")
    lines = [CONTENT | {"handle": each} for each in ("乙", "已有", "丙", "丙", "")]

    async def paste(said, key="k" * 20):
        return await declaring.declare_many(cast.firm, said, request_key=key, actor=cast.ee, now=NOW)

    with pytest.raises(errors.Invalid) as wrong:
        await paste(lines)
    assert wrong.value.errors == {"line-3.handle": declaring.TWICE, "line-4.handle": "请填写账号名称或者编号"}
    with pytest.raises(errors.Invalid) as wrong:
        await paste(lines[:3])
    assert wrong.value.errors == {"line-1.handle": declaring.OURS}
    assert await database.value("select count(*) from recruiter_account") == 1
    made = await paste([lines[0], lines[2]])
    assert sorted(made) == ["ZPZH-110105-2026-0002", "ZPZH-110105-2026-0003"], "no gap after what failed"
    assert await paste([lines[0], lines[2]]) == made, "the same form again"
    with pytest.raises(errors.Invalid):
        await paste([CONTENT] * (declaring.MOST_LINES + 1), "l" * 20)


async def test_what_differs_is_confirmed_with_a_reason_alone(cast):
    number = await build.a_declared_account(cast, shown_licence="旧编号", shown_until=date(2026, 1, 1))
    account = await queries.visible(cast.an, number)
    assert [each.key for each in checking.compared(account) if not each.is_same] == [
        "licence_number",
        "expires_on",
    ]
    with pytest.raises(errors.Invalid):
        await checking.confirm(number, seen_version=1, actor=cast.an, now=NOW)
    await checking.confirm(number, seen_version=1, reason="换证期间", actor=cast.an, now=NOW)
    (entry,) = [
        each for each in await record.history("recruiter_account", account["id"]) if each.action == "confirm"
    ]
    assert (entry.reason, entry.data["differing"]) == ("换证期间", ["licence_number", "expires_on"])


async def test_nothing_is_confirmed_without_a_licence_behind_it_or_on_a_version_nobody_saw(cast):
    number = await build.a_declared_account(cast)
    await declaring.revise(
        number, "update", CONTENT | {"phone": "010-1"}, seen_version=1, actor=cast.e, now=NOW
    )
    with pytest.raises(errors.AlreadyMoved):
        await checking.confirm(number, seen_version=1, actor=cast.an, now=NOW)
    with pytest.raises(errors.AlreadyMoved):
        await declaring.revise(number, "update", CONTENT, seen_version=1, actor=cast.ee, now=NOW)
    await build.a_licence(cast.firm, status=RegistrationStatus.REVOKED, ended_on=TODAY)
    with pytest.raises(errors.Refused):
        await checking.confirm(number, seen_version=2, reason="x", actor=cast.an, now=NOW)


async def test_what_is_asked_is_answered_and_every_version_is_kept(cast):
    number = await build.a_declared_account(cast)
    with pytest.raises(errors.Invalid):
        await checking.ask(number, text=" ", actor=cast.an, now=NOW)
    await checking.ask(number, text="页面截图在哪里", actor=cast.an, now=NOW)
    with pytest.raises(errors.Invalid) as silent:
        await declaring.revise(number, "answer", CONTENT, seen_version=1, actor=cast.ee, now=NOW)
    assert set(silent.value.errors) == {"text"}
    again = CONTENT | {"url": "https://demo.example/b"}
    await declaring.revise(number, "answer", again, text="见主页", seen_version=1, actor=cast.ee, now=NOW)
    account = await queries.visible(cast.an, number)
    kept = await queries.versions(account["id"])
    assert [(each["act"], each["content"]["url"]) for each in kept] == [
        ("declare", CONTENT["url"]),
        ("answer", "https://demo.example/b"),
    ]
    assert kept[0]["register"]["licence_number"] == LICENCE
    with pytest.raises(Exception, match=r"append-only|refuse|permission denied"):
        async with database.unit_of_work():
            await database.execute("update recruiter_account_version set content = '{}'")


async def test_an_update_in_time_costs_nothing_and_another_name_is_another_account(cast):
    number = await build.a_confirmed_account(cast)
    await declaring.revise(
        number, "update", CONTENT | {"phone": "010-1"}, seen_version=1, actor=cast.ee, now=NOW
    )
    assert (await state(number), await told()) == (AccountStatus.DECLARED, Answer.LICENSED)
    await declaring.revise(
        number, "update", CONTENT | {"handle": "新名"}, seen_version=2, actor=cast.ee, now=NOW
    )
    assert await told() is Answer.UNKNOWN
    assert await told(handle="新名") is Answer.NOT_VERIFIED


async def test_the_platform_is_asked_by_letter_and_a_suspension_is_not_shaken_off(cast):
    number = await build.a_confirmed_account(cast)
    with pytest.raises(errors.Invalid) as lacking:
        await suspending.suspend(number, body="", reason="", actor=cast.bai, now=NOW)
    assert set(lacking.value.errors) == {"body", "reason"}
    for actor in (cast.an, cast.jin):
        with pytest.raises(errors.NotPermitted):
            await suspending.suspend(number, body="x", reason="x", actor=actor, now=NOW)
    letter = await suspending.suspend(number, body="演示公司", reason="虚假岗位", actor=cast.bai, now=NOW)
    assert letter["number"] == "京朝人社招函〔2026〕1号"
    assert await told() is Answer.SUSPENDED
    with pytest.raises(errors.AlreadyMoved):
        await declaring.close(number, actor=cast.e, now=NOW)
    with pytest.raises(errors.Invalid) as again:
        await build.declared(cast)
    assert again.value.errors == {"handle": declaring.OURS}
    await suspending.enter_reply(number, text="已暂停", replied_on=TODAY, actor=cast.an, now=NOW)
    lifted = await suspending.lift(number, body="演示公司", reason="已整改", actor=cast.bai, now=NOW)
    assert (lifted["number"], lifted["snapshot"]["earlier"]) == ("京朝人社招函〔2026〕2号", letter["number"])
    assert (await state(number), await told()) == (AccountStatus.DECLARED, Answer.LICENSED)
    papers = {each["number"]: each["withdrawn_at"] for each in await documents.of_firm(cast.firm)}
    assert papers == {letter["number"]: NOW, lifted["number"]: None}, "the firm reads them too"


async def test_a_platform_that_closed_the_account_ends_it_and_a_new_declaration_shows_what_was(cast):
    number = await build.a_suspended_account(cast)
    await suspending.end(number, reason="平台已注销账号", actor=cast.bai, now=NOW)
    assert await told() is Answer.CLOSED
    second = await queries.visible(cast.an, await build.declared(cast))
    assert [(each["number"], each["status"]) for each in await queries.earlier(second)] == [
        (number, "closed")
    ]
    assert await told() is Answer.NOT_VERIFIED, "the living one is told of"


async def test_a_refused_verification_leaves_nothing_verified(cast):
    number = await build.a_confirmed_account(cast)
    await declaring.revise(number, "verify_again", CONTENT, seen_version=1, actor=cast.ee, now=NOW)
    await checking.refuse(number, reason="账号已不属于该机构", actor=cast.an, now=NOW)
    assert await told() is Answer.UNKNOWN
    assert (await queries.for_update(number))["verify_by"] is None


async def test_neighbours_other_firms_and_other_offices_find_nothing_to_do(cast):
    number = await build.a_declared_account(cast)
    for actor in (cast.ding, cast.f):
        with pytest.raises(errors.NotFound):
            await queries.visible(actor, number)
        with pytest.raises(errors.NotFound):
            await checking.confirm(number, seen_version=1, actor=actor, now=NOW)
        with pytest.raises(errors.NotFound):
            await declaring.close(number, actor=actor, now=NOW)
    for actor in (cast.hao, cast.bai, cast.chen):
        with pytest.raises(errors.NotPermitted):
            await checking.confirm(number, seen_version=1, actor=actor, now=NOW)
    with pytest.raises(errors.NotFound):
        await build.declared(cast, who=cast.an) if cast.an.firm_ids else await declaring.declare(
            cast.firm, CONTENT, request_key="x" * 20, actor=cast.an, now=NOW
        )


async def test_two_firms_declare_the_same_account_at_once_one_holds_it_and_the_night_ends_it(
    committed_db, cast
):
    for firm, number in ((cast.firm, LICENCE), (cast.other_firm, "B")):
        await build.a_licence(firm, number=number)
    # Two lists that meet in opposite order, and the same single account three times over.
    lists = [
        declaring.declare_many(
            next(iter(who.firm_ids)),
            [CONTENT | {"handle": each} for each in handles],
            request_key=str(uuid4()),
            actor=who,
            now=NOW,
        )
        for who, handles in (
            (cast.e, ("甲", "乙", "丙")),
            (cast.f, ("丙", "乙", "甲")),
            (cast.ee, ("甲", "丙")),
        )
    ]
    done = await asyncio.gather(*lists, return_exceptions=True)
    assert sum(isinstance(each, list) for each in done) == 1
    assert sum(isinstance(each, errors.Invalid) for each in done) == 2
    held = await database.rows(
        "select account_key, count(*) as n from recruiter_account group by account_key"
    )
    assert {each["n"] for each in held} == {1}
    number = await database.value("select min(number) from recruiter_account")
    clerks = (cast.an, cast.ann) if number.startswith("ZPZH-110105") else (cast.ding, cast.ding)
    confirmed = await asyncio.gather(
        *(checking.confirm(number, seen_version=1, reason="x", actor=who, now=NOW) for who in clerks),
        return_exceptions=True,
    )
    assert confirmed.count(None) == 1
    assert sum(isinstance(each, errors.AlreadyMoved) for each in confirmed) == 1
    # Half a year later, by the job as the scheduler calls it.
    assert (
        await jobs.watch_recruiter_accounts(NOW + timedelta(days=200)) == "1 lapsed, 0 reminded, 0 to update"
    )
    assert await state(number) is AccountStatus.LAPSED


async def test_the_days_of_an_update_stand_still_while_the_account_is_suspended(cast):
    number = await build.a_confirmed_account(cast)
    account = await queries.for_update(number)
    known = await calendar.current()
    await clocks.start(
        "recruiter_account", account["id"], "update", rules.UPDATE.on(TODAY), TODAY, calendar=known
    )

    async def update():
        return next(
            each.due for each in await clocks.of(account["id"], calendar=known) if each.kind == "update"
        )

    meant = (await update()).due_on
    later = NOW + timedelta(days=2)
    await suspending.suspend(number, body="演示公司", reason="虚假岗位", actor=cast.bai, now=later)
    assert (await update()).paused_since == later.date()
    lifted = NOW + timedelta(days=30)
    await suspending.lift(number, body="演示公司", reason="已改正", actor=cast.bai, now=lifted)
    after = await update()
    assert after.paused_since is None
    assert after.due_on >= meant + timedelta(days=28)
