"""An organ that a record names in Chinese is shown in the visitor's language."""

import pytest

from app.shell import i18n, organ_names, templating
from regulation.accounts import organs


@pytest.fixture
def in_english():
    """One English page."""
    i18n.use(i18n.ENGLISH)
    yield
    i18n.use(i18n.CHINESE)


def test_chinese_keeps_the_name_as_it_is_written() -> None:
    i18n.use(i18n.CHINESE)
    for known in organs.ORGANS:
        assert organ_names.full(known.name) == organ_names.brief(known.name) == known.name


@pytest.mark.usefixtures("in_english")
def test_english_has_the_whole_name_and_the_area() -> None:
    for known in organs.ORGANS:
        assert organ_names.full(known.name) == known.name_en
        assert organ_names.brief(known.name) == known.area_en


@pytest.mark.usefixtures("in_english")
def test_a_body_that_is_none_of_ours_keeps_its_name() -> None:
    assert organ_names.full("天津市人力资源和社会保障局") == "天津市人力资源和社会保障局"
    assert organ_names.brief("") == ""


@pytest.mark.usefixtures("in_english")
def test_templates_have_both_as_filters() -> None:
    template = templating.environment().from_string("{{ name|organ }} / {{ name|organ_brief }}")
    assert (
        template.render(name=organs.BY_CODE["110105"].name)
        == f"{organs.BY_CODE['110105'].name_en} / Chaoyang"
    )
