"""All pages of inspections."""

from typing import Any

from app.inspections import (
    amendment_pages,
    approval_pages,
    calendar_pages,
    conflict_pages,
    device_pages,
    door_pages,
    draw_pages,
    field_pages,
    item_pages,
    lead_pages,
    partner_pages,
    party_pages,
    plan_pages,
    public_draw_pages,
    public_pages,
    public_plan_pages,
    result_pages,
    room_pages,
    roster_pages,
    sections,
    special_pages,
    standing_rosters,
    today_pages,
    undisturbed_pages,
    verify_pages,
    visit_pages,
)

#: Imported for what it adds to the pages of firms.
SECTIONS = sections

HANDLERS: list[Any] = [
    *verify_pages.HANDLERS,
    *public_pages.HANDLERS,
    *public_plan_pages.HANDLERS,
    *plan_pages.HANDLERS,
    *lead_pages.HANDLERS,
    *undisturbed_pages.HANDLERS,
    *standing_rosters.HANDLERS,
    *item_pages.HANDLERS,
    *conflict_pages.HANDLERS,
    *special_pages.HANDLERS,
    *public_draw_pages.HANDLERS,
    *draw_pages.HANDLERS,
    *partner_pages.HANDLERS,
    *room_pages.HANDLERS,
    *roster_pages.HANDLERS,
    *party_pages.HANDLERS,
    *amendment_pages.HANDLERS,
    *today_pages.HANDLERS,
    *field_pages.HANDLERS,
    *device_pages.HANDLERS,
    *calendar_pages.HANDLERS,
    *visit_pages.HANDLERS,
    *approval_pages.HANDLERS,
    *door_pages.HANDLERS,
    *result_pages.HANDLERS,
]
