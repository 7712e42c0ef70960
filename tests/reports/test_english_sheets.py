"""The English sheet of every paper: no text without a place for its English, no figure, day or number of the Chinese left out."""

import dataclasses
import html
import re
from datetime import date, datetime
from decimal import Decimal

import pytest

from app.shell import i18n, translating
from regulation.casework import languages, translations
from regulation.law import beijing, money, wording
from reports import press
from reports.documents import english, english_style, registry, translated
from tests.reports import samples
from tests.reports.test_case_papers import PAPERS, sheet

#: Papers of a case, an order or a complaint that carry no English sheet, and why.
NO_SHEET = {
    "inspection_check_form": "a record taken on the phone: what the party is told of it is the result notice",
    "inspection_record": "signed page by page as it was read back, through an interpreter where one is needed",
    "scene_record": "the same",
    "interview_record": "the same; its words are the party's own",
    "statement_record": "the same",
    "case_hearing_record": "the same",
    "evidence_receipt": "goes to whoever held the thing, who need not be the party that asked",
    "complaint_register": "stays in the house",
    "complaint_handover": "goes to another organ",
    "report_register": "stays in the house; a report has no party",
    "case_opening_form": "stays in the house",
    "jurisdiction_designation": "between organs",
    "transfer_letter": "between organs",
    "transfer_receipt": "between organs",
    "preservation_approval": "stays in the house",
    "investigation_report": "stays in the house",
    "case_hearing_report": "stays in the house",
    "statement_review": "stays in the house; the party reads its outcome in the decision",
    "legal_review_opinion": "stays in the house",
    "discussion_minutes": "stays in the house",
    "compliance_pledge": "the party's own",
    "supervision_advice": "goes to the body that supervises the party",
    "service_consent": "the party signed it on the page in the language it read there",
    "deferral_application": "the party's own",
    "enforcement_application": "goes to the court",
    "remedy_answer": "goes to the reviewing government or the court",
}
#: Texts of a snapshot that need no translation of their own, by field; of one kind where a kind is named.
NAMES = "a name: of a person, a body, a place or a number"
WORDS = "the program's own words, in English in the catalogue"
PLAIN = {
    "number": NAMES, "token": "a code", "verification_url": "an address", "contact": NAMES, "contact_phone": NAMES,
    "organ_en": "English", "place": NAMES, "keeper": NAMES, "person": NAMES, "replaced": NAMES, "chair": NAMES,
    "recorder": NAMES, "case_number": NAMES, "complaint_number": NAMES, "decision_number": NAMES, "order_number": NAMES,
    "task_number": NAMES, "record_number": NAMES, "application_number": NAMES, "preservation_number": NAMES,
    "document_number": NAMES, "reference": NAMES, "receipt": NAMES, "decree": NAMES, "collect_at": NAMES, "address": NAMES,
    "receiver": NAMES, "phone": NAMES, "note": "days and the carrier, said in English by the sheet", "witness": NAMES, "attendants": NAMES, "received": NAMES, "asker": NAMES,
    "shown_name": NAMES, "respondent": NAMES, "account": NAMES, "bank": NAMES, "asked_by": NAMES,
    "cause": WORDS, "occasion": WORDS, "outcome": WORDS, "title": WORDS, "result": WORDS, "handling": WORDS, "closed": WORDS,
    "decided_instead": WORDS, "hearing": WORDS, "publicity": WORDS, "collecting": WORDS, "document_title": WORDS,
    "method": WORDS, "seriousness": WORDS, "licence": "a code", "topic": WORDS, "body": WORDS, "basis": "an article",
    "consequence": "the program's own, with its articles (`english_style.follows`)",
    "content": "the operative part again, in English in the sheet of that paper",
    "no_penalty_decision.ground": WORDS, "no_penalty_decision.demand": "stands in the advice beside it", "complaint_refusal.ground": WORDS,
    "complaint_direction.ground": WORDS, "complaint_acceptance.ground": "of other kinds", "complaint_result.ground": "of other kinds",
    "complaint_supplement.ground": "of other kinds", "complaint_withdrawal.ground": "of other kinds",
    "complaint_acceptance.text": "of other kinds", "complaint_withdrawal.text": "of other kinds",
    "service_address.text": NAMES,
}  # fmt: skip
#: Parts that hold names, numbers and articles only.
PLAIN_PARTS = {"organ", "party", "firm", "addressee", "officers", "breached", "citations", "notice", "order", "orders",
               "remedies", "translations", "payment", "schedule", "stays", "signature_images"}  # fmt: skip
PLAIN_INNER = {
    "penalties.text": WORDS, "order.method": WORDS, "hearing.ground": WORDS, "problems.basis": "articles", "correction.number": NAMES,
    "statements.by": NAMES, "statements.adopted": WORDS, "statements.outcome": "a code", "basis.label": "an article",
    "basis.text": "the text of the law",
}  # fmt: skip
#: Numbers that the Chinese prints and the sheet says otherwise or not at all.
OTHERWISE = {
    "statement_days": "beside the day itself",
}


def test_each_paper_of_the_list_has_a_sheet_or_a_reason_for_none():
    listed = {kind for kinds in PAPERS.values() for kind in kinds}
    assert set(NO_SHEET) == listed - languages.KINDS


def fields_of(shape):
    return {each.name: each for each in dataclasses.fields(shape)}


