"""A party asks for English: its word is kept, the next papers carry it, those before do not, and nobody changes what was said."""

from datetime import date, timedelta
from uuid import uuid4

import asyncpg
import pytest

from app.shell import i18n
from regulation import database, errors
from regulation.casework import documents, languages, translations
from regulation.penalties import queries
from regulation.penalties.actions import decision, language, notice, orders, summary
from regulation.penalties.status import CaseStatus, Source
from reports.documents import registry, translated
from tests.builders import penalties as build
from tests.reports import samples

MONDAY = date(2026, 3, 2)
NOW = build.at(date(2026, 6, 1), 10)
ASKED = {"how": "paper", "by": "总经理Smith", "asked_on": date(2026, 5, 29)}


@pytest.fixture
async def case_id(cast):
    office = build.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))
    return await build.a_case(office, cast.firm, to=CaseStatus.NOTIFIED, on=MONDAY)


async def _issued(kind, case_id, firm_id, number):
    paper = await documents.issue(
        kind, number, "penalty_case", case_id, {}, organ_id=None, firm_id=firm_id, now=NOW
    )
    return paper["snapshot"].get("english_asked_on")


async def test_papers_to_the_party_carry_it_from_then_on_and_inner_papers_never(cast, case_id):
    assert await _issued("demand_notice", case_id, cast.firm, "甲1") is None
    await language.ask_english(case_id, english=True, **ASKED, actor=cast.an, now=NOW)
    assert await _issued("demand_notice", case_id, cast.firm, "甲2") == "2026-05-29"
    assert await _issued("legal_review_opinion", case_id, None, "甲3") is None
    assert await _issued("demand_notice", uuid4(), cast.other_firm, "甲4") is None
    with pytest.raises(errors.AlreadyMoved):
        await language.ask_english(case_id, english=True, **ASKED, actor=cast.an, now=NOW)
    await language.ask_english(case_id, english=False, actor=cast.e, now=NOW + timedelta(hours=1))
    assert await _issued("demand_notice", case_id, cast.firm, "甲5") is None
    before = await documents.of_matter("penalty_case", case_id)
    assert (
        "english_asked_on" not in next(each for each in before if each["kind"] == "prior_notice")["snapshot"]
    )


async def test_the_clerk_says_who_asked_how_and_when(cast, case_id):
    for given, field in (
        ({**ASKED, "how": "online"}, "how"),
        ({**ASKED, "by": " "}, "by"),
        ({**ASKED, "asked_on": date(2026, 6, 2)}, "asked_on"),
    ):
        with pytest.raises(errors.Invalid) as refused:
            await language.ask_english(case_id, english=True, **given, actor=cast.an, now=NOW)
        assert set(refused.value.errors) == {field}
    with pytest.raises(errors.NotPermitted):
        await language.ask_english(case_id, english=True, **ASKED, actor=cast.bai, now=NOW)
    with pytest.raises(errors.NotFound):
        await language.ask_english(case_id, english=True, actor=cast.f, now=NOW)
    assert await languages.asked_on(case_id, cast.firm) is None


async def test_the_decision_carries_the_translations_that_fit_its_texts_and_keeps_them(cast, case_id):
    async def case():
        return await queries.visible_case(cast.an, case_id)

    now = build.at((await case())["statement_due_on"] + timedelta(days=1))
    asked_on = now.date() - timedelta(days=1)
    await notice.consider(case_id, actor=cast.an, now=now)
    found = dict(reversed(each) for each in await language.to_translate(await case(), now.date()))
    known = await case()
    fact, reason = (known[name].splitlines()[0] for name in ("facts", "discretion"))
    assert found[fact] == "facts"
    given = {fact: "The firm did not file its annual report.", "别处的话": "Words from elsewhere."}
    with pytest.raises(errors.Invalid) as refused:
        await language.translate(case_id, given, by="", actor=cast.an, now=now)
    assert set(refused.value.errors) == {"by"}
    with pytest.raises(errors.NotPermitted):
        await language.translate(case_id, given, by="译者甲", actor=cast.bai, now=now)
    await language.translate(case_id, given, by="译者甲", actor=cast.an, now=now)
    with pytest.raises(errors.AlreadyMoved):
        await language.translate(case_id, given, by="译者甲", actor=cast.an, now=now)
    await language.ask_english(
        case_id, english=True, **{**ASKED, "asked_on": asked_on}, actor=cast.an, now=now
    )
    paper = await decision.decide(case_id, actor=cast.bai, now=now)
    kept = [{"source": fact, "text": given[fact], "by": "译者甲"}]
    assert paper["snapshot"]["translations"] == kept
    later = now + timedelta(hours=1)
    await language.translate(case_id, {fact: "", reason: "Ordinary."}, by="译者乙", actor=cast.an, now=later)
    assert (await documents.by_id(paper["id"]))["snapshot"]["translations"] == kept
    assert set(await translations.known(case_id, [fact, reason])) == {reason}


