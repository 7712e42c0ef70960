"""Characters that nobody sees and that make a text read otherwise than it is: they steer the direction of writing.

Real right-to-left letters stay as they are; pages isolate names (`<bdi>`), so such a name turns nothing around it.
"""

import re
import unicodedata
from pathlib import PurePath
from typing import Final

#: Embeddings, overrides, isolates and marks of direction (Unicode, UAX 9): none of them is part of a name or a sentence.
_STEERING: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
LONGEST_NAME: Final = 200


def unsteered(text: str) -> str:
    """The text as it reads without them."""
    return _STEERING.sub("", text)


def file_name(sent: str) -> str:
    """How a file is called here: without a path, without what is not seen, short, and still with its extension."""
    # Only the last part: some browsers send a whole Windows path.
    last = PurePath(sent.replace("\\", "/")).name
    seen = "".join(each for each in unsteered(last) if unicodedata.category(each) != "Cc").strip()
    extension = PurePath(seen).suffix
    if len(seen) <= LONGEST_NAME or len(extension) > 10:
        return seen[:LONGEST_NAME]
    return seen.removesuffix(extension)[: LONGEST_NAME - len(extension)] + extension
