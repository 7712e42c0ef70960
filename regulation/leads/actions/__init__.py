"""What is done in leads."""

from regulation.leads.actions.cases import case_declined, case_opened, case_proposed
from regulation.leads.actions.raising import raise_lead

__all__ = ["case_declined", "case_opened", "case_proposed", "raise_lead"]
