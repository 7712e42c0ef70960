"""Whoever enters something in the log takes its turn and learns where the log stands in one round trip.

While one writer has the turn all others wait, so every question asked in between is waited for by everybody.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T04:42:00:000002"
VERSION = "1.38.0"
DESCRIPTION = "the turn in the log in one question"

# Volatile: each statement in it sees what was committed before the lock was given.
TURN = """
create function ledger_turn(turn bigint, entities text[],
                            out last_seq bigint, out last_at timestamptz, out counts jsonb, out peaks bytea[])
language plpgsql volatile as $$
declare
    size bigint;
    stop bigint := 0;
    node bytea;
begin
    perform pg_advisory_xact_lock(turn);
    select leaf.seq, leaf.at into last_seq, last_at from leaf order by leaf.seq desc limit 1;
    select jsonb_object_agg(held.entity, held.last) into counts
      from (select leaf.entity, max(leaf.eseq) as last from leaf where leaf.entity = any(entities) group by leaf.entity) as held;
    size := coalesce(last_seq + 1, 0);
    peaks := '{}';
    for height in reverse 61..0 loop
        if (size >> height) & 1 = 1 then
            stop := stop + (1::bigint << height);
            select substring(leaf.nodes from 32 * height + 1 for 32) into node from leaf where leaf.seq = stop - 1;
            peaks := array_append(peaks, node);
        end if;
    end loop;
end $$
"""


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="ledger", description=DESCRIPTION)

    async def run():
        await engine_finder().run_ddl(TURN)

    manager.add_raw(run)
    return manager
