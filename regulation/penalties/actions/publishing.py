"""Publicity of a penalty: the text proposed by one person, looked at and published by another, kept up or ended by the law."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import clocks, documents, publication
from regulation.integrity.status import FactKind
from regulation.law import beijing, wording
from regulation.law.citation import CREDIT_REPAIR_MEASURES
from regulation.penalties import debts, papers, queries, served
from regulation.penalties import papers_performance as performance_papers
from regulation.penalties.actions import delivering, doors
from regulation.penalties.rules import redaction as rules
from regulation.penalties.rules.redaction import Choice, LeftOpen, Mask, What
from regulation.registration_conditions import queries as conditions
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from regulation.actor import Actor

Row = dict[str, Any]
PUBLICATION = "penalty"
TITLE = N_("行政处罚决定公示")
#: What the page says of a decision that stays past its last day.
KEPT = N_("当事人尚未履行处罚决定，依照《北京市优化营商环境条例》第七十三条第二款继续公示")


async def served_text(case: Row) -> str:
    """The served decision as running text, in its words.

    Where a reconsideration or a court changed the sums since, the last line says what holds.
    """
    said = (await documents.by_id(case["decision_document"]))["snapshot"]
    lines = served.lines(said)
    if papers.items(queries.proposal_of(case)) != said["penalties"]:
        now = wording.in_capitals(papers.summary(queries.proposal_of(case)))
        lines.append(f"经行政复议或者行政诉讼，处罚决定变更为：{now}")
    return "\n".join(lines)


async def kept(case: Row) -> list[str]:
    """What the law wants read: a party that is no human being, its code, the numbers, the organ."""
    organ = await doors.organ_of(case["organ"])
    party = [] if queries.is_person(case) else [case["party_name"], case["party"].get("code", "")]
    return [*party, case["decision_number"], case["number"], organ["name"]]


async def _names(case: Row) -> list[str]:
    """Human beings whom the case knows and whom the register does not show: victims, persons asked, agents."""
    found = await database.rows(
        """select name from case_victim where case_id = $1
           union select person_name from case_record where case_id = $1
           union select agent.name from case_hearing_agent as agent
                   join case_hearing as hearing on hearing.id = agent.hearing where hearing.case_id = $1""",
        case["id"],
    )
    said = (await documents.by_id(case["decision_document"]))["snapshot"]
    known = {each["name"].strip() for each in found} | served.speakers(said)
    known -= {case["party"].get("representative", "")}
    if queries.is_person(case):
        known.add(case["party_name"])
    return sorted(known)


async def proposed_masks(case: Row) -> list[Mask]:
    """The masks that the program finds."""
    text = await served_text(case)
    found = rules.proposed(text, await _names(case), await kept(case))
    address = case["party"].get("address", "")
    if queries.is_person(case) and address and address in text:
        found = [each for each in found if each.passage not in address]
        found.append(rules.mask(address, What.ADDRESS))
    return found


async def standing(case_id: UUID) -> Row | None:
    """The last proposal of the case, whatever became of it."""
    found = await database.row(
        """select * from publicity_redaction where case_id = $1
            order by status = 'proposed' desc, proposed_at desc limit 1""",
        case_id,
    )
    if found is not None:
        found["masks"] = read_masks(found["masks"])
        found["left_open"] = read_left(found["left_open"])
    return found


def read_masks(stored: str) -> list[Mask]:
    """Masks as the database keeps them."""
    return [Mask(**each | {"what": What(each["what"])}) for each in json.loads(stored)]


def read_left(stored: str) -> list[LeftOpen]:
    """What was left open, as the database keeps it."""
    return [LeftOpen(**each | {"what": What(each["what"])}) for each in json.loads(stored)]


def written(each: Sequence[Mask] | Sequence[LeftOpen]) -> str:
    """Masks, or what was left open, as the database keeps them."""
    return json.dumps([asdict(one) for one in each], ensure_ascii=False)


async def propose(
    case_id: UUID,
    *,
    choice: Choice,
    reason: str = "",
    actor: Actor,
    now: datetime,
) -> None:
    """Choose among what was found, add other passages. A minor breach is published for a stated reason only.

    Raises Refused, AlreadyMoved.
    """
    async with database.unit_of_work():
        case = await doors.held_case(case_id, "propose_publication", actor=actor, now=now)
        last = await standing(case_id)
        if case["published_on"] is not None or (last is not None and last["status"] == "proposed"):
            raise errors.AlreadyMoved
        if case["seriousness"] == FactKind.PENALTY_MINOR and len(reason.strip()) < rules.LEAST_REASON:
            raise errors.Refused(
                "轻微失信信息原则上不公示；确需公示的，请写明理由", citation=CREDIT_REPAIR_MEASURES.whole()
            )
        text, found = await served_text(case), await proposed_masks(case)
        masks, left = rules.chosen(found, choice)
        doors.refuse(rules.masks_refused(text, masks, await kept(case)))
        doors.refuse(rules.left_open_refused(left))
        doors.refuse(rules.hidden_for_no_reason(masks))
        await database.execute(
            """insert into publicity_redaction (id, case_id, document, status, served_sha256, masks, left_open, reason,
                                                proposed_by, proposed_name, proposed_at, checked_name, note)
               values ($1,$2,$3,'proposed',$4,$5,$6,$7,$8,$9,$10,'','')""",
            uuid4(),
            case_id,
            case["decision_document"],
            _sha256(text),
            written(masks),
            written(left),
            reason.strip(),
            actor.person_id,
            actor.name,
            now,
        )
        await doors.take(
            case_id,
            "propose_publication",
            actor=actor,
            now=now,
            reason=reason.strip(),
            data={"masks": len(masks), "left_open": len(left)},
        )


async def send_back(case_id: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """The second person is not content: the text goes back with what is to be mended. Raises Refused, Invalid."""
    why = doors.said(reason)
    async with database.unit_of_work():
        case = await doors.held_case(case_id, "return_publication", actor=actor, now=now)
        found = await _open(case)
        doors.refuse(rules.publishing_refused(found["proposed_by"], actor.person_id, case["decider"]))
        await _checked(found, "returned", note=why, actor=actor, now=now)
        await doors.take(case_id, "return_publication", actor=actor, now=now, reason=why)


async def publish(case_id: UUID, *, actor: Actor, now: datetime) -> UUID:
    """Publish the text that another person proposed, with the day on which it ends.

    What goes out is computed from the served decision and the masks looked at: nobody can reword it in between.
    """
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        case = await doors.held_case(case_id, "publish", actor=actor, now=now)
        found = await _open(case)
        doors.refuse(rules.publishing_refused(found["proposed_by"], actor.person_id, case["decider"]))
        text = await served_text(case)
        if _sha256(text) != found["served_sha256"] or found["document"] != case["decision_document"]:
            raise errors.AlreadyMoved
        kind = FactKind(case["seriousness"])
        organ = await doors.organ_of(case["organ"])
        ends = rules.shown_until(kind, case["decided_on"], await term_of(case_id))
        await _checked(found, "published", note="", actor=actor, now=now)
        await doors.take(
            case_id,
            "publish",
            actor=actor,
            now=now,
            reason=found["reason"],
            data={"until": ends[1] if ends else None, "proposed_by": found["proposed_name"]},
            also={"published_on": today},
        )
        await clocks.meet(case_id, "publicity", on=today)
        body = papers.public_body(organ, case, queries.proposal_of(case))
        said = performance_papers.abstract(organ, case, body, ends, on=today)
        await delivering.issue("publicity_abstract", "人社公示", case, said, now=now)
        made = await publication.publish(
            PUBLICATION,
            case["decision_number"],
            TITLE,
            organ_id=organ["id"],
            organ_name=organ["name"],
            firm_id=case["firm"],
            matter_kind="penalty_case",
            matter_id=case_id,
            body=body | {"text": rules.published(text, found["masks"]).splitlines()},
            from_on=today,
            seriousness=kind.removeprefix("penalty_"),
            earliest_end_on=ends[0] if ends else None,
            latest_end_on=ends[1] if ends else None,
            actor=actor,
            now=now,
        )
        await settle(case, today=today)
    return made


async def term_of(case_id: UUID) -> int | None:
    """Months of publicity by the line of the benchmark that was applied; None where none was."""
    found: int | None = await database.value(
        "select tier_months from case_weighing where case_id = $1 order by position desc limit 1", case_id
    )
    return found


async def settle(case: Row, *, today: date) -> int:
    """Whether what is published of a decision stays past its last day, as its money and its measures stand now.

    Asked whenever one of them moves, so that the page is right at any hour. How many publications that changed.
    """
    shown = await database.value(
        "select id from publication where kind = $1 and matter_id = $2 and ended_on is null",
        PUBLICATION,
        case["id"],
    )
    if shown is None:
        return 0
    owed = await debts.account(case, today)
    is_kept = rules.stays(
        owes=owed.left > 0 or await _is_stopped(case["id"], today), is_quashed=case["status"] == "quashed"
    )
    return int(await publication.keep_past_its_end(shown, reason=KEPT if is_kept else ""))


async def settle_ends(*, today: date) -> int:
    """Before the day's publications end: what was not performed stays, what has been performed since is let go."""
    found = await database.rows(
        """select c.* from publication as p join penalty_case as c on c.id = p.matter_id
            where p.kind = $1 and p.ended_on is null and p.latest_end_on <= $2""",
        PUBLICATION,
        today + timedelta(days=1),
    )
    return sum([await settle(queries.read(row), today=today) for row in found])


async def _is_stopped(case_id: UUID, today: date) -> bool:
    """Whether a stopping of the business that the decision ordered still stands: what it asks for was not done."""
    return any(
        each["status"] == "entered"
        and each["since"] is not None
        and (each["until"] is None or each["until"] >= today)
        for each in await conditions.stands_for(case_id)
    )


async def _open(case: Row) -> Row:
    found = await standing(case["id"])
    if case["published_on"] is not None or found is None or found["status"] != "proposed":
        raise errors.AlreadyMoved
    return found


async def _checked(found: Row, status: str, *, note: str, actor: Actor, now: datetime) -> None:
    await database.execute(
        """update publicity_redaction set status = $2, checked_by = $3, checked_name = $4, checked_at = $5, note = $6
           where id = $1""",
        found["id"],
        status,
        actor.person_id,
        actor.name,
        now,
        note,
    )


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
