"""A marked reporter goes through a whole life, to a published penalty; then every page, export, paper and table is searched.

《劳动保障监察条例》第九条第三款: whoever reports stays secret.
"""

import io
import re
import zipfile
from datetime import timedelta
from decimal import Decimal

import pypdf
import pytest
from PIL import Image

from app import clock
from app.complaints import desk, public
from app.main import create_app
from app.settings import settings
from regulation import database, errors
from regulation.complaints import actions as complaints
from regulation.complaints import hotline, joining, receiving, rewards, sealing
from regulation.complaints.status import ComplaintKind, Topic
from regulation.leads import actions as leads
from regulation.leads.actions import checking, watching
from regulation.penalties.actions import opening
from regulation.penalties.status import CaseStatus, OrderStatus, Source
from tests import cast as people
from tests.builders import complaints as intake
from tests.builders import penalties as build

NAME, PHONE, EMAIL, CAMERA, FILE = (
    "郗標記人",
    "13987650041",
    "marker41@example.com",
    "CAMERA-OF-MARKER",
    "郗家照片",
)
MARKS = (NAME, PHONE, EMAIL, CAMERA, FILE, "我叫郗")
#: What the writer typed that must never run: a page that answers with this would.
SCRIPT, FORMULA = "<script>alert(41)</script>", "=cmd|'/C calc'!A0"
#: Where it may stand, and nowhere else.
SEALED = {"complainant", "sealed_original"}
UUIDS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
LINKS = re.compile(r'href="(/[^"#]*)')
#: Another language or letter size of a page says nothing more; proofs of the log are numbers.
SAME_AGAIN = re.compile(r"^/static|^/log/|[?&](lang|text)=")
#: So many pages of one shape are looked at by each reader.
OF_A_SHAPE = 1


def a_photo():
    kept, data = io.BytesIO(), Image.Exif()
    data[0x013B] = CAMERA
    Image.new("RGB", (16, 16)).save(kept, "JPEG", exif=data)
    return kept.getvalue()


async def marked(client, cast):
    """The report, sent through the form, with the writer's marks wherever one can leave them."""
    sent = {
        "request_key": "41111111-2222-3333-4444-555555555541",
        "firm": await database.value("select number from firm where id = $1", cast.firm),
        "topic": "fees",
        "account": f"{SCRIPT}我叫{NAME[:2]} {NAME[2:]}，电话139-8765-0041，交了三千元服务费，一直没有安排工作。{EMAIL.upper()}",
        "name": NAME,
        "phone": PHONE,
        "email": EMAIL,
        "pin": "蓝色自行车7",
    }
    answer = await people.post(
        client, "/complaints/report", sent, files={"files": (f"{FILE}.jpg", a_photo(), "image/jpeg")}
    )
    code = answer.text.partition('data-copy="')[2].partition('"')[0]
    page = await people.post(client, "/complaints/track", {"code": code, "pin": "蓝色自行车7"})
    ticket = page.text.partition('name="ticket" value="')[2].partition('"')[0]
    more = {"ticket": ticket, "text": f"补充：可以打{PHONE}找{NAME}。"}
    file = {"files": (f"{FILE}2.jpg", a_photo(), "image/jpeg")}
    assert (await people.post(client, "/complaints/track/add", more, files=file)).status_code == 200
    return await database.row("select id, number from complaint"), code


REWARD = rewards.Proposal(
    "京朝人社罚〔2026〕18号", True, True, True, "二级", Decimal(800), "提供了收费记录。"
)


async def called(cast, complaint, folder, now):
    """The same person calls the hotline too, about somebody with a dangerous name; the two are looked into together."""
    call = receiving.Written(
        kind=ComplaintKind.TIP,
        topic=Topic.NO_LICENCE,
        account=f"{SCRIPT}我是{NAME}，打{PHONE}找我。每天在地铁口招人去工地。",
        respondent=f"{FORMULA}{SCRIPT}",
        organ_code="110105",
        name=NAME,
        phone=PHONE,
    )
    made = await hotline.register(
        call, order_number="2026112800041", received_on=clock.today(), request_key="41" * 18,
        secret=settings().secret_key, folder=folder, actor=cast.ann, now=now,
    )  # fmt: skip
    other = await database.value("select id from complaint where number = $1", made.number)
    await joining.join(other, main=complaint["number"], reason="同一人反映的同一件事", actor=cast.an, now=now)


async def a_whole_life(cast, complaint, folder):
    """Accepted, found true, an order refused, a fine decided and published: what may carry it out of the house."""
    office = build.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))
    now = clock.now()
    await complaints.accept(complaint["id"], actor=cast.an, now=now)
    await complaints.note(complaint["id"], text="已核对收据，情况与反映一致。", actor=cast.an, now=now)
    await called(cast, complaint, folder, now)
    await complaints.uphold(complaint["id"], reply="反映的情况属实，已责令改正。", actor=cast.an, now=now)
    await intake.decree(cast)
    await rewards.propose(complaint["id"], REWARD, actor=cast.an, now=now)
    await rewards.decide(complaint["id"], is_approved=True, reason="同意奖励", actor=cast.bai, now=now)
    await watching.gather(now=now)
    day = clock.today() - timedelta(days=120)
    known = {"source_kind": Source.COMPLAINT, "source_number": complaint["number"]}
    order = await build.an_order(office, cast.firm, to=OrderStatus.REFUSED, on=day, violation="V-04", **known)
    await build.a_case(
        office,
        cast.firm,
        to=CaseStatus.DECIDED,
        on=day + timedelta(days=30),
        violation="V-04",
        order_id=order,
    )


