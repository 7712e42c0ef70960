"""Penalties on the spot: told and heard there, decided by two officers, handed over, filed by the office within two days."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import (
    calendar,
    clocks,
    decrees,
    documents,
    languages,
    numbering,
    record,
    service,
    translations,
)
from regulation.integrity import actions as integrity
from regulation.integrity.status import FactKind
from regulation.law import beijing
from regulation.law.citation import LABOUR_SUPERVISION_RULES, PENALTY_LAW
from regulation.ledger import actions as ledger
from regulation.notices import actions as notices
from regulation.penalties import (
    decisions,
    papers_performance,
    parameters,
    permissions,
    queries_party,
)
from regulation.penalties import papers as papers_of_cases
from regulation.penalties import papers_ending as papers
from regulation.penalties.actions import collected, decided, doors, performance
from regulation.penalties.rules import basis, benchmarks, deadlines, fines
from regulation.penalties.rules import summary as rules
from regulation.penalties.rules.fines import Proposal
from regulation.penalties.rules.violations import VIOLATIONS, Measure
from regulation.penalties.tables_hearing import SpotPenalty
from regulation.roles import Role
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from regulation.actor import Actor

Row = dict[str, Any]
#: What the officer writes of it and may say in English beside.
TRANSLATED = ("facts", "defence", "collecting_reason", "signature_note")


async def decide_on_the_spot(
    firm_id: UUID | None,
    violation: str,
    *,
    facts: str,
    defence: str,
    warning: bool,
    fine: Decimal = Decimal(0),
    second_officer: UUID,
    place: str,
    was_told: bool,
    is_signed: bool,
    signature_note: str = "",
    collecting: str = "",
    collecting_reason: str = "",
    receipt: str = "",
    unregistered: Row | None = None,
    request_key: str = "",
    other_act: str = "",
    wants_english: bool = False,
    english: Mapping[str, str] | None = None,
    translated_by: str = "",
    form_number: str = "",
    at: datetime | None = None,
    actor: Actor,
    now: datetime,
) -> Row:
    """Decide on the spot; the row with its paper. Raises Invalid, NotPermitted, Refused with the article.

    `english` has what was said in English, by `TRANSLATED`. `form_number` is that of a numbered form that was filled in and handed over at the moment `at`, before the server knew.
    """
    at = at or now
    today, known = beijing.legal_day(at), await calendar.current()
    _check_said(violation, facts, defence, place, was_told=was_told)
    typed = {"facts": facts, "defence": defence, "collecting_reason": collecting_reason}
    in_english = paired({**typed, "signature_note": signature_note}, english or {}, translated_by)
    async with database.unit_of_work():
        earlier = await doors.earlier(request_key, [firm_id, violation, facts, fine], actor=actor, now=now)
        if earlier is not None:
            return await one(earlier)
        actor.check_holds(Role.INSPECTOR)
        party, firm_organ = await doors.party(firm_id, unregistered)
        permissions.check_can_issue(actor, firm_organ or actor.organ_id)
        organ = await doors.organ_of(actor.organ_id)
        assert actor.person_id is not None
        wanted = list(dict.fromkeys([actor.person_id, second_officer]))
        officers = await doors.officers(organ["id"], wanted, today=today)
        if {each["id"] for each in officers} & await doors.conflicted(firm_id, now):
            raise errors.NotPermitted(
                "执法人员与当事人有利害关系，应当回避", citation=PENALTY_LAW.article(43)
            )
        measures = (Measure.WARNING,) if warning else ()
        doors.refuse(
            rules.summary_refused(
                VIOLATIONS[violation],
                Proposal(fine=fine, measures=measures),
                today,
                is_person=bool(party.get("is_person")),
                officers=len(officers),
                order_refused=False,
            )
        )
        decreed = await decrees.in_force(parameters.BENCHMARKS, organ["id"], today)
        doors.refuse(
            benchmarks.spot_refused(
                benchmarks.of(decreed.value, violation),
                fine=fine,
                span=fines.span_of(VIOLATIONS[violation], Proposal(fine=fine), today),
            )
        )
        doors.refuse(rules.handing_refused(is_signed=is_signed, note=signature_note))
        if collecting:
            doors.refuse(
                rules.collecting_refused(
                    fine, collecting, reason=collecting_reason, receipt=receipt, on=today
                )
            )
        made = uuid4()
        await _check_not_twice(firm_id, party["name"], violation, fine, wanted, today, other_act)
        found: Row = {
            "number": form_number or await _next_number(organ, today),
            "is_preprinted": bool(form_number),
            "party": party,
            "violation": violation,
            "facts": facts.strip(),
            "defence": defence.strip(),
            "warning": warning,
            "fine": fine,
            "place": place.strip(),
            "decided_at": at,
            "decided_on": today,
            "officers": [{"name": each["name"], "certificate": each["certificate"]} for each in officers],
            "is_signed": is_signed,
            "signature_note": signature_note.strip(),
            "collecting": collecting,
            "collecting_reason": collecting_reason.strip(),
            "receipt": receipt.strip() if collecting else "",
            "pay_due_on": deadlines.PAYMENT.due(today, known).due_on if fine else None,
        }
        if wants_english:
            await _want_english(made, firm_id, party["name"], today, actor=actor, now=now)
        await translations.keep("spot_penalty", made, in_english, translated_by, actor, now)
        paper = await documents.issue(
            "spot_decision",
            found["number"],
            "spot_penalty",
            made,
            papers.on_the_spot(organ, found, today),
            organ_id=organ["id"],
            firm_id=firm_id,
            now=now,
        )
        handed = [paper["id"]]
        if fine and not collecting:
            slip = await documents.issue(
                "payment_notice",
                numbering.formatted(
                    organ["short"],
                    "人社缴",
                    today.year,
                    await numbering.next_number(organ["code"], "payment_notice", today.year),
                ),
                "spot_penalty",
                made,
                papers_performance.spot_slip(organ, found, today),
                organ_id=organ["id"],
                firm_id=firm_id,
                now=now,
            )
            # Where there was no network only the numbered form was handed over: it says where and until when to pay.
            if not form_number:
                handed.append(slip["id"])
        # Handed over on the spot is served; refused, it is left there with the note.
        for each in handed:
            await service.serve(
                each,
                "direct" if is_signed else "left",
                today,
                "当场交付，当事人签收" if is_signed else signature_note.strip(),
                actor=actor,
                now=now,
            )
        await _insert(made, found, paper, organ, firm_id, officers, today)
        await record.opened(
            SpotPenalty,
            made,
            "spot",
            "issued",
            actor=actor,
            now=now,
            reason=found["facts"],
            data={
                "number": found["number"],
                "fine": fine,
                "warning": warning,
                **({"other_act": other_act.strip()} if other_act.strip() else {}),
            },
            cites=(PENALTY_LAW.article(51), PENALTY_LAW.article(52)),
        )
        periods = {"spot_filing": rules.FILING} | ({"payment": deadlines.PAYMENT} if fine else {})
        for kind, period in periods.items():
            await clocks.start(
                "spot_penalty", made, kind, period, today, calendar=known, organ_id=organ["id"]
            )
        if collecting:
            await collected.note({"id": made, "organ": organ["id"], **found}, today, actor=actor, now=now)
        await ledger.append(
            str(made),
            "penalty",
            "spot",
            actor=actor,
            now=now,
            prev_state="",
            private={"number": found["number"], "party": party["name"]},
        )
        await _on_the_firm(made, found["number"], today, firm_id, organ["id"], actor=actor, now=now)
        await doors.answered(request_key, made)
    return {**found, "id": made, "document": paper["id"]}


async def _on_the_firm(
    made: UUID, number: str, on: date, firm_id: UUID | None, organ_id: UUID, *, actor: Actor, now: datetime
) -> None:
    """What a firm's record and its people learn of it: whoever took the paper at the counter may not answer for the firm.

    国家发展改革委令第36号 names penalties of the summary procedure as minor: on the record, and not published.
    """
    if firm_id is None:
        return
    await integrity.record_fact(
        firm_id,
        FactKind.PENALTY_MINOR,
        source_kind=performance.FACT_SOURCE,
        source_number=number,
        occurred_on=on,
        organ_id=organ_id,
        actor=actor,
        now=now,
    )
    await notices.tell(
        N_("执法人员当场作出处罚决定：%(number)s"),
        f"/firm/spot/{made}",
        kind="penalty_decision",
        now=now,
        firm_id=firm_id,
        number=number,
    )


def paired(typed: Mapping[str, str], english: Mapping[str, str], by: str) -> dict[str, str]:
    """Each text as the paper will say it with its English, the facts paragraph by paragraph. Raises Invalid."""
    given = {name: english.get(name, "").strip() for name in TRANSLATED if typed[name].strip()}
    found = {typed[name].strip(): text for name, text in given.items() if text and name != "facts"}
    problems = {}
    if said := papers_of_cases.lines(given.get("facts", "")):
        facts = papers_of_cases.lines(typed["facts"])
        if len(facts) != len(said):
            problems["facts_english"] = N_("译文的段数应当与违法事实相同")
        found |= dict(zip(facts, said, strict=False))
    if found and len(by.strip()) < 2:
        problems["translated_by"] = N_("请填写译者；机器翻译的，填写校对人")
    if problems:
        raise errors.Invalid(problems)
    return found


async def _want_english(
    made: UUID, firm_id: UUID | None, party: str, today: date, *, actor: Actor, now: datetime
) -> None:
    """The party asks there and then for English beside the Chinese; a firm may have asked before."""
    if await languages.asked_on(made, firm_id) is None:
        await languages.say(
            "spot_penalty",
            made,
            firm_id,
            english=True,
            on=today,
            how="oral",
            by=party,
            actor=actor,
            now=now,
        )


async def _next_number(organ: Row, today: date) -> str:
    taken = await numbering.next_number(organ["code"], "spot_decision", today.year)
    return numbering.formatted(organ["short"], "人社当罚", today.year, taken)


async def _check_not_twice(  # noqa: PLR0917 - what makes two decisions the same
    firm_id: UUID | None,
    party: str,
    violation: str,
    fine: Decimal,
    officers: list[UUID],
    today: date,
    other_act: str,
) -> None:
    """What both officers had on their phones is one decision: the same two, the same party, breach and day.

    Nor is an act fined twice by others (第二十九条), unless somebody says in writing why it is another act.
    """
    twin = await database.row(
        """select number, fine from spot_penalty where violation = $1 and decided_on = $2 and status <> 'quashed'
              and firm is not distinct from $3 and party_name = $4
              and officer_a = any($5) and officer_b = any($5) limit 1""",
        violation,
        today,
        firm_id,
        party,
        officers,
    )
    if twin is not None:
        both_fined = fine > 0 and twin["fine"] > 0
        raise errors.Refused(
            "这两名执法人员当日已对该当事人的同一违法行为作出%(number)s决定，不得重复处罚",
            citation=PENALTY_LAW.article(29) if both_fined else None,
            number=twin["number"],
        )
    if fine:
        fined = await queries_party.fined({"id": uuid4(), "firm": firm_id, "party_name": party})
        doors.refuse(basis.twice_refused(violation, today, today, fined, other_act))


def _check_said(violation: str, facts: str, defence: str, place: str, *, was_told: bool) -> None:
    wrong = {}
    if violation not in VIOLATIONS:
        wrong["violation"] = "请选择违法行为"
    if len(facts.strip()) < 10:
        wrong["facts"] = "请写明违法事实，至少10个字"
    if len(defence.strip()) < 2:
        wrong["defence"] = "请记录当事人的陈述、申辩；没有提出的写明没有提出"
    if len(place.strip()) < 2:
        wrong["place"] = "请填写处罚地点"
    if not was_told:
        wrong["was_told"] = "作出决定前须告知拟处罚的内容及事实、理由、依据和权利"
    if wrong:
        raise errors.Invalid(wrong)


async def _insert(  # noqa: PLR0917
    made: UUID, found: Row, paper: Row, organ: Row, firm_id: UUID | None, officers: list[Row], today: date
) -> None:
    await database.execute(
        """insert into spot_penalty (id, number, status, organ, firm, party, party_name, violation, facts, defence, warning,
               fine, place, decided_at, decided_on, officer_a, officer_b, officers, is_signed, signature_note,
               collecting, collecting_reason, receipt, pay_due_on, filed_name, document, end_reason)
           values ($1,$2,'issued',$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21,$22,$23,'',$24,'')""",
        made,
        found["number"],
        organ["id"],
        firm_id,
        json.dumps(found["party"], ensure_ascii=False),
        found["party"]["name"],
        found["violation"],
        found["facts"],
        found["defence"],
        found["warning"],
        found["fine"],
        found["place"],
        found["decided_at"],
        today,
        officers[0]["id"],
        officers[1]["id"],
        json.dumps(found["officers"], ensure_ascii=False),
        found["is_signed"],
        found["signature_note"],
        found["collecting"],
        found["collecting_reason"],
        found["receipt"],
        found["pay_due_on"],
        paper["id"],
    )


async def one(spot_id: UUID) -> Row:
    """A penalty on the spot. Raises NotFound; who may see it is asked by `visible`."""
    found = await database.row("select * from spot_penalty where id = $1", spot_id)
    if found is None:
        raise errors.NotFound
    return decisions.of_spot(found)


async def visible(actor: Actor, spot_id: UUID) -> Row:
    """The one door to it: the organ's offices, and the officers who decided. Raises NotFound."""
    found = await one(spot_id)
    if actor.person_id not in {found["officer_a"], found["officer_b"]}:
        permissions.check_may_see(actor, found)
    return found


