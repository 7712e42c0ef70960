"""One signature for each act, office and turn; a firm in one group at a time; reminders that stay."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T03:51:00:000002"
VERSION = "1.38.0"
DESCRIPTION = "signatures once, memberships apart, reminders append-only"

STATEMENTS = (
    # A refusal of the disclosure control may be repeated as often as it is tried; every other act of a turn happens once.
    "create unique index round_signature_once on surveys.round_signature "
    "(survey_round, turn, act, coalesce(organ, '00000000-0000-0000-0000-000000000000'::uuid)) "
    "where act <> 'disclosure_refused'",
    "alter table surveys.enterprise_group add constraint enterprise_group_apart exclude using gist "
    "(firm with =, daterange(since, coalesce(until, 'infinity'::date), '[)') with &&)",
    "create index enterprise_group_key on surveys.enterprise_group (group_key)",
    "create index return_opinion_filed on surveys.return_opinion (filed)",
    "create index edit_resolution_filed on surveys.edit_resolution (filed)",
)


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="surveys", description=DESCRIPTION)

    async def run():
        engine = engine_finder()
        for statement in STATEMENTS:
            await engine.run_ddl(statement)
        for name, acts, each in (("rows", "update or delete", "row"), ("table", "truncate", "statement")):
            await engine.run_ddl(
                f"create trigger append_only_{name} before {acts} on surveys.reminder "
                f"for each {each} execute function refuse_change()"
            )

    manager.add_raw(run)
    return manager
