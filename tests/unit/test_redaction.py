"""What looks like a secret, and what only looks a little like one."""

from __future__ import annotations

import base64

import pytest

from preflight.redaction import HIDDEN, hidden, holds_secrets, is_secret

KEY = base64.b64encode(b"k" * 64).decode()
TOKEN = "eyJhbGciOiJub25lIn0.eyJvaWQiOiJub2JvZHkifQ.c2lnbmF0dXJl"  # noqa: S105  # it opens nothing


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("https://a.blob.core.windows.net/c?sv=2024&sig=ab%2Bc%3D&se=1", "https://a.blob.core.windows.net/c?sv=2024&sig=(hidden)&se=1"),
        ("?sig=abc", "?sig=(hidden)"),
        ("SIG=abc", "SIG=(hidden)"),
        (
            f"DefaultEndpointsProtocol=https;AccountName=a;AccountKey={KEY};X=1",
            "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=(hidden);X=1",
        ),
        ("SharedAccessKey=abc=", "SharedAccessKey=(hidden)"),
        ("SharedAccessSignature=sv=1&sig=x", "SharedAccessSignature=(hidden)&sig=(hidden)"),
        ("client_secret=a.b~c grant", "client_secret=(hidden) grant"),
        ('clientSecret=abc"', 'clientSecret=(hidden)"'),
        ("user=me password=pw, next", "user=me password=(hidden), next"),
        ("api_key=1 apikey=2", "api_key=(hidden) apikey=(hidden)"),
        (
            "access_token=1&id_token=2&sas_token=3&refresh_token=4",
            "access_token=(hidden)&id_token=(hidden)&sas_token=(hidden)&refresh_token=(hidden)",
        ),
        (f"Authorization: Bearer {TOKEN}", "Authorization: Bearer (hidden)"),
        ("bearer abcdefghijklmnop0123==", "bearer (hidden)"),
        (f"it was {TOKEN}, signed", "it was (hidden), signed"),
        (f"key {KEY} end", "key (hidden) end"),
        ("--extra-index-url https://me:pat@pkgs.dev.azure.com/x", "--extra-index-url https://(hidden)@pkgs.dev.azure.com/x"),
        ("git+https://token@github.com/a/b", "git+https://(hidden)@github.com/a/b"),
        ("git+https://ghp_" + "a" * 36 + "@github.com/a/b", "git+https://(hidden)@github.com/a/b"),
        ("ghp_" + "a" * 36, "(hidden)"),
        ("-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----\nmore", "(hidden)\nmore"),
        ("-----BEGIN PRIVATE KEY-----\nabc", "(hidden)"),
    ],
)
def test_a_secret_is_hidden_and_what_is_around_it_stays(text: str, left: str) -> None:
    assert hidden(text) == left
    assert hidden(left) == left


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://a.blob.core.windows.net/c/x.csv",
        "abfss://container@account.dfs.core.windows.net/x",
        "wasbs://container@account.blob.core.windows.net",
        "azureml://subscriptions/1/resourcegroups/r/workspaces/w/datastores/d/paths/a@b",
        "https://example.com/a@b",
        "https://example.com?mail=a@b",
        "design=1",
        "config=2",
        "bearer of bad news",
        "numpy==1.26.4",
        "sha256:" + "a" * 64,
        "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg",
        "an endpoint with auth mode Key",
        "/" * 88,
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert hidden(text) == text


def test_a_hostile_text_takes_no_time() -> None:
    parts = (
        "https://",
        "sig=",
        "-eyJ",
        ".eyJ",
        "eyJabcdefgh.",
        "-----BEGIN ",
        "-----BEGIN A ",
        "-----BEGIN PRIVATE KEY-----",
        "A",
        "bearer  ",
        " ",
    )
    for text in (part * 50_000 for part in parts):
        assert len(hidden(text)) <= len(text) + len(HIDDEN) * 50_000


@pytest.mark.parametrize("name", ["sasToken", "accountKey", "clientSecret", "secrets", "connectionString", "primary_key", "Password"])
def test_what_stands_under_some_names_is_secret(name: str) -> None:
    assert is_secret(name)


@pytest.mark.parametrize("name", ["keyVault", "credentialsType", "key", "id", "name", "containerRegistry", ""])
def test_and_under_others_is_not(name: str) -> None:
    assert not is_secret(name)


def test_environment_variables_may_each_be_secret() -> None:
    assert holds_secrets("environmentVariables")
    assert holds_secrets("environment_variables")
    assert not holds_secrets("environment")
