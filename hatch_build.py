"""Build hook: a wheel carries the rules, schemas and tables as JSON too, `preflight/_pack/*.json`, since YAML is slow to read.

A checkout has no pack and reads the sources, an editable install as well: so nothing packed is ever out of date.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PackHook(BuildHookInterface[Any]):
    """Packs what `preflight.resources` finds in the source tree."""

    _folder: TemporaryDirectory[str] | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the pack and have it included; not for an editable install."""
        if self.target_name != "wheel" or version == "editable":
            return
        self._folder = TemporaryDirectory()
        for name, data in self._contents().items():
            path = Path(self._folder.name, f"{name}.json")
            path.write_text(json.dumps(data, separators=(",", ":"), ensure_ascii=False, allow_nan=False), encoding="utf-8")
            build_data["force_include"][str(path)] = f"preflight/_pack/{path.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002 - hatchling's signature
        """Remove the files that are in the wheel by now."""
        if self._folder is not None:
            self._folder.cleanup()

    def _contents(self) -> dict[str, Any]:
        sys.path.insert(0, self.root)
        from preflight import resources  # noqa: PLC0415 - found only by the line above
        from preflight.pack import brief, page, read_rule  # noqa: PLC0415 - likewise

        rules = [read_rule(path) for path in resources.rule_files()]
        pages = {rule["id"]: page(rule) for rule in rules}
        if len(pages) < len(rules):
            raise ValueError("two rules have the same id")
        pack = {
            "rules": [brief(rule) for rule in rules],
            "pages": pages,
            "tables": resources.tables(),
            "import_names": resources.import_names(),
            "failures": resources.failures(),
            "exceptions": resources.exceptions(),
        }
        schemas = {name: resources.schema(name) for name in resources.schema_names()}
        if taken := pack.keys() & schemas.keys():
            raise ValueError(f"a schema needs another name: {taken}")
        return pack | schemas
