"""A log that can be signed, for certificates that carry its proof."""

from tests.app.ledger.conftest import enter, folder, sign  # noqa: F401 - fixtures
