"""A licence is revoked and published; a reconsideration quashes that, and everything that hung on it comes back. And a suit that was lost."""

import re
from datetime import timedelta

import asyncpg
import pytest

from tests.conftest import address
from tests.journeys.office import CITY

MEMBER = "person = (select person from account where login = 'firm2-signatory')"
GOVERNMENT = "北京市朝阳区人民政府"
NUMBER = "朝政复决字〔2026〕17号"


@pytest.fixture(scope="module")
async def revoked(office):
    """A published penalty of Chaoyang that took a licence and that nobody has contested; the second signatory works for the firm."""
    owner = await asyncpg.connect(address(CITY))
    theirs = await owner.fetchval(f"select firm_id from firm_member where {MEMBER}")
    found = await owner.fetchrow(
        """select penalty_case.id, penalty_case.firm, penalty_case.fine, penalty_case.decision_number, firm.number as firm_number,
                  licence.id as licence, licence.number as licence_number, shown.id as shown, decision.token as decision_token
             from penalty_case join organ on organ.id = penalty_case.organ join firm on firm.id = penalty_case.firm
                  join licence on licence.firm = firm.id and licence.status = 'revoked'
                  join publication as shown on shown.matter_id = penalty_case.id and shown.kind = 'penalty' and shown.ended_on is null
                  join document as decision on decision.id = penalty_case.decision_document
            where organ.code = '110105' and penalty_case.status = 'served' and 'revoke' = any(penalty_case.measures)
              and not exists (select from remedy where remedy.case_id = penalty_case.id)"""
    )
    await owner.execute(f"update firm_member set firm_id = $1 where {MEMBER}", found["firm"])
    yield dict(found) | {"owner": owner}
    await owner.execute(f"update firm_member set firm_id = $1 where {MEMBER}", theirs)
    await owner.close()


async def registered(legal, case, way, body, claims):
    """The legal staff enters what came from the government or the court; where its file is."""
    await legal.open(f"/desk/cases/{case}")
    await legal.follow("登记复议、诉讼")
    await legal.tick(way)
    await legal.fill({"复议机关或者人民法院": body, "请求和理由": claims})
    await legal.press("登记复议、诉讼")
    await legal.sees("已登记", "待答复、答辩")
    return legal.path


async def answered(legal, remedy, reasons):
    """Within its days, with everything the decision rested on."""
    await legal.open(remedy)
    await legal.follow("作出答复、答辩")
    await legal.fill({"对请求和理由的意见": reasons})
    await legal.press("作出答复、答辩")
    await legal.sees("审理中，待结果")
    paper = await legal.download(await legal.href(re.compile("行政复议答复书、行政诉讼答辩状")))
    assert paper.startswith(b"%PDF")


async def outcome(legal, remedy, act, what, office, **more):
    today = office.today.isoformat()
    await legal.open(remedy)
    await legal.follow(act)
    await legal.tick(what)
    await legal.fill({"文书文号": NUMBER, "作出日期": today, "收到日期": today, **more})
    await legal.press(act)


async def test_a_reconsideration_is_answered_in_time_and_quashes_the_decision(visitor, office, revoked):
    legal = await visitor("chaoyang-legal")
    remedy = revoked["remedy"] = await registered(
        legal, revoked["id"], "行政复议", GOVERNMENT, "请求撤销：招聘信息均属真实，处罚决定主要事实不清。"
    )
    await answered(legal, remedy, "事实清楚，证据确凿，程序合法，裁量适当。")
    kept = await revoked["owner"].fetchrow(
        "select due_on, met_on from clock where matter_id = $1 and kind = 'answer'", remedy.split("/")[-1]
    )
    assert kept["met_on"] == office.today <= kept["due_on"]
    # Until it is decided nothing is taken down: the public still reads the penalty, and the licence is revoked.
    anybody = await visitor()
    await anybody.open(f"/disclosures/{revoked['shown']}")
    await anybody.sees(revoked["decision_number"])
    await outcome(legal, remedy, "登记终结结果", "撤销", office, 理由="主要事实不清、证据不足")
    await legal.sees("已终结", "应退还当事人", "公示等待撤回", "被吊销的许可证等待恢复")


