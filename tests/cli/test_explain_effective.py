"""What the commands around a file make of it, as `preflight check --explain-effective` shows it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Golden = Callable[[str, str], None]

    class Done:
        """What the fixture `run` returns."""

        code: int
        out: str
        err: str

        def transcript(self, *arguments: str) -> str:
            """Return the run as a reader of a terminal has it."""

    Run = Callable[..., Done]

SHOW = ("check", "--explain-effective")
FILES = {
    "batch/d.yml": (
        "name: torch\nendpoint_name: heart\nmodel: &model {path: ./model, tags: []}\ncompute: azureml:c\n"
        "settings:\n  mini_batch_size: 10\n  timeout: ${TIMEOUT}\n  other: *model\n"
        "description: ~\ntags:\n  list: [1, [2, {a: b, c: d}], true, ' x', {}]\n"
    ),
    "run.sh": (
        "az ml batch-deployment create -f batch/d.yml -n a --set compute=azureml:big settings.retry_settings.timeout=30 'tags.list[0]=q'\n"
        'if [ "$1" ]; then az ml batch-deployment create -f batch/d.yml -e "$ENDPOINT" $MORE; fi\n'
        "az ml batch-endpoint create --name heart\n"
    ),
}


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("as-it-is", ["batch/d.yml", "batch/d.yml"]),
        ("commands", ["batch/d.yml"]),
        ("script", ["run.sh"]),
        ("options", ["batch/d.yml", "--name", "x y", "--set", "settings.mini_batch_size=it's"]),
    ],
)
def test_an_effective_document(name: str, arguments: list[str], run: Run, golden: Golden) -> None:
    arguments = [*SHOW, *arguments]
    golden(f"effective-{name}.txt", run(*arguments, files=FILES).transcript(*arguments))


def test_paths_are_relative_to_where_one_stands(run: Run, folder: Path) -> None:
    (folder / "batch").mkdir()
    done = run(*SHOW, "d.yml", "..", files=FILES, cwd=folder / "batch")
    assert done.out.startswith("# d.yml is what `az ml batch-deployment create` at ../run.sh:1:1 makes\nname: a")


def test_what_stands_in_a_file_does_not_steer_a_terminal(run: Run) -> None:
    text = 'name: "\\e[31m\\nred ##[error]x"\nendpoint_name: h\n"\\e[32m": x\nmodel: ' + "m" * 5000 + "\ncompute: c\n"
    done = run(
        *SHOW, "d.yml", files={"d.yml": text, "a\x1b[31m.sh": "az ml batch-deployment create -f d.yml --set 'tags.\x1b[1m=\x1b[2m'\n"}
    )
    assert done.code == 0
    assert "\x1b" not in done.out
    assert "##[" not in done.out
    assert "red" in done.out
    assert max(map(len, done.out.splitlines())) < 1100


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["gone.yml"], 2, "no such file: `gone.yml`"),
        (["."], 2, "no such file: `.`"),
        (["broken.yml"], 2, "`broken.yml` cannot be read: not YAML"),
        (["empty.sh"], 3, "nothing makes a document of `empty.sh`"),
        (["d.yml", ".", "--name", "x"], 2, "for one deployment file, and there are 2"),
    ],
)
def test_what_cannot_be_shown_is_told(arguments: list[str], code: int, says: str, run: Run) -> None:
    text = "name: d\nendpoint_name: e\nmodel: m\n"
    done = run(*SHOW, *arguments, files={"broken.yml": "a: [\n", "empty.sh": "ls\n", "d.yml": text, "o.yml": text})
    assert (done.code, done.out) == (code, "")
    assert says in done.err


JUDGED = ["--set", "retry_settings.timeout=0", "--name", "other", "--select", "retry-timeout-range"]


def test_values_of_options_are_judged_in_the_place_of_those_of_the_file(run: Run, golden: Golden) -> None:
    arguments = ["check", "d.yml", *JUDGED]
    done = run(*arguments, files={"d.yml": "name: d\nendpoint_name: e\nmodel: azureml:m:1\nretry_settings: {timeout: 30}\n"})
    golden("options-text.txt", done.transcript(*arguments))
    both = run(*arguments, "--input", "x", "--deployment-name", "d", "--format", "json")
    (finding,) = json.loads(both.out)["findings"]
    assert (finding["location"]["path"], finding["location"]["pointer"]) == ("command line", "/retry_settings/timeout")
    assert finding["location"] == json.loads(run(*arguments, "--format", "json").out)["findings"][0]["location"]
