"""All addresses of the area, and its part of a firm's public page."""

from app.annual_reports import (
    dashboard,
    desk,
    filling,
    public_pages,
    public_section,
    signing,
    target_pages,
    windows,
    workbooks,
)
from app.public import firm_sections

HANDLERS = [
    *workbooks.HANDLERS,
    *filling.HANDLERS,
    *signing.HANDLERS,
    *windows.HANDLERS,
    *dashboard.HANDLERS,
    *desk.HANDLERS,
    *public_pages.HANDLERS,
    *target_pages.HANDLERS,
]

firm_sections.PROVIDERS.append(public_section.annual_reports)
