"""The private PostgreSQL server: shared by who needs it, gone with the last of them, back after a crash."""

import os
import shutil
import signal
import time

import asyncpg
import pytest

from app import postgres


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("var")


@pytest.fixture
def cluster(folder):
    return postgres.Cluster(data=folder / "postgres", run=folder / "run")


async def ask(cluster, question):
    connection = await asyncpg.connect(
        host=str(cluster.sockets()), user=postgres.OWNER, database=postgres.OWNER
    )
    answer = await connection.fetchval(question)
    await connection.close()
    return answer


async def test_it_runs_while_anybody_needs_it_and_no_longer(cluster):
    with cluster.running():
        with cluster.running():
            assert await ask(cluster, "select 1") == 1
        assert cluster.answers()
    assert not cluster.answers()
    assert not (cluster.data / "postmaster.pid").exists()


async def test_it_knows_chinese_letters_and_listens_on_no_network(cluster):
    with cluster.running():
        assert await ask(cluster, "select '人' ~ '[[:alpha:]]'")
        assert await ask(cluster, "show listen_addresses") == ""
        assert await ask(cluster, "show server_encoding") == "UTF8"


async def test_what_lay_in_memory_is_read_again_after_a_restart(cluster):
    with cluster.running():
        library = await ask(
            cluster, "select setting || '/pg_prewarm.so' from pg_config where name = 'PKGLIBDIR'"
        )
        is_there = await ask(cluster, f"select (pg_stat_file('{library}', true)).size is not null")
        assert (await ask(cluster, "show shared_preload_libraries") == postgres.WARMING) == is_there
        if is_there:
            await ask(cluster, "create extension if not exists pg_prewarm")
            assert await ask(cluster, "select autoprewarm_dump_now()") > 0, "and it runs"


async def test_it_is_closed_to_other_users_of_the_machine(cluster):
    with cluster.running():
        for private in (cluster.data, cluster.sockets()):
            assert private.stat().st_mode & 0o077 == 0


async def test_it_comes_back_at_once_after_being_killed(cluster):
    with cluster.running():
        await ask(cluster, "create table if not exists kept (n int)")
        os.kill(int((cluster.data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
        while cluster.answers():
            time.sleep(0.05)
    with cluster.running():
        assert await ask(cluster, "select count(*) from kept") == 0


async def test_the_server_outlives_a_failing_user_but_not_as_the_last(cluster):
    with cluster.running():
        with pytest.raises(ZeroDivisionError), cluster.running():
            raise ZeroDivisionError
        assert cluster.answers()
    assert not cluster.answers()


def test_a_deep_checkout_gets_a_short_socket_of_its_own(tmp_path):
    deep = tmp_path / ("a" * 60) / ("b" * 60)
    cluster = postgres.Cluster(data=deep / "postgres", run=deep / "run")
    sockets = cluster.sockets()
    assert len(str(sockets)) < postgres.LONGEST_SOCKET_DIRECTORY
    assert cluster.sockets() == sockets, "remembered"

    copied = tmp_path / ("a" * 60) / ("c" * 60)
    shutil.copytree(deep, copied)
    of_copy = postgres.Cluster(data=copied / "postgres", run=copied / "run").sockets()
    assert of_copy != sockets, "a copy must not talk to the original's server"
    sockets.rmdir()
    of_copy.rmdir()


def test_data_of_another_version_are_refused_with_words(monkeypatch):
    with pytest.raises(postgres.Unavailable, match="PostgreSQL 9 is not installed"):
        postgres.programs(9)