def plain(body):
    """What a person can read of it: the text, the parts of a workbook or a package, the words of a paper and who made it."""
    if body.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(body)) as package:
            return b"".join(plain(package.read(each)) for each in package.namelist())
    if body.startswith(b"%PDF"):
        paper = pypdf.PdfReader(io.BytesIO(body))
        said = [str(paper.metadata), *(page.extract_text() for page in paper.pages)]
        return body + "".join(said).replace("\n", "").encode()
    return body


async def searched(client, starts, answered=None):
    """Every address that can be reached from these, a few of each shape; how many, and those that say a mark.

    What somebody else was shown already (`answered`) is not asked for again, but for the addresses one starts from.
    """
    answered = set() if answered is None else answered
    waiting, seen, shapes, said, asked = list(starts), set(), {}, [], 0
    while waiting:
        path = waiting.pop()
        shape = re.sub(r"[A-Z]\d{5,}|\d+", "#", UUIDS.sub("{}", path.partition("?")[0]))
        if path in seen or shapes.get(shape, 0) >= OF_A_SHAPE or SAME_AGAIN.search(path):
            continue
        if shape in answered and path not in starts:
            continue
        seen.add(path)
        shapes[shape] = shapes.get(shape, 0) + 1
        answer = await client.get(path)
        asked += 1
        body = plain(answer.content)
        answered |= {shape} if answer.status_code == 200 else set()
        said += [(path, mark) for mark in MARKS if mark.encode() in body]
        kind = answer.headers.get("content-type", "")
        if kind.startswith("text/html") and SCRIPT in answer.text:
            said.append((path, SCRIPT))
        if kind.startswith("text/csv") and re.search(rf'(^|[,"\n]){re.escape(FORMULA)}', answer.text):
            said.append((path, FORMULA))
        if answer.headers.get("content-type", "").startswith("text/html"):
            waiting += [each.replace("&amp;", "&") for each in LINKS.findall(answer.text)]
    return asked, said


def lists():
    """Every address without a part to fill in: lists, exports, forms, open data."""
    return sorted(
        route.path
        for route in create_app().routes
        if "{" not in route.path and "GET" in getattr(route, "methods", {"GET"})
    )


async def test_nobody_learns_who_wrote(client, cast, tmp_path, monkeypatch):
    monkeypatch.setattr(public, "folder", lambda: tmp_path)
    monkeypatch.setattr(desk, "folder", lambda: tmp_path)
    complaint, code = await marked(client, cast)
    await a_whole_life(cast, complaint, tmp_path)
    tables = await database.rows(
        "select table_name as name from information_schema.tables where table_schema = 'public'"
    )
    found = set()
    for table in [each["name"] for each in tables]:
        text = await database.value(f"select coalesce(string_agg(t::text, '|'), '') from \"{table}\" as t")
        if any(mark in text for mark in MARKS):
            found.add(table)
        assert code.replace("-", "") not in text, table
    assert found == SEALED, "the marks are sealed, and the scan does find them where they are"
    said, asked = [], {}
    own = f"/desk/complaints/{complaint['id']}"
    every, intake_pages = (
        lists(),
        [own, "/desk/audit", "/desk/complaints", "/desk/complaints.csv", "/desk/work"],
    )
    answered = set()
    for who, starts in (
        (None, ["/register", "/open-data", f"/desk/complaints?q={NAME}", f"/register?q={NAME}"]),
        (cast.an, [own, f"/desk/complaints?q={PHONE}", *every]),
        (cast.ning, intake_pages),
        (cast.e, ["/firm", "/firm/cases", "/firm/papers"]),
        # Whatever nobody was shown so far: every office once, the city's before the district's.
        *(
            (each, None)
            for each in (cast.lu, cast.hao, cast.bai, cast.chen, cast.fang, cast.mo, cast.gu, cast.ou)
        ),
    ):
        if who is not None:
            await people.sign_in(client, who)
        left = [path for path in every if path not in answered]
        asked[who], more = await searched(client, left if starts is None else starts, answered)
        said += [(who and who.login, *each) for each in more if NAME not in each[0] and PHONE not in each[0]]
    assert said == []
    assert asked[cast.an] > 100, asked
    files = [each.read_bytes() for each in tmp_path.rglob("*") if each.is_file()]
    assert sorted(CAMERA.encode() in each for each in files) == [False, False, True, True]
    assert not any(mark.encode() in plain(each) for each in files for mark in MARKS if mark != CAMERA)


