"""The scripts of the phone say only what the page gave them, in the language of the page, and compare codes as the server does."""

import re
from pathlib import Path

import pytest

from app.penalties import spot_words

FOLDER = Path(__file__).resolve().parents[2] / "app/shell/static/field"
SCRIPTS = sorted(FOLDER.glob("*.js"))
#: Outcomes that are words as well: `refresh()` in bundle.js answers with one of them.
BY_OUTCOME = {"offline", "signedOut", "damaged"}


def camel(key):
    head, *rest = key.split("-")
    return head + "".join(part.capitalize() for part in rest)


#: The pages of visits give theirs, the page of penalties on the spot gives those and its own.
GIVEN = {camel(key) for key in spot_words.all_words()}
SAID = {
    word
    for path in SCRIPTS
    for word in re.findall(r"""\bsay\((?:[^()"`]*\? )?["']([\w]+)["']""", path.read_text())
}


def test_every_word_that_a_script_says_is_given_by_the_page():
    assert len(SAID) > 40
    assert sorted(SAID - GIVEN) == []


def test_the_page_gives_no_word_that_no_script_says():
    text = "".join(path.read_text() for path in SCRIPTS)
    silent = {word for word in GIVEN - BY_OUTCOME if not word.startswith("kind") and f'"{word}"' not in text}
    assert silent == set()


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_script_has_texts_of_its_own(path):
    code = re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text(), flags=re.DOTALL)
    # The range of Chinese characters in a pattern is no text.
    assert not re.search(r"[一-鿿]", code.replace("一-鿿", "")), (
        "texts belong to app/inspections/field_words.py or app/penalties/spot_words.py"
    )
