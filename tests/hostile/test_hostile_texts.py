"""Nasty texts: each is read, or told with its line and the reason; nothing crashes, hangs or harms a terminal."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.shared.checked import Done

    Check = Callable[..., Done]
    CheckIn = Callable[..., Done]

SCHEMA = b"$schema: https://azuremlschemas.azureedge.net/latest/batchDeployment.schema.json\n"
HEAD = b"name: d\nendpoint_name: e\nmodel: azureml:m@latest\ncompute: azureml:c\n"
TEMPLATE = "template placeholders `{{…}}`: not YAML until they are filled in"
VALUES = "more than 100,000 values, with aliases expanded"
DEEP = "nested more than 100 deep"


def chain(first: bytes, other: bytes, length: int) -> bytes:
    """Return a mapping in which each value is made of the one before it, `*a`."""
    lines = [b"a0: &a0 " + first] + [b"a%d: &a%d " % (at, at) + other.replace(b"*a", b"*a%d" % (at - 1)) for at in range(1, length)]
    return b"\n".join(lines)


# What cannot be read at all: line and reason.
UNREADABLE: dict[str, tuple[bytes, str]] = {
    "tabs": (HEAD + b"retry_settings:\n\ttimeout: 3\n", "6: not YAML: a tab is used for indentation"),
    "latin-1": (HEAD + "tags: é\n".encode("latin-1"), "5: not UTF-8: byte 0xe9"),
    "UTF-16 with a mark": (HEAD.decode().encode("utf-16"), "1: UTF-16: azure-ai-ml reads UTF-8"),
    "UTF-16 without a mark": (HEAD.decode().encode("utf-16-le"), "1: binary: it holds a NUL byte"),
    "UTF-32": (HEAD.decode().encode("utf-32"), "1: UTF-16: azure-ai-ml reads UTF-8"),
    "NUL byte": (HEAD + b"a: \0\n", "5: binary: it holds a NUL byte"),
    "truncated UTF-8": (HEAD + b"tags: \xf0\x9f\x99", "5: not UTF-8: byte 0xf0"),
    "surrogates": (HEAD + b"tags: \xed\xa0\xbd\n", "5: not UTF-8: byte 0xed"),
    "overlong UTF-8": (HEAD + b"tags: \xc0\x80\n", "5: not UTF-8: byte 0xc0"),
    "empty": (b"", "1: empty"),
    "only a mark": (b"\xef\xbb\xbf", "1: empty"),
    "only comments": (b"# one\n# two\n", "3: empty"),
    "only a start": (b"---\n", "1: empty"),
    "only null": (b"null\n", "1: empty"),
    "50 MB": (HEAD + b"# " + b"x" * (50 << 20), "1: larger than 1 MiB (50 MiB): not read"),
    "2 MB in one line": (b"tags: [" + b"a, " * 700_000 + b"]", "1: larger than 1 MiB (2 MiB): not read"),
    "alias bomb": (chain(b"[x,x,x,x,x,x,x,x,x]", b"[*a,*a,*a,*a,*a,*a,*a,*a,*a]", 30), f"6: {VALUES}"),
    "alias bomb of mappings": (chain(b"{a: x}", b"{a: *a, b: *a, c: *a}", 40), f"1?: {VALUES}"),
    "merge bomb": (chain(b"{a: x}", b"{<<: *a, k: *a, j: *a}", 60), f"1?: {VALUES}"),
    "recursive alias": (HEAD + b"tags: &t {a: *t}\n", "5: the alias `[*]t` stands inside its own anchor"),
    "recursive alias of the document": (b"&a\nname: *a\nendpoint_name: e\n", "2: the alias `[*]a` stands inside its own anchor"),
    "unknown alias": (HEAD + b"tags: *t\n", "5: the alias `[*]t` has no anchor before it"),
    "aliases nested too deep": (chain(b"[x]", b"[*a]", 5000), f"*: {DEEP}, with aliases expanded"),
    "10,000 brackets": (b"a: " + b"[" * 10_000, f"1: {DEEP}"),
    "10,000 closed brackets": (b"a: " + b"[" * 10_000 + b"]" * 10_000, f"1: {DEEP}"),
    "10,000 braces": (b"{a: " * 10_000, f"1: {DEEP}"),
    "10,000 block mappings": (b"".join(b" " * at + b"a:\n" for at in range(1300)), f"101: {DEEP}"),
    "10,000 block mappings in one line": (b"? " * 10_000 + b"a", "1: a key that is a list or a mapping"),
    "10,000 dashes": (b"- " * 10_000 + b"a", f"1: {DEEP}"),
    "200,000 values": (b"tags:\n" + b"- a\n" * 200_000, f"*: {VALUES}"),
    "100,000 keys": (b"".join(b"k%d: 1\n" % at for at in range(100_000)), f"100000: {VALUES}"),
    "key of 1 MB": (b"x" * 1_000_000 + b": 1\n", "1: not YAML: *"),
    "complex key": (HEAD + b"? [a, b]\n: 1\n", "5: a key that is a list or a mapping"),
    "mapping as key": (HEAD + b"? {a: b}\n: 1\n", "5: a key that is a list or a mapping"),
    "alias of a list as key": (HEAD + b"tags: &t [a]\n*t : 1\n", "6: a key that is a list or a mapping"),
    "bare template": (HEAD + b"version: {{ version }}\n", f"5: {TEMPLATE}"),
    "template statement": (b"{% if prod %}\n" + HEAD + b"{% endif %}\n", f"1: {TEMPLATE}"),
    "template in the middle": (HEAD + b"tags:\n  {% for x in y %}\n  a: b\n  {% endfor %}\n", f"6: {TEMPLATE}"),
    "control character": (HEAD + b"tags: '\x07'\n", "5: a control character: YAML does not allow it"),
    "escape sequence": (HEAD + b"\x1b[31mtags: x\n", "5: a control character: YAML does not allow it"),
    "unclosed quote": (HEAD + b"tags: 'x\n" + b"y\n" * 1000, "1006: not YAML: found unexpected end of stream"),
    "unknown directive": (b"%FOO bar\n" + HEAD, "*: not YAML: *"),
    "YAML 3": (b"%YAML 3.0\n---\n" + HEAD, "1: not YAML: found incompatible YAML document"),
    "undefined tag handle": (HEAD + b"tags: !x!y z\n", "5: not YAML: found undefined tag handle"),
    "tag with an escape": (HEAD + b"tags: !%1b[31mx y\n", "5: not YAML: *"),
    "100,000 quotes": (HEAD + b"tags: " + b"'" * 99_999, "*: not YAML: *"),
    "endless anchor": (HEAD + b"tags: &" + b"a" * 900_000 + b" x\n\t:", "*: not YAML: *"),
    "PNG": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "3: binary: it holds a NUL byte"),
    "gzip": (b"\x1f\x8b\x08\x08text", "1: not UTF-8: byte 0x8b"),
    "merge conflict": (b"<<<<<<< HEAD\n" + HEAD + b"=======\nname: x\n>>>>>>> main\n", "*: not YAML: *"),
}


# The same, each alone and in little time.
NASTIEST = ("50 MB", "alias bomb", "merge bomb", "aliases nested too deep", "10,000 brackets", "100,000 keys", "empty")


@pytest.fixture(scope="module")
def unreadable(tmp_path_factory: pytest.TempPathFactory, check_in: CheckIn) -> Done:
    files = {f"{at}/d.yml": raw for at, (raw, _) in enumerate(UNREADABLE.values())}
    return check_in(tmp_path_factory.mktemp("unreadable"), {**files, "bad.yml": HEAD + b"retry_settings: {timeout: -5}\n"})


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_is_told(name: str, unreadable: Done) -> None:
    at = list(UNREADABLE).index(name)
    (told,) = unreadable.unchecked(f"{at}/")
    assert fnmatchcase(told, f"{at}/d.yml:{UNREADABLE[name][1]}"), told


def test_bad_files_do_not_spoil_the_others(unreadable: Done) -> None:
    assert unreadable.code == 1
    assert unreadable.report["summary"]["documents"] == 1
    assert unreadable.report["summary"]["files"] == len(UNREADABLE) + 1
    assert {finding["location"]["path"] for finding in unreadable.report["findings"]} == {"bad.yml"}


@pytest.mark.parametrize("name", NASTIEST)
def test_it_takes_little_time(name: str, check: Check) -> None:
    done = check({"d.yml": UNREADABLE[name][0]}, "--unknown", "fail")
    assert done.code == 4
    assert len(done.unchecked()) == 1
    assert done.seconds < 5


# What can be read: unchecked parts, if there are any.
READABLE: dict[str, tuple[bytes, list[str]]] = {
    "duplicate keys": (HEAD + b"name: x\nname: y\n", []),
    "CRLF": (HEAD.replace(b"\n", b"\r\n"), []),
    "old Mac line ends": (HEAD.replace(b"\n", b"\r"), []),
    "byte order mark": (b"\xef\xbb\xbf" + HEAD, []),
    "several documents": (HEAD + b"---\nname: x\n", ["6: several documents in one file: azure-ai-ml reads files with one"]),
    "unknown tag": (HEAD + b"tags: !custom x\n", ["6: the tag `!custom`: azure-ai-ml knows only YAML's own"]),
    "Python tag": (
        HEAD + b"tags: !!python/object/apply:os.system ['touch hacked']\n",
        ["6: the tag `tag:yaml.org,2002:python/object/apply:os.system`: azure-ai-ml knows only YAML's own"],
    ),
    "Python name": (
        HEAD + b"description: !!python/name:os.system ''\n",
        ["6: the tag `tag:yaml.org,2002:python/name:os.system`: azure-ai-ml knows only YAML's own"],
    ),
    "merge key to a scalar": (HEAD + b"<<: text\n", ["6: `<<` takes a mapping or a list of mappings"]),
    "merge key to a list": (HEAD + b"<<: [1, [2]]\n", ["6: `<<` takes a mapping or a list of mappings"]),
    "merge key by an alias": (b'x: &m "<<"\n? *m\n: {a: 1}\n' + HEAD, []),
    "alias as key": (HEAD + b"tags: &t a\n*t : 1\n", []),
    "99 aliases": (HEAD + b"tags: &t {a: b}\n" + b"".join(b"k%d: *t\n" % at for at in range(99)), []),
    "escapes in values": (HEAD + b'description: "\\e[31mred\\e[0m \\r\\n ::error::x ##[error]y"\n', []),
    "escapes in keys": (HEAD + b'"\\e[31mtimeout\\r": 3\n', []),
    "right to left": (HEAD + "description: \u202egnp.exe\u202c\u200b\ufeff\n".encode(), []),
    "line separators": (HEAD + "tags: {a: x}\u2028description: 3\u2029error_threshold: x\n".encode(), []),
    "5,000 digits": (HEAD + b"error_threshold: " + b"9" * 5000 + b"\n", []),
    "hexadecimal of 5,000 digits": (HEAD + b"error_threshold: 0x" + b"f" * 5000 + b"\n", []),
    "binary of 20,000 digits": (HEAD + b"retry_settings: {timeout: 0b" + b"1" * 20_000 + b"}\n", []),
    "octal of 10,000 digits": (HEAD + b"version: 0" + b"7" * 10_000 + b"\n", []),
    "sexagesimal of 300,000 parts": (HEAD + b"mini_batch_size: 1" + b":30" * 300_000 + b"\n", []),
    "text of 5,000 digits": (HEAD + b"mini_batch_size: '" + b"9" * 5000 + b"'\n", []),
    "not a number": (HEAD + b"mini_batch_size: .nan\nretry_settings: {timeout: .nan, max_retries: .inf}\nerror_threshold: -.inf\n", []),
    "huge floats": (HEAD + b"mini_batch_size: 1.0e+999\nretry_settings: {timeout: -1.0e+308, max_retries: 1.0e-999}\n", []),
    "timestamps": (HEAD + b"mini_batch_size: 2026-01-01\ntags: {2026-01-01: 2001-12-14t21:59:43.10-05:00}\n", []),
    "binary scalars": (HEAD + b"description: !!binary aGVsbG8=\nmini_batch_size: !!binary '***'\n", []),
    "set and omap": (HEAD + b"tags: !!set {a, b}\nproperties: !!omap [a: 1]\n", []),
    "wrong tags": (HEAD + b"mini_batch_size: !!int many\nerror_threshold: !!float '-'\n", []),
    "null keys": (HEAD + b"~: a\n? \n: b\nnull: c\n", []),
    "keys that are numbers": (HEAD + b"1: a\n1.5: b\ntrue: c\n-0x1F: d\n", []),
    "value of 1 MB": (HEAD + b"description: " + b"x" * 900_000 + b"\n", []),
    "key of 1 MB": (HEAD + b'? "' + b"x" * 900_000 + b'"\n: 1\n', []),
    "30,000 unknown keys": (HEAD + b"".join(b"k%d: 1\n" % at for at in range(30_000)), []),
    "30,000 keys under a known one": (HEAD + b"retry_settings:\n" + b"".join(b"  timeuot%d: 1\n" % at for at in range(30_000)), []),
    "60,000 entries": (HEAD + b"tags: [" + b"1, " * 60_000 + b"1]\n", []),
    "90 levels": (HEAD + b"tags: " + b"{a: " * 90 + b"1" + b"}" * 90 + b"\n", []),
    "placeholders without end": (HEAD + b"description: '" + b"${{" * 250_000 + b"'\n", []),
    "tags without end": (HEAD + b"description: '</" + b"<a>" * 250_000 + b"</'\n", []),
    "spaces without end": (HEAD + b"environment: {conda_file: {dependencies: [{pip: ['a" + b" " * 900_000 + b"://']}]}}\n", []),
    "dashes without end": (HEAD + b"name: 'a" + b"-" * 900_000 + b"!'\n", []),
    "endless reference": (HEAD + b"environment: 'azureml:/subscriptions/" + b"/workspaces/a" * 60_000 + b"'\n", []),
    "a long line of nothing": (HEAD + b"# " + b"\xc3\xa9" * 400_000 + b"\n", []),
    "comments": (HEAD + b"# x\n" * 200_000, []),
    "blank lines": (HEAD + b"\n" * 900_000 + b"timeout: 3\n", []),
    "folded scalars": (HEAD + b"description: >\n" + b"  x\n\n" * 100_000, []),
}  # fmt: skip


@pytest.fixture(scope="module")
def readable(tmp_path_factory: pytest.TempPathFactory, check_in: CheckIn) -> Done:
    folder = tmp_path_factory.mktemp("readable")
    files = {f"{at}/d.yml": SCHEMA + raw.removeprefix(b"\xef\xbb\xbf") for at, (raw, _) in enumerate(READABLE.values())}
    done: Done = check_in(folder, files)
    assert not list(folder.rglob("hacked"))
    return done


@pytest.mark.parametrize("name", READABLE)
def test_what_can_be_read_is_judged(name: str, readable: Done) -> None:
    at = list(READABLE).index(name)
    assert readable.unchecked(f"{at}/") == [f"{at}/d.yml:{entry}" for entry in READABLE[name][1]]


def test_all_of_it_is_judged(readable: Done) -> None:
    assert readable.code == 1
    assert readable.report["summary"]["documents"] == len(READABLE)


SLOW = (
    "sexagesimal of 300,000 parts", "30,000 unknown keys", "60,000 entries", "placeholders without end", "spaces without end",
    "dashes without end", "endless reference",
)  # fmt: skip


@pytest.mark.parametrize("name", SLOW)
def test_it_is_judged_in_little_time(name: str, check: Check) -> None:
    done = check({"d.yml": SCHEMA + READABLE[name][0]})
    assert done.code in (0, 1)
    assert done.report["summary"]["documents"] == 1
    assert done.seconds < 5


def test_long_values_are_cut_in_messages(check: Check) -> None:
    done = check({"d.yml": HEAD + b"mini_batch_size: " + b"x" * 900_000 + b"\n"})
    assert done.code == 1
    assert len(done.text) < 20_000


def test_a_mark_does_not_move_a_column(check: Check) -> None:
    text = b"mini_batch_size: many\n" + HEAD
    marked = check({"d.yml": b"\xef\xbb\xbf" + text}).report["findings"]
    assert marked == check({"d.yml": text}).report["findings"] != []
