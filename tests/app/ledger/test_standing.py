"""A database older than what was signed is shown, takes nothing, and says why; going on is itself an entry of the log."""

import argparse
from datetime import date

import pytest

from app import cli, jobs
from app.commands import log as commands
from app.ledger import standing
from regulation import database
from regulation.actor import SYSTEM
from regulation.casework import jobs as casework_jobs
from regulation.ledger import actions, checking, checkpoints, queries
from regulation.ledger.receipt import Receipt
from tests import cast as people
from tests.app.ledger.conftest import NOW


@pytest.fixture
async def rolled_back(owner, folder, enter, sign):
    """Eight entries were signed; the database knows five of them."""
    await enter(5)
    await sign()
    await enter(3)
    await sign()
    await owner.execute(
        "set session_replication_role = replica; create table lost as select * from leaf where seq > 4;"
        "delete from leaf_secret where leaf > 4;"
        "delete from register_change where leaf > 4; delete from leaf where seq > 4; delete from log_checkpoint where size > 5"
    )
    standing.forget()
    return folder


async def test_a_fresh_database_without_a_key_is_written_to(db, tmp_path, monkeypatch):
    from app.ledger import keys

    monkeypatch.setattr(keys, "keys", lambda: keys.Keys(tmp_path))
    standing.forget()
    assert await standing.refusal() is None


async def test_a_log_that_grew_is_written_to(db, folder, enter, sign):
    await enter(3)
    await sign()
    await enter(3)
    standing.forget()
    assert await standing.refusal() is None


async def test_it_is_read_but_not_written(rolled_back, client, cast):
    assert (await client.get("/register")).status_code == 200
    assert (await client.get("/log")).status_code == 200
    await people.sign_in(client, cast.hao)
    answer = await people.post(client, "/desk/calendar", {"year": "2027", "notice": "x", "days": "x"})
    assert answer.status_code == 503
    assert "retry-after" in answer.headers
    page = await client.get("/desk", headers={"accept-language": "zh"})
    assert page.status_code == 200
    assert "系统只读" in page.text
    assert "有5条，而已经签署的检查点有8条" in page.text
    english = await client.get("/desk", headers={"accept-language": "en"})
    assert "has 5 entries, but a checkpoint of 8 entries was signed" in english.text


async def test_an_administrator_still_signs_in(rolled_back, client, cast):
    answer = await people.post(client, "/sign-in", {"login": "ou", "password": people.PASSWORD})
    assert answer.status_code == 303


async def test_health_says_so(rolled_back, client):
    answer = await client.get("/health")
    assert answer.status_code == 503
    assert "read only" in answer.json()["checks"]["log"]


async def test_no_job_runs(rolled_back):
    await jobs.tick()
    await jobs.look()
    assert await casework_jobs.history() == []
    assert await queries.size() == 5


async def test_nothing_is_signed(rolled_back, sign):
    with pytest.raises(checkpoints.Regressed):
        await sign()


async def test_another_history_of_the_same_length_is_noticed_too(rolled_back, enter):
    await enter(4)
    standing.forget()
    refused = await standing.refusal()
    assert "不一致" in refused.text


async def test_a_spoilt_memory_is_not_taken_for_agreement(db, folder, enter, sign):
    await enter(2)
    await sign()
    (folder.folder / "last-cosigned").write_text("spoilt")
    standing.forget()
    assert await standing.refusal() is not None


async def test_a_newer_backup_settles_it(rolled_back, owner):
    """What was lost comes back as it was: nobody has to accept anything."""
    assert await standing.refusal() is not None
    await owner.execute("insert into leaf select * from lost")
    standing.forget()
    assert await standing.refusal() is None


async def test_going_on_ends_the_log_and_the_new_one_says_so(rolled_back, folder, client, capsys):
    assert await commands.accept_restore(argparse.Namespace(reason="x")) == 2
    assert await commands.accept_restore(argparse.Namespace(reason="磁盘损坏，备份少三条")) == 0
    assert "hr.example/log-2" in capsys.readouterr().out
    (told,) = [each for each in await queries.of_entity("log") if each.act == "restore"]
    opening = await queries.opening(told.seq)
    assert "hr.example/log\\n8\\n" in opening.private
    assert await standing.refusal() is None
    newest = await checkpoints.latest()
    assert (newest.checkpoint.origin, newest.checkpoint.size) == ("hr.example/log-2", 6)
    trusted = [*folder.verifiers(), *folder.ended()]
    assert (await checking.check(trusted, folder.remembered())).faults == []
    kept = Receipt.read((await client.get("/log/receipts/1.tlog-proof")).content)
    assert kept.verify(folder.verifiers()).checkpoint.origin == "hr.example/log-2"
    assert await commands.accept_restore(argparse.Namespace(reason="again")) == 0
    assert len(await queries.of_entity("log")) == 1


async def test_an_invented_city_begins_a_log_of_its_own(rolled_back, sign):
    """`zhiheng demo` on an emptied database owes nobody the log of the city before."""
    await cli._begin_log_anew()
    standing.forget()
    assert await standing.refusal() is None
    await sign()
    assert (await checkpoints.latest()).checkpoint.origin == "hr.example/log-2"
    before = rolled_back.verifiers()
    await cli._begin_log_anew()
    assert rolled_back.verifiers() == before, "what agrees is left alone"


async def test_the_job_signs_and_a_failure_is_a_line_an_hour(committed_db, folder, enter):
    await enter(2)
    await jobs.look()
    await jobs.look()
    (run,) = await casework_jobs.history()
    assert (run["job"], run["outcome"], run["report"]) == ("sign_log", "done", "2 signed")
    folder.file.chmod(0o644)
    await jobs.look()
    await jobs.look()
    (run,) = await casework_jobs.history()
    assert run["outcome"] == "failed"
    assert "chmod 400" in run["report"]


async def test_a_publication_that_runs_out_is_entered(committed_db, cast):
    from regulation.casework import publication

    made = await publication.publish(
        "penalty", "1", "处罚", organ_id=cast.an.organ_id, organ_name=cast.an.organ_name, firm_id=cast.firm,
        matter_kind="penalty_case", matter_id=cast.firm, body={}, from_on=date(2026, 1, 1),
        latest_end_on=date(2026, 11, 1), actor=SYSTEM, now=NOW,
    )  # fmt: skip
    assert await publication.end_due(today=date(2026, 10, 31), now=NOW) == 0
    assert await publication.end_due(today=date(2026, 11, 1), now=NOW) == 1
    assert await publication.end_due(today=date(2026, 11, 2), now=NOW) == 0
    assert [each.act for each in await queries.of_entity(str(made))] == ["publish", "end"]
    assert await database.value("select count(*) from leaf") == len(await queries.newest(100))
    assert actions.TURN != checkpoints.TURN
