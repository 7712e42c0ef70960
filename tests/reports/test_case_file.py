"""The whole file of a case as one PDF: page numbers, bookmarks, index, and what cannot be set on a page."""

import asyncio
import io
import re
from datetime import date

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter

from reports import case_file, pdf
from reports.case_file import File, Leaf, Volume

DAY = date(2026, 3, 2)
HEAD = {
    "organ": "北京市朝阳区人力资源和社会保障局",
    "title": "行政处罚案卷",
    "number": "京朝人社案〔2026〕1号",
    "cause": "未按规定报告",
    "party": "测试甲人力资源有限公司",
    "opened_on": DAY,
    "outcome": "罚款",
    "ended_on": None,
    "officers": "安某",
    "archive": "",
    "made_on": DAY,
    "lacking": [{"name": "立案审批表", "cited": "《中华人民共和国行政处罚法》第五十四条第二款"}],
}


def bound(file):
    """Bound where it always is: in the printing process."""
    return asyncio.run(case_file.bound(file))


def blank(pages, rotate=0, width=595, **more):
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width, 842).rotate(rotate)
    if more.get("password"):
        writer.encrypt(more["password"])
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def photograph():
    out = io.BytesIO()
    Image.new("RGB", (3000, 2000), "#335577").save(out, "JPEG")
    return out.getvalue()


def leaf(title, content, part="证据", media_type=case_file.PDF, **more):
    return Leaf(title, f"{title}号", DAY, part, content, media_type, **more)


@pytest.fixture(scope="module")
def made():
    main = (
        leaf("处罚决定书", blank(3), "决定和送达"),
        leaf("横页扫描件", blank(1, rotate=90)),
        leaf("加密件", blank(1, password="x")),
        leaf("损坏件", b"%PDF-1.7 nothing of this is one"),
        leaf(
            "现场照片", photograph(), media_type="image/jpeg", sha256="ab" * 32, note="已排除，不作为定案依据"
        ),
        leaf("假照片", b"no picture", media_type="image/png"),
        leaf("录音", b"sound", media_type="audio/mpeg"),
        leaf("大图纸", blank(2, width=1200), "结案"),
    )
    side = (leaf("审核意见书", blank(2), "审核和集体讨论"),)
    found = bound(File(HEAD, (Volume("正卷", main), Volume("副卷", side))))
    return PdfReader(io.BytesIO(found.content)), found.pages


def bookmarks(reader, outline=None, depth=0):
    for each in reader.outline if outline is None else outline:
        if isinstance(each, list):
            yield from bookmarks(reader, each, depth + 1)
        else:
            yield depth, str(each.title), reader.get_destination_page_number(each)


def number_on(page):
    """The number stamped on a page, from the digits that its last lines draw."""
    content = page.get_contents().get_data().decode("latin-1")
    return int("".join(re.findall(r"/CaseFileDigit(\d) Do", content)) or 0)


def test_every_page_of_a_volume_is_numbered_and_nothing_else_is(made):
    reader, pages = made
    assert len(reader.pages) == pages
    stamped = [number_on(each) for each in reader.pages]
    assert [each for each in stamped if each] == [*range(1, 12), 1, 2]


def test_bookmarks_lead_from_volume_to_part_to_paper(made):
    reader, _ = made
    found = list(bookmarks(reader))
    assert [title for depth, title, _ in found if depth == 0] == ["正卷", "副卷"]
    assert [title for depth, title, _ in found if depth == 1] == [
        "封面和卷内目录",
        "决定和送达",
        "证据",
        "结案",
        "备考表",
        "封面和卷内目录",
        "审核和集体讨论",
        "备考表",
    ]
    places = {title: number_on(reader.pages[at]) for depth, title, at in found if depth == 2}
    assert places["处罚决定书 处罚决定书号"] == 1
    assert places["现场照片 现场照片号"] == 7
    assert places["审核意见书 审核意见书号"] == 1


def test_the_index_names_every_paper_with_its_pages(made):
    reader, _ = made
    index = reader.pages[1].extract_text()
    assert re.search(r"处罚决定书.*1—3", index)
    assert re.search(r"大图纸.*10—11", index)
    assert "已排除" in index
    assert "审核意见书" not in index


def test_what_cannot_be_set_on_a_page_has_a_sheet_that_says_so(made):
    reader, _ = made
    sheets = {number_on(each): each.extract_text() for each in reader.pages[:-4]}
    assert "已加密或者损坏" in sheets[5]
    assert "已加密或者损坏" in sheets[6]
    assert "无法显示" in sheets[8]
    assert "不能印在纸上" in sheets[9]
    assert "ab" * 32 in sheets[7].replace("\n", "")
    assert len(reader.pages[8].images) == 1


def test_the_last_page_names_what_the_file_lacks_and_that_signatures_stay_with_the_originals(made):
    reader, _ = made
    at = next(page for depth, title, page in bookmarks(reader) if depth == 1 and title == "备考表")
    said = reader.pages[at].extract_text()
    assert "立案审批表" in said
    assert "以系统保存的原件为准" in said


def test_a_name_that_no_font_has_is_named_and_nothing_is_bound():
    with pytest.raises(pdf.Unprintable):
        bound(File({**HEAD, "party": "甲\U0003134a乙\ue000丙"}, (Volume("正卷", ()),)))


def test_an_empty_volume_is_a_cover_and_an_empty_index():
    found = bound(File({**HEAD, "lacking": []}, (Volume("副卷", ()),)))
    reader = PdfReader(io.BytesIO(found.content))
    assert "本卷没有材料" in reader.pages[1].extract_text()
    assert "齐全" in reader.pages[-1].extract_text()
