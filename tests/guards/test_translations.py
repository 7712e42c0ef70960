"""Whoever reads English reads every page in English."""

from tools import translations


def test_every_text_has_english_with_the_same_parameters():
    left = [
        f"{found.places[0]} {found.msgid!r} {problem}"
        for area in translations.missing().values()
        for found, problem in area
    ]
    assert not left, "\n".join(left)


def test_no_text_is_translated_in_two_ways():
    assert not translations.contradictions()


def test_the_extraction_finds_templates_python_and_refusals():
    found = translations.texts()
    assert "跳到正文" in found, "a text of a template"
    assert "机构查询" in found, "a constant marked N_"
    assert "没有找到您要的内容" in found, "the message of a domain error"
    assert "您的岗位无权办理此事项" in found, "the message given where an error is raised"


def test_english_is_english():
    chinese = [
        f"{area}: {key}"
        for area, entries in translations.catalogues().items()
        for key, entry in entries.items()
        for text in translations.english(entry)
        if text == key and translations.CHINESE.search(text)
    ]
    assert not chinese
