"""Reading the hearing of a case, its agents and challenges, its reviews and discussions, and how it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database
from regulation.penalties import thresholds
from regulation.penalties.papers_hearing import decoded
from regulation.penalties.rules import review

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal
    from uuid import UUID

Row = dict[str, Any]


async def hearing(case: Row) -> Row | None:
    """The hearing under the notice that holds now, the latest request; None where nobody asked."""
    if case["notice_document"] is None:
        return None
    return await database.row(
        """select * from case_hearing where case_id = $1 and notice_document = $2
           order by (status in ('asked', 'called', 'held', 'reported')) desc, asked_on desc, ended_on desc, id limit 1""",
        case["id"],
        case["notice_document"],
    )


async def hearings(case_id: UUID) -> list[Row]:
    """Every hearing that was asked for in a case, with agents and challenges."""
    found = await database.rows(
        "select * from case_hearing where case_id = $1 order by asked_on, ended_on nulls last, id", case_id
    )
    for each in found:
        each["attendees"] = decoded(each["attendees"])
        each["agents"] = await agents(each["id"])
        each["challenges"] = await challenges(each["id"])
    return found


async def agents(hearing_id: UUID) -> list[Row]:
    return await database.rows(
        "select * from case_hearing_agent where hearing = $1 order by added_at", hearing_id
    )


async def challenges(hearing_id: UUID) -> list[Row]:
    return await database.rows(
        "select * from case_chair_challenge where hearing = $1 order by asked_on, id", hearing_id
    )


async def statements(case: Row) -> list[Row]:
    """What the party said since the notice that stands, oldest first, with what became of each."""
    return await database.rows(
        """select said.*, answer.adopted, answer.gist, answer.reason
           from case_statement as said left join case_statement_answer as answer on answer.statement = said.id
           where said.case_id = $1 and said.at >= (select issued_at from document where document.id = $2)
           order by said.at, said.id""",
        case["id"],
        case["notice_document"],
    )


async def reviews(case_id: UUID) -> list[Row]:
    """Every review of a case, the latest last."""
    found = await database.rows(
        "select * from case_review where case_id = $1 order by reviewed_on, id", case_id
    )
    return [{**each, "found": decoded(each["found"]), "grounds": decoded(each["grounds"])} for each in found]


async def discussions(case_id: UUID) -> list[Row]:
    """Every discussion of a case."""
    found = await database.rows(
        "select * from case_discussion where case_id = $1 order by recorded_at", case_id
    )
    return [{**each, "members": decoded(each["members"])} for each in found]


async def needs(case_id: UUID) -> list[Row]:
    """Why somebody stated that the case needs review."""
    return await database.rows(
        "select * from case_review_need where case_id = $1 order by stated_at", case_id
    )


async def outcome(case_id: UUID) -> Row | None:
    """The paper that ended the case without a penalty."""
    return await database.row("select * from case_outcome where case_id = $1", case_id)


async def handling(case_id: UUID) -> Row | None:
    """What the handling decision of the case orders or is to order."""
    return await database.row("select * from case_handling where case_id = $1", case_id)


async def reviewers(organ_id: UUID, *, today: date) -> list[Row]:
    """The legal reviewers of an organ, with what lets each of them review."""
    return await database.rows(
        """select distinct person.id, person.name, r.qualification, r.first_reviewed_on, r.recorded_name, r.recorded_at
           from appointment join person on person.id = appointment.person
                left join legal_reviewer as r on r.person = person.id
           where appointment.organ = $1 and appointment.role = 'legal_reviewer' and from_on <= $2
             and (to_on is null or to_on >= $2) order by person.name""",
        organ_id,
        today,
    )


async def reviewer(person_id: UUID | None) -> Row | None:
    return await database.row("select * from legal_reviewer where person = $1", person_id)


async def presiding(person_id: UUID | None, today: date) -> list[Row]:
    """Hearings that this person presides at or records, from their day on until they are reported."""
    return await database.rows(
        """select c.id, c.number, c.party_name, h.status, h.takes_place_on as due_on
           from case_hearing as h join penalty_case as c on c.id = h.case_id and c.notice_document = h.notice_document
           where c.status = 'notified' and ((h.status = 'called' and $1 in (h.chair, h.recorder) and h.takes_place_on <= $2)
                                            or (h.status = 'held' and h.chair = $1)) order by h.takes_place_on""",
        person_id,
        today,
    )


async def to_serve(organ_id: UUID) -> list[Row]:
    """Cases of an organ ended by a paper that the party has not got yet."""
    return await database.rows(
        """select c.id, c.number, c.party_name from case_outcome as e join penalty_case as c on c.id = e.case_id
           where c.organ = $1 and e.served_on is null order by e.decided_on""",
        organ_id,
    )


async def to_file(organ_id: UUID) -> list[Row]:
    """Penalties on the spot that the office has not filed yet, with the last day to do it."""
    return await database.rows(
        """select s.id, s.number, s.party_name, clock.due_on from spot_penalty as s
                left join clock on clock.matter_id = s.id and clock.kind = 'spot_filing'
           where s.organ = $1 and s.filed_on is null order by s.decided_on""",
        organ_id,
    )


async def to_review(organ_id: UUID, listed_from: Decimal | None) -> set[UUID]:
    """Cases of an organ that wait for their legal review."""
    found = await database.rows(
        """select id from penalty_case as c where organ = $1 and status = 'heard' and reviewed_on is null
             and (is_complicated or hearing_held_on is not null or fine + confiscated >= $2
                  or exists (select from case_review_need as n where n.case_id = c.id)
                  or (ground = 'gains' and gains = 0 and fine > 0))""",
        organ_id,
        listed_from,
    )
    return {each["id"] for each in found}


async def minor_breaches(organ_id: UUID | None) -> list[Row]:
    """The list of minor breaches of an organ and of the city, the newest first."""
    return await database.rows(
        """select minor_breach.*, organ.name as organ_name from minor_breach join organ on organ.id = minor_breach.organ
           where minor_breach.organ = $1 or organ.level = 'municipal' order by violation, from_on desc""",
        organ_id,
    )


async def minor_breach(violation: str, organ_id: UUID, day: date) -> Row | None:
    """The adopted entry that holds for a breach on a day: the organ's own, else the city's."""
    return await database.row(
        """select minor_breach.* from minor_breach join organ on organ.id = minor_breach.organ
           where violation = $1 and adopted_at is not null and from_on <= $3 and (until_on is null or until_on >= $3)
             and (minor_breach.organ = $2 or organ.level = 'municipal')
           order by (minor_breach.organ = $2) desc, from_on desc limit 1""",
        violation,
        organ_id,
        day,
    )


async def review_grounds(case: Row, today: date, *, fine_without_gains: bool) -> list[str]:
    """Why this case is reviewed, keys of `review.GROUNDS`; empty where nothing demands it."""
    return review.review_grounds(
        review.Reviewed(
            hearing_held=case["hearing_held_on"] is not None,
            is_complicated=case["is_complicated"],
            fine_without_gains=fine_without_gains,
            stated=frozenset(each["ground"] for each in await needs(case["id"]))
            | ({"off_precedence"} if (case.get("basis") or {}).get("is_off_precedence") else set()),
            amount=case["fine"] + case["confiscated"],
            listed_from=await thresholds.reviewed_from(case["organ"], today),
        )
    )