@pytest.mark.parametrize("kind", sorted(languages.KINDS))
def test_every_text_of_a_paper_is_asked_for_in_english_or_stands_here_with_its_reason(kind):
    free = set(translations.FREE_TEXTS.get(kind, ()))
    assert free <= translated.LABELS.keys() | translated.IN_LISTS
    assert free <= translating.PLACES.keys()
    left = []
    for name, each in fields_of(type(_paper(kind))).items():
        shape = str(each.type)
        inner = {place for place in free if place.startswith(f"{name}.")}
        if name in free or name in PLAIN_PARTS or name in PLAIN or f"{kind}.{name}" in PLAIN:
            continue
        if shape in {"str", "tuple[str, ...]"}:
            left.append(name)
        elif "parts." in shape or shape.removesuffix(" | None").isidentifier() or "tuple[" in shape:
            part = _part(kind, name)
            left += (
                [
                    f"{name}.{key}"
                    for key, found in fields_of(part).items()
                    if str(found.type) in {"str", "tuple[str, ...]"}
                    and f"{name}.{key}" not in inner | PLAIN_INNER.keys()
                ]
                if part is not None
                else []
            )
    assert not left


def _paper(kind, **more):
    return registry.KINDS[kind].build({**samples.SNAPSHOTS[kind], **more})[1]["paper"]


def _part(kind, name):
    value = getattr(_paper(kind), name)
    value = value[0] if isinstance(value, tuple) and value else value
    return type(value) if dataclasses.is_dataclass(value) else None


def printed_values(value, place=""):
    """Days, amounts and numbers of a snapshot, each with its place."""
    if dataclasses.is_dataclass(value):
        for each in dataclasses.fields(value):
            if each.name not in {"english_asked_on", "translations", "token", "verification_url"}:
                yield from printed_values(getattr(value, each.name), f"{place}.{each.name}".lstrip("."))
    elif isinstance(value, tuple):
        for each in value:
            yield from printed_values(each, place)
    elif value is not None and not isinstance(value, bool) and re.search(r"\d", str(value)):
        yield place, value


def ways_to_write(value):
    """As the Chinese writes it, and as the sheet does."""
    if isinstance(value, datetime):
        local = beijing.in_beijing(value)
        return (f"{local.year}年{local.month}月{local.day}日",), english_style.moment(value)
    if isinstance(value, date):
        return (f"{value.year}年{value.month}月{value.day}日",), english_style.day(value)
    if isinstance(value, Decimal):
        return (f"{money.figures(value)}元",), f"{value:,.2f}"
    if isinstance(value, int):
        word = press._environment().filters["chinese"](value)
        return tuple(f"{n}{unit}" for n in (word, value) for unit in "日个人项名"), str(value)
    return (wording.brackets(value),), wording.brackets(value)


@pytest.mark.parametrize("kind", sorted(languages.KINDS))
def test_every_figure_day_and_number_that_the_chinese_prints_stands_on_the_sheet(kind):
    free = {place.partition(".")[0] for place in translations.FREE_TEXTS.get(kind, ())}
    paper = _paper(kind)
    chinese = _bare(press.page_of(registry.order(kind, samples.SNAPSHOTS[kind])))
    found = sheet(kind)
    said = " ".join((*(value for _, value in found.rows), *found.operative, *found.paragraphs))
    lost, seen = [], 0
    for place, value in printed_values(paper):
        if place in OTHERWISE or place.partition(".")[0] in free or place.endswith(".text"):
            continue
        zh, en = ways_to_write(value)
        if any(re.sub(r"\s+", "", each) in chinese for each in zh):
            seen += 1
            if en not in said:
                lost.append((place, value))
    assert seen
    assert not lost


def _bare(page):
    return re.sub(r"\s+", "", html.unescape(re.sub(r"<style.*?</style>|<[^>]*>", "", page, flags=re.DOTALL)))


def test_the_last_day_to_pay_stands_on_the_slip():
    due = sheet("payment_notice", due_on="2027-01-19")
    assert "the last day to pay is 19 January 2027" in " ".join(due.operative)


def test_classes_and_results_are_english():
    assert "(class: general)" in sheet("credit_repair_notice").operative[0]
    for is_true, words in ((True, "found to be true"), (False, "could not be proved")):
        assert words in sheet("complaint_result", is_true=is_true).operative[0]


def test_the_note_of_a_receipt_is_days_and_whoever_carried_it():
    said = sheet(
        "service_receipt", note="邮件号EX1；交寄或者公告日期：2026年11月5日；送达日期：2026年11月7日"
    ).operative[1]
    assert said == "Note: 邮件号EX1; sent or announced on 5 November 2026; served on 7 November 2026."


def test_the_programs_own_demands_are_in_english_without_anybody_translating_them():
    own = next(each.demand for each in violations() if each.demand)
    said = sheet("order_to_correct", demands=[own, "关闭二层的办事窗口"]).operative
    assert said[-2] == f"To be done: {i18n.english().gettext(own).rstrip('；。.')}."
    assert said[-1] == f"To be done: {translated.MISSING.rstrip('.')}."


def test_what_a_refusal_leads_to_names_the_articles():
    under = "逾期拒不改正的，本机关将依据《人力资源市场暂行条例》第四十四条的规定依法给予行政处罚。"
    assert (
        "will impose a penalty by law under: Interim Regulations on the Human Resources Market, Article 44."
        in (sheet("order_to_correct", consequence=under).paragraphs[0])
    )
    assert sheet("order_to_correct", consequence="").paragraphs[0].endswith("deal with it by law.")


def violations():
    from regulation.penalties.rules.violations import VIOLATIONS

    return VIOLATIONS.values()


def test_there_are_sheets_of_every_kind():
    assert english.SAYS.keys() == languages.KINDS
