"""Draws that rest on something else than the plan: an approved special inspection, approved leads, a draw without teams.

In each of them the officers come by lot, as in every other draw: there is no other way into a team.
"""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

from regulation import database, errors
from regulation.inspections import permissions, rules
from regulation.inspections.actions.composing import Basis, Subject, Terms, check_terms, compose
from regulation.inspections.actions.rosters import officers_of
from regulation.inspections.queries import draws, rosters
from regulation.integrity import queries as integrity
from regulation.law import beijing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from regulation.actor import Actor


async def prepare_special(
    special_id: UUID, terms: Terms, *, title: str = "", actor: Actor, now: datetime
) -> str:
    """A draw over the roster of an approved special inspection, at its rates; the draw's id.

    Do-not-disturb and carry-over belong to planned draws; the yearly cap holds here too. Raises Refused
    without the recorded approval of the government or outside its period.
    """
    special = await draws.special(actor, special_id)
    permissions.check_may_prepare(actor, special["organ"])
    today = beijing.legal_day(now)
    if special["status"] != "approved":
        raise errors.Refused("专项检查没有本级政府批准的记录，不能准备抽取")
    if not special["from_on"] <= today <= special["until_on"]:
        raise errors.Refused("不在专项检查的期间内，不能准备抽取")
    check_terms(terms, now)
    rates = {tier: rules.Rate(*pair) for tier, pair in json.loads(special["rates"]).items()}
    basis = Basis(
        organ=special["organ"],
        organ_code=special["organ_code"],
        title=title.strip() or special["title"],
        items_version=special["items_version"],
        strata=rules.strata(rates, special["at_least"], special["items"]),
        kind="special",
        special=special_id,
        said={"special": special["number"], "approval": special["approval_number"]},
    )
    population = await rosters.population(special["organ"], special["kinds"], today=today)
    if not population:
        raise errors.Refused("本机关没有符合该批次范围的机构")
    tiers = await integrity.tiers([each["id"] for each in population], today=today)
    allowed = await rosters.limits(special["organ"], today=today)
    subjects = []
    for firm in population:
        tier = str(tiers[firm["id"]])
        past = dataclasses.replace(rosters.past_of(firm), is_undisturbed=False, was_carried=False)
        status, reason = rules.roster_status(past, today, allowed[tier])
        subjects.append(Subject(firm["id"], firm["number"], firm["area"], tier, status, reason))
    officers = await officers_of(basis, terms, today)
    async with database.unit_of_work():
        return await compose(basis, terms, subjects, officers, actor=actor, now=now)


async def prepare_for_leads(
    lead_ids: Sequence[UUID], terms: Terms, *, title: str = "", actor: Actor, now: datetime
) -> str:
    """A draw of officers for the firms of approved leads, each of them certain; the draw's id.

    Outside plan, cap and sample. Several leads against one firm are one visit. Raises Invalid, Refused.
    """
    if not lead_ids:
        raise errors.Invalid({"leads": "请选择要抽取执法人员的线索"})
    check_terms(terms, now)
    async with database.unit_of_work():
        # Held by a statement of its own: the next one sees what whoever held them before has written.
        await database.execute(
            "select from inspection_lead where id = any($1::uuid[]) order by id for update", list(lead_ids)
        )
        leads = [each for each in await draws.leads_waiting(actor) if each["id"] in set(lead_ids)]
        if len(leads) < len(set(lead_ids)):
            raise errors.AlreadyMoved
        permissions.check_may_prepare(actor, leads[0]["organ"])
        versions = {each["items_version"] for each in leads}
        if len(versions) > 1:
            raise errors.Invalid({"leads": "所选线索适用的事项清单版本不同，请分开抽取"})
        by_firm: dict[UUID, list[dict[str, Any]]] = {}
        for lead in leads:
            by_firm.setdefault(lead["firm"], []).append(lead)
        wanted = {
            firm: tuple(dict.fromkeys(item for lead in of_firm for item in lead["items"]))
            for firm, of_firm in by_firm.items()
        }
        names = rules.lead_strata(list(wanted.values()))
        basis = Basis(
            organ=leads[0]["organ"],
            organ_code=leads[0]["organ_code"],
            title=title.strip() or "检查线索抽取执法人员",
            items_version=versions.pop(),
            strata=[rules.certain_stratum(name, items) for items, name in names.items()],
            kind="lead",
            said={"leads": [each["number"] for each in leads]},
        )
        subjects = [
            Subject(
                firm, of_firm[0]["firm_number"], of_firm[0]["area"], names[wanted[firm]], "certain", "lead", of_firm[0]["id"]
            )
            for firm, of_firm in by_firm.items()
        ]  # fmt: skip
        officers = await officers_of(basis, terms, beijing.legal_day(now))
        return await compose(basis, terms, subjects, officers, actor=actor, now=now)


async def prepare_reassignment(
    draw_id: str, terms: Terms, *, title: str = "", actor: Actor, now: datetime
) -> str:
    """A new draw of inspectors for firms that were drawn and have no lawful team (hrdraw-1, section 6.3).

    All of them certain, with the officers' roster of today, a new commitment and new chance. Raises
    Refused where every firm has its team or another such draw is under way.
    """
    found = await draws.draw(actor, draw_id)
    permissions.check_may_prepare(actor, found["organ"])
    check_terms(terms, now)
    async with database.unit_of_work():
        await database.execute("select from inspection_draw where id = $1 for update", found["id"])
        if await draws.living_reassignment(found["id"]):
            raise errors.AlreadyMoved("已有一次重新抽取执法人员正在进行")
        waiting = await draws.without_team(found)
        if not waiting:
            raise errors.Refused("抽中的机构都有检查组，不需要重新抽取执法人员")
        strata = {each["id"]: each for each in found["params"]["strata"]}
        touched = [name for name in strata if any(each["stratum"] == name for each in waiting)]
        basis = Basis(
            organ=found["organ"],
            organ_code=found["organ_code"],
            title=title.strip() or f"{found['title']}（重新抽取执法人员）",
            items_version=found["items_version"],
            strata=[
                {**strata[name], "num": 0, "den": 1, "min": 0, "max": 0, "team": rules.TEAM}
                for name in touched
            ],
            kind=found["basis"],
            plan_line=found["plan_line"],
            special=found["special"],
            reassigns=found["id"],
            said={"reassigns": draw_id},
        )
        subjects = [
            Subject(
                each["firm"], each["subject"], each["district"], each["stratum"], "certain", "reassign", each["lead"]
            )
            for each in waiting
        ]  # fmt: skip
        officers = await officers_of(basis, terms, beijing.legal_day(now))
        return await compose(basis, terms, subjects, officers, actor=actor, now=now)
