"""The commands other programs and people rely on by name."""

import os
import subprocess
import sys

import pytest

from app import cli, installation
from app.settings import ROOT

PROMISED = (
    "serve",
    "worker",
    "migrate",
    "demo",
    "demo-accounts",
    "import-firms",
    "verify-draw",
    "yearbook",
    "log",
    "backup",
    "restore",
    "create-official",
)


def python(program, **environment):
    command = [sys.executable, "-c", program]
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("name", PROMISED)
def test_every_promised_command_exists_and_explains_itself(name, capsys):
    with pytest.raises(SystemExit) as ended:
        cli.parser().parse_args([name, "--help"])
    assert ended.value.code == 0
    assert f"zhiheng {name}" in capsys.readouterr().out
    assert (ROOT / "app" / "commands" / f"{name.replace('-', '_')}.py").exists()


@pytest.mark.parametrize("given", ["59", "0", "-60", "many"])
def test_a_city_too_small_for_the_demonstration_is_refused_with_the_least_there_is(given, capsys):
    with pytest.raises(SystemExit) as ended:
        cli.parser().parse_args(["demo", f"--firms={given}"])
    assert ended.value.code == 2
    assert "60" in capsys.readouterr().err
    assert cli.parser().parse_args(["demo", "--firms", "60"]).firms == 60


@pytest.mark.parametrize(
    ("language", "word"), [("zh_CN.UTF-8", "建立或更新"), ("C.UTF-8", "create or update")]
)
def test_it_speaks_the_language_of_the_terminal(language, word):
    answer = python("from app import cli; cli.main(['--help'])", LANG=language, LC_ALL="", LC_MESSAGES="")
    assert word in answer.stdout


def test_a_draw_is_verified_without_database_or_web(tmp_path):
    broken = tmp_path / "record.json"
    broken.write_text("{}")
    program = f"""
import sys
from app import cli
code = cli.main(['verify-draw', {str(broken)!r}])
print(code, sorted(set(sys.modules) & {{'piccolo', 'asyncpg', 'litestar', 'pydantic', 'app.settings'}}))
"""
    answer = python(program, DATABASE_URL="postgresql://nobody@127.0.0.1:1/nothing")
    assert answer.stdout.splitlines()[-1] == "2 []"
    assert "REFUSED" in answer.stdout


async def test_migrating_twice_changes_nothing(committed_db):
    environment = {"ZHIHENG_ROLE": "owner"}
    again = python("from app import cli; raise SystemExit(cli.main(['migrate']))", **environment)
    assert again.returncode == 0, again.stderr
    assert "0 migrations applied" in again.stdout


async def test_the_demonstration_never_comes_among_an_offices_own_data(committed_db, owner):
    made = ["create-official", "--login", "an", "--name", "安", "--organ", "BJ", "--role", "clerk"]
    assert python(f"from app import cli; raise SystemExit(cli.main({made}))").returncode == 0
    refused = python("from app import cli; raise SystemExit(cli.main(['demo']))", ZHIHENG_ROLE="owner")
    assert refused.returncode == 1
    assert "in use" in refused.stderr
    passed_over = python(
        "from app import cli; raise SystemExit(cli.main(['demo', '--if-empty']))", ZHIHENG_ROLE="owner"
    )
    assert passed_over.returncode == 0
    assert await owner.fetchval("select count(*) from account") == 1
    assert not await installation.is_demonstration(owner)
