"""Files that an archive takes, the data they carry, and batches of them."""

import io
import json
import zlib

import pypdf
import pytest
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from reports import everyday_type, pdf
from reports.documents import data, registry
from tests.reports import archival, samples
from tests.reports.test_papers import sample


async def test_the_check_finds_what_is_wrong() -> None:
    """A check that accepts everything would be none: take away or add one thing at a time."""
    template, said = registry.KINDS["filing_certificate"].build(samples.SNAPSHOTS["filing_certificate"])
    assert "the metadata do not say PDF/A-3a" in archival.faults(await pdf.render(template, said))
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(await sample("filing_certificate")))
    action = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("x")}
    )
    writer.root_object[NameObject("/OpenAction")] = writer._add_object(action)
    writer.root_object.pop("/OutputIntents")
    for element in (each.get_object() for each in writer._objects if each is not None):
        if isinstance(element, dict) and element.get("/S") == "/Figure":
            element.pop("/Alt")
    written = io.BytesIO()
    writer.write(written)
    found = archival.faults(written.getvalue())
    assert "not one output intent with its profile" in found
    assert "a figure without words" in found
    assert any("/JavaScript" in each for each in found)


async def test_what_a_snapshot_keeps_for_others_does_not_leave_with_the_paper() -> None:
    snapshot = {
        **samples.SNAPSHOTS["licence"],
        "complainant": "示例举",
        "organ": {**samples.ORGAN, "inner": "x"},
    }
    content = await registry.printed("licence", snapshot)
    assert "示例举" not in json.dumps(data.read(content), ensure_ascii=False)
    assert "inner" not in json.dumps(data.read(content))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7 nothing",
        b"<</Type /EmbeddedFile>>\nstream\nnot compressed",
        b"<</Type /EmbeddedFile>>\nstream\n" + zlib.compress(b"[1]"),
        b"<</Type /EmbeddedFile>>\nstream\n" + zlib.compress(b'{"format": "zhiheng/paper/1", "said": 3}'),
        b"<</Type /EmbeddedFile>>\nstream\n" + zlib.compress(b"[" * 900_000),
        # Twelve kilobytes that unpack to twelve megabytes.
        b"<</Type /EmbeddedFile>>\nstream\n" + zlib.compress(b" " * 12_000_000, 9),
    ],
)
def test_a_strangers_file_is_read_with_a_limit(content: bytes) -> None:
    assert data.read(content) is None


def test_everyday_type_knows_what_it_lacks() -> None:
    assert everyday_type.suffices("北京市朝阳区人力资源和社会保障局〔2026〕第1号，¥6,000.00\n①←→“”…")
    assert not everyday_type.suffices("𠮷")
    assert not everyday_type.suffices("王喆")


async def test_a_rare_name_takes_the_whole_font_and_is_printed() -> None:
    snapshot = {**samples.SNAPSHOTS["licence"], "firm": {**samples.FIRM, "representative": "王喆𠮷"}}
    content = await registry.printed("licence", snapshot)
    assert "王喆𠮷" in pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text()
    assert archival.faults(content) == []


@pytest.mark.parametrize("count", [0, 1, 3, 26, 200, 1_000])
def test_a_batch_is_cut_into_pieces_that_become_smaller_towards_its_end(monkeypatch, count) -> None:
    monkeypatch.setattr(pdf.pool, "WORKERS", 2)
    pieces = list(pdf._pieces(list(range(count))))
    assert [each for piece in pieces for each in piece] == list(range(count))
    sizes = [len(piece) for piece in pieces]
    assert sizes == sorted(sizes, reverse=True)
    assert all(size <= pdf.PIECE for size in sizes)
    assert sizes[-1:] <= [pdf.LAST_PIECE]


async def test_a_batch_keeps_its_order_and_survives_one_that_cannot_be_printed() -> None:
    orders = []
    for number in range(pdf.PIECE * 2 + 3):
        name = "甲\U0003134a乙" if number == 7 else f"示例第{number}人力资源有限公司"
        snapshot = {**samples.SNAPSHOTS["filing_certificate"], "firm": {**samples.FIRM, "name": name}}
        orders.append(registry.order("filing_certificate", snapshot))
    made = [each async for piece in pdf.batch(orders) for each in piece]
    assert [bool(each.content) for each in made] == [number != 7 for number in range(len(orders))]
    assert made[7].missing == ("\U0003134a",)
    for number in (0, pdf.PIECE, len(orders) - 1):
        said = data.read(made[number].content)
        assert said is not None
        assert said["said"]["firm"]["name"] == f"示例第{number}人力资源有限公司"
