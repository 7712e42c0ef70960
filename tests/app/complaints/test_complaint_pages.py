"""Complaints as the public sends and tracks them and as the desk handles them; and what nobody may learn."""

import re
from datetime import timedelta

import pytest

from app import clock
from app.complaints import forms as shapes
from app.complaints import public
from app.settings import settings
from regulation import database
from regulation.accounts import throttle
from regulation.casework import languages
from regulation.complaints import opening, tracking
from regulation.complaints.status import ComplaintKind, ComplaintStatus
from tests import cast as people
from tests.builders import penalties as build
from tests.builders.pictures import PNG

KEY = "11111111-2222-3333-4444-555555555555"
NAME, PHONE, EMAIL = "欧阳小小", "13912345678", "who@example.com"
PIN = "蓝色自行车7"


@pytest.fixture
def office(cast):
    return build.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))


async def number_of(firm):
    return await database.value("select number from firm where id = $1", firm)


def a_form(**more):
    return {
        "request_key": KEY,
        "topic": "fees",
        "account": "交了三千元服务费，一直没有安排工作，也不退费。<script>alert(1)</script>",
        "amount": "3,000",
        "name": NAME,
        "phone": PHONE,
        "email": EMAIL,
        "pin": PIN,
        **more,
    }


def a_report(**more):
    return {key: said for key, said in a_form(**more).items() if key != "amount"}


async def sent(client, cast, **more):
    answer = await people.post(client, "/complaints/new", a_form(firm=await number_of(cast.firm), **more))
    assert answer.status_code == 200, answer.text
    return answer.text.partition('data-copy="')[2].partition('"')[0]


def ticket_of(page):
    return page.text.partition('name="ticket" value="')[2].partition('"')[0]


async def test_the_form_leads_from_the_firm_to_the_code_and_the_code_to_the_state(client, cast):
    assert (await client.get("/complaints")).status_code == 200
    found = await client.get("/complaints/new?q=测试甲")
    number = await number_of(cast.firm)
    assert f"/complaints/new?firm={number}" in found.text
    assert "测试甲人力资源有限公司" in (await client.get(f"/complaints/new?firm={number}")).text
    code = await sent(client, cast)
    page = await people.post(
        client, "/complaints/track", {"code": code.lower().replace("-", " "), "pin": PIN}
    )
    assert page.status_code == 200
    assert "五个工作日内决定是否受理" in page.text
    assert NAME not in page.text
    added = await people.post(
        client,
        "/complaints/track/add",
        {"ticket": ticket_of(page), "text": "补充：有收据。"},
        files={"files": ("收据.png", PNG, "image/png")},
    )
    assert "补充：有收据。" in added.text
    assert await database.value("select count(*) from attachment where matter_kind = 'complaint'") == 1


async def test_the_same_form_sent_twice_is_one_complaint_with_one_code(client, cast):
    assert await sent(client, cast) == await sent(client, cast)
    assert await database.value("select count(*) from complaint") == 1
    other = await people.post(
        client, "/complaints/new", a_form(firm=await number_of(cast.firm), topic="deposit")
    )
    assert other.status_code == 409


async def test_the_code_stands_nowhere_and_the_name_in_one_table_alone(client, cast):
    code = await sent(client, cast)
    plain = code.replace("-", "")
    tables = await database.rows(
        "select table_name as name from information_schema.tables where table_schema = 'public'"
    )
    for table in [each["name"] for each in tables]:
        text = await database.value(f"select coalesce(string_agg(t::text, '|'), '') from \"{table}\" as t")
        assert code not in text, table
        assert plain not in text, table
        assert KEY not in text, table
        assert PIN not in text, table
        if table != "complainant":
            for word in (NAME, PHONE, EMAIL):
                assert word not in text, table


async def test_unknown_codes_and_wrong_secrets_get_the_same_answer_and_the_eleventh_none(client, cast):
    code = await sent(client, cast)
    mistyped = code[:-1] + ("~" if code.endswith("*") else "*")
    answers = [
        await people.post(client, "/complaints/track", {"code": each, "pin": pin})
        for each, pin in (("0000-0000-0000-0000-0", PIN), (mistyped, PIN), (code, "87654321x"))
    ]
    assert {each.status_code for each in answers} == {422}
    assert len({each.text.partition("<main")[2] for each in answers}) == 1
    for _ in range(7):
        await people.post(client, "/complaints/track", {"code": "x", "pin": "y"})
    assert (await people.post(client, "/complaints/track", {"code": code, "pin": PIN})).status_code == 429


