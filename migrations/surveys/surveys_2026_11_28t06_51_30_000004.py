"""Frozen quarters never change; quarters whose months were opened before they had a gate get one."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T06:51:30:000004"
VERSION = "1.38.0"
DESCRIPTION = "append-only frozen quarters; gates of quarters under way"


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="surveys", description=DESCRIPTION)

    async def run():
        engine = engine_finder()
        for name, acts, each in (("rows", "update or delete", "row"), ("table", "truncate", "statement")):
            await engine.run_ddl(
                f"create trigger append_only_{name} before {acts} on surveys.frozen_quarter "
                f"for each {each} execute function refuse_change()"
            )
        await engine.run_ddl(
            """insert into surveys.survey_round (id, form, kind, period, year, reference_day, opens_on, closes_on, notice,
                                                 two_persons, gate, turn, created_at)
               select gen_random_uuid(), (array_agg(form order by period))[1], 'quarter',
                      extract(year from first)::int || 'Q' || extract(quarter from first)::int, extract(year from first),
                      (first + interval '3 months')::date - 1, first, (first + interval '3 months')::date - 1, '',
                      true, 'open', 1, min(created_at)
                 from (select *, date_trunc('quarter', reference_day)::date as first
                         from surveys.survey_round where kind = 'monthly') as months
                group by first"""
        )

    manager.add_raw(run)
    return manager
