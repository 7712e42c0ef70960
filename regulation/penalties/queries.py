"""Reading orders and cases: the doors, the lists, what belongs to a case."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.casework import at_hand, calendar
from regulation.penalties import permissions, queries_party, thresholds
from regulation.penalties.rules import benchmarks, deadlines, fines, jurisdiction, procedure
from regulation.penalties.rules.evidence import Piece, changed_refused, standing
from regulation.penalties.rules.violations import VIOLATIONS, Ground, Measure
from regulation.penalties.status import OPEN

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]
ORDERS = {
    "due": "due.due_on, matter.id",
    "number": "matter.number",
    "newest": "matter.number desc",
    "party": "matter.party_name",
}


def read(found: Row | None) -> Row:
    """A row with its JSON read. Raises NotFound for none."""
    if found is None:
        raise errors.NotFound
    for name in ("party", "officers", "noticed"):
        if isinstance(found.get(name), str):
            found[name] = json.loads(found[name])
    return found


# --- one order, one case --------------------------------------------------------------------------


async def order_for_update(order_id: UUID) -> Row:
    at_hand.take("correction_order", order_id)
    return read(await database.row("select * from correction_order where id = $1 for update", order_id))


async def orders_of_finding(source_number: str) -> list[Row]:
    """Orders to correct that follow from a visit, by the visit's number, oldest first; withdrawn ones too."""
    return await database.rows(
        """select id, number, status, issued_on, due_on, served_on, rechecked_on, recheck, refused_on, document
           from correction_order where source_kind = 'finding' and source_number = $1 order by issued_on, number""",
        source_number,
    )


#: Who presides at the hearing under the notice that holds, and who records it: they keep apart from other parts.
_HEARING = """left join case_hearing as h on h.case_id = penalty_case.id
    and h.notice_document = penalty_case.notice_document and h.status in ('asked', 'called', 'held', 'reported')"""


async def case_for_update(case_id: UUID) -> Row:
    at_hand.take("penalty_case", case_id)
    return await _with_law(
        read(
            await database.row(
                f"""select penalty_case.*, h.chair as hearing_chair, h.recorder as hearing_recorder
                    from penalty_case {_HEARING} where penalty_case.id = $1 for update of penalty_case""",  # noqa: S608
                case_id,
            )
        )
    )


async def _with_law(case: Row) -> Row:
    """The case with its chosen basis and how the discretion was used, both None until there is one."""
    for name, table in (("basis", "case_basis"), ("weighing", "case_weighing")):
        case[name] = await database.row(
            f"select * from {table} where case_id = $1 order by position desc limit 1",  # noqa: S608
            case["id"],
        )
    if VIOLATIONS[case["violation"]].refunds:
        case["victims_refunded"] = await database.value(
            """select coalesce(sum(amount), 0) from case_refund join case_victim on case_victim.id = victim
               where case_id = $1 and struck_at is null""",
            case["id"],
        )
    return case


async def case_row(case_id: UUID) -> Row | None:
    """A case as it is stored; the caller asks who may see it."""
    return await database.row("select * from penalty_case where id = $1", case_id)


async def visible_order(actor: Actor, order_id: UUID) -> Row:
    """The one door to an order: NotFound unless it is the reader's organ's."""
    found = read(
        await database.row(
            """select correction_order.*, organ.name as organ_name, firm.number as firm_number
               from correction_order join organ on organ.id = correction_order.organ
                    left join firm on firm.id = correction_order.firm where correction_order.id = $1""",
            order_id,
        )
    )
    permissions.check_may_see(actor, found)
    at_hand.take("correction_order", order_id)
    return found


async def own_order(actor: Actor, order_id: UUID) -> Row:
    """The party's door: a served order against one's own firm. Raises NotFound."""
    found = read(await database.row("select * from correction_order where id = $1", order_id))
    if not actor.acts_for_firm(found["firm"]) or found["served_on"] is None:
        raise errors.NotFound
    at_hand.take("correction_order", order_id)
    return found


_CASE = f"""
    select penalty_case.*, h.chair as hearing_chair, h.recorder as hearing_recorder, h.status as hearing_status,
           h.told_on as hearing_told_on, h.takes_place_on as hearing_on,
           exists (select from case_chair_challenge as q where q.hearing = h.id and q.answer = '') as hearing_challenged,
           exists (select from case_handling as n where n.case_id = penalty_case.id) as has_handling,
           (select served_on from case_outcome as e where e.case_id = penalty_case.id) as outcome_served_on,
           (select proposed_by from publicity_redaction as t
             where t.case_id = penalty_case.id and t.status = 'proposed') as publicity_proposed_by,
           organ.name as organ_name, firm.number as firm_number, o.number as order_number,
           o.due_on as order_due_on, o.refused_on as order_refused_on, o.status as order_status, o.recheck as order_recheck
    from penalty_case join organ on organ.id = penalty_case.organ left join firm on firm.id = penalty_case.firm
         left join correction_order as o on o.id = penalty_case.correction_order
         {_HEARING}
"""  # noqa: S608 - a text written here


