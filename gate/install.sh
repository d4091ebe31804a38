#!/usr/bin/env bash
# Installs preflight for the action, in a virtual environment of its own: the job's Python stays as it is.
set -euo pipefail

what=$GITHUB_ACTION_PATH
if [ -n "${PREFLIGHT_VERSION:-}" ]; then
  if ! [[ $PREFLIGHT_VERSION =~ ^[0-9][0-9A-Za-z.!+-]*$ ]]; then
    echo "::error::the input version is no release of azureml-preflight"
    exit 2
  fi
  what=azureml-preflight
fi
if [ -n "${PREFLIGHT_WORKSPACE:-}" ]; then
  what+="[live]"
fi
if [ -n "${PREFLIGHT_VERSION:-}" ]; then
  what+="==$PREFLIGHT_VERSION"
fi

"$PREFLIGHT_PYTHON" -m venv "$RUNNER_TEMP/preflight"
"$RUNNER_TEMP/preflight/bin/python" -m pip install --quiet --disable-pip-version-check "$what"
