"""All pages of job fairs."""

from app.job_fairs import desk_pages, firm_pages, public_pages

HANDLERS = [*public_pages.HANDLERS, *firm_pages.HANDLERS, *desk_pages.HANDLERS]
