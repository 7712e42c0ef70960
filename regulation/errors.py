"""What the office may answer instead of doing what was asked.

Every message is a Chinese original with `%(name)s` parameters; the page translates it. The class
says how the answer is shown (`app/errors.py` is the single table), the fields say what to show.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from regulation.law import house_rules
from regulation.words import N_

if TYPE_CHECKING:
    from regulation.law.citation import Citation


NOT_YOURS = N_("您没有办理此事项的权限")


class DomainError(Exception):
    """An expected answer, with the words for the person who asked."""

    def __init__(self, message: str, *, citation: Citation | None = None, **fields: Any) -> None:
        super().__init__(message)
        #: Chinese original, parameters not yet filled in; the key of the translation.
        self.message = message
        self.citation = citation
        #: Values for the parameters of the message, and whatever else a page wants to show.
        self.params: Mapping[str, Any] = fields

    @property
    def text(self) -> str:
        """The Chinese message with its parameters filled in."""
        return self.message % self.params if self.params else self.message

    def __str__(self) -> str:
        return self.text


class Refused(DomainError):
    """The law or the state of the matter forbids it (409)."""


class AlreadyMoved(Refused):
    """Somebody else took the step first: the status is no longer the one the page showed (409)."""

    #: Which matter it was (`casework.at_hand.AtHand`), where who raised it knew.
    matter: Any = None
    #: The line of the log with the last thing that was done in the matter, where a page found it out.
    meanwhile: Any = None

    def __init__(
        self,
        message: str = N_("该事项的状态已经改变，请刷新后再办理"),
        *,
        citation: Citation | None = house_rules.FIRST_COME,
        **fields: Any,
    ) -> None:
        super().__init__(message, citation=citation, **fields)


class NotPermitted(DomainError):
    """The person may not do it (403)."""

    def __init__(
        self,
        message: str = NOT_YOURS,
        *,
        citation: Citation | None = None,
        **fields: Any,
    ) -> None:
        # Who is told no more than "not yours" is told whose rule that is.
        if message == NOT_YOURS and citation is None:
            citation = house_rules.POSTS
        super().__init__(message, citation=citation, **fields)


class NotFound(DomainError):
    """It does not exist, or not for this person (404)."""

    def __init__(
        self,
        message: str = N_("没有找到您要的内容"),
        *,
        citation: Citation | None = None,
        **fields: Any,
    ) -> None:
        super().__init__(message, citation=citation, **fields)


class Invalid(DomainError):
    """What was entered cannot be used (422); `errors` maps the field to its message."""

    def __init__(
        self,
        errors: Mapping[str, str],
        message: str = N_("填写的内容有误，请按提示修改"),
        *,
        citation: Citation | None = None,
        **fields: Any,
    ) -> None:
        super().__init__(message, citation=citation, **fields)
        self.errors: dict[str, str] = dict(errors)
