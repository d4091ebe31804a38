"""What conda cannot make sense of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight.facts.conda_faults import conda_faults
from preflight.value import child, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.document import Document

    Read = Callable[[str], Document]


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("name: c\nchannels: [x]\ndependencies: [a, {pip: [b]}]\nprefix: x\nvariables: {}\nplatforms: []\n", []),
        ("name: c\n", []),
        ("dependencies: []\n", []),
        ("[a]\n", ["not-a-mapping 1:1"]),
        ("text\n", ["not-a-mapping 1:1"]),
        ("chanels: [x]\ndependencies: [a]\npip: [b]\n", ["unknown-key 1:1", "unknown-key 3:1"]),
        ("dependencies:\n", ["null-entry 1:1"]),
        ("dependencies: a\n", ["no-list 1:15"]),
        ("dependencies: {a: b}\n", ["no-list 1:1"]),
        ("dependencies: ${D}\n", []),
        ("dependencies: ['numpy;x', =3, ok]\n", ["not-read 1:16", "not-read 1:27"]),
        ("dependencies: [a, ~, '${B}']\n", ["null-entry 1:19"]),
        ("dependencies:\n- \n- 3\n- [a]\n", ["null-entry 2:2", "odd-entry 3:3", "odd-entry 4:3"]),
        ("dependencies:\n- python: 3\n- pip: a\n- pip: [a]\n  x: 1\n", ["odd-entry 2:3", "odd-entry 3:3", "odd-entry 4:3"]),
        ("dependencies:\n- pip:\n- pip: []\n- pip: '${P}'\n", ["empty-pip 2:3"]),
        (
            "dependencies: [{pip: [a, ~, 3, [b], '${P}', {c: d}]}]\n",
            ["null-entry 1:26", "odd-entry 1:29", "odd-entry 1:32", "odd-entry 1:45"],
        ),
    ],
)  # fmt: skip
def test_faults_and_where_they_stand(read: Read, text: str, faults: list[str]) -> None:
    found = [f"{text_of(child(fault, 'kind'))} {str(fault.place).partition(':')[2]}" for fault in conda_faults(read(text).root)]
    assert found == faults


def test_a_fault_has_the_words_of_a_message(read: Read) -> None:
    unknown, entry = conda_faults(read("chanels: x\ndependencies: [3]\n").root)
    words = ("key", "name", "found", "expected", "reason")
    assert [text_of(child(unknown, word)) for word in words] == [
        "chanels", "`chanels`", "`x`", "`channels`, `dependencies`, `name`, `prefix` or `variables`", None,
    ]  # fmt: skip
    assert [text_of(child(entry, word)) for word in words] == [
        None, "an entry of `dependencies`", "`3`", "a text such as `python=3.11`, or `pip` with a list of texts", None,
    ]  # fmt: skip
