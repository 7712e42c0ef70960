"""Each paper: printed, read back, looked at."""

import io
import json
import re
import subprocess
from pathlib import Path

import pypdf
import pytest

from reports import archive, charts, pdf
from reports.documents import data, figures, registry, snapshots
from tests.reports import archival, samples, samples_investigation

_printed: dict[str, bytes] = {}


async def sample(kind: str) -> bytes:
    """The sample of this kind, printed once for all tests."""
    if kind not in _printed:
        _printed[kind] = await registry.printed(kind, samples.SNAPSHOTS[kind])
    return _printed[kind]


def pages_of(content: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]


def output_of(*command: str | Path) -> bytes:
    return subprocess.run(command, capture_output=True, check=True).stdout


#: What a reader must find on each paper, as the law or the office demands.
MUST_SAY = {
    "case_hearing_notice": [
        "公开举行听证",
        "视为放弃听证权利",
        "一至二人",
        "申请回避",
        "不承担组织听证的费用",
        "作废",
    ],
    "case_hearing_record": ["听证笔录", "逐页签字", "根据本笔录", "示例律"],
    "case_hearing_report": ["听证报告", "京朝人社听笔〔2026〕2号", "根据上列听证笔录"],
    "statement_record": ["陈述申辩笔录", "不因陈述、申辩而给予更重的处罚", "示例砚"],
    "statement_review": ["复核意见书", "部分采纳", "不重于事先告知"],
    "legal_review_opinion": ["法制审核意见书", "执法主体和权限", "裁量", "调整后再审", "A2020110105000001"],
    "discussion_minutes": ["集体讨论记录", "不参加表决", "示例局", "同意处罚意见"],
    "complaint_register": ["投诉登记表", "密封保存", "共同投诉12人，推选代表3人", "已隐去"],
    "report_register": ["举报登记表", "匿名"],
    "complaint_acceptance": ["投诉受理通知书", "决定予以受理", "立案", "六十个工作日", "2027年2月10日"],
    "complaint_refusal": ["不予受理", "超过二年", "六十日内", "六个月内"],
    "complaint_supplement": ["补正", "付款凭证", "2026年12月11日", "五个工作日"],
    "complaint_direction": ["劳动人事争议仲裁委员会", "应当向"],
    "complaint_handover": ["移送函", "接收回执", "海淀区", "应当保密"],
    "complaint_result": [
        "投诉处理结果告知书",
        "反映的问题属实",
        "六个月内",
    ],
    "reward_approval": ["举报奖励审批表", "同意奖励", "叁仟元整", "不归入案件正卷", "示例白"],
    "reward_notice": ["举报奖励通知书", "不需要姓名", "2027年1月25日", "叁仟元整"],
    "complaint_withdrawal": ["撤回投诉", "不影响本机关"],
    "no_penalty_decision": ["不予行政处罚", "及时改正", "教育", "行政复议"],
    "compliance_pledge": ["守法诚信承诺书", "一年内"],
    "supervision_advice": ["劳动保障监察建议书", "不予行政处罚"],
    "case_withdrawal_decision": ["撤销立案", "2026年11月19日"],
    "handling_decision": ["行政处理决定书", "七日内", "壹仟伍佰元整", "强制执行"],
    "spot_booklet": [
        "当场行政处罚决定书",
        "〔2026〕4号",
        "〔2026〕5号",
        "叁仟元整（¥3,000.00）以下",
        "先",
        "拒绝签收",
        "第五十二条",
    ],
    "spot_decision": ["当场行政处罚决定书", "先", "壹佰元整", "拒绝签收", "示例票据0001", "01050320001"],
    "statistics_reminder": ["催报通知书", "2026年2月28日", "2026年3月15日", "只用于统计", "第四十四条"],
    "statistics_referral": [
        "移送函",
        "朝阳区统计局",
        "统催〔2026〕9号",
        "本机关不作处罚",
        "不含任何统计调查取得的数据",
    ],
    "licence": [
        "人力资源服务许可证",
        "（正本）",
        "91110105MA0EXAMPL3",
        "职业中介活动（开展网络招聘服务）",
        "2031年11月19日",
    ],
    "licence_copy": [
        "（副本）",
        "变更记录",
        "示例青",
        "同等效力",
        "海淀区示例大街",
        "2027年度",
        "逾期报送",
    ],
    "licence_electronic": ["电子证照", "职业中介活动（开展网络招聘服务）", "同等效力", "原证遗失"],
    "dispatch_licence": [
        "劳务派遣经营许可证",
        "（正本）",
        "人民币贰佰万元整（¥2,000,000.00）",
        "许可经营事项",
        "2029年11月19日",
    ],
    "dispatch_licence_copy": ["（副本）", "同等法律效力", "六十日前", "无变更记录"],
    "dispatch_licence_electronic": ["电子证照", "许可经营事项"],
    "register_certificate": ["登记证明", "2026-11-20 10:05:07", "F0000123", "9f86d081884c", "不代替许可证"],
    "filing_certificate": ["备案凭证", "人力资源测评", "不是行政许可", "2026年11月10日"],
    "written_report_receipt": [
        "书面报告回执",
        "晚于期限3日",
        "逾期本身不处罚款",
        "海淀区示例大街5号",
        "更正",
    ],
    "file_transfer_sheet": ["档案移交单", "示例移交人", "示例接收人", "XK110105-2026-00012", "期限继续计算"],
    "acceptance_notice": ["受理", "最迟于", "2026年12月16日", "二十个工作日", "不收取任何费用"],
    "correction_notice": ["一次告知", "租赁合同缺少出租方签章页", "2026年12月4日"],
    "refusal_decision": [
        "不予行政许可",
        "专职工作人员实际为一人",
        "六十日",
        "六个月",
        "朝阳区人民政府",
        "朝阳区人民法院",
    ],
    "decline_notice": ["不予受理", "海淀区人力资源和社会保障局", "六十日", "六个月"],
    "grant_decision": [
        "准予",
        "职业中介活动（开展网络招聘服务）",
        "2031年11月19日",
        "十个工作日",
        "公众有权查阅",
    ],
    "renewal_decision": ["准予延续", "2026年11月30日", "2031年11月30日", "编号不变", "公众有权查阅"],
    "change_decision": ["准予变更", "示例青", "开展网络招聘服务", "2030年11月30日", "三个月内"],
    "deemed_renewal_notice": ["视为准予延续", "第五十条", "2031年11月19日", "没有作出"],
    "extension_notice": ["延长", "示例白", "2026年12月14日", "回函尚未收到"],
    "collection_notice": ["领取", "劳务派遣经营许可证", "第1101050012号", "第十三条", "不收取费用"],
    "commitment_check_record": ["首次许可", "不符合", "第三名的劳动合同", "12月18日", "9f9f9f"],
    "verification_record": ["示例陈", "示例乔", "2026年11月19日", "四人在岗", "第三十四条"],
    "interest_notice": ["听证", "五个工作日", "2026年11月27日", "共用出入口", "不承担"],
    "hearing_notice": ["9时30分", "听证室", "示例方", "公开", "回避"],
    "hearing_record": ["笔录", "示例邻", "错开人流高峰", "第四十八条"],
    "transfer_notice": ["行政审批局", "不需要重新申请", "2026年12月11日", "8号"],
    "application_form": ["申请表", "真实性", "举办招聘会", "章程.pdf", "10时10分"],
    "commitment_letter": ["承诺", "3名以上", "第三十三条", "示例砚"],
    "condition_notice": ["责令限期整改", "五个工作日", "陈述和申辩", "第三十三条", "2027年1月5日"],
    "condition_decision": [
        "不得从事涉及经营电信业务",
        "送达之日起生效",
        "原文待核对",
        "六十日",
        "telecom licence",
    ],
    "condition_note": ["京示网信罚", "只按其文书记载", "不得做的事项", "仍须做的事项", "2027年2月24日"],
    "ending_notice": ["拟撤销", "作出虚假承诺", "五个工作日", "有权申请听证", "第三十三条"],
    "ending_hearing_notice": ["9时30分", "听证室", "示例方", "拟撤销", "回避"],
    "ending_hearing_record": ["笔录", "示例砚", "因病未到岗", "第四十八条"],
    "set_aside_decision": ["撤销准予", "利益不受保护", "按照未经许可", "送达之日起生效", "六十日"],
    "withdrawal_decision": ["公共利益", "补偿", "第八条第二款", "送达之日起生效", "六个月"],
    "licence_restoration": ["恢复", "撤销", "办理的注销", "2026年9月10日", "有效期"],
    "cancellation_notice": ["注销", "有效期届满", "2026年11月15日", "六十日"],
    "inspection_approval": [
        "检查对象",
        "本次为第1次",
        "辅助人员",
        "1 人",
        "到场时当面送达",
        "不得增加事项",
        "同意",
        "示例白",
    ],
    "inspection_notice": [
        "检查事项",
        "01050320001",
        "出示行政执法证件",
        "回避",
        "频次",
        "不收取任何费用",
        "严禁逐利检查",
        "11月27日",
        "京朝人社检批",
    ],
    "annual_report_receipt": ["2025年度", "14时41分", "按期提交", "1,286.40万元", "9f2b5c1e"],
    "regulator_letter": ["示例高薪直招", "没有机构申报", "只通报情况", "不是行政处罚", "第一项"],
    "platform_letter": [
        "示例短视频（北京）科技有限公司",
        "示例甲招聘",
        "保录取",
        "暂停",
        "不是对机构的行政处罚",
        "第一项",
    ],
    "job_fair_receipt": ["示例秋季综合招聘会", "12月20日", "2400人", "逾期3天", "第二十八条", "安全许可"],
    "statistical_return_receipt": [
        "统计年报",
        "14时41分",
        "按期报送",
        "国统制",
        "怎样核验",
        "4be81d07",
        "示例甲",
    ],
    "dispatch_report_receipt": ["2025年度", "劳务派遣", "第二十二条", "按期提交", "120人"],
    "dispatch_verification_notice": [
        "核验发现问题",
        "第2次报送",
        "少三人",
        "第二十三条",
        "信用记录",
        "不是行政处罚",
    ],
    "order_to_correct": ["责令", "2026年12月4日", "书面报告", "五千元以上一万元以下", "01050320001"],
    "prior_notice": ["陈述", "申辩", "五个工作日", "有权要求听证", "陆仟元整", "¥6,000.00"],
    "penalty_decision": [
        "违法事实",
        "证据",
        "罚款人民币陆仟元整（¥6,000.00）",
        "壹万捌仟零伍拾元零伍角（¥18,050.50）",
        "十五日内",
        "百分之三",
        "不超出罚款的数额",
        "示例银行",
        "六十日",
        "六个月",
        "不停止执行",
        "直接送达",
    ],
    "service_address": ["送达地址确认书", "示例砚", "010-00000002", "2026年12月10日", "拒收"],
    "service_announcement": ["第九十五条", "三十日", "2026年12月21日", "领取之日", "六十日", "六个月"],
    "credit_repair_notice": ["一般失信信息", "2027年3月31日", "2027年12月31日", "信用中国", "不停止公示"],
    "publicity_abstract": [
        "第四十八条第一款",
        "罚款人民币陆仟元整（¥6,000.00）",
        "一般失信信息",
        "2027年12月31日",
        "申请更正",
    ],
    "publicity_answer": ["公示信息更正答复书", "企业信息公示暂行条例》第十二条", "手机号码", "已予遮盖"],
    "publicity_withdrawal": ["王某某", "第四十八条第二款", "2027年3月15日", "经行政复议撤销"],
    "payment_notice": ["壹万捌仟零伍拾元零伍角（¥18,050.50）", "十五日内", "示例银行", "专用票据"],
    "deferral_application": ["分期", "第六十六条第二款", "2027年1月19日", "2027年3月31日", "¥3,000.00"],
    "deferral_decision": ["准予", "第七十二条第二款", "一并到期", "2027年2月26日", "¥3,000.00"],
    "surcharge_decision": ["2027年1月20日", "百分之三", "不超出罚款的数额", "¥1,800.00", "不计算", "六十日"],
    "demand_notice": ["第五十四条", "十个工作日", "陈述和申辩", "¥19,850.50", "强制执行"],
    "enforcement_application": ["第五十三条", "2027年10月5日", "负责人签名", "材料清单", "未提出意见"],
    "suspension_answer": ["停止执行", "第四十二条", "恢复执行", "不影响", "缴款期限"],
    "remedy_answer": ["行政复议答复书", "2027年2月22日", "证据和依据清单", "现场检查笔录", "请求维持"],
    "service_consent": ["送达地址", "F0000123", "随时撤回", "第九十条", "示例砚", "010-00000002"],
    "service_receipt": ["送达回证", "京朝人社罚〔2026〕9号", "直接送达", "2027年1月4日", "见证人"],
    "inspection_check_form": [
        "检查内容、方法和标准",
        "不符合的情形",
        "未超出本单检查",
        "大厅2.jpg",
        "检查人员签名",
    ],
    "inspection_result_notice": [
        "发现问题责令限期改正",
        "京朝人社令",
        "12月14日",
        "2029年11月16日",
        "异议",
        "行政复议",
    ],
    "recheck_record": ["已全部改正", "12月1日", "书面报告", "京朝人社令"],
    "inspection_record": ["9时32分", "不符合", "出示行政执法证件", "申请回避", "行政经理", "01050320002"],
    "campaign_report": [
        "京朝人社专报〔2026〕1号",
        "朝政批〔2026〕8号",
        "网信部门未填报数据",
        "1,788（另1项不详）",
        "未报",
        "2024年*",
        "+18.9%",
        "签发人：示例白",
    ],
    "inspection_plan": ["第六十七条", "京朝人社查划〔2026〕1号", "1,204", "上半年随机抽查", "无事不扰"],
    **samples_investigation.MUST_SAY,
    "draw_notice": ["4be01f7c", "c93d2a60", "监督人", "示例桃", "重新计算"],
}


