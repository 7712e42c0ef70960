"""One heavy case from end to end: evidence taken on a phone, the basis weighed, the party heard, reviewed, discussed, decided, paid."""

import hashlib
import re
from datetime import timedelta

import asyncpg
import pytest

from tests.builders.pictures import JPEG
from tests.conftest import address
from tests.journeys.office import CITY
from tests.journeys.phones import draw

MEMBER = "person = (select person from account where login = 'firm2-signatory')"
FACTS = "发布虚假招聘信息二十条，收取费用六万元。"


@pytest.fixture(scope="module")
async def known(office):
    """A licensed firm of Chaoyang without a case; for this journey the second signatory works for it. And who goes out."""
    owner = await asyncpg.connect(address(CITY))
    theirs = await owner.fetchval(f"select firm_id from firm_member where {MEMBER}")
    found = await owner.fetchrow(
        """select firm.id, firm.number, firm.name from firm join organ on organ.id = firm.organ
             join licence on licence.firm = firm.id and licence.kind = 'hr_licence' and licence.status = 'valid'
            where organ.code = '110105' and not exists (select from penalty_case where penalty_case.firm = firm.id)
              and not exists (select from correction_order where correction_order.firm = firm.id)
              and not exists (select from ending where ending.firm = firm.id)
              and not exists (select from firm_member where firm_member.firm_id = firm.id)
            order by firm.number limit 1"""
    )
    people = {
        each["login"]: each["person"] for each in await owner.fetch("select login, person from account")
    }
    await owner.execute(f"update firm_member set firm_id = $1 where {MEMBER}", found["id"])
    yield {
        "firm": found["number"],
        "name": found["name"],
        "owner": owner,
        "officers": [people["chaoyang-inspector"], people["chaoyang-inspector2"]],
        "chair": str(people["chaoyang-director"]),
        "recorder": str(people["chaoyang-clerk2"]),
    }
    await owner.execute(f"update firm_member set firm_id = $1 where {MEMBER}", theirs)
    await owner.close()


async def act(person, path, label, answers=None, *ticks):
    """One step of the case: its page, its form, its button, all of one name."""
    await person.open(path)
    await person.follow(label)
    await person.fill(answers or {})
    await person.tick(*ticks)
    await person.press(label)
    assert person.status == 200, await person.text()


async def two_officers(person, known):
    for each in known["officers"]:
        await person.page.locator(f'input[name="officers"][value="{each}"]').check()


async def signs(officer, page, *roles):
    """On the glass, each person for this one page."""
    for role in roles:
        await draw(officer, role)
    await officer.press(f"签名，第{page}页")


async def test_the_case_is_opened_where_it_belongs(visitor, office, known):
    today = office.today.isoformat()
    firm = await visitor("firm2-signatory")
    await firm.open("/firm/consent")
    await firm.fill({"联系电话": "010-55550000"})
    await firm.tick(re.compile("同意"))
    await firm.press(re.compile("签订"))
    clerk, decider = await visitor("chaoyang-clerk"), await visitor("chaoyang-decider")
    await clerk.open("/desk/cases/new")
    await clerk.page.get_by_label("来源", exact=True).select_option("monitoring")
    await clerk.page.get_by_label("违法行为", exact=True).select_option("V-18")
    await clerk.page.get_by_label("管辖依据").select_option("place")
    await clerk.fill(
        {
            "登记编号或者统一社会信用代码": known["firm"],
            "涉嫌违法的事实": FACTS,
            "违法行为终了日期": today,
            "发现日期": today,
            "违法行为发生地": "北京市朝阳区虚构路1号",
        }
    )
    await two_officers(clerk, known)
    await clerk.choose("办案程序", "劳动保障监察程序")
    await clerk.press("提请立案")
    case = known["case"] = clerk.path
    assert re.search(r"/desk/cases/[0-9a-f-]{36}$", case), await clerk.text()
    assert await clerk.page.get_by_role("link", name="批准立案").count() == 0, "who asks does not approve"
    await act(decider, case, "批准立案")