async def test_a_stolen_code_alone_shows_that_a_second_secret_is_needed_and_nothing_else(client, cast):
    code = await sent(client, cast)
    alone = await people.post(client, "/complaints/track", {"code": code})
    nothing = await people.post(client, "/complaints/track", {"code": "0000-0000-0000-0000-0"})
    assert alone.status_code == 422
    assert "还需要查询密码" in alone.text
    assert alone.text.partition("<main")[2] == nothing.text.partition("<main")[2]
    assert "测试甲" not in alone.text


def spare_of(page):
    """The spare code that the page shows once."""
    return re.search(r"<dd[^>]*>\s*([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})\s*</dd>", page.text)[1]


async def test_a_stranger_who_guesses_shuts_out_himself_and_never_the_writer(client, cast, monkeypatch):
    """A stolen code and a code that names nothing are answered alike to the end; the writer elsewhere notices nothing."""
    code, nothing = await sent(client, cast), tracking.code_of("nobody's form, sixteen", b"another secret")

    async def asked(address, which, pin, **more):
        monkeypatch.setattr(public, "_address", lambda _request: address)
        return await people.post(client, "/complaints/track", {"code": which, "pin": pin, **more})

    stranger = [await asked("10.0.0.1", code, f"guess{n}") for n in range(6)]
    vain = [await asked("10.0.0.2", nothing, f"guess{n}") for n in range(6)]
    assert [each.status_code for each in stranger] == [422] * 5 + [429]
    shown = [[each.text.partition("<main")[2] for each in known] for known in (stranger, vain)]
    assert shown[0] == shown[1], "whether a code exists is not to be learned"
    assert stranger[-1].headers["retry-after"] == "3600"
    assert "60分钟后再试" in stranger[-1].text
    assert (await asked("10.0.0.1", code, PIN)).status_code == 429, "not even the right one from there"
    assert (await asked("10.0.0.3", code, PIN)).status_code == 200
    wide = [(await asked(f"2001:db8::{n}", code, f"guess{n}")).status_code for n in range(6)]
    assert wide == [422] * 5 + [429], "a network of IPv6 is one address"


async def test_only_with_the_spare_code_is_a_worn_out_code_opened_and_then_from_everywhere(
    client, cast, monkeypatch
):
    form = a_report(firm=await number_of(cast.firm))
    page = await people.post(client, "/complaints/report", form)
    code, spare = page.text.partition('data-copy="')[2].partition('"')[0], spare_of(page)
    assert spare_of(await people.post(client, "/complaints/report", form)) == spare
    now, secret = clock.now(), settings().secret_key
    typed = {"address": "10.1.0.9", "secret": secret, "now": now}
    for which in (code, tracking.code_of("nobody's form, sixteen", b"another secret")):
        mark = tracking.digest(tracking.read(which), secret)
        await database.execute(
            "insert into attempt (id, bucket, at) select gen_random_uuid(), $1, $2 from generate_series(1, 50)",
            f"track-code:{mark}",
            now,
        )
        for said in ("", "0000-0000-0000"):
            with pytest.raises(throttle.TooMany) as refused:
                await opening.find(which, PIN, said, **typed)
            assert refused.value.params["minutes"] == 1440
    monkeypatch.setattr(public, "_address", lambda _request: "10.1.0.9")
    said = {"code": code, "pin": PIN, "spare": spare.lower().replace("-", " ")}
    assert (await people.post(client, "/complaints/track", said)).status_code == 200
    await database.execute(
        "insert into attempt (id, bucket, at) select gen_random_uuid(), 'track:10.1.0.9', $1 from generate_series(1, 10)",
        now,
    )
    assert (await people.post(client, "/complaints/track", said)).status_code == 200, (
        "whoever shares the address"
    )
    wrong = [await opening.find(code, f"guess{n}", spare, **typed) for n in range(20)]
    assert wrong == [None] * 20
    with pytest.raises(throttle.TooMany):
        await opening.find(code, PIN, spare, **typed)


