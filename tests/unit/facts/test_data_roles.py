"""What role and deny assignments come to, case by case."""

from __future__ import annotations

from typing import Any

import pytest

from preflight.facts.data_roles import READ, WRITE, Access, access, common, container_scope, is_within, matches
from preflight.question import Answer, Found, Missing, Question, Unanswered
from preflight.value import Absent, Present, Unknown, Value, text_of
from preflight.world import World
from tests.shared.storage import ACCOUNT, CONTAINER, CONTRIBUTOR, PRINCIPAL, READER, assignments, denial, grant, role
from tests.shared.workspaces import GROUP, SUBSCRIPTION

OWNER = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b"
ROLES, DENIALS = Question("roles"), Question("denials")
BLOBS = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs"
MANAGEMENT_GROUP = "/providers/Microsoft.Management/managementGroups/root"
READS = {"dataActions": [READ]}
NOBODY: dict[str, Any] = {"value": []}
REFUSED = Unanswered("who may not read is not told", "Microsoft.Authorization/denyAssignments/read")


def value(question: Question, answer: object) -> Value:
    """Return an answer as facts see it; None: not asked yet."""
    world = World("recorded")
    if answer is not None:
        given: Answer = answer if isinstance(answer, (Found, Missing, Unanswered)) else Found(answer, "x")  # type: ignore[arg-type]
        world.learn({question: given})
    return world.value(question, None, "it", "who may read it is not known")


def shown(one: Value) -> str:
    if isinstance(one, Present):
        return {True: "yes", False: "no"}.get(one.data, str(one.data))  # type: ignore[arg-type]  # a fact is true, false or a name
    return f"? {one.reason}" if isinstance(one, Unknown) else "-"


def decide(roles: object, denials: object = NOBODY, action: str = READ) -> Access:
    return access(action, CONTAINER, PRINCIPAL, value(ROLES, roles), value(DENIALS, denials))


