"""A complaint and a report stay what they are; a reward is of a report found true; what is joined is flat."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T16:53:00:000061"
VERSION = "1.38.0"
DESCRIPTION = "complaint and report kept apart, one join at a time, rewards by steps"

OF_A_COMPLAINT = ("complaint_supplement", "complaint_member", "complaint_delivery")
STATEMENTS = (
    """create function complaint_stays_its_kind() returns trigger language plpgsql as $$
    begin
        if tg_op = 'UPDATE' and new.kind <> old.kind then
            raise exception 'a complaint never becomes a report, nor a report a complaint' using errcode = '23514';
        end if;
        if tg_op = 'INSERT' and (new.kind = 'complaint') <> (new.number like '%人社投%') then
            raise exception 'complaints and reports are counted apart' using errcode = '23514';
        end if;
        return new;
    end $$""",
    (
        "create trigger complaint_stays_its_kind before insert or update of kind on complaint "
        "for each row execute function complaint_stays_its_kind()"
    ),
    """create function of_a_complaint() returns trigger language plpgsql as $$
    begin
        if (select kind from complaint where id = new.complaint) <> 'complaint' then
            raise exception 'only a complaint has a %', tg_table_name using errcode = '23514';
        end if;
        return new;
    end $$""",
    *(
        f"create trigger of_a_complaint before insert on {table} for each row execute function of_a_complaint()"
        for table in OF_A_COMPLAINT
    ),
    """create function reward_of_a_report() returns trigger language plpgsql as $$
    begin
        if tg_op = 'INSERT' then
            if not exists (select from complaint
                            where id = new.complaint and kind = 'tip' and status = 'upheld') then
                raise exception 'a reward is of a report found true' using errcode = '23514';
            end if;
            if new.status <> 'proposed' then
                raise exception 'a reward begins as a proposal' using errcode = '23514';
            end if;
            return new;
        end if;
        if (old.status, new.status) not in (('proposed', 'approved'), ('proposed', 'refused'), ('approved', 'paid'))
                or (new.complaint, new.amount, new.grade, new.proposed_by)
                   is distinct from (old.complaint, old.amount, old.grade, old.proposed_by)
                or (old.decided_by is not null and new.decided_by is distinct from old.decided_by) then
            raise exception 'a reward is decided once and paid once as decided' using errcode = '23514';
        end if;
        return new;
    end $$""",
    (
        "create trigger reward_of_a_report before insert or update on report_reward "
        "for each row execute function reward_of_a_report()"
    ),
    "create unique index complaint_join_once on complaint_join (complaint) where undone_at is null",
    """create function complaint_join_is_flat() returns trigger language plpgsql as $$
    begin
        if exists (select from complaint_join
                    where undone_at is null and (complaint = new.main or main = new.complaint)) then
            raise exception 'what is joined to another matter has nothing joined to it' using errcode = '23514';
        end if;
        return new;
    end $$""",
    (
        "create trigger complaint_join_is_flat before insert on complaint_join "
        "for each row execute function complaint_join_is_flat()"
    ),
)


async def run() -> None:
    """Execute the statements one by one, in the transaction of the migration."""
    engine = engine_finder()
    for statement in STATEMENTS:
        await engine.run_ddl(statement)


async def forwards() -> MigrationManager:
    """Raw SQL, forward only."""
    manager = MigrationManager(migration_id=ID, app_name="complaints", description=DESCRIPTION)
    manager.add_raw(run)
    return manager