async def test_evidence_and_the_interview_are_taken_on_a_phone(visitor, office, known):
    one, other = (
        await visitor("chaoyang-inspector", width=390),
        await visitor("chaoyang-inspector2", width=390),
    )
    await one.open("/field/cases")
    await one.follow(re.compile(re.escape(known["name"])))
    base = one.path
    await one.follow("登记证据")
    await one.page.get_by_label("证据种类").select_option(label="书证")
    await one.fill(
        {
            "证据名称和证明内容": "虚假招聘信息截图原件",
            "从何处取得": known["name"],
            "取得日期": office.today.isoformat(),
        }
    )
    await two_officers(one, known)
    await one.page.locator('input[name="form"][value="original"]').check()
    await one.page.locator("#f-file").set_input_files(
        {"name": "截图.jpg", "mimeType": "image/jpeg", "buffer": JPEG}
    )
    await one.tick(re.compile("出具收据"))
    await one.press("登记证据")
    await one.follow("虚假招聘信息截图原件")
    assert hashlib.sha256(JPEG).hexdigest() in await one.text()
    assert b"%PDF" in await one.download(await one.href(re.compile("收据")))
    await one.open(base)
    await one.follow("询问笔录")
    await one.page.get_by_label("身份", exact=True).select_option(index=1)
    await one.fill({"姓名": "虚某", "地点": "被检查机构会议室"})
    await two_officers(one, known)
    await one.tick(re.compile("已出示执法证件"))
    await one.page.locator('input[name="recusal"]').first.check()
    await one.press("开始笔录")
    record = one.path
    await one.fill({"问": "二十条招聘信息由谁发布？", "答": "由我公司发布，岗位不存在。"})
    await one.press("记下")
    await one.page.locator('input[name="reading"]').first.check()
    await one.fill({"本人核对意见": "以上笔录我看过，和我说的一样"})
    await one.press("核对完毕，开始签名")
    await one.sees("第1页，共2页")
    await signs(one, 1, "person", "own")
    await other.open(record)
    await signs(other, 1, "own")
    await signs(other, 2, "person", "own")
    await other.does_not_see("查看笔录（PDF）")
    await one.open(record)
    await signs(one, 2, "own")
    await one.sees("查看笔录（PDF）")


async def test_the_basis_is_weighed_and_the_party_told(visitor, office, known):
    clerk, case = await visitor("chaoyang-clerk"), known["case"]
    await clerk.open(case)
    await clerk.sees("虚假招聘信息截图原件")
    await clerk.open(f"{case}/basis")
    await clerk.page.locator('select[name="conduct"]').select_option("false_information")
    await clerk.page.locator('select[name="capacity"]').select_option("agency")
    await clerk.fill({"已查明的违法所得": "60,000"})
    await clerk.press("比较")
    await clerk.sees("V-07", "V-18", "V-36", "存疑")
    await clerk.page.locator('input[name="violation"][value="V-18"]').check()
    await clerk.fill(
        {"选择的理由": "就业促进法是法律，直接规定职业中介机构提供虚假就业信息，先于行政法规适用。"}
    )
    await clerk.press(re.compile("依据"))
    report = {
        "查明的事实": FACTS,
        "裁量理由": "条数多，收费数额较大",
        "查明的违法所得": "60,000",
        "拟没收": "60,000",
    }
    await clerk.open(case)
    await clerk.follow("调查终结，提出处理意见")
    await clerk.fill(report | {"拟罚款": "50,000.01"})
    await clerk.press("调查终结，提出处理意见")
    assert clerk.status in {409, 422}, "a fen more than the article allows"
    await act(clerk, case, "调查终结，提出处理意见", report | {"拟罚款": "50,000"})
    await clerk.open(case)
    await clerk.follow("作出事先告知书")
    await clerk.sees("将要作出的文书", "伍万元整", "听证")
    await clerk.press("作出事先告知书")
    served = {"送达日期": office.today.isoformat(), "签收情况": "法定代表人签收"}
    await act(clerk, case, "送达事先告知书", served)


async def chosen(clerk, known):
    """Who presides and who keeps the record: neither has handled the case."""
    await clerk.page.get_by_label("主持人").select_option(known["chair"])
    await clerk.page.get_by_label("记录人").select_option(known["recorder"])


async def weeks_go_by(known, case, today):
    """The day of the hearing has come: what was done so far was done three weeks ago."""
    done = (
        "act_ended_on",
        "discovered_on",
        "opened_on",
        "reported_on",
        "notice_served_on",
        "statement_due_on",
        "hearing_asked_on",
    )
    earlier = ", ".join(f"{each} = {each} - 21" for each in done)
    await known["owner"].execute(f"update penalty_case set {earlier} where id = $1", case.split("/")[-1])
    await known["owner"].execute(
        """update case_hearing set asked_on = asked_on - 21, told_on = told_on - 21, takes_place_on = $2,
                  takes_place_at = now() - interval '1 minute' where case_id = $1""",
        case.split("/")[-1],
        today,
    )


