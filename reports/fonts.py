"""The type of our papers: Noto Sans CJK SC, found by path and never by name.

A family name falls back without a word to whatever the machine has, and a missing character prints
as an empty box that every text search still finds. So the files are named, and the characters asked.
"""

import os
import tempfile
import unicodedata
from functools import cache
from pathlib import Path

#: Where the variable part of an installation lives; the same name as in the settings.
VAR_DIR = "ZHIHENG_VAR_DIR"
#: A folder that holds both weights, for machines where they are not in a usual place.
FONT_DIR = "ZHIHENG_FONT_DIR"

WEIGHTS = ("Regular", "Bold")
USUAL_FOLDERS = (
    "/usr/share/fonts/opentype/noto",
    "/usr/share/fonts/noto-cjk",
    "/usr/share/fonts/google-noto-cjk",
    "/usr/share/fonts/truetype/noto",
    "/usr/local/share/fonts",
)
#: One face alone first: a collection has to be taken apart.
USUAL_NAMES = ("NotoSansCJKsc-{}.otf", "NotoSansSC-{}.otf", "NotoSansSC-{}.ttf", "NotoSansCJK-{}.ttc")
FACE = "Noto Sans CJK SC"


class FontMissing(RuntimeError):
    """The document font is not on this machine. The message says what to install."""


def source(weight: str) -> Path:
    """The installed file of a weight, a single face or a collection."""
    chosen = os.environ.get(FONT_DIR)
    folders = [Path(chosen)] if chosen else [Path(folder) for folder in USUAL_FOLDERS]
    for folder in folders:
        for name in USUAL_NAMES:
            path = folder / name.format(weight)
            if path.is_file():
                return path
    searched = ", ".join(str(folder) for folder in folders)
    raise FontMissing(
        f"Noto Sans CJK {weight} not found in {searched}: install the package fonts-noto-cjk, or name the folder in {FONT_DIR}"
    )


@cache
def face(weight: str) -> Path:
    """A file with the simplified Chinese face alone, taken out of its collection once and kept.

    A collection cannot be used as it is: an address in a style sheet names a file, not a face, and
    the first face of the collection is the Japanese one, with other forms for the same characters.
    """
    found = source(weight)
    if found.suffix.lower() != ".ttc":
        return found
    state = found.stat()
    name = f"NotoSansCJKsc-{weight}-{state.st_size:x}-{state.st_mtime_ns:x}.otf"
    kept = _cache_folder() / name
    if not kept.is_file():
        _take_out(found, kept)
    return kept


def _cache_folder() -> Path:
    chosen = os.environ.get(VAR_DIR)
    folder = Path(chosen) if chosen else Path(__file__).resolve().parents[1] / "var"
    folder = folder / "fonts"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        folder = Path(tempfile.mkdtemp(prefix="zhiheng-fonts-"))
    return folder if os.access(folder, os.W_OK) else Path(tempfile.mkdtemp(prefix="zhiheng-fonts-"))


def _take_out(collection: Path, target: Path) -> None:
    from fontTools.ttLib import TTCollection  # noqa: PLC0415 - only the printing process pays for it

    with TTCollection(str(collection), lazy=True) as faces:
        for candidate in faces.fonts:
            if candidate["name"].getDebugName(1) == FACE:
                # Written beside and moved into place: two processes may start at once.
                handle, draft = tempfile.mkstemp(dir=target.parent, suffix=".otf")
                os.close(handle)
                candidate.save(draft)
                Path(draft).chmod(0o644)
                Path(draft).replace(target)
                return
    raise FontMissing(f"{collection} holds no face named {FACE}")


@cache
def _covered(weight: str) -> frozenset[int]:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - only the printing process pays for it

    with TTFont(str(face(weight)), lazy=True) as font:
        return frozenset(font.getBestCmap())


#: Characters without a form of their own that turn the text around them: in a paper they are named, not obeyed.
TURNING = {
    each: f"〔U+{each:04X}〕"
    for each in (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
}


def spelled(text: str) -> str:
    """What somebody wrote in free words, with each character that has no form in our type named by its number.

    An emoji in a note must not keep a record from being issued, and must not vanish from it either. Names are not
    treated so: a name that cannot be printed is refused.
    """
    named = {ord(each): f"〔U+{ord(each):04X}〕" for each in missing_glyphs(text)}
    return text.translate(TURNING | named)


def missing_glyphs(text: str) -> list[str]:
    """Characters of the text that would print as boxes, each once, in the order they appear."""
    covered = _covered("Regular")
    return [
        character
        for character in dict.fromkeys(text)
        if ord(character) not in covered
        and unicodedata.category(character)[0] not in "CZ"
        # Variation selectors choose a form of the character before them and have none of their own.
        and not ("\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef")
    ]
