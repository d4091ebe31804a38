"""Workflows and actions of GitHub."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight.az.reading import read_script
from preflight.scripts.github import github_scripts
from preflight.scripts.script import CMD, POSIX, POWERSHELL
from preflight.shell.posix_run import read_posix
from preflight.value import Unknown
from tests.shared.scripts import at, folder, plain
from tests.shared.workflows import root, values, workflow

if TYPE_CHECKING:
    from preflight.scripts.script import Scripts
    from preflight.value import Value


def found(root: Value) -> Scripts:
    scripts = github_scripts(root)
    assert scripts is not None
    return scripts


def test_a_workflow() -> None:
    text = workflow(
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
def test_what_is_no_workflow(text: str) -> None:
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
def test_languages(step: str, language: str | None) -> None:
    scripts = found(root(workflow(step)))
    assert [one.language for one in scripts.scripts] == ([] if language is None else [language])


def test_a_job_on_windows_is_in_powershell() -> None:
    text = workflow("run: az").replace("ubuntu", "windows")
    assert [one.language for one in found(root(text)).scripts] == [POWERSHELL]


def test_defaults_and_folders() -> None:
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
def test_what_may_not_run(condition: str, conditional: bool) -> None:  # noqa: FBT001 - a parameter of the test
    (script,) = found(root(workflow(f"run: az\n      if: {condition}"))).scripts
    assert script.conditional is conditional
    job = workflow("run: az").replace("    runs-on", f"    if: {condition}\n    runs-on")
    assert [one.conditional for one in found(root(job)).scripts] == [conditional]


def test_environment() -> None:
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


def test_a_partly_known_variable() -> None:
    (script,) = found(root(workflow("run: az x-${{ env.A }} $A\n      env: {A: 'a-${{ github.sha }}-b'}"))).scripts
    assert values(script) == ["az", "?x-a-${{ github.sha }}-b", "?$A~"]


def test_what_steps_export() -> None:
    text = workflow(
        "run: az $A\n      env: {A: a}",
        'run: echo "A=1" >> $GITHUB_ENV',
        "run: az $A $B",
        'run: |\n        echo "B<<EOF" >> "$GITHUB_ENV"\n        echo EOF >> "$GITHUB_ENV"',
        "run: az $A $B $C",
    ).replace("    runs-on", "    env: {A: x, B: y, C: z}\n    runs-on")
    scripts = found(root(text)).scripts
    assert [values(one) for one in (scripts[0], scripts[2], scripts[4])] == [
        ["az", "a"], ["az", "?$A~", "y"], ["az", "?$A~", "?$B~", "?$C~"],
    ]  # fmt: skip


def test_expressions_do_not_confuse_the_shell() -> None:
    (script,) = found(root(workflow("run: az -n ${{ format('a \"{0}', x) }} \"${{ inputs.b || 'c' }}-d\" $ {{ }}"))).scripts
    assert values(script)[:4] == ["az", "-n", "?${{ format('a \"{0}', x) }}~", "?${{ inputs.b || 'c' }}-d"]


def test_places_of_what_is_filled_in() -> None:
    (script,) = found(root(workflow("run: az ml -n ${{ env.A }} -f x\n      env: {A: abcdefgh}"))).scripts
    (command,) = read_posix(script.text, script.known, script.folder).commands
    assert [at(word.value()) for word in command.words[3:]] == ["6:21-6:33", "6:34-6:36", "6:37-6:38"]


def test_what_stands_elsewhere() -> None:
    text = (
        "on: push\njobs:\n  a:\n    uses: o/r/.github/workflows/x.yml@main\n"
        "    with: {f: e.yml, n: '${{ x }}'}\n  b: {uses: ./.github/workflows/y.yml}\n"
    )
    elsewhere = found(root(text)).elsewhere
    assert [(plain(one.reference), one.local, folder(one.folder)) for one in elsewhere] == [
        ("o/r/.github/workflows/x.yml@main", False, "root:"), ("./.github/workflows/y.yml", True, "root:"),
    ]  # fmt: skip
    assert {name: plain(value) for name, value in elsewhere[0].given.items()} == {"f": "e.yml", "n": "?${{ x }}"}


def test_an_action() -> None:
    text = "name: x\nruns:\n  using: composite\n  steps:\n  - {run: az $A, shell: bash}\n  - uses: ./other\n    with: {a: b}\n"
    scripts = found(root(text))
    assert [(one.name, one.language) for one in scripts.scripts] == [("step 1", POSIX)]
    assert [(plain(one.reference), one.local) for one in scripts.elsewhere] == [("./other", True)]


def test_a_folder_that_is_not_known_says_why() -> None:
    (script,) = found(root(workflow("{run: az ml x, working-directory: '${{ inputs.d }}'}"))).scripts
    (command,) = read_script(script).commands
    assert isinstance(command.folder, Unknown)
    assert command.folder.reason == "`${{ inputs.d }}` is filled in when the workflow runs"


@pytest.mark.parametrize(
    ("step", "known"),
    [
        ('run: \'echo "A=1" >> $GITHUB_ENV; echo "B=2" >> $GITHUB_ENV\'', ["?$A~", "?$B~"]),
        ('run: T=$(git rev-parse HEAD) && echo "A=$T" >> $GITHUB_ENV', ["?$A~", "y"]),
        ("{run: '\"A=1\" >> $env:GITHUB_ENV', shell: pwsh}", ["?$A~", "y"]),
        ("{run: 'Add-Content $env:GITHUB_ENV \"A=1\"', shell: pwsh}", ["?$A~", "?$B~"]),
        ("run: |\n        {\n        echo A=1\n        echo B=2\n        } >> $GITHUB_ENV", ["?$A~", "?$B~"]),
        ('{run: \'open(os.environ["GITHUB_ENV"], "a").write("A=1")\', shell: python}', ["?$A~", "?$B~"]),
        ("{run: 'A = 1', shell: python}", ["x", "y"]),
        ("{uses: azure/cli@v2, with: {inlineScript: 'echo A=$B >> $GITHUB_ENV'}}", ["?$A~", "y"]),
        ("run: A=1 B=2", ["x", "y"]),
        ("run: echo A=1 >> $GITHUB_OUTPUT", ["x", "y"]),
        ("uses: actions/checkout@v4", ["x", "y"]),
    ],
)
def test_what_one_step_exports(step: str, known: list[str]) -> None:
    text = workflow(step, "run: az $A $B").replace("    runs-on", "    env: {A: x, B: y}\n    runs-on")
    assert values(found(root(text)).scripts[-1]) == ["az", *known]


@pytest.mark.parametrize(
    ("runner", "language"),
    [
        ("windows-2022", POWERSHELL),
        ("[self-hosted, Windows]", POWERSHELL),
        ("{group: g, labels: windows-large}", POWERSHELL),
        ("{labels: [self-hosted, windows]}", POWERSHELL),
        ("[self-hosted, linux]", POSIX),
        ("{group: windows}", POSIX),
        ("[1, [windows]]", POSIX),
        ("'${{ matrix.os }}'", POSIX),
    ],
)
def test_what_a_job_runs_on(runner: str, language: str) -> None:
    (script,) = found(root(workflow("run: az").replace("ubuntu-latest", runner))).scripts
    assert script.language == language


def test_a_script_in_a_block_stands_where_it_is_written() -> None:
    text = workflow("run: >-\n        az ml x\n        --name ${{ env.N }}\n\n        ls", 'run: "az ml x \\"é\\" -f\\td"').replace(
        "on: push\n", "on: push\nenv: {N: long-name}\n"
    )
    folded, quoted = found(root(text)).scripts
    assert (folded.text.text, quoted.text.text) == ("az ml x --name long-name\nls", 'az ml x "é" -f\td')
    assert [at(folded.text.part(*stretch).value()) for stretch in ((3, 5), (8, 14), (15, 24), (25, 27))] == [
        "8:12-8:14",
        "9:9-9:15",
        "9:16-9:28",
        "11:9-11:11",
    ]
    assert [at(quoted.text.part(*stretch).value()) for stretch in ((0, 2), (8, 9), (9, 10), (15, 16))] == [
        "12:13-12:15",
        "12:21-12:23",
        "12:23-12:24",
        "12:31-12:32",
    ]


def test_a_long_word_takes_no_longer_for_each_of_its_letters() -> None:
    word = "a" * 300_000
    text = workflow(f"run: echo {word} >> $GITHUB_ENV", "run: az $A").replace("    runs-on", "    env: {A: x}\n    runs-on")
    assert values(found(root(text)).scripts[-1]) == ["az", "?$A~"]
