"""What the papers of hearing, review and discussion say, as snapshots: plain values that `reports` prints."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from regulation.law import beijing
from regulation.law.citation import PENALTY_LAW
from regulation.penalties import papers, queries
from regulation.penalties.rules import review as rules
from regulation.penalties.rules.hearing import CLOSED_GROUNDS
from regulation.penalties.rules.violations import VIOLATIONS
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

Row = dict[str, Any]
ADOPTED: dict[str, str] = {"all": N_("予以采纳"), "partly": N_("部分采纳"), "none": N_("不予采纳")}


def shared(organ: Row, case: Row, on: date) -> Row:
    """Head of every paper of a case: who signs, whom it is about, the case."""
    return {
        "organ": papers.organ_block(organ),
        "issued_on": on,
        "party": case["party"],
        "case_number": case["number"],
        "cause": VIOLATIONS[case["violation"]].title,
    }


def _proposed(case: Row) -> list[Row]:
    return papers.items(queries.proposal_of(case))


def call(organ: Row, case: Row, hearing: Row, on: date) -> Row:
    """The notice of time and place."""
    return {
        **shared(organ, case, on),
        "asked_on": hearing["asked_on"],
        "takes_place_at": hearing["takes_place_at"],
        "place": hearing["place"],
        "chair": hearing["chair_name"],
        "recorder": hearing["recorder_name"],
        "closed": CLOSED_GROUNDS.get(hearing["closed_ground"], ""),
        "again": hearing["calls"] > 1,
        "penalties": _proposed(case),
        "citations": papers.articles([PENALTY_LAW.article(63), PENALTY_LAW.article(64)]),
    }


def record(organ: Row, case: Row, hearing: Row, agents: Sequence[Row], on: date) -> Row:
    """The record of the hearing."""
    return {
        **shared(organ, case, on),
        "held_on": hearing["held_on"],
        "place": hearing["place"],
        "chair": hearing["chair_name"],
        "recorder": hearing["recorder_name"],
        "closed": CLOSED_GROUNDS.get(hearing["closed_ground"], ""),
        "attendees": decoded(hearing["attendees"]),
        "agents": [f"{each['name']}（{each['capacity']}）" for each in agents],
        "officers": case["officers"],
        "record": papers.lines(hearing["record"]),
        "is_signed": hearing["is_signed"],
        "signature_note": hearing["signature_note"],
        "citations": papers.articles([PENALTY_LAW.article(64), PENALTY_LAW.article(65)]),
    }


def report(organ: Row, case: Row, hearing: Row, number: str, on: date) -> Row:
    """The report of who presided, with an opinion; the decision rests on the record that it names."""
    return {
        **shared(organ, case, on),
        "held_on": hearing["held_on"],
        "record_number": number,
        "chair": hearing["chair_name"],
        "recorder": hearing["recorder_name"],
        "attendees": decoded(hearing["attendees"]),
        "penalties": _proposed(case),
        "opinion": papers.lines(hearing["opinion"]),
        "citations": papers.articles([PENALTY_LAW.article(65)]),
    }


def statement(organ: Row, case: Row, said: Row, on: date) -> Row:
    """What the party said by word of mouth."""
    return {
        **shared(organ, case, on),
        "speaker": said["speaker"],
        "capacity": said["capacity"],
        "place": said["place"],
        "text": papers.lines(said["text"]),
        "taken_by": said["taken_by"],
        "officers": case["officers"],
        "citations": papers.articles([PENALTY_LAW.article(45)]),
    }


def consideration(organ: Row, case: Row, answered: Sequence[Row], opinion: str, on: date) -> Row:
    """What became of what the party said, with the reasons."""
    said = [{**each, "said": f"{each['by']}：{each['said']}"} for each in _answers(answered)]
    return {
        **shared(organ, case, on),
        "statements": said,
        "adopted": ADOPTED[_altogether(answered)],
        "opinion": papers.lines(_beside(opinion, answered)),
        "handler": case["handler_name"],
        "penalties": _proposed(case),
        "citations": papers.articles([PENALTY_LAW.article(45)]),
    }


def defence(case: Row, statements: Sequence[Row]) -> Row:
    """What the decision says of the party's statements: each with what became of it and why; 第四十五条."""
    answered = [each for each in statements if each["adopted"]]
    if not answered:
        return {"defence": papers.considered(case)}
    return {
        "defence": "当事人提出陈述、申辩意见，本机关复核如下：",
        "statements": _answers(answered),
        "reviewed": _beside(case["consideration"], answered),
    }


