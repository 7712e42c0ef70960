"""The signatory files: the draft becomes a version that stays, with a number, a hash and a receipt without figures."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import documents, numbering, record
from regulation.indicators import catalogue, drafts, edits, reading
from regulation.indicators.indicator import FormKind
from regulation.law import beijing
from regulation.ledger import actions as ledger
from regulation.surveys import entry, permissions
from regulation.surveys.actions import drafting
from regulation.surveys.queries import returns, rounds
from regulation.surveys.session import statistical
from regulation.surveys.status import STEPS, Status
from regulation.surveys.tables import StatisticalReturn
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import datetime

    from regulation.actor import Actor
    from regulation.indicators.edits.filing import Finding
    from regulation.surveys import rules

#: The word of the receipt's number: 京朝统〔2026〕12号.
NUMBER_WORDS = "统"
RECEIPT = "statistical_return_receipt"
MATTER = "statistical_return"

INCOMPLETE = N_("还有%(n)s项没有填写，不能报送")
HARD_FINDINGS = N_("还有%(n)s处错误没有改正，不能报送")
UNEXPLAINED = N_("还有%(n)s处异常没有说明原因，不能报送")
TYPED_TWICE = N_("还有%(n)s项与经营情况报告不同而没有说明，不能报送")
NOT_DECLARED = N_("请勾选真实性承诺")


class NotReady(errors.Refused):
    """The return cannot be filed yet; the page names the cells."""


@statistical
async def submit(
    firm_id: UUID,
    period: str,
    *,
    has_declared: bool,
    shared: entry.Shared | None,
    actor: Actor,
    now: datetime,
    kind: FormKind = FormKind.RETURN,
) -> dict[str, Any]:
    """File the return; the receipt.

    Raises NotReady, Refused outside the round's days or on a form not in force, NotPermitted, AlreadyMoved.
    """
    permissions.check_acts_for(actor, firm_id)
    known = await rounds.of_period(period, kind)
    asked = known.round
    async with database.unit_of_work():
        held = await returns.for_update(firm_id, known.id)
        drafting.check_open(asked, held.status, now)
        drafting.check_form(asked, now)
        permissions.check_can_sign(actor, prepared_by=held.prepared_by, two_persons=asked.two_persons)
        if not has_declared:
            raise errors.Invalid({"declared": NOT_DECLARED})
        register = await returns.register_data(firm_id)
        previous = await returns.last_year(firm_id, asked.year)
        together = held.values(shared)
        found = edits.examine(returns.filing_of(asked, together, register, previous, now))
        _check_ready(held, asked, together, shared, found)
        cells = asked.form.kept(together)
        is_late = not beijing.is_in_time(held.filed_at or now, asked.closes_on)
        number = held.number or await _number(register, now)
        written = reading.to_json(cells)
        content_hash = content_digest(asked.period, register["number"], asked.form.edition, written)
        filed_id, version = uuid4(), held.version + 1
        differs = {key: each for key, each in held.differs.items() if key in cells and shared is not None}
        await database.execute(
            """insert into filed_return (id, statistical_return, firm_id, period, year, version, form_edition, filed_at,
                                         filed_by, filed_number, prepared_by, is_late, is_nil, district, inst_type,
                                         cells, figures, findings, differs, register, content_hash)
               values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21)""",
            filed_id,
            held.id,
            firm_id,
            asked.period,
            asked.year,
            version,
            asked.form.edition,
            now,
            actor.name,
            actor.number,
            held.prepared_name or actor.name,
            is_late,
            catalogue.is_nil(cells),
            register["district"],
            cells.get("inst_type") or register["inst_type"],
            written,
            reading.figures(cells),
            json.dumps([drafts.outcome(each, held.reasons) for each in found], ensure_ascii=False),
            json.dumps(entry.to_plain(differs), ensure_ascii=False),
            json.dumps(register, ensure_ascii=False, default=str),
            content_hash,
        )
        step = "resubmit" if held.status is Status.RETURNED else "submit"
        await record.record_step(
            StatisticalReturn,
            held.id,
            step,
            STEPS[step],
            actor=actor,
            now=now,
            data={"version": version, "sha256": content_hash, "late": is_late},
            also={
                "filed": filed_id,
                "filed_at": held.filed_at or now,
                "version": version,
                "number": number,
                "organ": register["organ_id"],
                # The draft stays: a return sent back is corrected where it was left.
                "marks": "{}",
            },
        )
        receipt = await documents.issue(
            RECEIPT,
            number if version == 1 else f"{number}（第{version}次）",
            MATTER,
            held.id,
            _receipt(
                asked,
                register,
                actor,
                now,
                content_hash,
                held,
                is_late=is_late,
                is_nil=catalogue.is_nil(cells),
            ),
            organ_id=register["organ_id"],
            firm_id=firm_id,
            now=now,
        )
        await ledger.append(
            str(held.id),
            MATTER,
            step,
            actor=actor,
            now=now,
            prev_state=str(held.status),
            private={"number": number, "period": asked.period, "version": version, "sha256": content_hash},
        )
    return receipt


def _check_ready(
    held: returns.Return,
    asked: rules.Round,
    together: dict[str, Any],
    shared: entry.Shared | None,
    found: list[Finding],
) -> None:
    missing = asked.form.missing(together)
    if missing:
        raise NotReady(INCOMPLETE, n=len(missing))
    hard = edits.hard(found)
    if hard:
        raise NotReady(HARD_FINDINGS, n=len(hard))
    twice = entry.typed_twice(held.draft, shared, held.differs)
    if twice:
        raise NotReady(TYPED_TWICE, n=len(twice))
    unexplained = [each for each in edits.soft(found) if not held.reasons.get(each.key)]
    if unexplained:
        raise NotReady(UNEXPLAINED, n=len(unexplained))


async def _number(register: dict[str, Any], now: datetime) -> str:
    year = beijing.legal_day(now).year
    code, short = register["organ_code"] or "BJ", register["organ_short"] or "京"
    taken = await numbering.next_number(code, RECEIPT, year)
    return numbering.formatted(short, NUMBER_WORDS, year, taken)


def content_digest(period: str, firm_number: str, edition: int, cells: str) -> str:
    """SHA-256 over what was said: period, firm, form and cells. Anybody with the filing can compute it again."""
    return hashlib.sha256(f"{period}\n{firm_number}\n{edition}\n{cells}".encode()).hexdigest()


def _receipt(  # noqa: PLR0917 - the parts of one act
    asked: rules.Round,
    register: dict[str, Any],
    actor: Actor,
    now: datetime,
    content_hash: str,
    held: returns.Return,
    *,
    is_late: bool,
    is_nil: bool,
) -> dict[str, Any]:
    """What the paper says. No figure: a receipt goes from hand to hand, and what was stated is secret (《统计法》第二十八条)."""
    form = asked.form
    return {
        "organ": {"name": register["organ"] or "北京市人力资源和社会保障局"},
        "issued_on": beijing.legal_day(now).isoformat(),
        "firm": {
            "name": register["name"],
            "code": register["uscc"],
            "address": register["domicile"],
            "representative": register["legal_representative"],
        },
        "period": asked.period,
        "submitted_at": now.isoformat(),
        "prepared_by": held.prepared_name or actor.name,
        "submitted_by": actor.name,
        "due_on": asked.closes_on.isoformat(),
        "is_late": is_late,
        "is_nil": is_nil,
        "form": {
            "title": form.title,
            "number": form.number,
            "issuing_body": form.issuing_body,
            "approval_number": form.approval_number,
            "expires_on": form.expires_on.isoformat() if form.expires_on else "",
        },
        "content_hash": content_hash,
        "log_entry": str(held.id),
    }