def test_every_kind_of_paper_is_tried() -> None:
    assert MUST_SAY.keys() == registry.KINDS.keys() == samples.SNAPSHOTS.keys()


@pytest.mark.parametrize("kind", registry.KINDS)
async def test_a_paper_says_what_it_must(kind: str) -> None:
    text = "".join("".join(pages_of(await sample(kind))).split())
    missing = [words for words in MUST_SAY[kind] if "".join(words.split()) not in text]
    assert missing == []
    snapshot = samples.SNAPSHOTS[kind]
    assert "".join(snapshot["number"].split()) in text
    assert snapshot["token"] in text
    assert snapshot["organ"]["name"] in text


@pytest.mark.parametrize("kind", registry.KINDS)
async def test_a_credit_code_stands_on_one_line(kind: str) -> None:
    """Who compares eighteen characters by eye is not sent to the next line for the last."""
    code, lines = samples.FIRM["code"], "\n".join(pages_of(await sample(kind)))
    assert (code in lines) == (code in "".join(lines.split()))


@pytest.mark.parametrize("kind", registry.KINDS)
async def test_the_structure_of_a_paper_is_that_of_an_archived_file(kind: str) -> None:
    assert archival.faults(await sample(kind)) == []


@pytest.mark.parametrize("kind", registry.KINDS)
async def test_a_paper_carries_what_it_says(kind: str) -> None:
    content = await sample(kind)
    reader = pypdf.PdfReader(io.BytesIO(content))
    assert list(reader.attachments) == [archive.DATA]
    found = json.loads(reader.attachments[archive.DATA][0])
    assert found == data.read(content)
    assert found["format"] == "zhiheng/paper/1"
    assert (found["form"], found["title"]) == (kind, registry.KINDS[kind].title)
    assert found["said"]["number"] == samples.SNAPSHOTS[kind]["number"]
    assert found["said"]["issued_on"] == samples.SNAPSHOTS[kind]["issued_on"]