async def test_right_secrets_are_not_counted(client, cast):
    code = await sent(client, cast)
    for _ in range(6):
        assert (await people.post(client, "/complaints/track", {"code": code, "pin": PIN})).status_code == 200
    assert await database.value("select count(*) from attempt where bucket like 'track%'") == 0


async def test_who_chose_no_secret_gets_one_and_the_same_again_for_the_same_form(client, cast):
    form = a_form(firm=await number_of(cast.firm), pin="")
    first, second = [await people.post(client, "/complaints/new", form) for _ in range(2)]
    pins = [re.search(r"<dd[^>]*>\s*(\d{8})\s*</dd>", each.text)[1] for each in (first, second)]
    assert pins[0] == pins[1]
    code = first.text.partition('data-copy="')[2].partition('"')[0]
    page = await people.post(client, "/complaints/track", {"code": code, "pin": pins[0]})
    assert page.status_code == 200


async def test_a_matter_older_than_the_second_secret_opens_by_its_code(client, cast):
    code = await sent(client, cast)
    await database.execute("update complaint set pin_digest = ''")
    assert (await people.post(client, "/complaints/track", {"code": code})).status_code == 200


async def test_a_page_left_open_too_long_or_a_ticket_of_another_matter_adds_nothing(client, cast):
    code = await sent(client, cast)
    ticket = ticket_of(await people.post(client, "/complaints/track", {"code": code, "pin": PIN}))
    found = await database.value("select id from complaint")
    old = tracking.ticket(found, settings().secret_key, clock.now() - timedelta(hours=3))
    other = ticket.replace(str(found), "00000000-0000-0000-0000-000000000000")
    for each in (old, other, "x", ticket[:-1] + "g"):
        answer = await people.post(client, "/complaints/track/add", {"ticket": each, "text": "补充"})
        assert answer.status_code == 422
        assert "重新输入查询码" in answer.text
    assert await database.value("select count(*) from complaint_addition") == 0


@pytest.mark.parametrize(
    ("field", "value", "at"),
    [
        ("account", "短", "account"),
        ("account", "", "account"),
        ("name", "", "name"),
        ("phone", "<script>", "phone"),
        ("happened_on", "2999-01-01", "happened_on"),
        ("happened_on", "2026-02-30", "happened_on"),
        ("topic", "", "topic"),
        ("amount", "-1", "amount"),
        ("amount", "1.001", "amount"),
        ("pin", "12345", "pin"),
        ("pin", "88888888", "pin"),
        ("pin", "345678", "pin"),
        ("pin", PHONE, "pin"),
    ],
)
async def test_what_cannot_be_used_is_told_at_its_field_and_the_rest_is_kept(client, cast, field, value, at):
    answer = await people.post(
        client, "/complaints/new", a_form(firm=await number_of(cast.firm), **{field: value})
    )
    assert answer.status_code == 422
    assert f'href="#f-{at}"' in answer.text
    assert EMAIL in answer.text
    assert await database.value("select count(*) from complaint") == 0


async def test_an_unknown_field_or_firm_is_refused(client, cast):
    number = await number_of(cast.firm)
    assert (await people.post(client, "/complaints/new", a_form(firm=number, organ="x"))).status_code == 422
    assert (await people.post(client, "/complaints/new", a_form(firm="F00000000"))).status_code == 404
    assert (await people.post(client, "/complaints/new", a_form())).status_code == 422


async def test_a_file_must_be_what_its_name_says(client, cast):
    form = a_form(firm=await number_of(cast.firm))
    wrong = await people.post(client, "/complaints/new", form, files={"files": ("a.png", b"MZ", "image/png")})
    assert wrong.status_code == 422
    assert shapes.EVIDENCE.megabytes == 8


