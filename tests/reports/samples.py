"""One invented snapshot per paper, as a decision would have stored it: plain JSON values."""

from typing import Any

ORGAN = {
    "name": "北京市朝阳区人力资源和社会保障局",
    "reviewer": "北京市朝阳区人民政府",
    "court": "北京市朝阳区人民法院",
    "bank": "示例银行北京朝阳支行",
    "address": "北京市朝阳区示例路1号",
    "phone": "010-00000000",
}
FIRM = {
    "name": "北京示例砚青人力资源服务有限公司",
    "code": "91110105MA0EXAMPL3",
    "address": "北京市朝阳区示例东街18号院6号楼12层1203",
    "representative": "示例砚",
    "licence_number": "（京）人服证字〔2024〕第0105000123号",
}
ISSUED = {
    "organ": ORGAN,
    "issued_on": "2026-11-20",
    "token": "7KQ4M2XW9RBT3HCP",
    "verification_url": "https://registry.example/verify/7KQ4M2XW9RBT3HCP",
    "demonstration": True,
    "contact": "示例安",
    "contact_phone": "010-00000001",
}
OFFICERS = [
    {"name": "示例陈", "certificate": "01050320001"},
    {"name": "示例乔", "certificate": "01050320002"},
]
BREACHED = [
    {
        "label": "《人力资源市场暂行条例》第三十二条",
        "text": "经营性人力资源服务机构应当在服务场所明示营业执照、服务项目、收费标准、监督机关和监督电话等事项，并接受检查。",
    }
]
BASIS = [
    {
        "label": "《人力资源市场暂行条例》第四十四条",
        "text": "未依照规定明示有关事项的，由人力资源社会保障行政部门责令改正；拒不改正的，处五千元以上一万元以下的罚款。",
    }
]
FACTS = [
    "你单位在北京市朝阳区示例东街18号院6号楼12层1203的服务场所内，未明示收费标准和监督电话。",
    "你单位前台公示栏所示营业执照为变更前的旧照，与登记信息不一致。",
]
LICENCE = {
    **ISSUED,
    "number": "（京）人服证字〔2026〕第0105000456号",
    "firm": FIRM,
    "valid_from": "2026-11-20",
    "valid_to": "2031-11-19",
    "online_recruitment": True,
    "ownership": "有限责任公司（自然人投资或控股）",
    "changes": [{"changed_on": "2026-12-01", "item": "法定代表人", "text": "由“示例砚”变更为“示例青”"}],
}

