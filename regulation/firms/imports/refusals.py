"""The one way an uploaded file is refused: on the field `file`, in words that say what to do next."""

from typing import Any

from regulation import errors


def unusable(message: str, **fields: Any) -> errors.Invalid:
    """The refusal to raise. It stands both at the field and as the message as a whole."""
    return errors.Invalid({"file": message}, message, **fields)
