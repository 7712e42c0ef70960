"""A firm reports its branch next door, the clerk there notes it, the register shows it; a file moves between two districts."""

import re
from datetime import timedelta

import pytest

BASE = "/firm/written-reports"


async def day(person, label, on):
    """A day in its three boxes."""
    group = person.page.get_by_role("group", name=label)
    for part, value in zip(("年", "月", "日"), (on.year, on.month, on.day), strict=True):
        await group.get_by_label(part, exact=True).fill(str(value))


async def begin(firm, kind):
    await firm.open(BASE)
    await firm.follow("新的报告")
    await firm.tick(kind)
    await firm.press("开始填写")


async def send(firm):
    await firm.press("保存并核对")
    await firm.tick("本机构对报告内容的真实性负责")
    await firm.press("提交书面报告")
    await firm.sees("打开回执")
    return re.search(r"BG-[0-9A-Z]+-\d{4}-\d{4}", await firm.page.content())[0]


@pytest.fixture(scope="module")
def known():
    """What one step of the journey leaves to the next."""
    return {}


async def test_a_branch_is_reported_to_the_district_where_it_is(visitor, office, known):
    firm = await visitor("firm2-signatory")
    await begin(firm, "设立分支机构")
    await firm.press("保存并核对")
    assert firm.status == 422, "a branch has a name"
    await firm.fill(
        {
            "分支机构名称": "虚构网点海淀分公司",
            "分支机构地址": "北京市海淀区虚构路9号",
            "负责人": "虚负责",
            "业务范围": "人力资源管理咨询",
        }
    )
    await firm.page.get_by_label("分支机构所在区").select_option("110108")
    await day(firm, "登记办理完毕的日期", office.today - timedelta(days=30))
    number = await send(firm)
    # Thirty days after the registration: late, told, and not fined.
    await firm.sees("逾期本身不罚款", "海淀区")
    known["branch"] = number

    stranger = await visitor("chaoyang-clerk")
    await stranger.open(f"/desk/written-reports/{number}")
    assert stranger.status == 404
    clerk = await visitor("haidian-clerk")
    await clerk.open(f"/desk/written-reports/{number}")
    await clerk.press("记载")
    await clerk.sees("已记载，登记已更新")
    await firm.open("/firm")
    await firm.sees(number)


async def test_a_firm_moves_and_its_file_with_it(visitor, office, known):
    firm = await visitor("firm2-signatory")
    await begin(firm, "名称、住所、法定代表人变更")
    await firm.fill({"住所": "北京市海淀区迁入路8号"})
    await firm.page.get_by_label("新住所所在区").select_option("110108")
    await day(firm, "登记办理完毕的日期", office.today - timedelta(days=3))
    await send(firm)
    await firm.sees("档案移交", "待原机关移交")
    move = re.search(r"YJ-[0-9A-Z]+-\d{4}-\d{4}", await firm.page.content())[0]
    giver = await visitor("chaoyang-clerk")
    await giver.open(f"/desk/moves/{move}")
    await giver.press("移交档案")
    await giver.sees("档案已移交")
    taker = await visitor("haidian-clerk")
    await taker.open(f"/desk/moves/{move}")
    await taker.press("接收档案")
    await taker.sees("档案已接收", "机构档案移交单")
    await firm.open(BASE)
    await firm.sees("已记载")
