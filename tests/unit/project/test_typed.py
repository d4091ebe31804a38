"""Commands that are typed: their words and places, and the documents they come to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight import exits
from preflight.kind import Kind
from preflight.project.besides import Besides
from preflight.project.project import load
from preflight.project.typed import typed_command, typed_options
from preflight.value import Absent, Present, Unknown, child, entries, members, text_of

if TYPE_CHECKING:
    from pathlib import Path

    from preflight.project.project import Project
    from preflight.project.subject import Subject
    from preflight.project.typed import Typed
    from preflight.value import Located, Value

FILE = "name: d\nendpoint_name: e\nmodel: azureml:m:1\ncompute: azureml:c\n"
CREATE = ("ml", "batch-deployment", "create")


def stretch(value: Located) -> str:
    """Return what stands where a value does."""
    place = value.place
    assert place is not None
    assert (place.line, place.source.path) == (place.end_line, "command line")
    return place.source.line(place.line)[place.column - 1 : place.end_column - 1]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return an empty folder that is a git root."""
    made = tmp_path / "repo"
    (made / ".git").mkdir(parents=True)
    return made


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def run(folder: Path, typed: Typed, *paths: str) -> Project:
    return load([str(folder / path) for path in paths], str(folder), besides=Besides(typed=typed))


def az(folder: Path, *arguments: str) -> Project:
    typed = typed_command(arguments, str(folder))
    return run(folder, typed, *([typed.file] if typed.file is not None else []))


def only(project: Project, kind: str) -> Subject:
    (subject,) = [one for one in project.subjects if one.kind.value == kind]
    return subject


def documents(project: Project) -> list[Subject]:
    """Return the subjects that are no commands."""
    return [one for one in project.subjects if one.kind is not Kind.AZ_COMMAND]


def deployment(project: Project) -> Value:
    return only(project, "batch-deployment").root("deployment")


@pytest.mark.parametrize("word", ["plain", "two words", "it's", "''", "'", "", "a\"b'c'd", "é 日", "`y`", "a;b"])
def test_words_stand_where_they_are_typed_in_quotes(word: str) -> None:
    typed = typed_command([*CREATE, "--name", word, "--set", f"tags.x={word}"], "/work")
    name = typed.command.value("--name")
    assert (text_of(name), stretch(name)) == (word, typed.source.text[37 : typed.source.text.index(" --set")])


def test_a_part_of_a_word_stands_behind_its_key(folder: Path) -> None:
    write(folder, {"d.yml": FILE})
    root = only(az(folder, *CREATE, "-f", "d.yml", "--set", "tags.it's=b c", "compute=big"), "batch-deployment").root("doc")
    assert stretch(child(child(root, "tags"), "it's")) == "b c"
    assert stretch(child(root, "compute")) == "big"


def test_a_line_may_have_several_lines(folder: Path) -> None:
    write(folder, {"d.yml": FILE})
    found = child(deployment(az(folder, *CREATE, "-f", "d.yml", "--set", "description=a\nb", "--name", "x")), "name")
    assert str(found.place) == "command line:2:11"


@pytest.mark.parametrize(
    ("arguments", "kind"),
    [
        (["ml", "batch-deployment", "create"], Kind.BATCH_DEPLOYMENT),
        (["ml", "batch-deployment", "update"], Kind.BATCH_DEPLOYMENT),
        (["ml", "batch-endpoint", "create"], Kind.BATCH_ENDPOINT),
        (["ml", "batch-endpoint", "update"], Kind.BATCH_ENDPOINT),
        (["ml", "batch-endpoint", "invoke"], Kind.INVOCATION),
        (["--debug", "-o", "table", "--query=x", "ml", "batch-endpoint", "invoke"], Kind.INVOCATION),
        (["--debug"], None),
        (["--what", "ml"], None),
        (["ml", "batch-endpoint", "invoke", "--help"], None),
        (["ml", "batch-endpoint", "invoke", "-h"], None),
        (["ml", "batch-endpoint", "show"], None),
        (["ml", "environment", "create"], None),
        (["ml", "compute", "create"], None),
        (["ml"], None),
        ([], None),
    ],
)
def test_which_commands_make_something_for_batch_endpoints(arguments: list[str], kind: Kind | None) -> None:
    assert typed_command(arguments, "/work").kind is kind


