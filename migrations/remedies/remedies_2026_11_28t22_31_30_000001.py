"""What the table class cannot say: one remedy at a time against a decision, and reconsideration first against one on the spot."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T22:31:30:000001"
VERSION = "1.38.0"
DESCRIPTION = "one remedy at a time; reconsideration first against a penalty on the spot"

#: 《行政复议法》第二十三条第一款第一项. A reconsideration that was only noted, before remedies were conducted here, is one too.
REVIEW_FIRST = """
create function remedy_review_first() returns trigger language plpgsql as $$
begin
    if new.spot is not null and new.way = 'suit'
       and not exists (select from remedy where spot = new.spot and way = 'reconsideration' and status = 'final')
       and not exists (select from surcharge_stay where spot = new.spot and way = 'reconsideration' and to_on is not null)
    then
        raise exception 'a penalty on the spot is reconsidered before it is sued on' using errcode = 'check_violation';
    end if;
    if exists (select from spot_penalty where id = new.spot and new.filed_on < decided_on) then
        raise exception 'no remedy before the decision' using errcode = 'check_violation';
    end if;
    return new;
end $$
"""
STATEMENTS = (
    REVIEW_FIRST,
    (
        "create trigger remedy_review_first before insert on remedy "
        "for each row execute function remedy_review_first()"
    ),
    "create unique index remedy_open_of_case on remedy (case_id) where status <> 'final'",
    "create unique index remedy_open_of_spot on remedy (spot) where status <> 'final'",
    (
        "create trigger append_only_rows before update or delete on remedy_first_instance "
        "for each row execute function refuse_change()"
    ),
    (
        "create trigger append_only_table before truncate on remedy_first_instance "
        "for each statement execute function refuse_change()"
    ),
)


async def run() -> None:
    """Execute the statements one by one, in the transaction of the migration."""
    engine = engine_finder()
    for statement in STATEMENTS:
        await engine.run_ddl(statement)


async def forwards() -> MigrationManager:
    """Raw SQL, forward only."""
    manager = MigrationManager(migration_id=ID, app_name="remedies", description=DESCRIPTION)
    manager.add_raw(run)
    return manager
