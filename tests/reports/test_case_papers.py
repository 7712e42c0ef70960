"""The papers of a case, D-24 to D-59: every one has its module, goes to those it must, and speaks English where its party asks."""

import html
import io
import re
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pypdf
import pytest

import reports
from app.documents.rights import READERS
from app.shell import i18n
from regulation.casework import languages
from regulation.law import money, wording
from regulation.penalties.rules.violations import MEASURE_NAMES
from reports import press
from reports.documents import english, english_style, registry
from tests.reports import samples

#: Number of the paper in the list of documents -> the kinds that are it. Where another area makes it, its kinds stand here too.
PAPERS: dict[str, tuple[str, ...]] = {
    "D-24 行政检查单": ("inspection_check_form",),
    "D-25 现场检查笔录": ("inspection_record", "scene_record"),
    "D-26 询问（调查）笔录": ("interview_record",),
    "D-27 抽样、勘验文书": ("scene_record", "evidence_receipt"),
    "D-28 行政检查结果告知书": ("inspection_result_notice",),
    "D-29 责令（限期）改正通知书": ("order_to_correct", "correction_extension"),
    "D-30 整改复查记录": ("recheck_record",),
    "D-31 投诉登记、受理、不予受理、补正": (
        "complaint_register",
        "complaint_acceptance",
        "complaint_refusal",
        "complaint_supplement",
        "complaint_direction",
        "complaint_handover",
        "complaint_withdrawal",
    ),
    "D-32 举报登记": ("report_register",),
    "D-33 立案审批表": ("case_opening_form",),
    "D-34 指定管辖、移送函": ("jurisdiction_designation", "transfer_letter", "transfer_receipt"),
    "D-35 回避": ("recusal_decision",),
    "D-36 先行登记保存": ("preservation_approval", "preservation_notice", "preservation_handling"),
    "D-37 案件调查终结报告": ("investigation_report",),
    "D-38 行政处罚事先告知书": ("prior_notice",),
    "D-39 行政处罚听证告知书": ("prior_notice",),
    "D-40 听证通知书": ("case_hearing_notice",),
    "D-41 听证笔录、听证报告": ("case_hearing_record", "case_hearing_report"),
    "D-42 陈述申辩笔录、复核意见": ("statement_record", "statement_review"),
    "D-43 法制审核意见书": ("legal_review_opinion",),
    "D-44 集体讨论记录": ("discussion_minutes",),
    "D-45 行政处罚决定书": ("penalty_decision",),
    "D-46 当场行政处罚决定书": ("spot_decision",),
    "D-47 不予行政处罚决定书": (
        "no_penalty_decision",
        "compliance_pledge",
        "supervision_advice",
        "case_withdrawal_decision",
    ),
    "D-48 行政处理决定书": ("handling_decision",),
    "D-49 送达回证、确认书": (
        "service_receipt",
        "service_address",
        "service_consent",
        "service_announcement",
    ),
    "D-50 信用修复告知书": ("credit_repair_notice",),
    "D-51 延期（分期）缴纳罚款": ("deferral_application", "deferral_decision"),
    "D-52 缴款通知": ("payment_notice",),
    "D-53 加处罚款决定书": ("surcharge_decision",),
    "D-54 催告书": ("demand_notice",),
    "D-55 强制执行申请书": ("enforcement_application",),
    "D-58 行政复议答复书": ("remedy_answer",),
    "D-59 约谈记录、提示、告诫": ("talk_record",),
}
#: Numbers whose papers are not in this list, and where they are.
ELSEWHERE = {
    56: "the file's own forms: closing and index, in regulation/case_files and reports/case_file.py",
    57: "publicity: its abstract and its withdrawal, with the double publicity export",
}
#: Read in the office of complaints, with the identity sealed, or by the firm that signed; not by every reader of cases.
BESIDE_CASES = {"complaint_register", "report_register", "service_consent"}
#: Papers of the party, and records that those present sign on every page: all others bear the seal of the organ.
NO_SEAL = {
    "compliance_pledge",
    "deferral_application",
    "interview_record",
    "scene_record",
    "service_address",
    "service_consent",
}
ROOT = Path(reports.__file__).parent
ACTS = "".join(
    path.read_text()
    for path in sorted((ROOT.parent / "regulation").rglob("*.py"))
    if path.name != "languages.py"
)
COMPLAINTS = (ROOT.parent / "regulation" / "complaints" / "actions.py").read_text()


