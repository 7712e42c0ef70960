"""Whatever the database keeps in cases and complaints is told with its article, and nothing of it is forgotten."""

import importlib
import re
from datetime import date

import httpx
from litestar import Litestar, post

from app import errors as answers
from app import kept
from regulation import database
from regulation.casework.kept import read
from regulation.law import house_rules
from regulation.law.citation import PENALTY_LAW
from regulation.penalties.status import CaseStatus
from tests.builders import penalties as build

TABLES = {
    table._meta.tablename
    for area in kept.AREAS
    for table in importlib.import_module(f"regulation.{area}.piccolo_app").APP_CONFIG.table_classes
}
SHAPE = frozenset().union(*(importlib.import_module(f"regulation.{area}.kept").SHAPE for area in kept.AREAS))
#: A column with its list of known values and nothing else: what a row looks like.
ONE_OF = re.compile(r"CHECK \(\(\(\w+\)::text = ANY \(\(ARRAY\[[^\]]*\]\)::text\[\]\)\)\)")
RAISED = re.compile(r"raise exception\s+'((?:[^']|'')*)'", re.IGNORECASE)


async def checks():
    found = await database.rows(
        """select conname, pg_get_constraintdef(k.oid) as said from pg_constraint as k join pg_class as c on c.oid = k.conrelid
            where c.relname = any($1::text[]) and k.contype in ('c', 'x') and c.relnamespace = 'public'::regnamespace""",
        sorted(TABLES),
    )
    return {each["conname"] for each in found if not ONE_OF.fullmatch(each["said"])}


async def triggers():
    found = await database.rows(
        """select distinct p.prosrc from pg_trigger as t join pg_class as c on c.oid = t.tgrelid
                  join pg_proc as p on p.oid = t.tgfoid
            where not t.tgisinternal and c.relname = any($1::text[]) and c.relnamespace = 'public'::regnamespace""",
        sorted(TABLES),
    )
    return {said for each in found for said in RAISED.findall(each["prosrc"])}


async def test_every_check_and_every_trigger_is_told_or_named_as_mere_shape(db):
    there, known = await checks() | await triggers(), kept.known().keys()
    assert len(there) > 250
    assert not known & SHAPE
    assert there - known - SHAPE == set(), "name its article in the area's kept.py, or that it is mere shape"
    assert (known | SHAPE) - there == set(), "the database no longer says this"


def test_what_a_trigger_filled_in_is_read_too():
    known = kept.known()
    assert read("case_log is append-only", known).citation == house_rules.CORRECT_DO_NOT_REPEAT
    assert read("a fine for V-01 rests on gains, not on refusal", known).citation == PENALTY_LAW.article(40)
    assert read("only a complaint has a complaint_member", known).citation.article == 9
    assert read("the disk is full", known) is None


#: What it does to the database -> the article of the answer.
REFUSED = {
    # A Check, a trigger that forbids a step, one that forbids a change for good, and the same twice.
    "update penalty_case set officer_b = officer_a": PENALTY_LAW.article(42, 1),
    "update penalty_case set status = 'closed'": PENALTY_LAW.article(47),
    "update document set snapshot = '{}'": PENALTY_LAW.article(61, 1),
    "insert into case_evidence select * from case_evidence": house_rules.FIRST_COME,
}


@post("/do")
async def do(data: dict[str, str]) -> None:
    async with database.unit_of_work():
        await database.execute(data["sql"])


async def answer(sql):
    app = Litestar([do], exception_handlers=answers.HANDLERS)
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
        return await client.post("/do", json={"sql": sql}, headers={"accept": "application/json"})


async def test_the_server_answers_with_the_article_and_only_a_fault_of_the_program_is_a_fault(cast):
    office = build.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))
    await build.a_case(office, cast.firm, to=CaseStatus.HEARD, on=date(2026, 3, 2))
    for sql, article in REFUSED.items():
        told = await answer(sql)
        assert told.status_code == 409, (sql, told.text)
        assert told.json()["basis"].startswith(article.zh), (sql, told.text)
    assert (await answer("update penalty_case set nothing = 1")).status_code == 500
