"""What the table class cannot say: of one source about one party there is one live lead; what was said stays said."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T14:25:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "one live lead per source and party; a met standard is not unmet"

STATEMENTS = (
    """create unique index case_lead_live_source on case_lead
           (organ, source_kind, source_number, coalesce(firm::text, party_name))
        where status in ('recorded', 'standard_met', 'dismissal_proposed') and source_number <> '' and split_from is null""",
    "create index case_lead_source on case_lead (source_kind, source_number)",
    "create index case_lead_organ_status on case_lead (organ, status)",
    """create function refuse_unmet_standard() returns trigger language plpgsql as $$
       begin
         if new.number <> old.number or new.organ <> old.organ or new.source_kind <> old.source_kind
            or new.source_number <> old.source_number or new.raised_on <> old.raised_on then
           raise exception 'what a lead was raised with stays as it was' using errcode = 'check_violation';
         end if;
         if old.standard_met_on is not null
            and (new.standard_met_on is null or new.standard_met_on > old.standard_met_on) then
           raise exception 'a standard that was met stays met from its day' using errcode = 'check_violation';
         end if;
         if old.standard_met_on is not null and new.status = 'recorded' then
           raise exception 'a standard that was met stays met' using errcode = 'check_violation';
         end if;
         if old.status in ('opened', 'dismissed', 'merged') then
           raise exception 'a lead that has ended stays as it is' using errcode = 'check_violation';
         end if;
         return new;
       end $$""",
    """create trigger case_lead_stays before update on case_lead
       for each row execute function refuse_unmet_standard()""",
    """create trigger case_lead_never_deleted before delete on case_lead
       for each row execute function refuse_change()""",
)


async def run() -> None:
    """Execute the statements one by one, in the transaction of the migration."""
    engine = engine_finder()
    for statement in STATEMENTS:
        await engine.run_ddl(statement)


async def forwards() -> MigrationManager:
    """Raw SQL, forward only."""
    manager = MigrationManager(migration_id=ID, app_name="leads", description=DESCRIPTION)
    manager.add_raw(run)
    return manager
