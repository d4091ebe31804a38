"""What all tests share: expected outputs kept as files, an environment that says nothing, and an Azure that is none."""

from __future__ import annotations

import importlib.util
import os
import warnings
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.azure.fake import FakeAzure

    Golden = Callable[[str, str], None]

# The property of a test's report that holds a line for the end of the run.
_TOLD = "told"
_TELLING = frozenset(
    {"CI", "CLICOLOR", "CLICOLOR_FORCE", "COLORTERM", "COLUMNS", "FORCE_COLOR", "LINES", "NO_COLOR", "PY_COLORS", "TERM", "TF_BUILD"}
)
_TELLING_PREFIXES = ("AGENT_", "ARM_", "AZUREML_", "AZURE_", "BUILD_", "GITHUB_", "GITLAB_", "IDENTITY_", "MSI_", "PREFLIGHT_", "SYSTEM_")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--accept`."""
    parser.addoption("--accept", action="store_true", help="write what came out into the golden files instead of comparing")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Write what tests told, whether they failed or not; they may have run in other processes."""
    for reports in terminalreporter.stats.values():
        for report in reports:
            if getattr(report, "when", None) == "call":
                for name, line in report.user_properties:
                    if name == _TOLD:
                        terminalreporter.write_line(line)


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Return a function that keeps a line for the end of the run."""
    return lambda line: record_property(_TOLD, line)


@pytest.fixture(autouse=True)
def silent_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take out of the environment what names a workspace, a build agent or a terminal."""
    for name in os.environ:
        if name in _TELLING or name.startswith(_TELLING_PREFIXES):
            monkeypatch.delenv(name)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare a text with a file in `golden/` beside the test; with `--accept`, write the file."""
    folder = request.path.parent / "golden"

    def compare(name: str, text: str) -> None:
        file = folder / name
        if request.config.getoption("--accept"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
        assert file.is_file(), f"{file.name} is missing: pytest --accept writes it"
        # Bytes: a text that is read loses its line ends.
        assert text == file.read_bytes().decode()

    return compare


@pytest.fixture(scope="session")
def azure_server() -> Iterator[FakeAzure]:
    """Serve worlds until the last test is over; a test asks for `azure`."""
    from tests.azure.fake import FakeAzure

    with FakeAzure() as server:
        yield server


@pytest.fixture
def azure(azure_server: FakeAzure) -> Iterator[FakeAzure]:
    """Return a fake Azure with a good world; processes that are given its `env` meet it."""
    if not _has_packages_of_azure():
        pytest.skip("needs the extra `live`")
    from tests.azure.good import good_world
    from tests.azure.world import World

    azure_server.reset(good_world())
    yield azure_server
    azure_server.reset(World())


@pytest.fixture
def azure_here(azure: FakeAzure, monkeypatch: pytest.MonkeyPatch) -> FakeAzure:
    """Return a fake Azure that this process meets too."""
    from tests.azure.fake import strange_variables

    pytest.importorskip("azure.ai.ml")
    # What the packages of Azure do to one another is theirs. Pytest forgets this filter after the test.
    warnings.filterwarnings("ignore", category=DeprecationWarning, module=r"(azure|marshmallow)\.")
    for name in strange_variables():
        monkeypatch.delenv(name)
    for name, value in azure.variables.items():
        monkeypatch.setenv(name, value)
    return azure


def _has_packages_of_azure() -> bool:
    """Look without importing: that takes longer than most tests."""
    try:
        return importlib.util.find_spec("azure.ai.ml") is not None
    except ModuleNotFoundError:
        return False
