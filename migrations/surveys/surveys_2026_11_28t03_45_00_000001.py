"""What the table classes cannot say of the statistics: a log, papers and openings of their own, append-only filings, the forms.

The tables below exist once in `public` for supervision and once here. The statistics' search path finds these first, so the same
code writes here what nobody who supervises may read.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T03:45:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "own log and papers, append-only filings, first forms"

OWN = ("case_log", "document", "document_bytes", "service", "document_number", "clock", "leaf_secret")
STATEMENTS = (
    *(f"create table surveys.{name} (like public.{name} including all)" for name in OWN),
    "alter table surveys.document_bytes add foreign key (document) references surveys.document (id) on delete restrict",
    "alter table surveys.service add foreign key (document) references surveys.document (id) on delete restrict",
    "alter table surveys.leaf_secret add foreign key (leaf) references public.leaf (seq) on delete restrict",
    "create trigger keep_words before update or delete on surveys.document "
    "for each row execute function refuse_rewording('withdrawn_at', 'firm_id')",
    "create trigger kept_as_written before update on surveys.leaf_secret "
    "for each row execute function refuse_ledger_change()",
    "create index statistical_return_desk on surveys.statistical_return (survey_round, organ, status)",
    "create index statistical_return_firm on surveys.statistical_return (firm, year)",
    "create unique index enterprise_group_now on surveys.enterprise_group (firm) where until is null",
    "create unique index early_reader_now on surveys.early_reader (survey_round, person_id) where ended_at is null",
    # Approval number and expiry of the copy that was read; the number of the current form is not known and stays empty.
    """
    insert into surveys.survey_form (id, kind, survey, edition, number, title, issuing_body, approval_number, approving_body,
                                     valid_from, expires_on, cells, purpose, doubt)
    values
    ('5d1f3c56-6a0c-5d37-9f5c-0a4b6e6b0011', 'return', '', 1, '人社统LM1表、人社统LM2表', '人力资源服务机构统计年报',
     '人力资源和社会保障部', '国统制〔2021〕162号', '国家统计局', '2021-12-01', '2024-12-31', '[]',
     '了解人力资源服务机构基本情况和业务情况', '批准文号和有效期来自一份公开副本；LM2表指标未见原表，名称和编号暂定'),
    ('5d1f3c56-6a0c-5d37-9f5c-0a4b6e6b0012', 'return', '', 2, '人社统LM1表、人社统LM2表', '人力资源服务机构统计年报',
     '人力资源和社会保障部', '', '国家统计局', '2025-01-01', '2027-12-31', '[]',
     '了解人力资源服务机构基本情况和业务情况', '2025年起的批准文号未取得，须在开放填报前录入；有效期暂定'),
    ('5d1f3c56-6a0c-5d37-9f5c-0a4b6e6b0013', 'monthly', '', 1, '北京市人力资源市场供求监测月报', '人力资源市场供求监测月报',
     '北京市人力资源和社会保障局', '', '北京市统计局', '2024-01-01', '2027-12-31', '[]',
     '按季发布求人倍率', '本市调查制度的批准文号未取得')
    """,
)
APPEND_ONLY = (
    "case_log", "document_bytes", "filed_return", "return_opinion", "frozen_snapshot", "round_signature", "panel_change",
)  # fmt: skip


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
