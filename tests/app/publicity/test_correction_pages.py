"""What is published is said to be wrong: by the firm, looked at by one official, decided by another, answered; the wrong one is gone."""

from datetime import timedelta

import asyncpg
import pytest

from app import clock
from regulation import database
from regulation.casework import documents, publication
from regulation.penalties.rules.redaction import What
from regulation.penalties.status import CaseStatus
from reports.documents import registry
from tests import cast as people
from tests.builders import penalties as build

WORDS = "未提交经营情况年度报告"
DESK = "/desk/publicity-corrections"
KINDS = [str(each) for each in What]


def redaction(other="", ground="", **more):
    """The form as it is sent: one cell for each kind."""
    return {
        "kinds": KINDS,
        "kind_reasons": [""] * len(KINDS),
        "more": [other if each == "other" else "" for each in KINDS],
        "other_reason": ground,
        **more,
    }


@pytest.fixture
async def case_id(cast):
    office = build.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))
    on = clock.today() - timedelta(days=60)
    return await build.a_case(office, cast.firm, to=CaseStatus.SERVED, on=on, published=False)


async def shown_of(case_id):
    return await database.value(
        "select id from publication where matter_id = $1 and kind = 'penalty' and ended_on is null", case_id
    )


async def published(client, cast, case_id):
    """Proposed on the page with a passage covered by hand, looked at and published by another."""
    address = f"/desk/cases/{case_id}"
    await people.sign_in(client, cast.an)
    assert (await client.get(f"{address}/handle/propose_publication")).status_code == 200
    stopped = await people.post(client, f"{address}/handle/propose_publication", redaction(WORDS))
    assert stopped.status_code == 409
    assert "请写明不得公开的依据" in stopped.text
    assert f">{WORDS}</textarea>" in stopped.text, "nothing is typed twice"
    form = redaction(WORDS, "涉及商业秘密")
    assert (await people.post(client, f"{address}/handle/propose_publication", form)).status_code == 303
    await people.sign_in(client, cast.fang)
    assert "涉及商业秘密" in (await client.get(f"{address}/review/publish")).text
    assert (await people.post(client, f"{address}/review/publish")).status_code == 303
    return await shown_of(case_id)


async def asked(client, cast, shown, number):
    """The firm asks once; nobody else does in its name. The number of the request."""
    await people.sign_in(client, cast.f)
    assert (await client.get(f"/firm/publicity/{shown}")).status_code == 404, "another firm's"
    assert (await people.post(client, f"/firm/publicity/{shown}", {"wrong": "与我无关"})).status_code == 404
    await people.sign_in(client, cast.e)
    assert number in (await client.get("/firm/publicity")).text
    assert (await people.post(client, f"/firm/publicity/{shown}", {"wrong": ""})).status_code == 422
    said = {"wrong": "决定书中的违法行为被遮盖", "wanted": "按决定书公示"}
    assert (await people.post(client, f"/firm/publicity/{shown}", said)).status_code == 303
    assert (await people.post(client, f"/firm/publicity/{shown}", said)).status_code == 409, "once"
    return await database.row("select id, number from publicity_correction")


async def proposed(client, cast, matter):
    """A clerk proposes: not what is the same, not what was not served."""
    page = f"{DESK}/{matter['id']}"
    assert await database.value("select kind from clock where matter_id = $1", matter["id"]) == "answer"
    await people.sign_in(client, cast.ding)
    assert (await client.get(page)).status_code == 404, "another district's"
    await people.sign_in(client, cast.an)
    assert matter["number"] in (await client.get("/desk/work")).text
    assert f">{WORDS}</textarea>" in (await client.get(page)).text, "it starts from what is published"
    same = redaction(WORDS, "涉及商业秘密", outcome="correct", reason="没有变化也要更正")
    assert "与现在公示的相同" in (await people.post(client, f"{page}/propose", same)).text
    for covered, ground, words in (
        ("没有说过的话", "涉及商业秘密", "不在送达的决定书中"),
        (WORDS, "", "写明不得公开的依据"),
    ):
        stopped = redaction(covered, ground, outcome="correct", reason="按决定书更正")
        assert words in (await people.post(client, f"{page}/propose", stopped)).text
    reworded = redaction(outcome="correct", reason="按决定书更正", content="罚款一元")
    answer = await people.post(client, f"{page}/propose", reworded)
    assert answer.status_code == 409
    assert "与送达的决定书不一致" in answer.text
    form = redaction(outcome="correct", reason="不属于商业秘密，应当公开")
    assert (await people.post(client, f"{page}/propose", form)).status_code == 303
    return page, form


async def decided(client, cast, page, form):
    """Neither who proposed nor who decided the case; a second clerk sends it back once, then corrects."""
    for who in (cast.an, cast.bai):
        await people.sign_in(client, who)
        refused = await people.post(client, f"{page}/decide", {"decision": "decide"})
        assert refused.status_code in {403, 409}
    await people.sign_in(client, cast.ann)
    sent_back = {"decision": "send_back", "reason": "请核对决定书第二页"}
    assert (await people.post(client, f"{page}/decide", sent_back)).status_code == 303
    await people.sign_in(client, cast.an)
    assert "请核对决定书第二页" in (await client.get(page)).text
    assert (await people.post(client, f"{page}/propose", form)).status_code == 303
    await people.sign_in(client, cast.ann)
    assert (await people.post(client, f"{page}/decide", {"decision": "decide"})).status_code == 303


