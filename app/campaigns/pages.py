"""All pages of special campaigns."""

from app.campaigns import cube_pages, figure_pages, plan_pages, public_pages

HANDLERS = [
    *plan_pages.HANDLERS,
    *figure_pages.HANDLERS,
    *cube_pages.HANDLERS,
    *public_pages.HANDLERS,
]
