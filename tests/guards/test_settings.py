"""What an administrator may set is explained where it is declared and where he looks."""

import re

from app.settings import ROOT, Settings

SOURCE = (ROOT / "app" / "settings.py").read_text()


def test_every_setting_has_its_line():
    explained = set(re.findall(r"^    #: .+\n    (\w+):", SOURCE, re.MULTILINE))
    assert explained == set(Settings.model_fields)


def test_the_installation_page_names_every_setting():
    page = (ROOT / "docs" / "install.md").read_text()
    missing = [
        name
        for name in Settings.model_fields
        if f"ZHIHENG_{name.upper()}" not in page and (name != "database_url" or "DATABASE_URL" not in page)
    ]
    assert missing == []


def test_the_secret_is_made_once_and_for_nobody_else(tmp_path):
    first = Settings(var_dir=tmp_path).secret_key
    assert len(first) == 32
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0
    assert Settings(var_dir=tmp_path).secret_key == first
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]
