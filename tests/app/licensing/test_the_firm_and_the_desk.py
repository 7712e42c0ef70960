"""The thread's third part through the pages: a firm applies, the desk decides, everybody verifies."""

import re
from datetime import timedelta

import pytest

from regulation import database
from regulation.licensing.status import ApplicationStatus, Track
from tests import cast as people
from tests.builders import licensing as build
from tests.cast import post, sign_in

SUBJECT = {
    "domicile": "北京市朝阳区测试路1号",
    "legal_representative": "甲某",
    "organ": "110105",
    "contact_name": "甲一",
    "contact_phone": "010-55550000",
    "e_service": "yes",
}
GROUPS = {
    "subject": SUBJECT,
    "scope": {"activities": ["to_employers", "executive"]},
    "premises": {
        "address": "北京市朝阳区测试路1号",
        "right": "rent",
        "facilities": "办公桌椅",
        "funds": "500,000.00",
    },
    "staff": {"staff": "甲一 顾问\n甲二 顾问\n甲三 客服"},
    "systems": {"systems": ["articles", "review"]},
}


@pytest.fixture(autouse=True)
def uploads_aside(tmp_path, monkeypatch):
    from app.licensing import apply

    monkeypatch.setattr(apply, "folder", lambda: tmp_path)


def key_of(answer):
    return re.search(r'name="request_key" value="([^"]+)"', answer.text)[1]


async def a_draft(client, track="general"):
    page = await client.get("/firm/licensing/new")
    answer = await post(client, "/firm/licensing/new", {"track": track, "request_key": key_of(page)})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


async def filled(client, track="general"):
    where = await a_draft(client, track)
    for group, values in GROUPS.items():
        assert (await client.get(f"{where}/{group}")).status_code == 200
        answer = await post(client, f"{where}/{group}", values)
        assert answer.status_code == 303, answer.text
    if track == "general":
        for kind in ("articles", "premises_proof"):
            answer = await post(
                client,
                f"{where}/papers/add",
                {"kind": kind},
                files={"file": (f"{kind}.pdf", build.PDF, "application/pdf")},
            )
            assert answer.status_code == 303, answer.text
        assert "premises_proof.pdf" in (await client.get(f"{where}/papers")).text
    else:
        assert (await post(client, f"{where}/commitment", {"agreed": "true"})).status_code == 303
    return where


async def submitted(client, cast, track="general"):
    await sign_in(client, cast.e)
    where = await filled(client, track)
    answer = await post(client, f"{where}/check", {"truthful": "true"})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"].split("/")[-2]


async def test_the_whole_way_from_application_to_licence_and_verification(client, cast):
    number = await submitted(client, cast)
    confirmation = await client.get(f"/firm/licensing/{number}/received")
    assert number in confirmation.text
    assert "五个工作日" in confirmation.text

    await sign_in(client, cast.an)
    listed = await client.get("/desk/applications?turn=organ")
    assert number in listed.text
    assert "还剩" in listed.text
    assert (await post(client, f"/desk/applications/{number}/accept")).status_code == 303
    answer = await post(
        client, f"/desk/applications/{number}/propose", {"proposal": "grant", "reason": "符合条件"}
    )
    assert answer.status_code == 303
    assert "grant" not in re.findall(
        rf"/desk/applications/{number}/([a-z-]+)", (await client.get(f"/desk/applications/{number}")).text
    )

    await sign_in(client, cast.bai)
    assert "将载入许可证的内容" in (await client.get(f"/desk/applications/{number}/grant")).text
    assert (await post(client, f"/desk/applications/{number}/grant", {"checked": "true"})).status_code == 303
    detail = await client.get(f"/desk/applications/{number}")
    assert "（京）人服证字" in detail.text

    token = await database.value("select token from document where kind = 'licence'")
    await sign_in(client, None)
    verified = await client.get(f"/verify/{token}")
    assert "有效。该机构可以从事" in verified.text
    assert "测试甲人力资源有限公司" in verified.text

    await sign_in(client, cast.e)
    overview = await client.get("/firm/licensing")
    assert "（京）人服证字" in overview.text
    letters = await client.get("/firm/letters")
    assert "受理通知书" in letters.text
    assert "正本" in letters.text


async def test_the_promise_is_granted_the_same_day_and_listed_for_checking(client, cast):
    number = await submitted(client, cast, "commitment")
    await sign_in(client, cast.an)
    assert (await post(client, f"/desk/applications/{number}/accept")).status_code == 303
    await sign_in(client, cast.bai)
    assert (await post(client, f"/desk/applications/{number}/grant", {"checked": "true"})).status_code == 303
    await sign_in(client, cast.an)
    checks = await client.get("/desk/checks")
    assert "测试甲" in checks.text
    check = re.search(r'href="(/desk/checks/[0-9a-f-]+)"', checks.text)[1]
    answer = await post(client, check, {"officials": str(cast.an.person_id), "visited_on": "2026-01-01"})
    assert answer.status_code == 422
    assert "核查人员不少于两人" in answer.text
    points = dict.fromkeys(("premises", "systems", "staff", "address"), "yes") | {
        "telecom": "na",
        "protection": "na",
    }
    answer = await post(
        client,
        check,
        points | {"officials": [str(cast.an.person_id), str(cast.ann.person_id)], "visited_on": "2026-01-01"},
    )
    assert answer.status_code == 303
    assert "已履行承诺" in (await client.get(check)).text


