"""What is published of a decision is what was served: every sentence of it stands on the printed paper."""

import html
import json
import re
from datetime import date

import pytest

from regulation.penalties import served
from reports import press
from reports.documents import registry
from tests.reports import samples

DECISION = samples.SNAPSHOTS["penalty_decision"]
#: The paper counts its headings itself and writes the party as a table.
NUMBERED = re.compile(r"^[一二三四五]、")


def plain(text):
    return "".join(text.split())


def on_paper(snapshot):
    template, data = registry.KINDS["penalty_decision"].build(snapshot)
    page = press.page_of(press.Order(template, data))
    return plain(html.unescape(re.sub(r"<style.*?</style>|<[^>]*>", "", page, flags=re.DOTALL)))


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"correction": None, "hearing": "当事人要求听证，本机关依法举行了听证。"},
        {"penalties": [{"text": "罚款", "amount": "25000.00"}], "fine": "25000.00", "confiscated": "0"},
        {
            "penalties": [
                {"text": "吊销人力资源服务许可证", "amount": None},
                {"text": "没收违法所得", "amount": "20000.00"},
                {"text": "罚款", "amount": "1234567.89"},
            ],
            "fine": "1234567.89",
            "confiscated": "20000.00",
        },
    ],
)
def test_every_sentence_of_the_published_text_stands_on_the_served_paper(change):
    snapshot = json.loads(json.dumps(DECISION | change, ensure_ascii=False, default=str))
    paper = on_paper(snapshot)
    lines = served.lines(snapshot)
    for line in lines:
        words = NUMBERED.sub("", line)
        label, _, value = words.partition("：")
        if line in lines[:4] and value:
            assert plain(label) in paper
            words = value
        assert plain(words) in paper, line
    assert lines[-1].endswith("。")


def test_sums_are_written_as_the_paper_writes_them():
    lines = served.lines(
        DECISION
        | {"penalties": [{"text": "罚款", "amount": "25000.00"}], "fine": "25000.00", "confiscated": "0"}
    )
    assert lines[-1] == "罚款人民币贰万伍仟元整（¥25,000.00）。"


def test_a_paper_without_order_notice_or_article_says_nothing_of_them():
    bare = {
        "party": {"name": "甲", "is_person": True, "address": "某处"},
        "facts": ["事实"],
        "evidence": ["证据"],
        "basis": [{"label": "《示例法》第一条"}],
        "penalties": [{"text": "警告"}],
    }
    assert served.lines(bare) == [
        "当事人：甲", "住址：某处", "一、违法事实", "事实", "二、证据", "证据", "三、责令改正、告知和听取意见的情况",
        "四、处罚依据和裁量理由", "处罚依据为《示例法》第一条。", "五、处罚决定",
        "本机关决定对当事人作出以下行政处罚：", "警告。",
    ]  # fmt: skip
    opened = bare | {
        "opened_on": date(2026, 3, 2).isoformat(),
        "cause": "涉嫌某事",
        "case_number": "京朝人社案〔2026〕1号",
    }
    assert "本机关于2026年3月2日对当事人涉嫌某事一案" in served.lines(opened)[2]
