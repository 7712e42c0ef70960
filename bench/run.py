"""`make bench`: how fast and how large, on this machine, as figures and as ratios within one run.

Sections, all of them or `--only` some: `register` (the search of the register beside a bare route and Datasette), `million` (the same over a million
firms beside ten thousand), `suppliers` (a list of 5,000 checked),
`draws` (a draw from commitment to result in a process of its own), `log` (the register log: entering, proving, checking),
`licences` (a thousand of them printed and signed, beside bare WeasyPrint), `statistics` (the yearbook's tables beside DuckDB
over the same files), `disclosure` (what a whole yearbook withholds, chosen and attacked), `yearbook` (the whole book of a large
city in every format), `case_file` (the whole file of a case of 120 papers as one PDF), `filing` (the last day of the annual
reports, beside pgbench) and `radar` (a list of advertisements against the register, beside comparing every pair).
"""

from __future__ import annotations

import argparse
import importlib
import os

from bench.machine import VAR

# Before anything of ours is imported: settings are read once.
os.environ |= {
    "ZHIHENG_QUOTA_WITHOUT_KEY": "0",
    "ZHIHENG_VAR_DIR": str(VAR),
    "PICCOLO_CONF": "piccolo_conf",
    "LANG": "C.UTF-8",
}
os.environ.pop("DATABASE_URL", None)

#: A section is a module of this folder with `options(parser)` and `run(args)`.
SECTIONS = (
    "register",
    "million",
    "suppliers",
    "draws",
    "log",
    "licences",
    "statistics",
    "disclosure",
    "yearbook",
    "case_file",
    "filing",
    "radar",
)


def main() -> int:
    """Run the sections asked for, one after the other."""
    asked = argparse.ArgumentParser(prog="make bench ARGS=...", description=__doc__)
    asked.add_argument("--only", choices=SECTIONS, action="append", help="this section; may be repeated")
    modules = {name: importlib.import_module(f"bench.{name}") for name in SECTIONS}
    for module in modules.values():
        module.options(asked)
    args = asked.parse_args()
    for name in args.only or SECTIONS:
        modules[name].run(args)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
