"""All pages of recruiting accounts, and their section on the page of a firm."""

from app.public import firm_sections
from app.recruiter_accounts import desk_pages, firm_pages, public_pages, section, undeclared

HANDLERS = [*public_pages.HANDLERS, *firm_pages.HANDLERS, *undeclared.HANDLERS, *desk_pages.HANDLERS]
firm_sections.PROVIDERS.append(section.accounts)
