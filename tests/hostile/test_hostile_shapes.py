"""Any key may hold anything: each key of each sort of document holds each odd shape in turn; so do lists and scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml

from preflight import resources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.shared.checked import Done

    Check = Callable[..., Done]

ODD: dict[str, Any] = {
    "null": None,
    "list": [],
    "mapping": {},
    "number": 3,
    "text": "x",
    "empty": "",
    "true": True,
    "nan": float("nan"),
    "list of null": [None],
    "list of everything": [None, [], {}, 3, "x", True, [[[]]], {"a": [None]}],
    "mapping of everything": {
        "a": None, "b": [], "c": {}, "d": 3, "": "x", "path": [], "type": {}, "name": [], "pip": {}, "conda_file": [], "inputs": 3,
    },
    "placeholder": "${V}",
    "list of placeholders": ["${V}", "{{ x }}", "<x>"],
    "reference": "azureml:x:1",
}  # fmt: skip
SCHEMAS = "https://azuremlschemas.azureedge.net/latest/"
DOCUMENTS: dict[str, tuple[str, dict[str, Any]]] = {
    "flat": (
        "batch-deployment",
        {
            "$schema": f"{SCHEMAS}batchDeployment.schema.json",
            "name": "d",
            "endpoint_name": "e",
            "model": {"path": "m", "type": "custom_model"},
            "compute": "azureml:c",
            "environment": {"image": "x", "conda_file": "c.yml"},
            "code_configuration": {"code": ".", "scoring_script": "s.py"},
            "resources": {"instance_count": 1},
            "retry_settings": {"timeout": 1, "max_retries": 1},
        },
    ),
    "model": (
        "batch-deployment-model",
        {
            "$schema": f"{SCHEMAS}modelBatchDeployment.schema.json",
            "type": "model",
            "name": "d",
            "model": {"path": "m"},
            "settings": {"mini_batch_size": 1, "retry_settings": {"timeout": 1, "max_retries": 1}},
        },
    ),
    "pipeline": (
        "batch-deployment-pipeline",
        {
            "$schema": f"{SCHEMAS}pipelineComponentBatchDeployment.schema.json",
            "type": "pipeline",
            "component": {"inputs": {"x": {"type": "uri_file"}}, "outputs": {"y": {"type": "uri_file"}}},
            "settings": {"default_compute": "azureml:c"},
        },
    ),
    "endpoint": (
        "batch-endpoint",
        {"$schema": f"{SCHEMAS}batchEndpoint.schema.json", "name": "e", "auth_mode": "aad_token", "defaults": {"deployment_name": "d"}},
    ),
    "environment": (
        "environment",
        {"$schema": f"{SCHEMAS}environment.schema.json", "image": "x", "build": {"path": "."}, "conda_file": "c.yml"},
    ),
    "component": (
        "component",
        {"$schema": f"{SCHEMAS}pipelineComponent.schema.json", "name": "c", "inputs": {"x": {"type": "uri_file"}}, "jobs": {}},
    ),
    "compute": ("", {"$schema": f"{SCHEMAS}amlCompute.schema.json", "name": "c", "type": "amlcompute", "tier": "x", "max_instances": 3}),
    "data": ("", {"$schema": f"{SCHEMAS}data.schema.json", "name": "x", "version": 1, "type": "uri_file", "path": "x"}),
}
# These have no `$schema`: they are told by their shape, so only what is inside can be odd.
CONDA = {"name": "c", "channels": ["x"], "dependencies": ["python=3.10", {"pip": ["a"]}]}
INVOCATION = {"inputs": {"a": {"type": "uri_file", "path": "x"}, "b": 3}, "outputs": {"c": {"type": "uri_file", "path": "x"}}}
MLMODEL = {"run_id": "x", "flavors": {"sklearn": {}, "python_function": {"env": "conda.yaml"}}, "signature": {"inputs": "[]"}}


def spoilt(document: dict[str, Any], keys: list[str]) -> Iterator[dict[str, Any]]:
    """Yield a document with each of its keys, at the root and one level below, holding each odd thing in turn."""
    for odd in ODD.values():
        for key in {**document, **dict.fromkeys(keys)}:
            yield {**document, key: odd}
        for key, inner in document.items():
            if isinstance(inner, dict):
                yield from ({**document, key: {**inner, name: odd}} for name in (*inner, "other"))


def keys_of(schema: str) -> list[str]:
    return list(resources.schema(schema).get("properties", {})) if schema else []


def dumped(document: Any) -> bytes:
    return yaml.safe_dump(document, sort_keys=False, allow_unicode=True).encode()


@pytest.mark.parametrize("sort", DOCUMENTS)
def test_any_key_may_hold_anything(sort: str, check: Check) -> None:
    schema, document = DOCUMENTS[sort]
    files = {f"{at}/d.yml": dumped(one) for at, one in enumerate(spoilt(document, keys_of(schema)))}
    around = {"s.py": b"def run(b): return\n", "c.yml": b"dependencies: [a]\n", "m/MLmodel": dumped(MLMODEL)}
    done = check({**files, **around})
    assert len(files) > 50
    assert done.code in (0, 1)
    assert done.unchecked() == []
    # A key that is dropped or spoilt may make it another sort of document, or none; most are still what they were.
    assert done.report["summary"]["documents"] > len(files) * 0.6


def test_what_is_told_by_its_shape_may_hold_anything(check: Check) -> None:
    files: dict[str, bytes] = {}
    for name, document in (("conda.yml", CONDA), ("invocation.yml", INVOCATION), ("MLmodel", MLMODEL)):
        inside = [*spoilt(document, []), *({**document, "dependencies": [odd, "a", {"pip": odd}, {"pip": [odd]}]} for odd in ODD.values())]
        inside += [{"inputs": {"a": odd}, "outputs": {"b": odd, "c": {"path": odd, "type": odd}}} for odd in ODD.values()]
        files |= {f"{name}{at}/{name}": dumped(one) for at, one in enumerate(inside)}
    done = check(files)
    assert done.code in (0, 1)
    assert done.unchecked() == []
    assert done.report["summary"]["documents"] > 100


def test_a_document_may_be_anything(check: Check) -> None:
    files = {f"{at}.yml": dumped(odd) for at, odd in enumerate([*ODD.values(), [CONDA], [[]], "name: d", 3.5])}
    done = check(files)
    assert done.code == 3
    assert {entry.partition(": ")[2] for entry in done.unchecked()} == {"empty"}


TEXTS = [b"a: [", b"\0", b"", b"!!python/name:os.system ''", b"- - - -", b"{{ x }}", b"dependencies: &a [*a]"]


def test_a_conda_file_may_be_anything(check: Check) -> None:
    texts = [*map(dumped, ODD.values()), *TEXTS]
    files = {f"{at}/c.yml": text for at, text in enumerate(texts)}
    document = dumped(DOCUMENTS["flat"][1])
    done = check(files | {f"{at}/d.yml": document for at in range(len(texts))})
    assert done.code == 1
    assert done.report["summary"]["documents"] >= len(texts)


SCRIPTS = {
    "empty": b"",
    "NUL byte": b"def run(b):\n    return []\n\0",
    "binary": bytes(range(256)),
    "latin-1": "# é\ndef run(b): return []\n".encode("latin-1"),
    "5 MB": b"x = 1\n" * 900_000,
    "1 MB": b"x = 1\n" * 170_000,
    "parentheses": b"x = " + b"(" * 10_000 + b")" * 10_000 + b"\n",
    "brackets": b"x = " + b"[" * 100_000 + b"\n",
    "minus signs": b"x = " + b"-" * 500_000 + b"1\n",
    "attributes": b"x = a" + b".b" * 200_000 + b"\n",
    "additions": b"x = 1" + b" + 1" * 100_000 + b"\n",
    "calls": b"x = f" + b"()" * 50_000 + b"\n",
    "deep blocks": b"def run(b):\n" + b"".join(b" " * at + b"if b:\n" for at in range(1, 99)) + b" " * 99 + b"pass\n",
    "deep functions": b"".join(b" " * at + b"def run(b):\n" for at in range(90)) + b" " * 90 + b"return\n",
    "deep lambdas": b"run = " + b"lambda b: " * 500 + b"b\n",
    "many functions": b"".join(b"def f%d(b):\n    return f%d(b)\n" % (at, at + 1) for at in range(20_000)) + b"def run(b): f0(b)\n",
    "many returns": b"def run(b):\n" + b"    if b: return\n" * 50_000,
    "many branches": b"def run(b):\n  if b: return 1\n" + b"  elif b: return\n" * 900,
    "huge number": b"x = " + b"9" * 100_000 + b"\n",
    "huge text": b"x = '" + b"a" * 900_000 + b"'\n",
    "unclosed": b"def run(b:\n" + b"'''\n",
    "tabs and blanks": b"def run(b):\n\tif b:\n        return\n",
    "escapes": b"\x1b[31mdef run(b): return\n",
    "odd encoding": b"# -*- coding: utf-7 -*-\ndef run(b): return\n",
    "unknown encoding": b"# coding: nonsense\ndef run(b): return\n",
    "byte order mark": b"\xef\xbb\xbfdef run(b): return\n",
    "old Mac line ends": b"def run(b):\r    return\r",
    "form feeds": b"\x0c\x0cdef run(b):\x0c\n    return\n",
    "carets": b"def run(b): return b" + b"^b" * 100_000 + b"\n",
    "names": b"import " + b", ".join(b"m%d" % at for at in range(80_000)) + b"\n",
    "star imports": b"from x import *\n" * 50_000,
    "side effects": b"open('hacked', 'w')\n__import__('os').system('touch hacked')\ndef run(b): return []\n",
    "f-strings": b"x = " + b"f'{" * 3 + b"1" + b"}'" * 3 + b"\n",
    "comprehensions": b"x = " + b"[" * 80 + b"1" + b" for a in b]" * 80 + b"\n",
}  # fmt: skip


def test_a_script_may_be_anything(check: Check, folder: Path) -> None:
    document = dumped(DOCUMENTS["flat"][1])
    files = {f"{at}/s.py": text for at, text in enumerate(SCRIPTS.values())} | {f"{at}/d.yml": document for at in range(len(SCRIPTS))}
    done = check(files)
    assert done.code == 1
    unread = {list(SCRIPTS)[int(entry.partition("/")[0])]: entry.partition(": ")[2] for entry in done.unchecked()}
    assert unread == {
        "NUL byte": "binary: it holds a NUL byte",
        "binary": "binary: it holds a NUL byte",
        "latin-1": "not UTF-8: byte 0xe9",
        "5 MB": "larger than 1 MiB (5 MiB): not read",
    }
    assert not list(folder.rglob("hacked"))


SLOW = ["parentheses", "attributes", "many functions", "many returns", "names"]


@pytest.mark.parametrize("name", SLOW)
def test_a_script_takes_little_time(name: str, check: Check) -> None:
    done = check({"d.yml": dumped(DOCUMENTS["flat"][1]), "s.py": SCRIPTS[name]})
    assert done.code == 1
    assert done.seconds < 8
