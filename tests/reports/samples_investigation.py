"""Invented snapshots of the papers of an investigation."""

from typing import Any

CASE = "京朝人社案〔2026〕9号"
CAUSE = "未明示营业执照、服务项目、收费标准、监督机关和监督电话"
THINGS = [
    {"name": "收费台账（2026年1月至10月）", "quantity": "2册", "condition": "封面有磨损，内页完整"},
    {"name": "台式电脑主机", "quantity": "1台", "condition": "加贴封条"},
]
LINES = [
    {
        "question": "请介绍你的姓名、职务和工作内容。",
        "answer": "我叫示例某，前台主管，负责接待求职者和登记收费。",
    },
    {
        "question": "服务场所是否明示收费标准？",
        "answer": "去年装修以后没有再挂出来，收费标准放在抽屉里，有人问就拿给他看。",
    },
    {"question": "向求职者收取哪些费用？", "answer": "只收简历制作费，每份三百元，开收据。"},
]


def snapshots(issued: dict[str, Any], firm: dict[str, Any], officers: list[dict[str, Any]]) -> dict[str, Any]:
    """By kind of paper."""
    party = {name: text for name, text in firm.items() if name != "licence_number"}
    head = {**issued, "party": party, "case_number": CASE, "cause": CAUSE}
    record = {
        **head,
        "person": {
            "name": "示例某",
            "capacity": "当事人的工作人员",
            "sex": "女",
            "born": "1990年5月",
            "identity": "已核对，号码从略",
            "employer": firm["name"],
            "post": "前台主管",
            "phone": "010-00000002",
        },
        "place": firm["address"],
        "started_at": "2026-11-16T01:30:00+00:00",
        "ended_at": "2026-11-16T02:20:00+00:00",
        "officers": officers,
        "recusal": "不申请回避",
        "reading": "本人阅读",
        "words": "以上笔录我看过，和我说的一样。",
    }
    return {
        "evidence_receipt": {
            **head,
            "number": "京朝人社据〔2026〕4号",
            "holder": "示例某（前台主管）",
            "place": firm["address"],
            "obtained_on": "2026-11-16",
            "items": [
                {
                    "name": "收费台账（2026年1月至10月），证明收费项目和金额",
                    "kind": "书证",
                    "form": "复制件、照片或者节录",
                    "checked_by": "示例某",
                    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                }
            ],
            "officers": officers,
            "receiver": "示例安",
        },
        "interview_record": {
            **record,
            "number": "京朝人社询〔2026〕3号",
            "pages": [{"lines": []}, {"lines": LINES}],
            "refusal": "认为与本人无关（见证：物业管理处示例李）",
        },
        "scene_record": {
            **record,
            "title": "现场检查笔录",
            "number": "京朝人社检〔2026〕5号",
            "pages": [
                {"lines": []},
                {"lines": [{"answer": "服务大厅前台及公示栏均未见收费标准和监督电话。"}]},
            ],
            "by_hand": True,
        },
        "preservation_approval": {
            **head,
            "number": "京朝人社存〔2026〕2号",
            "asked_on": "2026-11-16",
            "reason": "台账为手写孤本，可能被转移或者销毁，以后难以取得。",
            "place": "当事人财务室",
            "keeper": "当事人会计示例丙",
            "items": THINGS,
            "officers": officers,
            "opinion": {"text": "同意。情况属实，准予登记保存。", "name": "示例局长", "on": "2026-11-16"},
        },
        "preservation_notice": {
            **head,
            "number": "京朝人社存通〔2026〕2号",
            "reason": "台账为手写孤本，可能被转移或者销毁",
            "place": "当事人财务室",
            "keeper": "当事人会计示例丙",
            "items": THINGS,
            "officers": officers,
            "due_on": "2026-11-25",
            "received": "会计示例丙当场签收",
        },
        "preservation_handling": {
            **head,
            "number": "京朝人社存处〔2026〕2号",
            "kept_on": "2026-11-16",
            "preservation_number": "京朝人社存〔2026〕2号",
            "items": THINGS,
            "handling": "采取复制、拍照、录像等方式固定后返还",
            "reason": "台账已逐页复印并由会计核对签名，主机数据已制作镜像。",
            "officers": officers,
        },
    }


MUST_SAY = {
    "evidence_receipt": ["接收证据材料收据", "第四十六条", "与原件核对一致", "9f86d081884c", "一式两份"],
    "interview_record": ["询问（调查）笔录", "共2页", "申请回避", "拒绝签名", "物业管理处", "问："],
    "scene_record": ["现场检查笔录", "在场人签名", "手写签名见扫描件", "监督电话"],
    "preservation_approval": ["第五十六条", "示例局长", "台式电脑主机", "封条"],
    "preservation_notice": ["不得销毁或者转移证据", "2026年11月25日", "七个工作日", "申请与本案有利害关系"],
    "preservation_handling": ["固定后返还", "京朝人社存〔2026〕2号", "第五十六条"],
}