def test_every_number_of_the_list_has_its_paper_or_its_place_elsewhere():
    numbers = {int(name[2:4]) for name in PAPERS}
    assert numbers.isdisjoint(ELSEWHERE)
    assert numbers | ELSEWHERE.keys() == set(range(24, 60))


@pytest.mark.parametrize("kind", sorted({kind for kinds in PAPERS.values() for kind in kinds}))
def test_every_one_has_a_form_a_sample_an_act_and_readers(kind):
    known = registry.KINDS[kind]
    assert (ROOT / "templates" / known.build(samples.SNAPSHOTS[kind])[0]).is_file()
    assert kind in READERS or kind in BESIDE_CASES or kind.startswith("complaint_")
    assert f'"{kind}"' in ACTS or f'"{kind.removeprefix("complaint_")}"' in COMPLAINTS


@pytest.mark.parametrize("kind", sorted({kind for kinds in PAPERS.values() for kind in kinds}))
def test_every_paper_of_the_organ_has_one_seal_and_what_others_sign_has_none(kind):
    for marks, sign in (
        ({"demonstration": True}, "演示标记，不是任何机关的印章"),
        ({"demonstration": False, "signed": True}, "此处不是印模"),
    ):
        page = press.page_of(registry.order(kind, {**samples.SNAPSHOTS[kind], **marks}))
        assert page.count(sign) == (kind not in NO_SEAL)


# --- English beside the Chinese ----------------------------------------------------------------------------


def sheet(kind, **more):
    given = {
        **samples.SNAPSHOTS[kind],
        "english_asked_on": "2026-11-18",
        **more,
    }
    paper = registry.KINDS[kind].build(given)[1]["paper"]
    return english.sheet(kind, registry.KINDS[kind].title, paper, i18n.english().gettext)


def said(kind, **more):
    found = sheet(kind, **more)
    return " ".join((found.title, *(value for _, value in found.rows), *found.operative, *found.paragraphs))


def test_the_kinds_that_may_be_asked_for_in_english_are_those_with_english():
    assert english.SAYS.keys() == languages.KINDS


@pytest.mark.parametrize("kind", sorted(english.SAYS))
def test_a_sheet_exists_only_where_the_party_asked_and_its_title_is_english(kind):
    paper = registry.KINDS[kind].build(samples.SNAPSHOTS[kind])[1]["paper"]
    assert english.sheet(kind, "题", paper, str) is None
    found = sheet(kind)
    assert found.title.isascii()
    assert ("Authority", f"{samples.ORGAN['name_en']} ({samples.ORGAN['name']})") in found.rows
    assert found.operative


def test_the_sheet_carries_what_was_translated_with_who_did_it_and_says_what_was_not():
    found = sheet("penalty_decision", translations=samples.TRANSLATIONS)
    facts = dict(found.told)["Facts"]
    assert facts == (
        "[not translated; see the Chinese original]",
        "On 7 December 2026 this authority checked again; the firm still did not show them.",
    )
    assert "own words: translation for reference, by 北京示例翻译有限公司" in found.note
    assert "The Chinese text on the preceding pages is the original and prevails." in found.note
    plain = sheet("penalty_decision")
    assert plain.told == ()
    assert "is not translated" in plain.note


def test_every_measure_and_money_item_has_english():
    for text in (*MEASURE_NAMES.values(), "罚款", "没收违法所得"):
        assert i18n.english().gettext(text).isascii(), text


