"""`zhiheng import-firms FILE`: the same import as on the page, from a terminal, with its result file beside the list."""

import argparse
import asyncio
from pathlib import Path

from app import clock
from app.commands import speech
from app.firms import results
from app.settings import settings
from app.shell import i18n
from regulation import actor, database, errors
from regulation.firms.importing import lists, receiving, working
from regulation.firms.imports import headers
from regulation.firms.status import OUTCOMES, Effect, ImportStatus, Outcome
from reports.exports import csv, xlsx


async def run(args: argparse.Namespace) -> int:
    """0 when the list is in the register (now or before), 1 when it cannot be taken."""
    i18n.use(i18n.CHINESE if speech.chinese() else i18n.ENGLISH)
    source: Path = args.file
    try:
        data = await asyncio.to_thread(source.read_bytes)
    except OSError as problem:
        speech.complain(f"无法读取 {source}：{problem.strerror}", f"Cannot read {source}: {problem.strerror}")
        return 1
    engine = database.engine()
    await engine.start_connection_pool(min_size=1, max_size=settings().pool_size)
    try:
        return await _import(data, source, args.result)
    except errors.DomainError as refusal:
        speech.complain(refusal.text, i18n.gettext(refusal.message, **refusal.params))
        return 1
    finally:
        await engine.close_connection_pool()


async def _import(data: bytes, source: Path, result: Path | None) -> int:
    received = await receiving.receive(data, source.name, actor=actor.SYSTEM, now=clock.now())
    view = await lists.view(received.id)
    if received.status is ImportStatus.RECEIVED:
        _say_columns(view)
        await working.start(received.id, actor=actor.SYSTEM, now=clock.now())
    elif received.status is ImportStatus.DONE:
        day = i18n.instant(view.finished_at)
        speech.say(
            f"该文件已于 {day} 导入（{view.number}），登记簿未作任何改动。",
            f"This file was imported on {day} ({view.number}); nothing was changed in the register.",
        )
    while await working.work_on(received.id, actor=actor.SYSTEM, now=clock.now()):
        done = await lists.view(received.id)
        speech.say(
            f"  {done.rows_done} / {done.rows_total} 行", f"  {done.rows_done} of {done.rows_total} rows"
        )
    view = await lists.view(received.id)
    _say_counts(view)
    target = result or source.with_name(f"{source.stem}-{view.number}")
    try:
        written = await write(view, target)
    except OSError as problem:
        speech.complain(
            f"结果文件写不到 {target}：{problem.strerror}。可用 --result 指定其他位置。",
            f"The result cannot be written to {target}: {problem.strerror}. Name another place with --result.",
        )
        return 1
    speech.say(f"逐行结果：{'、'.join(map(str, written))}", f"Row by row: {', '.join(map(str, written))}")
    return 0


def _say_columns(view: lists.ImportView) -> None:
    for field, label in headers.FIELDS.items():
        if field in view.mapping:
            speech.say(
                f"  {label} ← {view.header[view.mapping[field]]}",
                f"  {i18n.gettext(label)} <- {view.header[view.mapping[field]]}",
            )
    for note in view.notes:
        speech.say(f"  {note}", f"  {i18n.gettext(note)}")


def _say_counts(view: lists.ImportView) -> None:
    counted = "，".join(f"{label} {view.counts.get(outcome, 0)}" for outcome, label in OUTCOMES.items())
    counted_en = ", ".join(f"{view.counts.get(outcome, 0)} {outcome}" for outcome in Outcome)
    new, updated, same = (
        view.effects.get(each, 0) for each in (Effect.NEW, Effect.UPDATED, Effect.UNCHANGED)
    )
    speech.say(
        f"{view.number}：{view.rows_total} 行，{counted}；新增机构 {new}，更新 {updated}，未改动 {same}。",
        f"{view.number}: {view.rows_total} rows, {counted_en}; "
        f"{new} firms new, {updated} updated, {same} unchanged.",
    )


async def write(view: lists.ImportView, target: Path) -> list[Path]:
    """The result beside `target`: a name without its ending gives both CSV and XLSX."""
    _view, lines = await results.lines(view.id)
    columns = results.columns(view)
    ending = target.suffix.lower()
    paths = [target] if ending in {".csv", ".xlsx"} else [Path(f"{target}.csv"), Path(f"{target}.xlsx")]
    for path in paths:
        chunks = (
            csv.chunks(columns, lines)
            if path.suffix.lower() == ".csv"
            else xlsx.chunks(columns, lines, sheet=view.number, notes=[view.filename])
        )
        await asyncio.to_thread(path.write_bytes, b"".join(chunks))
    return paths
