"""`zhiheng verify-draw FILE...`: recompute published draws; 0 all equal, 1 different, 2 refused."""

import argparse

from regulation.inspections.draw import verify


def run(args: argparse.Namespace) -> int:
    """Needs no database and no installation beyond Python: anyone may check."""
    return verify.verify_files([str(name) for name in args.files])
