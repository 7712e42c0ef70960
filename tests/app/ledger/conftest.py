"""A log with a key, signed, and a folder that keeps what was signed."""

from datetime import UTC, datetime

import pytest

from app.ledger import keys as key_files
from app.ledger import signing, standing
from app.ledger.keys import Keys
from regulation.actor import SYSTEM
from regulation.ledger import actions

NOW = datetime(2026, 11, 28, 4, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The folder of this installation's key, with a key in it."""
    kept = Keys(tmp_path / "log")
    kept.make("hr.example/log")
    monkeypatch.setattr(key_files, "keys", lambda: kept)
    monkeypatch.setattr(signing, "PATIENCE", 0.2)
    standing.forget()
    yield kept
    standing.forget()


@pytest.fixture
def enter(some_db):
    """Enter so many acts."""

    async def entered(count, entity="firm-1", **other):
        acts = [
            actions.Act(entity, "hr_licence", "grant", private={"number": str(n)}, **other)
            for n in range(count)
        ]
        return await actions.append_many(acts, actor=SYSTEM, now=NOW)

    return entered


@pytest.fixture
def sign(folder, some_db):
    """Let the worker look once."""

    async def signed():
        return await signing.sign(NOW)

    return signed
