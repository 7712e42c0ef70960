"""`zhiheng verify-draw FILE...`: recompute published draws with nothing but the files.

0 when all are equal, 1 when one differs, 2 when one is refused; needs no database and no web library.
"""

import argparse

from regulation.inspections.draw import verify


def run(args: argparse.Namespace) -> int:
    """Judge the files one after the other; the highest code counts."""
    return verify.verify_files([str(name) for name in args.files])
