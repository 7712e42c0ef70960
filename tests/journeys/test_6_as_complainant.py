"""As complainant, on a phone: filed, asked for what is missing, answered through the page, read to its result; without the
second secret nothing.
"""

import re

RESPONDENT = "街口旅程招工点"
SECRET = "my-bike-7-blue"


async def act(clerk, path, label, answers=None):
    await clerk.open(path)
    await clerk.follow(label)
    await clerk.fill(answers or {})
    await clerk.press(label)
    assert clerk.status == 200, await clerk.text()


async def track(someone, code, secret):
    await someone.open("/complaints/track")
    await someone.fill({"查询码": code, "查询密码": secret})
    await someone.press("查询")


async def test_a_complainant_files_adds_and_reads_the_result_on_a_phone(visitor, office):
    someone = await visitor(width=390)
    await someone.open("/complaints")
    await someone.follow("我要投诉")
    await someone.follow("反映没有登记的机构或个人")
    await someone.page.get_by_label("发生在哪个区").select_option(label="朝阳区")
    await someone.page.get_by_label("反映的问题").select_option(label="收取押金、保证金")
    await someone.fill(
        {
            "名称或者姓名": RESPONDENT,
            "事情经过": "上班前收了五百元押金<script>alert(1)</script>，离开时不退。我要求退还。",
            "涉及金额": "500",
            "您的姓名": "旅程虚构人",
            "手机号码": "13000000077",
            "查询密码": SECRET,
        }
    )
    async with someone.page.expect_navigation():
        await someone.page.get_by_role("button", name="提交投诉").dblclick()
    await someone.page.wait_for_load_state()
    await someone.sees("已收到您的投诉", "只显示这一次")
    code = await someone.page.locator(".confirmation strong").inner_text()
    number = re.search(r"编号\s+(\S*人社投〔\d{4}〕\S*?号)", await someone.text())[1]

    clerk = await visitor("chaoyang-clerk")
    await clerk.open("/desk/complaints?q=" + RESPONDENT)
    assert (await clerk.text()).count(number) == 1, "pressed twice, it is one complaint"
    await clerk.follow(RESPONDENT)
    own = clerk.path
    await clerk.does_not_see("旅程虚构人")
    await act(
        clerk, own, "告知补正", {"需要补正的内容": "交押金的收据或者转账记录", "补正期限（工作日）": "10"}
    )

    await track(someone, code, "guessed-secret")
    assert someone.status == 422
    await someone.does_not_see(RESPONDENT)
    await track(someone, code, SECRET)
    await someone.sees("等待投诉人补正", "交押金的收据或者转账记录")
    await someone.fill({"补充的内容": "转账记录：十一月二日，五百元。"})
    await someone.press("补充")
    await someone.sees("已收到，待决定是否受理")

    await act(clerk, own, "受理")
    await act(clerk, own, "认定属实并答复", {"答复": "经查属实，已责令三日内退还押金五百元。"})

    await track(someone, code, SECRET)
    await someone.sees("经查属实", "已责令三日内退还押金五百元", "投诉处理结果告知书")
    await someone.press("确认收到投诉处理结果告知书")
    await someone.sees("已收到")
