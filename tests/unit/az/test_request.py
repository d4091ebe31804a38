"""Requests that scripts send over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from preflight.az.request import MANAGEMENT, SCORING, goes_to, host_of, request
from preflight.passage import Passage
from preflight.scripts.script import CMD, POWERSHELL
from preflight.shell.command import ANYWHERE, Command
from preflight.source import Source
from preflight.value import Absent, Present, Unknown, spot
from tests.shared.az_commands import found_in, only_request, plain

URL = "https://e.eastus.inference.ml.azure.com/jobs"


@pytest.mark.parametrize(
    ("words", "method", "body"),
    [
        (URL, "GET", None),
        (f"-X POST {URL}", "POST", None),
        (f"-XPOST {URL}", "POST", None),
        (f"-sXpost {URL}", "POST", None),
        (f"--request PUT --url {URL}", "PUT", None),
        (f"-s -S -fL --retry 3 -o /dev/null --max-redirs 5 {URL}", "GET", None),
        (f"-w '%{{http_code}}' -so out.json {URL} -d '{{}}'", "POST", {}),
        (f"{URL} -d '{{\"a\": [1, null]}}'", "POST", {"a": [1, None]}),
        (f"{URL} -d'{{\"a\": 1}}'", "POST", {"a": 1}),
        (f"{URL} --data-raw '{{}}' -X PATCH", "PATCH", {}),
        (f"{URL} --json '{{}}'", "POST", {}),
        (f'{URL} -d "{{\\"a\\": \\"$X\\"}}"', "POST", {"a": "?$X"}),
        (f'{URL} -d "$BODY"', "POST", "?$BODY"),
        (f"{URL} -d @body.json", "POST", "@body.json"),
        (f"{URL} -d @-", "POST", "@-"),
        (f"{URL} -d a=1 -d b=2", "POST", "?"),
        (f"{URL} -d", "GET", None),
        (f"{URL} -o", "GET", None),
    ],
)
def test_what_curl_sends(words: str, method: str, body: Any) -> None:
    sent = only_request(f"curl {words}")
    assert (plain(sent.url), sent.goes_to, sent.method, plain(sent.body), sent.fault) == (URL, SCORING, method, body, None)


def test_a_body_that_stands_in_the_script() -> None:
    for name in ("@-", "@/dev/stdin"):
        sent = only_request(f'curl {URL} -d {name} <<EOF\n{{"a": 1}}\nEOF\n')
        assert plain(sent.body) == {"a": 1}
        assert str(sent.body.place) == "run.sh:2:1"


def test_a_body_that_is_no_json_has_a_fault() -> None:
    sent = only_request(f"curl {URL} -d '{{\"a\" 1}}'")
    assert isinstance(sent.body, Unknown)
    assert sent.fault is sent.body
    assert sent.fault.reason.startswith("not JSON: ")
    assert str(sent.fault.place) == "run.sh:1:60"


def test_a_body_in_several_pieces_is_not_known() -> None:
    sent = only_request(f"curl {URL} -d a -d b")
    assert isinstance(sent.body, Unknown)
    assert sent.body.reason == "the body is in several pieces"


@pytest.mark.parametrize(
    "text",
    [f"curl -X POST # {URL}", f"curl # {URL}", f"wget {URL}", f"echo curl {URL}", f"irm -Method Post # {URL}", f"curl --url # {URL}"],
)
def test_what_sends_no_request(text: str) -> None:
    assert found_in(text).requests == ()


def test_a_command_without_words_sends_none() -> None:
    assert request(Command((), spot(Source("run.sh", "")), ANYWHERE)) is None


@pytest.mark.parametrize(
    ("words", "method", "body"),
    [
        (URL, "GET", None),
        (f"-Uri {URL} -Method Post -Body '{{\"a\": 1}}'", "POST", {"a": 1}),
        (f"-Method Post {URL} -ContentType application/json -Body '{{}}'", "POST", {}),
        (f"-Method:Put -Uri:{URL} -Body:'{{}}'", "PUT", {}),
        (f"-Method: Put -Uri: {URL}", "PUT", None),
        (f"-UseBasicParsing {URL}", "GET", None),
        (f"-TimeoutSec 5 {URL} -SkipCertificateCheck -M Post", "POST", None),
        (f"-TimeoutSec:5 {URL}", "GET", None),
        (f"{URL} -Body $Body", "POST", "?$Body"),
        (f"{URL} -Body (Get-Content x.json)", "POST", "?(Get-Content x.json)"),
    ],
)
@pytest.mark.parametrize("name", ["Invoke-RestMethod", "irm", "Invoke-WebRequest", "iwr"])
def test_what_powershell_sends(name: str, words: str, method: str, body: Any) -> None:
    sent = only_request(f"{name} {words}", POWERSHELL)
    assert (plain(sent.url), sent.goes_to, sent.method, plain(sent.body), sent.fault) == (URL, SCORING, method, body, None)


def test_a_table_of_headers() -> None:
    table = "$h = @{\n  Authorization = \"Bearer $token\"\n  'azureml-model-deployment' = 'd'\n}\n"
    sent = only_request(f"{table}irm {URL} -Headers $h -Method Post", POWERSHELL)
    assert (plain(sent.deployment), sent.method) == ("d", "POST")
    assert sent.token is not None
    assert plain(sent.token.value) == "?$token"


@pytest.mark.parametrize(
    ("words", "deployment"),
    [
        ("-H 'azureml-model-deployment: d'", "d"),
        ("--header 'AzureML-Model-Deployment:d'", "d"),
        ("-H'azureml-model-deployment:  d'", "d"),
        ('-H "azureml-model-deployment: $D"', "?$D"),
        ("-H 'Accept: x'", None),
        ("", None),
        ("-H 'azureml-model-deployment: d' -H @more", "d"),
        ("-H @headers.txt", "?"),
        ('-H "$HEADER"', "?"),
        ('-H "$NAME: d"', "?"),
        ('-H "Authorization: Bearer $T"', None),
    ],
)
def test_the_deployment_that_a_header_names(words: str, deployment: str | None) -> None:
    sent = only_request(f"curl {URL} {words}")
    assert plain(sent.deployment) == deployment
    if deployment is None:
        assert isinstance(sent.deployment, Absent)
        assert (sent.deployment.name, str(sent.deployment.place)) == ("azureml-model-deployment", "run.sh:1:1")


def test_headers_that_are_not_known_are_told() -> None:
    sent = only_request(f"irm {URL} -Headers $h", POWERSHELL)
    assert isinstance(sent.deployment, Unknown)
    assert sent.deployment.reason == "what headers `$h` stands for is not known"


@pytest.mark.parametrize(
    ("header", "token"),
    [
        ("'Authorization: Bearer abc'", "abc"),
        ("'authorization:bearer  abc'", "abc"),
        ('"Authorization: Bearer $T"', "?$T"),
        ("'Authorization: abc'", "abc"),
        ("'Accept: x'", None),
    ],
)
def test_the_token_of_a_request(header: str, token: str | None) -> None:
    sent = only_request(f"curl {URL} -H {header}")
    assert (plain(sent.token.value) if sent.token is not None else None) == token
    assert sent.token is None or sent.token.maker is None


@pytest.mark.parametrize(
    "text",
    [
        f'T=$(az account get-access-token -o tsv)\ncurl {URL} -H "Authorization: Bearer $T"',
        f'curl {URL} -H "Authorization: Bearer $(az account get-access-token -o tsv)"',
    ],
)
def test_the_command_that_prints_the_token(text: str) -> None:
    sent = only_request(text)
    assert sent.token is not None
    assert sent.token.maker is not None
    assert [word.text for word in sent.token.maker.words] == ["az", "account", "get-access-token", "-o", "tsv"]


def test_a_request_in_each_language() -> None:
    sent = only_request(f'curl -X POST {URL} -d "{{}}"', CMD)
    assert (plain(sent.url), sent.method) == (URL, "POST")


def test_a_request_knows_how_it_is_run() -> None:
    text = f"if x; then\n  curl {URL}\nfi"
    sent = only_request(text)
    assert (sent.conditional, str(sent.near.place), str(sent.url.place)) == (True, "run.sh:2:3", "run.sh:2:8")
    assert sent.script is not None
    assert sent.script.text.text == text


@pytest.mark.parametrize(
    ("url", "where"),
    [
        ("https://e.eastus.inference.ml.azure.com/jobs", SCORING),
        ("HTTPS://E.EASTUS.INFERENCE.ML.AZURE.COM", SCORING),
        ("e.eastus.inference.ml.azure.com:443/jobs?x", SCORING),
        ("https://e.inference.ml.azure.us/jobs", SCORING),
        ("https://e.inference.ml.azure.example.co/jobs", SCORING),
        ("https://management.azure.com/subscriptions/x", MANAGEMENT),
        ("https://management.chinacloudapi.cn/x", MANAGEMENT),
        ("https://x.management.azure.com/x", ""),
        ("https://management.azure.com.example.com/x", ""),
        ("https://inference.ml.azure.com.evil.example.com/x", ""),
        ("https://example.com/inference.ml.azure.com", ""),
        ("https://notinference.ml.azure.com", ""),
        ("/jobs", ""),
        ("", ""),
    ],
)
def test_where_a_url_leads(url: str, where: str) -> None:
    assert goes_to(Passage(Source("x", url))) == where


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("U=$(az ml batch-endpoint show -n e --query properties.scoringUri -o tsv)\ncurl $U", SCORING),
        ("U=$(az ml batch-endpoint show -n e --query scoring_uri -o tsv)\ncurl $U/x", SCORING),
        ("U=$(az ml batch-endpoint show -n e -o json | jq -r .scoring_uri)\ncurl $U", SCORING),
        ("U=$(az ml batch-endpoint show -n e --query id -o tsv)\ncurl https://management.azure.com$U", MANAGEMENT),
        ("U=$(az ml batch-endpoint show -n e --query id -o tsv)\ncurl $U", ""),
        ("az ml batch-endpoint list\ncurl $U", ""),
        ("az ml batch-endpoint list\ncurl https://$HOST/jobs", ""),
        ('az ml batch-endpoint list\ncurl "https://management.azure.com${ID}/x?api-version=1"', MANAGEMENT),
        ("az ml batch-endpoint list\ncurl https://management.azure.com$A.example.com", ""),
        ("az ml batch-endpoint list\ncurl https://$NAME.eastus.inference.ml.azure.com/jobs", SCORING),
    ],
)
def test_where_a_url_leads_that_a_command_prints(text: str, where: str) -> None:
    assert only_request(text).goes_to == where


@pytest.mark.parametrize(
    ("url", "host"),
    [
        (Present("https://E.Example.com:443/x"), "e.example.com:443"),
        (Present("example.com"), "example.com"),
        (Present("/x"), ""),
        (Present(3), ""),
        (Unknown("why", text="https://$H"), "$h"),
        (Absent(), ""),
    ],
)
def test_the_host_of_a_url(url: Present | Absent | Unknown, host: str) -> None:
    assert host_of(url) == host