def test_a_file_is_named_from_the_working_directory() -> None:
    assert typed_command([*CREATE, "-f", "../d.yml"], "/somewhere/here").file == "/somewhere/d.yml"
    assert typed_command([*CREATE, "--file=/abs/d.yml"], "/somewhere/here").file == "/abs/d.yml"
    assert typed_command(CREATE, "/somewhere/here").file is None


@pytest.mark.parametrize("word", ["@f.txt", "tags.x=@f.txt"])
def test_what_az_reads_from_a_file_is_not_known(word: str, folder: Path) -> None:
    write(folder, {"d.yml": FILE})
    arguments = ["--set", word] if "=" in word else ["--name", word]
    project = az(folder, *CREATE, "-f", "d.yml", *arguments)
    doc = only(project, "batch-deployment").root("doc")
    found = child(child(doc, "tags"), "x") if "=" in word else child(doc, "name")
    assert isinstance(found, Unknown)
    assert (found.reason, found.asked) == ("`@f.txt` is read by `az` when it is run", True)


def test_a_placeholder_that_is_typed_is_one_that_was_left(folder: Path) -> None:
    write(folder, {"d.yml": FILE})
    found = child(deployment(az(folder, *CREATE, "-f", "d.yml", "--name", "${N}")), "name")
    assert isinstance(found, Unknown)
    assert (found.text, found.asked) == ("${N}", True)


def test_what_is_deployed_is_nobodys_fault(folder: Path) -> None:
    write(folder, {"x.yml": "a: b\n"})
    found = child(deployment(az(folder, "ml", "batch-deployment", "update", "--name", "d", "--set", "tags.a=b")), "model")
    assert isinstance(found, Unknown)
    assert not found.asked


def test_a_file_is_what_its_command_takes_it_for(folder: Path) -> None:
    write(folder, {"x.yml": "nothing: known\n"})
    project = az(folder, *CREATE, "-f", "x.yml", "--name", "d")
    assert [(one.kind, one.source.path) for one in documents(project)] == [(Kind.BATCH_DEPLOYMENT, "x.yml")]
    assert project.files == 1


@pytest.mark.parametrize("name", ["d.yml", "here/../d.yml"])
def test_a_command_is_judged_itself_and_no_other_one(name: str, folder: Path) -> None:
    write(folder, {"d.yml": FILE, "here/run.sh": "az ml batch-endpoint show -n e\n"})
    typed = typed_command(["ml", "batch-endpoint", "invoke", "--file", f"../{name}"], str(folder / "here"))
    (command,) = [one for one in run(folder, typed).subjects if one.kind is Kind.AZ_COMMAND]
    found = child(child(command.root("command"), "file"), "exists")
    assert isinstance(found, Present)
    assert (command.source.path, found.data) == ("command line", True)


def test_a_file_that_is_no_yaml_is_unchecked(folder: Path) -> None:
    write(folder, {"x.yml": "a: [\n"})
    project = az(folder, *CREATE, "-f", "x.yml")
    assert (documents(project), [one.path for one in project.unchecked]) == ([], ["x.yml"])


def test_a_command_sees_what_stands_around_its_file(folder: Path) -> None:
    write(
        folder, {"a/d.yml": FILE, "a/e.yml": "name: e\nauth_mode: aad_token\n", "b/o.yml": FILE, "a/run.sh": "az ml batch-endpoint list\n"}
    )
    project = az(folder, *CREATE, "-f", "a/d.yml")
    assert [one.source.path for one in documents(project)] == ["a/d.yml"]
    assert text_of(child(only(project, "batch-deployment").root("endpoint"), "auth_mode")) == "aad_token"