async def test_the_party_speaks_and_is_heard_by_others(visitor, office, known):
    clerk, firm = await visitor("chaoyang-clerk"), await visitor("firm2-signatory", width=390)
    case = known["case"]
    own = case.replace("/desk/", "/firm/")
    await firm.open(own)
    await firm.fill({"陈述、申辩意见": "信息由离职员工发布，请从轻处罚。"})
    await firm.press("提交陈述、申辩")
    await firm.press("要求听证")
    await firm.sees("您已于")
    await clerk.open(case)
    await clerk.follow("签发听证通知书")
    day = await known["owner"].fetchval(
        "select statement_due_on from penalty_case where id = $1", case.split("/")[-1]
    )
    called = {"听证日期": (day + timedelta(days=14)).isoformat(), "听证时间": "09:30", "地点": "三层听证室"}
    await chosen(clerk, known)
    await clerk.fill(called | {"听证日期": day.isoformat()})
    await clerk.press("签发听证通知书")
    assert clerk.status == 409, "seven working days before"
    await clerk.sees("第六十四条")
    await clerk.fill(called)
    await clerk.press("签发听证通知书")
    await act(
        clerk, case, "送达听证通知书", {"送达日期": office.today.isoformat(), "签收情况": "法定代表人签收"}
    )
    await weeks_go_by(known, case, office.today)
    chair = await visitor("chaoyang-director")
    record = {
        "参加人": "法定代表人\n两名调查人员",
        "听证笔录": "核对身份，告知权利。\n调查人员提出证据和建议。\n当事人申辩质证，最后陈述。",
    }
    await act(chair, case, "登记听证笔录", record, "当事人或者其代理人已逐页签字")
    await act(chair, case, "提出听证报告", {"听证情况和处理意见": "程序合法，当事人的申辩不能成立。"})


async def test_it_is_reviewed_discussed_and_decided_by_others(visitor, office, known):
    clerk, legal, decider = (
        await visitor("chaoyang-clerk"), await visitor("chaoyang-legal"), await visitor("chaoyang-decider"),
    )  # fmt: skip
    case = known["case"]
    await act(clerk, case, "复核当事人意见", {"采纳或者不予采纳的理由": "听证后没有新的事实"}, "不予采纳")
    await decider.open(case)
    await decider.sees("作出决定之前还缺", "尚未经法制审核通过", "尚未经负责人集体讨论")
    await legal.open(case)
    await legal.page.get_by_role("link", name="法制审核", exact=True).last.click()
    await legal.page.wait_for_load_state()
    await legal.fill({"审核意见": "主体、证据、依据、程序、裁量均无问题。"})
    await legal.tick("通过")
    await legal.press("法制审核")
    minutes = {"参加人和意见": "示例局：同意\n示例副：同意\n示例总：同意", "结论": "一致同意处罚意见"}
    await act(clerk, case, "登记集体讨论", minutes, "同意处罚意见")
    await decider.open(case)
    await decider.follow("作出行政处罚决定")
    await decider.sees("将要作出的文书", "没收", "陆万元整", "伍万元整")
    await decider.tick("我已核对决定书的全部内容")
    await decider.press("作出行政处罚决定")
    await decider.sees("已决定，待送达")


async def test_the_firm_confirms_the_decision_and_pays(visitor, office, known):
    firm, clerk = await visitor("firm2-signatory", width=390), await visitor("chaoyang-clerk")
    case, today = known["case"], office.today.isoformat()
    own = case.replace("/desk/", "/firm/")
    await firm.open(own)
    await firm.press("确认签收")
    await firm.sees("现在应缴", "110,000.00")
    slip = await firm.download(await firm.href(re.compile("打开缴款通知")))
    assert slip.startswith(b"%PDF")
    paid = {"缴款日期": today, "票据号码": "演示0002", "罚款": "50,000", "没收": "60,000"}
    await act(clerk, case, "登记缴款", paid)
    await firm.open(own)
    await firm.sees("尚欠", "0.00")
