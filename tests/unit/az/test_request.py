"""Requests that scripts send."""

from __future__ import annotations

import pytest

from preflight.az.command import az_command
from preflight.az.request import host_of, request
from preflight.value import Absent, Present, Unknown
from tests.shared.commands import sent_by
from tests.shared.scripts import at, plain, script

URL = "https://e.eastus.inference.ml.azure.com/jobs"


@pytest.mark.parametrize(
    ("text", "method", "url"),
    [
        (f"curl {URL}", "GET", URL),
        (f"curl -X POST {URL}", "POST", URL),
        (f"curl -XPUT {URL}", "PUT", URL),
        (f"curl --request delete --url {URL}", "DELETE", URL),
        (f"curl -sSfL -o out -w '%{{http_code}}' {URL} -d x", "POST", URL),
        (f"curl -sXPOST -H a:b --max-time 5 {URL}", "POST", URL),
        (f"curl -d x --data y {URL}", "POST", URL),
        ("curl $U", "GET", "?$U"),
        (f"curl --unknown {URL} -", "GET", URL),
        (f"curl {URL} -X", "GET", URL),
    ],
)
def test_curl(text: str, method: str, url: str) -> None:
    found = sent_by(text)
    assert (found.method, plain(found.url)) == (method, url)


@pytest.mark.parametrize(
    ("text", "method", "url"),
    [
        (f"Invoke-RestMethod {URL}", "GET", URL),
        (f"irm -Uri {URL} -Method Post", "POST", URL),
        (f"Invoke-WebRequest -u {URL} -me put -ContentType x", "PUT", URL),
        (f"iwr {URL} -Body x -TimeoutSec 5", "POST", URL),
    ],
)
def test_powershell(text: str, method: str, url: str) -> None:
    found = sent_by(text, "x.ps1")
    assert (found.method, plain(found.url)) == (method, url)


@pytest.mark.parametrize("text", ["curl", "curl -X POST", "curl -s", "az rest", "ls"])
def test_what_sends_nothing(text: str) -> None:
    assert [one for one in script(text).commands if request(one) is not None] == []


@pytest.mark.parametrize(
    ("url", "where"),
    [
        (URL, "scoring"),
        ("https://e.region.inference.ml.azure.us/jobs", "scoring"),
        ("e.region.inference.ml.azure.com:443/jobs", "scoring"),
        ("HTTPS://E.INFERENCE.ML.AZURE.CN", "scoring"),
        ("https://management.azure.com/subscriptions/x", "management"),
        ("https://management.usgovcloudapi.net/x", "management"),
        ("https://example.com/inference.ml.azure.com", ""),
        ("https://inference.ml.azure.com.example.org", ""),
        ("https://$H/jobs", ""),
        ("$U", ""),
        ("'/'", ""),
        ("''", ""),
    ],
)
def test_where_it_goes(url: str, where: str) -> None:
    assert sent_by(f"curl {url} x" if url not in ("''", "'/'") else f"curl {url}").goes_to == where


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("U=$(az ml batch-endpoint show -n e --query scoring_uri -o tsv)\ncurl $U", "scoring"),
        ("U=$(az ml batch-endpoint show -n e -o tsv)\ncurl $U", ""),
        ("R=$(x)\nU=$(echo $R | jq -r '.properties.scoringUri')\ncurl \"$U/x\"", "scoring"),
        ("curl $(az ml batch-endpoint show --query scoring_uri)", "scoring"),
        ("curl a-$(az ml batch-endpoint show --query scoring_uri)", ""),
    ],
)
def test_where_a_variable_leads(text: str, where: str) -> None:
    assert sent_by(text).goes_to == where


def test_headers_and_tokens() -> None:
    text = "T=$(az account get-access-token --resource https://ml.azure.com -o tsv)\n"
    found = sent_by(f"{text}curl {URL} -H \"authorization: Bearer $T\" -H 'azureml-model-deployment:  d '")
    assert found.token is not None
    assert found.token.maker is not None
    maker = az_command(found.token.maker)
    assert maker is not None
    assert (plain(found.token.value), plain(maker.value("--resource"))) == ("?$T", "https://ml.azure.com")
    assert plain(found.deployment) == "d "
    assert at(found.token.value) == "2:77-2:79"


@pytest.mark.parametrize(
    ("header", "token"),
    [
        ("Authorization: Bearer abc", "abc"),
        ("Authorization:xyz", "xyz"),
        ("Authorization: $T", "?$T"),
        ("Other: x", None),
        ("Authorization", ""),
    ],
)
def test_tokens(header: str, token: str | None) -> None:
    found = sent_by(f'curl {URL} -H "{header}"').token
    assert (None if found is None else plain(found.value)) == token
    assert found is None or found.maker is None


def test_a_table_of_headers() -> None:
    taken = "$t = az account get-access-token -o tsv"
    table = "$h = @{Authorization = \"Bearer $t\"; 'Content-Type' = 'x'}"
    found = sent_by(f"{taken}\n{table}\nirm {URL} -Headers $h -Body $b", "x.ps1")
    assert found.token is not None
    assert found.token.maker is not None
    assert plain(found.body) == "?$b"


def test_bodies() -> None:
    assert isinstance(sent_by(f"curl {URL}").body, Absent)
    assert plain(sent_by(f'curl {URL} -d \'{{"a": "$X"}}\'').body) == {"a": "?$X"}
    assert plain(sent_by(f'curl {URL} -d "{{\\"a\\": \\"x-$X\\", \\"b\\": $Y}}"').body) == {"a": "?x-$X", "b": "?$Y"}
    assert plain(sent_by(f"curl {URL} -d @body.json").body) == "@body.json"
    assert plain(sent_by(f"curl {URL} -d @-").body) == "@-"
    assert plain(sent_by(f'curl {URL} -d @- <<EOF\n{{"a": 1}}\nEOF\n').body) == {"a": 1}
    assert plain(sent_by(f'curl {URL} -d "$B"').body) == "?$B"
    assert plain(sent_by(f"curl {URL} -d a -d b").body) == "?the body is in several pieces"
    assert isinstance(sent_by(f"curl {URL} -d x").body, Unknown)


def test_a_body_that_is_no_json() -> None:
    found = sent_by(f"curl {URL} \\\n -d '{{\"a\": 1,}}'")
    assert found.fault is not None
    assert (found.fault.reason, at(found.fault)) == ("not JSON: a comma before `}`", "2:14-2:15")
    assert plain(found.body) == {"a": 1}


def test_hosts() -> None:
    assert host_of(Present("https://E.x.com:443/a")) == "e.x.com:443"
    assert host_of(Unknown("x")) == host_of(Present("")) == ""