@pytest.mark.parametrize("kind", registry.KINDS)
async def test_a_demonstration_says_so_on_every_page(kind: str) -> None:
    for page in pages_of(await sample(kind)):
        assert "无法律效力" in page


async def test_a_real_paper_has_a_place_for_the_seal_and_never_a_drawn_one() -> None:
    snapshot = {**samples.SNAPSHOTS["filing_certificate"], "demonstration": False}
    text = "".join(pages_of(await registry.printed("filing_certificate", snapshot)))
    assert "印章" in text
    assert "演示" not in text
    assert "DEMO" not in text


async def test_fonts_are_embedded_and_the_pages_hold_no_boxes(tmp_path: Path) -> None:
    snapshot = {
        **samples.SNAPSHOTS["filing_certificate"],
        "firm": {**samples.FIRM, "name": "㙓䶮𠮷人力资源有限公司"},
    }
    file = tmp_path / "paper.pdf"
    file.write_bytes(await registry.printed("filing_certificate", snapshot))
    listed = output_of("pdffonts", file).decode().splitlines()[2:]
    assert {line.split()[0].partition("+")[2] for line in listed} == {"Paper", "Paper-Bold"}
    for line in listed:
        assert line.split()[-5:-2] == ["yes", "yes", "yes"]  # embedded, subset, mapped to Unicode


