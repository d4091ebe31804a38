"""Where preflight's own rules, schemas and tables are: packed in a wheel, or beside the package in a checkout.

Without `importlib.resources` and `pathlib`, which cost an offline check more than reading all of it.
"""

from __future__ import annotations

import json
import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_PACKAGE = os.path.dirname(os.path.abspath(__file__))
_SCHEMA = ".schema.json"


def packed_rules() -> list[dict[str, Any]] | None:
    """Return what judging needs of every built-in rule (`preflight.pack.brief`), in the order of `rule_files`; None in a checkout."""
    rules: list[dict[str, Any]] | None = _packed("rules")
    return rules


def packed_pages() -> dict[str, dict[str, Any]] | None:
    """Return what readers need of every built-in rule (`preflight.pack.page`), by rule id; None in a checkout."""
    pages: dict[str, dict[str, Any]] | None = _packed("pages")
    return pages


def rule_files() -> list[str]:
    """Return the absolute paths of the built-in rule files, `rules/<family>/<id>.yaml`, sorted."""
    rules = _folder("rules")
    return [path for family in _inside(rules) if os.path.isdir(family) for path in _inside(family) if path.endswith(".yaml")]


def schema_names() -> list[str]:
    """Return the names of all schemas, sorted."""
    names = (os.path.basename(path) for path in _inside(_folder("schemas")))
    return [name.removesuffix(_SCHEMA) for name in names if name.endswith(_SCHEMA)]


def schema(name: str) -> dict[str, Any]:
    """Return a schema by its name, such as `batch-endpoint`.

    Raises FileNotFoundError when there is none of that name.
    """
    packed: dict[str, Any] | None = _packed(name)
    return packed if packed is not None else _json(os.path.join(_folder("schemas"), name + _SCHEMA))


def tables() -> dict[str, Any]:
    """Return the dated tables of facts about Azure ML: the values of each, by its name in `data/tables.yaml`."""
    packed: dict[str, Any] | None = _packed("tables")
    return packed if packed is not None else _values("tables")


def import_names() -> dict[str, Any]:
    """Return the dated tables of Python packages: the values of each, by its name in `data/import_names.yaml`."""
    packed: dict[str, Any] | None = _packed("import_names")
    return packed if packed is not None else _values("import_names")


def failures() -> dict[str, dict[str, Any]]:
    """Return the known failures of batch jobs by their names, as `data/failures/` describes them."""
    packed: dict[str, dict[str, Any]] | None = _packed("failures")
    if packed is not None:
        return packed
    from preflight.pack import read_yaml  # noqa: PLC0415 - an installed preflight has them packed

    found: dict[str, dict[str, Any]] = {}
    for path in _inside(os.path.join(_folder("data"), "failures")):
        for name, failure in read_yaml(path).items():
            if name in found:
                raise ValueError(f"two failures have the name `{name}`")
            found[name] = failure
    return found


def exceptions() -> dict[str, Any]:
    """Return what is known of exceptions: `rules` about them as readers need them, and `retired` rules, by id."""
    packed: dict[str, Any] | None = _packed("exceptions")
    return packed if packed is not None else _values("exceptions")


def table_notes(name: str) -> dict[str, dict[str, str]]:
    """Return where the tables of `data/<name>.yaml` come from, by table: `source`, and the month in which it was `seen`."""
    from preflight.pack import read_yaml  # noqa: PLC0415 - only readers of rules ask

    given = read_yaml(os.path.join(_folder("data"), f"{name}.yaml"))
    return {table: {key: str(one[key]) for key in ("source", "seen")} for table, one in given.items()}


def _values(name: str) -> dict[str, Any]:
    from preflight.pack import read_yaml  # noqa: PLC0415 - an installed preflight has the tables packed

    return {table: given["values"] for table, given in read_yaml(os.path.join(_folder("data"), f"{name}.yaml")).items()}


def _packed(name: str) -> Any:
    """Return an artefact of the wheel build, see hatch_build.py; None when there is none."""
    try:
        return _json(os.path.join(_PACKAGE, "_pack", f"{name}.json"))
    except FileNotFoundError:
        return None


def _folder(name: str) -> str:
    """Return the folder of that name: inside the package in a wheel, beside it in a checkout.

    Beside an installed package lie strangers: `site-packages/rules` is not ours.
    """
    installed = os.path.join(_PACKAGE, name)
    if os.path.isdir(installed):
        return installed
    checkout = os.path.dirname(_PACKAGE)
    if _is_checkout(checkout):
        return os.path.join(checkout, name)
    raise FileNotFoundError(f"this installation of preflight has no {name}/")


def _is_checkout(folder: str) -> bool:
    # A line is looked for, since tomllib costs more than the rest of a run.
    try:
        with open(os.path.join(folder, "pyproject.toml"), encoding="utf-8") as stream:
            return 'name = "azureml-preflight"\n' in stream
    except FileNotFoundError:
        return False


def _inside(folder: str) -> list[str]:
    """Return the paths in a folder, sorted, without hidden ones: an editor's lock files are hidden."""
    return [os.path.join(folder, name) for name in sorted(os.listdir(folder)) if not name.startswith(".")]


def _json(path: str) -> Any:
    with open(path, "rb") as stream:
        return json.loads(stream.read())