async def of_organ(actor: Actor, *, limit: int = 200) -> list[Row]:
    """Penalties on the spot within reach, the newest first; an officer who holds no desk office sees its own."""
    desk = actor.holds(*permissions.READERS)
    return await database.rows(
        """select id, number, status, party_name, violation, fine, warning, decided_on, filed_on from spot_penalty
           where ($1::uuid is null or organ = $1) and ($2 or $3 in (officer_a, officer_b))
           order by decided_at desc limit $4""",
        None if actor.is_municipal else actor.organ_id,
        desk,
        actor.person_id,
        limit,
    )


async def file_spot(spot_id: UUID, *, actor: Actor, now: datetime) -> None:
    """The office files the paper: on-the-spot decisions reach it within two days, and one that was quashed meanwhile too.

    Not by an officer who decided it.
    """
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        found = await decided.spot_held(spot_id, actor=actor, now=now)
        if decided.is_officer_of(found, actor):
            raise errors.NotPermitted(
                "当场作出决定的执法人员不能自行备案", citation=PENALTY_LAW.article(52, 3)
            )
        if found["filed_on"] is not None:
            raise errors.AlreadyMoved
        after = "filed" if found["status"] == "issued" else found["status"]
        await database.execute(
            "update spot_penalty set status = $5, filed_on = $2, filed_by = $3, filed_name = $4 where id = $1",
            spot_id,
            today,
            actor.person_id,
            actor.name,
            after,
        )
        await clocks.meet(spot_id, "spot_filing", on=today)
        await record.record_event(
            SpotPenalty,
            spot_id,
            "file_spot",
            actor=actor,
            now=now,
            status_after=after,
            cites=(PENALTY_LAW.article(52, 3), LABOUR_SUPERVISION_RULES.article(32)),
        )