async def test_the_pixels_of_two_characters_differ_as_their_forms_do(tmp_path: Path) -> None:
    """Boxes would look the same whatever they stand for."""
    pictures = []
    for name in ("一" * 12, "龘" * 12, "鑫" * 12):
        snapshot = {**samples.SNAPSHOTS["filing_certificate"], "firm": {**samples.FIRM, "name": name}}
        file = tmp_path / f"{name[0]}.pdf"
        file.write_bytes(await registry.printed("filing_certificate", snapshot))
        picture = output_of("pdftoppm", "-r", "72", "-gray", "-f", "1", "-l", "1", file)
        pictures.append(sum(255 - byte for byte in picture))
    simple, dense, middle = pictures
    assert simple < middle < dense


async def test_the_file_states_its_standard_language_and_title() -> None:
    content = await sample("penalty_decision")
    reader = pypdf.PdfReader(io.BytesIO(content))
    assert reader.metadata is not None
    assert reader.metadata.title == "行政处罚决定书 京朝人社罚〔2026〕9号"
    assert reader.metadata.author == samples.ORGAN["name"]
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"
    metadata = reader.trailer["/Root"]["/Metadata"].get_object().get_data().decode()
    assert re.search(r"pdfaid:part(>|=\")3", metadata)
    assert re.search(r"pdfaid:conformance(>|=\")A", metadata)


