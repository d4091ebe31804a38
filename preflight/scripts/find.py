"""The shell scripts of a file, whatever sort of file it is."""

from __future__ import annotations

from preflight.passage import Passage
from preflight.scripts.mention import mentions_commands
from preflight.scripts.script import CMD, POSIX, POWERSHELL, Script, Scripts
from preflight.shell.command import ANYWHERE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.source import Source
    from preflight.value import Value

_LANGUAGES = {
    ".sh": POSIX, ".bash": POSIX, ".zsh": POSIX, ".ksh": POSIX, ".azcli": POSIX, ".ps1": POWERSHELL, ".psm1": POWERSHELL, ".cmd": CMD,
    ".bat": CMD,
}  # fmt: skip
_NOTEBOOK = ".ipynb"
SCRIPT_ENDINGS = (*_LANGUAGES, _NOTEBOOK)


def scripts_in_file(source: Source) -> Scripts:
    """Return the scripts of a shell script or a notebook, by the ending of its name; none of a file that names no command of interest."""
    if not mentions_commands(source.text):
        return Scripts()
    path = source.path.lower()
    if path.endswith(_NOTEBOOK):
        from preflight.scripts.notebook import notebook_scripts  # noqa: PLC0415 - only for a notebook

        return notebook_scripts(source)
    language = next((language for ending, language in _LANGUAGES.items() if path.endswith(ending)), None)
    return Scripts() if language is None else Scripts((Script(Passage(source), language, "", ANYWHERE, {}),))


def scripts_in_document(root: Value) -> Scripts:
    """Return the scripts of a workflow, an action or a pipeline; none of any other YAML document."""
    if root.source is None:
        return Scripts()
    from preflight.scripts.azure_pipelines import pipeline_scripts  # noqa: PLC0415 - only for a document that mentions commands
    from preflight.scripts.github import github_scripts  # noqa: PLC0415 - only for a document that mentions commands

    return github_scripts(root) or pipeline_scripts(root) or Scripts()
