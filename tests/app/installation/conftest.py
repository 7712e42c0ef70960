"""An installation of its own: an empty folder, or one in which `zhiheng migrate` has already been."""

import fcntl
import os
import subprocess
import sys

import pytest

from app.settings import ROOT


@pytest.fixture
def environment(tmp_path):
    """What a program is given that is to find an installation in `tmp_path / "var"`, and none elsewhere."""
    return environment_of(tmp_path / "var")


def environment_of(folder):
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("ZHIHENG_")}
    inherited.pop("DATABASE_URL", None)
    return inherited | {"ZHIHENG_VAR_DIR": str(folder), "ZHIHENG_PG_FAST": "true", "LANG": "C.UTF-8"}


@pytest.fixture(scope="session")
def migrated(tmp_path_factory):
    """A folder that one process of the run has migrated from nothing; whoever needs one takes a copy."""
    common = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        common = common.parent
    made, ready = common / "migrated", common / "migrated.ready"
    with (common / "migrated.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not ready.exists():
            done = subprocess.run(
                [sys.executable, "-m", "app.cli", "migrate"],
                cwd=ROOT, env=environment_of(made), capture_output=True, text=True, check=False,
            )  # fmt: skip
            assert done.returncode == 0, done.stderr
            ready.touch()
    return made


@pytest.fixture
def installed(migrated, environment):
    """`environment` over a copy of that folder; the server of the original does not run."""
    subprocess.run(["cp", "-a", migrated, environment["ZHIHENG_VAR_DIR"]], check=True)
    return environment
