"""The book: tagged for who cannot see it, in one language, with everything that must be said; the same bytes each time."""

import hashlib
import io
import re
from decimal import Decimal
from functools import cache

import pypdf
import pytest

from regulation.indicators.edits import BY_KEY
from regulation.indicators.edits.filing import Level
from reports.statistics import bundle, method, printing
from reports.statistics.edit_captions import CAPTIONS
from reports.statistics.table import SUPPRESSED, Cell, Heading, Status
from tests.builders import editions as build


@pytest.fixture(scope="module")
async def whole():
    """Every file of the edition, its two books among them: printing them takes seconds."""
    return await bundle.everything(build.revised())


@pytest.fixture(scope="module", params=["zh", "en"])
def printed(request, whole):
    content = whole[bundle.BOOKS[request.param]]
    return request.param, pypdf.PdfReader(io.BytesIO(content)), content


def structure(reader):
    """Every element of the tag tree with its type, depth first."""
    waiting = [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        element = waiting.pop().get_object()
        if not isinstance(element, pypdf.generic.DictionaryObject):
            continue
        yield element
        below = element.get("/K", [])
        below = below if isinstance(below, list) else [below]
        waiting += [each for each in below if not isinstance(each, int)]


@cache
def text_of(reader):
    return "\n".join(page.extract_text() for page in reader.pages)


def test_the_book_says_its_language_and_title_and_is_tagged(printed):
    lang, reader, content = printed
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == {"zh": "zh-CN", "en": "en"}[lang]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "2025" in reader.metadata.title
    assert b"pdfuaid:part" in reader.trailer["/Root"]["/Metadata"].get_object().get_data()
    assert content.startswith(b"%PDF-1.7")


def test_every_page_but_none_is_without_content_in_the_tag_tree(printed):
    _, reader, _ = printed
    tagged = {
        element["/Pg"].get_object().get("/StructParents") for element in structure(reader) if "/Pg" in element
    }
    assert len(tagged) == len(reader.pages)


def test_cells_of_tables_know_their_headings(printed):
    _, reader, _ = printed
    elements = list(structure(reader))
    heads = {element["/ID"] for element in elements if element.get("/S") == "/TH"}
    cells = [element for element in elements if element.get("/S") == "/TD"]
    assert len(cells) > 20
    for cell in cells:
        named = cell["/A"].get("/Headers", [])
        assert named
        assert set(named) <= heads


def test_every_chart_has_its_text(printed):
    lang, reader, _ = printed
    charts = [element for element in structure(reader) if element.get("/S") == "/Figure"]
    assert len(charts) == 4
    said = [element["/Alt"] for element in charts]
    assert all(len(each) > 20 for each in said)
    assert any(("Chaoyang 40" if lang == "en" else "朝阳区 40") in each for each in said)


def test_bookmarks_lead_to_every_chapter_and_table(printed):
    _, reader, _ = printed

    def flat(outline):
        for each in outline:
            if isinstance(each, list):
                yield from flat(each)
            else:
                yield each.title

    titles = " ".join(flat(reader.outline))
    for number in ("T01", "T02"):
        assert number in titles


def test_contents_name_the_page_on_which_a_table_stands(printed):
    lang, reader, _ = printed
    title = "表T02的名称" if lang == "zh" else "Title of T02"
    contents = next(page.extract_text() for page in reader.pages if title in page.extract_text())
    stated = int(
        re.search(
            r"T02.*?(\d+)\s*$", next(line for line in contents.splitlines() if title in line or "T02" in line)
        )[1]
    )
    assert title in reader.pages[stated - 1].extract_text()
    assert "40" in reader.pages[stated - 1].extract_text()


def test_the_imprint_carries_vintage_address_and_checksum(printed):
    _, reader, _ = printed
    edition = build.revised()
    imprint = re.sub(r"\s", "", reader.pages[1].extract_text())
    assert edition.checksum in imprint
    assert edition.address in imprint
    assert edition.checksum == hashlib.sha256(edition.data).hexdigest()


def test_the_signs_are_explained_and_the_rules_told_with_their_numbers_and_doubts(printed):
    lang, reader, _ = printed
    text = re.sub(r"\s", "", text_of(reader))
    for sign, meaning in method.symbols(lang):
        assert re.sub(r"\s", "", meaning) in text, sign
    for said in (
        ("少于3个企业集团", "国家没有规定上述数值")
        if lang == "zh"
        else ("fewerthan3enterprisegroups", "Nonationaltextgivesthesenumbers")
    ):
        assert said in text


def test_the_head_of_a_table_says_response_and_imputation(printed):
    lang, reader, _ = printed
    text = re.sub(r"\s", "", text_of(reader))
    assert "90/100(90.0%)" in text
    assert "97.5%" in text
    assert ("估算份额2.1%" if lang == "zh" else "Imputedshare2.1%") in text


def test_revisions_and_triangle_are_printed(printed):
    _, reader, _ = printed
    text = text_of(reader)
    assert "补报两家" in text
    assert "115" in text


def test_nothing_withheld_is_in_the_file(printed):
    _, reader, content = printed
    assert str(build.SECRET) not in re.sub(r"[,\s]", "", text_of(reader))
    assert str(build.SECRET).encode() not in content


def test_an_english_book_speaks_english(printed):
    lang, reader, _ = printed
    if lang == "en":
        body = "\n".join(page.extract_text() for page in reader.pages[3:])
        glossary = body.index("Glossary\n") if "Glossary\n" in body else len(body)
        found = set(re.findall(r"[一-鿿]{2,}", body[:glossary]))
        assert found <= {"补报两家"}, found  # the reason, as the official wrote it


async def test_a_whole_book_has_every_file_and_a_manifest_of_their_sums(whole):
    edition = build.revised()
    assert set(whole) == {"T01.csv", "T02.csv", "T07.csv", *bundle.WHOLE}
    assert whole["yearbook.json"] == edition.data
    again = await bundle.everything(edition)
    assert {name for name in whole if whole[name] != again[name]} == set()


def test_captions_are_of_rules_that_exist_and_that_a_return_can_carry():
    for rule in CAPTIONS:
        assert BY_KEY[rule].level is Level.SOFT, "hard ones stop the return, so none is ever counted"


def test_the_quality_report_counts_edits_against_the_returns():
    [line] = method.edits(build.an_edition(edits=(("V060", "soft", 9),)), "en")
    assert (line["rule"], line["about"], line["count"], line["rate"]) == (
        "V060",
        "a core figure halved or doubled",
        "9",
        "10.0%",
    )


def test_the_marks_behind_figures_stand_apart_so_that_digits_stand_below_digits():
    columns = [Heading("a", "甲", "A"), Heading("b", "乙", "B")]
    rows = [Heading("one", "一", "One"), Heading("two", "二", "Two")]
    cells = [
        Cell("one", "a", Decimal(1200), status=Status.REVISED),
        Cell("two", "a", Decimal(34)),
        Cell("one", "b", Decimal(5)),
        Cell("two", "b", None, SUPPRESSED),
    ]
    edition = build.an_edition(build.a_table("T04", "staff", columns, rows, cells))
    [first, second] = printing._table(edition.tables[0], {}, edition, "zh")["rows"]
    assert [
        (each["text"], each["mark"], each["has_marks"]) for each in (*first["cells"], *second["cells"])
    ] == [
        ("1,200", "(r)", True),
        ("5", "", False),
        ("34", "", True),
        ("x", "", False),
    ]


def test_names_of_rows_are_not_broken_and_headings_only_where_the_page_is_too_narrow():
    def headings(number, name):
        columns = [Heading(f"c{at}", name, f"Column {at}") for at in range(number)]
        rows = [Heading("r", "民办非企业等其他性质的服务机构", "Others")]
        cells = [Cell("r", each.key, Decimal(13_164_833)) for each in columns]
        edition = build.an_edition(build.a_table("T08", "services", columns, rows, cells))
        return {each["is_short"] for each in printing._table(edition.tables[0], {}, edition, "zh")["columns"]}

    assert headings(4, "国有企业") == {True}
    assert headings(8, "提供就业、择业和流动服务") == {False}
    assert printing._parts("吊销、撤销、撤回") == ("吊销、", "撤销、撤回")
    assert printing._parts("服务用人单位") == ()


def test_the_source_of_a_table_is_no_sentence_unless_it_is_several():
    assert printing._without_label("来源：人社统LM1表。") == "人社统LM1表"
    assert printing._without_label("Source: records of parks.") == "Records of parks"
    assert (
        printing._without_label("Source: records. Returns are not used.") == "Records. Returns are not used."
    )


def test_the_log_gives_the_reason_of_a_vintage_once(printed):
    lang, reader, _ = printed
    edition = build.revised()
    [vintage] = printing.revisions_by_vintage(edition, lang)
    assert len(vintage["lines"]) == len([each for each in edition.revisions if each.year == edition.year])
    assert vintage["first"]["reason"]
    pages = [page.extract_text() for page in reader.pages]
    # In the list of vintages, in the imprint where the note stands, and over the log.
    assert 1 <= sum(text.count(vintage["first"]["reason"]) for text in pages) <= 3
