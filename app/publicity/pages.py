"""The pages of the area."""

from app.penalties import case_sections
from app.publicity import batch_pages, correction_pages, firm_pages

case_sections.PROVIDERS.append(correction_pages.of_case)
HANDLERS = [*batch_pages.HANDLERS, *correction_pages.HANDLERS, *firm_pages.HANDLERS]
