"""Evidence of a case: registered with its hash, handed over, verified, excluded."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import actor as actors
from regulation import database, errors
from regulation.casework import attachments, documents, numbering, record
from regulation.law import beijing
from regulation.law.citation import PENALTY_LAW
from regulation.notices import actions as notices
from regulation.penalties import papers_evidence, permissions_evidence, queries
from regulation.penalties.actions import doors
from regulation.penalties.rules import evidence as rules
from regulation.penalties.status import EVIDENCE, OPEN
from regulation.penalties.status_evidence import EXCLUSIONS, FORMS, RECORD_KINDS
from regulation.penalties.tables import PenaltyCase
from regulation.roles import Role
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime
    from pathlib import Path

    from regulation.actor import Actor

Row = dict[str, Any]
#: Whose words are the party's statement, and not a witness's.
OF_PARTY = frozenset({"party", "representative", "agent"})
#: Who may say that nothing rests on a piece.
EXCLUDERS = frozenset({Role.CLERK, Role.LEGAL_REVIEWER, Role.DECIDER})


async def held(case_id: UUID, *, actor: Actor, now: datetime, **how: Any) -> Row:
    """The case, locked, if this person may work on its evidence now."""
    case = await queries.case_for_update(case_id)
    permissions_evidence.check_can_work(actor, case, conflicted=await doors.kept_away(case, now), **how)
    return case


async def certified(case: Row, on: date, chosen: list[UUID] | None = None) -> list[Row]:
    """Two officers whose certificates are valid on the day of the act: those chosen, else the case's own.

    Raises Invalid at the officers.
    """
    wanted = list(dict.fromkeys(chosen or [case["officer_a"], case["officer_b"]]))
    found = await doors.officers(case["organ"], wanted, today=on)
    if len(found) != 2 or len(wanted) != 2:
        raise errors.Invalid(
            {"officers": "取证当日须由两名执法证件有效的执法人员实施"}, citation=PENALTY_LAW.article(42, 1)
        )
    return found


def shown(officers: Iterable[Row]) -> list[Row]:
    """Officers as papers name them."""
    return [{"name": each["name"], "certificate": each["certificate"]} for each in officers]


async def add_evidence(
    case_id: UUID,
    *,
    kind: str,
    title: str,
    obtained_on: date,
    source: str = "",
    place: str = "",
    officers: list[UUID] | None = None,
    form: str = "original",
    checked_by: str = "",
    with_receipt: bool = False,
    file: tuple[str, str, bytes] | None = None,
    folder: Path | None = None,
    actor: Actor,
    now: datetime,
) -> UUID:
    """Register a piece of evidence, with its file (name, media type, content) and the file's hash where there is one.

    `with_receipt` issues the receipt for what was taken away. Raises Invalid, NotPermitted, AlreadyMoved.
    """
    _check_content(kind, title, obtained_on, source, form, beijing.legal_day(now), with_receipt=with_receipt)
    refused = rules.copy_refused(form, checked_by)
    if refused is not None:
        raise errors.Invalid({"checked_by": refused.message}, citation=refused.citation)
    async with database.unit_of_work():
        case = await held(case_id, actor=actor, now=now)
        takers = await certified(case, obtained_on, officers)
        kept, made = None, uuid4()
        if file is not None and folder is not None:
            kept = await attachments.add(
                folder, "penalty_case", case_id, "evidence", *file, actor=actor, now=now
            )
        found: Row = {
            "kind": kind,
            "title": title.strip(),
            "obtained_on": obtained_on,
            "source": source.strip(),
            "place": place.strip(),
            "form": form,
            "checked_by": checked_by.strip(),
            "sha256": await attachments.registered_hash(kept) if kept else "",
        }
        paper = await _receipt(case, found, takers, actor=actor, now=now) if with_receipt else None
        await _insert(made, case, found, takers, kept, paper["id"] if paper else None, actor=actor, now=now)
        await doors.take(
            case_id,
            "add_evidence",
            actor=actor,
            now=now,
            data={"title": found["title"], "sha256": found["sha256"]},
        )
    return made


async def register_record(case: Row, signed: Row, scan: UUID | None, *, actor: Actor, now: datetime) -> None:
    """A record whose pages are signed stands among the evidence, as a part of the act that finished it."""
    by_person = "party" if signed["person"]["capacity"] in OF_PARTY else "witness"
    found: Row = {
        "kind": by_person if signed["kind"] == "interview" else "inspection",
        "title": f"{RECORD_KINDS[signed['kind']]}（{signed['person_name']}）{signed['number']}",
        "obtained_on": beijing.legal_day(signed["started_at"]),
        "source": signed["person_name"],
        "place": signed["place"],
        "form": "original",
        "checked_by": "",
        "sha256": await attachments.registered_hash(scan) if scan else "",
    }
    await _insert(uuid4(), case, found, signed["officers"], scan, None, actor=actor, now=now)
    await record.record_event(
        PenaltyCase,
        case["id"],
        "add_evidence",
        actor=actor,
        now=now,
        data={"title": found["title"], "sha256": found["sha256"]},
        cites=(PENALTY_LAW.article(55),),
    )


async def register_snapshot(
    folder: Path,
    case: Row,
    *,
    title: str,
    obtained_on: date,
    source: str,
    taken_by: Row,
    file: tuple[str, str, bytes],
    now: datetime,
) -> None:
    """What the office had collected before this case was opened stands among its evidence, put there by the system.

    In the caller's transaction, which holds the case. `taken_by` is who collected it: name and staff number.
    """
    kept = await attachments.add(
        folder, "penalty_case", case["id"], "evidence", *file, actor=actors.SYSTEM, now=now
    )
    found: Row = {
        "kind": "electronic",
        "title": title,
        "obtained_on": obtained_on,
        "source": source,
        "place": "",
        "form": "original",
        "checked_by": "",
        "sha256": await attachments.registered_hash(kept),
    }
    await _insert(uuid4(), case, found, [taken_by], kept, None, actor=actors.SYSTEM, now=now)
    await record.record_event(
        PenaltyCase,
        case["id"],
        "add_evidence",
        actor=actors.SYSTEM,
        now=now,
        data={"title": title, "sha256": found["sha256"]},
        cites=(PENALTY_LAW.article(46, 1),),
    )


async def _insert(  # noqa: PLR0917 - one row
    made: UUID,
    case: Row,
    found: Row,
    takers: list[Row],
    kept: UUID | None,
    receipt: UUID | None,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Put a piece at the end of the list, and its first hand-over with it."""
    await database.execute(
        """insert into case_evidence (id, case_id, position, kind, title, obtained_on, attachment, sha256, source, place,
               obtained_by, form, checked_by, receipt, added_by, added_at)
           select $1, $2, coalesce(max(position), 0) + 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15
           from case_evidence where case_id = $2""",
        made,
        case["id"],
        found["kind"],
        found["title"][:300],
        found["obtained_on"],
        kept,
        found["sha256"],
        found["source"],
        found["place"],
        json.dumps(shown(takers), ensure_ascii=False),
        found["form"],
        found["checked_by"],
        receipt,
        actor.name,
        now,
    )
    await _pass_on(
        made,
        at=now,
        hands=(found["source"] or case["party_name"], actor.name),
        place=found["place"],
        reason="取得并登记",
        actor=actor,
        now=now,
    )


