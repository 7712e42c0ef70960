"""Canonical JSON: one text for one value, and no text for what may be written in two ways."""

import pytest

from regulation.ledger import jcs


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1, "a": [True, False, "x"], "A": {}}, '{"A":{},"a":[true,false,"x"],"b":1}'),
        ('"\\\b\f\n\r\t', r'"\"\\\b\f\n\r\t"'),
        ("\x00\x1f\x7f\u2028/", '"\\u0000\\u001f\x7f\u2028/"'),
        ("人力资源😀é", '"人力资源😀é"'),
        (-(2**53) + 1, "-9007199254740991"),
        ([], "[]"),
    ],
)
def test_the_canonical_text(value, text):
    assert jcs.encode(value) == text.encode()
    assert jcs.parse(text.encode()) == value


@pytest.mark.parametrize(
    ("value", "path"),
    [
        ({"a": [1, None]}, "$.a[1]"),
        ({"a": 1.0}, "$.a"),
        ({"a": {"b": 2**53}}, "$.a.b"),
        ({"é": 1}, "$"),
        ({1: 1}, "$"),
        (["e\u0301"], "$[0]"),
        (["\ud800"], "$[0]"),
        ((1,), "$"),
        ([b""], "$[0]"),
    ],
)
def test_a_value_without_a_canonical_text_is_refused_at_its_place(value, path):
    with pytest.raises(jcs.Refusal) as caught:
        jcs.encode(value)
    assert jcs.render(caught.value.path) == path


def test_a_value_that_contains_itself_is_refused():
    value: list[object] = []
    value.append(value)
    with pytest.raises(jcs.Refusal, match="nested too deeply"):
        jcs.encode(value)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ('{"a":-0}', "$.a"),
        ('{"a":1e3}', "$.a"),
        ('{"a":[1.0]}', "$.a[0]"),
        ('{"a":{"b":1,"b":1}}', "$.a"),
        ('{"a":Infinity}', "$.a"),
        ('{"a":123456789012345678}', "$.a"),
        ('{"a":1}x', "$"),
        ("'a'", "$"),
        ("01", "$"),
    ],
)
def test_a_text_is_refused_as_written(text, path):
    with pytest.raises(jcs.Refusal) as caught:
        jcs.parse(text.encode())
    assert jcs.render(caught.value.path) == path


def test_a_path_is_printable_whatever_the_key():
    assert jcs.render(("a", 0, "b\n\x1b")) == "$.a[0].b\\n\\x1b"
