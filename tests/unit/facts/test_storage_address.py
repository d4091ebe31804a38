"""Where data lie, as texts say it."""

from __future__ import annotations

import pytest

from preflight.facts.reference import Reference
from preflight.facts.storage_address import (
    Address,
    Elsewhere,
    InAccount,
    InAsset,
    InDatastore,
    Local,
    address,
    in_account,
    path_form,
    workspace_of,
)

ARM = "/subscriptions/S/resourceGroups/G/providers/Microsoft.MachineLearningServices/workspaces/W"
SHORT = "azureml://subscriptions/S/resourcegroups/g/workspaces/w"
HOST = "https://account1.blob.core.windows.net"
IN_ACCOUNT = InAccount(HOST, "account1", "data", "a/b c.csv")


def asset(name: str, version: str | None = None, label: str | None = None, registry: str | None = None) -> Reference:
    return Reference(name, version, label, registry)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Datastores
        ("azureml://datastores/D/paths/P/q", InDatastore("D", "P/q", None)),
        ("azureml://datastores/D/paths/", InDatastore("D", "", None)),
        ("azureml://datastores/D/paths", InDatastore("D", "", None)),
        ("azureml://datastores/D/paths//P", InDatastore("D", "P", None)),
        ("azureml:datastores/D/paths/P", InDatastore("D", "P", None)),
        ("azureml:/datastores/D/paths/P/", InDatastore("D", "P/", None)),
        ("AzureML://Datastores/D/Paths/paths/P", InDatastore("D", "paths/P", None)),
        (f"{SHORT}/datastores/D/paths/P", InDatastore("D", "P", "s/g/w")),
        (f"{ARM}/datastores/D/paths/P", InDatastore("D", "P", "s/g/w")),
        (f"azureml:{ARM}/datastores/D/paths/P", InDatastore("D", "P", "s/g/w")),
        # Data assets
        ("azureml:n:1", InAsset(asset("n", "1"), None)),
        ("azureml:n@latest", InAsset(asset("n", label="latest"), None)),
        ("azureml:n", InAsset(asset("n"), None)),
        ("n:1", InAsset(asset("n", "1"), None)),
        ("my-data.v2@latest", InAsset(asset("my-data.v2", label="latest"), None)),
        (f"{ARM}/data/n/versions/1", InAsset(asset("n", "1"), "s/g/w")),
        (f"azureml:{ARM}/data/n/labels/latest", InAsset(asset("n", label="latest"), "s/g/w")),
        (f"{SHORT}/data/n/versions/1", InAsset(asset("n", "1"), "s/g/w")),
        ("azureml://registries/r/data/n/versions/1", InAsset(asset("n", "1", registry="r"), None)),
        # Storage accounts
        (f"{HOST}/data/a/b%20c.csv", IN_ACCOUNT),
        (f"{HOST.replace('https', 'http')}/data//a/b c.csv#x", IN_ACCOUNT),
        ("HTTPS://Account1.Blob.Core.Windows.Net:443/data/a/b c.csv", IN_ACCOUNT),
        ("https://account1.dfs.core.windows.net/data/a/b c.csv", IN_ACCOUNT),
        ("wasbs://data@account1.blob.core.windows.net/a/b c.csv", IN_ACCOUNT),
        ("abfss://data@account1.dfs.core.windows.net/a/b c.csv", IN_ACCOUNT),
        ("abfs://data@account1.dfs.core.windows.net/a/b c.csv", IN_ACCOUNT),
        (f"{HOST}/data", InAccount(HOST, "account1", "data", "")),
        (f"{HOST}/$root/x", InAccount(HOST, "account1", "$root", "x")),
        (f"{HOST}/data/x?sv=2024&sig=abc", InAccount(HOST, "account1", "data", "x", signed=True)),
        (f"{HOST}/data/x?snapshot=1", InAccount(HOST, "account1", "data", "x")),
        (
            "https://account1.blob.core.usgovcloudapi.net/data/x",
            InAccount("https://account1.blob.core.usgovcloudapi.net", "account1", "data", "x"),
        ),
        # Beside the file
        ("data/x", Local("data/x")),
        ("./x.csv", Local("./x.csv")),
        ("/abs/x", Local("/abs/x")),
        ("C:\\data", Local("C:\\data")),
        ("file:data/x", Local("data/x")),
        ("", Local("")),
    ],
)
def test_forms(text: str, expected: Address) -> None:
    assert address(text) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("azureml://datastores/D", "`azureml://datastores/D` names a datastore without `/paths/`"),
        (f"{ARM}/datastores/D", f"`{ARM}/datastores/D` names a datastore without `/paths/`"),
        ("azureml://datastores/D/datasets/x", "`azureml://datastores/D/datasets/x` is of a form that is not followed"),
        ("azureml://jobs/j/outputs/o", "`azureml://jobs/j/outputs/o` is of a form that is not followed"),
        ("azureml://locations/l/workspaces/w/data/n/versions/1", "`azureml://locations/l/workspaces/w/data/n/versions/1` is of a form"),
        ("azureml:", "`azureml:` is of a form that is not followed"),
        ("adl://x.azuredatalakestore.net/a", "`adl://x.azuredatalakestore.net/a` is of a form that is not followed"),
        ("wasbs://account1.blob.core.windows.net/a", "`wasbs://account1.blob.core.windows.net/a` is of a form that is not followed"),
        ("https://example.com/x?sig=secret", "`https://example.com/x` is of a form that is not followed"),
        (f"{HOST}/", f"`{HOST}/` is of a form that is not followed"),
        (f"{HOST}/UPPER/x", f"`{HOST}/UPPER/x` is of a form that is not followed"),
    ],
)
def test_other_forms_are_not_followed(text: str, reason: str) -> None:
    found = address(text)
    assert isinstance(found, Elsewhere)
    assert found.reason.startswith(reason)


