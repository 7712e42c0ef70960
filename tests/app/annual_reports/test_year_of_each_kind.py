"""The year's list of filings, as each kind of firm reads it: what it owes and why, and what it does not and why not."""

import re
from datetime import UTC, datetime

import pytest

from app import clock
from regulation import database
from regulation.indicators.indicator import FormKind
from tests.builders import annual_reports as operating
from tests.builders import surveys
from tests.cast import sign_in

#: The last filing day of the return, in the morning.
LAST = datetime(2026, 2, 28, 1, tzinfo=UTC)
REPORT, RETURN, DISPATCH = "经营情况年度报告", "统计年报", "劳务派遣经营情况报告"

KINDS = {
    "licence": (
        "hr_licence",
        None,
        {REPORT: "年末持有人力资源服务许可证", RETURN: "年末持有人力资源服务许可证"},
    ),
    "filing": ("filing", None, {REPORT: "年末已办理人力资源服务备案", RETURN: "年末已办理人力资源服务备案"}),
    "branch": (
        "branch_report",
        None,
        {REPORT: "外地机构在京设立的分支机构", RETURN: "外地机构在京设立的分支机构"},
    ),
    "dispatch": ("dispatch_licence", None, {DISPATCH: "年末持有劳务派遣经营许可证"}),
    "public": (None, "PUB_EMP", {RETURN: "公共人力资源服务机构"}),
}
WHY_NOT = {
    ("licence", DISPATCH): "年末没有劳务派遣经营许可证",
    ("filing", DISPATCH): "年末没有劳务派遣经营许可证",
    ("branch", DISPATCH): "年末没有劳务派遣经营许可证",
    ("dispatch", REPORT): "年末没有人力资源服务许可证、备案或者分支机构书面报告",
    ("dispatch", RETURN): "不在调查范围",
    ("public", REPORT): "公共机构只报送统计年报",
    ("public", DISPATCH): "年末没有劳务派遣经营许可证",
}


@pytest.fixture(autouse=True)
def at(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: LAST)
    monkeypatch.setattr(clock, "today", LAST.date)


@pytest.mark.parametrize("kind", KINDS)
async def test_what_it_owes_and_why_and_what_not_and_why_not(client, cast, kind):
    registration, inst_type, owed = KINDS[kind]
    if registration:
        await operating.a_registration(cast.firm, registration)
    if inst_type:
        await database.execute("update firm set inst_type = $2 where id = $1", cast.firm, inst_type)
    await operating.a_window(cast)
    await operating.a_window(cast, kind=FormKind.DISPATCH)
    await surveys.a_round()
    await sign_in(client, cast.e)
    page = (await client.get("/firm")).text
    begun = page.index("2025年度的报送")
    rows = re.findall(r"<tr>.*?</tr>", page[begun : page.index("</table>", begun)], re.DOTALL)
    by_name = {name: next(row for row in rows if f">{name}<" in row) for name in (REPORT, RETURN, DISPATCH)}
    for name, row in by_name.items():
        if name in owed:
            assert owed[name] in row
            assert "开始填报" in row
        else:
            assert WHY_NOT[kind, name] in row
            assert "不用报送" in row
            assert "href" not in row
    assert ("同一个数据只填一次" in page) is (len(owed) > 1)
    assert ("还剩" in by_name[RETURN] or "今天" in by_name[RETURN]) is (RETURN in owed)