async def test_a_group_says_at_the_field_what_is_missing_and_keeps_what_was_typed(client, cast):
    await sign_in(client, cast.e)
    where = await a_draft(client)
    answer = await post(client, f"{where}/staff", {"staff": "甲一 顾问"})
    assert answer.status_code == 422
    assert "不少于3名" in answer.text
    assert "甲一 顾问" in answer.text


async def test_a_double_click_starts_one_draft_and_submits_once(client, cast):
    await sign_in(client, cast.e)
    key = key_of(await client.get("/firm/licensing/new"))
    first = await post(client, "/firm/licensing/new", {"track": "general", "request_key": key})
    again = await post(client, "/firm/licensing/new", {"track": "general", "request_key": key})
    assert first.headers["location"] == again.headers["location"]
    assert await database.value("select count(*) from application") == 1


async def test_submitting_twice_leads_to_the_same_confirmation(client, cast):
    await sign_in(client, cast.e)
    where = await filled(client)
    first = await post(client, f"{where}/check", {"truthful": "true"})
    again = await post(client, f"{where}/check", {"truthful": "true"})
    assert first.headers["location"] == again.headers["location"]


async def test_unknown_fields_are_refused(client, cast):
    await sign_in(client, cast.e)
    where = await a_draft(client)
    answer = await post(client, f"{where}/staff", {"staff": "甲一", "status": "granted"})
    assert answer.status_code == 422
    assert await database.value("select status from application") == "draft"


@pytest.mark.parametrize(
    "name",
    ["长" * 200, "שירותי כוח אדם \u202eevil", "<script>alert(1)</script>", "a'b\"c;--"],
)
async def test_strange_names_neither_break_nor_run(client, cast, name):
    await database.execute("update firm set name = $1, name_key = $1 where id = $2", name, cast.firm)
    number = await submitted(client, cast)
    await sign_in(client, cast.an)
    for path in ("/desk/applications", f"/desk/applications/{number}", f"/desk/applications/{number}/accept"):
        answer = await client.get(path)
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text


async def test_a_field_longer_than_the_register_takes_is_refused_at_the_field(client, cast):
    await sign_in(client, cast.e)
    where = await a_draft(client)
    answer = await post(client, f"{where}/subject", SUBJECT | {"legal_representative": "长" * 200})
    assert answer.status_code == 422
    assert 'id="e-legal_representative"' in answer.text


async def test_another_firm_and_another_district_find_nothing(client, cast):
    number = await submitted(client, cast)
    document = await database.value("select id from application")
    for who in (cast.f, cast.ding):
        await sign_in(client, who)
        for path in (
            f"/firm/licensing/{number}",
            f"/firm/licensing/{number}/check",
            f"/desk/applications/{number}",
            f"/desk/applications/{number}/accept",
            f"/documents/{document}.pdf",
        ):
            assert (await client.get(path)).status_code in {403, 404}, (who.login, path)
    await sign_in(client, cast.f)
    assert (await client.get(f"/firm/licensing/{number}")).status_code == 404
    await sign_in(client, cast.ding)
    assert (await client.get(f"/desk/applications/{number}")).status_code == 404
    assert (await post(client, f"/desk/applications/{number}/accept")).status_code == 404
    assert number not in (await client.get("/desk/applications")).text


async def test_the_right_is_asked_before_the_form_is_read(client, cast):
    number = await submitted(client, cast)
    await sign_in(client, cast.hao)
    assert (await client.get(f"/desk/applications/{number}")).status_code == 200
    for act in ("accept", "supplement", "decline", "serve"):
        answer = await post(client, f"/desk/applications/{number}/{act}", {"nonsense": "1"})
        assert answer.status_code == 403, act
    await sign_in(client, cast.an)
    assert (await post(client, f"/desk/applications/{number}/decline", {})).status_code == 422


async def test_the_right_to_cancel_is_asked_before_the_form_is_read(client, cast, tmp_path):
    licence = await build.a_licence(cast, folder=tmp_path)
    await sign_in(client, cast.jin)
    cancel = f"/desk/licences/{licence['id']}/cancel"
    assert (await post(client, cancel, {"nonsense": "1"})).status_code == 403


async def test_a_stale_page_is_told_that_somebody_was_first(client, cast):
    number = await submitted(client, cast)
    await sign_in(client, cast.an)
    assert (await post(client, f"/desk/applications/{number}/accept")).status_code == 303
    await sign_in(client, cast.ann)
    answer = await post(client, f"/desk/applications/{number}/decline", {"right_organ": "x", "reason": "y"})
    assert answer.status_code == 409
    assert "状态已经改变" in answer.text


