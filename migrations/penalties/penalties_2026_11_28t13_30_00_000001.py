"""What the table classes cannot say: a fine within the range of its article, money to the cent, a list that stands still."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T13:30:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "a fine stands within its range, and money is exact to the cent"

#: Violation, ground, condition, day, least, most, counted per, doubled: the catalogue on the day of this migration.
RANGES = (
    # fmt: off
    ("V-01", "gains", "", "2018-10-01", 10000, 50000, "act", "false"),
    ("V-02", "refusal", "", "2018-10-01", 5000, 10000, "act", "false"),
    ("V-03", "refusal", "", "2018-10-01", 5000, 10000, "act", "false"),
    ("V-04", "refusal", "", "2018-10-01", 5000, 10000, "act", "false"),
    ("V-05", "refusal", "", "2018-10-01", 5000, 10000, "act", "false"),
    ("V-06", "refusal", "", "2018-10-01", 5000, 10000, "act", "false"),
    ("V-07", "refusal", "", "2018-10-01", 10000, 50000, "act", "false"),
    ("V-08", "refusal", "", "2018-10-01", 10000, 50000, "act", "false"),
    ("V-09", "refusal", "", "2018-10-01", 10000, 50000, "act", "false"),
    ("V-10", "refusal", "", "2018-10-01", 10000, 50000, "act", "false"),
    ("V-11", "refusal", "", "2018-10-01", 10000, 50000, "act", "false"),
    ("V-13", "at_once", "", "2008-01-01", 500, 2000, "worker", "false"),
    ("V-15", "gains", "", "2008-01-01", 10000, 50000, "act", "false"),
    ("V-16", "gains", "", "2008-01-01", 10000, 50000, "act", "false"),
    ("V-17", "at_once", "", "2002-12-01", 5000, 5000, "child", "true"),
    ("V-18", "gains", "", "2008-01-01", 10000, 50000, "act", "false"),
    ("V-21", "gains", "", "2018-10-01", 10000, 50000, "act", "false"),
    ("V-23", "refusal", "", "2021-03-01", 20000, 100000, "act", "false"),
    ("V-23", "refusal", "serious", "2021-03-01", 100000, 500000, "act", "false"),
    ("V-24", "refusal", "", "2021-03-01", 20000, 100000, "act", "false"),
    ("V-24", "refusal", "serious", "2021-03-01", 100000, 500000, "act", "false"),
    ("V-25", "refusal", "", "2018-10-01", 10000, 50000, "act", "false"),
    ("V-27", "refusal", "", "2018-10-01", 10000, 50000, "act", "false"),
    ("V-28", "refusal", "", "2018-10-01", 10000, 50000, "act", "false"),
    ("V-30", "at_once", "", "2013-07-01", 1, 5, "gains", "false"),
    ("V-30", "at_once", "no_gains", "2013-07-01", 0, 50000, "act", "false"),
    ("V-32", "refusal", "", "2013-07-01", 5000, 10000, "worker", "false"),
    ("V-35", "at_once", "", "2004-12-01", 2000, 20000, "act", "false"),
    ("V-36", "at_once", "", "2004-12-01", 10000, 50000, "act", "false"),
    ("V-42", "at_once", "", "2013-07-01", 500, 2000, "worker", "false"),
    ("V-48", "at_once", "", "2002-12-01", 5000, 5000, "child_month", "true"),
    ("V-52", "refusal", "", "2013-07-01", 5000, 10000, "worker", "false"),
    # fmt: on
)
#: The range and what it is counted by, on the day of the law that the case goes by.
WITHIN_RANGE = """
create or replace function fine_within_range() returns trigger language plpgsql as $$
declare
    used case_weighing; law date; span fine_range; factor numeric; heads bigint; cond text;
begin
    -- Sent back, a case keeps its old amounts until the investigation is reported anew.
    if new.fine = 0 then
        return new;
    end if;
    if tg_op = 'UPDATE' and new.status = 'investigating'
       and (new.fine, new.ground) is not distinct from (old.fine, old.ground) then
        return new;
    end if;
    select * into used from case_weighing where case_id = new.id order by position desc limit 1;
    law := coalesce(
        (select law_on from case_basis where case_id = new.id order by position desc limit 1), new.act_ended_on);
    cond := case
        when coalesce(used.is_serious, false)
             and exists (select 1 from fine_range where violation = new.violation and condition = 'serious') then 'serious'
        when new.gains = 0
             and exists (select 1 from fine_range where violation = new.violation and condition = 'no_gains') then 'no_gains'
        else '' end;
    select * into span from fine_range
     where violation = new.violation and condition = cond and in_force_from <= law order by in_force_from desc limit 1;
    if span.id is null then
        raise exception 'no range of a fine for % on %', new.violation, law using errcode = 'check_violation';
    end if;
    if span.ground <> new.ground then
        raise exception 'a fine for % rests on %, not on %', new.violation, span.ground, new.ground
            using errcode = 'check_violation';
    end if;
    if span.per in ('worker', 'child', 'child_month') then
        select count(*) into heads from case_victim where case_id = new.id and struck_at is null;
        if heads = 0 or heads <> new.heads then
            raise exception 'a fine by heads needs the list of victims' using errcode = 'check_violation';
        end if;
    end if;
    factor := case span.per
        when 'act' then 1
        when 'gains' then new.gains
        when 'child_month' then coalesce(used.child_months, 0)
        else new.heads end;
    if span.doubles and coalesce(used.is_unregistered, false) then
        factor := factor * 2;
    end if;
    if new.fine > round(span.most * factor, 2) then
        raise exception 'a fine above its range' using errcode = 'check_violation';
    end if;
    if new.fine < round(span.least * factor, 2) and new.mitigation = '' then
        raise exception 'a fine below its range without a ground of mitigation' using errcode = 'check_violation';
    end if;
    if new.ground = 'gains' and new.gains = 0 and new.status in ('decided', 'served', 'closed') and not coalesce(
        (select may_fine from case_gains_reading where case_id = new.id order by read_at desc limit 1), false) then
        raise exception 'a fine without gains needs the reading of the legal reviewer' using errcode = 'check_violation';
    end if;
    return new;
