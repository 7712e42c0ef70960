"""What one row says, by every shape of dirt seen in real registers; the rows are invented."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from regulation.firms.imports import headers, repairs
from regulation.firms.status import Outcome

HEADER = [
    "企业名称",
    "统一社会信用代码",
    "注册日期",
    "企业类型",
    "法人代表",
    "注册资金",
    "经营范围",
    "所在省份",
    "地区",
    "注册地址",
]
MAPPING = headers.suggest(HEADER)
CODE = "91110105MA00QQQQ1" + uscc.calc_check_digit("91110105MA00QQQQ1")
CLEAN = [
    "测试甲人力资源有限公司",
    CODE,
    "2004-07-20",
    "N/A",
    "甲某",
    "200(万元人民币)",
    "劳务派遣",
    "北京",
    "朝阳",
    "北京市朝阳区测试路1号",
]
LATEST = date(2026, 11, 22)


def row(**changes):
    names = ["name", "code", "day", "type", "person", "capital", "scope", "province", "district", "address"]
    return [changes.get(name, cell) for name, cell in zip(names, CLEAN, strict=True)]


def read(cells):
    return repairs.read(cells, HEADER, MAPPING, LATEST)


def messages(remarks):
    return " ".join(remark.message for remark in remarks)


def test_a_clean_row_is_taken_as_it_is():
    found = read(CLEAN)
    assert found.outcome is Outcome.TAKEN
    assert found.facts == {
        "name": "测试甲人力资源有限公司",
        "uscc": CODE,
        "established_on": "2004-07-20",
        "legal_representative": "甲某",
        "capital": "2000000.00 CNY",
        "scope": "劳务派遣",
        "domicile": "北京市朝阳区测试路1号",
        "area": "110105",
        "district": "北京 朝阳",
    }


@pytest.mark.parametrize(
    ("changes", "said", "fact", "value"),
    [
        ({"code": CODE.lower()}, "大小写", "uscc", CODE),
        ({"code": f" {CODE}"}, "空白", "uscc", CODE),
        ({"code": "110105000000019"}, "十五位旧注册号", "old_number", "110105000000019"),
        ({"code": "1101052000001"}, "十三位旧注册号", "old_number", "1101052000001"),
        ({"code": "无"}, "没有代码", "uscc", None),
        ({"name": " 测试甲人力资源有限公司\u3000"}, "空白", "name", "测试甲人力资源有限公司"),
        ({"name": "测试甲\u3000人力资源有限公司"}, "空白", "name", "测试甲人力资源有限公司"),
        ({"name": "测试甲人力\n资源有限公司"}, "空白", "name", "测试甲人力资源有限公司"),
        ({"day": "2004/7/20"}, "写法已改正", "established_on", "2004-07-20"),
        ({"day": "2004"}, "不完整", "established_on", None),
        ({"day": "1900-01-01"}, "填充值", "established_on", None),
        ({"capital": "200(万)"}, "只写“万”", "capital", "2000000.00 CNY"),
        ({"capital": "200()"}, "没有单位", "capital", None),
        ({"capital": "很多"}, "无法识别", "capital", None),
        ({"address": "北京市朝阳区测试路\ufffd号"}, "原样保留", "domicile", "北京市朝阳区测试路\ufffd号"),
        ({"address": "\u3000北京市朝阳区测试路1号 "}, "首尾空白", "domicile", "北京市朝阳区测试路1号"),
    ],
)
def test_what_is_repaired_says_so(changes, said, fact, value):
    found = read(row(**changes))
    assert found.outcome is Outcome.REPAIRED
    assert said in messages(found.repairs)
    assert found.facts.get(fact) == value


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"code": CODE[:-1] + ("1" if CODE[-1] != "1" else "2")}, "校验位不符"),
        ({"code": "I" + CODE[1:]}, "不应出现的字符"),
        ({"code": "北京市朝阳区测试路1号"}, "地址或者文字"),
        ({"code": "2004-07-20"}, "日期"),
        ({"code": "123456"}, "位数不对"),
        ({"day": "2003-02-30"}, "日期不存在"),
        ({"day": "2027-01-01"}, "将来"),
        ({"day": CODE}, "日期栏里是代码"),
        ({"day": "91110105MA00000A1X"}, "日期栏里是代码"),
        ({"day": "长期"}, "日期无法识别"),
        ({"name": "测试\ufffd人力资源有限公司"}, "无法恢复"),
        ({"name": CODE}, "名称栏里是代码"),
        ({"name": "2004-07-20"}, "名称栏里是日期"),
        ({"name": "甲"}, "长度"),
        ({"person": "甲\ufffd"}, "法定代表人"),
        ({"code": "", "address": "", "province": "", "district": ""}, "只有名称"),
    ],
)
def test_what_only_a_person_can_settle_is_held(changes, said):
    found = read(row(**changes))
    assert found.outcome is Outcome.HELD
    assert said in messages(found.doubts)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (["", " ", "", "", "", "", "", "", "", ""], "空行"),
        (HEADER, "表头"),
        (["合计", "10", "", "", "", "", "", "", "", ""], "合计"),
        (row(name=""), "没有机构名称"),
        (row(name="N/A"), "没有机构名称"),
    ],
)
def test_what_is_no_firm_is_rejected(cells, said):
    found = read(cells)
    assert found.outcome is Outcome.REJECTED
    assert said in messages(found.refusals)


@pytest.mark.parametrize("cells", [CLEAN[:9], [*CLEAN, "多出"], [*CLEAN, "", "", "多出"]])
def test_rows_of_nine_eleven_and_thirteen_cells_are_held(cells):
    found = read(cells)
    assert found.outcome is Outcome.HELD
    assert "错位" in messages(found.doubts)


def test_empty_cells_beyond_the_header_do_no_harm():
    assert read([*CLEAN, "", ""]).outcome is Outcome.TAKEN


@pytest.mark.parametrize("word", ["N/A", "n/a", "无", "-", "—", "/", "null", "；", "  ", "不详"])
def test_a_word_for_nothing_is_nothing(word):
    found = read(row(person=word, type=word))
    assert "legal_representative" not in found.facts
    assert found.outcome is Outcome.TAKEN


def test_brackets_of_a_name_stay_as_they_are_written():
    for name in ("测试（北京）人力有限公司", "测试(北京)人力有限公司"):
        assert read(row(name=name)).facts["name"] == name


def test_full_width_figures_of_an_address_stay_as_they_are():
    assert read(row(address="北京市朝阳区测试路１０８号")).facts["domicile"] == "北京市朝阳区测试路１０８号"


def test_a_firm_from_elsewhere_is_taken_and_keeps_its_district():
    found = read(row(province="辽宁", district="大连", address="辽宁省大连市测试街1号"))
    assert found.outcome is Outcome.TAKEN
    assert (found.facts["area"], found.facts["district"]) == ("elsewhere", "辽宁 大连")


def test_the_unit_of_the_columns_title_counts():
    header = ["名称", "注册资本（万元）", "住所"]
    found = repairs.read(["测试乙公司", "200", "测试路"], header, headers.suggest(header), LATEST)
    assert found.facts["capital"] == "2000000.00 CNY"


@given(st.lists(st.text(max_size=30), min_size=0, max_size=14))
def test_no_row_breaks_the_reader_and_every_row_has_an_outcome(cells):
    assert read(cells).outcome in Outcome
