"""The two times of the register are kept by the database: one believed version, nothing overwritten, nothing deleted."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T06:51:35:000006"
VERSION = "1.38.0"
DESCRIPTION = "one believed version for a day and an instant; versions of the registrations that are there"

#: What is there is carried over: it has been believed since it was last written. One that ended on a known day
#: after it began stood valid until that day; earlier states were not kept and are not invented.
CARRY_OVER = """
insert into registration_version (id, firm, kind, number, status, organ, issued_on, expires_on, ended_on, scope, conditions,
                                  valid_from, valid_to, known_from, known_to, source)
select gen_random_uuid(), firm, kind, number, 'valid', organ, issued_on, expires_on, null::date, scope, conditions,
       issued_on, over_on, updated_at, null::timestamptz, 'carried_over'
  from (select *, case when status = 'expired' then expires_on + 1 else ended_on end as over_on from registration_entry) as entry
 where status not in ('valid', 'renewal_pending') and issued_on < over_on
union all
select gen_random_uuid(), firm, kind, number, status, organ, issued_on, expires_on, ended_on, scope, conditions,
       case when status in ('valid', 'renewal_pending') or over_on is null or issued_on >= over_on then issued_on else over_on end,
       null::date, updated_at, null::timestamptz, 'carried_over'
  from (select *, case when status = 'expired' then expires_on + 1 else ended_on end as over_on from registration_entry) as entry
"""

#: Until now a change that was reported late could leave two versions believed of one day: the one learned later holds,
#: what remains of the earlier one before it is kept.
SETTLE = """
with wrong as (
    select older.id, min(newer.valid_from) as begun, min(newer.known_from) as learned, older.known_to as until
      from firm_fact as older join firm_fact as newer
           on newer.firm = older.firm and newer.key = older.key and (newer.known_from, newer.id) > (older.known_from, older.id)
              and daterange(newer.valid_from, newer.valid_to) && daterange(older.valid_from, older.valid_to)
              and tstzrange(newer.known_from, newer.known_to) && tstzrange(older.known_from, older.known_to)
     group by older.id
), closed as (
    update firm_fact as fact set known_to = wrong.learned from wrong where fact.id = wrong.id
    returning fact.*, wrong.begun, wrong.learned, wrong.until
)
insert into firm_fact (id, firm, key, value, valid_from, valid_to, known_from, known_to, source_kind, source_ref,
                       actor_number, actor_name)
select gen_random_uuid(), firm, key, value, valid_from, begun, learned, until, source_kind, source_ref, actor_number, actor_name
  from closed where begun is not null and (valid_from is null or valid_from < begun)
"""

STATEMENTS = (
    SETTLE,
    """
    alter table firm_fact add constraint firm_fact_one_believed exclude using gist (
        firm with =, key with =, daterange(valid_from, valid_to) with &&, tstzrange(known_from, known_to) with &&)
    """,
    """
    alter table registration_version add constraint registration_version_one_believed exclude using gist (
        kind with =, number with =, daterange(valid_from, valid_to) with &&, tstzrange(known_from, known_to) with &&)
    """,
    CARRY_OVER,
    # The present version, which is what the register shows; and what a search between two days looks through.
    """create unique index registration_version_present on registration_version (kind, number)
        where valid_to is null and known_to is null""",
    "create index registration_version_learned on registration_version (known_from)",
    "create index registration_version_closed on registration_version (known_to) where known_to is not null",
    "create index registration_version_since on registration_version (valid_from) where valid_from is not null",
    "create index registration_version_expires on registration_version (expires_on) where expires_on is not null",
    "create index firm_fact_learned on firm_fact (known_from)",
    "create index firm_fact_closed on firm_fact (known_to) where known_to is not null",
    "create index firm_fact_until on firm_fact (valid_to) where valid_to is not null",
    "create index registration_version_until on registration_version (valid_to) where valid_to is not null",
    "create index firm_created on firm (created_at)",
    "create index firm_fact_since on firm_fact (valid_from) where valid_from is not null",
    "create index firm_merged on firm (merged_into) where merged_into is not null",
    """create unique index firm_merger_open on firm_merger (merged)
        where status in ('proposed', 'confirmed', 'undo_proposed')""",
    """
    create function register_keeps_versions() returns trigger language plpgsql as $$
    begin
        if tg_op = 'DELETE' then
            raise exception 'a version of the register is never deleted' using errcode = 'restrict_violation';
        end if;
        if old.known_to is not null or new.known_to is null
           or to_jsonb(new) - 'known_to' is distinct from to_jsonb(old) - 'known_to' then
            raise exception 'of a version of the register only the end of belief is written, once'
                using errcode = 'restrict_violation';
        end if;
        return new;
    end $$
    """,
    """create trigger firm_fact_keeps before update or delete on firm_fact
        for each row execute function register_keeps_versions()""",
    """create trigger registration_version_keeps before update or delete on registration_version
        for each row execute function register_keeps_versions()""",
    # A firm is never known by two identities at once, and none leads to itself or to one that leads on.
    "alter table firm add constraint firm_not_itself check (merged_into is null or merged_into <> id)",
)


async def run() -> None:
    """Execute the statements one by one, in the transaction of the migration."""
    engine = engine_finder()
    for statement in STATEMENTS:
        await engine.run_ddl(statement)


async def forwards() -> MigrationManager:
    """Raw SQL, forward only."""
    manager = MigrationManager(migration_id=ID, app_name="firms", description=DESCRIPTION)
    manager.add_raw(run)
    return manager
