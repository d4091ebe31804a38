#!/usr/bin/env bash
# Checks what the inputs of action.yml say: annotations and text in the log, a summary of the job, outputs, and preflight's exit code.
set -uo pipefail

reports=$RUNNER_TEMP/preflight-reports
mkdir -p "$reports"
rm -f "$reports"/*

options=(--fail-on "$PREFLIGHT_FAIL_ON" --unknown "$PREFLIGHT_UNKNOWN")
[ "$PREFLIGHT_ALLOW_EMPTY" != true ] || options+=(--allow-empty)
[ -z "$PREFLIGHT_FACTS" ] || options+=(--facts "$PREFLIGHT_FACTS")
[ -z "$PREFLIGHT_WORKSPACE" ] || options+=(--workspace "$PREFLIGHT_WORKSPACE")
[ -z "$PREFLIGHT_RESOURCE_GROUP" ] || options+=(--resource-group "$PREFLIGHT_RESOURCE_GROUP")
[ -z "$PREFLIGHT_SUBSCRIPTION" ] || options+=(--subscription "$PREFLIGHT_SUBSCRIPTION")
[ -z "$PREFLIGHT_SARIF" ] || options+=(--format "sarif:$PREFLIGHT_SARIF")
[ -z "$PREFLIGHT_CHANGED" ] || options+=("--changed=$PREFLIGHT_CHANGED")
while IFS= read -r line; do
  [ -z "$line" ] || options+=("$line")
done <<<"$PREFLIGHT_OPTIONS"
paths=()
while IFS= read -r line; do
  [ -z "$line" ] || paths+=("$line")
done <<<"$PREFLIGHT_PATHS"

code=0
"$RUNNER_TEMP/preflight/bin/preflight" check "${options[@]}" \
  --format text --format github --format "json:$reports/report.json" --format "markdown:$reports/summary.md" -- ${paths[@]+"${paths[@]}"} || code=$?

[ ! -f "$reports/summary.md" ] || cat "$reports/summary.md" >>"$GITHUB_STEP_SUMMARY"
{
  echo "exit-code=$code"
  if [ -f "$reports/report.json" ]; then
    echo "report=$reports/report.json"
    "$RUNNER_TEMP/preflight/bin/python" "$GITHUB_ACTION_PATH/gate/counts.py" "$reports/report.json"
  fi
  if [ -n "$PREFLIGHT_SARIF" ] && [ -f "$PREFLIGHT_SARIF" ] && [[ $PREFLIGHT_SARIF != *$'\n'* ]]; then
    echo "sarif=$PREFLIGHT_SARIF"
  fi
} >>"$GITHUB_OUTPUT"
exit "$code"
