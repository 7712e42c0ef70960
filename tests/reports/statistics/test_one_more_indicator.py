"""Next year's indicator is one entry and no code: in a copy of the program with one line more, everything knows it."""

import json
import shutil
import subprocess
import sys

import pytest

from app.settings import ROOT
from regulation.indicators import catalogue

KEY = "staff_remote"
#: The one entry, as it would be typed under the last one of the statistical return.
ENTRY = f"""    number("{KEY}", "staff", {catalogue.PLACES_USED + 1}, PERSONS, "其中：居家办公", "of which: working from home", "年末人数",
           "At the end of the year", forms=ONLY_RETURN),
"""
#: What the copy says of it.
ASKED = """
import io, json
from decimal import Decimal
import openpyxl
from regulation.indicators import catalogue, edits, reading, workbook
from regulation.indicators.indicator import FormKind
from regulation.surveys.rules import Form
from reports.exports import form_workbook
from reports.statistics import sdmx
from tests.builders import editions
from datetime import date

KEY = "staff_remote"
form = Form(FormKind.RETURN, 2, "LM1", "表", "部", "文", "局", date(2026, 1, 1), date(2027, 12, 31))
cells = form.indicators()
identity = workbook.Identity(FormKind.RETURN, "2025", 2, "F0000001")
made = form_workbook.made(form_workbook.Template(
    identity=identity, title="统计年报", form="LM1", firm="某公司", cells=cells, groups=form.groups(),
    previous={KEY: 3}))
book = openpyxl.load_workbook(io.BytesIO(made))
sheet = book[workbook.SHEET]
[row] = [row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == KEY]
template = [sheet.cell(row, column).value for column in range(1, 6)]
sheet.cell(row, 6).value = 7
sheet.cell(next(r for r in range(1, sheet.max_row + 1) if sheet.cell(r, 1).value == "operated"), 6).value = "是"
filled = io.BytesIO()
book.save(filled)
read = workbook.read(filled.getvalue(), identity, cells, {}, frozenset())
typed = {"operated": True, KEY: reading.read(catalogue.BY_KEY[KEY], ["７"])}
kept = form.kept(typed)
refused = ""
try:
    reading.read(catalogue.BY_KEY[KEY], ["-1"])
except reading.Unreadable as problem:
    refused = problem.message
structure = sdmx.as_structure(editions.an_edition()).decode()
print(json.dumps({
    "page": [each.key for each in form.indicators("staff")],
    "operating": [each.key for each in catalogue.on_form(1, FormKind.OPERATING)].count(KEY),
    "missing": KEY in {each.key for each in form.missing({"operated": True})},
    "template": template,
    "read": read.values.get(KEY),
    "stored": reading.from_json(reading.to_json(kept))[KEY],
    "figures": reading.figures(kept)[catalogue.BY_KEY[KEY].place - 1],
    "shown": [reading.with_unit(catalogue.BY_KEY[KEY], 7, language) for language in ("zh", "en")],
    "labels": [catalogue.BY_KEY[KEY].name(language) for language in ("zh", "en")],
    "refused": refused,
    "sdmx": sdmx.code(KEY) in structure and "of which: working from home" in structure,
}, ensure_ascii=False))
"""


@pytest.fixture
def copy(tmp_path):
    """The program, with one line more in the list of the return's indicators."""
    for folder in ("regulation", "reports", "app", "tests/builders"):
        shutil.copytree(
            ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__", "static")
        )
    for each in ("tests/__init__.py", "tests/cast.py"):
        if (ROOT / each).exists():
            shutil.copy(ROOT / each, tmp_path / each)
    entries = tmp_path / "regulation/indicators/entries/returns.py"
    text = entries.read_text()
    assert text.count(")\n# fmt: on") == 1
    entries.write_text(text.replace(")\n# fmt: on", f"{ENTRY})\n# fmt: on"))
    return tmp_path


def test_form_template_storage_label_and_sdmx_know_it(copy):
    done = subprocess.run(
        [sys.executable, "-c", ASKED], cwd=copy, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert KEY in said["page"]
    assert said["operating"] == 0
    assert said["missing"]
    assert said["template"] == [KEY, "其中：居家办公", "of which: working from home", "人 persons", 3]
    assert said["read"] == said["stored"] == 7
    assert said["figures"] == 700
    assert said["shown"] == ["7 人", "7 persons"]
    assert said["labels"] == ["其中：居家办公", "of which: working from home"]
    assert "不能是负数" in said["refused"]
    assert said["sdmx"]
