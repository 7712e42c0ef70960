"""All addresses of the register log."""

from typing import Any

from app.ledger import desk, links, proofs, public

HANDLERS: list[Any] = [*public.HANDLERS, *proofs.HANDLERS, *links.HANDLERS, *desk.HANDLERS]
