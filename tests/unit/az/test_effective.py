"""The documents that commands make of files."""

from __future__ import annotations

from typing import Any

import pytest

from preflight.az.effective import effective, overridden_keys
from preflight.value import Absent, Present, Unknown, child, entries, text_of
from tests.shared.az_commands import only_command, plain
from tests.shared.documents import read

DEPLOYED = {"…": "what is deployed now is not known"}
CREATE = "az ml batch-deployment create -f d.yml"
UPDATE = "az ml batch-deployment update -f d.yml"
TREE = "name: d\ntags: {a: x}\nlist: [1, 2]\nnothing: null\ntext: t\n"
BEFORE: dict[str, Any] = {"name": "d", "tags": {"a": "x"}, "list": [1, 2], "nothing": None, "text": "t"}


def made(command: str, file: str | None = TREE) -> Any:
    """Return what a command makes of a file, or of nothing."""
    return plain(effective(read(file).root if file is not None else None, only_command(command)))


@pytest.mark.parametrize(
    ("command", "changed"),
    [
        ("", {}),
        ("--name n", {"name": "n"}),
        ("-n n --endpoint-name=e", {"name": "n", "endpoint_name": "e"}),
        ("--set name=s", {"name": "s"}),
        ("--set name=s -n n", {"name": "n"}),
        ("--set retry.max=3 a=b", {"retry": {"max": "3"}, "a": "b"}),
        ("--set a=1 --set b=2", {"a": "1", "b": "2"}),
        ("--set a=b=c", {"a": "b=c"}),
        ("--set a=", {"a": ""}),
        ("--set a='{\"b\": 1}'", {"a": '{"b": 1}'}),
        ("--set tags.b=y", {"tags": {"a": "x", "b": "y"}}),
        ("--set list[0]=9", {"list": ["9", 2]}),
        ("--set nothing.x=1", {}),
        ("--set text.x=1", {"text": "?"}),
        ("--set nothing", {}),
        ("--set", {}),
        ("--set tags.a=$X", {"tags": {"a": "?$X"}}),
        ("--set tags.a=${{ env.X }}", {"tags": {"a": "?${{ env.X }}"}}),
        ("--name", {}),
        ("--name $N", {"name": "?$N"}),
        ("--set $K=v", {"…": "`$K` is set, and it is not known what that is"}),
        ("--set $ALL", {"…": "`$ALL` is set, and it is not known what that is"}),
        ('--set "$ALL" "$MORE"', {"…": "`$ALL` is set, and it is not known what that is"}),
        ("$ARGS", {"…": "`$ARGS` may hold more options"}),
        ("$ARGS --set $K=v", {"…": "`$K` is set, and it is not known what that is"}),
    ],
)
def test_what_a_create_command_gives_stands_over_the_file(command: str, changed: dict[str, Any]) -> None:
    assert made(f"{CREATE} {command}") == BEFORE | changed


@pytest.mark.parametrize(
    ("command", "changed"),
    [
        ("", {}),
        ("-n n", {"name": "n"}),
        ("-n n --set name=s", {"name": "s"}),
        ("--set a=1 b=x c=null d='[1, {\"e\": 2}]'", {"a": 1, "b": "x", "c": None, "d": [1, {"e": 2}]}),
        ("--set a=1 --force-string", {"a": "1"}),
        ("--set nothing.x.y=1", {"nothing": {"x": {"y": 1}}}),
        ("--set list[-1]=9", {"list": [1, 9]}),
        ("--set list.[0]=9", {"list": [9, 2]}),
        ("--set tags[a]=y", {"tags": {"a": "x", "[a]": "y"}}),
        ("--set list[a=b]=9", {"list": "?"}),
        ("--set list[--1]=9", {"list": "?"}),
        (f"--set list[{'9' * 5000}]=9", {"list": "?"}),
        ("--set =9", {}),
        ("--set a", {}),
        ("--set", {}),
        ("--set $K=1", {"…": "`$K` is set, and it is not known what that is"}),
        ("--set $K", {"…": "`$K` is set, and it is not known what that is"}),
        ("--set a=$K", {"a": "?$K"}),
        ("--add list 3", {"list": [1, 2, 3]}),
        ("--add list 3 --force-string", {"list": [1, 2, "3"]}),
        ("--add list a=1 b=2", {"list": [1, 2, {"a": "1", "b": "2"}]}),
        ("--add list a=1 x b=$V", {"list": [1, 2, {"a": "1"}, "x", {"b": "?$V"}]}),
        ("--add list", {}),
        ("--add more x", {"more": ["x"]}),
        ("--add nothing x", {"nothing": ["x"]}),
        ("--add tags x", {}),
        ("--add $L x", {"…": "`$L` is set, and it is not known what that is"}),
        ("--add", {}),
        ("--remove text", {"text": ...}),
        ("--remove tags.a", {"tags": {}}),
        ("--remove list 0", {"list": [2]}),
        ("--remove list -1", {"list": [1]}),
        ("--remove list[1]", {"list": [1]}),
        ("--remove list 99999999999", {}),
        ("--remove list 7", {}),
        ("--remove list x", {"list": ...}),
        ("--remove list $I", {"…": "`list` is set, and it is not known what that is"}),
        ("--remove", {}),
        ("--set a=1 --remove a", {}),
        ("--remove text --set text=again", {"text": "again"}),
        ("$ARGS", {"…": "`$ARGS` may hold more options"}),
    ],
)
def test_an_update_goes_over_the_file_in_the_order_of_its_options(command: str, changed: dict[str, Any]) -> None:
    assert made(f"{UPDATE} {command}") == {name: item for name, item in (BEFORE | changed).items() if item is not ...}


