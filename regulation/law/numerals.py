"""Chinese numerals as statutes write them: 十九, 一百零二."""

_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")


def chinese(number: int) -> str:
    """Write 0..9999 in the everyday characters that article numbers use.

    Ten to nineteen lose their leading 一 (十九, not 一十九); inside a number it stays (一百一十).
    """
    if not 0 <= number <= 9999:
        raise ValueError(f"no article has the number {number}")
    if number < 10:
        return _DIGITS[number]
    written = ""
    pending_zero = False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit == 0:
            pending_zero = bool(written)
            continue
        written += ("零" if pending_zero else "") + _DIGITS[digit] + _PLACES[place]
        pending_zero = False
    return written.removeprefix("一") if 10 <= number < 20 else written


_READ = {chinese(value): value for value in range(1, 2000)}


def number(text: str) -> int:
    """Read an article's number in Chinese or Arabic digits. Raises ValueError."""
    plain = text.strip()
    if plain.isascii() and plain.isdigit():
        return int(plain)
    if plain not in _READ:
        raise ValueError(f"no number of an article: {text}")
    return _READ[plain]
