"""Keys of names, pieces for the index, and where a firm is."""

import itertools
import random
import re

import pypinyin
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.demo import names as invented
from regulation.firms import names, places


@pytest.mark.parametrize(
    "spelling",
    [
        "测试甲人力（北京）有限公司",
        "测试甲人力(北京)有限公司",
        " 测试甲人力（北京）有限公司\u3000",
        "测试甲人力（ 北京 ）有限公司",
        "测试甲人力〔北京〕有限公司",
    ],
)
def test_one_name_in_many_spellings_has_one_key(spelling):
    assert names.key(spelling) == "测试甲人力(北京)有限公司"


def test_letters_and_figures_lose_their_width_and_case():
    assert names.key("ＡＢＣ５１人力") == "abc51人力"


def test_initials_read_words_not_characters():
    assert names.initials("重庆测试人力资源") == "cqcsrlzy"
    assert names.initials("测试51Job（北京）") == "cs51jobbj"


def read_in_one_go(name):
    """The initials as pypinyin alone gives them for the whole name."""
    letters = pypinyin.lazy_pinyin(names.key(name), style=pypinyin.Style.FIRST_LETTER, strict=False)
    return re.sub(r"[^0-9a-z]", "", "".join(letters).lower())


WORDS = (
    "重庆",
    "人力",
    "人力资源",
    "音乐",
    "快乐",
    "银行",
    "行",
    "长安",
    "长",
    "单",
    "盖",
    "曾",
    "北京",
    "朝阳",
    "朝",
    "都",
)
ODD_PIECES = (*WORDS, "51Job", "（", "）", "·", " ", "〇", "嗯", "呣", "𠀀", "Ａ", "é", "々", "有限公司")


@given(st.lists(st.sampled_from(ODD_PIECES) | st.integers(0x3400, 0x9FFF).map(chr), max_size=10).map("".join))
def test_initials_word_by_word_are_those_of_the_whole_name(name):
    assert names.initials(name) == read_in_one_go(name)


def test_initials_of_invented_firms_and_of_many_phrases_are_those_of_the_whole_name():
    draw, taken = random.Random(7), set()
    phrases = draw.sample(sorted(pypinyin.constants.PHRASES_DICT), 3_000)
    found = [invented.firm_name(draw, taken) for _ in range(2_000)]
    found += [f"{first}{second}有限公司" for first, second in itertools.pairwise(phrases)]
    assert [names.initials(name) for name in found] == [read_in_one_go(name) for name in found]


@given(st.text(alphabet="人力资源服务甲乙丙ab", min_size=1, max_size=12), st.data())
def test_every_part_of_a_name_has_its_pieces_among_those_of_the_name(name, data):
    """The index finds every part: what `register_grams` makes of a name holds the pieces of each needle."""
    start = data.draw(st.integers(0, len(name) - 1))
    end = data.draw(st.integers(start + 1, len(name)))
    kept = set(name) | {name[at : at + 2] for at in range(len(name) - 1)}
    assert set(names.grams(name[start:end])) <= kept


def test_a_needle_is_taken_literally():
    assert names.like("100%_\\") == "%100\\%\\_\\\\%"


@pytest.mark.parametrize(
    ("province", "district", "address", "area"),
    [
        ("北京", "朝阳", "北京市朝阳区测试路1号", "110105"),
        ("", "", "北京市海淀区测试路1号", "110108"),
        ("", "朝阳区", "测试路1号", "110105"),
        ("", "", "西城区测试路1号", "110102"),
        ("北京", "大兴", "北京市北京经济技术开发区测试街8号", "BDA"),
        ("北京", "大兴", "北京经济技术开发区测试街8号", "BDA"),
        ("北京", "崇文", "北京市崇文区测试路1号", "110101"),
        ("北京", "宣武", "北京市宣武区测试路1号", "110102"),
        ("北京", "密云", "北京市密云县测试路1号", "110118"),
        ("北京", "朝阳", "测试路1号", "110105"),
        ("北京", "", "测试路1号", "110000"),
        ("辽宁", "大连", "辽宁省大连市西岗区北京街108号", "elsewhere"),
        ("上海", "黄浦", "北京西路100号", "elsewhere"),
        ("吉林", "长春", "长春市朝阳区测试路1号", "elsewhere"),
        ("", "朝阳区", "吉林省长春市朝阳区测试路1号", "elsewhere"),
        ("天津", "滨海", "天津经济技术开发区测试街1号", "elsewhere"),
        ("", "", "", "elsewhere"),
    ],
)
def test_the_area_of_a_firm(province, district, address, area):
    assert places.locate(province, district, address).area == area


def test_the_code_helps_only_where_the_city_is_certain():
    assert places.locate("北京", "", "测试路1号", "91110105MA0000000X").area == "110105"
    assert places.locate("", "", "测试路1号", "91110105MA0000000X").area == "elsewhere"


def test_an_old_division_code_leads_to_the_district_of_today():
    assert places.locate("北京", "", "测试路1号", "91110104MA0000000X").area == "110102"


def test_a_firm_in_the_city_without_a_district_has_no_organ():
    assert places.locate("北京", "", "测试路1号").organ_code is None
    assert places.locate("北京", "朝阳", "").organ_code == "110105"
