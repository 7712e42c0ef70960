"""An invented list of firms with every kind of dirt that real lists have, and what must become of each row."""

import csv
import io

import xlsxwriter
from stdnum.cn import uscc

HEADER = [
    "企业名称", "统一社会信用代码", "注册日期", "企业类型", "法人代表",
    "注册资金", "经营范围", "所在省份", "地区", "注册地址",
]  # fmt: skip


def code(number: int) -> str:
    first = f"91110105MA9{number:06d}"
    return first + uscc.calc_check_digit(first)


def full_width(text: str) -> str:
    return "".join(chr(ord(each) + 0xFEE0) for each in text)


def row(name: str, number: int, **changes: str) -> list[str]:
    cells = {
        "name": f"虚构{name}人力资源有限公司", "code": code(number), "day": "2015-06-01", "type": "N/A", "person": "虚某",
        "capital": "200(万元人民币)", "scope": "人力资源服务", "province": "北京", "district": "朝阳",
        "address": f"北京市朝阳区虚构路{number}号",
    }  # fmt: skip
    return list((cells | changes).values())


def rows(start: int) -> list[tuple[list[str], str, str]]:
    """Cells, outcome, and a word of the reason; `start` keeps two lists apart."""
    n = iter(range(start, start + 100))
    name = f"{start}号"
    clean = row(f"整齐{name}", start + 99)
    return [
        (clean, "已采用", ""),
        (row(f"小写{name}", at := next(n), code=code(at).lower()), "修正后采用", "大小写"),
        (row(f"全角{name}", at := next(n), code=full_width(code(at))), "修正后采用", "全角"),
        (row(f"旧号{name}", next(n), code=f"11010500{start:07d}"), "修正后采用", "旧注册号"),
        (row(f"斜线{name}", next(n), day="2015/6/1"), "修正后采用", "写法已改正"),
        (row(f"校验{name}", at := next(n), code=code(at)[:-1] + ("1" if code(at)[-1] != "1" else "2")), "待人工核对", "校验位"),
        (row(f"二月{name}", next(n), day="2003-02-30"), "待人工核对", "日期不存在"),
        (row(f"乱码\ufffd{name}", next(n)), "待人工核对", "无法恢复"),
        (row(f"缺列{name}", next(n))[:9], "待人工核对", "列"),
        (["移位", *row(f"移位{name}", next(n))], "待人工核对", "列"),
        (clean, "已采用", "未改动"),
        (HEADER, "未采用", "表头"),
    ]  # fmt: skip


def as_csv(found: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([HEADER, *found])
    return text.getvalue().encode()


def as_xlsx(found: list[list[str]]) -> bytes:
    data = io.BytesIO()
    with xlsxwriter.Workbook(data) as book:
        sheet = book.add_worksheet("名录")
        for line, cells in enumerate([HEADER, *found]):
            sheet.write_row(line, 0, cells)
    return data.getvalue()