async def visible_case(actor: Actor, case_id: UUID) -> Row:
    """The one door to a case: NotFound unless it is the reader's organ's."""
    found = read(await database.row(f"{_CASE} where penalty_case.id = $1", case_id))
    permissions.check_may_see(actor, found)
    return await _with_law(found)


async def any_case(case_id: UUID) -> Row:
    """A case behind another door than the desk's: the caller asks who may see it. Raises NotFound."""
    return read(await database.row(f"{_CASE} where penalty_case.id = $1", case_id))


async def own_case(actor: Actor, case_id: UUID) -> Row:
    """The party's door: a case against one's own firm, from the notice on. Raises NotFound."""
    found = read(await database.row(f"{_CASE} where penalty_case.id = $1", case_id))
    permissions.check_party_may_see(actor, found)
    at_hand.take("penalty_case", case_id)
    at_hand.take("penalty_case", case_id)
    return found


async def evidence(case_id: UUID) -> list[Row]:
    return await database.rows("select * from case_evidence where case_id = $1 order by position", case_id)


async def standing_evidence(case_id: UUID) -> list[Row]:
    """What notices and decisions may rest on: what was excluded is left out."""
    return await database.rows(
        """select * from case_evidence as e where case_id = $1
             and not exists (select from evidence_exclusion as x where x.evidence = e.id) order by position""",
        case_id,
    )


async def pieces(case_id: UUID) -> list[Piece]:
    """The evidence as the rules see it."""
    found = await database.rows(
        """select x.id is not null as excluded, a.id is not null as changed
           from case_evidence as e left join evidence_exclusion as x on x.evidence = e.id
                left join evidence_alarm as a on a.evidence = e.id and a.restored_at is null
           where e.case_id = $1""",
        case_id,
    )
    return [Piece(**each) for each in found]


async def statements(case_id: UUID) -> list[Row]:
    return await database.rows("select * from case_statement where case_id = $1 order by at", case_id)


# --- what the rules see -----------------------------------------------------------------------------


def proposal_of(case: Row) -> fines.Proposal:
    """What is proposed in a case now."""
    weighed = case.get("weighing") or {}
    return fines.Proposal(
        fine=case["fine"],
        confiscated=case["confiscated"],
        refunded=case["refunded"],
        gains=case["gains"],
        heads=case["heads"],
        measures=tuple(Measure(each) for each in case["measures"]),
        mitigation=case["mitigation"],
        child_months=weighed.get("child_months", 0),
        is_serious=weighed.get("is_serious", False),
        is_unregistered=weighed.get("is_unregistered", False),
        refund_days=weighed.get("refund_days", 0),
    )


def noticed_of(case: Row) -> fines.Proposal:
    """What was announced to the party; nothing where nothing was."""
    said = case["noticed"] or {}
    return fines.Proposal(
        fine=Decimal(said.get("fine", "0")),
        confiscated=Decimal(said.get("confiscated", "0")),
        measures=tuple(Measure(each) for each in said.get("measures", [])),
    )


def has_fine_without_gains(case: Row) -> bool:
    """A fine whose article speaks of gains where none were found, and no order was refused."""
    violation = VIOLATIONS[case["violation"]]
    return (
        bool(case["fine"])
        and violation.ground is Ground.GAINS
        and not case["gains"]
        and case["ground"] == "gains"
    )


async def progress(case: Row) -> procedure.Progress:
    """How far the case has come, for the list of what is missing."""
    spoken = await database.value(
        """select count(*) from case_statement where case_id = $1
             and at >= (select issued_at from document where document.id = $2)""",
        case["id"],
        case["notice_document"],
    )
    known = await pieces(case["id"])
    held = await database.row(
        """select h.status, array(select ground from case_review_need as n where n.case_id = $1) as stated
           from (select 1) as one left join case_hearing as h on h.case_id = $1 and h.notice_document = $2
                 and h.status in ('asked', 'called', 'held', 'reported')""",
        case["id"],
        case["notice_document"],
    )
    hearing_due_on = None
    if case["hearing_ground"] and case["notice_served_on"]:
        hearing_due_on = deadlines.HEARING_REQUEST.due(
            case["notice_served_on"], await calendar.current()
        ).due_on
    day = case["reported_on"] or case["discovered_on"]
    return procedure.Progress(
        evidence=standing(known),
        investigation=(changed_refused(known), *await _open_questions(case)),
        officers=sum(case[name] is not None for name in ("officer_a", "officer_b")),
        notice_served_on=case["notice_served_on"],
        statement_due_on=case["statement_due_on"],
        waived=case["has_waived"],
        statements=spoken,
        considered=case["considered_on"] is not None and bool(case["consideration"]),
        hearing_asked=case["hearing_asked_on"] is not None,
        hearing_held=case["hearing_held_on"] is not None,
        noticed=noticed_of(case),
        proposed=proposal_of(case),
        is_complicated=case["is_complicated"],
        fine_without_gains=has_fine_without_gains(case),
        review_passed=case["reviewed_on"] is not None,
        discussed=case["discussed_on"] is not None,
        off_precedence=bool(case.get("basis") and case["basis"]["is_off_precedence"]),
        is_person=is_person(case),
        threshold=await thresholds.threshold(case["organ"], day),
        hearing_due_on=hearing_due_on,
        hearing_reported=held is None or held["status"] in {None, "reported"},
        stated_grounds=frozenset(held["stated"] if held else ()),
        listed_from=await thresholds.reviewed_from(case["organ"], day),
    )


