"""Complaints as the public sends and tracks them and as the desk handles them; and what nobody may learn."""

from datetime import timedelta

import pytest

from app import clock
from app.complaints import forms as shapes
from app.settings import settings
from regulation import database
from regulation.complaints.status import ComplaintKind, ComplaintStatus
from tests import cast as people
from tests.builders import penalties as build
from tests.builders.pictures import PNG

KEY = "11111111-2222-3333-4444-555555555555"
NAME, PHONE, EMAIL = "欧阳小小", "13912345678", "who@example.com"


@pytest.fixture
def office(cast):
    return build.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))


async def number_of(firm):
    return await database.value("select number from firm where id = $1", firm)


def a_form(**more):
    return {
        "request_key": KEY,
        "kind": "complaint",
        "topic": "fees",
        "account": "交了三千元服务费，一直没有安排工作，也不退费。<script>alert(1)</script>",
        "amount": "3,000",
        "name": NAME,
        "phone": PHONE,
        "email": EMAIL,
        **more,
    }


async def sent(client, cast, **more):
    answer = await people.post(client, "/complaints/new", a_form(firm=await number_of(cast.firm), **more))
    assert answer.status_code == 200, answer.text
    return answer.text.partition('data-copy="')[2].partition('"')[0]


async def test_the_form_leads_from_the_firm_to_the_code_and_the_code_to_the_state(client, cast):
    assert (await client.get("/complaints")).status_code == 200
    found = await client.get("/complaints/new?q=测试甲")
    number = await number_of(cast.firm)
    assert f"/complaints/new?firm={number}" in found.text
    assert "测试甲人力资源有限公司" in (await client.get(f"/complaints/new?firm={number}")).text
    code = await sent(client, cast)
    page = await people.post(client, "/complaints/track", {"code": code.lower().replace("-", " ")})
    assert page.status_code == 200
    assert "五个工作日内决定是否受理" in page.text
    assert NAME not in page.text
    added = await people.post(
        client,
        "/complaints/track/add",
        {"code": code, "text": "补充：有收据。"},
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
        if table != "complainant":
            for word in (NAME, PHONE, EMAIL):
                assert word not in text, table


async def test_unknown_and_mistyped_codes_get_the_same_answer_and_the_eleventh_none(client, cast):
    code = await sent(client, cast)
    unknown = await people.post(client, "/complaints/track", {"code": "0000-0000-0000-0000-0"})
    mistyped = await people.post(
        client, "/complaints/track", {"code": code[:-1] + ("~" if code.endswith("*") else "*")}
    )
    assert unknown.status_code == mistyped.status_code == 422
    assert unknown.text.partition("<main")[2] == mistyped.text.partition("<main")[2]
    for _ in range(8):
        await people.post(client, "/complaints/track", {"code": "x"})
    assert (await people.post(client, "/complaints/track", {"code": code})).status_code == 429


@pytest.mark.parametrize(
    ("field", "value", "at"),
    [
        ("account", "短", "account"),
        ("account", "", "account"),
        ("name", "", "name"),
        ("phone", "<script>", "phone"),
        ("happened_on", "2999-01-01", "happened_on"),
        ("happened_on", "2026-02-30", "happened_on"),
        ("kind", "gossip", "kind"),
        ("topic", "", "topic"),
        ("amount", "-1", "amount"),
        ("amount", "1.001", "amount"),
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
    form = a_form(
        kind="tip",
        name="",
        phone="",
        email="",
        respondent="街边中介",
        organ_code="110105",
        topic="no_licence",
    )
    answer = await people.post(client, "/complaints/new", form)
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
        secret=settings().secret_key,
    )
    reply = await database.value("select reply from complaint where id = $1", found)
    page = await people.post(client, "/complaints/track", {"code": code})
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
