"""The classes of azure-ai-ml that code makes deployments of, and the keys of YAML that their arguments stand for."""

from __future__ import annotations

from preflight.kind import Kind
from preflight.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

PACKAGE = "azure.ai.ml"


class EntityClass(Record):
    """A class: what sort of document it stands for (None: a part of one), and how.

    `moved` has the path of keys that an argument goes to; one that is not in it has its own name. `fixed` is what the class itself
    says, as text. `positional` names the arguments that may be given without a name.
    """

    kind: Kind | None = None
    moved: Mapping[str, tuple[str, ...]] = {}
    fixed: Mapping[str, str] = {}
    positional: tuple[str, ...] = ()


_CODE = {"code_path": ("code_configuration", "code"), "scoring_script": ("code_configuration", "scoring_script")}

# azure-ai-ml 1.35.2: azure/ai/ml/entities and the signatures there.
ENTITIES = {
    "BatchEndpoint": EntityClass(Kind.BATCH_ENDPOINT, {"default_deployment_name": ("defaults", "deployment_name")}),
    "BatchDeployment": EntityClass(Kind.BATCH_DEPLOYMENT, {**_CODE, "instance_count": ("resources", "instance_count")}),
    "ModelBatchDeployment": EntityClass(Kind.BATCH_DEPLOYMENT, _CODE, {"type": "model"}),
    "PipelineComponentBatchDeployment": EntityClass(Kind.BATCH_DEPLOYMENT, fixed={"type": "pipeline"}),
    "ModelBatchDeploymentSettings": EntityClass(),
    "BatchRetrySettings": EntityClass(),
    "CodeConfiguration": EntityClass(positional=("code", "scoring_script")),
    "ResourceConfiguration": EntityClass(),
    "Environment": EntityClass(Kind.ENVIRONMENT),
    "BuildContext": EntityClass(),
    "Model": EntityClass(),
    "Data": EntityClass(Kind.DATA),
    "AmlCompute": EntityClass(Kind.COMPUTE, fixed={"type": "amlcompute"}),
    "KubernetesCompute": EntityClass(Kind.COMPUTE, fixed={"type": "kubernetes"}),
    # A step of a pipeline: functions, whose arguments are the keys of a parallel job.
    "parallel_run_function": EntityClass(Kind.JOB, fixed={"type": "parallel"}),
    "RunFunction": EntityClass(fixed={"type": "run_function"}),
    "Input": EntityClass(),
    "Output": EntityClass(),
}

# The members of a class of constants, in lower case, are what files have.
CONSTANTS = ("AssetTypes", "BatchDeploymentOutputAction", "InputOutputModes")

# What `MLClient` has for each sort of asset; `get` there returns one that exists.
ASSETS = ("models", "environments", "data", "components")
