"""One view of the three forms of a batch deployment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight.facts.deployment import deployment_facts, form_of, no_code, whole
from preflight.value import Absent, Present, Unknown, Value, child, fact, members, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.document import Document

    Read = Callable[[str], Document]

BODY = """\
mini_batch_size: 10
max_concurrency_per_instance: 2
error_threshold: -1
logging_level: info
output_action: append_row
output_file_name: out.csv
environment_variables: {A: b}
retry_settings: {timeout: 30, max_retries: 3}
"""
HEAD = "name: d\nendpoint_name: e\nmodel: azureml:m@latest\ncompute: azureml:c\nenvironment: azureml:e:1\n"


def indented(text: str) -> str:
    return "".join(f"  {line}\n" for line in text.splitlines())


def facts_of(read: Read, text: str) -> Present:
    root = read(text).root
    return deployment_facts(root, Absent(root), Absent(root), Absent(root))


def data(value: Value) -> object:
    return value.data if isinstance(value, Present) else type(value).__name__


# The form


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("name: d\n", "flat"), ("type: model\n", "model"), ("type: pipeline\n", "pipeline"), ("type: Model\n", "model"),
        ("type: PIPELINE\n", "pipeline"),
        ("type: flat\n", "flat"), ("type: other\n", "flat"), ("type:\n", "flat"), ("type: 3\n", "flat"), ("type: [model]\n", "flat"),
        ("[model]\n", "flat"),
    ],
)  # fmt: skip
def test_the_form_is_what_type_says(read: Read, text: str, form: str) -> None:
    assert text_of(form_of(read(text).root)) == form


def test_the_form_stands_where_it_is_written(read: Read) -> None:
    assert str(form_of(read("name: d\ntype: model\n").root).place) == "x.yml:2:7"
    assert str(form_of(read("name: d\n").root).place) == "x.yml:1:1"


def test_the_form_may_be_filled_in_later(read: Read) -> None:
    form = form_of(read("type: ${T}\n").root)
    assert isinstance(form, Unknown)
    assert (form.reason, form.text) == ("`${T}` is filled in later", None)
    facts = facts_of(read, HEAD + "type: ${T}\n" + BODY)
    for name in ("mini_batch_size", "timeout", "logging_level", "instance_count", "retry_settings"):
        assert isinstance(child(facts, name), Unknown)
    assert text_of(child(facts, "name")) == "d"


# Settings


@pytest.mark.parametrize("text", [HEAD + BODY, HEAD + "type: model\nsettings:\n" + indented(BODY), HEAD + "type: pipeline\n" + BODY])
def test_settings_are_where_the_form_has_them(read: Read, text: str) -> None:
    facts = facts_of(read, text)
    expected = {
        "mini_batch_size": 10, "max_concurrency_per_instance": 2, "error_threshold": -1, "logging_level": "info",
        "output_action": "append_row",
        "output_file_name": "out.csv", "timeout": 30, "max_retries": 3,
    }  # fmt: skip
    assert {name: data(child(facts, name)) for name in expected} == expected
    assert text_of(child(child(facts, "environment_variables"), "A")) == "b"
    line = text[: text.index("timeout")].count("\n") + 1
    assert str(child(facts, "timeout").place).startswith(f"x.yml:{line}:")


def test_settings_of_another_form_are_none(read: Read) -> None:
    flat = facts_of(read, HEAD + "settings:\n" + indented(BODY))
    model = facts_of(read, HEAD + "type: model\nsettings: {}\n" + BODY)
    for facts in (flat, model):
        for name in ("mini_batch_size", "timeout", "error_threshold", "output_action", "environment_variables", "retry_settings"):
            assert isinstance(child(facts, name), Absent)


@pytest.mark.parametrize("settings", ["", "settings:\n"])
def test_without_settings_two_keys_at_the_root_of_a_model_deployment_count(read: Read, settings: str) -> None:
    facts = facts_of(read, HEAD + "type: model\n" + settings + BODY)
    assert data(child(facts, "error_threshold")) == -1
    assert text_of(child(child(facts, "environment_variables"), "A")) == "b"
    for name in ("mini_batch_size", "timeout", "output_action"):
        assert isinstance(child(facts, name), Absent)


def test_what_is_missing_stands_where_it_would_be_written(read: Read) -> None:
    facts = facts_of(read, "type: model\nsettings:\n  retry_settings:\n    max_retries: 1\n")
    assert str(child(facts, "timeout").place) == "x.yml:3:3"
    assert str(child(facts, "mini_batch_size").place) == "x.yml:2:1"
    assert str(child(facts, "name").place) == "x.yml:1:1"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("resources: {instance_count: 3}\n", 3),
        ("resources: {instance_count: '3'}\n", 3),
        ("instance_count: 2\n", 2),
        ("resources: {instance_count: 3}\ninstance_count: 2\n", 3),
        ("resources: {instance_count: }\ninstance_count: 2\n", 2),
        ("resources: {instance_count: '${N}'}\ninstance_count: 2\n", "Unknown"),
        ("resources: 3\n", "Absent"),
        ("type: model\nsettings: {instance_count: 4}\n", 4),
        ("type: model\ninstance_count: 4\n", "Absent"),
        ("name: d\n", "Absent"),
    ],
)
def test_the_number_of_nodes(read: Read, text: str, count: object) -> None:
    assert data(child(facts_of(read, text), "instance_count")) == count


def test_code_and_script(read: Read) -> None:
    facts = facts_of(read, "code_configuration:\n  code: src\n  scoring_script: s.py\n")
    assert [text_of(child(facts, name)) for name in ("code", "scoring_script")] == ["src", "s.py"]
    for text in ("code_configuration: x\n", "code_configuration:\n", "name: d\n"):
        assert isinstance(child(facts_of(read, text), "scoring_script"), Absent)


def test_facts_of_others_are_kept() -> None:
    problems, signs, neighbour = fact([]), fact(["type"]), fact({"name": "e"})
    facts = deployment_facts(Present({}), problems, signs, neighbour)
    assert [child(facts, name) for name in ("problems", "preview_2021", "neighbour")] == [problems, signs, neighbour]
    assert members(child(facts, "overridden")) == []


@pytest.mark.parametrize(
    "text", ["text\n", "[1]\n", "3\n", "settings: [1]\ntype: model\n", "retry_settings: 3\n", "type: model\nsettings: x\n"]
)
def test_any_key_may_hold_anything(read: Read, text: str) -> None:
    facts = facts_of(read, text)
    assert isinstance(child(facts, "timeout"), Absent)


# Whole numbers


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("'30'", 30), ("' 30 '", 30), ("'-1'", -1), ("'+5'", 5), ("'1_000'", 1000), ("30", 30), ("'3.0'", "3.0"), ("3.5", 3.5),
        ("many", "many"), ("''", ""),
        ("true", True), ("'0x10'", "0x10"), ("[1]", "[Present(1)]"), ("'" + "9" * 5000 + "'", "9" * 5000),
    ],
    ids=lambda value: str(value)[:8],
)  # fmt: skip
def test_a_text_that_is_a_whole_number_is_one(read: Read, text: str, number: object) -> None:
    value = child(read(f"a: {text}\n").root, "a")
    made = whole(value)
    assert (data(made) if not isinstance(data(made), list) else str(data(made))) == number
    assert type(data(made)) is type(number) or isinstance(number, str)
    assert (made.place, made.key) == (value.place, value.key)


def test_what_is_not_there_is_no_number() -> None:
    for value in (Absent(), Unknown("why", text="3")):
        assert whole(value) is value


# Models


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("model: m\n", True), ("type: model\nmodel: m\n", True), ("type: pipeline\n", False), ("type: ${T}\n", False),
        ("environment: x\n", False), ("environment:\n", True),
        ("code_configuration: {}\n", False), ("code_configuration: ${C}\n", False),
    ],
)  # fmt: skip
def test_a_deployment_without_code(read: Read, text: str, bare: bool) -> None:  # noqa: FBT001 - a row of the table
    assert no_code(read(text).root) is bare


def test_the_names_of_the_settings(read: Read) -> None:
    def names(text: str) -> Value:
        return child(deployment_facts(read(text).root, Absent(), Absent(), Absent()), "setting_names")

    found = names("type: pipeline\nsettings:\n  a: 1\n  b: ~\n")
    assert [(text_of(one), str(one.place)) for one in members(found)] == [("a", "x.yml:3:3"), ("b", "x.yml:4:3")]
    assert members(names("type: pipeline\n")) == []
    assert isinstance(names("settings: ${SETTINGS}\n"), Unknown)
