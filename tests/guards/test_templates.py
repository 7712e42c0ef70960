"""Every template of every area keeps the rules that the browser and the law of forms impose."""

import re
from pathlib import Path

import pytest

from app.shell import templating

APP = Path(__file__).resolve().parents[2] / "app"
TEMPLATES = sorted(path for path in APP.glob("*/templates/**/*") if path.suffix in {".html", ".svg"})
NAMES = [
    f"{path.relative_to(APP).parts[0]}/{path.relative_to(APP).as_posix().split('/', 2)[2]}"
    for path in TEMPLATES
]


@pytest.fixture(params=TEMPLATES, ids=NAMES)
def text(request):
    return re.sub(r"{#.*?#}", "", request.param.read_text(), flags=re.DOTALL)


def test_nothing_runs_or_paints_inline(text):
    assert not re.search(r"\sstyle\s*=", text), (
        "style= is dropped by the content security policy: use a class"
    )
    assert not re.search(r"<style\b", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)", text), "an inline script does not run"
    assert not re.search(r"\s(on\w+|hx-on[\w:-]*)\s*=", text), "no handlers in attributes"


def test_nothing_is_loaded_from_elsewhere(text):
    assert not re.search(r"(src|srcset|action)\s*=\s*[\"']?(https?:)?//", text)
    assert not re.search(r"<link[^>]*href\s*=\s*[\"']?(https?:)?//", text)


def test_every_form_that_changes_something_carries_the_token(text):
    for form in re.findall(r"<form\b.*?</form>", text, flags=re.DOTALL):
        if re.search(r"method\s*=\s*[\"']?post", form, flags=re.IGNORECASE):
            assert re.search(r"{{\s*(\w+\.)?csrf\(\)", form), form[:200]
        else:
            assert "csrf(" not in form, "a token does not belong into an address"


def test_a_form_with_a_file_can_send_it(text):
    for form in re.findall(r"<form\b.*?</form>", text, flags=re.DOTALL):
        if "m.file(" in form or 'type="file"' in form:
            assert "multipart/form-data" in form.partition(">")[0], form[:200]


def test_nothing_is_marked_safe_by_hand(text):
    assert "|safe" not in text.replace(" ", ""), "give the template a Markup instead"


@pytest.mark.parametrize("name", NAMES)
def test_the_template_compiles(name):
    assert templating.environment().get_template(name).name.endswith(name.partition("/")[2])
