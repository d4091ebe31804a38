"""A rule to begin with: it passes its own test, and says what each part is for."""

from __future__ import annotations

_TEMPLATE = """\
# A rule is one condition over facts. Change this one step by step, and run `preflight rules test` on it after each.

# The id names the bad thing, in kebab-case; the file has the same name. Ignores and reports use it, so keep it.
id: {id}
language: 1
# preview: shown, but never fails a run; stable; deprecated, with `replaced_by`.
status: preview
since: {since}
# error: creating or the job will fail, or what was written is lost; warning: likely wrong; info: worth a note.
severity: warning
summary: The name of a deployment does not begin with its team

# Which documents it is for: {kinds}.
for: batch-deployment

# Where it applies at all. Facts of a deployment are under `deployment`, its keys as written under `doc`;
# environment, conda, script, model, component, compute and endpoint are what it is linked to.
when: {{path: deployment.name, exists: true}}

# What must hold: {{path, operator: argument}}, all, any, not, each, some, none, count. Nothing that is unknown ever fails:
# a placeholder such as `${{NAME}}` makes the verdict unknown.
check: {{path: deployment.name, matches: ^(vision|churn)-}}

# What a finding says. It points at the value that decided; `at: path` points elsewhere.
message: "`{{value}}` does not begin with a team: `vision-` or `churn-`"
fix: "Write a name such as `churn-{{value}}`"

# For those who ask why, and for `preflight rules show {id}`.
why: The bill of a cluster is split by the first word of the deployment's name.

# Why the rule is believed: doc, sdk, report, observed or inferred. What is only inferred cannot be an error.
evidence:
  - {{source: https://example.org/naming, kind: doc, seen: {seen}}}

# These are its tests: files as they could stand in a repository, and what must come of them.
examples:
  - bad:
      deployment.yml: |
        name: xgboost
        endpoint_name: churn-batch
        model: azureml:churn:1
    at: deployment.yml:1:7
    message: "`xgboost` does not begin with a team*"
  - good:
      deployment.yml: |
        name: churn-xgboost
        endpoint_name: churn-batch
        model: azureml:churn:1
  - unknown:
      deployment.yml: |
        name: ${{NAME}}
        endpoint_name: churn-batch
        model: azureml:churn:1
    because: "*${{NAME}}*"
"""


def new_rule(rule_id: str, kinds: list[str], since: str, seen: str) -> str:
    """Return the text of a rule file with an id; `seen` is the month of its evidence, as 2026-08."""
    return _TEMPLATE.format(id=rule_id, kinds=", ".join(kinds), since=since, seen=seen)
