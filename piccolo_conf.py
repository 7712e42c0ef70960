"""Where the `piccolo` program and every Table look: the database of this process, and the areas that have tables."""

from functools import cache
from typing import Any

from piccolo.engine.postgres import PostgresEngine

from app import postgres


class Engine(PostgresEngine):
    """Piccolo's own asks the server for its version as soon as it is made; here an import opens no connection."""

    async def check_version(self) -> None:
        """Nothing: `zhiheng migrate` looks at the server."""


DB = Engine(config=postgres.connection())

AREAS = [
    "regulation.ledger.piccolo_app",
    "regulation.casework.piccolo_app",
    "regulation.accounts.piccolo_app",
    "regulation.notices.piccolo_app",
    "regulation.releases.piccolo_app",
    "regulation.firms.piccolo_app",
    "regulation.integrity.piccolo_app",
    "regulation.parks.piccolo_app",
    "regulation.licensing.piccolo_app",
    "regulation.complaints.piccolo_app",
    "regulation.annual_reports.piccolo_app",
    "regulation.inspections.piccolo_app",
    "regulation.penalties.piccolo_app",
]


@cache
def __getattr__(name: str) -> Any:
    """`APP_REGISTRY` when it is asked for: it brings in Piccolo's tools for migrations, which no page needs."""
    if name != "APP_REGISTRY":
        raise AttributeError(name)
    from piccolo.conf.apps import AppRegistry  # noqa: PLC0415 - half a second of every start

    return AppRegistry(apps=AREAS)
