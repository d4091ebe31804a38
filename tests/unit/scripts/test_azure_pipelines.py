"""Azure Pipelines and their templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight.az.reading import read_script
from preflight.scripts.azure_pipelines import pipeline_scripts
from preflight.scripts.script import CMD, POSIX, POWERSHELL
from tests.shared.scripts import at, folder, plain
from tests.shared.workflows import root, values

if TYPE_CHECKING:
    from preflight.scripts.script import Scripts
    from preflight.value import Value


def found(root: Value) -> Scripts:
    scripts = pipeline_scripts(root)
    assert scripts is not None
    return scripts


def test_a_pipeline() -> None:
    text = (
        "trigger: [main]\nstages:\n- stage: a\n  jobs:\n  - job: b\n    steps:\n    - script: az one\n      displayName: first\n"
        "    - task: AzureCLI@2\n      displayName: second\n      inputs:\n        scriptType: bash\n        scriptLocation: inlineScript\n"
        "        inlineScript: |\n          cd sub\n          az ml batch-endpoint create -n x\n        workingDirectory: ./d\n"
    )
    first, second = found(root(text)).scripts
    assert [(one.name, one.language, folder(one.folder)) for one in (first, second)] == [
        ("step `first`", POSIX, "root:"), ("step `second`", POSIX, "root:./d"),
    ]  # fmt: skip
    (command,) = read_script(second).commands
    assert (plain(command.name), at(command.value("--name")), folder(command.folder)) == (
        "ml batch-endpoint create",
        "16:42-16:43",
        "root:./d/sub",
    )


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\n",
        "steps: {a: 1}\n",
        "jobs: {a: {steps: [{script: az}]}}\n",
        "steps: [{script: az}]\nservices2: x\n",
        "extends: x\n",
        "[]\n",
        "inputs: {}\njobs: []\n",
    ],
)
def test_what_is_no_pipeline(text: str) -> None:
    assert pipeline_scripts(root(text)) is None


@pytest.mark.parametrize(
    ("step", "language"),
    [
        ("script: az", POSIX),
        ("bash: az", POSIX),
        ("pwsh: az", POWERSHELL),
        ("powershell: az", POWERSHELL),
        ("script: [az]", None),
        ("{task: AzureCLI@2, inputs: {scriptType: bash, inlineScript: az}}", POSIX),
        ("{task: azurecli@1, inputs: {INLINESCRIPT: az}}", POSIX),
        ("{task: AzureCLI@2, inputs: {scriptType: ps, scriptLocation: inlineScript, inlineScript: az}}", POWERSHELL),
        ("{task: AzureCLI@2, inputs: {scriptType: pscore, inlineScript: az}}", POWERSHELL),
        ("{task: AzureCLI@2, inputs: {scriptType: batch, inlineScript: az}}", CMD),
        ("{task: AzureCLI@2, inputs: {scriptLocation: scriptPath, inlineScript: az}}", None),
        ("{task: Bash@3, inputs: {targetType: inline, script: az}}", POSIX),
        ("{task: Bash@3, inputs: {targetType: filePath, script: az}}", None),
        ("{task: PowerShell@2, inputs: {targetType: inline, script: az}}", POWERSHELL),
        ("{task: CmdLine@2, inputs: {script: az}}", CMD),
        ("{task: AzurePowerShell@5, inputs: {Inline: az}}", POWERSHELL),
        ("{task: Docker@2, inputs: {script: az}}", None),
        ("{task: AzureCLI@2}", None),
        ("{checkout: self}", None),
        ("az", None),
    ],
)
def test_languages(step: str, language: str | None) -> None:
    scripts = found(root(f"steps:\n- {step}\n- script: az\n"))
    assert [one.language for one in scripts.scripts] == [*([] if language is None else [language]), POSIX]


def test_a_script_on_windows() -> None:
    text = (
        "pool: {vmImage: windows-latest}\njobs:\n- job: a\n  steps:\n  - script: az\n- job: b\n"
        "  pool: {vmImage: ubuntu-latest}\n  steps:\n  - script: az\n"
    )
    assert [one.language for one in found(root(text)).scripts] == [CMD, POSIX]


def test_a_deployment_job() -> None:
    text = "jobs:\n- deployment: a\n  strategy:\n    runOnce:\n      deploy:\n        steps:\n        - script: az\n"
    assert len(found(root(text)).scripts) == 1


@pytest.mark.parametrize(
    ("text", "conditional"),
    [
        ("steps:\n- script: az\n", False),
        ("steps:\n- script: az\n  condition: always()\n", False),
        ("steps:\n- script: az\n  condition: eq(variables.x, 'y')\n", True),
        ("jobs:\n- job: a\n  condition: failed()\n  steps:\n  - script: az\n", True),
        ("steps:\n- ${{ if eq(parameters.x, 'y') }}:\n  - script: az\n", True),
        ("jobs:\n- ${{ if eq(parameters.x, 'y') }}:\n  - job: a\n    steps:\n    - script: az\n", True),
    ],
)
def test_what_may_not_run(text: str, conditional: bool) -> None:  # noqa: FBT001 - a parameter of the test
    assert [one.conditional for one in found(root(text)).scripts] == [conditional]


def test_variables() -> None:
    text = (
        "variables: {a: x, b.c: 'y-$(a)', d: '$(Build.BuildId)', e: '${{ variables.a }}-z', f: [g]}\nsteps:\n"
        "- script: az $(a) $(A) $(b.c) \"$(d)\" ${{ variables.a }} ${{variables['a']}} $(e)"
        " $(nobody) $A $B_C $(pwd) $(date +%s) $[ x ] $(f)\n"
        "- bash: az $A $N\n  env: {N: '$(a)-n', A: [z]}\n"
    )
    first, second = found(root(text)).scripts
    assert values(first) == [
        "az", "x", "x", "y-x", "?$(Build.BuildId)", "x", "x", "x-z", "?$(nobody)~", "x", "y-x", "?$(pwd)~", "?$(date +%s)~", "?$[ x ]~",
        "?$(f)~",
    ]  # fmt: skip
    assert values(second) == ["az", "?$A~", "x-n"]


def test_lists_of_variables() -> None:
    text = (
        "variables:\n- {name: a, value: x}\n- group: g\n- {name: b, value: y}\n- template: v.yml\n- {name: c, value: z}\n"
        "- ${{ if x }}:\n  - {name: c, value: w}\n  - {name: d, value: v}\n- name: e\n  value: u\n"
        "jobs:\n- job: j\n  variables: {e: t, f: s}\n  steps:\n"
        "  - script: az $(a) $(b) $(c) $(d) $(e) $(f)\n- job: k\n  steps:\n  - script: az $(e) $(f)\n"
    )
    scripts = found(root(text))
    assert [values(one) for one in scripts.scripts] == [
        ["az", "?$(a)~", "?$(b)~", "?$(c)~", "?$(d)~", "t", "s"], ["az", "u", "?$(f)~"],
    ]  # fmt: skip
    assert [plain(one.reference) for one in scripts.elsewhere] == ["v.yml"]
    mapped = found(root("variables:\n  a: x\n  b: y\n  ${{ if z }}:\n    a: w\nsteps:\n- script: az $(a) $(b)\n")).scripts
    assert [values(one) for one in mapped] == [["az", "?$(a)~", "y"]]


def test_what_a_script_sets() -> None:
    text = "variables: {a: x, b: y}\nsteps:\n- script: echo '##vso[task.setvariable variable=a]z'\n- script: az $(a) $(b) $A\n"
    assert values(found(root(text)).scripts[-1]) == ["az", "?$(a)~", "y", "?$A~"]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("steps:\n- script: az\n  workingDirectory: a\n", "root:a"),
        ("steps:\n- script: az\n  workingDirectory: $(System.DefaultWorkingDirectory)/a\n", "root:/a"),
        ("steps:\n- script: az\n  workingDirectory: '$(Build.SourcesDirectory)'\n", "root:"),
        ("steps:\n- script: az\n  workingDirectory: $(x)\n", "?`$(x)` is filled in when the pipeline runs"),
        ("variables: {x: b}\nsteps:\n- script: az\n  workingDirectory: a/$(x)\n", "root:a/b"),
        ("steps:\n- {task: AzureCLI@1, inputs: {inlineScript: az, cwd: a}}\n", "root:a"),
        ("steps:\n- checkout: self\n- script: az\n", "root:"),
        ("steps:\n- checkout: self\n- checkout: other\n- script: az\n", "?several repositories are checked out"),
        ("steps:\n- checkout: self\n  path: s/\n- checkout: other\n  path: s/o\n- script: az\n", "root:"),
        ("steps:\n- checkout: self\n- checkout: other\n- script: az\n  workingDirectory: a\n", "root:a"),
    ],
)
def test_folders(text: str, where: str) -> None:
    assert folder(found(root(text)).scripts[-1].folder) == where


def test_templates() -> None:
    text = (
        "extends: {template: a.yml, parameters: {b: c}}\nresources: {}\n",
        (
            "steps:\n- template: x/a.yml@templates\n  parameters: {file: e.yml, n: $(n)}\n"
            "- template: /b.yml@self\n- template: c.yml\n- script: az\n"
        ),
        "jobs:\n- template: d.yml\n- job: x\n  steps:\n  - template: e.yml\n",
        "stages:\n- template: f.yml\n",
    )
    told = [[(plain(one.reference), one.local, folder(one.folder)) for one in found(root(one)).elsewhere] for one in text]
    assert told == [
        [("a.yml", True, "script:")],
        [("x/a.yml@templates", False, "script:"), ("/b.yml@self", True, "root:"), ("c.yml", True, "script:")],
        [("d.yml", True, "script:"), ("e.yml", True, "script:")],
        [("f.yml", True, "script:")],
    ]
    given = found(root(text[1])).elsewhere[0].given
    assert {name: plain(value) for name, value in given.items()} == {"file": "e.yml", "n": "?$(n)"}


def test_a_template_of_steps() -> None:
    text = "parameters:\n- {name: f, type: string}\nsteps:\n- bash: az ml x -f ${{ parameters.f }} -n $(n)\n"
    (script,) = found(root(text)).scripts
    assert values(script) == ["az", "ml", "x", "-f", "?${{ parameters.f }}~", "-n", "?$(n)~"]


def test_hostile_depths() -> None:
    deep = "steps:\n" + "".join(f"{'  ' * level}- ${{{{ if x }}}}:\n" for level in range(45)) + "  " * 45 + "- script: az\n"
    assert found(root(deep)).scripts == ()
    jobs = "jobs:\n- a:\n" + "".join(f"{'  ' * level}    - b:\n" for level in range(45)) + "  " * 45 + "    - steps: [{script: az}]\n"
    assert found(root(jobs)).scripts == ()


@pytest.mark.parametrize(
    "below",
    [
        "- ${{ if x }}:\n  - {name: a, value: y}\n",
        "- ${{ if x }}:\n  - ${{ if y }}:\n    - {name: A, value: y}\n",
        "- ${{ if x }}:\n  - template: production.yml\n",
        "- ${{ if x }}:\n  - group: production\n",
        "- ${{ each v in parameters.variables }}:\n  - {name: '${{ v.name }}', value: y}\n",
        "- ${{ parameters.variables }}:\n",
    ],
)
def test_what_variables_below_expressions_may_set_is_not_known(below: str) -> None:
    text = f"variables:\n- {{name: a, value: x}}\n{below}- {{name: b, value: y}}\nsteps:\n- script: az $(a) $(b)\n"
    assert [values(one) for one in found(root(text)).scripts] == [["az", "?$(a)~", "y"]]


@pytest.mark.parametrize(
    ("below", "known"),
    [
        ("${{ if x }}: {c: y}", ["x", "y"]),
        ("${{ if x }}: {B: z}", ["x", "?$(b)~"]),
        ("${{ insert }}: '${{ parameters.variables }}'", ["?$(a)~", "?$(b)~"]),
        ("${{ each v in parameters.variables }}: {'${{ v.key }}': '${{ v.value }}'}", ["?$(a)~", "?$(b)~"]),
        ("${{ if x }}: {'${{ if y }}': {a: z}}", ["?$(a)~", "y"]),
    ],
)
def test_mappings_of_variables_below_expressions(below: str, known: list[str]) -> None:
    text = f"variables:\n  a: x\n  b: y\n  {below}\nsteps:\n- script: az $(a) $(b)\n"
    assert [values(one) for one in found(root(text)).scripts] == [["az", *known]]


def test_a_template_below_an_expression_is_called() -> None:
    scripts = found(root("variables:\n- ${{ if x }}:\n  - template: v.yml\nsteps:\n- script: az\n"))
    assert [(plain(one.reference), at(one.reference)) for one in scripts.elsewhere] == [("v.yml", "3:15-3:20")]


def test_a_pipeline_of_one_job_has_what_a_job_has() -> None:
    text = (
        "strategy:\n  matrix:\n    one: {a: y}\n    two: {a: z}\n    three: '3'\ncontinueOnError: true\nworkspace: {clean: all}\n"
        "variables: {a: x, b: w}\nsteps:\n- script: az $(a) $(b)\n"
    )
    assert [values(one) for one in found(root(text.replace("    three: '3'\n", ""))).scripts] == [["az", "?$(a)~", "w"]]
    assert [values(one) for one in found(root(text)).scripts] == [["az", "?$(a)~", "?$(b)~"]]


@pytest.mark.parametrize("properties", ["variable=a", "variable=A;isSecret=true", "isOutput=true;variable=a"])
def test_what_a_script_sets_with_properties(properties: str) -> None:
    text = f"variables: {{a: x}}\nsteps:\n- bash: 'echo \"##vso[task.setvariable {properties}]y\"'\n- script: az $(a)\n"
    assert values(found(root(text)).scripts[-1]) == ["az", "?$(a)~"]


def test_what_another_command_of_the_agent_names_is_known() -> None:
    text = "variables: {a: x}\nsteps:\n- bash: 'echo \"##vso[task.setvariable name=b]variable=a\"'\n- script: az $(a)\n"
    assert values(found(root(text)).scripts[-1]) == ["az", "x"]


def test_a_task_in_a_folded_text_stands_where_it_is_written() -> None:
    text = (
        "steps:\n- task: AzureCLI@2\n  inputs:\n    scriptType: bash\n    inlineScript: >\n      az ml batch-endpoint create\n"
        "      --name $(n)\n\n      az ml x\nvariables:\n  n: 'it''s'\n"
    )
    (script,) = found(root(text)).scripts
    assert script.text.text == "az ml batch-endpoint create --name it's\naz ml x\n"
    assert [at(script.text.part(*stretch).value()) for stretch in ((6, 20), (28, 34), (35, 39), (43, 45))] == [
        "6:13-6:27",
        "7:7-7:13",
        "7:14-7:18",
        "9:10-9:12",
    ]
