"""Section `case_file`: the whole file of a case as one PDF, from papers that are printed already.

The papers are those of our forms, each printed once before the clock starts; every sixth entry is a photograph of twelve million
points, as a phone takes it. Timed is what the desk waits for: the printing process opens, numbers, bookmarks and writes it all.
"""

from __future__ import annotations

import argparse
import io
import time
from datetime import date, timedelta
from typing import TYPE_CHECKING

from pypdf import PdfReader

from reports import case_file, press
from reports.documents import registry
from tests.reports import samples

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST = date(2026, 3, 2)
#: Kinds of papers that a long case has many of.
KINDS = (
    "order_to_correct",
    "recheck_record",
    "interview_record",
    "scene_record",
    "evidence_receipt",
    "prior_notice",
    "case_hearing_record",
    "legal_review_opinion",
    "penalty_decision",
    "service_receipt",
)
PICTURE_EVERY = 6
PHONE = (4000, 3000)


def options(asked: argparse.ArgumentParser) -> None:
    """What can be chosen for this section."""
    asked.add_argument("--file-papers", type=int, default=120, help="papers of the case")


def run(args: argparse.Namespace) -> None:
    """Bind the file, and print the figures."""
    leaves = tuple(_leaves(args.file_papers))
    head = {
        "organ": samples.ORGAN["name"],
        "title": "行政处罚案卷",
        "number": "京朝人社案〔2026〕1号",
        "cause": "未按规定报告",
        "party": samples.FIRM["name"],
        "opened_on": FIRST,
        "outcome": "已决定",
        "ended_on": None,
        "officers": "示例甲、示例乙",
        "archive": "",
        "made_on": FIRST,
        "lacking": [],
    }
    began, spent = time.perf_counter(), time.process_time()
    made = case_file.bind(case_file.File(head, (case_file.Volume("正卷", leaves),)))
    seconds, processor = time.perf_counter() - began, time.process_time() - spent
    if made.problem:
        raise SystemExit(made.problem)
    reader = PdfReader(io.BytesIO(made.content))
    print(f"the file of a case, {len(leaves)} papers:")
    print(f"  {seconds:8.1f} s ({processor:.1f} s of the processor)")
    print(f"  {len(reader.pages):8,} pages, {_bookmarks(reader.outline)} bookmarks")
    print(f"  {len(made.content) / 2**20:8.1f} MB")


def _bookmarks(outline: list[object]) -> int:
    return sum(_bookmarks(each) if isinstance(each, list) else 1 for each in outline)


def _leaves(count: int) -> Iterator[case_file.Leaf]:
    printed = {}
    for kind in KINDS:
        made = press.print_one(registry.order(kind, samples.SNAPSHOTS[kind]))
        if made.problem:
            raise SystemExit(f"{kind}: {made.problem}")
        printed[kind] = made.content
    photograph = _photograph()
    for number in range(count):
        on = FIRST + timedelta(days=number // 4)
        if number % PICTURE_EVERY == PICTURE_EVERY - 1:
            yield case_file.Leaf("现场照片", f"证据{number}", on, "证据", photograph, "image/jpeg", "0" * 64)
        else:
            kind = KINDS[number % len(KINDS)]
            yield case_file.Leaf(
                registry.KINDS[kind].title, f"京朝人社〔2026〕{number}号", on, "文书", printed[kind]
            )


def _photograph() -> bytes:
    from PIL import Image  # noqa: PLC0415 - this section alone

    out = io.BytesIO()
    Image.effect_noise(PHONE, 40).convert("RGB").save(out, "JPEG", quality=85)
    return out.getvalue()
