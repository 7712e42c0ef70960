"""The address of an account in what people paste."""

import pytest

from regulation.recruiter_accounts import links


@pytest.mark.parametrize(
    ("text", "host", "addresses", "name"),
    [
        ("https://www.demo.example/user/ZP-2026", "demo.example", ("demo.example/user/ZP-2026",), "zp-2026"),
        (
            "7.43 复制打开演示短视频，看看【测试甲招聘】 http://m.demo.example/@测试甲招聘/?from=share#top 长按复制",
            "demo.example",
            ("demo.example/@测试甲招聘?from=share", "demo.example/@测试甲招聘"),
            "测试甲招聘",
        ),
        (
            "HTTPS://Demo.Example:443/p?uid=%E6%B5%8B%E8%AF%95",
            "demo.example",
            ("demo.example/p?uid=%E6%B5%8B%E8%AF%95", "demo.example/p"),
            "",
        ),
        ("https://demo.example", "demo.example", ("demo.example",), ""),
    ],
)  # fmt: skip
def test_an_address_is_taken_apart(text, host, addresses, name):
    assert links.read(text) == links.Link(host, addresses, name)


@pytest.mark.parametrize(
    "text", ["", "测试甲招聘", "demo.example/user/1", "javascript:alert(1)", "https://", "https://[::1", "ftp://demo.example/1"]
)  # fmt: skip
def test_what_is_no_address_is_a_name(text):
    assert links.read(text) is None
