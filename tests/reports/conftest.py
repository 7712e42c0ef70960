"""The printing processes are ended with the session, and fonts are taken apart once."""

from collections.abc import Iterator

import pytest

from reports import pool


@pytest.fixture(scope="session", autouse=True)
def printing_processes() -> Iterator[None]:
    # Renewing a process costs seconds; in a test run none lives long enough to need it.
    pool.TASKS_PER_PROCESS = 500
    yield
    pool.shutdown()