def test_the_sheet_of_a_decision_says_amounts_days_articles_and_remedies():
    text = said("penalty_decision")
    for words in (
        "Fine: RMB 6,000.00",
        "Illegal gains confiscated: RMB 12,050.50",
        "In all: RMB 18,050.50",
        "Interim Regulations on the Human Resources Market, Article 44",
        "within 15 days",
        "3%",
        "never by more than the fine itself",
        "within 60 days",
        "within 6 months",
        f"{samples.ORGAN['court_en']} ({samples.ORGAN['court']})",
        f"{samples.ORGAN['reviewer_en']} ({samples.ORGAN['reviewer']})",
        f"{samples.ORGAN['bank_en']} ({samples.ORGAN['bank']})",
        "does not stop this decision",
    ):
        assert words in text, words


REFUND = {"amount": "901.50", "heads": 3, "returned": "300.50", "days": 10}


@pytest.mark.parametrize("kind", ["prior_notice", "penalty_decision"])
@pytest.mark.parametrize(
    ("returned", "days", "zh", "en"),
    [
        ("0", 10, "责令WHO自收到PAPER之日起十日内，将向3名劳动者收取的", "within 10 days"),
        ("300.50", 10, "已经退还。", "RMB 300.50 came back already"),
        ("901.50", 0, "已经全部退还劳动者本人", "Given back already: RMB 901.50"),
    ],
)
def test_what_workers_paid_is_ordered_back_beside_the_penalties(kind, returned, days, zh, en):
    """《就业促进法》第六十六条第二款: 限期退还, which is no penalty and stands apart from the fine."""
    refund = REFUND | {"returned": returned, "days": days}
    page = press.page_of(registry.order(kind, {**samples.SNAPSHOTS[kind], "refund": refund}))
    text = re.sub(r"\s+|<[^>]+>", "", page)
    who, paper = {"prior_notice": ("你单位", "行政处罚决定书"), "penalty_decision": ("当事人", "本决定书")}[
        kind
    ]
    assert zh.replace("WHO", who).replace("PAPER", paper) in text
    assert en in said(kind, refund=refund)
    assert "退还劳动者本人" not in press.page_of(registry.order(kind, samples.SNAPSHOTS[kind]))


def test_the_sheet_of_a_decision_says_of_each_statement_what_became_of_it():
    text = said("penalty_decision")
    assert "23 December 2026, 示例砚: adopted in part" in text
    assert "24 December 2026, 示例砚: not adopted" in text
    assert "Administrative Penalty Law, Article 45" in text


