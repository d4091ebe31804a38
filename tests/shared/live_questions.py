"""Questions about the good world of the fake Azure."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from preflight import question
from preflight.address import Address
from preflight.question import Found, Question
from tests.azure import good
from tests.azure.shapes import LOCATION

if TYPE_CHECKING:
    from preflight.question import Answer

ADDRESS = Address(good.SUBSCRIPTION, good.GROUP, good.WORKSPACE_NAME)
BLOBS_OF = "https://stdata.blob.core.windows.net"

WORKSPACE = Question(question.WORKSPACE)
REGISTRY = Question(question.REGISTRY, (good.REGISTRY,))
COMPUTE = Question(question.COMPUTE, ("cpu-cluster",))
ENDPOINT = Question(question.ENDPOINT, ("heart-batch",))
ENDPOINTS = Question(question.ENDPOINTS)
DEPLOYMENTS = Question(question.DEPLOYMENTS, ("heart-batch",))
MODEL = Question(question.MODEL, ("heart-model", "3", ""))
ENVIRONMENT = Question(question.ENVIRONMENT, ("batch-env", "7", ""))
DATA = Question(question.DATA, ("heart", "1", ""))
COMPONENT = Question(question.COMPONENT, ("heart-pipeline", "1", ""))
NEWEST_MODEL = Question(question.MODEL, ("heart-model", "", "latest"))
NEWEST_ENVIRONMENT = Question(question.ENVIRONMENT, ("batch-env", "", ""))
NEWEST_DATA = Question(question.DATA, ("heart", "", "latest"))
NEWEST_COMPONENT = Question(question.COMPONENT, ("heart-pipeline", "", "latest"))
DATASTORES = Question(question.DATASTORES)
STORAGE_ACCOUNT = Question(question.STORAGE_ACCOUNT, (good.DATA_STORAGE,))
PRIVATE_ENDPOINT = Question(question.PRIVATE_ENDPOINT, (f"{good.GROUP_ID}/providers/Microsoft.Network/privateEndpoints/pe-blob",))
ROLE_ASSIGNMENTS = Question(question.ROLE_ASSIGNMENTS, (good.DATA_STORAGE, good.CLUSTER_IDENTITY))
DENY_ASSIGNMENTS = Question(question.DENY_ASSIGNMENTS, (good.DATA_STORAGE, good.CLUSTER_IDENTITY))
PERMISSIONS = Question(question.PERMISSIONS, (good.WORKSPACE,))
USAGES = Question(question.USAGES, (LOCATION,))
VM_SIZES = Question(question.VM_SIZES, (LOCATION,))
BLOBS = Question(question.BLOBS, (BLOBS_OF, good.DATA_CONTAINER, "heart/", "1"))
BLOB_HEAD = Question(question.BLOB_HEAD, (BLOBS_OF, good.DATA_CONTAINER, "heart/part-0.csv", "10"))

# Each question once, with its address; labels come besides.
ADDRESSES: dict[Question, str] = {
    WORKSPACE: good.WORKSPACE,
    REGISTRY: good.REGISTRY,
    COMPUTE: good.COMPUTE,
    ENDPOINT: good.ENDPOINT,
    ENDPOINTS: f"{good.WORKSPACE}/batchEndpoints",
    DEPLOYMENTS: f"{good.ENDPOINT}/deployments",
    MODEL: good.MODEL,
    ENVIRONMENT: good.ENVIRONMENT,
    DATA: good.DATA,
    COMPONENT: good.COMPONENT,
    DATASTORES: f"{good.WORKSPACE}/datastores",
    STORAGE_ACCOUNT: good.DATA_STORAGE,
    PRIVATE_ENDPOINT: PRIVATE_ENDPOINT.arguments[0],
    ROLE_ASSIGNMENTS: f"{good.DATA_STORAGE}/providers/Microsoft.Authorization/roleAssignments",
    DENY_ASSIGNMENTS: f"{good.DATA_STORAGE}/providers/Microsoft.Authorization/denyAssignments",
    PERMISSIONS: f"{good.WORKSPACE}/providers/Microsoft.Authorization/permissions",
    USAGES: good.USAGES,
    VM_SIZES: good.VM_SIZES,
    BLOBS: f"{BLOBS_OF}/data",
    BLOB_HEAD: f"{BLOBS_OF}/data/heart/part-0.csv",
}
LABELS: dict[Question, str] = {
    NEWEST_MODEL: f"{good.MODEL.rpartition('/')[0]}",
    NEWEST_ENVIRONMENT: f"{good.ENVIRONMENT.rpartition('/')[0]}",
    NEWEST_DATA: f"{good.DATA.rpartition('/versions/')[0]}",
    NEWEST_COMPONENT: f"{good.COMPONENT.rpartition('/')[0]}",
}
ALL = [*ADDRESSES, *LABELS]


def pattern(asked: Question) -> str:
    """Return what covers the request for a question, as faults and prohibitions have it."""
    where = (ADDRESSES | LABELS)[asked]
    return where.removeprefix("https://") if where.startswith("https://") else f"management.azure.com{where}"


def named(asked: Question) -> str:
    """Return the words by which a table of tests calls a question."""
    return "-".join([asked.resource, *(["latest"] if asked in LABELS else [])])


def reasons(answers: dict[Question, Answer]) -> dict[str, str]:
    """Return why questions have no answer; raises AttributeError where one has."""
    return {named(asked): answer.reason for asked, answer in answers.items()}  # type: ignore[union-attr]


def text(answer: Answer) -> str:
    """Return what was found as JSON."""
    assert isinstance(answer, Found), answer
    return json.dumps(answer.body)
