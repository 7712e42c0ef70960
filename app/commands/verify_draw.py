"""`zhiheng verify-draw FILE...`: recompute published draws with nothing but the files.

With `--part`, files of draws of which a part is not public yet, as far as that goes.

0 when all are equal, 1 when one differs, 2 when one is refused; needs no database and no web library.
"""

import argparse

from regulation.inspections.draw import part, verify


def run(args: argparse.Namespace) -> int:
    """Judge the files one after the other; the highest code counts."""
    return verify.verify_files(
        [str(name) for name in args.files], part.verify_text if args.part else verify.verify_text
    )