end $$
"""
BASIS_CHOSEN = """
create or replace function violation_follows_choice() returns trigger language plpgsql as $$
begin
    if new.violation <> old.violation and new.violation is distinct from (
        select violation from case_basis where case_id = new.id order by position desc limit 1) then
        raise exception 'the violation of a case changes only by the choice of its legal basis'
            using errcode = 'check_violation';
    end if;
    return new;
end $$
"""
#: Amounts come with their decimals; a third one is a mistake. What is kept has two.
EXACT = """
create or replace function money_to_the_cent() returns trigger language plpgsql as $$
declare
    name text; given numeric; exact jsonb := '{}';
begin
    foreach name in array tg_argv loop
        given := (to_jsonb(new) ->> name)::numeric;
        if given <> round(given, 2) or abs(given) > 9999999999999999.99 then
            raise exception 'money is exact to the cent: %', name using errcode = 'check_violation';
        end if;
        exact := exact || jsonb_build_object(name, round(given, 2));
    end loop;
    return jsonb_populate_record(new, exact);
end $$
"""
VICTIMS_STAND = """
create or replace function victims_stand() returns trigger language plpgsql as $$
begin
    if (select status from penalty_case where id = new.case_id) is distinct from 'investigating' then
        raise exception 'the list of victims stands still after the investigation' using errcode = 'check_violation';
    end if;
    if tg_op = 'UPDATE' and (old.struck_at is not null
       or (new.case_id, new.position, new.name, new.months, new.paid, new.note, new.added_by, new.added_at)
       is distinct from (old.case_id, old.position, old.name, old.months, old.paid, old.note, old.added_by, old.added_at)) then
        raise exception 'a victim on the list is struck out, not changed' using errcode = 'check_violation';
    end if;
    return new;
end $$
"""
REFUND_WITHIN = """
create or replace function refund_within_paid() returns trigger language plpgsql as $$
declare
    owed numeric;
begin
    select paid into owed from case_victim where id = new.victim for update;
    if new.amount + coalesce((select sum(amount) from case_refund where victim = new.victim), 0) > owed then
        raise exception 'nobody gets back more than was taken' using errcode = 'check_violation';
    end if;
    return new;
end $$
"""
MONEY = {
    "penalty_case": ("gains", "refunded", "confiscated", "fine"),
    "case_payment": ("fine", "confiscated", "surcharge"),
    "case_victim": ("paid",),
    "case_refund": ("amount",),
}
APPEND_ONLY = ("fine_range", "case_basis", "case_weighing", "case_gains_reading", "case_refund")


def _values() -> str:
    return ", ".join(
        f"(gen_random_uuid(), '{violation}', '{ground}', '{condition}', '{day}', {least}, {most}, '{per}', {doubles})"
        for violation, ground, condition, day, least, most, per, doubles in RANGES
    )


async def run() -> None:
    """Execute the statements one by one, in the transaction of the migration."""
    engine = engine_finder()
    statements = [
        *(
            f"create unique index {table}_position on {table} (case_id, position)"
            for table in ("case_basis", "case_weighing", "case_victim")
        ),
        'insert into fine_range (id, violation, ground, "condition", in_force_from, least, most, per, doubles) values '
        + _values(),
        WITHIN_RANGE,
        "create trigger fine_within_range before insert or update on penalty_case "
        "for each row execute function fine_within_range()",
        BASIS_CHOSEN,
        "create trigger violation_follows_choice before update of violation on penalty_case "
        "for each row execute function violation_follows_choice()",
        EXACT,
        VICTIMS_STAND,
        "create trigger victims_stand before insert or update on case_victim "
        "for each row execute function victims_stand()",
        REFUND_WITHIN,
        "create trigger refund_within_paid before insert on case_refund "
        "for each row execute function refund_within_paid()",
    ]
    for table, names in MONEY.items():
        said = ", ".join(f"'{name}'" for name in names)
        # Triggers run by name: exact amounts come before what is measured by them.
        statements.append(
            f"create trigger cents_exact before insert or update on {table} "
            f"for each row execute function money_to_the_cent({said})"
        )
    for statement in statements:
        await engine.run_ddl(statement)
    for table in APPEND_ONLY:
        await engine.run_ddl(
            f"create trigger append_only_rows before update or delete on {table} "
            "for each row execute function refuse_change()"
        )
        await engine.run_ddl(
            f"create trigger append_only_table before truncate on {table} "
            "for each statement execute function refuse_change()"
        )


async def forwards() -> MigrationManager:
    """Raw SQL, forward only."""
    manager = MigrationManager(migration_id=ID, app_name="penalties", description=DESCRIPTION)
    manager.add_raw(run)
    return manager