def is_person(case: Row) -> bool:
    """Whether the party is a human being."""
    return bool(case["party"].get("is_person"))


async def _open_questions(case: Row) -> list[fines.Refusal | None]:
    """A recusal nobody decided, a designation elsewhere, a party whose entry was merged, a fine for what may be the same act."""
    found = await database.row(
        """select (select count(*) from case_recusal where case_id = $1 and status = 'asked') as asked,
                  (select organ from case_designation where case_id = $1 and status = 'designated'
                   order by decided_on desc limit 1) as designated,
                  exists (select from firm where id = $2 and merged_into is not null) as merged""",
        case["id"],
        case["firm"],
    )
    if found is None:
        return []
    return [
        jurisdiction.recusal_open(found["asked"]),
        jurisdiction.designated_elsewhere(case["organ"], found["designated"]),
        jurisdiction.party_refused(is_merged=found["merged"]),
        await queries_party.twice_refused(case, (case.get("weighing") or {}).get("other_act", "")),
        *await _weighed_open(case),
    ]


async def _weighed_open(case: Row) -> list[fines.Refusal | None]:
    """Whether the measure as weighed still stands: the fine within its line, the ground of mitigation shown by what stands."""
    weighed = case.get("weighing") or {}
    within = None
    if weighed.get("tier_high") is not None:
        within = weighed["tier_low"], weighed["tier_high"]
    found = [
        benchmarks.outside_refused(within, case["fine"], mitigated=bool(case["mitigation"])),
    ]
    if case["mitigation"]:
        named = weighed.get("mitigation_evidence") or []
        standing_places = {each["position"] for each in await standing_evidence(case["id"])}
        found.append(
            fines.mitigation_refused(
                case["mitigation"],
                (*named, *(weighed.get("mitigation_heard") or [])),
                rejected=len(set(named) - standing_places),
            )
        )
    return [procedure.to_amend(each) for each in found]


# --- lists --------------------------------------------------------------------------------------------

_WHERE = """
    ($1::uuid is null or matter.organ = $1)
    and ($2 = '' or matter.number like '%' || $2 || '%' or matter.party_name like '%' || $2 || '%')
    and (cardinality($3::text[]) = 0 or matter.status = any($3))
    and (cardinality($4::text[]) = 0 or matter.violation = any($4))
    and (cardinality($5::text[]) = 0 or matter.source_kind = any($5))
    and (cardinality($6::text[]) = 0 or organ.code = any($6))
"""
_FACETS = {
    "status": "matter.status",
    "violation": "matter.violation",
    "source": "matter.source_kind",
    "organ": "organ.code",
}
_DUE = """left join lateral (
    select due_on, is_provisional, kind, period::jsonb ->> 'unit' as unit from clock
    where clock.matter_id = matter.id and met_on is null and stopped_reason = ''
      and kind not in ('reconsideration', 'litigation')
    order by due_on limit 1) as due on true"""


async def search_cases(
    actor: Actor,
    *,
    q: str = "",
    chosen: dict[str, Sequence[str]] | None = None,
    order: str = ORDERS["due"],
    limit: int = 25,
    offset: int = 0,
) -> tuple[int, list[Row], dict[str, dict[str, int]]]:
    """Cases within reach: total, rows, counts of each facet under all other choices."""
    return await _search("penalty_case", "matter.decided_on, matter.fine, matter.handler_name", actor, q, chosen or {}, order, limit, offset)  # fmt: skip


async def search_orders(
    actor: Actor,
    *,
    q: str = "",
    chosen: dict[str, Sequence[str]] | None = None,
    order: str = ORDERS["due"],
    limit: int = 25,
    offset: int = 0,
) -> tuple[int, list[Row], dict[str, dict[str, int]]]:
    """Orders to correct within reach."""
    return await _search("correction_order", "matter.due_on as correct_by, matter.issued_on", actor, q, chosen or {}, order, limit, offset)  # fmt: skip


