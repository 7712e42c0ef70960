"""Every paper of a visit prints from what the acts stored, and holds what the reader must find."""

import io
import struct
import zlib
from datetime import timedelta

import pypdf
import pytest

from app.documents import printing
from app.settings import settings
from regulation import database
from regulation.casework import attachments, documents
from regulation.inspections.status import TaskStatus, Unable
from tests.builders import inspections as build

KINDS = {
    "inspection_approval", "inspection_notice", "inspection_check_form", "inspection_record", "inspection_result_notice",
}  # fmt: skip


def drawn():
    """A PNG as a finger on glass leaves it: one line across."""
    rows = b"".join(b"\x00" + bytes(255 if y != 4 else 0 for _x in range(40)) for y in range(9))

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 40, 9, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def read(content):
    reader = pypdf.PdfReader(io.BytesIO(content))
    return reader, "".join(page.extract_text() for page in reader.pages).replace("\n", "")


async def printed(task_id):
    return {
        each["kind"]: read(await printing.pdf_of(each))
        for each in await documents.of_matter("inspection_task", task_id)
    }


async def test_every_paper_of_a_visit_prints(cast):
    task_id = await build.a_task(cast, at=TaskStatus.PUBLISHED, problem="displayed")
    task = await database.row("select number, place from inspection_task where id = $1", task_id)
    found = await printed(task_id)
    assert set(found) == KINDS
    for kind, (_reader, text) in found.items():
        assert "抽查" in text, kind
    assert "严禁逐利检查" in found["inspection_notice"][1]
    assert "白一" in found["inspection_approval"][1]
    for kind in ("inspection_check_form", "inspection_record", "inspection_result_notice"):
        assert "未明示收费标准" in found[kind][1], kind
    assert task["place"] in found["inspection_record"][1]


@pytest.mark.parametrize("unable", list(Unable))
async def test_a_visit_that_found_nobody_prints_too(cast, unable):
    task_id = await build.a_task(cast, at=TaskStatus.PUBLISHED, unable=unable)
    found = await printed(task_id)
    assert set(found) == KINDS
    assert "门锁无人" in found["inspection_record"][1]


async def test_signatures_drawn_on_glass_stand_on_record_and_form(cast):
    task_id = await build.a_task(cast, at=TaskStatus.STARTED)
    first, second = await build.team_of(cast, task_id)
    at = build.NOW + timedelta(days=3)
    folder = settings().var_dir / "attachments"
    for who in ("lead", "lead", "second", "firm"):
        await attachments.add(
            folder, "inspection_task", task_id, f"signature-{who}", f"{who}.png", "image/png", drawn(), actor=first, now=at
        )  # fmt: skip
    await build.filled(task_id, first, at)
    await build.visiting.submit(task_id, actor=first, now=at + timedelta(hours=1))
    await build.visiting.confirm(task_id, actor=second, now=at + timedelta(hours=2))
    found = await printed(task_id)
    form, _text = found["inspection_check_form"]
    assert len(list(form.pages[-1].images)) >= 1
    record, _text = found["inspection_record"]
    assert all(len(list(page.images)) >= 1 for page in record.pages), "signed on each page"
    hands = await printing.signatures((await documents.of_matter("inspection_task", task_id))[-1])
    assert [each["who"] for each in hands] == ["lead", "second", "firm"]


async def test_a_signature_that_came_after_the_paper_is_not_on_it(cast):
    task_id = await build.a_task(cast, at=TaskStatus.CONFIRMED)
    first, _second = await build.team_of(cast, task_id)
    await attachments.add(
        settings().var_dir / "attachments", "inspection_task", task_id, "signature-firm", "firm.png", "image/png", drawn(),
        actor=first, now=build.NOW + timedelta(days=30),
    )  # fmt: skip
    for paper in await documents.of_matter("inspection_task", task_id):
        assert await printing.signatures(paper) == []