@pytest.mark.parametrize(
    ("command", "document"),
    [
        ("az ml batch-endpoint create -n E", {"name": "e"}),
        ("az ml batch-endpoint create -n $E", {"name": "?$E"}),
        ("az ml batch-endpoint update -n E", {"name": "E"} | DEPLOYED),
        ("az ml batch-endpoint update -n e --defaults deployment_name=d", {"name": "e", "defaults": {"deployment_name": "d"}} | DEPLOYED),
        ("az ml batch-endpoint update --defaults 'a=1 b c=2'", {"defaults": {"a": "1", "c": "2"}} | DEPLOYED),
        ("az ml batch-endpoint update --defaults $D", {"defaults": "?$D"} | DEPLOYED),
        ("az ml batch-endpoint update --defaults", DEPLOYED),
        ("az ml batch-endpoint update --set defaults.x=d", {"defaults": {"x": "d", **DEPLOYED}} | DEPLOYED),
        (
            "az ml environment create -i img -c c.yml --os-type linux",
            {"image": "img", "conda_file": "c.yml", "os_type": "linux"},
        ),
        ("az ml environment create -b . -d Dockerfile", {"build": {"path": ".", "dockerfile_path": "Dockerfile"}}),
        ("az ml model create --tags a=b c d=e=f -t custom_model", {"tags": {"a": "b", "c": "", "d": "e=f"}, "type": "custom_model"}),
        ("az ml model create --tags a=$V", {"tags": {"a": "?$V"}}),
        ("az ml model create --tags $T a=b $U", {"tags": {"a": "b", "…": "`$U` may be any tag"}, "…": "`$U` may hold more options"}),
        ("az ml model create --tags", {}),
        ("az ml compute create -t AmlCompute --size S --min-instances 0", {"type": "amlcompute", "size": "S", "min_instances": "0"}),
        (
            "az ml compute create --identity-type user_assigned -i /a,/b",
            {"identity": {"type": "user_assigned", "user_assigned_identities": [{"resource_id": "/a"}, {"resource_id": "/b"}]}},
        ),
        ("az ml compute create -i $I", {"identity": {"user_assigned_identities": "?$I"}}),
        ("az ml data create -n x -v 1 --path p --type uri_folder", {"name": "x", "version": "1", "path": "p", "type": "uri_folder"}),
        ("az ml workspace create --managed-network disabled", {"managed_network": {"isolation_mode": "disabled"}}),
        ("az ml batch-endpoint show -n e", {}),
        ("az ml batch-endpoint $VERB -n e --set a=b", {"a": "b"}),
    ],
)
def test_a_command_without_a_file_makes_a_document_of_its_own(command: str, document: dict[str, Any]) -> None:
    assert made(command, None) == document


def test_what_a_command_gives_stands_in_the_script() -> None:
    root = effective(read(TREE).root, only_command(f"{CREATE} --endpoint-name e --set a.b=c tags.a=y"))
    endpoint, inner = child(root, "endpoint_name"), child(child(root, "a"), "b")
    assert [str(one.place) for one in (endpoint, inner, child(root, "name"))] == ["run.sh:1:56", "run.sh:1:68", "x.yml:1:7"]
    assert endpoint.key is not None
    assert str(endpoint.key.place) == "run.sh:1:40"
    assert str(child(child(root, "tags"), "a").place) == "run.sh:1:77"


def test_tags_stand_where_they_are_given() -> None:
    tags = child(effective(None, only_command("az ml model create --tags a=b c")), "tags")
    places = {name: (str(item.place), str(item.key.place) if item.key is not None else "") for name, item in entries(tags).items()}
    assert places == {"a": ("run.sh:1:29", "run.sh:1:27"), "c": ("run.sh:1:31", "run.sh:1:31")}


def test_a_document_that_is_not_known_stays_so() -> None:
    root = Unknown("the file cannot be read")
    for command in (f"{CREATE} --set $K=v -n n $ARGS", f"{UPDATE} --set a=b $K=v --add l x --remove a --remove $R"):
        assert effective(root, only_command(command)) is root


def test_a_document_that_is_open_keeps_its_first_doubt() -> None:
    root = Present({}, rest=Unknown("first"))
    assert plain(effective(root, only_command(f"{CREATE} --set $K=v $ARGS"))) == {"…": "first"}


def test_adding_to_what_is_not_known_leaves_it_so() -> None:
    assert plain(effective(Present({"l": Unknown("why", text="$L")}), only_command(f"{UPDATE} --add l x"))) == {"l": "?$L"}


def test_the_file_itself_is_not_changed() -> None:
    root = read(TREE).root
    effective(root, only_command(f"{UPDATE} --set tags.a=y --add list 3 --remove text -n n"))
    assert plain(root) == BEFORE


def test_the_keys_that_a_command_gives() -> None:
    assert overridden_keys(only_command(f"{CREATE} -e e --set a.b=c d=e f --set g=h")) == ["a.b", "d", "g", "endpoint_name"]
    assert overridden_keys(only_command("az ml batch-deployment show -n n")) == []


def test_an_option_wins_over_what_is_set_by_its_key() -> None:
    root = effective(read(TREE).root, only_command(f"{CREATE} --name a --name b --set name=c"))
    assert text_of(child(root, "name")) == "b"
    assert isinstance(child(root, "gone"), Absent)
