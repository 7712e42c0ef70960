"""Leads to cases."""

from __future__ import annotations

from typing import Any

from piccolo.columns import UUID, Array, Boolean, Date, ForeignKey, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check
from piccolo.table import Table

from regulation.accounts.tables import Organ
from regulation.firms.tables import Firm


class CaseLead(Table, tablename="case_lead"):
    """A sign that somebody broke a rule: where it came from, whom it is about, what became of it."""

    id = UUID(primary_key=True)
    number = Varchar(length=80, unique=True)
    status = Varchar(length=20, index=True)
    organ = ForeignKey(references=Organ, on_delete=OnDelete.restrict, index=True)
    source_kind = Varchar(length=16)
    source_number = Varchar(
        length=100, default="", help_text="of the matter it came from; empty for what an official noticed"
    )
    firm = ForeignKey(references=Firm, null=True, default=None, on_delete=OnDelete.restrict, index=True)
    party_name = Varchar(length=200, help_text="name of the firm or of the unregistered intermediary")
    party_address = Varchar(length=300, default="")
    violations = Array(base_column=Varchar(length=8), default=list)
    facts = Text()
    is_urgent = Boolean(default=False)
    found_on = Date()
    raised_at = Timestamptz()
    raised_on = Date(index=True)
    raised_by = UUID(null=True, default=None, help_text="the person; null where the system raised it")
    raised_by_name = Varchar(length=200, default="")
    standard_met_on = Date(null=True, default=None)
    standard_reason = Text(default="")
    dismissal_by = UUID(null=True, default=None)
    dismissal_by_name = Varchar(length=200, default="")
    dismissal_ground = Varchar(length=20, default="")
    dismissal_reason = Text(default="")
    decided_by = UUID(null=True, default=None)
    ended_on = Date(null=True, default=None)
    case_number = Varchar(length=80, default="", index=True)
    merged_into: ForeignKey[Any] = ForeignKey(
        references="self", null=True, default=None, on_delete=OnDelete.restrict
    )
    split_from: ForeignKey[Any] = ForeignKey(
        references="self", null=True, default=None, on_delete=OnDelete.restrict
    )
    alarmed_on = Date(null=True, default=None)

    case_lead_status_known = Check(
        "status in ('recorded', 'standard_met', 'dismissal_proposed', 'proposed', 'opened', 'dismissed', 'merged')"
    )
    case_lead_source_known = Check(
        "source_kind in ('complaint', 'finding', 'report_missed', 'order', 'transfer', 'monitoring', 'false_promise', 'radar')"
    )
    case_lead_merged_whole = Check(
        "(status = 'merged') = (merged_into is not null) and merged_into is distinct from id"
    )
    case_lead_ended_whole = Check("(status in ('opened', 'dismissed', 'merged')) = (ended_on is not null)")
    case_lead_standard_whole = Check(
        "status not in ('standard_met', 'proposed', 'opened') or (standard_met_on is not null and standard_reason <> '')"
    )
    case_lead_case_whole = Check("status not in ('proposed', 'opened') or case_number <> ''")
    case_lead_dismissal_whole = Check(
        "status not in ('dismissal_proposed', 'dismissed') or ((dismissal_by is not null or dismissal_ground = 'declined')"
        " and dismissal_ground <> '' and dismissal_reason <> '')"
    )
    case_lead_dismissed_by_another = Check(
        "status <> 'dismissed' or (decided_by is not null"
        " and (dismissal_ground = 'declined' or decided_by is distinct from dismissal_by))"
    )
    case_lead_day_order = Check(
        "found_on <= raised_on and (standard_met_on is null or standard_met_on >= found_on)"
        " and (ended_on is null or ended_on >= raised_on)"
    )