async def test_an_official_cannot_write_the_name_into_the_file(client, cast, tmp_path, monkeypatch):
    monkeypatch.setattr(public, "folder", lambda: tmp_path)
    monkeypatch.setattr(desk, "folder", lambda: tmp_path)
    complaint, _code = await marked(client, cast)
    own = f"/desk/complaints/{complaint['id']}"
    await people.sign_in(client, cast.an)
    for act, said in (
        ("transfer", {"organ_code": "110108", "reason": f"{NAME}住在海淀"}),
        ("decline", {"ground": "unclear", "reply": f"{NAME}：不予受理。"}),
        ("identity", {"reason": f"打电话给{PHONE}"}),
    ):
        answer = await people.post(client, f"{own}/{act}", said)
        assert answer.status_code == 422, act
        assert "应当保密" in answer.text
    assert (await people.post(client, f"{own}/accept")).status_code == 303
    assert (await people.post(client, f"{own}/note", {"text": f"约谈{NAME}。"})).status_code == 422
    await people.sign_in(client, cast.an)
    with pytest.raises(errors.Invalid) as refused:
        await build.an_order(
            build.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id)),
            cast.firm,
            on=clock.today(),
            violation="V-04",
            source_kind=Source.COMPLAINT,
            source_number=complaint["number"],
            facts=f"据{NAME}反映，没有明示收费标准。",
        )
    assert refused.value.citation.article == 9
    # Nor over a lead, and one more that this was merged into.
    now, about = clock.now(), {"party_name": "街口招工点", "actor": cast.an, "now": clock.now()}
    said = f"据{NAME}反映，收取押金不退。"

    async def kept_secret(act):
        with pytest.raises(errors.Invalid) as why:
            await act
        assert why.value.citation == sealing.SECRECY

    await kept_secret(leads.raise_lead("complaint", complaint["number"], facts=said, **about))
    lead = await leads.raise_lead("complaint", complaint["number"], facts="收取押金不予退还，见收据", **about)
    other = await leads.raise_lead("monitoring", "", facts="收取押金不予退还，见截图", **about)
    for act, words in (
        (checking.meet_standard, {"violations": ("V-07",), "reason": said}),
        (checking.split, {"violations": ("V-07",), "facts": said, "reason": "另一行为"}),
        (checking.merge, {"into": other["number"], "reason": said}),
    ):
        await kept_secret(act(lead["id"], **words, actor=cast.an, now=now))
    await checking.merge(lead["id"], into=other["number"], reason="同一当事人", actor=cast.an, now=now)
    for number in (lead["number"], other["number"], complaint["number"]):
        await kept_secret(
            opening.propose_case(
                "monitoring", number, None, "V-07", cause=said, act_ended_on=clock.today(),
                discovered_on=clock.today(), officers=[cast.chen.person_id, cast.cui.person_id],
                unregistered={"name": "街口招工点"}, by_labour_supervision=True, actor=cast.an, now=now,
            )
        )  # fmt: skip
    assert await database.value("select count(*) from case_log where reason like '%' || $1 || '%'", NAME) == 0


async def test_only_who_handles_it_opens_the_seal_and_sees_what_was_written(
    client, cast, tmp_path, monkeypatch
):
    monkeypatch.setattr(public, "folder", lambda: tmp_path)
    monkeypatch.setattr(desk, "folder", lambda: tmp_path)
    complaint, _code = await marked(client, cast)
    own = f"/desk/complaints/{complaint['id']}"
    await people.sign_in(client, cast.an)
    assert (await people.post(client, f"{own}/accept")).status_code == 303
    reason = {"reason": "核实收据，需要联系举报人"}
    await people.sign_in(client, cast.ann)
    refused = await people.post(client, f"{own}/identity", reason)
    assert refused.status_code == 403
    assert "第九条" in refused.text
    page = (await client.get(own)).text
    assert "/identity" not in page
    file = re.search(rf"{own}/files/({UUIDS.pattern})", page)[1]
    assert (await people.post(client, f"{own}/files/{file}/original", reason)).status_code == 403
    assert CAMERA.encode() not in (await client.get(f"{own}/files/{file}")).content
    assert (
        await people.post(client, f"{own}/take_over", {"reason": "安一调离，由我继续办理"})
    ).status_code == 303
    shown = await people.post(client, f"{own}/identity", reason)
    assert {mark for mark in MARKS if mark in shown.text} >= {NAME, PHONE, EMAIL, FILE}
    opened = await people.post(client, f"{own}/files/{file}/original", reason)
    assert CAMERA.encode() in opened.content
    assert (await people.post(client, f"{own}/files/{file}/original", {"reason": ""})).status_code == 422
    acts = await database.rows(
        "select action, person_id from case_log where action in ('take_over', 'open_identity', 'open_original')"
    )
    assert {(each["action"], each["person_id"]) for each in acts} == {
        (act, cast.ann.person_id) for act in ("take_over", "open_identity", "open_original")
    }
    await people.sign_in(client, cast.an)
    assert (await people.post(client, f"{own}/identity", reason)).status_code == 403
