"""English beside the Chinese of a party's papers, where the party asks for it. The Chinese text is the paper; it prevails."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from regulation import database, errors
from regulation.law import beijing
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from regulation.actor import Actor

HOW = {"online": N_("本系统"), "paper": N_("书面"), "oral": N_("口头")}
#: Kinds of papers that go to a party of an order or a case, or to a complainant: `reports/documents/english.py` has the words of each.
KINDS = frozenset(
    {
        "order_to_correct",
        "correction_extension",
        "recheck_record",
        "inspection_result_notice",
        "talk_record",
        "preservation_notice",
        "preservation_handling",
        "recusal_decision",
        "prior_notice",
        "case_hearing_notice",
        "penalty_decision",
        "spot_decision",
        "no_penalty_decision",
        "case_withdrawal_decision",
        "handling_decision",
        "service_receipt",
        "service_address",
        "service_announcement",
        "credit_repair_notice",
        "payment_notice",
        "deferral_decision",
        "surcharge_decision",
        "demand_notice",
        "suspension_answer",
        "publicity_answer",
        "complaint_acceptance",
        "complaint_refusal",
        "complaint_supplement",
        "complaint_direction",
        "complaint_result",
        "complaint_withdrawal",
    }
)


async def english_asked_on(kind: str, matter_id: UUID, firm_id: UUID | None) -> date | None:
    """Since when a paper of this kind carries English: the party's last word in the matter or, for a firm, in any of its own."""
    if kind not in KINDS:
        return None
    return await asked_on(matter_id, firm_id)


async def asked_on(matter_id: UUID, firm_id: UUID | None) -> date | None:
    """The day of the party's wish while it holds."""
    found: date | None = await database.value(
        """select case when english then asked_on end from paper_language where matter_id = $1 or firm_id = $2
           order by recorded_at desc limit 1""",
        matter_id,
        firm_id,
    )
    return found


async def say(
    matter_kind: str,
    matter_id: UUID,
    firm_id: UUID | None,
    *,
    english: bool,
    on: date,
    how: str,
    by: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Keep the party's word, in the caller's transaction that holds the matter. Raises Invalid; AlreadyMoved where it said so before."""
    problems = {}
    if how not in HOW:
        problems["how"] = N_("请选择当事人以何种方式提出")
    if len(by.strip()) < 2:
        problems["by"] = N_("请填写提出人")
    if on > beijing.legal_day(now):
        problems["asked_on"] = N_("日期不能晚于今天")
    if problems:
        raise errors.Invalid(problems)
    if (await asked_on(matter_id, firm_id) is not None) == english:
        raise errors.AlreadyMoved
    await database.execute(
        """insert into paper_language (id, matter_kind, matter_id, firm_id, english, asked_on, how, asked_by, recorded_by,
                                       recorded_at) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)""",
        uuid4(),
        matter_kind,
        matter_id,
        firm_id,
        english,
        on,
        how,
        by.strip(),
        actor.name,
        now,
    )