@pytest.mark.parametrize(
    "host",
    [
        "account1.blob.example.com", "account1.blob.core.windows.net.example.com", "account1.blob.core.windows.net@example.com",
        "example.com/account1.blob.core.windows.net", "blob.core.windows.net", "a.b.blob.core.windows.net",
        "account1.table.core.windows.net",
        "account1.blob.corexwindows.net", "account1.blob.core.windows.net:8080", "x@account1.blob.core.windows.net", "127.0.0.1",
    ],
)  # fmt: skip
def test_a_host_that_is_no_storage_of_azure_is_never_asked(host: str) -> None:
    """It would be sent the token of whoever runs preflight."""
    assert isinstance(address(f"https://{host}/data/x"), Elsewhere)


def test_what_a_datastore_tells() -> None:
    assert in_account("account1", "core.windows.net", "data", "a/b c.csv") == IN_ACCOUNT
    assert in_account("account1", "core.windows.net", "data", "a%20b") == InAccount(HOST, "account1", "data", "a%20b")


@pytest.mark.parametrize(
    "parts", [("account1", "example.com", "data"), ("a/b", "core.windows.net", "data"), ("account1", "core.windows.net", "a b")]
)
def test_what_a_datastore_tells_is_checked_too(parts: tuple[str, str, str]) -> None:
    assert isinstance(in_account(*parts, ""), Elsewhere)


@pytest.mark.parametrize(
    ("text", "expected"),
    [(ARM, "s/g/w"), (f"{ARM}/datastores/x", "s/g/w"), (SHORT, "s/g/w"), (f"{ARM}x", "s/g/wx"), ("/subscriptions/S", None), ("", None)],
)
def test_the_workspace_in_an_id(text: str, expected: str | None) -> None:
    assert workspace_of(text) == expected


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("azureml://datastores/d/paths/a", "datastore"),
        ("azureml://subscriptions/s/resourcegroups/g/workspaces/w/datastores/d/paths/a", "datastore"),
        ("/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w/datastores/d/paths/a", "datastore"),
        ("azureml://datastores/d/paths/", "root"),
        ("azureml://datastores/d", "no-paths"),
        ("azureml://datastores/d/a", "no-paths"),
        ("azureml:heart:1", "asset"),
        ("heart:1", "asset"),
        ("azureml:heart@latest", "label"),
        ("azureml:heart", "versionless"),
        ("azureml://registries/r/data/heart/versions/1", "registry"),
        ("azureml://registries/r", "registry"),
        ("azureml://jobs/j/outputs/o/paths/a", "job"),
        ("https://account.blob.core.windows.net/c/a.csv", "url"),
        ("http://example.com/a.csv", "url"),
        ("wasbs://c@account.blob.core.windows.net/a", "storage"),
        ("abfss://c@account.dfs.core.windows.net/a", "storage"),
        ("adl://account.azuredatalakestore.net/a", "storage"),
        ("s3://bucket/a", "other"),
        ("azureml://x", "other"),
        ("azureml:a:b:c", "other"),
        ("data", "local"),
        ("file:./data", "local"),
        ("", "local"),
    ],
)
def test_the_form_of_a_path(text: str, form: str) -> None:
    assert path_form(text) == form