async def test_anybody_may_report_an_unregistered_agency_without_a_name(client, cast):
    form = a_form(name="", phone="", email="", respondent="街边中介", organ_code="110105", topic="no_licence")
    # A complaint claims one's own right and money; what only a complaint says is unknown to a report.
    assert (await people.post(client, "/complaints/report", form)).status_code == 422
    assert (await people.post(client, "/complaints/new", form)).status_code == 422
    del form["amount"]
    answer = await people.post(client, "/complaints/report", form)
    assert answer.status_code == 200
    assert await database.value("select count(*) from complainant") == 0
    row = await database.row("select organ.code, is_anonymous from complaint join organ on organ.id = organ")
    assert (row["code"], row["is_anonymous"]) == ("110105", True)


async def test_the_desk_handles_it_without_learning_who_wrote(client, cast):
    await sent(client, cast)
    found = await database.value("select id from complaint")
    await people.sign_in(client, cast.an)
    for path in ("/desk/complaints", "/desk/complaints.csv", f"/desk/complaints/{found}", "/desk"):
        page = await client.get(path)
        assert page.status_code == 200
        for word in (NAME, PHONE, EMAIL):
            assert word not in page.text, path
    page = await client.get(f"/desk/complaints/{found}")
    assert "&lt;script&gt;" in page.text
    assert "<script>alert" not in page.text
    for act in ("accept", "decline", "direct", "transfer"):
        assert (await client.get(f"/desk/complaints/{found}/{act}")).status_code == 200
    assert (await people.post(client, f"/desk/complaints/{found}/accept")).status_code == 303
    assert (await people.post(client, f"/desk/complaints/{found}/accept")).status_code == 409
    noted = await people.post(client, f"/desk/complaints/{found}/note", {"text": "已约谈该机构。"})
    assert noted.status_code == 303
    empty = await people.post(client, f"/desk/complaints/{found}/uphold", {"reply": ""})
    assert empty.status_code == 422
    upheld = await people.post(client, f"/desk/complaints/{found}/uphold", {"reply": "属实，已责令退费。"})
    assert upheld.status_code == 303
    page = await client.get(f"/desk/complaints/{found}")
    assert "/desk/orders/new?source=complaint" in page.text
    assert "/desk/cases/new?source=complaint" in page.text
    fact = await database.row("select kind, source_number from integrity_fact where firm = $1", cast.firm)
    assert fact["kind"] == "complaint_upheld"


async def test_the_identity_opens_for_a_reason_that_stays_in_the_log(client, cast):
    await sent(client, cast)
    found = await database.value("select id from complaint")
    path = f"/desk/complaints/{found}/identity"
    await people.sign_in(client, cast.an)
    assert (await people.post(client, path, {"reason": ""})).status_code == 422
    shown = await people.post(client, path, {"reason": "核实收据金额，需要联系投诉人"})
    assert NAME in shown.text
    assert shown.headers["cache-control"] == "no-store"
    assert NAME not in (await client.get(f"/desk/complaints/{found}")).text
    log = await database.row("select * from case_log where action = 'open_identity'")
    assert (log["person_id"], log["reason"]) == (cast.an.person_id, "核实收据金额，需要联系投诉人")
    assert NAME not in str(dict(log))
    for who, status in (
        (cast.bai, 403),
        (cast.chen, 403),
        (cast.ning, 403),
        (cast.e, 403),
        (cast.ding, 404),
        (cast.hao, 403),
    ):
        await people.sign_in(client, who)
        answer = await people.post(client, path, {"reason": "想看看是谁写的"})
        assert answer.status_code == status, who.login
        assert NAME not in answer.text


async def test_the_neighbour_finds_nothing_until_it_is_handed_over(client, cast):
    await sent(client, cast)
    found = await database.value("select id from complaint")
    await people.sign_in(client, cast.ding)
    assert (await client.get(f"/desk/complaints/{found}")).status_code == 404
    assert (await people.post(client, f"/desk/complaints/{found}/accept")).status_code == 404
    assert str(found) not in (await client.get("/desk/complaints")).text
    await people.sign_in(client, cast.an)
    given = {"organ_code": "110108", "reason": "行为发生在海淀区"}
    assert (await people.post(client, f"/desk/complaints/{found}/transfer", given)).status_code == 303
    assert (await client.get(f"/desk/complaints/{found}")).status_code == 404
    await people.sign_in(client, cast.ding)
    assert (await people.post(client, f"/desk/complaints/{found}/accept")).status_code == 303


