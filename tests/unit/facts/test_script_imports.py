"""The imports of a script."""

from __future__ import annotations

import pytest

from preflight.facts.script import script
from preflight.facts.script_reading import Reading
from preflight.source import Source
from preflight.value import Present, child, members, text_of


def found(text: str) -> list[tuple[object, ...]]:
    return [
        tuple(getattr(child(item, key), "data", None) for key in ("name", "module", "top_level", "guarded"))
        for item in members(child(script(Reading(Source("score.py", text))), "imports"))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("import os\n", [("os", "os", True, False)]),
        ("import os.path as p, sys\n", [("os", "os.path", True, False), ("sys", "sys", True, False)]),
        ("from a.b import c\n", [("a", "a.b", True, False)]),
        ("from . import c\n", [("", ".", True, False)]),
        ("from ..a import c\n", [("", "..a", True, False)]),
        ("def init():\n    import torch\n", [("torch", "torch", False, False)]),
        ("class A:\n    import torch\n", [("torch", "torch", True, False)]),
        ("if x:\n    import a\nelse:\n    import b\n", [("a", "a", True, False), ("b", "b", True, False)]),
        (
            "try:\n    import a\nexcept ImportError:\n    import b\nelse:\n    import c\nfinally:\n    import d\n",
            [("a", "a", True, True), ("b", "b", True, True), ("c", "c", True, True), ("d", "d", True, False)],
        ),
        ("try:\n    import a\nexcept:\n    pass\n", [("a", "a", True, True)]),
        ("try:\n    import a\nexcept (OSError, ModuleNotFoundError):\n    pass\n", [("a", "a", True, True)]),
        ("try:\n    import a\nexcept (OSError, ValueError):\n    pass\n", [("a", "a", True, False)]),
        ("try:\n    import a\nexcept errors.Missing:\n    pass\n", [("a", "a", True, False)]),
        ("try:\n    def f():\n        import a\nexcept Exception:\n    pass\n", [("a", "a", False, True)]),
        ("if TYPE_CHECKING:\n    import a\nelse:\n    import b\n", [("a", "a", True, True), ("b", "b", True, False)]),
        ("if __name__ == '__main__':\n    import a\n", [("a", "a", True, True)]),
        (
            "from contextlib import suppress\nwith suppress(ImportError):\n    import a\n",
            [("contextlib", "contextlib", True, False), ("a", "a", True, True)],
        ),
        ("with suppress(ImportError):\n    import a\n", [("a", "a", True, False)]),
        (
            "import contextlib\nwith contextlib.suppress(KeyError):\n    import a\n",
            [("contextlib", "contextlib", True, False), ("a", "a", True, False)],
        ),
        ("for x in y:\n    import a\nimport b\n", [("a", "a", True, False), ("b", "b", True, False)]),
    ],
)
def test_imports(text: str, expected: list[tuple[object, ...]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("import a\n", ["load"]),
        ("class A:\n    import a\n    def run(self):\n        import b\n", ["load", "maybe"]),
        ("with x:\n    import a\n", ["load"]),
        ("def init():\n    import a\ndef run(b):\n    with x:\n        import c\n", ["call", "call"]),
        ("def other():\n    import a\n", ["maybe"]),
        ("def init():\n    def inner():\n        import a\n    class A:\n        import b\n", ["maybe", "call"]),
        ("class A:\n    def init(self):\n        import a\n", ["maybe"]),
        ("@cached\ndef init():\n    import a\n", ["maybe"]),
        ("async def run(b):\n    import a\n", ["maybe"]),
        ("def run(b):\n    import a\n    yield b\n", ["maybe"]),
        ("def run(b):\n    import a\ndef run(b):\n    import b\n", ["maybe", "maybe"]),
        ("if x:\n    def init():\n        import a\n", ["maybe"]),
        ("if x:\n    import a\nelse:\n    import b\n", ["maybe", "maybe"]),
        ("if True:\n    import a\nelse:\n    import b\n", ["load", "maybe"]),
        ("if TYPE_CHECKING:\n    import a\nelse:\n    import b\n", ["maybe", "load"]),
        ("for x in y:\n    import a\nwhile x:\n    import b\nmatch x:\n    case 1:\n        import c\n", ["maybe"] * 3),
        (
            "try:\n    import a\nexcept OSError:\n    import b\nelse:\n    import c\nfinally:\n    import d\n",
            ["load", "maybe", "maybe", "load"],
        ),
        ("def run(b):\n    import a\n    if not b:\n        return []\n    import c\n", ["call", "maybe"]),
        ("def run(b):\n    def inner():\n        return 1\n    import a\n", ["call"]),
        ("if x:\n    raise OSError\nimport a\n", ["maybe"]),
        ("def run(b):\n    with x:\n        return b\n        import a\n    import c\n", ["maybe", "maybe"]),
    ],
)
def test_what_is_surely_reached(text: str, expected: list[str]) -> None:
    listed = members(child(script(Reading(Source("score.py", text))), "imports"))
    assert [text_of(child(item, "reached")) for item in listed] == expected


def test_names_and_places() -> None:
    made = script(Reading(Source("score.py", "'é'; import a, é.b\n'é'; from c import d as e, f\nfrom g import *\n")))
    listed = members(child(made, "imports"))
    assert [str(item.place) for item in listed] == ["score.py:1:13", "score.py:1:16", "score.py:2:6", "score.py:3:1"]
    names = [[name.data for name in members(child(item, "names")) if isinstance(name, Present)] for item in listed]
    assert names == [[], [], ["d", "f"], ["*"]]