async def test_a_name_that_cannot_be_printed_is_refused_by_its_characters() -> None:
    snapshot = {
        **samples.SNAPSHOTS["filing_certificate"],
        "firm": {**samples.FIRM, "name": "甲\U0003134a乙\ue000丙"},
    }
    with pytest.raises(pdf.Unprintable) as refused:
        await registry.printed("filing_certificate", snapshot)
    assert "\U0003134a" in refused.value.text
    assert await pdf.unprintable("甲\U0003134a乙") == ["\U0003134a"]
    assert await pdf.unprintable("示例 砚青\n㙓䶮𠮷") == []


@pytest.mark.parametrize(
    ("kind", "rows"),
    [
        ("inspection_record", "entries"),
        ("inspection_check_form", "checks"),
        ("inspection_result_notice", "problems"),
    ],
)
async def test_what_somebody_wrote_never_keeps_a_record_from_being_issued(kind: str, rows: str) -> None:
    """An emoji, Arabic, a character that turns the text: each is named where it stood."""
    snapshot = samples.SNAPSHOTS[kind]
    first = {**snapshot[rows][0], "note": "看到😀和سلام，又写\u202e倒序"}
    printed = await registry.printed(kind, {**snapshot, rows: [first]})
    said = re.sub(r"\s", "", "".join(pages_of(printed)))
    assert "〔U+1F600〕" in said
    assert "〔U+0633〕" in said
    assert "〔U+202E〕倒序" in said


@pytest.mark.parametrize(
    ("kind", "rows"), [("inspection_record", "entries"), ("inspection_check_form", "checks")]
)
async def test_thirteen_long_notes_are_printed_in_full(kind: str, rows: str) -> None:
    snapshot = samples.SNAPSHOTS[kind]
    long = [{**snapshot[rows][0], "note": f"第{n}项" + "台账记载不全" * 320} for n in range(1, 14)]
    said = re.sub(r"\s", "", "".join(pages_of(await registry.printed(kind, {**snapshot, rows: long}))))
    assert "见附注13" in said
    assert said.count("台账记载不全") > 13 * 300


def test_a_snapshot_that_leaves_something_out_is_refused_by_the_names_of_the_fields() -> None:
    snapshot = {**samples.SNAPSHOTS["refusal_decision"], "organ": {}, "accepted_on": "2026-02-30"}
    del snapshot["reasons"]
    with pytest.raises(snapshots.Incomplete) as refused:
        registry.KINDS["refusal_decision"].build(snapshot)
    assert set(refused.value.problems) == {
        "organ.name is missing",
        "reasons is missing",
        "accepted_on cannot be read: '2026-02-30'",
    }


def test_an_inspection_by_one_officer_makes_no_record() -> None:
    snapshot = {**samples.SNAPSHOTS["inspection_record"], "officers": samples.OFFICERS[:1]}
    with pytest.raises(snapshots.Incomplete, match="at least two"):
        registry.KINDS["inspection_record"].build(snapshot)


#: A PNG of one black pixel: what a signature drawn on glass is, only larger.
PIXEL = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


async def test_a_record_is_signed_on_each_page_or_says_why_not() -> None:
    signed = {
        **samples.SNAPSHOTS["inspection_record"],
        "entries": [
            {"item": f"检查事项{n}" * 6, "result": "符合", "note": "查看属实。" * 20} for n in range(13)
        ],
        "signature_images": [{"who": who, "picture": PIXEL} for who in ("lead", "second", "firm")],
    }
    reader = pypdf.PdfReader(io.BytesIO(await registry.printed("inspection_record", signed)))
    assert len(reader.pages) > 1
    assert all(len(list(page.images)) >= 1 for page in reader.pages)
    refused = {
        **signed,
        "signature_images": [],
        "firm_signature": {"name": "示例易", "refusal": "认为记录不实"},
    }
    pages = pages_of(await registry.printed("inspection_record", refused))
    assert all("原因见末页" in page for page in pages)
    assert "认为记录不实" in pages[-1]


