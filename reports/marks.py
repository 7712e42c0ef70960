"""Marks on papers: the square code that opens the verification page, and the place of the seal."""

import math

import segno
from markupsafe import Markup, escape

#: The red of seals on screen and paper.
SEAL_RED = "#b8232f"
INK = "#1b2430"


def qr(address: str) -> str:
    """The address as a QR code, an SVG picture that needs no file."""
    return str(segno.make(address, error="m", micro=False).svg_data_uri(dark=INK, border=2, scale=4))


#: How the place of the seal is called in the structure of a file; what stands there follows.
SEAL = "印章位置"


def seal(organ: str, *, demonstration: bool, signed: bool = False) -> Markup:
    """In a demonstration a mark that nobody can take for a seal; otherwise the place where the seal goes.

    A program never draws an authority's seal: it is set by hand, or by the authority's signing system. Where the file
    bears the organ's digital signature, its place says so, and says that it is no imprint of a seal.
    """
    if demonstration:
        return Markup(_demonstration_mark(organ))  # noqa: S704 - escaped below
    return Markup(_place_of_signature() if signed else _place_for_seal())  # noqa: S704 - no text of others


def _demonstration_mark(organ: str) -> str:
    centre, radius = 100.0, 72.0
    letters = list(organ)
    # The name fills at most 214 degrees of the ring, evenly, read from the left over the top: below stand authority and day.
    sweep = min(214.0, 22.0 * max(1, len(letters) - 1))
    size = 19 if len(letters) <= 14 else 15 if len(letters) <= 20 else 12
    ring = ""
    for position, letter in enumerate(letters):
        share = position / (len(letters) - 1) if len(letters) > 1 else 0.5
        angle = -sweep / 2 + sweep * share
        x = centre + radius * math.sin(math.radians(angle))
        y = centre - radius * math.cos(math.radians(angle))
        ring += (
            f'<text x="0" y="0" font-size="{size}" text-anchor="middle" '
            f'transform="translate({x:.2f} {y:.2f}) rotate({angle:.2f}) translate(0 {size * 0.36:.2f})">'
            f"{escape(letter)}</text>"
        )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200" class="seal-mark">'
        f"<title>{SEAL}：演示标记，不是任何机关的印章，无法律效力</title>"
        f'<circle cx="100" cy="100" r="95" fill="none" stroke="{SEAL_RED}" stroke-width="4"/>'
        f'<g fill="{SEAL_RED}" font-family="Paper" font-weight="700">{ring}'
        '<text x="100" y="88" font-size="28" text-anchor="middle" letter-spacing="2">演示</text>'
        '<text x="100" y="103" font-size="12" text-anchor="middle" letter-spacing="2">DEMO</text>'
        '<text x="100" y="180" font-size="12.5" text-anchor="middle">无法律效力</text></g></svg>'
    )


def _place_for_seal() -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200" class="seal-mark">'
        f"<title>{SEAL}</title>"
        '<circle cx="100" cy="100" r="92" fill="none" stroke="#9aa5b1" stroke-width="1.5" stroke-dasharray="6 5"/>'
        '<text x="100" y="70" font-size="19" text-anchor="middle" font-family="Paper" fill="#8a95a1">'
        "印章</text></svg>"
    )


def _place_of_signature() -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200" class="seal-mark">'
        f"<title>{SEAL}：本文件由签发机关数字签名，此处不是印模</title>"
        f'<circle cx="100" cy="100" r="92" fill="none" stroke="{SEAL_RED}" stroke-width="1.8" stroke-dasharray="6 5"/>'
        f'<g fill="{SEAL_RED}" font-family="Paper" text-anchor="middle">'
        '<text x="100" y="56" font-size="24" font-weight="700" letter-spacing="3">数字签名</text>'
        '<text x="100" y="79" font-size="14.5">在阅读软件中点此查验</text>'
        '<text x="100" y="98" font-size="13">非印模，印章由机关加盖</text></g></svg>'
    )
