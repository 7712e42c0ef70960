#!/bin/sh
# Writes anew what `make setup` installs, from pyproject.toml and package.json: names, versions and hashes, and no address
# of any server, so that an office may take the same files from a mirror of its own. Run by `make lock`, then read the
# difference before committing it.
set -eu
cd "$(dirname "$0")/.."
uv=.venv/bin/uv
export UV_PYTHON_DOWNLOADS=never

$uv lock --quiet "$@"
export_to() {
    file=$1
    shift
    $uv export --quiet --frozen --format requirements-txt --no-emit-project --no-header --no-annotate "$@" -o "$file" >/dev/null
    echo "$file: $(grep -c '==' "$file") packages"
}
export_to requirements-bootstrap.lock --only-group bootstrap
export_to requirements.lock --no-dev --group bootstrap
export_to requirements-dev.lock --group bootstrap
export_to requirements-embedded.lock --only-group embedded
export_to requirements-node.lock --only-group node
# uv's own lock names the index on every line; what is committed is the export.
rm -f uv.lock

npm install --package-lock-only --ignore-scripts --no-audit --no-fund
if grep -n '"resolved"' package-lock.json; then
    echo "package-lock.json names a server: remove the lines above" >&2
    exit 1
fi
