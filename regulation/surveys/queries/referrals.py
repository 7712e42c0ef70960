"""Reminders sent and units referred to the statistics body; the papers of both."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.casework import documents
from regulation.surveys import offices
from regulation.surveys.session import statistical

if TYPE_CHECKING:
    from uuid import UUID

    from regulation.actor import Actor

#: Kinds of papers of the desk; no other paper is opened by way of it.
KINDS = ("statistics_reminder", "statistics_referral")


@statistical
async def of_year(actor: Actor, year: int) -> list[dict[str, Any]]:
    """The referrals of a year within reach, newest first, each with its paper."""
    organ = offices.reach_of(actor)
    found = await database.rows(
        """select referral.*, firm.name as firm_name, firm.number as firm_number,
                  (select id from document where matter_kind = 'statistics_referral' and matter_id = referral.id limit 1) as paper
             from statistics_referral as referral join firm on firm.id = referral.firm
                  join survey_round on survey_round.id = referral.survey_round
                  left join statistical_return as held on held.firm = firm.id and held.survey_round = survey_round.id
            where survey_round.kind = 'return' and survey_round.year = $1
              and ($2::uuid is null or coalesce(held.organ, firm.organ) = $2)
            order by made_at desc""",
        year,
        organ,
    )
    return [{**each, "reminded_on": json.loads(each["reminded_on"])} for each in found]


@statistical
async def reminders_of(round_id: UUID, firm_id: UUID) -> list[dict[str, Any]]:
    """The reminders a unit was sent, oldest first."""
    return await database.rows(
        "select kind, number, sent_on, sent_by from reminder where survey_round = $1 and firm_id = $2 order by sent_on",
        round_id,
        firm_id,
    )


@statistical
async def reminders(round_id: UUID, firm_id: UUID) -> list[dict[str, Any]]:
    """The reminders a unit was sent in a round, each written one with its paper."""
    sent = await reminders_of(round_id, firm_id)
    papers = {
        each["number"]: each["id"]
        for each in await database.rows(
            "select id, number from document where kind = 'statistics_reminder' and firm_id = $1", firm_id
        )
    }
    return [{**each, "paper": papers.get(each["number"])} for each in sent]


@statistical
async def letters_to(firm_id: UUID) -> list[dict[str, Any]]:
    """The written reminders to a unit, newest first: `id`, `number`, `issued_at`, and the `year` of the return."""
    return await database.rows(
        """select document.id, document.number, document.issued_at, survey_round.year
             from document join survey_round on survey_round.id = document.matter_id
            where document.kind = 'statistics_reminder' and document.firm_id = $1
            order by document.issued_at desc, document.number desc""",
        firm_id,
    )


@statistical
async def paper(actor: Actor, paper_id: UUID) -> dict[str, Any]:
    """A reminder or a referral: for the unit it is addressed to, and for statisticians within reach. Raises NotFound."""
    found = await documents.by_id(paper_id)
    if found["kind"] not in KINDS:
        raise errors.NotFound
    if not actor.acts_for_firm(found["firm_id"]):
        offices.check_reach(actor, found["organ_id"])
    return found


#: As `casework.documents`, on the papers of the statistics.
stored_bytes = statistical(documents.stored_bytes)
store_bytes = statistical(documents.store_bytes)