async def test_the_decision_prints_each_statement_with_its_answer_and_the_reason():
    content = await registry.printed("penalty_decision", samples.SNAPSHOTS["penalty_decision"])
    text = re.sub(
        r"\s+", "", "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    )
    for each in (samples.SAID, samples.SAID_AGAIN):
        assert f"{each['said']}复核结论：{each['adopted']}。理由：{each['reason']}。" in text
    assert "未提出陈述" not in text


def test_after_a_penalty_on_the_spot_reconsideration_comes_first():
    text = said("spot_decision", remedies={"review_first": True, "through_organ": True})
    assert "must first apply" in text
    assert "within 15 days of receiving it" in text
    assert "6 months" not in text


def test_the_right_to_a_hearing_is_told_only_where_there_is_one():
    assert "right to a hearing" in said("prior_notice")
    assert "right to a hearing" not in said("prior_notice", hearing=None)


def test_an_article_of_an_unknown_instrument_stays_as_it_is_written():
    assert english_style.article("《示例条例》第三条") == "《示例条例》第三条"
    assert (
        english_style.article("《中华人民共和国行政处罚法》第三十三条第一款")
        == "Administrative Penalty Law, Article 33(1)"
    )


def test_days_are_days_of_beijing():
    assert english_style.day(date(2026, 11, 1)) == "1 November 2026"


@pytest.mark.parametrize("kind", ["penalty_decision", "service_address"])
async def test_the_printed_paper_has_the_chinese_first_and_says_which_prevails(kind):
    name = "北京" + "示例砚青" * 48 + "人力资源"
    given = {**samples.SNAPSHOTS[kind], "party": {**samples.FIRM, "name": name}}
    plain = pypdf.PdfReader(io.BytesIO(await registry.printed(kind, given)))
    both = pypdf.PdfReader(
        io.BytesIO(await registry.printed(kind, {**given, "english_asked_on": "2026-11-18"}))
    )
    assert len(both.pages) > len(plain.pages)
    pages = [re.sub(r"\s+", "", page.extract_text()) for page in both.pages]
    assert all("TheChinesetext" not in page for page in pages[: len(plain.pages)])
    tail = "".join(pages[len(plain.pages) :])
    assert "Englishtranslationattheparty'srequestof18November2026" in tail.replace("’", "'")
    assert "istheoriginalandprevails" in tail
    assert "以中文文本为准" in tail
    assert name in tail
    assert all(len(page) > 60 for page in pages)


# --- amounts ---------------------------------------------------------------------------------------------


def written(kind, **more):
    """The paper as text, before it is set."""
    page = press.page_of(registry.order(kind, {**samples.SNAPSHOTS[kind], **more}))
    return html.unescape(re.sub(r"<style.*?</style>|<[^>]*>", "", page, flags=re.DOTALL))


#: An amount of money as the program writes it, with its cents.
FIGURE = re.compile(r"¥(\d[\d,]*\.\d\d)|(?<![\d,])(\d[\d,]*\.\d\d) ?元")


@pytest.mark.parametrize("kind", sorted(samples.SNAPSHOTS))
def test_every_amount_on_a_paper_stands_there_in_capitals_too(kind):
    text = written(kind)
    for in_yuan, in_words in FIGURE.findall(text):
        assert in_yuan, f"{in_words}元 has no capitals"
        assert f"{money.capital(money.parse(in_yuan))}（¥{in_yuan}）" in text


@pytest.mark.parametrize(
    "kind",
    sorted(
        path.stem
        for path in (ROOT / "templates").glob("*.html")
        if path.stem in samples.SNAPSHOTS and re.search(r"\| (?:amount|in_capitals)", path.read_text())
    ),
)
def test_the_sample_of_a_kind_that_prints_money_has_some(kind):
    assert FIGURE.search(written(kind))


def test_amounts_in_running_text_get_their_capitals():
    assert (
        wording.in_capitals("违法所得1,000.00元中，500.50元应当退赔；每份30元，共12.00万元")
        == "违法所得人民币壹仟元整（¥1,000.00）中，人民币伍佰元零伍角（¥500.50）应当退赔；每份30元，共12.00万元"
    )


def test_articles_of_one_instrument_name_it_once():
    cited = [
        SimpleNamespace(label=each)
        for each in (
            "《甲法》第一条",
            "《甲法》第二条第一款",
            "《乙条例》第三条",
            "某办法第四条",
            "某办法第五条",
        )
    ]
    assert (
        wording.labels(cited) == "《甲法》第一条、第二条第一款、《乙条例》第三条、某办法第四条、某办法第五条"
    )


# --- what stands on the page ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("已改正", "已改正。"),
        ("已改正。", "已改正。"),
        ("", ""),
        ("见附件（二）", "见附件（二）。"),
        ("已改正；", "已改正；"),
    ],
)
def test_what_somebody_wrote_ends_as_a_sentence_where_another_follows(written, sentence):
    assert wording.stopped(written) == sentence


async def test_a_receipt_that_knows_only_the_day_of_service_prints_the_day():
    given = {**samples.SNAPSHOTS["service_receipt"], "served_at": None, "served_on": "2027-01-04"}
    text = re.sub(
        r"\s+",
        "",
        pypdf.PdfReader(io.BytesIO(await registry.printed("service_receipt", given))).pages[0].extract_text(),
    )
    assert "送达时间2027年1月4日" in text