async def test_a_file_of_the_complaint_is_read_by_its_organ_alone_as_a_download(client, cast):
    number = await number_of(cast.firm)
    await people.post(
        client, "/complaints/new", a_form(firm=number), files={"files": ("我的名字.png", PNG, "image/png")}
    )
    file = await database.row("select id, matter_id from attachment")
    path = f"/desk/complaints/{file['matter_id']}/files/{file['id']}"
    assert (await client.get(path)).status_code == 303
    await people.sign_in(client, cast.an)
    answer = await client.get(path)
    assert answer.content == PNG
    assert answer.headers["content-disposition"].startswith("attachment")
    await people.sign_in(client, cast.ding)
    assert (await client.get(path)).status_code == 404


@pytest.mark.parametrize("to", list(ComplaintStatus))
async def test_every_state_has_its_page_for_writer_and_desk(client, cast, office, to):
    found, code = await build.a_complaint(
        office,
        cast.firm,
        to=to,
        on=clock.today() - timedelta(days=30),
        kind=ComplaintKind.COMPLAINT,
        name=NAME,
        phone=PHONE,
        pin=PIN,
        secret=settings().secret_key,
    )
    reply = await database.value("select reply from complaint where id = $1", found)
    page = await people.post(client, "/complaints/track", {"code": code, "pin": PIN})
    assert page.status_code == 200
    assert reply in page.text
    for who in (cast.an, cast.bai, cast.hao, cast.ning, cast.lu):
        await people.sign_in(client, who)
        detail = await client.get(f"/desk/complaints/{found}")
        assert detail.status_code == 200
        assert NAME not in detail.text
        for part in detail.text.split(f'href="/desk/complaints/{found}/')[1:]:
            path = f"/desk/complaints/{found}/{part.partition(chr(34))[0]}"
            assert (await client.get(path)).status_code == 200, path


async def test_pages_speak_english(client, cast):
    number = await number_of(cast.firm)
    for path in (
        "/complaints",
        "/complaints/new",
        f"/complaints/new?firm={number}",
        "/complaints/track",
        "/disclosures",
    ):
        page = await client.get(path, headers={"accept-language": "en"})
        assert page.status_code == 200
        assert 'lang="en"' in page.text
    assert (
        "Write down the tracking code now"
        in (
            await people.post(
                client, "/complaints/new", a_form(firm=number), headers={"accept-language": "en"}
            )
        ).text
    )


# --- English --------------------------------------------------------------------------------------------------


async def test_a_complainant_asks_for_english_on_the_form_the_tracking_page_or_through_the_clerk(
    client, cast
):
    async def wish(complaint):
        return await languages.asked_on(complaint, None)

    code = await sent(client, cast, wants_english="true")
    complaint = await database.value("select id from complaint")
    assert await wish(complaint) == clock.today()
    page = await people.post(client, "/complaints/track", {"code": code, "pin": PIN})
    own = "/complaints/track/language"
    answer = await people.post(client, own, {"ticket": ticket_of(page), "english": "false"})
    assert "文书只用中文" in answer.text
    assert await wish(complaint) is None
    assert (await people.post(client, own, {"ticket": "x", "english": "true"})).status_code != 200
    await people.sign_in(client, cast.an)
    desk = f"/desk/complaints/{complaint}"
    given = {"how": "oral", "asked_on": clock.today().isoformat()}
    assert f"{desk}/ask_english" in (await client.get(desk)).text
    assert (await people.post(client, f"{desk}/ask_english", {**given, "how": "online"})).status_code == 422
    assert (await people.post(client, f"{desk}/ask_english", given)).status_code == 303
    assert "此后制作的文书附英文" in (await client.get(desk)).text
    kept = await database.rows("select asked_by, recorded_by from paper_language")
    assert NAME not in str(kept)
    await people.sign_in(client, cast.bai)
    assert (await people.post(client, f"{desk}/end_english", given)).status_code == 403
    await people.sign_in(client, cast.ding)
    assert (await people.post(client, f"{desk}/end_english", given)).status_code == 404