GRANTED: list[tuple[str, object, str]] = [
    ("nothing", assignments(), "no"),
    # Roles
    ("reader", assignments(grant(READER)), "yes"),
    ("contributor", assignments(grant(CONTRIBUTOR)), "yes"),
    ("owner of data", assignments(grant(OWNER)), "yes"),
    ("role id in capitals", assignments(grant(READER.upper())), "yes"),
    ("role id at the root", assignments(grant(f"/providers/Microsoft.Authorization/roleDefinitions/{READER}")), "yes"),
    ("plain owner", assignments(grant("full"), full=role({"actions": ["*"], "dataActions": []}, name="Owner")), "no"),
    ("plain reader", assignments(grant("look"), look=role({"actions": ["*/read"]}, name="Reader")), "no"),
    ("plain contributor", assignments(grant("most"), most=role({"actions": ["*"], "notActions": ["x"], "dataActions": None})), "no"),
    ("two roles, one of which grants", assignments(grant("full"), grant(READER), full=role({"actions": ["*"]})), "yes"),
    # Scopes
    ("container", assignments(grant(scope=CONTAINER)), "yes"),
    ("container in capitals", assignments(grant(scope=CONTAINER.upper())), "yes"),
    ("account with a slash", assignments(grant(scope=f"{ACCOUNT}/")), "yes"),
    ("blob service", assignments(grant(scope=f"{ACCOUNT}/blobServices/default")), "yes"),
    ("resource group", assignments(grant(scope=GROUP)), "yes"),
    ("subscription", assignments(grant(scope=SUBSCRIPTION)), "yes"),
    ("tenant", assignments(grant(scope="/")), "yes"),
    ("management group", assignments(grant(scope=MANAGEMENT_GROUP)), "yes"),
    ("management group in capitals", assignments(grant(scope=MANAGEMENT_GROUP.upper())), "yes"),
    ("another container", assignments(grant(scope=container_scope(ACCOUNT, "other"))), "no"),
    ("a container with a longer name", assignments(grant(scope=f"{CONTAINER}2")), "no"),
    ("a container with a shorter name", assignments(grant(scope=container_scope(ACCOUNT, "dat"))), "no"),
    ("an account with a longer name", assignments(grant(scope=f"{ACCOUNT}2")), "no"),
    ("a resource group with a shorter name", assignments(grant(scope=GROUP[:-1])), "no"),
    ("below the container", assignments(grant(scope=f"{CONTAINER}/blobs/x")), "no"),
    ("queues of the account", assignments(grant(scope=f"{ACCOUNT}/queueServices/default")), "no"),
    # Groups: what is listed was filtered by the identity, whoever it names.
    ("group", assignments(grant(principalId="group", principalType="Group")), "yes"),
    # Own roles
    ("own role", assignments(grant("own"), own=role(READS)), "yes"),
    ("own role by its short id", {"value": [grant("own")], "definitions": {"own": role(READS)}}, "yes"),
    ("wildcard at the end", assignments(grant("own"), own=role({"dataActions": [f"{BLOBS}/*"]})), "yes"),
    ("wildcard over slashes", assignments(grant("own"), own=role({"dataActions": ["Microsoft.Storage/*/read"]})), "yes"),
    ("wildcard in the middle", assignments(grant("own"), own=role({"dataActions": ["*/blobServices/*/blobs/*"]})), "yes"),
    ("all", assignments(grant("own"), own=role({"dataActions": ["*"]})), "yes"),
    ("in capitals", assignments(grant("own"), own=role({"dataActions": [READ.upper()]})), "yes"),
    ("writing only", assignments(grant("own"), own=role({"dataActions": [WRITE]})), "no"),
    ("tags of blobs only", assignments(grant("own"), own=role({"dataActions": [f"{BLOBS}/tags/read"]})), "no"),
    ("reading queues", assignments(grant("own"), own=role({"dataActions": ["Microsoft.Storage/storageAccounts/queueServices/*"]})), "no"),
    ("taken away", assignments(grant("own"), own=role({"dataActions": ["*"], "notDataActions": [f"{BLOBS}/*"]})), "no"),
    ("other taken away", assignments(grant("own"), own=role({"dataActions": ["*"], "notDataActions": [WRITE]})), "yes"),
    (
        "taken away in one permission, held in another",
        assignments(grant("own"), own=role({"dataActions": ["*"], "notDataActions": ["*"]}, READS)),
        "yes",
    ),
    (
        "taken away in a permission that does not hold it",
        assignments(grant("own"), own=role(READS, {"dataActions": [], "notDataActions": ["*"]})),
        "yes",
    ),
    (
        "taken away by one role, granted by another",
        assignments(grant("own"), grant(READER), own=role({"dataActions": ["*"], "notDataActions": ["*"]})),
        "yes",
    ),
    ("among control actions only", assignments(grant("own"), own=role({"actions": [READ]})), "no"),
    ("no permissions", assignments(grant("own"), own=role()), "no"),
    # Conditions
    ("condition", assignments(grant(condition="@x")), "? `the role` is granted under a condition, which is not evaluated"),
    ("no condition", assignments(grant(condition=None)), "yes"),
    ("empty condition", assignments(grant(condition="")), "yes"),
    ("condition elsewhere", assignments(grant(condition="@x", scope=f"{CONTAINER}2")), "no"),
    ("condition on a role without the action", assignments(grant("own", condition="@x"), own=role({"dataActions": [WRITE]})), "no"),
    ("condition, and another grant", assignments(grant(condition="@x"), grant(CONTRIBUTOR)), "yes"),
    (
        "condition of a permission",
        assignments(grant("own"), own=role({**READS, "condition": "@x"})),
        "? `A role of ours` holds under a condition, which is not evaluated",
    ),
    ("condition of a permission, and another", assignments(grant("own"), own=role({**READS, "condition": "@x"}, READS)), "yes"),
    # What was not answered, or not as it should be
    ("not told", Unanswered("may not be read"), "? may not be read"),
    ("no such account", Missing("x"), "? the answer does not list the role assignments"),
    ("no list", {"value": "x"}, "? the answer does not list the role assignments"),
    ("role not read", assignments(grant("own")), "? what the role `own` allows is not known"),
    ("role not read, and another grant", assignments(grant("own"), grant(READER)), "yes"),
    ("role unanswered", assignments(grant("own"), own={"unanswered": "403", "permission": "p/read"}), "? 403"),
    ("role unanswered elsewhere", assignments(grant("own", scope=f"{CONTAINER}2"), own={"unanswered": "403"}), "no"),
    ("role of another shape", assignments(grant("own"), own={"properties": 3}), "? what `own` covers is not known"),
    ("permissions are a text", assignments(grant("own"), own={"properties": {"permissions": "*"}}), "? what `own` covers is not known"),
    ("a permission is a text", assignments(grant("own"), own=role("*")), "? what `A role of ours` covers is not known"),
    ("actions are a text", assignments(grant("own"), own=role({"dataActions": "*"})), "? what `A role of ours` covers is not known"),
    (
        "an action is a number",
        assignments(grant("own"), own=role({"dataActions": [READ, 3]})),
        "? what `A role of ours` covers is not known",
    ),
    (
        "exceptions are a text",
        assignments(grant("own"), own=role({**READS, "notDataActions": "*"})),
        "? what `A role of ours` covers is not known",
    ),
    ("no scope", assignments(grant(scope="")), "? a role assignment lacks its scope or its role"),
    ("no role", assignments(grant(roleDefinitionId=None)), "? a role assignment lacks its scope or its role"),
    ("an assignment is a text", assignments("x"), "? a role assignment lacks its scope or its role"),
    ("an odd one, and another grant", assignments("x", grant(READER)), "yes"),
]