async def _search(  # noqa: PLR0917 - the two lists share one statement
    table: str,
    columns: str,
    actor: Actor,
    q: str,
    chosen: dict[str, Sequence[str]],
    order: str,
    limit: int,
    offset: int,
) -> tuple[int, list[Row], dict[str, dict[str, int]]]:
    reach = None if actor.is_municipal else actor.organ_id
    picked = {name: list(chosen.get(name, ())) for name in _FACETS}
    source = f"{table} as matter join organ on organ.id = matter.organ"
    args = (reach, q, *picked.values())
    total = await database.value(f"select count(*) from {source} where {_WHERE}", *args)  # noqa: S608
    rows = await database.rows(
        f"""select matter.id, matter.number, matter.status, matter.violation, matter.party_name, matter.firm,
                   matter.source_kind, matter.source_number, organ.name as organ_name, {columns},
                   due.due_on, due.is_provisional, due.kind as due_kind, due.unit
            from {source} {_DUE} where {_WHERE} order by {order}, matter.id limit $7 offset $8""",  # noqa: S608 - names written here
        *args,
        limit,
        offset,
    )
    facets: dict[str, dict[str, int]] = {}
    for name, column in _FACETS.items():
        without = [[] if other == name else picked[other] for other in _FACETS]
        counted = await database.rows(
            f"select {column} as value, count(*) as n from {source} where {_WHERE} group by 1 order by 2 desc, 1",  # noqa: S608
            reach,
            q,
            *without,
        )
        facets[name] = {each["value"]: each["n"] for each in counted}
    return total, rows, facets


async def of_source(actor: Actor, source_kind: str, source_number: str) -> tuple[list[Row], list[Row]]:
    """Orders and cases that came of something, within reach: for the page of the source."""
    reach = None if actor.is_municipal else actor.organ_id
    found = []
    for table in ("correction_order", "penalty_case"):
        found.append(
            await database.rows(
                f"""select id, number, status, violation, party_name from {table}
                    where source_kind = $1 and source_number = $2 and ($3::uuid is null or organ = $3)
                    order by number""",  # noqa: S608
                source_kind,
                source_number,
                reach,
            )
        )
    return found[0], found[1]


async def cases_of_order(order_id: UUID) -> list[Row]:
    return await database.rows(
        "select id, number, status from penalty_case where correction_order = $1 order by number", order_id
    )


async def of_firm(firm_id: UUID) -> tuple[list[Row], list[Row]]:
    """Orders and cases against a firm, newest first; the caller asks who may see which."""
    orders = await database.rows(
        "select * from correction_order where firm = $1 order by issued_on desc, number desc", firm_id
    )
    cases = await database.rows(
        "select * from penalty_case where firm = $1 order by proposed_at desc", firm_id
    )
    return [read(each) for each in orders], [read(each) for each in cases]


async def refused_orders(actor: Actor, *, firm_id: UUID | None = None, limit: int = 200) -> list[Row]:
    """Orders of one's organ that were refused and have no case yet."""
    return await database.rows(
        """select o.id, o.number, o.party_name, o.violation, o.refused_on, o.firm from correction_order as o
           where o.status = 'refused' and o.organ = $1 and ($2::uuid is null or o.firm = $2)
             and not exists (select 1 from penalty_case as c where c.correction_order = o.id
                             and c.status not in ('not_opened', 'withdrawn', 'quashed'))
           order by o.refused_on limit $3""",
        actor.organ_id,
        firm_id,
        limit,
    )


async def waiting(organ_id: UUID) -> tuple[list[Row], list[Row]]:
    """Open orders and cases of an organ with the next day of the law, for the desk."""
    orders = await database.rows(
        f"""select matter.id, matter.number, matter.status, matter.party_name, matter.due_on as correct_by, due.due_on,
                   due.is_provisional, due.unit
            from correction_order as matter {_DUE}
            where matter.organ = $1 and matter.status in ('issued', 'served') order by due.due_on, matter.number""",  # noqa: S608
        organ_id,
    )
    cases = await database.rows(
        f"""select matter.id, matter.number, matter.status, matter.party_name, matter.is_complicated, matter.fine,
                   matter.handler, matter.hearing_held_on, matter.reviewed_on, due.due_on, due.is_provisional, due.kind,
                   due.unit
            from penalty_case as matter {_DUE}
            where matter.organ = $1 and matter.status = any($2::text[]) order by due.due_on, matter.number""",  # noqa: S608
        organ_id,
        sorted(OPEN),
    )
    return orders, cases


async def source_behind(case: Row) -> str:
    """Where a case comes from in the end: the source of the order that was refused, else its own."""
    if case["correction_order"] is None:
        return str(case["source_number"])
    found: str = await database.value(
        "select source_number from correction_order where id = $1", case["correction_order"]
    )
    return found
