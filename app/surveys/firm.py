"""The respondent's addresses of the statistics, and its receipts on the public page of verification."""

from app.public import verify
from app.surveys import firm_filling, firm_signing, firm_workbook

HANDLERS = [*firm_workbook.HANDLERS, *firm_signing.HANDLERS, *firm_filling.HANDLERS]

verify.KEPT_APART.append(firm_signing.paper_of)
