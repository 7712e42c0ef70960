"""The areas write snapshots, the papers read them; neither sees the other. Here they meet."""

import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest

from regulation.licensing import papers as licensing_papers
from regulation.licensing.rules import hr
from regulation.licensing.status import Activity
from regulation.penalties import papers as penalty_papers
from regulation.penalties.rules.fines import Proposal
from regulation.penalties.rules.violations import VIOLATIONS, Measure
from reports.documents import registry
from tests.reports import samples

DAY = dt.date(2026, 11, 20)
ORGAN = {**samples.ORGAN, "short": "京朝", "code": "110105"}
SUBJECT = {
    "name": "示例公司",
    "uscc": "91110105MA0EXAMPL3",
    "domicile": "示例路1号",
    "legal_representative": "示例甲",
}
OFFICERS = [{"name": "示例陈", "certificate": "01"}, {"name": "示例乔", "certificate": "02"}]
CASE: dict[str, Any] = {
    "number": "京朝人社案〔2026〕9号",
    "party": penalty_papers.party_block(SUBJECT),
    "opened_on": DAY,
    "violation": "V-02",
    "facts": "第一项事实。\n第二项事实。",
    "discretion": "首次违法。",
    "gains": Decimal("120.50"),
    "refunded": Decimal(0),
    "mitigation": "",
    "officers": OFFICERS,
    "hearing_held_on": None,
    "hearing_ground": "较大数额罚款",
    "consideration": "",
}
PROPOSAL = Proposal(fine=Decimal("6000.00"), confiscated=Decimal("120.50"), measures=tuple(Measure)[:1])
EVIDENCE = [{"title": "现场检查笔录"}]


def as_stored(snapshot: dict[str, Any]) -> dict[str, Any]:
    """What `documents.issue` keeps and hands back."""
    said = {**snapshot, "number": "京朝〔2026〕1号", "token": "7KQ4M2XW9RBT3HCP"}
    return json.loads(json.dumps(said, ensure_ascii=False, default=str))


def test_the_licence() -> None:
    application = {
        "number": "京朝人社许〔2026〕1号",
        "answers": {
            "subject": SUBJECT,
            "premises": {"address": "示例街2号"},
            "scope": {"activities": [Activity.ONLINE]},
        },
    }
    said = licensing_papers.licence_snapshot(
        application,
        ORGAN,
        {"ownership_type": "有限责任公司"},
        hr.LICENCE,
        licence_number="（京）人服证字〔2026〕第1号",
        decision_number="京朝人社许〔2026〕1号",
        valid_from=DAY,
        valid_to=DAY.replace(year=2031),
    )
    for kind in ("licence", "licence_copy"):
        _, data = registry.KINDS[kind].build(as_stored(said))
        assert data["paper"].firm.code == SUBJECT["uscc"]
        assert data["paper"].online_recruitment
        assert data["paper"].premises == ("示例街2号",)
        assert data["paper"].valid_to == dt.date(2031, 11, 20)


def test_the_filing_certificate() -> None:
    services = list(licensing_papers.SERVICES)[:2]
    said = licensing_papers.filing_snapshot(ORGAN, SUBJECT, services, DAY, DAY)
    _, data = registry.KINDS["filing_certificate"].build(as_stored(said))
    assert data["paper"].items == tuple(licensing_papers.SERVICES[name] for name in services)


def test_a_certificate_of_filing_says_what_was_added_later() -> None:
    later = {"service": "training", "started_on": DAY, "filed_on": DAY, "days_late": 0}
    said = licensing_papers.filing_snapshot(ORGAN, SUBJECT, ["training"], DAY, DAY, added=[later])
    _, data = registry.KINDS["filing_certificate"].build(as_stored(said))
    assert data["paper"].added[0].item == licensing_papers.SERVICES["training"]


@pytest.mark.parametrize("violation", VIOLATIONS)
def test_the_order_to_correct(violation: str) -> None:
    found = {
        "violation": violation,
        "issued_on": DAY,
        "party": penalty_papers.party_block(SUBJECT),
        "found_on": DAY,
        "source_kind": "finding",
        "facts": "第一项事实。\n\n第二项事实。",
        "demands": ["改正。"],
        "due_on": DAY + dt.timedelta(days=14),
    }
    _, data = registry.KINDS["order_to_correct"].build(
        as_stored(penalty_papers.order(ORGAN, found, OFFICERS))
    )
    assert data["paper"].facts == ("第一项事实。", "第二项事实。")
    assert data["paper"].breached
    assert data["paper"].officers[1].certificate == "02"


@pytest.mark.parametrize("ground", ["", "较大数额罚款"])
def test_the_prior_notice(ground: str) -> None:
    said = penalty_papers.notice(ORGAN, CASE, EVIDENCE, PROPOSAL, ground, DAY)
    _, data = registry.KINDS["prior_notice"].build(as_stored(said))
    assert (data["paper"].hearing is not None) is bool(ground)
    assert data["paper"].penalties[-1].amount == PROPOSAL.fine


@pytest.mark.parametrize("is_corrected_first", [True, False])
async def test_the_penalty_decision_down_to_the_paper(is_corrected_first: bool) -> None:
    order = (
        {"number": "京朝人社监令〔2026〕1号", "due_on": DAY, "recheck": "未改正。"}
        if is_corrected_first
        else None
    )
    served = {"number": "京朝人社罚告〔2026〕1号", "served_on": DAY, "method": "直接送达"}
    said = penalty_papers.decision(ORGAN, CASE, EVIDENCE, PROPOSAL, served, order, "penalty_general", DAY)
    content = await registry.printed("penalty_decision", as_stored(said), demonstration=True)
    assert content.startswith(b"%PDF-")
