"""The pool: work that hangs is ended, work whose process dies is tried again, nothing stays behind."""

import asyncio
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reports import fonts, pdf, pool


def die_once(mark: str) -> str:
    if not Path(mark).exists():
        Path(mark).touch()
        os._exit(9)
    return "done"


def is_running(process: int) -> bool:
    return Path(f"/proc/{process}").exists()


async def test_work_that_hangs_is_ended_and_the_next_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "STARTING", 0.0)
    began = time.monotonic()
    with pytest.raises(pool.OutOfTime):
        await pool.run(time.sleep, 60, seconds=4)
    assert time.monotonic() - began < 30
    assert await pool.run(os.getpid, seconds=60) != os.getpid()


async def test_work_whose_process_dies_is_tried_a_second_time(tmp_path: Path) -> None:
    assert await pool.run(die_once, str(tmp_path / "died"), seconds=30) == "done"


async def test_work_that_kills_every_process_is_given_up() -> None:
    with pytest.raises(pool.Broken):
        await pool.run(os._exit, 9, seconds=30)


async def test_nothing_is_left_running_after_the_pool_is_ended() -> None:
    processes = {await pool.run(os.getpid, seconds=30) for _ in range(3)}
    pool.shutdown()
    for _ in range(100):
        if not any(is_running(process) for process in processes):
            return
        await asyncio.sleep(0.05)
    pytest.fail("processes of the pool are still running")


def test_a_web_process_loads_none_of_the_heavy_libraries() -> None:
    program = (
        "import sys; from reports import pdf, charts; from reports.documents import registry;"
        "print(sorted({'weasyprint', 'vl_convert', 'altair', 'fontTools', 'jinja2'} & sys.modules.keys()))"
    )
    root = Path(pdf.__file__).parents[1]
    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=root, check=True
    )
    assert loaded.stdout.strip() == "[]"


def test_health_names_the_package_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert pdf.health() == []
    monkeypatch.setenv(fonts.FONT_DIR, str(tmp_path))
    monkeypatch.setitem(pdf.LIBRARIES, "libnothing-of-the-kind.so.9", "libnothing")
    problems = pdf.health()
    assert len(problems) == 3
    assert "libnothing" in problems[0]
    assert "fonts-noto-cjk" in problems[1]


def test_the_chinese_face_is_taken_out_of_its_collection() -> None:
    face = fonts.face("Bold")
    assert face.suffix in {".otf", ".ttf"}
    assert fonts.missing_glyphs("职衡㙓䶮𠮷〔2026〕\n ") == []
    assert fonts.missing_glyphs("甲\ue000甲\ue000") == []
    assert fonts.missing_glyphs("甲\U0003134a") == ["\U0003134a"]