async def test_publicity_money_and_licence_follow_each_by_its_own_act(visitor, office, revoked):
    clerk, decider = await visitor("chaoyang-clerk"), await visitor("chaoyang-decider")
    due = await revoked["owner"].fetchval(
        "select due_on from clock where matter_id = $1 and kind = 'withdrawal'", revoked["id"]
    )
    assert office.today < due <= office.today + timedelta(days=14)
    await clerk.open(f"/desk/cases/{revoked['id']}")
    await clerk.follow("撤回处罚决定公示")
    await clerk.fill({"向社会公开的理由": f"处罚决定已被{GOVERNMENT}{NUMBER}撤销。"})
    await clerk.press("撤回处罚决定公示")
    await clerk.open(revoked["remedy"])
    await clerk.sees("撤回公示。")
    await clerk.follow("登记退款")
    await clerk.fill({"退款日期": office.today.isoformat(), "退款凭证号码": "京财退（演示）17"})
    await clerk.press("登记退款")
    await clerk.sees("京财退（演示）17")
    await decider.open(revoked["remedy"])
    await decider.follow("恢复被吊销的许可证")
    await decider.tick(re.compile("我已核对"))
    await decider.press("恢复被吊销的许可证")
    await decider.sees("恢复行政许可通知书", "尚未送达")
    notice = await decider.download(await decider.href("恢复行政许可通知书"))
    assert notice.startswith(b"%PDF")


async def test_everybody_sees_what_holds_now(visitor, revoked):
    anybody, firm = await visitor(width=390), await visitor("firm2-signatory")
    owner = revoked["owner"]
    token = await owner.fetchval(
        "select token from document where kind = 'licence_restoration' and matter_id = $1", revoked["licence"]
    )
    await anybody.open(f"/verify/{token}")
    await anybody.sees("该文书由本系统签发", "恢复行政许可通知书")
    await anybody.open(f"/verify/{revoked['decision_token']}")
    await anybody.sees("处罚决定经行政复议或者行政诉讼被撤销，没有效力")
    await anybody.open(f"/firms/{revoked['firm_number']}")
    await anybody.sees(revoked["licence_number"], "有效")
    await anybody.does_not_see("已吊销")
    await anybody.does_not_see(revoked["decision_number"])
    assert (await anybody.context.request.get(f"{anybody.url}/disclosures/{revoked['shown']}")).status == 404
    told = await owner.fetchval(
        "select id from publication where matter_id = $1 and kind = 'penalty_withdrawal'", revoked["id"]
    )
    await anybody.open(f"/disclosures/{told}")
    await anybody.sees(revoked["decision_number"], f"处罚决定已被{GOVERNMENT}{NUMBER}撤销。")
    await firm.open(f"/firm/cases/{revoked['id']}")
    await firm.sees("复议和诉讼", "已终结")
    await firm.open("/firm/integrity")
    await firm.does_not_see(revoked["decision_number"])
    stored = await owner.fetchrow(
        "select computed_on, annulled_on from firm_standing join integrity_fact using (firm) where source_number = $1",
        revoked["decision_number"],
    )
    assert stored["annulled_on"] == stored["computed_on"]


async def test_a_suit_that_was_lost_at_first_instance_may_still_be_appealed(visitor, office, revoked):
    legal = await visitor("chaoyang-legal")
    case = await revoked["owner"].fetchval(
        """select penalty_case.id from penalty_case join organ on organ.id = penalty_case.organ
            where organ.code = '110105' and penalty_case.status = 'served' and firm is not null and fine > 0
              and not exists (select from remedy where remedy.case_id = penalty_case.id) order by penalty_case.number limit 1"""
    )
    remedy = await registered(legal, case, "行政诉讼", "北京市朝阳区人民法院", "请求撤销处罚决定：程序违法。")
    await answered(legal, remedy, "程序合法，证据确凿。")
    await outcome(legal, remedy, "登记一审结果", "维持原决定、驳回请求", office, 理由="原告的诉讼请求不成立")
    await legal.sees("一审已判决，上诉期内", "上诉期内，尚未生效", "上诉")
    runs = await revoked["owner"].fetchrow(
        "select due_on, met_on, stopped_reason from clock where matter_id = $1 and kind = 'appeal'",
        remedy.split("/")[-1],
    )
    assert runs["due_on"] >= office.today + timedelta(days=15)
    assert (runs["met_on"], runs["stopped_reason"]) == (None, "")
    # Nothing is final: no surcharge meanwhile, and the court is not asked to enforce.
    stay = await revoked["owner"].fetchrow("select to_on from surcharge_stay where case_id = $1", case)
    assert stay["to_on"] is None
