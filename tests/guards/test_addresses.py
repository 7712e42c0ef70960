"""What is published names no package server and no folder of the machine it was written on."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SKIPPED = {".git", ".hypothesis", ".venv", "var", "node_modules", "__pycache__", "vendor", "build", "uv.lock"}
SKIPPED_ENDINGS = ("_cache", ".egg-info", ".pyc", ".png", ".jpg", ".xlsx", ".pdf", ".woff2", ".ico", ".gz")

#: Written in pieces, or this file would be its own first finding.
FORBIDDEN = re.compile(
    "|".join(
        [
            r"pypi\." + "org",
            "python" + r"hosted\.org",
            r"npmjs\." + "(org|com)",
            r"registry\." + "yarnpkg",
            r"(?<![\w.])/work/" + "(main|shared)",
            r"(?<![\w.])/root/" + r"\.",
            r'"resolved' + '":',
        ]
    )
)


def published():
    folders = [ROOT]
    while folders:
        for path in folders.pop().iterdir():
            if path.name in SKIPPED or path.name.endswith(SKIPPED_ENDINGS) or path.is_symlink():
                continue
            if path.is_dir():
                folders.append(path)
            else:
                yield path


def test_no_address_of_a_package_server_and_no_path_of_a_machine():
    found = []
    for path in published():
        text = path.read_text(encoding="utf-8", errors="replace")
        found += [f"{path.relative_to(ROOT)}: {hit[0]}" for hit in FORBIDDEN.finditer(text)]
    assert found == []


@pytest.mark.parametrize(
    "text", ["https://py" + "pi.org/simple", '"resolved' + '": "x"', "/work/" + "main/app"]
)
def test_the_search_would_find_one(text):
    assert FORBIDDEN.search(text)
