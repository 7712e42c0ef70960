"""A campaign closed, its count frozen; another person signs the report, and its totals are public."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.campaigns import chosen, papers, permissions, queries, records
from regulation.campaigns.rules import cube, planning
from regulation.campaigns.status import CAMPAIGN_STEPS, CampaignStatus
from regulation.campaigns.tables import Campaign
from regulation.casework import documents, numbering, publication, record
from regulation.law import beijing
from regulation.ledger import actions as ledger
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from regulation.actor import Actor

LEAST_WORDS = 10
REPORT = "campaign_report"
PUBLISHED = "campaign_result"


@dataclass(frozen=True, slots=True)
class Account:
    """What the clerk says of the campaign: what was done, what was found, what comes next."""

    done: str
    found: str
    next: str


def spelled(facts: list[list[Any]]) -> str:
    """The facts in their one spelling, whose hash the report names."""
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":"))


async def close(campaign_id: UUID, account: Account, *, actor: Actor, now: datetime) -> None:
    """End it and freeze the count of today. Raises Invalid, AlreadyMoved."""
    wrong = {
        name: N_("请写明，不少于10个字")
        for name in ("done", "found", "next")
        if len(getattr(account, name).strip()) < LEAST_WORDS
    }
    if wrong:
        raise errors.Invalid(wrong)
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        campaign = await queries.for_update(actor, campaign_id)
        permissions.check_can_take(actor, campaign, "close")
        text = spelled(cube.frozen(await records.facts(campaign, until=today)))
        digest = hashlib.sha256(text.encode()).hexdigest()
        await database.execute(
            """insert into campaign_count (id, campaign, counted_on, facts, sha256, done, found, next, made_at, made_name)
               values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)""",
            uuid4(),
            campaign_id,
            today,
            text,
            digest,
            account.done.strip(),
            account.found.strip(),
            account.next.strip(),
            now,
            actor.name,
        )
        await record.record_step(
            Campaign,
            campaign_id,
            "close",
            CAMPAIGN_STEPS["close"],
            actor=actor,
            now=now,
            data={"sha256": digest},
            also={"closed_by": actor.person_id, "closed_on": today},
        )


async def report(
    campaign_id: UUID, *, actor: Actor, now: datetime, groups: Mapping[Any, str] | None = None
) -> UUID:
    """Sign the report on the frozen count, with the tables its author chose; the paper's id. `groups`: what states of the
    radar's groups are called. The totals are public from now on, and nothing else.

    Raises Refused for whoever closed the count, AlreadyMoved.
    """
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        campaign = await queries.for_update(actor, campaign_id)
        permissions.check_can_take(actor, campaign, "report")
        no = planning.signing_refusal(closer=campaign["closed_by"], signer=actor.person_id)
        if no is not None:
            raise errors.Refused(no.message, citation=no.citation)
        count = await queries.count_of(campaign_id)
        assert count is not None
        taken = await numbering.next_number(campaign["organ_code"], REPORT, today.year)
        said = papers.snapshot(campaign, count, await queries.earlier(campaign))
        paper = await documents.issue(
            REPORT,
            numbering.formatted(campaign["organ_short"], "人社专报", today.year, taken),
            "campaign",
            campaign_id,
            {
                **said,
                "tables": [*said["tables"], *chosen.in_report(campaign, count["facts"], groups)],
                "organ": {"name": campaign["organ_name"]},
                "issued_on": today,
                "signed_by": actor.name,
            },
            organ_id=campaign["organ"],
            firm_id=None,
            now=now,
        )
        await record.record_step(
            Campaign,
            campaign_id,
            "report",
            CAMPAIGN_STEPS["report"],
            actor=actor,
            now=now,
            data={"number": paper["number"]},
            also={"reported_by": actor.person_id, "reported_on": today},
        )
        await publication.publish(
            PUBLISHED,
            campaign["number"],
            campaign["name"],
            organ_id=campaign["organ"],
            organ_name=campaign["organ_name"],
            firm_id=None,
            matter_kind="campaign",
            matter_id=campaign_id,
            body={
                "content": f"{campaign['name']}：{papers.public_words(count['facts'])}",
                "started_on": campaign["from_on"],
                "ended_on": campaign["until_on"],
                "organ": campaign["organ_name"],
            },
            from_on=today,
            actor=actor,
            now=now,
        )
        await ledger.append(
            str(campaign_id),
            "campaign",
            "report",
            actor=actor,
            now=now,
            prev_state=str(CampaignStatus.CLOSED),
            private={"number": paper["number"], "facts": count["sha256"]},
        )
    made: UUID = paper["id"]
    return made
