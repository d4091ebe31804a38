"""What git tells of a working tree: commits, what was changed since one, and what files held there. Nothing of it is changed."""

from __future__ import annotations

import os
import subprocess

from preflight import exits

# One call reads an index, a tree and the state of every file; it must not hold up a gate for ever.
_SECONDS = 60.0
_MOST = 64 << 20
# Programs that a repository's own configuration may name are not run, and no pager is.
_OPTIONS = ("--no-pager", "-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}", "-c", "diff.relative=false")
_DIFF = ("diff", "--name-only", "-z", "--no-ext-diff", "--no-textconv", "--no-renames", "--no-color", "--ignore-submodules=dirty")
_QUIET = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
# Of what a hook of git sets, all but where its configuration is would lead to another repository or index.
_KEPT = ("GIT_CONFIG", "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM", "GIT_EXEC_PATH")
_FILTERED = ("clean", "process")


class Repository:
    """The repository that a folder is in; `top` is the folder of its working tree, links followed."""

    def __init__(self, folder: str) -> None:
        """Find the repository of a folder.

        Raises UsageError where there is no git, or no repository.
        """
        self._program = _program()
        self._folder = folder
        self._options: tuple[str, ...] = _OPTIONS
        self.top = os.path.normpath(self._told("rev-parse", "--show-toplevel").rstrip("\n"))
        self._folder = self.top
        self._options = (*_OPTIONS, *self._without_filters())

    def commit(self, name: str) -> str | None:
        """Return the id of the commit that a branch, tag or expression means; None where it means none."""
        done = self._run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        return _text(done.stdout).strip() if done.returncode == 0 else None

    def parted(self, commit: str) -> str | None:
        """Return the commit at which HEAD and another commit parted; None where the history that is here does not have it."""
        done = self._run("merge-base", commit, "HEAD")
        return _text(done.stdout).partition("\n")[0].strip() or None if done.returncode == 0 else None

    def changed_since(self, commit: str) -> list[str]:
        """Return the paths that are not as a commit has them, from `top` on: also what is staged, new or gone.

        A folder stands for all in it: a new one ends in `/`, and that of a submodule does not. What git ignores is left out.
        """
        changed = self._raw(*_DIFF, commit, "--")
        new = self._raw("ls-files", "--others", "--exclude-standard", "--directory", "--no-empty-directory", "-z", "--")
        return [os.fsdecode(name) for name in dict.fromkeys([*changed.split(b"\0"), *new.split(b"\0")]) if name]

    def texts_at(self, commit: str, paths: list[str]) -> dict[str, bytes]:
        """Return what files held at a commit, by their paths from `top` on; those that were not there are left out."""
        asked = [path for path in paths if "\n" not in path]
        if not asked:
            return {}
        told = self._raw("cat-file", "--batch", given="".join(f"{commit}:{path}\n" for path in asked))
        found: dict[str, bytes] = {}
        for path in asked:
            head, _, told = told.partition(b"\n")
            words = head.rsplit(b" ", 2)
            if len(words) == 3 and words[2].isdigit():  # noqa: PLR2004 - the id, the sort and the size
                size = int(words[2])
                if words[1] == b"blob":
                    found[path] = told[:size]
                told = told[size + 1 :]
        return found

    def _without_filters(self) -> tuple[str, ...]:
        """Return options under which no filter runs that is configured for files of the repository."""
        names = _text(self._run("config", "-z", "--name-only", "--get-regexp", r"^filter\.").stdout).split("\0")
        filters = dict.fromkeys(name.rpartition(".")[0] for name in names if name)
        if any("=" in name for name in filters):
            raise exits.UsageError("--changed: the configuration of git has a filter with `=` in its name, which cannot be turned off")
        settings = [f"{name}.{key}=" for name in filters for key in _FILTERED] + [f"{name}.required=false" for name in filters]
        return tuple(word for setting in settings for word in ("-c", setting))

    def _told(self, *arguments: str) -> str:
        return _text(self._raw(*arguments))

    def _raw(self, *arguments: str, given: str = "") -> bytes:
        done = self._run(*arguments, given=given)
        if done.returncode == 0:
            return done.stdout
        raise exits.UsageError(f"--changed: {_reason(_text(done.stderr), self._folder)}")

    def _run(self, *arguments: str, given: str = "") -> subprocess.CompletedProcess[bytes]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name.startswith(_KEPT)}
        command = [self._program, *self._options, *arguments]
        try:
            done = subprocess.run(  # noqa: S603 - no shell, the program is that of PATH, and options end before names
                command, cwd=self._folder, env=kept | _QUIET, input=os.fsencode(given), capture_output=True, timeout=_SECONDS, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise exits.UsageError(f"--changed: git took longer than {_SECONDS:.0f} seconds") from error
        except OSError as error:
            raise exits.UsageError(f"--changed: git cannot be run: {(error.strerror or type(error).__name__).lower()}") from error
        if len(done.stdout) > _MOST:
            raise exits.UsageError(f"--changed: git lists more than {_MOST >> 20} MiB of names; does it ignore what is made or installed?")
        return done


def _program() -> str:
    """Return the path of git: never one of the working directory, where Windows would look first."""
    name = "git.exe" if os.name == "nt" else "git"
    folders = (folder for folder in os.environ.get("PATH", os.defpath).split(os.pathsep) if os.path.isabs(folder))
    found = next((path for folder in folders if os.access(path := os.path.join(folder, name), os.X_OK) and os.path.isfile(path)), None)
    if found is None:
        raise exits.UsageError("--changed asks git what was changed, and there is no git here")
    return found


def _reason(error: str, folder: str) -> str:
    """Return what git complains of, as one sentence, and the remedy where it is a known one."""
    if "dubious ownership" in error:
        return f"git does not trust `{folder}`, which belongs to somebody else: `git config --global --add safe.directory {folder}`"
    if "not a git repository" in error or "must be run in a work tree" in error:
        return f"`{folder}` is in no working tree of git"
    first = next((line for line in error.splitlines() if line.startswith("fatal:")), error.strip().partition("\n")[0] or "it failed")
    return f"git says: {first.removeprefix('fatal:').strip()}"


def _text(raw: bytes) -> str:
    return os.fsdecode(raw)