def together(answered: Sequence[Row]) -> str:
    """The opinion of a case whose statements were answered one by one."""
    if len(answered) == 1:
        return str(answered[0]["reason"])
    return "\n".join(
        f"第{place}份：{ADOPTED[each['adopted']]}。{each['reason']}"
        for place, each in enumerate(answered, start=1)
    )


def _beside(opinion: str, answered: Sequence[Row]) -> str:
    """An opinion that says more than the answers do."""
    known = {together(answered), *(each["reason"] for each in answered)}
    return "" if opinion.strip() in known else opinion.strip()


def _altogether(answered: Sequence[Row]) -> str:
    found = {each["adopted"] for each in answered}
    return found.pop() if len(found) == 1 else "partly"


def _answers(answered: Sequence[Row]) -> list[Row]:
    return [
        {
            "said_on": beijing.legal_day(each["at"]),
            "by": each["author"],
            "said": each["gist"] or each["text"],
            "adopted": ADOPTED[each["adopted"]],
            "outcome": each["adopted"],
            "reason": each["reason"],
        }
        for each in answered
    ]


def review(organ: Row, case: Row, said: Row, on: date) -> Row:
    """The opinion of the legal reviewer, head by head."""
    return {
        **shared(organ, case, on),
        "handler": case["handler_name"],
        "penalties": _proposed(case),
        "basis": papers.articles(VIOLATIONS[case["violation"]].basis),
        "discretion": case["discretion"],
        "grounds": [rules.GROUNDS[each] for each in said["grounds"]] or ["承办人员提请审核"],
        "heads": [{"name": label, "note": said["found"].get(key, "")} for key, label in rules.HEADS.items()],
        "outcome": rules.OUTCOMES[said["outcome"]],
        "opinion": papers.lines(said["opinion"]),
        "reviewer": said["reviewer"],
        "qualification": said["qualification"],
        "citations": papers.articles([PENALTY_LAW.article(58)]),
    }


def discussion(organ: Row, case: Row, said: Row, on: date) -> Row:
    """The minutes of the heads' discussion."""
    return {
        **shared(organ, case, on),
        "held_on": said["held_on"],
        "reporter": said["reporter"],
        "members": [{"name": each.name, "note": each.opinion} for each in said["members"]],
        "penalties": _proposed(case),
        "conclusion": rules.CONCLUSIONS[said["conclusion"]],
        "text": papers.lines(said["text"]),
        "citations": papers.articles([PENALTY_LAW.article(57)]),
    }


def handling_items(handling: Mapping[str, Any]) -> list[Row]:
    """What a handling decision orders, item by item, with the time to do it."""
    found: list[Row] = [{"text": each} for each in papers.lines(handling["demands"])]
    if handling["amount"]:
        found.append({"text": "向有关劳动者支付", "amount": str(handling["amount"])})
    return found


def decoded(value: Any) -> Any:
    """JSON of a column, read."""
    return json.loads(value) if isinstance(value, str) else value


def heard(hearing: Mapping[str, Any] | None, record_number: str, ground: str) -> str:
    """What the decision says of the hearing: it rests on the record, so the record's number is printed."""
    if hearing is not None and hearing["status"] == "reported":
        day = hearing["held_on"]
        return (
            f"当事人要求听证，本机关于{day.year}年{day.month}月{day.day}日依法举行听证，"
            f"听证笔录编号为{record_number}；本决定根据听证笔录，依照《中华人民共和国行政处罚法》第五十七条的规定作出。"
        )
    if hearing is not None and hearing["status"] == "missed":
        return "当事人要求听证，经依法通知，无正当理由未出席或者中途退出，视为放弃听证权利。"
    if hearing is not None and hearing["status"] == "withdrawn":
        return "当事人要求听证后自愿撤回。"
    return "当事人在规定期限内未要求听证。" if ground else ""
