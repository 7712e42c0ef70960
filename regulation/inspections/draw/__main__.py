"""`python -m regulation.inspections.draw FILE...`: recompute published draws and compare."""

import sys

from regulation.inspections.draw import verify

if __name__ == "__main__":
    sys.exit(verify.verify_files(sys.argv[1:]))
