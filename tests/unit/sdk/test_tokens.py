"""Where the tokens go that Python code gets."""

from __future__ import annotations

import ast

import pytest

from preflight.facts.script_places import Places
from preflight.sdk.tokens import Tokens
from preflight.source import Source
from tests.shared.az_commands import plain

GET = 't = credential.get_token("https://ml.azure.com/.default").token\n'
SCORING = '"https://e.westeurope.inference.ml.azure.com/jobs"'
SEND = f'requests.post({SCORING}, headers={{"Authorization": "Bearer " + t}})\n'


def tokens(*cells: str) -> Tokens:
    found = Tokens()
    for cell in cells:
        found.read(ast.parse(cell), Places(Source("a.py", cell)))
    return found


def uses(*cells: str) -> list[list[str]]:
    return [[use.service for use in call.uses] for call in tokens(*cells).calls]


@pytest.mark.parametrize(
    "text",
    [
        GET + SEND,
        't = credential.get_token("https://ml.azure.com/.default")\n' + SEND.replace("+ t", "+ t.token"),
        'SCOPE = "https://ml.azure.com/.default"\nt = DefaultAzureCredential().get_token(SCOPE).token\n' + SEND,
        'p = get_bearer_token_provider(c, "https://ml.azure.com/.default")\n' + SEND.replace("+ t", "+ p()"),
        'p = azure.identity.get_bearer_token_provider(c, "https://ml.azure.com/.default")\nt = p()\n' + SEND,
        GET + SEND.replace('"Bearer " + t', 'f"Bearer {t}"'),
        GET + SEND.replace('"Authorization"', '"authorization"').replace("post", "get"),
        GET + f'h = {{}}\nh["Authorization"] = "Bearer " + t\nsession.request("POST", {SCORING}, headers=h)\n',
        GET + f'h = {{"Authorization": t}}\nr = urllib.request.Request({SCORING}, b"", headers={{**h, "a": "b"}})\n',
        GET + f'h = {{"a": "b", "Authorization": t}}\nwith httpx.post(url={SCORING}, headers=h) as r:\n    pass\n',
        GET + f'u = {SCORING}\nif requests.post(u, headers={{"Authorization": t}}).ok:\n    pass\n',
        GET + 'requests.post(endpoint.scoring_uri, headers={"Authorization": t})\n',
        GET + 'requests.post(body["properties"]["scoringUri"] + "?a=b", headers={"Authorization": t})\n',
        GET + 'requests.post(f"https://{name}.westeurope.inference.ml.azure.com/jobs", headers={"Authorization": t})\n',
        't = (await credential.get_token("https://ml.azure.com/.default")).token\n' + SEND,
        't: str = credential.get_token("https://ml.azure.com/.default").token\n' + SEND,
        "try:\n    " + GET + "except Exception:\n    print()\n" + SEND,
        GET + "def f(url):\n    " + SEND,
        "def f():\n    " + GET + "    return " + SEND,
        "class A:\n    def f(self):\n        " + GET + "        " + SEND,
        GET + "for x in " + SEND.strip() + ":\n    pass\n",
        GET + "match " + SEND.strip() + ":\n    case 1:\n        pass\n",
        GET + "while x:\n    " + SEND,
        GET + "try:\n    pass\nexcept E:\n    pass\n" + SEND,
        GET + "match x:\n    case 1:\n        " + SEND,
    ],
)
def test_a_token_that_goes_to_an_endpoint(text: str) -> None:
    assert uses(text) == [["ml"]]


