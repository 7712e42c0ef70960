"""One campaign for a matter at a time; figures and matters enter a running campaign; what was said and frozen stays."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T16:50:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "one campaign for a matter, running campaigns alone take figures, append-only figures and counts"

ONCE = """
create unique index campaign_matter_once on campaign_matter (kind, matter) where left_at is null
"""
RUNNING = """
create function refuse_unless_campaign_runs() returns trigger language plpgsql as $$
begin
    if not exists (select from campaign where id = new.campaign and status = 'running') then
        raise exception 'only a running campaign takes matters and figures' using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$
"""
LEAVING = """
create function refuse_campaign_matter_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' or old.left_at is not null
       or (new.id, new.campaign, new.kind, new.matter, new.number, new.party, new.organ, new.area, new.target, new.day,
           new.taken_at, new.taken_by, new.taken_name)
          is distinct from
          (old.id, old.campaign, old.kind, old.matter, old.number, old.party, old.organ, old.area, old.target, old.day,
           old.taken_at, old.taken_by, old.taken_name) then
        raise exception 'a matter of a campaign is left out with its reason and stays as it was taken'
            using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$
"""
#: A line and its correction are of one campaign, department, area and measure.
SAME_LINE = """
create function refuse_other_campaign_line() returns trigger language plpgsql as $$
begin
    if new.corrects is not null and not exists (
        select from campaign_tally as earlier where earlier.id = new.corrects
           and (earlier.campaign, earlier.day, earlier.department, earlier.area, earlier.target, earlier.violation, earlier.measure)
             = (new.campaign, new.day, new.department, new.area, new.target, new.violation, new.measure)) then
        raise exception 'a correction is of the same day, department, area and measure' using errcode = 'check_violation';
    end if;
    return new;
end $$
"""
ONE_FIRST_LINE = """
create unique index campaign_tally_first_once on campaign_tally (campaign, day, department, area, target, violation, measure)
    where corrects is null
"""
REFUSE = """
create function refuse_campaign_figure_change() returns trigger language plpgsql as $$
begin
    raise exception 'figures of a campaign are corrected by another line' using errcode = 'insufficient_privilege';
end $$
"""
#: What was approved is what the campaign is: the scope does not grow while it runs.
APPROVED = """
create function refuse_approved_campaign_change() returns trigger language plpgsql as $$
begin
    if old.status <> 'draft'
       and (new.organ, new.name, new.year, new.problem, new.basis, new.plan, new.areas, new.targets, new.violations, new.from_on,
            new.until_on, new.lead_department, new.joint_departments, new.measures, new.halts_trade, new.halt_ground,
            new.halt_approval, new.drafted_by, new.approved_by, new.approving_government, new.approval_number)
           is distinct from
           (old.organ, old.name, old.year, old.problem, old.basis, old.plan, old.areas, old.targets, old.violations, old.from_on,
            old.until_on, old.lead_department, old.joint_departments, old.measures, old.halts_trade, old.halt_ground,
            old.halt_approval, old.drafted_by, old.approved_by, old.approving_government, old.approval_number) then
        raise exception 'an approved campaign stays as it was approved' using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$
"""

STATEMENTS = (
    ONCE,
    ONE_FIRST_LINE,
    RUNNING,
    "create trigger campaign_matter_of_running before insert on campaign_matter "
    "for each row execute function refuse_unless_campaign_runs()",
    "create trigger campaign_tally_of_running before insert on campaign_tally "
    "for each row execute function refuse_unless_campaign_runs()",
    LEAVING,
    "create trigger campaign_matter_stays before update or delete on campaign_matter "
    "for each row execute function refuse_campaign_matter_change()",
    SAME_LINE,
    "create trigger campaign_tally_same_line before insert on campaign_tally "
    "for each row execute function refuse_other_campaign_line()",
    APPROVED,
    "create trigger campaign_as_approved before update on campaign "
    "for each row execute function refuse_approved_campaign_change()",
    REFUSE,
    *(
        statement
        for table in ("campaign_tally", "campaign_count", "campaign_earlier")
        for statement in (
            f"create trigger append_only_rows before update or delete on {table} "
            "for each row execute function refuse_campaign_figure_change()",
            f"create trigger append_only_table before truncate on {table} "
            "for each statement execute function refuse_campaign_figure_change()",
        )
    ),
)


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="campaigns", description=DESCRIPTION)

    async def run():
        engine = engine_finder()
        for statement in STATEMENTS:
            await engine.run_ddl(statement)

    manager.add_raw(run)
    return manager