@pytest.mark.parametrize(
    "kind", ["inspection_approval", "inspection_notice", "inspection_check_form", "inspection_record"]
)
def test_no_paper_of_an_inspection_names_one_officer(kind: str) -> None:
    with pytest.raises(snapshots.Incomplete, match="at least two"):
        registry.KINDS[kind].build({**samples.SNAPSHOTS[kind], "officers": samples.OFFICERS[:1]})


@pytest.mark.parametrize(
    ("outcome", "says"),
    [("met", "已全部改正"), ("partly", "部分改正"), ("refused", "拒不改正"), ("declared", "明确表示不改正")],
)
async def test_a_recheck_says_what_came_of_the_order(outcome: str, says: str) -> None:
    snapshot = {**samples.SNAPSHOTS["recheck_record"], "outcome": outcome}
    assert says in "".join(pages_of(await registry.printed("recheck_record", snapshot)))
    with pytest.raises(snapshots.Incomplete, match="outcome"):
        registry.KINDS["recheck_record"].build(snapshot | {"outcome": "perhaps"})


def test_a_fine_nobody_could_pay_is_refused() -> None:
    snapshot = {**samples.SNAPSHOTS["penalty_decision"], "organ": {**samples.ORGAN, "bank": ""}}
    with pytest.raises(snapshots.Incomplete, match="bank"):
        registry.KINDS["penalty_decision"].build(snapshot)


async def test_a_human_being_is_not_addressed_as_a_unit() -> None:
    party = {"name": "示例甲", "address": "北京市丰台区示例胡同3号", "is_person": True}
    snapshot = {
        **samples.SNAPSHOTS["prior_notice"],
        "party": party,
        "facts": ["未经许可从事职业中介活动。"],
        "discretion": "",
    }
    text = "".join(pages_of(await registry.printed("prior_notice", snapshot)))
    assert "你单位" not in text
    assert "住址" in text


async def test_a_mistake_in_a_template_is_a_refusal_and_not_a_crash() -> None:
    with pytest.raises(pdf.PrintFailure):
        await pdf.render("filing_certificate.html", {})


async def test_a_table_of_figures_prints_with_its_chart() -> None:
    picture = await charts.chart(
        "bar", [charts.Point("朝阳", 1083), charts.Point("海淀", 942)], title="机构数", unit="家"
    )
    template, data = figures.build(
        {
            "title": "人力资源服务机构主要指标",
            "subtitle": "2025年度",
            "publisher": "北京市人力资源和社会保障局",
            "source": "来源：2025年度经营情况报告；“…”表示为保护单个机构的数据而不公布。",
            "tables": [
                {
                    "title": "机构数",
                    "unit": "家",
                    "columns": ["区", "机构数", "占比"],
                    "rows": [
                        ["全市", "2,025", "100.0%"],
                        ["朝阳", "1,083", "53.5%"],
                        ["海淀", "942", "46.5%"],
                    ],
                    "totals": [0],
                    "chart": picture,
                    "notes": ["机构数为年末数。"],
                }
            ],
            "demonstration": True,
        }
    )
    pages = pages_of(await pdf.render(template, data))
    assert len(pages) == 1
    for words in ("主要指标", "1,083", "53.5%", "机构数为年末数", "单位：家", "数据均为虚构"):
        assert words in pages[0]
    # Once in the table, once in the chart: its labels are text on paper too.
    assert pages[0].count("海淀") == 2


async def test_the_answer_at_second_instance_speaks_of_the_first_judgment():
    given = samples.SNAPSHOTS["remedy_answer"] | {
        "is_suit": True,
        "judgment": {
            "court": "北京市朝阳区人民法院",
            "number": "（2027）京0105行初17号",
            "decided_on": "2027-03-01",
            "outcome": "驳回原告的诉讼请求",
        },
    }
    text = re.sub(r"\s+", "", "".join(pages_of(await registry.printed("remedy_answer", given))))
    for words in ("被上诉人、一审被告", "上诉人（一审原告）", "2027年3月1日作出的一审判决", "收到上诉状副本"):
        assert words in text, words
    assert "行政复议" not in text