def _check_content(  # noqa: PLR0917 - the lines of one form
    kind: str, title: str, obtained_on: date, source: str, form: str, today: date, *, with_receipt: bool
) -> None:
    problems = {}
    if kind not in EVIDENCE:
        problems["kind"] = "请选择证据种类"
    if not title.strip():
        problems["title"] = "请写明证据名称和证明内容"
    if obtained_on > today:
        problems["obtained_on"] = "取得日期不能晚于今天"
    if form not in FORMS:
        problems["form"] = "请选择原件或者复制件"
    if with_receipt and not source.strip():
        problems["source"] = "出具收据的，请写明从何处取得"
    if problems:
        raise errors.Invalid(problems)


async def _receipt(case: Row, found: Row, officers: list[Row], *, actor: Actor, now: datetime) -> Row:
    today = beijing.legal_day(now)
    organ = await doors.organ_of(case["organ"])
    taken = await numbering.next_number(organ["code"], "evidence_receipt", today.year)
    return await documents.issue(
        "evidence_receipt",
        numbering.formatted(organ["short"], "人社据", today.year, taken),
        "penalty_case",
        case["id"],
        papers_evidence.receipt(organ, case, found, shown(officers), actor.name, today),
        organ_id=organ["id"],
        # Whoever had it need not be the party, and the investigation is not the party's to read.
        firm_id=None,
        now=now,
    )


