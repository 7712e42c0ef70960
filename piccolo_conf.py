"""Where the `piccolo` program and every Table look: the database of this process, and the areas that have tables."""

from functools import cache
from typing import Any

from app import postgres
from regulation.rights import TwoDoors

DB = TwoDoors(config=postgres.connection(), statistics=postgres.connection(role="statistics"))

AREAS = [
    "regulation.ledger.piccolo_app",
    "regulation.casework.piccolo_app",
    "regulation.accounts.piccolo_app",
    "regulation.notices.piccolo_app",
    "regulation.worklists.piccolo_app",
    "regulation.api_keys.piccolo_app",
    "regulation.releases.piccolo_app",
    "regulation.firms.piccolo_app",
    "regulation.registration_conditions.piccolo_app",
    "regulation.following.piccolo_app",
    "regulation.sharing.piccolo_app",
    "regulation.integrity.piccolo_app",
    "regulation.parks.piccolo_app",
    "regulation.licensing.piccolo_app",
    "regulation.written_reports.piccolo_app",
    "regulation.certificates.piccolo_app",
    "regulation.job_fairs.piccolo_app",
    "regulation.recruiter_accounts.piccolo_app",
    "regulation.endings.piccolo_app",
    "regulation.register_corrections.piccolo_app",
    "regulation.complaints.piccolo_app",
    "regulation.annual_reports.piccolo_app",
    "regulation.surveys.piccolo_app",
    "regulation.inspections.piccolo_app",
    "regulation.leads.piccolo_app",
    "regulation.penalties.piccolo_app",
    "regulation.remedies.piccolo_app",
    "regulation.case_files.piccolo_app",
    "regulation.publicity.piccolo_app",
    "regulation.radar.piccolo_app",
    "regulation.campaigns.piccolo_app",
]


@cache
def __getattr__(name: str) -> Any:
    """`APP_REGISTRY` when it is asked for: it brings in Piccolo's tools for migrations, which no page needs."""
    if name != "APP_REGISTRY":
        raise AttributeError(name)
    from piccolo.conf.apps import AppRegistry  # noqa: PLC0415 - half a second of every start

    return AppRegistry(apps=AREAS)
