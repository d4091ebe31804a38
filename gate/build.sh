#!/usr/bin/env bash
# Builds wheel and source distribution into a folder, the same bytes wherever and whenever it is run: tools pinned, time of the commit.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check build==1.6.1 hatchling==1.33.0 PyYAML==6.0.3

SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH
umask 022
"$work/venv/bin/python" -m build --no-isolation --outdir "$1"
