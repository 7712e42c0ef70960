"""A firm answers a condition that is intended and keeps it once it is served; a suspension is lifted and the register follows."""

import re

import pytest

HOME = "/desk/conditions"


@pytest.fixture(scope="module")
def known():
    """What one step of the journey leaves to the next."""
    return {}


async def test_the_firm_reads_what_is_intended_and_states_its_view(visitor, known):
    firm = await visitor("firm-signatory", width=390)
    await firm.open("/firm")
    await firm.sees("拟附加登记条件", "陈述申辩")
    await firm.open("/firm/conditions")
    await firm.follow("人力资源服务许可")
    known["entry"] = re.search(r"/firm/conditions/([0-9a-f-]{36})", firm.page.url)[1]
    await firm.sees("不得从事涉及经营电信业务的网络招聘服务", "《网络招聘服务管理规定》第九条")
    await firm.fill({"陈述申辩意见": "电信业务经营许可已经申请，预计两个月取得。"})
    await firm.press("提交陈述申辩")
    await firm.sees("陈述申辩已提交")


async def test_another_person_decides_and_it_holds_from_its_service(visitor, known):
    where = f"{HOME}/{known['entry']}"
    clerk = await visitor("chaoyang-clerk")
    await clerk.open(where)
    await clerk.does_not_see("不予采用")
    decider = await visitor("chaoyang-decider")
    await decider.open(where)
    await decider.sees("电信业务经营许可已经申请")
    await decider.follow("作出决定")
    await decider.fill({"理由": "应当先取得电信业务经营许可。"})
    await decider.press("作出决定")
    await decider.sees("决定已作出，送达后生效")
    await clerk.open(where)
    await clerk.follow("送达决定书")
    await clerk.fill({"签收情况": "本人当面签收"})
    await clerk.press("送达决定书")
    await clerk.sees("生效中", "附加条件、限制决定书")


async def test_a_suspension_is_lifted_and_the_public_reads_it_at_once(visitor):
    clerk = await visitor("chaoyang-clerk")
    await clerk.open(f"{HOME}?kind=suspension&phase=in_force")
    await clerk.follow(re.compile("（演示）"), within=clerk.page.locator("main tbody"))
    await clerk.sees("暂停期间不得做的事项", "举办招聘会")
    where = clerk.page.url.split("/desk/")[1]
    name = (await clerk.page.locator("main h1").inner_text()).strip()
    public = await visitor(width=390)
    await public.open(f"/register?status=suspended&q={name}")
    await public.follow(name)
    await public.sees("期间不得从事职业中介活动")
    await clerk.follow("提出变更、延长、解除或者更正")
    await clerk.tick("解除")
    await clerk.fill({"理由": "来文告知整改已经完成，恢复经营。"})
    await clerk.press("提出")
    await clerk.sees("变更已提出，由另一人决定")
    decider = await visitor("chaoyang-decider")
    await decider.open(f"/desk/{where}")
    await decider.follow("记入登记簿")
    await decider.fill({"理由": "与来文核对一致。"})
    await decider.press("记入登记簿")
    await decider.sees("已解除")
    await public.page.reload()
    await public.sees("可以依法从事职业中介活动")