SNAPSHOTS: dict[str, dict[str, Any]] = {
    "licence": LICENCE,
    "licence_copy": {**LICENCE, "premises": ["北京市海淀区示例大街5号2层"]},
    "filing_certificate": {
        **ISSUED,
        "number": "京朝人服备〔2026〕0078号",
        "firm": FIRM,
        "items": ["人力资源管理咨询", "人力资源测评", "人力资源服务外包"],
        "started_on": "2026-11-10",
        "filed_on": "2026-11-20",
    },
    "acceptance_notice": {
        **ISSUED,
        "number": "京朝人社许受〔2026〕112号",
        "applicant": FIRM,
        "matter": "人力资源服务许可（新设）",
        "received_on": "2026-11-18",
        "accepted_on": "2026-11-20",
        "due_on": "2026-12-16",
        "period": "自收到申请之日起二十个工作日",
        "citations": ["《人力资源市场暂行条例》第十九条"],
        "materials": [
            {"name": "人力资源服务许可申请表"},
            {"name": "机构章程和管理制度"},
            {"name": "场所所有权或者使用权证明", "note": "1 份，租赁合同复印件"},
            {"name": "专职工作人员名单", "note": "1 份，共 6 人"},
        ],
    },
    "correction_notice": {
        **ISSUED,
        "number": "京朝人社许补〔2026〕35号",
        "applicant": FIRM,
        "matter": "人力资源服务许可（新设）",
        "application_number": "京朝人社许〔2026〕112号",
        "received_on": "2026-11-18",
        "items": [
            {"name": "场所使用权证明", "note": "租赁合同缺少出租方签章页，请补充完整合同"},
            {"name": "专职工作人员名单", "note": "名单只有二人，未达到三人；请补充，或者说明情况"},
        ],
        "due_on": "2026-12-04",
    },
    "refusal_decision": {
        **ISSUED,
        "number": "京朝人社不许〔2026〕4号",
        "applicant": FIRM,
        "matter": "人力资源服务许可（新设）",
        "application_number": "京朝人社许〔2026〕112号",
        "received_on": "2026-10-20",
        "accepted_on": "2026-10-21",
        "reasons": [
            "申请人申报的三名专职工作人员中，有二人经核查与其他单位存在全日制劳动关系，专职工作人员实际为一人。",
            "经两名工作人员于2026年11月5日现场核查，申报场所由其他企业使用，申请人不能证明对该场所的使用权。",
        ],
        "citations": [
            {
                "label": "《人力资源服务机构管理规定》第六条",
                "text": "申请从事职业中介活动的，应当有明确的章程和管理制度，有开展业务必备的固定场所、办公设施和一定数额的开办资金，有三名以上专职工作人员，并符合法律、法规规定的其他条件。",
            },
            "《中华人民共和国行政许可法》第三十八条第二款",
        ],
    },
    "annual_report_receipt": {
        **ISSUED,
        "number": "京朝人社年报〔2026〕1024号",
        "firm": FIRM,
        "year": 2025,
        "submitted_at": "2026-02-27T06:41:00+00:00",
        "submitted_by": "示例易（签署人）",
        "due_on": "2026-02-28",
        "form": "人力资源服务机构经营情况年度报告（2025 年版）",
        "figures": [
            {"label": "营业总收入", "value": "1,286.40 万元"},
            {"label": "其中：人力资源服务业务收入", "value": "1,102.75 万元"},
            {"label": "期末从业人员", "value": "38 人"},
            {"label": "其中：大学本科及以上", "value": "27 人"},
            {"label": "全年服务用人单位", "value": "412 家次"},
            {"label": "全年帮助实现就业和流动", "value": "3,905 人次"},
        ],
        "content_hash": "9f2b5c1e" * 8,
    },
    "order_to_correct": {
        **ISSUED,
        "number": "京朝人社监令〔2026〕0031号",
        "party": FIRM,
        "found_on": "2026-11-16",
        "occasion": "对你单位的现场检查",
        "facts": FACTS,
        "breached": BREACHED,
        "basis": BASIS,
        "demands": [
            "在服务场所的醒目位置明示营业执照、人力资源服务许可证、服务项目、收费标准、监督机关和监督电话；",
            "将公示栏中的旧版营业执照更换为现行有效的营业执照。",
        ],
        "due_on": "2026-12-04",
        "consequence": "逾期不改正的，依照《人力资源市场暂行条例》第四十四条的规定，处五千元以上一万元以下的罚款。",
        "officers": OFFICERS,
    },
    "prior_notice": {
        **ISSUED,
        "number": "京朝人社罚告〔2026〕9号",
        "party": FIRM,
        "case_number": "京朝人社案〔2026〕9号",
        "cause": "未依法明示有关事项且拒不改正",
        "facts": [*FACTS, "本机关于2026年12月7日复查，你单位仍未明示收费标准和监督电话。"],
        "evidence": [
            "现场检查笔录一份",
            "现场照片四张",
            "责令限期改正指令书及送达回证各一份",
            "复查笔录一份",
        ],
        "breached": BREACHED,
        "basis": BASIS,
        "penalties": [{"text": "罚款", "amount": "6000.00"}],
        "discretion": "你单位系首次违法，未造成损害后果，但在责令期限内未予改正，拟在法定幅度内从轻处罚。",
        "statement_days": 5,
        "hearing": {"ground": "较大数额罚款"},
        "officers": OFFICERS,
    },
    "penalty_decision": {
        **ISSUED,
        "number": "京朝人社罚〔2026〕9号",
        "party": FIRM,
        "case_number": "京朝人社案〔2026〕9号",
        "cause": "未依法明示有关事项且拒不改正",
        "opened_on": "2026-12-08",
        "facts": [
            "2026年11月16日，本机关执法人员在现场检查中发现，当事人在其服务场所未明示收费标准和监督电话。",
            "2026年12月7日，本机关复查，当事人仍未明示上述事项。",
        ],
        "evidence": ["现场检查笔录", "现场照片四张", "责令限期改正指令书及送达回证", "复查笔录"],
        "breached": BREACHED,
        "basis": BASIS,
        "penalties": [
            {"text": "罚款", "amount": "6000.00"},
            {"text": "没收违法所得", "amount": "12050.50"},
        ],
        "fine": "6000.00",
        "confiscated": "12050.50",
        "discretion": "当事人系首次违法，未造成损害后果，但在责令期限内未予改正，适用裁量基准的较轻档次。",
        "notice": {"number": "京朝人社罚告〔2026〕9号", "served_on": "2026-12-21", "method": "直接送达"},
        "correction": {
            "number": "京朝人社监令〔2026〕0031号",
            "due_on": "2026-12-04",
            "outcome": "当事人逾期未改正。",
        },
        "publicity": "本决定将自作出之日起七个工作日内在北京市人力资源和社会保障局网站和信用中国网站公示，公示期限依照有关规定执行。",
        "issued_on": "2026-12-31",
    },
    "service_receipt": {
        **ISSUED,
        "number": "京朝人社送〔2026〕210号",
        "document_title": "行政处罚决定书",
        "document_number": "京朝人社罚〔2026〕9号",
        "addressee": FIRM,
        "method": "直接送达",
        "place": "北京市朝阳区示例东街18号院6号楼12层1203",
        "served_at": "2027-01-04T02:15:00+00:00",
        "receiver": "示例砚",
        "officers": OFFICERS,
    },
    "inspection_record": {
        **ISSUED,
        "number": "京朝人社检〔2026〕0415号",
        "firm": FIRM,
        "place": "北京市朝阳区示例东街18号院6号楼12层1203",
        "started_at": "2026-11-16T01:32:00+00:00",
        "ended_at": "2026-11-16T02:48:00+00:00",
        "source": "年度计划抽查（抽取编号 BJCY-2026-02）",
        "officers": OFFICERS,
        "approval_number": "京朝人社检批〔2026〕0415号",
        "scanned_at": "2026-11-16T01:30:00+00:00",
        "form": "人力资源服务机构检查单 2026-1",
        "entries": [
            {"item": "许可证在有效期内", "result": "符合", "basis": "《人力资源市场暂行条例》第十八条"},
            {
                "item": "服务场所明示规定事项",
                "result": "不符合",
                "note": "未明示收费标准和监督电话；照片 1 至 4",
                "basis": "《人力资源市场暂行条例》第三十二条",
            },
            {"item": "建立服务台账", "result": "符合", "note": "抽看 2026 年 8 月至 10 月台账，记录完整"},
            {"item": "举办现场招聘会的备案和安全方案", "result": "不适用", "note": "未举办"},
        ],
        "result": "检查四项，发现不符合一项，责令限期改正。",
        "statement": "已知悉，将在期限内整改。",
        "firm_signature": {
            "name": "示例易",
            "capacity": "行政经理",
            "signed_at": "2026-11-16T02:46:00+00:00",
        },
    },
    "draw_notice": {
        **ISSUED,
        "number": "京朝人社抽〔2026〕2号",
        "matter": "2026年度人力资源服务机构第二批随机抽查",
        "draw_id": "BJCY-2026-02",
        "plan": "北京市朝阳区2026年度人力资源市场行政检查计划",
        "items": ["许可和备案", "明示事项", "服务台账", "收费行为"],
        "strata": [
            {
                "name": "一般风险机构",
                "population": 412,
                "eligible": 398,
                "drawn": 20,
                "excluded": "十二个月内已检查 14 户",
            },
            {"name": "较高风险机构", "population": 36, "eligible": 35, "drawn": 7, "certain": 1},
        ],
        "drawn": [
            {
                "firm": f"北京示例{name}人力资源有限公司",
                "code": f"91110105MA0EX{number:05d}",
                "district": "朝阳区",
                "officers": ["示例陈", "示例乔"] if number % 2 else ["示例丁", "示例方"],
            }
            for number, name in enumerate("松柏竹梅兰菊荷莲桂枫榆槐柳杨桐樟杉橡栎榕桑棠梨杏桃李", start=1)
        ],
        "committed_at": "2026-11-10T02:00:00+00:00",
        "commitment": "4be01f7c" * 8,
        "drawn_at": "2026-11-11T02:05:00+00:00",
        "result_hash": "c93d2a60" * 8,
        "sources": [
            {"description": "公开随机信标第 5123456 轮（2026年11月11日10时00分）", "value": "0a1b2c3d" * 8}
        ],
        "operator": "示例安",
        "supervisor": "示例监（纪检人员）",
    },
}
