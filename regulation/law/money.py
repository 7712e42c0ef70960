"""Amounts of money: Decimal yuan, two decimals, never a float.

Reading what people type, writing it in figures, in 万元 as the publicity exports want it, and in
the capital characters that decisions and receipts carry.
"""

import re
from decimal import ROUND_HALF_UP, Decimal, localcontext

from regulation.words import N_

CENT = Decimal("0.01")
#: As the columns hold it: Numeric(18, 2).
LARGEST = Decimal("9999999999999999.99")

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，－￥", "0123456789.,-¥")
_AMOUNT = re.compile(r"-?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?")


class NotAnAmount(ValueError):
    """What was entered is no amount of money. `message` is Chinese, for the form."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def yuan(value: Decimal | int | str) -> Decimal:
    """An exact amount from a trusted source, with two decimals. More decimals are a mistake, not rounded."""
    if isinstance(value, float | bool):
        raise TypeError("money is never a float")
    exact = Decimal(value)
    if not exact.is_finite() or abs(exact) > LARGEST:
        raise ValueError(f"{value} is not an amount")
    with localcontext() as context:
        context.prec = 40
        amount = exact.quantize(CENT)
    if amount != exact:
        raise ValueError(f"{value} has parts of a cent")
    return amount + Decimal(0)  # no negative zero


def rounded(value: Decimal) -> Decimal:
    """The result of a calculation, rounded half up to the cent."""
    with localcontext() as context:
        context.prec = 40
        return value.quantize(CENT, ROUND_HALF_UP) + Decimal(0)


def parse(text: str) -> Decimal:
    """The amount a person typed: `1,234.5`, `¥1234.50`, `1234.50元`, full-width digits, `1.5万元`."""
    if not isinstance(text, str):
        raise TypeError("only text is parsed")
    typed = re.sub(r"\s", "", text.translate(_FULL_WIDTH)).removeprefix("¥")
    if not typed:
        raise NotAnAmount(N_("请填写金额"))
    bare = typed.removesuffix("元")
    factor, decimals = (10_000, 6) if bare.endswith("万") else (1, 2)
    bare = bare.removesuffix("万")
    if not _AMOUNT.fullmatch(bare):
        raise NotAnAmount(N_("金额应为数字，例如 12000.00"))
    if len(bare.partition(".")[2]) > decimals:
        raise NotAnAmount(N_("金额精确到分，最多两位小数"))
    amount = Decimal(bare.replace(",", "")) * factor
    if abs(amount) > LARGEST:
        raise NotAnAmount(N_("金额超出可以记录的范围"))
    return yuan(amount)


def figures(amount: Decimal) -> str:
    """1,234,567.80 — for tables."""
    return f"{yuan(amount):,.2f}"


def formatted(amount: Decimal) -> str:
    """¥1,234,567.80; a minus stands before the sign of the currency."""
    exact = yuan(amount)
    return f"{'-' if exact < 0 else ''}¥{abs(exact):,.2f}"


def in_wan(amount: Decimal) -> Decimal:
    """The amount in 万元, exact to the cent (six decimals), as the double-publicity export asks."""
    with localcontext() as context:
        context.prec = 40
        return yuan(amount).scaleb(-4)


def formatted_wan(amount: Decimal) -> str:
    """123.45678万元: as many decimals as the amount needs, never rounded."""
    written = f"{in_wan(amount):,.6f}".rstrip("0").removesuffix(".")
    return f"{written}万元"


_CAPITALS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")


def capital(amount: Decimal) -> str:
    """The amount in capital characters: 壹万贰仟元整, 壹仟陆佰捌拾元零叁角贰分.

    By the rules for filling in bills of payment (正确填写票据和结算凭证的基本规定): zeros inside are
    written once however many there are; an amount that ends with 元 closes with 整, one that ends with
    角 or 分 does not. Where the rules allow a zero without demanding it, it is written before 角
    (元 place empty) and not before 仟 (万 place empty): 壹拾万柒仟元零伍角叁分.
    """
    exact = yuan(amount)
    cents = int(abs(exact) * 100)
    whole, jiao, fen = cents // 100, cents // 10 % 10, cents % 10
    written = "负" if cents and exact < 0 else ""
    if whole or not cents:
        written += (_whole(whole) or "零") + "元"
    if not jiao and not fen:
        return written + "整"
    if jiao:
        written += ("零" if whole and whole % 10 == 0 else "") + _CAPITALS[jiao] + "角"
    if fen:
        written += ("零" if whole and not jiao else "") + _CAPITALS[fen] + "分"
    return written


def _whole(number: int) -> str:
    """Split at 亿 and at 万; a zero is written where the lower part does not fill its highest place."""
    for unit, name in ((100_000_000, "亿"), (10_000, "万")):
        above, below = divmod(number, unit)
        if above:
            zero = "零" if 0 < below < unit // 10 else ""
            return _whole(above) + name + zero + _whole(below)
    return _group(number)


def _group(group: int) -> str:
    written = ""
    zero_due = False
    for place in range(3, -1, -1):
        digit = group // 10**place % 10
        if digit:
            written += ("零" if zero_due else "") + _CAPITALS[digit] + _PLACES[place]
            zero_due = False
        else:
            zero_due = bool(written)
    return written


def from_capital(text: str) -> Decimal:
    """Read capital characters back: the check that a paper says in words what it says in figures."""
    matched = re.fullmatch(r"(?:人民币)?(负?)(?:([^元角分]+)元)?(?:零?(.)角)?(?:零?(.)分)?[整正]?", text)
    if not matched or not (matched[2] or matched[3] or matched[4]):
        raise NotAnAmount(N_("大写金额无法识别"))
    sign, whole, jiao, fen = matched.groups()
    amount = (
        Decimal(_read_whole(whole or "零"))
        + Decimal(_read_digit(jiao)) / 10
        + Decimal(_read_digit(fen)) / 100
    )
    return yuan(-amount if sign else amount)


def _read_digit(character: str | None) -> int:
    if character is None:
        return 0
    if (digit := _CAPITALS.find(character)) < 0:
        raise NotAnAmount(N_("大写金额无法识别"))
    return digit


def _read_whole(text: str) -> int:
    for unit, name in ((100_000_000, "亿"), (10_000, "万")):
        above, found, below = text.rpartition(name)
        if found:
            return _read_whole(above) * unit + (_read_whole(below) if below else 0)
    total, digit = 0, 0
    for character in text:
        if character in _PLACES[1:]:
            total += (digit or 1) * 10 ** _PLACES.index(character)
            digit = 0
        elif digit:
            raise NotAnAmount(N_("大写金额无法识别"))
        else:
            digit = _read_digit(character)
    return total + digit
