"""`zhiheng print-papers`: print what has not been printed yet, or the papers of a list, as one batch, and say how far it is."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from app.commands import speech


async def run(args: argparse.Namespace) -> int:
    """0 when everything asked for is printed; 1 when a paper could not be, or a number is unknown."""
    from app.documents import printing
    from regulation import database
    from reports import pdf

    numbers = _numbers(args.numbers) if args.numbers else None
    found = await database.rows(
        """select id, number from document
            where withdrawn_at is null and ($1::text[] is null or number = any($1)) and ($2::text is null or kind = $2)
              and not exists (select from document_bytes where document_bytes.document = document.id and variant = $3)
            order by issued_at""",
        numbers,
        args.kind,
        args.variant,
    )
    unknown = set(numbers or ()) - set(
        await database.value("select array_agg(number) from document where number = any($1)", numbers or [])
        or ()
    )
    began, progress = time.monotonic(), None
    try:
        async for progress in printing.print_batch([each["id"] for each in found], args.variant):
            print(f"\r{progress.printed}/{progress.asked}", end="", flush=True)
    finally:
        pdf.shutdown()
    print()
    names = {each["id"]: each["number"] for each in found}
    failed = progress.failed if progress else ()
    for document_id, reason in failed:
        speech.complain(f"{names[document_id]}：{reason}", f"{names[document_id]}: {reason}")
    for number in sorted(unknown):
        speech.complain(f"没有编号为 {number} 的文书", f"There is no paper with the number {number}")
    done, spent = progress.printed if progress else 0, time.monotonic() - began
    speech.say(f"已印制 {done} 件，用时 {spent:.1f} 秒。", f"{done} papers printed in {spent:.1f} s.")
    return int(bool(failed or unknown))


def _numbers(file: Path) -> list[str]:
    """One number a line; empty lines are nothing."""
    return [line.strip() for line in file.read_text(encoding="utf-8-sig").splitlines() if line.strip()]


def describe(command: argparse.ArgumentParser) -> None:
    """Its options, as `--help` explains them."""
    text = speech.text
    command.add_argument(
        "--numbers", type=Path, metavar="FILE", help=text("每行一个编号", "a number on each line")
    )
    command.add_argument(
        "--kind", metavar="KIND", help=text("只印这一种，如 licence", "of this kind alone, as licence")
    )
    command.add_argument(
        "--variant",
        default="",
        choices=("", "copy", "electronic"),
        help=text("副本或者电子证照", "copy or electronic licence"),
    )
