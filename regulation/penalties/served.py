"""What a served penalty decision says, as running text in its own words: the paper's paragraphs without its letterhead.

《行政处罚法》第四十八条: what is published is this text but for lawful masking. `tests/reports/test_served_words.py` holds it
against the printed paper, sentence by sentence.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from regulation.law import wording

if TYPE_CHECKING:
    from collections.abc import Iterator

Said = dict[str, Any]


def lines(said: Said) -> list[str]:
    """Party, facts, evidence, what was announced and said, reasons, penalties: of the snapshot that was served."""
    return [each.strip() for each in _lines(said) if each and each.strip()]


def speakers(said: Said) -> set[str]:
    """Human beings who spoke for the party, as the paper names them; not the representative whom the register shows."""
    named = {each.get("by", "").strip() for each in said.get("statements", ())}
    return named - {"", said["party"].get("representative", ""), said["party"]["name"]}


def _lines(said: Said) -> Iterator[str]:
    yield from _party(said["party"])
    if said.get("opened_on"):
        yield (
            f"本机关于{_day(said['opened_on'])}对当事人{said['cause']}一案（{wording.brackets(said['case_number'])}）"
            "立案调查，现已调查终结。"
        )
    yield "一、违法事实"
    yield from said["facts"]
    yield "二、证据"
    yield from said["evidence"]
    yield "三、责令改正、告知和听取意见的情况"
    yield from _heard(said)
    yield "四、处罚依据和裁量理由"
    if said.get("breached"):
        yield f"当事人的上述行为违反了{_labels(said['breached'])}的规定。"
    yield f"处罚依据为{_labels(said['basis'])}。"
    yield wording.stopped(wording.in_capitals(said.get("discretion", "")))
    yield "五、处罚决定"
    yield from _operative(said)


def _party(party: Said) -> Iterator[str]:
    yield f"当事人：{party['name']}"
    if party.get("code"):
        yield f"统一社会信用代码：{party['code']}"
    if party.get("representative"):
        yield f"{party.get('representative_title') or '法定代表人'}：{party['representative']}"
    if party.get("address"):
        yield f"{'住址' if party.get('is_person') else '住所'}：{party['address']}"


def _heard(said: Said) -> Iterator[str]:
    if order := said.get("correction"):
        yield (
            f"本机关作出《责令限期改正指令书》（{wording.brackets(order['number'])}），"
            f"责令当事人最迟于{_day(order['due_on'])}改正。{wording.stopped(order['outcome'])}"
        )
    statements = said.get("statements") or []
    if told := said.get("notice"):
        how = f"以{told['method']}方式" if told.get("method") else ""
        spoke = "" if statements else wording.stopped(said.get("defence", ""))
        yield (
            f"本机关于{_day(told['served_on'])}{how}向当事人送达《行政处罚事先告知书》（{wording.brackets(told['number'])}），"
            f"告知拟作出的行政处罚内容及事实、理由、依据和依法享有的权利。{spoke}{wording.stopped(said.get('hearing', ''))}"
        )
    if statements:
        yield said.get("defence", "")
        for each in statements:
            yield from _answered(each)
        yield wording.stopped(said.get("reviewed", ""))


def _answered(each: Said) -> Iterator[str]:
    on = f"{_day(each['said_on'])}，" if each.get("said_on") else ""
    by = f"{each['by']}提出：" if each.get("by") and not each["said"].startswith(each["by"]) else ""
    yield f"{on}{by}{wording.stopped(each['said'])}"
    if each.get("adopted"):
        yield f"复核结论：{each['adopted']}。理由：{wording.stopped(each.get('reason', ''))}"


def _operative(said: Said) -> Iterator[str]:
    yield "本机关决定对当事人作出以下行政处罚："
    last = len(said["penalties"])
    for place, each in enumerate(said["penalties"], 1):
        amount = each.get("amount")
        has_sum = amount is not None and "元" not in each["text"]
        yield f"{each['text']}{wording.amount(Decimal(amount)) if has_sum else ''}{'。' if place == last else '；'}"
    fine, confiscated = Decimal(said.get("fine") or 0), Decimal(said.get("confiscated") or 0)
    if fine and confiscated:
        yield f"以上罚没款合计{wording.amount(fine + confiscated)}。"


def _labels(articles: list[Said]) -> str:
    return "、".join(each["label"] for each in articles)


def _day(written: str) -> str:
    return wording.day(date.fromisoformat(str(written)[:10]))