async def test_a_firm_asks_one_proposes_another_corrects_and_the_wrong_one_is_gone(client, cast, case_id):
    first = await published(client, cast, case_id)
    number = await database.value("select decision_number from penalty_case where id = $1", case_id)
    assert "〔依法不公开〕" in (await client.get(f"/disclosures/{first}")).text
    matter = await asked(client, cast, first, number)
    page, form = await proposed(client, cast, matter)
    await decided(client, cast, page, form)

    second = await shown_of(case_id)
    await people.sign_in(client, None)
    moved = await client.get(f"/disclosures/{first}")
    assert (moved.status_code, moved.headers["location"]) == (303, f"/disclosures/{second}")
    public = await client.get(f"/disclosures/{second}")
    assert "更正日期" in public.text
    assert "〔依法不公开〕" not in public.text
    assert (await client.get(f"/disclosures/{second}/paper.pdf")).status_code == 200
    ended = await database.row("select * from publication where id = $1", first)
    assert (ended["end_reason"], ended["ended_on"]) == ("更正公示信息", clock.today())
    assert "〔依法不公开〕" in ended["body"], "hidden and kept"
    kept = await database.row("select * from publicity_correction")
    assert (kept["corrected"], kept["decided_by"]) == (second, cast.ann.person_id)
    assert await database.value("select met_on from clock where matter_id = $1", kept["id"]) == clock.today()
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with database.unit_of_work():
            await database.execute("update publicity_correction set reason = '另一理由'")

    paper = await documents.by_id(kept["document"])
    registry.KINDS["publicity_answer"].build(paper["snapshot"])
    assert paper["snapshot"]["reason"] == "不属于商业秘密，应当公开"
    await people.sign_in(client, cast.e)
    assert "已更正" in (await client.get("/firm/publicity")).text
    await people.sign_in(client, cast.an)
    early = {"method": "direct", "served_on": "2020-01-01", "receipt": "签收"}
    assert (await people.post(client, f"{page}/serve", early)).status_code == 422
    served = early | {"served_on": clock.today().isoformat()}
    assert (await people.post(client, f"{page}/serve", served)).status_code == 303
    assert matter["number"] not in (await client.get("/desk/work")).text
    assert matter["number"] in (await client.get(f"/desk/cases/{case_id}")).text
    assert "公示信息更正答复书" in (await client.get(f"/desk/cases/{case_id}/file")).text


async def test_what_is_right_is_not_corrected_and_what_has_ended_is_nobodys(client, cast, case_id):
    shown = await published(client, cast, case_id)
    await people.sign_in(client, cast.an)
    entered = {"publication": str(shown), "asker": "person", "asker_name": "", "wrong": "写有我的姓名"}
    assert 'id="e-asker_name"' in (await people.post(client, f"{DESK}/new", entered)).text
    named = entered | {"asker_name": "王小芳", "contact": "来信"}
    assert (await people.post(client, f"{DESK}/new", named)).status_code == 303
    page = f"{DESK}/{await database.value('select id from publicity_correction')}"
    await people.sign_in(client, cast.e)
    assert "王小芳" not in (await client.get("/firm/publicity")).text, "who asked is not told to the party"
    await people.sign_in(client, cast.an)
    form = {"outcome": "refuse", "reason": "公示文本中没有该姓名"}
    assert (await people.post(client, f"{page}/propose", {**form, "outcome": ""})).status_code == 422
    assert (await people.post(client, f"{page}/propose", form)).status_code == 303
    await people.sign_in(client, cast.fang)
    assert (await people.post(client, f"{page}/decide", {"decision": "decide"})).status_code == 303
    assert "不予更正" in (await client.get(page)).text
    assert await shown_of(case_id) == shown, "what is published stays"

    # Ended, it is reachable nowhere, the same minute, and what was proposed meanwhile corrects nothing any more.
    await people.sign_in(client, cast.an)
    assert (await people.post(client, f"{DESK}/new", named)).status_code == 303
    asked_again = "select id from publicity_correction where status = 'asked'"
    open_one = f"{DESK}/{await database.value(asked_again)}"
    right = redaction(outcome="correct", reason="按决定书更正，不再遮盖")
    assert (await people.post(client, f"{open_one}/propose", right)).status_code == 303
    await publication.end(shown, on=clock.today(), reason="公示期届满", actor=cast.an, now=clock.now())
    await people.sign_in(client, cast.fang)
    assert (
        "这条公示已经结束" in (await people.post(client, f"{open_one}/decide", {"decision": "decide"})).text
    )
    sent_back = {"decision": "send_back", "reason": "公示已经结束"}
    assert (await people.post(client, f"{open_one}/decide", sent_back)).status_code == 303
    await people.sign_in(client, cast.an)
    assert "这条公示已经结束" in (await people.post(client, f"{open_one}/propose", right)).text
    number = await database.value("select decision_number from penalty_case where id = $1", case_id)
    await people.sign_in(client, None)
    for path in (
        f"/disclosures/{shown}",
        f"/disclosures/{shown}/paper.pdf",
        f"/log/disclosures/{shown}",
        f"/log/disclosures/{shown}/body.json",
    ):
        assert (await client.get(path)).status_code == 404, path
    firm = await database.value("select number from firm where id = $1", cast.firm)
    for path in (
        "/disclosures", f"/disclosures?q={number}", "/disclosures.json", "/disclosures.csv", f"/firms/{firm}",
        f"/firms/{firm}.json", f"/firms/{firm}/changes.atom", "/register/changes.json", "/register/changes",
        "/register/changes.csv", "/register/changes.atom", f"/register?q={number}", f"/register.json?q={number}", "/log",
    ):  # fmt: skip
        answer = await client.get(path)
        assert answer.status_code == 200, path
        # A search repeats the words asked for; what it found would be a link.
        assert (f"/disclosures/{shown}" if number in path else number) not in answer.text, path
    await people.sign_in(client, cast.an)
    late = await people.post(client, f"{DESK}/new", named)
    assert late.status_code == 404
