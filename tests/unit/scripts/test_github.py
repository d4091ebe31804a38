"""Workflows and actions of GitHub."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight.az.reading import read_script
from preflight.scripts.github import github_scripts
from preflight.scripts.script import CMD, POSIX, POWERSHELL
from preflight.value import Unknown
from tests.shared.scripts import at, folder, plain, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.scripts.script import Script, Scripts
    from preflight.value import Value

    Root = Callable[[str], Value]

HEAD = "on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n"


def found(root: Value) -> Scripts:
    scripts = github_scripts(root)
    assert scripts is not None
    return scripts


def steps(*steps: str) -> str:
    """Return a workflow with steps."""
    return HEAD + "    steps:\n" + "".join(f"    - {step}\n" for step in steps)


def values(script: Script) -> list[str]:
    """Return the words of the commands in a script."""
    from preflight.shell.posix_run import read_posix

    return [word for command in read_posix(script.text, script.known, script.folder).commands for word in words(command)]


def test_a_workflow(root: Root) -> None:
    text = steps(
        "name: deploy\n      run: |\n        cd sub\n        az ml batch-endpoint create -n x", "id: i\n      run: az b", "run: az c"
    )
    scripts = found(root(text))
    assert [(one.name, one.language, folder(one.folder), one.conditional) for one in scripts.scripts] == [
        ("step `deploy` of job `build`", POSIX, "root:", False),
        ("step `i` of job `build`", POSIX, "root:", False),
        ("step 3 of job `build`", POSIX, "root:", False),
    ]
    (command,) = read_script(scripts.scripts[0]).commands
    assert (plain(command.name), at(command.name), folder(command.folder)) == ("ml batch-endpoint create", "9:12-9:36", "root:sub")
    assert at(command.value("--name")) == "9:40-9:41"


@pytest.mark.parametrize(
    "text",
    [
        "jobs: {a: {steps: [{run: az}]}}\n",
        "on: push\n",
        "on: push\njobs: [a]\n",
        "name: x\njobs:\n  a: {type: command, command: x}\n",
        "runs: {using: node20}\n",
        "a: 1\n",
        "[]\n",
    ],
)
def test_what_is_no_workflow(root: Root, text: str) -> None:
    assert github_scripts(root(text)) is None


@pytest.mark.parametrize(
    ("step", "language"),
    [
        ("run: az", POSIX),
        ("{run: az, shell: bash}", POSIX),
        ("{run: az, shell: 'bash -l {0}'}", POSIX),
        ("{run: az, shell: sh}", POSIX),
        ("{run: az, shell: pwsh}", POWERSHELL),
        ("{run: az, shell: PowerShell}", POWERSHELL),
        ("{run: az, shell: cmd}", CMD),
        ("{run: az, shell: python}", None),
        ("{run: [az]}", None),
        ("{uses: 'azure/CLI@v2', with: {inlineScript: az}}", POSIX),
        ("{uses: Azure/powershell@v1, with: {inlineScript: az}}", POWERSHELL),
        ("{uses: azure/cli@v2}", None),
        ("{uses: actions/checkout@v4}", None),
        ("az", None),
    ],
)
def test_languages(root: Root, step: str, language: str | None) -> None:
    scripts = found(root(steps(step)))
    assert [one.language for one in scripts.scripts] == ([] if language is None else [language])


def test_a_job_on_windows_is_in_powershell(root: Root) -> None:
    text = steps("run: az").replace("ubuntu", "windows")
    assert [one.language for one in found(root(text)).scripts] == [POWERSHELL]


def test_defaults_and_folders(root: Root) -> None:
    text = (
        "on: push\ndefaults: {run: {working-directory: a, shell: pwsh}}\njobs:\n"
        "  one:\n    defaults: {run: {working-directory: b}}\n    steps:\n    - run: az\n    - {run: az, working-directory: ./c}\n"
        "  two:\n    runs-on: x\n    steps:\n    - {run: az, shell: bash}\n"
        "    - {run: az, working-directory: '${{ github.workspace }}/d'}\n    - {run: az, working-directory: '${{ matrix.x }}'}\n"
        "    - {run: az, working-directory: /tmp}\n    - {run: az, working-directory: [x]}\n    - {run: az, working-directory: 'C:\\x'}\n"
    )
    assert [(one.language, folder(one.folder)) for one in found(root(text)).scripts] == [
        (POWERSHELL, "root:b"),
        (POWERSHELL, "root:./c"),
        (POSIX, "root:a"),
        (POWERSHELL, "root:/d"),
        (POWERSHELL, "?`${{ matrix.x }}` is filled in when the workflow runs"),
        (POWERSHELL, "?`/tmp` is not in the repository"),
        (POWERSHELL, "?the working directory is no text"),
        (POWERSHELL, "?`C:\\x` is not in the repository"),
    ]


@pytest.mark.parametrize(
    ("condition", "conditional"),
    [
        ("always()", False),
        ("${{ always() }}", False),
        ("success()", False),
        ("'!cancelled()'", False),
        ("failure()", True),
        ("x == 'y'", True),
    ],
)
def test_what_may_not_run(root: Root, condition: str, conditional: bool) -> None:  # noqa: FBT001 - a parameter of the test
    (script,) = found(root(steps(f"run: az\n      if: {condition}"))).scripts
    assert script.conditional is conditional
    job = steps("run: az").replace("    runs-on", f"    if: {condition}\n    runs-on")
    assert [one.conditional for one in found(root(job)).scripts] == [conditional]


def test_environment(root: Root) -> None:
    text = (
        "on: push\nenv: {A: a, B: b-a, S: '${{ secrets.S }}', N: 3, L: [x], X: x}\njobs:\n  one:\n    env: {C: c, A: a2}\n"
        "    steps:\n    - run: az $A ${{ env.A }} $B \"$S\" ${{ env.S }} $N $L ${{ env.Z }} ${{env['C']}} x${{ env.B }}y ${{ vars.V }}\n"
        "      env: {X: '${{ env.A }}-x'}\n    - run: az $X ${{ env.X }} $C '${{ env.X }}' $Y\n      env: {Y: '${{ env.A }}-y'}\n"
    )
    first, second = found(root(text)).scripts
    assert values(first) == [
        "az", "a2", "a2", "b-a", "?$S", "?${{ secrets.S }}~", "3", "?$L~", "?${{ env.Z }}~", "c", "xb-ay", "?${{ vars.V }}~",
    ]  # fmt: skip
    assert values(second) == ["az", "x", "x", "c", "x", "a2-y"]


def test_a_partly_known_variable(root: Root) -> None:
    (script,) = found(root(steps("run: az x-${{ env.A }} $A\n      env: {A: 'a-${{ github.sha }}-b'}"))).scripts
    assert values(script) == ["az", "?x-a-${{ github.sha }}-b", "?$A~"]


def test_what_steps_export(root: Root) -> None:
    text = steps(
        "run: az $A\n      env: {A: a}",
        'run: echo "A=1" >> $GITHUB_ENV',
        "run: az $A $B",
        'run: |\n        echo x\n        echo "B<<EOF" >> "$GITHUB_ENV"\n        echo EOF >> "$GITHUB_ENV"',
        "run: az $A $B $C",
    ).replace("    runs-on", "    env: {A: x, B: y, C: z}\n    runs-on")
    scripts = found(root(text)).scripts
    assert [values(one) for one in (scripts[0], scripts[2], scripts[4])] == [
        ["az", "a"], ["az", "?$A~", "y"], ["az", "?$A~", "?$B~", "?$C~"],
    ]  # fmt: skip


def test_expressions_do_not_confuse_the_shell(root: Root) -> None:
    (script,) = found(root(steps("run: az -n ${{ format('a \"{0}', x) }} \"${{ inputs.b || 'c' }}-d\" $ {{ }}"))).scripts
    assert values(script)[:4] == ["az", "-n", "?${{ format('a \"{0}', x) }}~", "?${{ inputs.b || 'c' }}-d"]


def test_places_of_what_is_filled_in(root: Root) -> None:
    (script,) = found(root(steps("run: az ml -n ${{ env.A }} -f x\n      env: {A: abcdefgh}"))).scripts
    from preflight.shell.posix_run import read_posix

    (command,) = read_posix(script.text, script.known, script.folder).commands
    assert [at(word.value()) for word in command.words[3:]] == ["6:21-6:33", "6:34-6:36", "6:37-6:38"]


def test_what_stands_elsewhere(root: Root) -> None:
    text = "on: push\njobs:\n  a:\n    uses: o/r/.github/workflows/x.yml@main\n    with: {f: e.yml, n: '${{ x }}'}\n"
    text += "  b: {uses: ./.github/workflows/y.yml}\n"
    elsewhere = found(root(text)).elsewhere
    assert [(plain(one.reference), one.local, folder(one.folder)) for one in elsewhere] == [
        ("o/r/.github/workflows/x.yml@main", False, "root:"), ("./.github/workflows/y.yml", True, "root:"),
    ]  # fmt: skip
    assert {name: plain(value) for name, value in elsewhere[0].given.items()} == {"f": "e.yml", "n": "?${{ x }}"}


def test_an_action(root: Root) -> None:
    text = "name: x\nruns:\n  using: composite\n  steps:\n  - {run: az $A, shell: bash}\n  - uses: ./other\n    with: {a: b}\n"
    scripts = found(root(text))
    assert [(one.name, one.language) for one in scripts.scripts] == [("step 1", POSIX)]
    assert [(plain(one.reference), one.local) for one in scripts.elsewhere] == [("./other", True)]


def test_a_folder_that_is_not_known_says_why(root: Root) -> None:
    (script,) = found(root(steps("{run: az ml x, working-directory: '${{ inputs.d }}'}"))).scripts
    (command,) = read_script(script).commands
    assert isinstance(command.folder, Unknown)
    assert command.folder.reason == "`${{ inputs.d }}` is filled in when the workflow runs"
