"""`preflight az` with a stand-in for `az`: what it is given, and when it is not run."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import preflight

if TYPE_CHECKING:
    from collections.abc import Callable

    Az = Callable[..., subprocess.CompletedProcess[bytes]]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")

STAND_IN = """\
#!/bin/sh
printf '%s\\0' "$@" > "$HERE/told"
cat
echo on stderr >&2
case "$1" in killed) kill -TERM $$;; esac
exit "${CODE:-0}"
"""
GOOD = "name: torch\nendpoint_name: heart\nmodel: azureml:m:1\ncompute: azureml:c\nretry_settings: {timeout: 30}\n"
BAD = GOOD.replace("30", "0")
CREATE = ["ml", "batch-deployment", "create", "--file", "d.yml"]
RULE = ["--select", "retry-timeout-range"]


@pytest.fixture
def az(tmp_path: Path) -> Az:
    """Run `preflight az` where `az` is a script that notes its arguments in `told`."""
    (tmp_path / "bin").mkdir()
    stand_in = tmp_path / "bin" / "az"
    stand_in.write_text(STAND_IN)
    stand_in.chmod(0o755)
    (tmp_path / "repo" / ".git").mkdir(parents=True)

    def started(
        *arguments: str | bytes, options: list[str] | None = None, code: int = 0, **files: str
    ) -> subprocess.CompletedProcess[bytes]:
        (tmp_path / "told").unlink(missing_ok=True)
        for name, text in files.items():
            (tmp_path / "repo" / f"{name}.yml").write_text(text)
        path = os.pathsep.join([str(tmp_path / "bin"), os.environ["PATH"]])
        env = {**os.environ, "PATH": path, "HERE": str(tmp_path), "CODE": str(code), "PYTHONPATH": str(Path(preflight.__file__).parents[1])}
        command = [sys.executable, "-m", "preflight", "az", *(RULE if options is None else options), "--", *arguments]
        return subprocess.run(command, cwd=tmp_path / "repo", env=env, input=b"from stdin", capture_output=True, timeout=60, check=False)

    return started


def told(tmp_path: Path) -> list[bytes] | None:
    """Return the arguments that `az` was given; None where it was not run."""
    noted = tmp_path / "told"
    return noted.read_bytes().split(b"\0")[:-1] if noted.exists() else None


def test_a_command_that_is_fine_runs_with_its_own_streams_and_exit_code(az: Az, tmp_path: Path) -> None:
    done = az(*CREATE, d=GOOD, code=7)
    assert (done.returncode, done.stdout) == (7, b"from stdin")
    assert done.stderr.decode().splitlines() == ["No findings: 2 documents in 1 file, 1 rule", "on stderr"]
    assert told(tmp_path) == [word.encode() for word in CREATE]


ODD = [
    b"", b" ", b"two words", b"it's", b'"quoted"', b"line\nbreak\n", b"tab\t", b"$HOME `id` $(id)", b"*", b"~", b"\\", b"a\\", b"--", b"-",
    b"@file", b"k=@file", b"{{x}}", b"\xff\xfe\x80", "é 日本 \u2028".encode(), b"%PATH%", b"&", b"|", b">", b"#", b"!", b"\x1b[31m", b"=",
]  # fmt: skip


@pytest.mark.parametrize("before", [CREATE, ["group", "list"], ["ml", "batch-endpoint", "invoke", "--name", "e"]])
def test_arguments_arrive_byte_for_byte(before: list[str], az: Az, tmp_path: Path) -> None:
    done = az(*before, *ODD, d=GOOD, options=["--allow-empty", *RULE])
    assert (done.returncode, told(tmp_path)) == (0, [*(word.encode() for word in before), *ODD])


def test_a_value_that_a_command_gives_may_be_anything(az: Az, tmp_path: Path) -> None:
    values = [b"tags.x=" + value for value in ODD]
    done = az(*CREATE, "--set", *values, d=GOOD)
    assert (done.returncode, told(tmp_path)) == (0, [*(word.encode() for word in CREATE), b"--set", *values])


@pytest.mark.parametrize("options", [RULE, ["--quiet", *RULE], ["--verbose", *RULE], ["--dry-run", *RULE]])
def test_what_check_would_not_pass_is_held_back(options: list[str], az: Az, tmp_path: Path) -> None:
    done = az(*CREATE, d=BAD, options=options)
    assert (done.returncode, done.stdout, told(tmp_path)) == (1, b"", None)
    assert done.stderr.decode().splitlines()[-1] == "preflight: az was not run"
    assert "retry-timeout-range" in done.stderr.decode()


def test_what_a_command_gives_is_judged_in_the_place_of_what_the_file_says(az: Az, tmp_path: Path) -> None:
    assert az(*CREATE, "--set", "retry_settings.timeout=30", d=BAD).returncode == 0
    held = az(*CREATE, "--set", "retry_settings.timeout=0", d=GOOD)
    assert (held.returncode, told(tmp_path)) == (1, None)
    assert "--> command line:1:73" in held.stderr.decode()


@pytest.mark.parametrize(
    ("arguments", "files", "options", "says"),
    [
        (["ml", "batch-deployment", "create", "--file", "gone.yml"], {}, RULE, "the file of the command does not exist: `gone.yml`"),
        (["ml", "batch-deployment", "create", "--file", "."], {}, RULE, "the file of the command is a folder: `.`"),
        (CREATE, {"d": "a: [\n"}, RULE, "not YAML"),
        (CREATE, {"d": GOOD}, ["--select", "run-signature"], "az was not run"),
        (CREATE, {"d": GOOD.replace("30", "'${T}'")}, ["--unknown", "fail", *RULE], "${T}"),
        (CREATE, {"d": GOOD.replace("30", "30.5")}, ["--fail-on", "info", "--severity", "retry-timeout-range=info", *RULE], "info"),
    ],
)
def test_whatever_else_check_would_not_pass_is_held_back(
    arguments: list[str], files: dict[str, str], options: list[str], says: str, az: Az, tmp_path: Path
) -> None:
    done = az(*arguments, options=options, **files)
    assert (done.returncode, told(tmp_path)) == (1, None)
    assert says in done.stderr.decode()
    assert done.stderr.decode().splitlines()[-1] == "preflight: az was not run"


@pytest.mark.parametrize("options", [["--select", "no-such-rule"], ["--fail-on", "never"], ["--rules", "gone"], ["stray"], ["--nope"]])
def test_wrong_usage_is_told_and_nothing_is_run(options: list[str], az: Az, tmp_path: Path) -> None:
    assert (az(*CREATE, d=GOOD, options=options).returncode, told(tmp_path)) == (2, None)


def test_a_dry_run_never_runs(az: Az, tmp_path: Path) -> None:
    for arguments in (CREATE, ["group", "list"]):
        done = az(*arguments, d=GOOD, options=["--dry-run", *RULE])
        assert (done.returncode, done.stdout, told(tmp_path)) == (0, b"", None)
        assert done.stderr.decode().splitlines()[-1] == "preflight: az would be run"


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--version"],
        ["ml", "batch-deployment", "list"],
        ["ml", "batch-deployment", "create", "--help", "-f", "gone.yml"],
        ["ml", "online-deployment", "create", "--file", "d.yml"],
        ["ml", "environment", "create", "--file", "gone.yml"],
    ],
)
def test_what_creates_nothing_for_a_batch_endpoint_runs_at_once(arguments: list[str], az: Az, tmp_path: Path) -> None:
    done = az(*arguments, d=BAD, code=3)
    assert (done.returncode, done.stderr) == (3, b"on stderr\n")
    assert told(tmp_path) == ([word.encode() for word in arguments] or [b""])


def test_a_signal_that_ends_az_is_passed_on(az: Az) -> None:
    assert az("killed").returncode == -signal.SIGTERM


def test_signals_that_python_ignores_are_not_ignored_in_az(az: Az, tmp_path: Path) -> None:
    (tmp_path / "bin" / "az").write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "import signal; print(signal.getsignal(signal.SIGPIPE))"')
    (tmp_path / "bin" / "az").write_text("#!/bin/sh\nkill -PIPE $$\nexit 0\n")
    assert az("group", "list").returncode == -signal.SIGPIPE


def test_a_file_is_found_from_the_working_directory(az: Az, tmp_path: Path) -> None:
    (tmp_path / "elsewhere.yml").write_text(BAD)
    assert az("ml", "batch-deployment", "create", "-f", "../elsewhere.yml").returncode == 1
    assert az("ml", "batch-deployment", "create", f"--file={tmp_path / 'elsewhere.yml'}").returncode == 1
    assert told(tmp_path) is None


def test_there_may_be_no_az(az: Az, tmp_path: Path) -> None:
    (tmp_path / "bin" / "az").chmod(0o644)
    done = az("group", "list")
    if b"on stderr" not in done.stderr:  # this machine has none
        assert done.returncode == 2
        assert done.stderr.decode().splitlines() == [
            "preflight: there is no `az` on PATH to run: https://learn.microsoft.com/cli/azure/install-azure-cli",
            "preflight: az was not run",
        ]


def test_an_az_that_cannot_be_started_is_told(az: Az, tmp_path: Path) -> None:
    (tmp_path / "bin" / "az").write_text("no program at all")
    done = az("group", "list")
    assert done.returncode == 2
    assert "cannot be run: exec format error" in done.stderr.decode()


def test_what_az_is_told_stands_after_two_dashes(tmp_path: Path) -> None:
    for arguments in (["az"], ["az", *CREATE], ["az", "--dry-run"]):
        done = subprocess.run(
            [sys.executable, "-m", "preflight", *arguments],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(Path(preflight.__file__).parents[1])},
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 2
        assert done.stderr.decode().startswith("preflight: what az is told stands after `--`")
