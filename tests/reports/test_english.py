"""Every message of papers, exports and uploads has its English."""

import ast
import re
from pathlib import Path

import regulation
import reports
from app.shell import i18n


def messages() -> set[str]:
    folders = (Path(reports.__file__).parent, Path(regulation.__file__).parent / "firms" / "imports")
    names = {"delimited.py", "workbook.py", "reading.py"}
    return {
        node.args[0].value
        for folder in folders
        for file in folder.rglob("*.py")
        if folder.name == "reports" or file.name in names
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "N_"
    }


def test_every_message_has_its_english_with_the_same_parameters() -> None:
    catalogue = i18n.english()
    found = messages()
    assert len(found) > 30
    for message in found:
        english = catalogue.gettext(message)
        assert english != message, message
        assert re.findall(r"%\(\w+\)s", english) == re.findall(r"%\(\w+\)s", message)