@pytest.mark.parametrize(("roles", "expected"), [case[1:] for case in GRANTED], ids=[case[0] for case in GRANTED])
def test_grants(roles: object, expected: str) -> None:
    found = decide(roles)
    assert shown(found.allowed) == expected
    assert isinstance(found.denied_by, Absent)


def excluded(number: str, kind: str | None) -> dict[str, Any]:
    return {"excludePrincipals": [{"id": number, "type": kind}]}


FORBIDDEN: list[tuple[str, object, str, str]] = [
    ("nobody", NOBODY, "yes", "-"),
    ("all of it", {"value": [denial()]}, "no", "no blobs"),
    ("reading", {"value": [denial(READ)]}, "no", "no blobs"),
    ("writing", {"value": [denial(WRITE)]}, "yes", "-"),
    ("without a name", {"value": [denial(denyAssignmentName=None)]}, "no", "a deny assignment"),
    ("control actions only", {"value": [denial(permissions=[{"actions": ["*"], "dataActions": []}])]}, "yes", "-"),
    ("reading is left out", {"value": [denial(permissions=[{"dataActions": ["*"], "notDataActions": [READ]}])]}, "yes", "-"),
    ("the subscription", {"value": [denial(scope=SUBSCRIPTION)]}, "no", "no blobs"),
    ("another container", {"value": [denial(scope=f"{CONTAINER}2")]}, "yes", "-"),
    ("only at the account", {"value": [denial(doNotApplyToChildScopes=True)]}, "yes", "-"),
    ("only at the container", {"value": [denial(scope=CONTAINER, doNotApplyToChildScopes=True)]}, "no", "no blobs"),
    ("at the account and below", {"value": [denial(doNotApplyToChildScopes=False)]}, "no", "no blobs"),
    ("a group", {"value": [denial(principals=[{"id": "group", "type": "Group"}])]}, "no", "no blobs"),
    (
        "everybody",
        {"value": [denial(principals=[{"id": "00000000-0000-0000-0000-000000000000", "type": "SystemDefined"}])]},
        "no",
        "no blobs",
    ),
    ("nobody is named", {"value": [denial(principals=[])]}, "no", "no blobs"),
    ("another identity", {"value": [denial(principals=[{"id": "other", "type": "ServicePrincipal"}])]}, "yes", "-"),
    ("left out", {"value": [denial(**excluded(PRINCIPAL.upper(), "ServicePrincipal"))]}, "yes", "-"),
    ("another one is left out", {"value": [denial(**excluded("other", "User"))]}, "no", "no blobs"),
    (
        "a group is left out",
        {"value": [denial(**excluded("group", "Group"))]},
        "? `no blobs` leaves out principals, and whether the identity belongs to them is not known",
        "?",
    ),
    ("somebody is left out", {"value": [denial(**excluded("x", None))]}, "? `no blobs` leaves out principals, and", "?"),
    ("left out is a text", {"value": [denial(excludePrincipals="x")]}, "? `no blobs` leaves out principals, and", "?"),
    ("condition", {"value": [denial(condition="@x")]}, "? `no blobs` holds under a condition", "?"),
    ("permissions are a text", {"value": [denial(permissions="x")]}, "? what `no blobs` covers is not known", "?"),
    ("no scope", {"value": [denial(scope="")]}, "? `no blobs` lacks its scope", "?"),
    ("a doubtful one and a certain one", {"value": [denial(scope=""), denial()]}, "no", "no blobs"),
    ("not told", REFUSED, "? who may not read is not told", "?"),
    ("no list", {}, "? the answer does not list the deny assignments", "?"),
]


