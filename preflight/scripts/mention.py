"""Cheap tests: a text that names none of the commands or calls of interest need not be read."""

from __future__ import annotations

from preflight.pattern import Pattern

# The second line: `az` with a variable in the name of the command, and what requests are sent with.
_MENTION = Pattern(
    r"\baz(?:\.cmd)?[\"']?,?[ \t]+[\"']?ml\b|\bbatch-(?:endpoint|deployment)\b|inference\.ml\.azure|get-access-token"
    r"|\brole[ \t]+assignment[ \t]+create\b|scoring_?[uU]ri|-deployment create|\baz[ \t]+(?:rest|configure)\b"
)

_USUAL, _BEFORE = "az ml ", ("", " ", "\n", "\t", '"', "'", "(", "!", "`")

# The groups and verbs of `az ml` that make nothing that a batch endpoint uses.
_OTHER_GROUPS = "job|online-endpoint|online-deployment|model|data|datastore|schedule|registry|connection|feature-[a-z]+|serverless-endpoint"
_OTHER_VERBS = "show|list|list-[a-z]+|delete|start|stop|restart|archive|restore|share|sync-keys|diagnose|download|connect-ssh"
_OTHER = rf"(?:{_OTHER_GROUPS})|(?:compute|component|environment|workspace)[ \t]+(?:{_OTHER_VERBS})"
# It begins with letters, for which Python looks fast.
_MAKING = Pattern(rf"az(?<!\waz)(?:\.cmd)?[\"']?,?[ \t]+[\"']?ml\b(?![\"']?,?[ \t]+[\"']?(?:{_OTHER})\b(?![-$\{{]))")
_BATCH = ("batch-endpoint", "batch-deployment", "get-access-token", "az rest")
_ANY_DEPLOYMENT = Pattern(r"-deployment create(?<!online-deployment create)")
_SCORING = ("inference.ml.azure", "scoring_uri", "scoringUri", "SCORING_URI", "scoringuri")
_ONLINE = "online-endpoint"
# Classes, and what MLClient has: code that has none of them says `Batch` of other things.
_DEPLOYING = ("BatchEndpoint", "BatchDeployment", "batch_endpoints")

# A workflow or a template of another repository, as GitHub and Azure Pipelines name it.
_CALL = Pattern(r"\buses:[ \t]*[\"']?[\w-]+/[^\s\"']*\.ya?ml@|\btemplate:[ \t]*[\"']?[^\s\"']+\.ya?ml@")


def mentions_calls(text: str) -> bool:
    """Tell whether a text may call a workflow or a template that stands in another repository."""
    return _CALL.search(text) is not None


def mentions_commands(text: str) -> bool:
    """Tell whether a text may hold a command that has to do with Azure ML."""
    at = text.find(_USUAL)  # found much faster than an expression
    return (at >= 0 and text[at - 1 : at] in _BEFORE) or _MENTION.search(text) is not None


def may_run_commands(text: str) -> bool:
    """Tell whether a YAML text may be a workflow of interest: it says `az`, or calls another one."""
    return "az" in text or "ml@" in text


def deploys(text: str) -> bool:
    """Tell whether Python code may deploy to batch endpoints, or make a parallel job: what it cannot do without."""
    if "azure.ai.ml" not in text:
        return False
    return "parallel_run_function" in text or ("Batch" in text and any(sign in text for sign in _DEPLOYING))


def sends_tokens(text: str) -> bool:
    """Tell whether Python code may get a token and send it to a service of interest."""
    gets = "get_token" in text or "get_bearer_token_provider" in text
    # Most code gets a token for a client of its own: only what names the header hands one to a request.
    goes = gets and "headers" in text and ("scoring" in text or "inference.ml.azure" in text or "management." in text)
    return goes and "authorization" in text.lower()


def describes(text: str) -> bool:
    """Tell whether a template may describe resources of Azure ML, or requests to its endpoints."""
    if "inference.ml.azure" in text or "azurerm_machine_learning_workspace" in text:
        return True
    return "microsoft.machinelearningservices/workspaces" in text.lower()


def concerns_batch(text: str) -> bool:
    """Tell whether a file may hold commands that have to do with batch endpoints, or make what these use.

    A file in which no such command stands is about other things, such as jobs and online endpoints.
    """
    if any(sign in text for sign in _BATCH):
        return True
    if "az" in text and (_MAKING.search(text) is not None or _ANY_DEPLOYMENT.search(text) is not None):
        return True
    return _ONLINE not in text and any(sign in text for sign in _SCORING)
