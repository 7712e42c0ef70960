"""What everybody may see before anything is drawn: the list of items with its versions, and the plans."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Response, get

from app import clock
from app.inspections import words
from app.shell import i18n, open_data
from app.shell.i18n import gettext as _
from app.shell.render import page
from regulation import errors
from regulation.accounts import organs
from regulation.casework import decrees, documents
from regulation.firms.status import REGISTRATION_KINDS
from regulation.inspections import items, parameters, rules
from regulation.inspections.items import Item, ItemList
from regulation.inspections.queries import lists, plans
from regulation.inspections.status import PLAN_NAMES, PlanStatus
from reports.exports import csv as csv_export
from reports.exports.columns import Column

Ask = Request[Any, Any, Any]
PUBLIC = {"public": True}


async def versions() -> list[dict[str, Any]]:
    """All versions there are: the one that came with the program, and what organs adopted; the newest first."""
    since = items.ITEM_LIST.since(clock.today())
    adopted = [
        {
            "version": each["version"],
            "organ": each["organ_name_en" if i18n.language() == i18n.ENGLISH else "organ_name"],
            "from_on": each["from_on"],
            "decree": each["decree_number"],
            "based_on": each["based_on"],
            "count": len(lists.list_of(each).items),
            "note": each["note"],
        }
        for each in await lists.adopted()
    ]
    brought = {
        "version": since.value.version,
        "organ": "",
        "from_on": since.in_force_from,
        "decree": "",
        "based_on": "",
        "count": len(since.value.items),
        "note": "",
    }
    return [*adopted, brought]


@get("/draws/items", opt=PUBLIC, include_in_schema=False)
async def item_list(request: Ask) -> Response[Any]:
    """The list that holds for the city today; `?organ=` shows a district's own."""
    organ = await _organ(request)
    current = await lists.current(organ["id"] if organ else None, clock.today())
    return await _items(request, current.list, current, organ)


async def _organ(request: Ask) -> dict[str, Any] | None:
    code = request.query_params.get("organ", "")
    return next((each for each in await organs.all_organs() if each["code"] == code), None)


async def _items(
    request: Ask, list_: ItemList, current: lists.Current | None, organ: dict[str, Any] | None = None
) -> Response[Any]:
    known = await versions()
    this = next(each for each in known if each["version"] == list_.version)
    before = await lists.version(this["based_on"]) if this["based_on"] else None
    return page(
        "inspections/items.html",
        request,
        list=list_,
        this=this,
        current=current,
        organ=organ,
        versions=known,
        before=before,
        difference=items.difference(before, list_) if before else None,
        kinds=REGISTRATION_KINDS,
        ways=items.WAYS,
        levels=items.LEVELS,
        field_names=words.ITEM_FIELDS,
        basis=items.ITEM_LIST.since(clock.today()).citation,
        breadcrumbs=[(_("随机抽查"), "/draws"), (_("随机抽查事项清单"), None)],
    )


def _row(item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "label": item.label,
        "kind": "key" if item.is_key else "general",
        "way": item.way,
        "method": item.method,
        "problem": item.problem,
        "basis": [each.zh for each in item.basis],
        "yearly": item.yearly,
        "level": item.level,
        "department": item.department,
        "only": item.only,
    }


@get(
    "/draws/items.json",
    opt=PUBLIC,
    operation_class=open_data.listing(
        "Items that a drawn inspection may check",
        organ=(open_data.TEXT, "code of the organ; without it the city's list"),
    ),
)
async def items_json(request: Ask) -> dict[str, Any]:
    """The list in force, as data."""
    organ = await _organ(request)
    current = await lists.current(organ["id"] if organ else None, clock.today())
    rows = [_row(each) for each in current.list.items]
    return {
        "version": current.list.version,
        "from": current.from_on.isoformat(),
        "decree": current.decree_number,
        "total": len(rows),
        "rows": rows,
    }


@get("/draws/items.csv", opt=PUBLIC, include_in_schema=False)
async def items_csv(request: Ask) -> Response[bytes]:
    """The same list for a spreadsheet."""
    organ = await _organ(request)
    current = await lists.current(organ["id"] if organ else None, clock.today())
    rows = [_row(each) for each in current.list.items]
    body = b"".join(
        csv_export.chunks(
            [Column(name) for name in rows[0]],
            [
                ["；".join(cell) if isinstance(cell, list) else cell for cell in each.values()]
                for each in rows
            ],
        )
    )
    headers = {"Content-Disposition": f'attachment; filename="items-{current.list.version}.csv"'}
    return Response(body, media_type="text/csv; charset=utf-8", headers=headers)


@get("/draws/items/{version:str}", opt=PUBLIC, include_in_schema=False)
async def item_version(request: Ask, version: str) -> Response[Any]:
    """One version as it stands for ever, and what it changed."""
    return await _items(request, await lists.version(version), None)


@get("/draws/plans/{plan_id:uuid}", opt=PUBLIC, include_in_schema=False)
async def public_plan(request: Ask, plan_id: UUID) -> Response[Any]:
    """One public plan: organ, scope, items, rates, months, numbers; the versions before and after it."""
    plan = await plans.public_plan(plan_id)
    papers = await documents.of_matter("inspection_plan", plan_id)
    return page(
        "inspections/public_plan.html",
        request,
        plan=plan,
        list=items.version(plan["items_version"]),
        status_name=_(PLAN_NAMES[PlanStatus(plan["status"])]),
        tone=words.PLAN_TONES[PlanStatus(plan["status"])],
        kinds=REGISTRATION_KINDS,
        ways=items.WAYS,
        tiers=words.TIER_WORDS,
        numbers={str(line["id"]): line["expected"] for line in plan["lines"]},
        versions=await plans.versions(plan["organ"], plan["year"]),
        paper=papers[-1] if papers else None,
        due=rules.plan_due(plan["year"]),
        rates=await decrees.in_force(parameters.RATES, plan["organ"], plan["adopted_on"]),
        basis=rules.PLAN.citation,
        breadcrumbs=[(_("随机抽查"), "/draws"), (plan["title"], None)],
    )


@get(
    "/draws/plans/{plan_id:uuid}/plan.json",
    opt=PUBLIC,
    operation_class=open_data.thing(
        "A yearly inspection plan", "With the numbers of the day of its adoption."
    ),
)
async def plan_json(plan_id: UUID) -> dict[str, Any]:
    """The plan as data."""
    plan = await plans.public_plan(plan_id)
    keys = ("number", "year", "title", "status", "version", "body", "scope", "items_version", "change_reason")
    if plan["adopted_on"] is None:
        raise errors.NotFound
    return {
        **{key: plan[key] for key in keys},
        "organ": plan["organ_name"],
        "adopted_on": plan["adopted_on"].isoformat(),
        "rounds": [
            {
                "month": line["month"],
                "title": line["title"],
                "registrations": line["kinds"],
                "reported_year": line["reported_year"],
                "method": line["method"],
                "items": line["items"],
                "at_least": line["at_least"],
                "rates": {tier: [rate.num, rate.den] for tier, rate in line["rates"].items()},
                "expected": line["expected"],
            }
            for line in plan["lines"]
        ],
    }


HANDLERS = [item_list, items_json, items_csv, item_version, public_plan, plan_json]
