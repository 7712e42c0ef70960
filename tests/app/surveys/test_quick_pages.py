"""A quick survey from composing to its results, in the browser of the statistician and of a respondent."""

import pytest

from app import clock
from regulation.surveys.queries import quick
from tests import cast as people
from tests.builders import monitoring as built
from tests.builders.annual_reports import a_registration

HOME = "/desk/monitoring/quick"
SENT = {
    "key": "hiring",
    "title": "节后招聘情况快速调查",
    "number": "京人社调5表",
    "issuing_body": "北京市人力资源和社会保障局",
    "approval_number": "京统函〔2026〕5号",
    "approving_body": "北京市统计局",
    "expires_on": "2026-12-31",
    "purpose": "了解节后招聘需求",
    "opens_on": "2026-01-05",
    "closes_on": "2026-01-20",
    "kinds": "hr_licence",
    "q1-key": "posts",
    "q1-kind": "count",
    "q1-zh": "在招岗位",
    "q1-en": "Open posts",
    "q1-unit": "个",
    "q1-unit_en": "posts",
    "q1-least": "0",
    "q1-most": "500",
    "q2-kind": "count",
    "q3-key": "mood",
    "q3-kind": "choice",
    "q3-zh": "招聘难度",
    "q3-en": "Hiring is",
    "q3-options": "easy|容易|Easy\nhard｜困难｜Hard",
}


@pytest.fixture(autouse=True)
def at(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: built.NOW)


async def test_composed_looked_at_sent_answered_and_read(client, cast):
    await a_registration(cast.firm)
    await people.sign_in(client, cast.mo)
    looked = await people.post(client, HOME, {**SENT, "then": "look"})
    assert looked.status_code == 200
    assert "符合条件的机构1家，调查1家" in looked.text
    assert await quick.all_surveys() == []
    sent = await people.post(client, HOME, {**SENT, "then": "send"})
    assert sent.headers["location"] == f"{HOME}/hiring"
    await people.sign_in(client, cast.e)
    assert "节后招聘情况快速调查" in (await client.get("/firm/monitoring")).text
    page = "/firm/monitoring/hiring"
    shown = (await client.get(page)).text
    assert "困难" in shown
    assert "pasted" not in shown
    high = await people.post(
        client, page, {"posts": "501", "mood": "easy", "then": "file", "declared": "true"}
    )
    assert high.status_code == 422
    assert "不能大于500" in high.text
    answer = {"posts": "12", "mood": "hard", "then": "file", "declared": "true", "revision": "1"}
    assert (await people.post(client, page, answer)).status_code == 303
    assert "已报送" in (await client.get(page)).text
    await people.sign_in(client, cast.mo)
    results = (await client.get(f"{HOME}/hiring")).text
    assert "京统函〔2026〕5号" in results
    # One answer alone is nobody's to read.
    assert ">12<" not in results
    rows = (await client.get(f"{HOME}/hiring.csv")).text.splitlines()
    assert rows[1].endswith(",12,hard")
    english = (await client.get(f"{HOME}/hiring?lang=en")).text
    assert "Hiring is" in english


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"approval_number": ""}, "approval_number"),
        ({"expires_on": ""}, "expires_on"),
        ({"expires_on": "2026-01-19"}, "expires_on"),
        ({"closes_on": "soon"}, "closes_on"),
        ({"key": "Bad Key"}, "key"),
        ({"q3-options": "easy|容易|Easy"}, "q3-zh"),
        ({"q3-kind": "magic"}, "q3-kind"),
        ({"q1-least": "x"}, "q1-least"),
        ({"q1-most": "-1"}, "q1-zh"),
        ({"sample_size": "many"}, "sample_size"),
        ({"kinds": "nonsense"}, "kinds"),
    ],
)
async def test_what_is_wrong_stands_at_its_field_and_nothing_is_sent(client, cast, changes, field):
    await a_registration(cast.firm)
    await people.sign_in(client, cast.mo)
    answer = await people.post(client, HOME, {**SENT, **changes, "then": "send"})
    assert answer.status_code == 422
    assert f'href="#f-{field}"' in answer.text
    assert await quick.all_surveys() == []


async def test_unknown_fields_are_refused(client, cast):
    await people.sign_in(client, cast.mo)
    assert (await people.post(client, HOME, {**SENT, "q99-zh": "x", "then": "send"})).status_code == 422
    assert (await people.post(client, HOME, {**SENT, "gate": "published", "then": "send"})).status_code == 422


async def test_supervision_sees_no_survey_and_no_answer(client, cast):
    await a_registration(cast.firm)
    await built.a_quick_survey(cast)
    for who in (cast.an, cast.lu, cast.pan):
        await people.sign_in(client, who)
        for page in (HOME, f"{HOME}/hiring", f"{HOME}/hiring.csv"):
            assert (await client.get(page)).status_code == 404
    await people.sign_in(client, cast.f)
    assert (await client.get("/firm/monitoring/hiring")).status_code == 404