@pytest.mark.parametrize("table", ["paper_language set english = false", "paper_translation set text = ''"])
async def test_what_was_said_and_translated_stays(cast, case_id, table):
    await language.ask_english(case_id, english=True, **ASKED, actor=cast.an, now=NOW)
    await language.translate(case_id, {"原文": "English"}, by="译者甲", actor=cast.an, now=NOW)
    with pytest.raises(asyncpg.PostgresError):
        async with database.unit_of_work():
            await database.execute(f"update {table}")


async def test_whoever_issues_a_paper_at_a_form_is_asked_for_the_english_it_lacks_before_it_exists(
    cast, case_id
):
    await language.ask_english(case_id, english=True, **ASKED, actor=cast.an, now=NOW)

    async def issue():
        return await orders.issue_order(
            Source.MONITORING, "巡查2026-1", cast.firm, "V-06", found_on=NOW.date(), days=10,
            facts="未明示收费标准。\n未明示监督电话。", demands=["明示收费标准"], actor=cast.an, now=NOW,
        )  # fmt: skip

    async def made():
        return await database.value("select count(*) from document where kind = 'order_to_correct'")

    before = await made()
    fees, phone, demand = (
        translations.mark(each) for each in ("未明示收费标准。", "未明示监督电话。", "明示收费标准")
    )
    english = {fees: "No fees shown.", phone: "", demand: "Show the fees."}
    for answers, problems in (
        ({}, set()),
        ({"texts": {fees: "No fees shown."}, "by": "译者甲"}, set()),
        ({"texts": english}, {"by"}),
        ({"texts": english, "by": "译者甲", "letters": "ก"}, {"texts"}),
    ):
        with (
            translations.asking(translations.Answers(cast.an, **answers)),
            pytest.raises(translations.Wanted) as wanted,
        ):
            await issue()
        assert wanted.value.texts == [
            ("facts", "未明示收费标准。"),
            ("facts", "未明示监督电话。"),
            ("demands", "明示收费标准"),
        ]
        assert set(wanted.value.answers.problems()) == problems
        assert await made() == before
    with translations.asking(translations.Answers(cast.an, english, "译者甲")):
        order = await issue()
    (paper,) = await documents.of_matter("correction_order", order["id"])
    assert paper["snapshot"]["translations"] == [
        {"source": "未明示收费标准。", "text": "No fees shown.", "by": "译者甲"},
        {"source": "明示收费标准", "text": "Show the fees.", "by": "译者甲"},
    ]
    # A job asks nobody, and says that it is not translated.
    second = await issue()
    assert (await documents.of_matter("correction_order", second["id"]))[0]["snapshot"]["translations"] == []


def test_on_the_spot_the_facts_are_translated_paragraph_by_paragraph_and_somebody_answers_for_it():
    typed = {
        "facts": "一。\n\n二。",
        "defence": "没有提出。",
        "collecting_reason": "",
        "signature_note": "拒绝签收",
    }
    assert summary.paired(typed, {"facts": "One.\nTwo.", "defence": " None. "}, "译者甲") == {
        "一。": "One.",
        "二。": "Two.",
        "没有提出。": "None.",
    }
    assert summary.paired(typed, {"collecting_reason": "Of nothing."}, "") == {}
    for english, by, field in (
        ({"facts": "One and two."}, "译者甲", "facts_english"),
        ({"signature_note": "Refused."}, " ", "translated_by"),
    ):
        with pytest.raises(errors.Invalid) as refused:
            summary.paired(typed, english, by)
        assert set(refused.value.errors) == {field}


async def test_every_kind_asks_for_each_of_its_texts_and_prints_what_was_answered(cast):
    """Whatever act issues it, and wherever its texts come from."""
    firm, now = cast.other_firm, NOW
    await languages.say(
        "firm", firm, firm, english=True, on=NOW.date(), how="paper", by="总经理Smith", actor=cast.an, now=NOW
    )
    for kind in sorted(translations.FREE_TEXTS):
        said, matter = {"refusal": "负责人拒收", **samples.SNAPSHOTS[kind]}, uuid4()
        texts = dict.fromkeys(text for _, text in translations.texts(kind, said))
        assert texts, kind

        async def issue(kind=kind, said=said, matter=matter):
            return await documents.issue(
                kind, f"甲{kind}", "penalty_case", matter, said, organ_id=None, firm_id=firm, now=now
            )

        with translations.asking(translations.Answers(cast.an)), pytest.raises(translations.Wanted) as wanted:
            await issue()
        assert [text for _, text in wanted.value.texts] == list(texts), kind
        english = {text: f"English {place} of {kind}" for place, text in enumerate(texts)}
        given = {translations.mark(text): each for text, each in english.items()}
        with translations.asking(translations.Answers(cast.an, given, "译者甲")):
            paper = await issue()
        sheet = registry.order(kind, paper["snapshot"], words=i18n.english().gettext).data["english"]
        printed = "\n".join(
            (*sheet.operative, *sheet.paragraphs, *(line for _, lines in sheet.told for line in lines))
        )
        assert [each for each in english.values() if each not in printed] == [], kind
        assert translated.MISSING not in printed, kind
