"""Reconsiderations and suits as the file of the decision holds them: their papers, and the answers it lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database
from regulation.case_files.rules.contents import Entry
from regulation.case_files.rules.reviewed import Answer, Ended, answer_lines, outcome_lines
from regulation.law import beijing
from regulation.remedies import queries
from regulation.remedies.status import MOOT, RECEIVED, Outcome

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from regulation.case_files.rules.checklist import Line

Row = dict[str, Any]


async def papers(matter_id: UUID) -> list[Row]:
    """Papers of every remedy against a decision; the caller asks who may see it."""
    return await database.rows(
        """select document.id, document.kind, document.number, document.issued_at, document.withdrawn_at
             from document join remedy on remedy.id = document.matter_id
            where document.matter_kind = 'remedy' and (remedy.case_id = $1 or remedy.spot = $1)
            order by document.issued_at, document.number""",
        matter_id,
    )


async def entries(matter_id: UUID) -> list[Entry]:
    """What the party, the government and the courts sent, as it is bound."""
    return [
        Entry(
            each["kind"],
            RECEIVED[each["kind"]],
            "",
            beijing.legal_day(each["added_at"]),
            attachment=each["id"],
            sha256=each["sha256"],
        )
        for each in await queries.files(matter_id)
    ]


async def _ended(matter_id: UUID) -> list[Ended]:
    """Every outcome on paper: where the government kept silent there is none."""
    found = await database.rows(
        """with said as (
               select id, way, instance, filed_on, outcome, outcome_number from remedy where case_id = $1 or spot = $1
               union all
               select remedy.id, 'suit', 'first', remedy.filed_on, first.outcome, first.outcome_number
                 from remedy_first_instance as first join remedy on remedy.id = first.remedy
                where remedy.case_id = $1 or remedy.spot = $1)
           select said.*, exists (select from attachment
                                   where matter_kind = 'remedy' and matter_id = said.id
                                     and kind = case when way <> 'suit' then 'remedy_decision'
                                                     when instance = 'first' then 'remedy_judgment'
                                                     else 'remedy_final_judgment' end) as is_kept
             from said where outcome not in ('', 'silent') order by filed_on, instance""",
        matter_id,
    )
    return [
        Ended(
            is_suit=each["way"] == "suit",
            number=each["outcome_number"],
            is_second=each["instance"] == "second",
            is_kept=each["is_kept"],
        )
        for each in found
    ]


async def lines(matter_id: UUID, *, today: date) -> list[Line]:
    """The check list's lines: an answer for each instance that was owed one, the paper of each outcome."""
    found = await database.rows(
        """select way, filed_on, 1 as instance, answer_due_on, outcome, status,
                  (select number from document where document.id = answer_document) as answer
             from remedy where (case_id = $1 or spot = $1) and received_on is not null
           union all
           select 'suit', remedy.filed_on, 0, null, '', 'final',
                  (select number from document where document.id = first.answer_document)
             from remedy_first_instance as first join remedy on remedy.id = first.remedy
            where remedy.case_id = $1 or remedy.spot = $1
           order by filed_on, instance""",
        matter_id,
    )
    answers = answer_lines(
        [
            Answer(
                is_suit=each["way"] == "suit",
                number=each["answer"] or "",
                due_on=each["answer_due_on"] or each["filed_on"],
                is_moot=each["status"] == "final" and each["outcome"] in MOOT - {Outcome.SILENT},
            )
            for each in found
        ],
        today,
    )
    return answers + outcome_lines(await _ended(matter_id))
