"""The printing processes are ended with the session, and fonts are taken apart once."""

from collections.abc import Iterator

import pytest

from reports import pool


@pytest.fixture(scope="session", autouse=True)
def printing_processes() -> Iterator[None]:
    yield
    pool.shutdown()
