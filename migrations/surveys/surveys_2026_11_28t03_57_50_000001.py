"""What the table classes cannot say of the panel and of quick surveys: one proposal at a time, one membership at a time."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T03:57:50:000001"
VERSION = "1.38.0"
DESCRIPTION = "one proposal at a time, whoever is asked stays asked"

STATEMENTS = (
    "create unique index panel_plan_proposed on surveys.panel_plan ((true)) where status = 'proposed'",
    "create unique index panel_point_now on surveys.panel_point (firm) where until is null",
    "create index panel_change_firm on surveys.panel_change (firm_id, month)",
    # A panel that was drawn is never reworded: only its decision is written into it, once.
    """
    create function surveys.refuse_redrawing() returns trigger language plpgsql as $$
    begin
        if tg_op = 'DELETE' or old.status <> 'proposed'
           or (old.id, old.month, old.turns, old.seed, old.frame, old.frame_digest, old.parameters, old.outcome)
              is distinct from (new.id, new.month, new.turns, new.seed, new.frame, new.frame_digest, new.parameters, new.outcome)
        then
            raise exception 'a drawn panel is not changed' using errcode = 'insufficient_privilege';
        end if;
        return new;
    end $$
    """,
    "create trigger drawn_once before update or delete on surveys.panel_plan "
    "for each row execute function surveys.refuse_redrawing()",
)
APPEND_ONLY = ("round_target", "quick_design")


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="surveys", description=DESCRIPTION)

    async def run():
        engine = engine_finder()
        for statement in STATEMENTS:
            await engine.run_ddl(statement)
        for table in APPEND_ONLY:
            for name, acts, each in (("rows", "update or delete", "row"), ("table", "truncate", "statement")):
                await engine.run_ddl(
                    f"create trigger append_only_{name} before {acts} on surveys.{table} "
                    f"for each {each} execute function refuse_change()"
                )

    manager.add_raw(run)
    return manager
