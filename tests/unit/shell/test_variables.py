"""What is known of variables, through branches and beyond all measure."""

from __future__ import annotations

from preflight.passage import Folder, Hole, Passage
from preflight.shell.variables import IN_BRANCH, MAX_CHANGES, MAX_VARIABLES, Variables
from preflight.source import Source
from preflight.value import Unknown


def text(value: str) -> Passage:
    return Passage(Source("x.sh", value))


def shown(variables: Variables, name: str) -> str:
    found = variables.get(name)
    return found.text if isinstance(found, Passage) else found.reason if isinstance(found, Hole) else "?"


def test_a_frame_gives_back_what_was_known() -> None:
    variables = Variables({"A": text("a")}, Folder("root"))
    variables.enter()
    variables.put("A", text("b"))
    variables.put("B", text("c"))
    assert (shown(variables, "A"), shown(variables, "B")) == ("b", "c")
    assert variables.leave() == {"A", "B"}
    assert (shown(variables, "A"), shown(variables, "B"), variables.has("B")) == ("a", "`$B` is not set in this file", False)


def test_doubts() -> None:
    variables = Variables({"A": text("a")}, Folder("root", "x"))
    variables.doubt(["A", "/"], IN_BRANCH)
    assert shown(variables, "A") == "`$A` is set where it may not run"
    assert isinstance(variables.folder, Unknown)
    variables.doubt_all("`{}` may be anything")
    assert shown(variables, "B") == "`$B` may be anything"
    assert isinstance(variables.folder, Unknown)


def test_only_some() -> None:
    variables = Variables({"A": text("a"), "B": text("b")}, Folder("root"))
    variables.enter()
    variables.only(["A", "C"])
    assert (variables.has("A"), variables.has("B")) == (True, False)
    variables.leave()
    assert variables.has("B")


def test_a_folder_that_is_not_known_from_the_start() -> None:
    assert variables_reason(Variables({}, Unknown("nowhere"))) == "nowhere"


def variables_reason(variables: Variables) -> str:
    found = variables.folder
    assert isinstance(found, Unknown)
    return found.reason


def test_too_many_variables() -> None:
    variables = Variables({}, Folder("root"))
    for number in range(MAX_VARIABLES + 2):
        variables.put(f"V{number}", text("x"))
    assert shown(variables, f"V{MAX_VARIABLES + 1}") == f"`$V{MAX_VARIABLES + 1}` is one of more variables than anybody writes"


def test_too_many_changes() -> None:
    variables = Variables({"A": text("a")}, Folder("root"))
    variables.enter()
    for _ in range(MAX_CHANGES + 1):
        variables.put("A", text("b"))
    assert shown(variables, "A") == "`$A` is one of more variables than anybody writes"
    variables.doubt(["A"], IN_BRANCH)
    variables.doubt_all("x")
    assert shown(variables, "A") == "`$A` is one of more variables than anybody writes"
    assert variables.leave() == set()
    assert variables_reason(variables) == "the working directory is not known"