@pytest.mark.parametrize(("denials", "allowed", "by"), [case[1:] for case in FORBIDDEN], ids=[case[0] for case in FORBIDDEN])
def test_deny_assignments_of_one_who_has_a_role(denials: object, allowed: str, by: str) -> None:
    found = decide(assignments(grant()), denials)
    assert shown(found.allowed).startswith(allowed)
    assert shown(found.denied_by).startswith(by)


def test_who_has_no_role_may_not_whatever_is_not_told_of_denials() -> None:
    assert shown(decide(assignments(), REFUSED).allowed) == "no"


def test_a_denial_decides_whatever_is_not_told_of_roles() -> None:
    found = decide(REFUSED, {"value": [denial()]})
    assert (shown(found.allowed), shown(found.denied_by)) == ("no", "no blobs")


def test_both_are_asked_at_once_and_permissions_are_passed_on() -> None:
    found = decide(None, None).allowed
    assert isinstance(found, Unknown)
    assert found.questions == (ROLES, DENIALS)
    refused = decide(assignments(grant()), REFUSED).allowed
    assert isinstance(refused, Unknown)
    assert refused.permission == REFUSED.permission
    unread = decide(assignments(grant("own"), own={"unanswered": "403", "permission": "p/read"})).allowed
    assert isinstance(unread, Unknown)
    assert unread.permission == "p/read"


@pytest.mark.parametrize(
    ("name", "expected"), [(READER, "no"), (CONTRIBUTOR, "yes"), (OWNER, "yes"), ("own", "yes"), ("reads", "no")], ids=str
)
def test_writing(name: str, expected: str) -> None:
    given = assignments(grant(name), own=role({"dataActions": [f"{BLOBS}/*"]}), reads=role(READS))
    assert shown(decide(given, action=WRITE).allowed) == expected


YES, NO, UNKNOWN = decide(assignments(grant())), decide(assignments()), decide(assignments(grant("own")))
DENIED = decide(assignments(grant()), {"value": [denial()]})


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([YES], "yes"),
        ([NO], "no"),
        ([YES, YES], "yes"),
        ([NO, NO], "no"),
        ([NO, DENIED], "no"),
        ([YES, NO], "? some identities of the compute may and some may not, and which of them is used is not known"),
        ([NO, YES, YES], "? some identities"),
        ([YES, UNKNOWN], "? what the role `own` allows is not known"),
        ([UNKNOWN, NO], "? what the role `own` allows is not known"),
    ],
)
def test_several_identities(found: list[Access], expected: str) -> None:
    assert shown(common(found).allowed).startswith(expected)


def test_several_identities_are_asked_for_at_once() -> None:
    waiting = [access(READ, CONTAINER, name, value(Question(name), None), value(Question(name + "!"), None)) for name in ("a", "b")]
    found = common(waiting).allowed
    assert isinstance(found, Unknown)
    assert [one.resource for one in found.questions] == ["a", "a!", "b", "b!"]


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("*", "a/b", True), ("a/b", "A/B", True), ("a/b", "a/bc", False), ("a/*", "a/b/c", True), ("a/*", "a/", True),
        ("*/c", "a/b/c", True),
        ("a*a", "a", False), ("a*a", "aa", True), ("a*b*c", "aXbXc", True), ("a*b*c", "acb", False), ("a**c", "abc", True), ("", "", True),
        ("", "a", False), ("a*b*b", "ab", False), ("*a*", "xax", True), ("?", "a", False), ("[a]", "a", False),
    ],
)  # fmt: skip
def test_patterns(pattern: str, text: str, *, expected: bool) -> None:
    assert matches(pattern, text) is expected


def test_many_wildcards_take_no_time() -> None:
    assert not matches("*a" * 3_000 + "b", "a" * 3_000)


@pytest.mark.parametrize(
    ("inner", "outer", "expected"),
    [
        ("/a/b", "/a/b", True), ("/a/b", "/A/", True), ("/a/b", "/", True), ("/a/b", "/a/bc", False), ("/a", "/a/b", False),
        ("/a/b/", "/a/b", True),
    ],
)  # fmt: skip
def test_scopes(inner: str, outer: str, *, expected: bool) -> None:
    assert is_within(inner, outer) is expected


def test_the_scope_of_a_container() -> None:
    assert container_scope(f"{ACCOUNT}/", "data") == CONTAINER


def test_the_table_is_long_enough() -> None:
    assert len(GRANTED) + len(FORBIDDEN) >= 60
    assert all(text_of(decide(roles).denied_by) is None for _, roles, _ in GRANTED)
