"""A licence's paper as a decision leaves it, and the folder of the keys that sign papers."""

from uuid import uuid4

import pytest

from app.documents import paper_keys
from app.documents.paper_keys import PaperKeys
from regulation.accounts import organs
from regulation.casework import documents
from tests import cast as people
from tests.reports import samples


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The folder of this installation's paper keys; empty."""
    kept = PaperKeys(tmp_path / "keys", b"word")
    monkeypatch.setattr(paper_keys, "keys", lambda: kept)
    return kept


@pytest.fixture
def issue(some_db):
    """Issue a paper of a kind, as its sample says, by Chaoyang."""

    async def issued(kind="filing_certificate", *, now, firm_id=None, **other):
        organ = await organs.by_code(people.CHAOYANG)
        snapshot = {
            name: value
            for name, value in (samples.SNAPSHOTS[kind] | other).items()
            if name not in {"token", "verification_url", "demonstration", "number"}
        }
        number = other.get("number") or f"京朝测〔2026〕{uuid4().hex[:6]}号"
        return await documents.issue(
            kind, number, "filing", uuid4(), snapshot, organ_id=organ["id"], firm_id=firm_id, now=now
        )

    return issued
