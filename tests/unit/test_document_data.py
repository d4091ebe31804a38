"""The data of a document is what azure-ai-ml reads, and its places are where the data is written: texts picked, and random ones."""

from __future__ import annotations

import random
import re
from typing import Any

import pytest
import yaml

from preflight.document import Document, parse
from preflight.project.reading import decode
from preflight.scalar import azure_dialect
from preflight.source import Place, Source
from preflight.value import Absent, Present, Unknown, Value, entries, members


def read(text: str) -> Document:
    source = decode(text.encode(), "x.yml")
    assert isinstance(source, Source)
    document = parse(source, azure_dialect())
    assert isinstance(document, Document), (text, document)
    return document


def below(root: Value) -> list[Value]:
    """Return a value and all that is in it."""
    found, pending = [], [root]
    while pending:
        value = pending.pop()
        found.append(value)
        pending += [*entries(value).values(), *members(value)]
    return found


class Reference(yaml.SafeLoader):
    """What azure-ai-ml reads, but for dates, which stay text here, and keys, which are texts."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 - PyYAML's
        """Build a mapping whose keys are as they are written."""
        self.flatten_mapping(node)
        return {key.value: self.construct_object(value, deep=deep) for key, value in node.value}


Reference.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if not tag.endswith(":timestamp")]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def typed(data: Any) -> Any:
    """Return data in which 1, 1.0 and true differ, and nan equals itself."""
    if isinstance(data, dict):
        return {name: typed(item) for name, item in data.items()}
    if isinstance(data, list):
        return [typed(item) for item in data]
    return type(data).__name__, repr(data)


def reference(text: str) -> Any:
    return typed(yaml.load(text, Reference))  # noqa: S506 - a safe loader


def plain(value: Value) -> Any:
    """Return the data of a value; of a placeholder, its text."""
    if isinstance(value, Present):
        if isinstance(value.data, dict):
            return {name: plain(item) for name, item in value.data.items()}
        if isinstance(value.data, list):
            return [plain(item) for item in value.data]
        return typed(value.data)
    return typed(value.text if isinstance(value, Unknown) else None)


@pytest.mark.parametrize(
    "text",
    [
        "a: &a {x: 1, y: 1}\nb: &b {x: 2, z: 2}\nc: {<<: [*a, *b]}\n",
        "a: &a {x: 1, y: 1}\nb: &b {x: 2, z: 2}\nc: {<<: *a, <<: *b}\n",
        "a: &a {x: 1, y: 1}\nc: {<<: {<<: *a, y: 2}, z: 3}\n",
        "a: &a {x: 1}\nb: &b {<<: *a, y: 1}\nc:\n  z: 1\n  <<: *b\n",
        "a: {'<<': {x: 1}}\n",
        "a: {<<: {}}\n",
        "a: {<<: []}\n",
        'x: &m "<<"\n? *m\n: {a: 1}\n',
    ],
)
def test_merge_keys_mean_what_they_mean_to_azure(text: str) -> None:
    document = read(text)
    assert plain(document.root) == reference(text)
    assert document.faults == ()


ODD = (
    "off", "On", "yes", "n", "012", "09", "0o14", "1:30", "0x1F", "0b1_0", "~", "null", ".5", "1_000", "1e3", "1.5", "-0", "+1", ".NaN",
    "-.inf", "true", "2026-01-02",
    "2001-12-14t21:59:43.10-05:00", "a b", "a#b", "a:b", "http://x/y?z=1", "é", "日本 語", "🙂", "x🙂y", "azureml:x@latest", "-x",
    "?x", "3.10", "it's", 'say "x"', "\\n",
    "${V}", "${{ v }}", "$(v)", "<name>", "__X__",
)  # fmt: skip
QUOTED = (
    "''", '""', "'it''s'", "' x '", "'a: b # c'", '"tab\\tnew\\nline"', '"\\u00e9\\x41\\U0001F642"', '"a\\"b"', '"\\\\"', "'é 🙂'",
    '"[x, y]"', "'off'", '"${V}"',
    "!!str 12", '!!int "3"', "!!float 1", "! 'x'", "! 7", "!!str", "!!null x",
)  # fmt: skip


class Writer:
    """Writes random YAML."""

    def __init__(self, seed: int) -> None:
        """Take a seed."""
        self._random = random.Random(seed)  # noqa: S311 - no secret
        self._anchors: list[str] = []
        self._mappings: list[str] = []
        self._names = 0

    def text(self) -> str:
        """Return a document."""
        choose = self._random
        body = self._mapping(0) if choose.random() < 0.8 else self._sequence(0)
        text = choose.choice(("", "# é\n", "---\n", "\n\n")) + body + choose.choice(("", "\n", "...\n", "# end"))
        if choose.random() < 0.2:
            text = text.rstrip("\n")
        if choose.random() < 0.3:
            text = text.replace("\n", "\r\n")
        return choose.choice(("", "", "\ufeff")) + text

    def _node(self, indent: int, depth: int, *, spaced: bool) -> str:
        """Return what follows `key:` or `-`, with its line end."""
        choose = self._random
        kind = choose.random()
        anchor, name = self._anchor()
        if self._anchors and kind < 0.1:
            return f" *{choose.choice(self._anchors)}{self._end()}"
        if depth < 4 and kind < 0.35:
            made = f"{anchor and ' ' + anchor}\n{self._mapping(indent + choose.randint(1, 4), depth + 1)}"
            self._mappings += [name] if name else []
        elif depth < 4 and kind < 0.5:
            # A list under a key may stand at the key's own column.
            deeper = indent + choose.randint(0 if spaced else 1, 3)
            made = f"{anchor and ' ' + anchor}\n{self._sequence(deeper, depth + 1)}"
        elif kind < 0.6:
            made = f" {anchor and anchor + ' '}{self._flow(depth)}{self._end()}"
        elif kind < 0.65:
            made = f" {anchor and anchor + ' '}{self._block_scalar(indent)}"
        elif kind < 0.7:
            made = f" {anchor and anchor + ' '}{self._long_scalar(indent)}{self._end()}"
        elif kind < 0.75:
            made = f"{anchor and ' ' + anchor}{self._end()}"
        else:
            made = f" {anchor and anchor + ' '}{self._scalar()}{self._end()}"
        self._anchors += [name] if name else []
        return made

    def _anchor(self) -> tuple[str, str]:
        if self._random.random() > 0.15:
            return "", ""
        self._names += 1
        return f"&n{self._names}", f"n{self._names}"

    def _mapping(self, indent: int, depth: int = 0) -> str:
        lines = []
        for number in range(self._random.randint(1, 5)):
            lines.append(self._between() + f"{' ' * indent}{self._key(number)}:{self._node(indent, depth, spaced=True)}")
            if self._mappings and self._random.random() < 0.2:
                merged = [f"*{self._random.choice(self._mappings)}" for _ in range(self._random.randint(1, 2))]
                text = merged[0] if len(merged) == 1 else f"[{', '.join(merged)}]"
                lines.append(f"{' ' * indent}<<: {text}{self._end()}")
        return "".join(lines)

    def _sequence(self, indent: int, depth: int = 0) -> str:
        items = range(self._random.randint(1, 4))
        return "".join(f"{self._between()}{' ' * indent}-{self._node(indent, depth, spaced=False)}" for _ in items)

    def _key(self, number: int) -> str:
        if self._random.random() < 0.1:
            number = 0
        return self._random.choice(("k#", "k#", "'k#'", '"k#"', "é #", "🙂# ", "#", "yes")).replace("#", str(number))

    def _flow(self, depth: int) -> str:
        choose = self._random
        if depth < 4 and choose.random() < 0.3:
            return f"[{', '.join(self._flow(depth + 1) for _ in range(choose.randint(0, 3)))}]"
        if depth < 4 and choose.random() < 0.4:
            items = [f"{choose.choice('abc')}:{choose.choice((' ', '  '))}{self._flow(depth + 1)}" for _ in range(choose.randint(0, 3))]
            return f"{{{choose.choice((', ', ',  ')).join(items)}}}"
        return choose.choice([text for text in ODD if not re.search(r"[{}\[\],?]", text)] + [text for text in QUOTED if text != "!!str"])

    def _scalar(self) -> str:
        return self._random.choice(ODD + QUOTED)

    def _long_scalar(self, indent: int) -> str:
        inner = f"\n{' ' * (indent + 2)}"
        return self._random.choice((f"one{inner}two é{inner}{inner}three", f"'one{inner}two'", f'"one{inner}🙂 \\{inner}two"'))

    def _block_scalar(self, indent: int) -> str:
        choose = self._random
        spaces = " " * (indent + choose.randint(1, 3))
        lines = "".join(f"{spaces}{choose.choice(('text', 'é: 🙂', '# no comment', '  more', ''))}\n" for _ in range(choose.randint(1, 3)))
        return f"{choose.choice('|>')}{choose.choice(('', '-', '+'))}{choose.choice(('', ' # note'))}\n{spaces}first\n{lines}"

    def _between(self) -> str:
        return self._random.choice(("", "", "", "", "\n", "# note\n"))

    def _end(self) -> str:
        return self._random.choice(("\n", "\n", "\n", " # é\n", "  \n"))


BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


def slice_of(text: str, place: Place) -> str:
    """Return the stretch of a text that a place names."""
    starts = [0, *(found.end() for found in BREAK.finditer(text))]
    return text[starts[place.line - 1] + place.column - 1 : starts[place.end_line - 1] + place.end_column - 1]


@pytest.mark.parametrize("seed", range(0, 400, 20))
def test_random_texts_are_read_as_azure_reads_them(seed: int) -> None:
    for at_seed in range(seed, seed + 20):
        text = Writer(at_seed).text()
        document = read(text)
        assert plain(document.root) == reference(text), (at_seed, text)
        for value in below(document.root):
            check_place(document.source.text, value)


def check_place(text: str, value: Value) -> None:
    """Check that the text where a value stands says the value."""
    assert value.place is not None
    shown = slice_of(text, value.place)
    if value.origin is not None:
        assert re.fullmatch(r"\*n\d+", shown)
        shown = slice_of(text, value.origin)
    if value.key is not None and value.key.place is not None and value.origin is None:
        assert reference(slice_of(text, value.key.place))[1] in (repr(value.key.data), repr(yaml.safe_load(str(value.key.data))))
    if isinstance(value, Absent):
        # A null has the place of its key, if it has one.
        assert value.key is None or value.origin is not None or value.place == value.key.place
    elif isinstance(value, Unknown) or not isinstance(value.data, (dict, list)):
        assert reference(shown) == plain(value), (shown, value)


def test_the_random_texts_hold_what_they_should() -> None:
    everything = "".join(Writer(seed).text() for seed in range(400))
    for part in ("\ufeff", "\r\n", "<<: [", "&n", "*n", "|-", ">", "🙂", "{", "[", "0x1F", "1:30", "# é", "!!int"):
        assert part in everything
    documents = [read(Writer(seed).text()) for seed in range(400)]
    assert sum(bool(document.duplicates) for document in documents) > 20
    assert sum(value.origin is not None for document in documents for value in below(document.root)) > 200