@pytest.mark.parametrize(
    "text",
    [
        GET,
        GET + SEND.replace(SCORING, "URL"),
        GET + SEND.replace(SCORING, '"https://example.com"'),
        GET + SEND.replace(SCORING, "3"),
        GET + SEND.replace(SCORING, "f(1)"),
        GET + SEND.replace("Authorization", "X-Token"),
        GET + SEND.replace("t}", "other}"),
        GET + "t = other\n" + SEND,
        GET + "t += 'x'\n" + SEND,
        GET + "del t\n" + SEND,
        GET + "(t, u) = a\n" + SEND,
        GET + "if x:\n    t = y\n" + SEND,
        GET + "for t in x:\n    pass\n" + SEND,
        GET + "with x as t:\n    pass\n" + SEND,
        GET + "try:\n    pass\nexcept E as t:\n    pass\n" + SEND,
        GET + "match x:\n    case [t]:\n        pass\n" + SEND,
        GET + "match x:\n    case {**t}:\n        pass\n" + SEND,
        GET + "import t\n" + SEND,
        GET + "from a import b as t\n" + SEND,
        GET + "if (t := x):\n    pass\n" + SEND,
        GET + "def f(t):\n    " + SEND,
        GET + "def f():\n    t = 3\n    " + SEND,
        GET + "def f():\n    global t\n    " + SEND,
        GET + "t = 4\n" + GET.replace("t =", "u =") + "def f():\n    " + SEND,
        GET + f'h = {{"Authorization": t}}\nh["Authorization"] = other\nrequests.post({SCORING}, headers=h)\n',
        GET + f'h = {{"Authorization": t, **more}}\nrequests.post({SCORING}, headers=h)\n',
        GET + f'h = {{"Authorization": t, "authorization": u}}\nrequests.post({SCORING}, headers=h)\n',
        GET + f"requests.post({SCORING})\nrequests.post(headers={{'Authorization': t}})\nrequests.post(*a, **b)\n",
        GET + f"requests.post({SCORING}, headers=t)\nrequests.request('POST', headers={{'Authorization': t}})\n",
        GET + f"x = lambda t: requests.post({SCORING}, headers={{'Authorization': t}})\n",
        GET + "if x:\n    u = t\n" + SEND.replace("+ t", "+ u"),
        GET + "h.y['Authorization'] = t\nh[0] = t\n" + SEND.replace('{"Authorization": "Bearer " + t}', "h"),
    ],
)
def test_what_is_not_sure_is_followed_no_further(text: str) -> None:
    assert all(not one for one in uses(text))


@pytest.mark.parametrize(
    "text",
    [
        'client.get_token("a")',
        "client.get_token()",
        "get_bearer_token_provider(c)",
        "get_token('https://x')",
        "p()",
        "p.token",
        "p[0]",
        "p['x']",
    ],
)
def test_other_calls_get_no_token(text: str) -> None:
    assert tokens(f"p = {text}\nrequests.post({SCORING}, headers={{'Authorization': p}})\n").calls == []


@pytest.mark.parametrize(
    ("scopes", "resource"),
    [
        ('"https://ml.azure.com/.default"', "https://ml.azure.com/.default"),
        ("S", "?"),
        ('"https://x/.default", "y"', "?"),
        ('f"https://{x}"', "?"),
    ],
)
def test_for_what_a_token_is(scopes: str, resource: str) -> None:
    (call,) = tokens(f"t = c.get_token({scopes}).token\n{SEND}").calls
    assert plain(call.resource) == resource
    assert str(call.name.place) == "a.py:1:5"
    assert str(call.resource.place) == "a.py:1:17"
    assert str(call.uses[0].url.place) == "a.py:2:15"


def test_a_token_may_go_to_several_places_and_cells_follow_one_another() -> None:
    manage = 'requests.get(f"https://management.azure.com/subscriptions/{s}", headers={"Authorization": t})\n'
    found = tokens("import x\n" + GET, SEND + manage)
    (call,) = found.calls
    assert [(use.service, plain(use.url)) for use in call.uses] == [
        ("ml", SCORING.strip('"')),
        ("arm", "?https://management.azure.com/subscriptions/…"),
    ]


def test_hostile_code_ends() -> None:
    deep = "t = " + "(" * 60 + '"a"' + ' + "b")' * 60 + "\n"
    assert uses(GET + deep + SEND) == [[]]
    many = GET + "".join(f"a{number} = 'x'\n" for number in range(2_000)) + SEND
    assert uses(many) == [["ml"]]
    assert uses("".join(f"a{number} = 'x'\n" for number in range(2_000)) + GET + SEND) == [[]]