async def test_a_paper_that_is_not_what_its_name_says_is_refused_at_the_field(client, cast):
    await sign_in(client, cast.e)
    where = await a_draft(client)
    answer = await post(
        client,
        f"{where}/papers/add",
        {"kind": "articles"},
        files={"file": ("章程.pdf", b"MZ\x90\x00 not a pdf", "application/pdf")},
    )
    assert answer.status_code == 422
    assert "内容与扩展名不符" in answer.text


async def test_filing_gives_the_certificate_at_once(client, cast):
    await sign_in(client, cast.e)
    page = await client.get("/firm/filings/new")
    form = {
        "services": ["training", "consulting"],
        "started_on-year": "2026",
        "started_on-month": "1",
        "started_on-day": "5",
        "organ": "110105",
        "contact_name": "甲一",
        "contact_phone": "010-55550000",
        "truthful": "true",
        "request_key": key_of(page),
    }
    answer = await post(client, "/firm/filings/new", form)
    assert answer.status_code == 303, answer.text
    again = await post(client, "/firm/filings/new", form)
    assert again.headers["location"] == answer.headers["location"]
    filed = await client.get(answer.headers["location"])
    assert "（京）人服备字" in filed.text
    assert "逾期本身不罚款" in filed.text


async def test_a_filing_of_the_future_is_refused_at_the_field(client, cast):
    await sign_in(client, cast.e)
    page = await client.get("/firm/filings/new")
    form = {
        "services": ["training"],
        "started_on": "2099-01-01",
        "organ": "110105",
        "contact_name": "甲一",
        "contact_phone": "010-55550000",
        "truthful": "true",
        "request_key": key_of(page),
    }
    answer = await post(client, "/firm/filings/new", form)
    assert answer.status_code == 422
    assert "不能晚于今天" in answer.text


async def test_an_unknown_code_says_so_and_guessing_has_to_wait(client, cast):
    answer = await client.get("/verify/AAAABBBBCCCCDDDD")
    assert answer.status_code == 404
    assert "没有查到此文书" in answer.text
    for _ in range(19):
        await client.get("/verify/AAAABBBBCCCCDDDD")
    assert (await client.get("/verify/AAAABBBBCCCCDDDD")).status_code == 429


async def test_cancellation_on_request_ends_the_licence_for_everybody(client, cast, tmp_path):
    licence = await build.a_licence(cast, folder=tmp_path)
    await sign_in(client, cast.e)
    ask = f"/firm/licences/{licence['id']}/cancellation"
    assert (await client.get(ask)).status_code == 200
    assert (await post(client, ask, {"reason": "停业"})).status_code == 303
    await sign_in(client, cast.bai)
    cancel = f"/desk/licences/{licence['id']}/cancel"
    assert "机构申请注销" in (await client.get(cancel)).text
    assert (await post(client, cancel, {"ground": "expired", "reason": "x"})).status_code == 422
    assert (await post(client, cancel, {"ground": "request", "reason": "停业"})).status_code == 303
    token = await database.value("select token from document where kind = 'licence'")
    await sign_in(client, None)
    assert "许可已注销" in (await client.get(f"/verify/{token}")).text
    entry = await database.row("select status, ended_on from registration_entry")
    assert entry["status"] == "cancelled"


async def test_pages_speak_english(client, cast):
    number = await submitted(client, cast)
    await sign_in(client, cast.an)
    answer = await client.get(f"/desk/applications/{number}?lang=en")
    assert "Ask for supplements, once" in answer.text
    assert "accept, or tell once" in answer.text
    assert people.CHAOYANG in number


def days_left_in(text):
    """What the page says of the days that are left."""
    return re.findall(r'<span class="left [^"]*">\s*([^<]*?)\s*</span>', text)


@pytest.mark.parametrize(("track", "unit"), [(Track.COMMITMENT, "天"), (Track.GENERAL, "个工作日")])
async def test_list_file_and_home_count_the_days_in_the_unit_of_the_clock(
    client, cast, tmp_path, track, unit
):
    long_ago = build.MONDAY - timedelta(weeks=20)
    number = await build.an_application(
        cast, at=ApplicationStatus.PROPOSED, track=track, now=long_ago, folder=tmp_path
    )
    await sign_in(client, cast.bai)
    (listed,) = days_left_in((await client.get("/desk/applications")).text)
    assert listed.endswith(unit)
    assert listed in days_left_in((await client.get(f"/desk/applications/{number}")).text)
    assert listed in days_left_in((await client.get("/desk")).text)


async def test_the_row_of_lists_names_only_pages_that_open(client, cast):
    """A decider does not print, so nothing promises a decider the press."""
    for actor, prints in ((cast.an, True), (cast.bai, False)):
        await sign_in(client, actor)
        shown = (await client.get("/desk/applications")).text
        assert ('href="/desk/printing"' in shown) is prints
        assert ((await client.get("/desk/printing")).status_code == 200) is prints
