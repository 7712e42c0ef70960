"""An amount read back, so that a misplaced zero is noticed before the form is sent."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from app.shell import i18n
from regulation.law import money


def amount(value: Decimal | str | None) -> str:
    """The amount in capitals for Chinese readers, grouped with the currency for English ones."""
    try:
        exact = Decimal(str(value).replace(",", "")) if value not in (None, "") else None
    except InvalidOperation:
        return ""
    if exact is None or not exact.is_finite() or not 0 <= exact <= money.LARGEST:
        return ""
    exact = money.rounded(exact)
    return f"CNY {exact:,.2f}" if i18n.language() == i18n.ENGLISH else money.capital(exact)
