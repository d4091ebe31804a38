"""A scoring script in the environment of its deployment: what Python will parse it, and where its imports come from."""

from __future__ import annotations

import os

from preflight import resources
from preflight.document import Fault
from preflight.facts.python_versions import MINORS, only_minor
from preflight.pattern import Pattern
from preflight.value import Absent, Unknown, child, entries, fact, mapping, members, text_of, written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from preflight.facts.import_names import ImportNames
    from preflight.project.tree import Tree
    from preflight.value import Value

# What a file of a module ends in; a compiled one may have `.cpython-311-x86_64-linux-gnu` before it.
_ENDINGS = (".py", ".pyc", ".so", ".pyd")
# What makes modules importable that are neither beside the script nor installed by the conda file.
_DETOUR = Pattern(
    r"\bsys\s*\.\s*(?:path|modules|meta_path|path_hooks)\b|\bfrom\s+sys\s+import\b[^\n]*\b(?:path|modules)\b"
    r"|\baddsitedir\b|\bspec_from_file_location\b|\bPYTHONPATH\b|\bzipimport\b"
    r"|\b(?:pip|conda|mamba)\d?\s+install\b|['\"](?:pip|conda|mamba)\d?['\"]|\b(?:import|from)\s+pip\b|\bensurepip\b"
)
_PATH_VARIABLE = "PYTHONPATH"


class PackageTables:
    """The tables of `data/import_names.yaml`, read when a script first imports what is neither standard nor beside it."""

    def __init__(self) -> None:
        """Start with nothing read."""
        self._names: ImportNames | None = None

    def names(self) -> ImportNames:
        """Return the tables, read once in a run."""
        if self._names is None:
            from preflight.facts.import_names import ImportNames  # noqa: PLC0415 - few scripts need it

            self._names = ImportNames(resources.import_names())
        return self._names

    def known(self, name: str, section: str) -> bool:
        """Tell whether it is known what a package of conda's list or of pip's (`section`) brings with it."""
        return self.names().is_known(name, section)


class DeployedScript:
    """A script that exists, the folders its modules are looked up in, and the environment it will run in."""

    def __init__(self, tree: Tree, path: str, code: str | None, conda: Value, variables: Value) -> None:
        """Take the files, the script, the folder of the code (None for no such folder), the conda file and the environment variables."""
        self._tree = tree
        self._path = path
        self._folders = list(dict.fromkeys(folder for folder in (os.path.dirname(path), code) if folder is not None))
        self._conda = conda
        self._variables = variables

    def facts(self, packages: PackageTables) -> Value:
        """Return the root `script`, with what only the environment tells."""
        script = self._tree.script(self._path).script
        if isinstance(script, Unknown):
            return script
        from preflight.facts.import_origins import Surroundings, resolved  # noqa: PLC0415 - only for a script

        imports = child(script, "imports")
        around = Surroundings(self._conda, self._local(), packages.names, lambda: self._detour(imports))
        return mapping(entries(script) | {"imports": resolved(imports, around), "syntax_error": self._syntax_error(script)}, script)

    def _syntax_error(self, script: Value) -> Value:
        error = child(script, "syntax_error")
        source = self._tree.source(self._path)
        python = child(self._conda, "python")
        version = (3, MINORS[0]) if isinstance(self._conda, Unknown) else only_minor(python)
        if not isinstance(error, Absent) or isinstance(source, Fault) or version is None:
            return error
        from preflight.facts.script_syntax import older_error  # noqa: PLC0415 - ast is slow to import

        older = older_error(source, version)
        if older is None:
            return error
        if isinstance(self._conda, Unknown):  # some Python cannot parse it, and that may be the one
            return self._conda
        return mapping(entries(older) | {"python": fact(f"3.{version[1]}", python)}, older)

    def _local(self) -> frozenset[str] | Unknown:
        """Return the modules and packages in the folders; a folder is one even without `__init__.py`."""
        found: set[str] = set()
        for folder in self._folders:
            names = self._tree.names_in(folder)
            if isinstance(names, Unknown):
                return names
            found.update(name.partition(".")[0] for name in names if "." not in name or name.endswith(_ENDINGS))
        return frozenset(found)

    def _detour(self, imports: Value) -> str | None:
        """Say why modules may come from elsewhere, as far as the script and the local modules it imports show it."""
        if isinstance(self._variables, Unknown) or written(child(self._variables, _PATH_VARIABLE)):
            return f"the environment variable `{_PATH_VARIABLE}` may lead to more modules"
        for path in self._files(imports):
            source = self._tree.source(path)
            if isinstance(source, Fault):
                return f"`{self._tree.shown(path)}` was not read: {source.reason}"
            code = "\n".join(line for line in source.text.splitlines() if not line.lstrip().startswith("#"))
            match = _DETOUR.search(code)
            if match is not None:
                return f"`{match.group()}` in `{self._tree.shown(path)}` may bring more modules"
        return None

    def _files(self, imports: Value) -> Iterator[str]:
        """Yield the script and the files of the modules beside it that it imports."""
        yield self._path
        for one in members(imports):
            parts = (text_of(child(one, "module")) or "").split(".")
            for folder in self._folders:
                stems = [os.path.join(folder, *parts[: length + 1]) for length in range(len(parts)) if all(parts)]
                named = [path for stem in stems for path in (f"{stem}.py", os.path.join(stem, "__init__.py"))]
                yield from (path for path in named if self._tree.may_read(path) and self._tree.is_file(path))