# --- custody ------------------------------------------------------------------------------------------------


async def pass_on(
    case_id: UUID,
    evidence_id: UUID,
    *,
    at: datetime,
    from_whom: str,
    to_whom: str,
    place: str,
    reason: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Enter that a piece went from hand to hand: from whoever has it, never before the last hand-over or in the future."""
    problems = {
        name: "请写明交出人、接收人和原因"
        for name, text in (("from_whom", from_whom), ("to_whom", to_whom), ("reason", reason))
        if not text.strip()
    }
    if at > now:
        problems["at"] = "交接时间不能晚于现在"
    if problems:
        raise errors.Invalid(problems)
    async with database.unit_of_work():
        case = await queries.case_for_update(case_id)
        await held(case_id, actor=actor, now=now, statuses={case["status"]})
        found = await _of_case(case_id, evidence_id)
        last = (await custody([evidence_id]))[evidence_id][-1:]
        if last and at < last[0]["at"]:
            raise errors.Invalid({"at": "交接时间不能早于上一次交接"})
        if last and from_whom.strip() != last[0]["to_whom"]:
            raise errors.Invalid({"from_whom": "交出人须是上一次的接收人%(name)s"}, name=last[0]["to_whom"])
        await _pass_on(
            evidence_id,
            at=at,
            hands=(from_whom.strip(), to_whom.strip()),
            place=place.strip(),
            reason=reason.strip(),
            actor=actor,
            now=now,
        )
        await record.record_event(
            PenaltyCase,
            case_id,
            "custody",
            actor=actor,
            now=now,
            reason=reason.strip(),
            data={"evidence": found["position"], "to": to_whom.strip()},
        )


async def _pass_on(
    evidence_id: UUID,
    *,
    at: datetime,
    hands: tuple[str, str],
    place: str,
    reason: str,
    actor: Actor,
    now: datetime,
) -> None:
    await database.execute(
        """insert into evidence_custody (id, evidence, at, from_whom, to_whom, place, reason, recorded_by, recorded_at)
           values ($1,$2,$3,$4,$5,$6,$7,$8,$9)""",
        uuid4(),
        evidence_id,
        at,
        *hands,
        place,
        reason,
        actor.name,
        now,
    )


async def custody(evidence_ids: list[UUID]) -> dict[UUID, list[Row]]:
    """The hands that these pieces went through, each oldest first."""
    found: dict[UUID, list[Row]] = {each: [] for each in evidence_ids}
    for row in await database.rows(
        "select * from evidence_custody where evidence = any($1::uuid[]) order by at, recorded_at",
        evidence_ids,
    ):
        found[row["evidence"]].append(row)
    return found


async def _of_case(case_id: UUID, evidence_id: UUID) -> Row:
    found = await database.row(
        "select * from case_evidence where id = $1 and case_id = $2", evidence_id, case_id
    )
    if found is None:
        raise errors.NotFound
    return found


# --- exclusion and verification -------------------------------------------------------------------------------


async def exclude(
    case_id: UUID, evidence_id: UUID, *, ground: str, reason: str, actor: Actor, now: datetime
) -> None:
    """Let nothing rest on a piece any more; it stays in the file and on the list, marked. Raises Invalid, AlreadyMoved."""
    if ground not in EXCLUSIONS:
        raise errors.Invalid({"ground": "请选择排除证据的理由"})
    why = doors.said(reason)
    async with database.unit_of_work():
        await held(
            case_id,
            actor=actor,
            now=now,
            statuses=permissions_evidence.BEFORE_DECISION,
            by=EXCLUDERS,
        )
        found = await _of_case(case_id, evidence_id)
        if await database.value("select 1 from evidence_exclusion where evidence = $1", evidence_id):
            raise errors.AlreadyMoved
        await database.execute(
            """insert into evidence_exclusion (id, evidence, ground, reason, excluded_on, person, person_name)
               values ($1,$2,$3,$4,$5,$6,$7)""",
            uuid4(),
            evidence_id,
            ground,
            why,
            beijing.legal_day(now),
            actor.person_id,
            actor.name,
        )
        await record.record_event(
            PenaltyCase,
            case_id,
            "exclude",
            actor=actor,
            now=now,
            reason=why,
            data={"evidence": found["position"], "ground": ground},
            cites=(PENALTY_LAW.article(46, 3) if ground == "illegal" else PENALTY_LAW.article(46, 2),),
        )


async def verify(folder: Path, case_id: UUID, *, actor: Actor, now: datetime) -> int:
    """Read every file of the case's evidence and compare it with the registered hash; how many are wrong now.

    A file that changed or is gone raises the alarm once; when the registered bytes are back the alarm ends.
    """
    async with database.unit_of_work():
        return await _verify(
            folder,
            await database.rows(
                """select e.*, c.number, c.organ from case_evidence as e join penalty_case as c on c.id = e.case_id
                   where e.case_id = $1 and e.attachment is not null""",
                case_id,
            ),
            actor=actor,
            now=now,
        )


async def verify_open(folder: Path, *, actor: Actor, now: datetime) -> int:
    """The same for every open case: the daily round."""
    return await _verify(
        folder,
        await database.rows(
            """select e.*, c.number, c.organ from case_evidence as e join penalty_case as c on c.id = e.case_id
               where e.attachment is not null and c.status = any($1::text[]) order by e.case_id, e.position""",
            sorted(OPEN),
        ),
        actor=actor,
        now=now,
    )


async def _verify(folder: Path, pieces: list[Row], *, actor: Actor, now: datetime) -> int:
    known = await database.rows(
        "select id, evidence from evidence_alarm where restored_at is null and evidence = any($1::uuid[])",
        [each["id"] for each in pieces],
    )
    alarms = {each["evidence"]: each["id"] for each in known}
    wrong = 0
    for piece in pieces:
        found = await attachments.hash_now(folder, piece["attachment"])
        if found == piece["sha256"]:
            if piece["id"] in alarms:
                await database.execute(
                    "update evidence_alarm set restored_at = $2 where id = $1", alarms[piece["id"]], now
                )
                await _warn_changed(piece, "evidence_restored", actor=actor, now=now)
            continue
        wrong += 1
        if piece["id"] not in alarms:
            await database.execute(
                """insert into evidence_alarm (id, evidence, found_at, what, found_sha256, restored_at)
                   values ($1,$2,$3,$4,$5,null)""",
                uuid4(),
                piece["id"],
                now,
                "changed" if found else "missing",
                found,
            )
            await _warn_changed(piece, "evidence_changed", actor=actor, now=now)
    return wrong


async def _warn_changed(piece: Row, action: str, *, actor: Actor, now: datetime) -> None:
    await record.record_event(
        PenaltyCase,
        piece["case_id"],
        action,
        actor=actor,
        now=now,
        data={"evidence": piece["position"]},
        cites=(PENALTY_LAW.article(46, 2),),
    )
    if action == "evidence_changed":
        await notices.tell(
            N_("%(number)s的第%(position)s号证据文件与登记时不一致，请查明"),
            f"/desk/cases/{piece['case_id']}/evidence",
            kind="evidence_changed",
            now=now,
            organ_id=piece["organ"],
            number=piece["number"],
            position=piece["position"],
        )


# --- reading --------------------------------------------------------------------------------------------------


async def of_case(case_id: UUID) -> list[Row]:
    """The pieces of a case with what became of them, in order."""
    found = await database.rows(
        """select e.*, x.ground as excluded, x.reason as excluded_why, x.excluded_on, x.person_name as excluded_by,
                  a.what as alarm, a.found_at as alarm_at, document.number as receipt_number
           from case_evidence as e left join evidence_exclusion as x on x.evidence = e.id
                left join evidence_alarm as a on a.evidence = e.id and a.restored_at is null
                left join document on document.id = e.receipt
           where e.case_id = $1 order by e.position""",
        case_id,
    )
    return [{**each, "obtained_by": json.loads(each["obtained_by"])} for each in found]
