"""Commands as subjects, and tokens in code: what nobody writes must cost no time."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from preflight.kind import Kind
from preflight.project.project import load

if TYPE_CHECKING:
    from pathlib import Path

# A quiet machine takes a tenth of it.
SECONDS = 15
PRINTED = 'T{0}=$(az account get-access-token)\ncurl https://management.azure.com/x -H "Authorization: Bearer $T{0}"\n'
SEND = 'requests.get("https://management.azure.com/x", headers={"Authorization": t})\n'
SCRIPTS = {
    "many files that are missing": "".join(f"az ml batch-endpoint create -f m{number}.yml -n x\n" for number in range(2_000)),
    "many keys": f"az ml batch-endpoint create --set {' '.join(f'k{number}=1' for number in range(5_000))}\n",
    "many options": f"az ml batch-endpoint create {' '.join(f'--k{number} 1' for number in range(5_000))}\n",
    "many tokens": "".join(PRINTED.format(number) for number in range(450)) * 4,
    "one token, many requests": PRINTED.format(1) + PRINTED.format(1).partition("\n")[2] * 3_000,
    "many lines that fill in": "az ml batch-endpoint list\n" + "sed s/a/b/ d.yml e.yml\n" * 10_000,
    "long lines": f"az ml batch-endpoint create -f x.yml\ncurl {'-a ' * 50_000}\n./{'a' * 100_000}\npython{' ' * 100_000}\n",
}
CODE = {
    "many tokens": 't = c.get_token("https://x/.default").token\n' * 3_000,
    "many requests": 't = c.get_token("https://x/.default").token\n' + SEND * 3_000,
    "many branches": "get_token\n" + "".join(f'a{number} = "x"\nif a{number}:\n    b = 3\n' for number in range(3_000)) + SEND,
    "a long sum": f"get_token\nx = {' + '.join(['1'] * 2_000)}\n{SEND}",
    "functions in functions": "get_token\n" + "".join(f"{' ' * depth}def f():\n" for depth in range(80)) + f"{' ' * 80}{SEND}",
    "calls in calls": f"get_token\nx = {'a.get(' * 80}1{', headers=h)' * 80}\n{SEND}",
}


@pytest.mark.parametrize(
    ("name", "text"), [*(("run.sh", text) for text in SCRIPTS.values()), *(("a.py", text) for text in CODE.values())], ids=[*SCRIPTS, *CODE]
)
def test_nothing_takes_for_ever(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    (tmp_path / "d.yml").write_text("name: d\nendpoint_name: e\nmodel: azureml:m:1\ncompute: azureml:c\n")
    started = time.monotonic()
    for subject in load([str(tmp_path)], str(tmp_path)).subjects:
        if subject.kind is Kind.AZ_COMMAND:
            subject.root("command")
    assert time.monotonic() - started < SECONDS