def test_a_job_sees_the_whole_repository_and_its_scripts(folder: Path) -> None:
    files = {
        "a/d.yml": FILE,
        "b/run.sh": "az ml batch-deployment create -f ../a/d.yml --name renamed\naz ml batch-endpoint invoke --name other\n",
        "c/s.py": "def init(): pass\ndef run(mini_batch): pass\n",
    }
    write(folder, files)
    (folder / "here").mkdir()
    typed = typed_command(["ml", "batch-endpoint", "invoke", "-n", "e", "-d", "renamed", "--input", "p"], str(folder / "here"))
    project = run(folder, typed)
    (job,) = documents(project)
    assert (job.kind, job.source.path, project.files) == (Kind.INVOCATION, "command line", 0)
    assert text_of(child(job.root("deployment"), "compute")) == "azureml:c"
    (item,) = members(child(job.root("invocation"), "inputs"))
    assert stretch(child(item, "path")) == "p"


def test_outside_of_a_repository_a_job_sees_what_is_beside_it(tmp_path: Path) -> None:
    write(tmp_path, {"d.yml": FILE, "below/o.yml": FILE})
    project = load([], str(tmp_path), besides=Besides(typed=typed_command(["ml", "batch-endpoint", "invoke", "-n", "e"], str(tmp_path))))
    (job,) = documents(project)
    assert text_of(child(job.root("deployment"), "name")) == "d"


def test_an_update_is_of_the_endpoint_in_sight(folder: Path) -> None:
    write(folder, {"e.yml": "name: e\nauth_mode: aad_token\n", "d.yml": FILE})
    project = az(folder, "ml", "batch-endpoint", "update", "-n", "e", "--set", "defaults.deployment_name=d")
    (endpoint,) = documents(project)
    assert text_of(child(endpoint.root("endpoint"), "default_deployment")) == "d"


def test_options_put_values_over_the_only_deployment_file(folder: Path) -> None:
    write(
        folder, {"d.yml": FILE, "e.yml": "name: e\nauth_mode: aad_token\n", "run.sh": "az ml batch-deployment create -f d.yml --name s\n"}
    )
    options = [("--set", "compute=it's"), ("--endpoint-name", "x"), ("--name", "n")]
    project = run(folder, typed_options(options, str(folder)), ".")
    root = deployment(project)
    assert [text_of(child(root, name)) for name in ("compute", "endpoint_name", "name", "model")] == ["it's", "x", "n", "azureml:m:1"]
    assert [stretch(child(root, name)) for name in ("compute", "endpoint_name")] == ["""it'"'"'s""", "x"]
    assert [one.kind.value for one in documents(project)] == ["batch-deployment", "batch-endpoint"]


def test_pointers_of_what_is_typed_lead_into_the_document(folder: Path) -> None:
    write(folder, {"d.yml": FILE})
    project = run(folder, typed_options([("--set", "settings.x[1]=v"), ("--name", "n")], str(folder)), "d.yml")
    root = project.document("command line")
    assert root is not None
    assert entries(root).keys() == {"settings", "name"}
    first, second = members(child(child(root, "settings"), "x"))
    assert isinstance(first, Absent)
    assert isinstance(second, Present)
    assert (second.data, stretch(second)) == ("v", "v")


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"e.yml": "name: e\nauth_mode: aad_token\n"}, "there is none"),
        ({"a.yml": FILE, "b.yml": FILE}, "there are 2: `a.yml`, `b.yml`"),
        ({f"{name}.yml": FILE for name in "abcd"}, "there are 4: `a.yml`, `b.yml`, `c.yml`, …"),
    ],
)
def test_it_must_be_plain_which_file_options_are_for(files: dict[str, str], says: str, folder: Path) -> None:
    write(folder, files)
    with pytest.raises(exits.UsageError) as told:
        run(folder, typed_options([("--name", "n")], str(folder)), ".")
    assert str(told.value) == f"--set, --endpoint-name and --name are for one deployment file, and {says}"
