"""Reading: who could be ordered to file a missed report, lists of such orders, and reports that arrived since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.annual_reports.queries import missing
from regulation.penalties import permissions
from regulation.penalties.rules import missed_reports as rules
from regulation.penalties.status import Source

if TYPE_CHECKING:
    from uuid import UUID

    from regulation.actor import Actor
    from regulation.annual_reports.queries.windows import Known

Row = dict[str, Any]


async def standing_order(source_number: str) -> Row | None:
    """The order that was issued for a report and not withdrawn."""
    return await database.row(
        """select * from correction_order
            where source_kind = $1 and source_number = $2 and status <> 'withdrawn'""",
        Source.REPORT_MISSED,
        source_number,
    )


async def candidates(actor: Actor, known: Known, *, organ_code: str = "") -> list[Row]:
    """Who has not filed, within reach, each with the order that stands for the report, if one does."""
    window = known.window
    found = await missing.firms(window, None if actor.is_municipal else actor.organ_id)
    chosen = [each for each in found if not organ_code or each["organ_code"] == organ_code]
    sources = {rules.source_number(window.kind, window.year, each["number"]): each for each in chosen}
    orders = await database.rows(
        """select id, number, status, source_number, due_on, served_on from correction_order
            where source_kind = $1 and source_number = any($2::text[]) and status <> 'withdrawn'""",
        Source.REPORT_MISSED,
        list(sources),
    )
    by_source = {each["source_number"]: each for each in orders}
    rows = []
    for source, firm in sources.items():
        order = by_source.get(source, {})
        rows.append(
            {
                **firm,
                "order_id": order.get("id"),
                "order_number": order.get("number"),
                "order_status": order.get("status", "none"),
                "due_on": order.get("due_on"),
            }
        )
    return rows


async def visible_batch(actor: Actor, batch_id: UUID) -> Row:
    """A list of orders of an organ within reach, with its counts. Raises NotFound."""
    found = await database.row(
        """select batch.*, organ.name as organ_name,
                  count(*) as total, count(*) filter (where outcome = 'waiting') as waiting,
                  count(*) filter (where outcome = 'issued') as issued,
                  count(*) filter (where outcome = 'skipped') as skipped
             from order_batch as batch join order_batch_item as item on item.batch = batch.id
                  join organ on organ.id = batch.organ
            where batch.id = $1 group by batch.id, organ.name""",
        batch_id,
    )
    if found is None:
        raise errors.NotFound
    permissions.check_may_see(actor, found)
    return found


async def own_batch(actor: Actor, batch_id: UUID) -> Row:
    """The same, for who made it. Raises NotFound for anybody else."""
    found = await visible_batch(actor, batch_id)
    if found["created_by"] != actor.person_id:
        raise errors.NotFound
    return found


async def items(batch_id: UUID, *, outcome: str = "", limit: int = 200) -> list[Row]:
    """The firms of a list, in order."""
    return await database.rows(
        """select item.*, firm.id as firm_id, firm.number as firm_number, firm.name as firm_name,
                  correction_order.number as order_number
             from order_batch_item as item join firm on firm.id = item.firm
                  left join correction_order on correction_order.id = item.correction_order
            where item.batch = $1 and ($2 = '' or outcome = $2) order by position limit $3""",
        batch_id,
        outcome,
        limit,
    )


async def batches(actor: Actor, *, limit: int = 20) -> list[Row]:
    """The lists of the organs within reach, newest first."""
    return await database.rows(
        """select batch.*, (select count(*) from order_batch_item where batch = batch.id) as total
             from order_batch as batch where $1::uuid is null or organ = $1 order by created_at desc limit $2""",
        None if actor.is_municipal else actor.organ_id,
        limit,
    )


_SERVING = "select id, number, party_name, issued_on, due_on, status, organ from correction_order"


async def unserved(actor: Actor, *, limit: int) -> list[Row]:
    """Orders for missed reports of the reader's own organ that were issued and not served, the first to fall due first."""
    return await database.rows(
        f"""{_SERVING} where source_kind = $1 and status = 'issued' and organ = $2
             order by due_on, number limit $3""",
        Source.REPORT_MISSED,
        actor.organ_id,
        limit,
    )


async def of_ids(actor: Actor, order_ids: list[UUID]) -> dict[UUID, Row]:
    """These orders, as far as they are within reach."""
    found = await database.rows(f"{_SERVING} where id = any($1::uuid[])", order_ids)
    return {each["id"]: each for each in found if actor.in_scope_of(each["organ"])}


async def answered_orders(firm_id: UUID | None = None) -> list[Row]:
    """Orders still open whose report was filed since, of one firm or of all."""
    return await database.rows(
        """select standing.id, standing.number, standing.organ, standing.party_name, report.filed_at,
                  report.number as report_number
             from correction_order as standing join firm on firm.id = standing.firm
                  join annual_report as report on report.firm = standing.firm and report.status <> 'draft'
                   and standing.source_number = (case report.kind when 'dispatch' then '派报' else '年报' end)
                       || '〔' || report.year || '〕' || firm.number
            where standing.source_kind = 'report_missed' and standing.status in ('issued', 'served')
              and ($1::uuid is null or standing.firm = $1)
            order by report.filed_at""",
        firm_id,
    )


async def of_source(source_number: str) -> Row | None:
    """The report behind a source number as it stands now, for the order's and the case's page; None for no report."""
    named = rules.missed(source_number)
    if named is None:
        return None
    found = await database.row(
        """select firm.id as firm_id, firm.number as firm_number, firm.name as firm_name, report_window.id as window_id,
                  report_window.opens_on, report_window.closes_on, report_window.notice, report.status, report.number,
                  report.filed_at, report.version
             from firm join report_window on report_window.year = $2 and report_window.kind = $3
                  left join annual_report as report on report.firm = firm.id and report.report_window = report_window.id
            where firm.number = $1""",
        named.firm_number,
        named.year,
        named.kind,
    )
    if found is None:
        return None
    reminded = await missing.reminders(found["firm_id"], found["window_id"])
    return {**found, "kind": named.kind, "year": named.year, "reminded": reminded}
