"""What an application says otherwise than the licence that is held, 《行政许可法》第四十九条; and what has to be shown for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from regulation.law.citation import (
    BEIJING_BUSINESS_ENVIRONMENT,
    BEIJING_COMMITMENT_NOTICE,
    LICENSING_LAW,
    ORDER_44,
    ORDER_50,
)
from regulation.law.coverage import rule
from regulation.licensing.rules import conditions
from regulation.licensing.rules.conditions import Missing
from regulation.licensing.status import Activity, Track
from regulation.words import N_

#: The answers' group that nobody fills in: what the licence says when the draft is begun.
HELD = "held"
#: Item of the licence -> its name, and where the new value is answered.
ITEMS: dict[str, tuple[str, str, str]] = {
    "name": (N_("机构名称"), "subject", "name"),
    "domicile": (N_("住所"), "subject", "domicile"),
    "legal_representative": (N_("法定代表人"), "subject", "legal_representative"),
    "address": (N_("经营场所"), "premises", "address"),
    "registered_capital": (N_("注册资本（元）"), "capital", "registered_capital"),
}
AMOUNTS = frozenset({"registered_capital"})
ONLINE = N_("开展网络招聘服务")
WITH_ONLINE, WITHOUT_ONLINE = N_("开展"), N_("不开展")


@dataclass(frozen=True, slots=True)
class Change:
    """One item of the licence: what it says, and what is applied for."""

    item: str
    label: str
    before: str
    after: str


@rule(LICENSING_LAW.article(49), ORDER_44.article(10))
def changes(answers: Mapping[str, Mapping[str, Any]]) -> list[Change]:
    """The items of the licence that the application would change: holder, place, and the note on online recruitment."""
    held = answers.get(HELD, {})
    found = []
    for item, (label, group, name) in ITEMS.items():
        before, after = _said(item, held.get(item)), _said(item, answers.get(group, {}).get(name))
        if item in AMOUNTS and not before:
            continue
        if after and before != after:
            found.append(Change(item, label, before, after))
    was, will = bool(held.get("online")), is_online(answers)
    if was != will and answers.get("scope"):
        said = {True: WITH_ONLINE, False: WITHOUT_ONLINE}
        found.append(Change("online", ONLINE, said[was], said[will]))
    return found


def _said(item: str, value: object) -> str:
    """What is compared: an amount by its worth, not by how it was written."""
    text = str(value or "")
    return f"{Decimal(text):,.2f}" if text and item in AMOUNTS else text


def is_online(answers: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether online recruitment is among what is applied for."""
    return Activity.ONLINE in (answers.get("scope", {}).get("activities") or [])


@rule(BEIJING_COMMITMENT_NOTICE.part("第三项", "item 3"), ORDER_44.article(9))
def adds_online(answers: Mapping[str, Mapping[str, Any]]) -> bool:
    """Online recruitment is added: that promise is checked on site, as a first application and a renewal are."""
    return is_online(answers) and not answers.get(HELD, {}).get("online")


@rule(LICENSING_LAW.article(31), BEIJING_BUSINESS_ENVIRONMENT.article(32, 2))
def papers_needed(answers: Mapping[str, Mapping[str, Any]]) -> tuple[str, ...]:
    """Of a holder only the proof of what is new is asked for; the organ has the rest.

    Nothing is held against the holder of a licence that another system gave: what it says is taken as known.
    """
    moved = {each.item for each in changes(answers)} & {"domicile", "address"}
    return ("premises_proof",) if moved else ()


def _of_holder(
    track: Track,
    answers: Mapping[str, Mapping[str, Any]],
    papers: frozenset[str],
    on: date,
    groups: tuple[str, ...],
) -> list[Missing]:
    found = [
        each
        for each in conditions.missing(track, answers, papers, on)
        if each.group in groups and each.group != "papers"
    ]
    if (
        track is Track.GENERAL
        and "premises_proof" in papers_needed(answers)
        and "premises_proof" not in papers
    ):
        found.append(Missing("papers", "premises_proof", N_("请上传新经营场所的证明"), ORDER_50.article(7)))
    return found


@rule(LICENSING_LAW.article(50, 1), ORDER_50.article(6))
def missing_of_renewal(
    track: Track, answers: Mapping[str, Mapping[str, Any]], papers: frozenset[str], on: date
) -> list[Missing]:
    """A renewal shows that the conditions are still met; papers only for what is new."""
    return _of_holder(track, answers, papers, on, conditions.groups_of(track))


@rule(LICENSING_LAW.article(49), LICENSING_LAW.article(31))
def missing_of_change(
    track: Track, answers: Mapping[str, Mapping[str, Any]], papers: frozenset[str], on: date
) -> list[Missing]:
    """A change names at least one item of the licence that is to read otherwise; about the others nothing is asked.

    Premises are asked about where the holder moves, online recruitment where it is added.
    """
    altered = {each.item for each in changes(answers)}
    unasked = set()
    if not altered & {"domicile", "address"}:
        unasked.add("premises")
    if not adds_online(answers):
        unasked.add("scope")
    found = [
        each
        for each in _of_holder(track, answers, papers, on, groups_of_change(track))
        if each.group not in unasked
    ]
    if not altered:
        found.append(
            Missing(
                "scope",
                "activities",
                N_("申请内容与许可证一致，没有需要变更的事项"),
                LICENSING_LAW.article(49),
            )
        )
    return found


@rule(LICENSING_LAW.article(31))
def groups_of_change(track: Track) -> tuple[str, ...]:
    """Staff and systems are no items of the licence: a change does not ask for them."""
    own = "papers" if track is Track.GENERAL else "commitment"
    return ("subject", "scope", "premises", own)
