"""What is known of `az` commands."""

from __future__ import annotations

from typing import Any

import pytest

from preflight.az.audience import ARM, ML
from preflight.facts.az_command import Sent, audience, az_facts, elsewhere_facts, token_call
from preflight.value import Unknown, child, fact, members
from tests.shared.az_commands import found_in, only_command, plain

PUBLIC = Sent(ML, fact("https://e.westeurope.inference.ml.azure.com/jobs"), "e.westeurope.inference.ml.azure.com")


def facts(text: str, *sent: Sent) -> Any:
    return plain(az_facts(only_command(text), {}, sent))


def test_options_by_their_long_names() -> None:
    found = facts("az ml batch-endpoint invoke -n e --input-path p --yess --in x")
    assert found["name"] == "ml batch-endpoint invoke"
    assert [(one["name"], one["known"], one["value"]) for one in found["flags"]] == [
        ("--name", True, "e"),
        ("--input-path", False, "p"),
        ("--yess", False, None),
        ("--in", True, "x"),  # short for several: `az` says so by itself
    ]
    assert [one["instead"] is not None for one in found["flags"]] == [False, True, False, False]
    assert {"--name", "--input", "--query"} <= set(found["options"])


def test_what_only_the_run_tells_was_asked_of_nobody() -> None:
    root = az_facts(only_command("az ml batch-endpoint create -n $X -f --$Y=1 $Z"), {}, [])
    flags = child(root, "flags")
    assert [plain(child(one, "known")) for one in members(flags)] == [True, True, "?"]
    value = child(members(flags)[0], "value")
    assert isinstance(value, Unknown)
    assert not value.asked
    assert plain(flags)[0]["value"] == "?$X"


def test_a_name_with_a_variable_may_be_that_of_another_command() -> None:
    command = found_in("az ml $T-deployment create --traffic x -n d").commands[0]
    root = az_facts(command, {}, [])
    assert plain(child(root, "name")) == "?ml $T-deployment create"
    assert [plain(child(one, "known")) for one in members(child(root, "flags"))] == ["?", "?"]


def test_more_options_may_come() -> None:
    root = child(az_facts(only_command("az ml batch-endpoint create $ARGS"), {}, []), "flags")
    rest = getattr(root, "rest", None)
    assert isinstance(rest, Unknown)
    assert not rest.asked


def test_keys_that_are_set_twice() -> None:
    found = facts("az ml batch-deployment create -f d --set a=1 b.c=2 --set a=3 $X=1 b.c a=4")
    assert found["set_twice"] == [{"key": "a", "first": "a"}, {"key": "a", "first": "a"}]


@pytest.mark.parametrize(
    ("text", "resource"),
    [
        ("az account get-access-token", None),
        ("az account get-access-token --resource https://ml.azure.com", "https://ml.azure.com"),
        ("az account get-access-token --scope https://ml.azure.com/.default", "https://ml.azure.com/.default"),
        ("az account get-access-token --resource-type arm", "arm"),
        ("az account get-access-token --resource $R", "?$R"),
        ("az rest -u https://ml.azure.com --resource x", "x"),
        ("az ml job create --resource x", None),
    ],
)
def test_for_what_a_token_is(text: str, resource: str | None) -> None:
    assert plain(audience(only_command(text))) == resource


@pytest.mark.parametrize(
    ("options", "ml", "arm"),
    [
        ("", False, True),
        ("--resource-type arm", False, True),
        ("--resource-type ms-graph", False, False),
        ("--resource https://ml.azure.com/", True, False),
        ("--scope https://management.azure.com/.default", False, True),
        ("--resource $X", "?", "?"),
        ("$X", "?", "?"),
    ],
)
def test_whether_a_token_is_taken(options: str, ml: object, arm: object) -> None:
    sent = [PUBLIC, Sent(ARM, Unknown("?", text="https://management.azure.com/$X"), "management.azure.com")]
    uses = facts(f"az account get-access-token {options}", *sent)["token_goes_to"]
    assert [one["accepted"] for one in uses] == [ml, arm]
    assert [(one["service"], one["takes"]) for one in uses] == [("ml", "https://ml.azure.com"), ("arm", "https://management.azure.com")]
    assert uses[1]["url"] == "?https://management.azure.com/$X"


@pytest.mark.parametrize(("host", "accepted"), [("", True), ("e.x.inference.ml.azure.cn", False), ("e.x.inference.ml.azure.xy", "?")])
def test_the_host_tells_the_cloud(host: str, accepted: object) -> None:
    use = facts("az account get-access-token --resource https://ml.azure.com", Sent(ML, fact("https://x"), host))["token_goes_to"][0]
    assert use["accepted"] == accepted


def test_a_call_in_code() -> None:
    found = plain(token_call(fact("get_token"), fact("https://management.azure.com/.default"), [PUBLIC]))
    assert (found["name"], found["flags"], found["file"]) == ("get_token", [], None)
    assert found["token_goes_to"][0]["accepted"] is False


def test_commands_that_stand_elsewhere() -> None:
    root = elsewhere_facts(fact("o/r/w.yml@main"))
    read = child(child(root, "elsewhere"), "read")
    assert isinstance(read, Unknown)
    assert (read.reason, read.asked) == ("what `o/r/w.yml@main` runs is not in this repository", False)
    assert plain(child(root, "flags")) == []
