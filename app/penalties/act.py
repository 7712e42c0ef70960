"""What one act of a case or an order is to the pages."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from app.settings import settings
from app.shell import forms

Run = Callable[..., Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Act:
    """One act: its form, what it does in words, and the use case."""

    form: type[forms.Form]
    explained: str
    run: Run
    is_grave: bool = False


def folder() -> Any:
    """Where files of matters are kept."""
    return settings().var_dir / "attachments"


def file_fields(form: dict[str, Any]) -> dict[str, Any]:
    """The upload of a form as the use case takes it."""
    upload = form.pop("file", None)
    kept = (upload.name, upload.media_type, upload.data) if upload is not None else None
    return {**form, "file": kept, "folder": folder()}
