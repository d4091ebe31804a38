"""A real browser without a window, and pages to look at: the tests are skipped where there is none."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from preflight.cli import main
from preflight.reporters.html.report import write
from tests.shared.pictures import everything, hostile, many

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from preflight.report import Report

_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
_EXAMPLES = ("clean", "broken")
_MADE: dict[str, Callable[[], Report]] = {"everything": everything, "hostile": hostile, "many": lambda: many(200, 5000)}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Start the browser that is installed."""
    playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip(f"needs a browser: {', '.join(_NAMES)}")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> dict[str, Path]:
    """Write the pages of the examples and of reports that were made up."""
    folder = tmp_path_factory.mktemp("pages")
    for name in _EXAMPLES:
        main(["check", str(pytestconfig.rootpath / "examples" / name), "--format", f"html:{folder / name}.html"])
    for name, make in _MADE.items():
        (folder / f"{name}.html").write_text(write(make()), encoding="utf-8")
    return {name: folder / f"{name}.html" for name in (*_EXAMPLES, *_MADE)}


class Opened:
    """A page that a browser has opened, and what went on meanwhile."""

    def __init__(self, page: Any, file: Path) -> None:
        """Open a file."""
        self.page = page
        self.said: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("dialog", lambda dialog: self.said.append(dialog.message))
        page.on("request", lambda request: self.requests.append(request.url))
        page.goto(file.as_uri())

    def focused(self) -> str:
        """Return what has the focus, by its text."""
        found: str = self.page.evaluate("document.activeElement.textContent.replace(/\\s+/g, ' ').trim()")
        return found

    def shown(self) -> int:
        """Return how many findings can be seen."""
        found: int = self.page.locator("article:visible").count()
        return found


@pytest.fixture
def opened(chromium: Any, pages: dict[str, Path]) -> Iterator[Callable[..., Opened]]:
    """Open pages, each in a browser of its own that knows nothing of others."""
    contexts = []

    def open_(name: str | Path, *, width: int = 1280, height: int = 800, **more: Any) -> Opened:
        context = chromium.new_context(viewport={"width": width, "height": height}, **more)
        contexts.append(context)
        return Opened(context.new_page(), pages[name] if isinstance(name, str) else name)

    yield open_
    for context in contexts:
        context.close()
