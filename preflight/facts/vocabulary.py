"""Facts by name: what each root of the rule language holds, and where it can come from."""

from __future__ import annotations

from preflight import question
from preflight.facts.entry import also_live, anything, boolean, list_of, live, mapping, number, text

ITEM = text("item", "one of them")
PROBLEMS = list_of(
    "problems",
    "where the file is not what azure-ai-ml reads",
    mapping(
        "problem",
        "one such place",
        text("kind", "`unknown-key`, `newer-key`, `wrong-type`, `not-in-set` or `missing-key`"),
        text("later_sdk", "the azure-ai-ml that is installed and may know a `newer-key`"),
        text("key", "the key concerned"),
        text("parent", "the key of the mapping it is in; empty at the root"),
        text("name", "what a message calls the place: the key, or the list it is in"),
        text("found", "what is written there, in words"),
        text("expected", "what was expected, in words"),
        text("nearest", "the key or value that was probably meant"),
        text("belongs", "the mapping the key belongs in; empty for the root"),
        anything("value", "what is written there"),
    ),
)
PREVIEW = list_of("preview_2021", "keys that only the preview format of 2021 has; absent when there is none", ITEM)
DOC = anything("doc", "the document as written")
VALUES = list_of("values", "the scalars of the document, flat", anything("value", "one of them"))
DOCUMENT = mapping(
    "document",
    "the file as such",
    text("path", "its path"),
    boolean("deployed", "whether it is what the workspace has, in the place of a file"),
    list_of(
        "duplicate_keys",
        "keys that are written twice",
        mapping("twice", "one of them", text("key", "the later one"), text("first", "the earlier one")),
    ),
    list_of("empty_tags", "tags that have no value, or an empty text", mapping("tag", "one of them", text("name", "its name"))),
)
TABLES = anything("tables", "dated facts about Azure ML: `data/<name>.yaml`")

ENDPOINT = mapping(
    "endpoint",
    "the batch endpoint",
    text("name", "its name"),
    text("auth_mode", "how callers sign in"),
    anything("identity", "the key `identity`"),
    also_live(text("default_deployment", "`defaults.deployment_name`"), question.ENDPOINT),
    also_live(
        list_of(
            "deployments",
            "its deployments, from files and the workspace",
            mapping(
                "deployment",
                "one",
                text("name", "its name"),
                text("form", "its form"),
                boolean("in_file", "whether a file defines it"),
                text("state", "how far its creation got: `succeeded`, `failed`, …; absent while the workspace does not have it"),
            ),
        ),
        question.DEPLOYMENTS,
    ),
    list_of(
        "deployments_in_sight",
        "its deployments as files, commands and code make them; absent where the workspace tells which there are",
        mapping("deployment", "one", text("name", "its name")),
    ),
    live(boolean("missing", "whether it was asked for by its name, and the workspace has none that is called so"), question.ENDPOINT),
    live(text("state", "how far its creation got: `succeeded`, `failed`, …"), question.ENDPOINT),
    PROBLEMS,
    PREVIEW,
)
DEPLOYMENT = mapping(
    "deployment",
    "one view of the three forms of a batch deployment",
    text("form", "`flat`, `model` or `pipeline`"),
    text("name", "its name"),
    text("endpoint_name", "the endpoint it names"),
    anything("model", "the key `model`"),
    anything("environment", "the key `environment`"),
    boolean("curated_environment", "whether that is one of Azure ML's own"),
    text("compute", "the cluster it names"),
    anything("component", "the key `component`"),
    list_of(
        "component_files",
        "the component files that it names, at the root or under `job_definition`",
        mapping("file", "one of them", text("path", "its path as written"), boolean("exists", "whether there is such a file")),
    ),
    anything("job_definition", "the key `job_definition`"),
    anything("settings", "the key `settings`"),
    list_of("setting_names", "the keys under `settings`", ITEM),
    anything("code_configuration", "the key `code_configuration`"),
    text("code", "the folder of the scoring script"),
    text("scoring_script", "the scoring script, as a path inside that folder"),
    boolean("script_found", "whether that script exists"),
    anything("retry_settings", "`retry_settings`, wherever the form has it"),
    number("timeout", "seconds for one mini-batch"),
    number("max_retries", "how often a mini-batch is tried again"),
    number("mini_batch_size", "files in a mini-batch"),
    number("instance_count", "nodes of a job"),
    number("max_concurrency_per_instance", "worker processes on a node"),
    number("error_threshold", "files that may fail; -1: all"),
    text("logging_level", "how much is logged"),
    text("output_action", "`append_row` or `summary_only`"),
    text("output_file_name", "the name of the output file"),
    anything("environment_variables", "the environment variables, wherever the form has them"),
    PROBLEMS,
    PREVIEW,
    mapping("neighbour", "the endpoint file it seems to belong to", text("name", "its name")),
    mapping(
        "twin",
        "the file before this one, in path order, that defines the same deployment",
        text("name", "the name of the deployment"),
        boolean("beside", "whether it is in the same folder"),
    ),
    number("init_budget_seconds", "how long all workers may stay in `init()`"),
    also_live(
        number("worst_case_seconds", "how long a job takes at least if its longest mini-batch is tried as often as it may be"),
        question.COMPUTE,
    ),
    also_live(number("lifetime_seconds", "how long a job may live"), question.COMPUTE),
    list_of("overridden", "keys that a command line replaces", ITEM),
    text("runs_on", "the compute that its jobs run on: `compute`, or of a pipeline `settings.default_compute`"),
)
ENVIRONMENT = mapping(
    "environment",
    "the environment of the script",
    text("reference", "how it is named; absent when it is written inline"),
    text("name", "its name"),
    text("version", "its version"),
    text("image", "its base image"),
    text("image_name", "the name of that image: without tag and digest, and without Microsoft's registry `mcr.microsoft.com`"),
    anything("build", "its build context"),
    boolean("build_path_found", "whether the folder of the build context is there; absent where it is no local one"),
    boolean("dockerfile_found", "whether the Dockerfile is in that folder"),
    anything("conda_file", "its conda file: a path, or a mapping"),
    boolean("curated", "whether it is one of Azure ML's own"),
    boolean("registered", "whether the workspace tells it, and no file"),
    PROBLEMS,
)
CONDA = mapping(
    "conda",
    "the conda file of the environment",
    anything("dependencies", "the key `dependencies`"),
    anything("channels", "the key `channels`"),
    list_of(
        "packages",
        "what it installs",
        mapping(
            "package",
            "one package",
            text("name", "its name, normalised (PEP 503)"),
            text("version", "which versions, as PEP 440 says it; unknown when none is given"),
            list_of("extras", "the extras that are asked for", ITEM),
            text("section", "`conda` or `pip`"),
            text("text", "as written"),
        ),
    ),
    text("python", "which versions of Python, as PEP 440 says it"),
    text("python_release", "the release of Python, such as `3.10`; absent where more than one is allowed"),
    text("python_patch", "the patch release of Python, such as `3.10.4`, where no other one is allowed"),
    list_of("pythons", "the entries of conda's own list that ask for Python", ITEM),
    text("pip", "the entry of conda's own list that asks for pip"),
    anything("pip_list", "the list of what pip installs"),
    list_of(
        "files",
        "files beside the conda file that its list for pip names",
        mapping("file", "one of them", text("path", "its path as written"), text("what", "what it is, in words")),
    ),
    list_of(
        "faults",
        "what conda, or pip, cannot make sense of",
        mapping(
            "fault",
            "one of them",
            text(
                "kind",
                "`missing`, `not-yaml`, `unreadable`, `not-a-mapping`, `no-list`, `null-entry`, `odd-entry`, `not-read`, `unknown-key` or "
                "`empty-pip`",
            ),
            text("name", "what a message calls the place"),
            text("found", "what is written there, in words"),
            text("expected", "what was expected, in words"),
            text("key", "the key concerned"),
            text("reason", "why a file or an entry cannot be read"),
        ),
    ),
)
PARAMETERS = list_of("parameters", "its parameters", ITEM)
FUNCTION = (
    text("name", "its name"),
    PARAMETERS,
    list_of("required", "its parameters without a default", ITEM),
    boolean("fits_call", "whether the engine's call suits the parameters"),
    boolean("is_async", "whether it is a coroutine"),
    text("signature", "its name and parameters, as `run(a, *, b)`"),
    boolean("is_generator", "whether it yields"),
    text("first_yield", "its first `yield`; absent when it has none"),
    list_of(
        "exits",
        "the ways it can end without an exception",
        mapping(
            "exit",
            "one of them",
            text("kind", "`value`, `bare`, `none` or `falls-off`"),
            text("type", "what the returned expression surely is"),
            text("text", "the expression"),
        ),
    ),
)
SCRIPT = mapping(
    "script",
    "the scoring script, read and never run",
    list_of("functions", "names bound at top level that may be functions", ITEM),
    mapping("init", "the function `init`", *FUNCTION),
    mapping("run", "the function `run`", *FUNCTION),
    list_of(
        "required_arguments",
        "arguments without which its command line surely ends it",
        mapping("argument", "one", text("name", "its name, as `--model`")),
    ),
    mapping("syntax_error", "why it does not parse", text("message", "what Python says")),
    list_of("model_parts", "the files and folders that it looks for right in `AZUREML_MODEL_DIR`, where their names are written out", ITEM),
    list_of(
        "imports",
        "its imports",
        mapping(
            "import",
            "one of them",
            text("name", "the top-level module"),
            text("module", "the whole dotted name"),
            list_of("names", "the names it brings", ITEM),
            boolean("top_level", "whether it runs when the script is loaded"),
            boolean("guarded", "whether its failure is caught"),
            text("reached", "`load`: whenever the script is loaded; `call`: whenever `init` or `run` is called; `maybe`: else"),
        ),
    ),
)
MODEL = mapping(
    "model",
    "the model of the deployment",
    anything("reference", "the key `model`"),
    text("name", "the name of the registered model it names"),
    text("path", "its local path"),
    list_of("layout", "what there may be right in `AZUREML_MODEL_DIR`: the name of that path, and the names in that folder", ITEM),
    boolean("path_found", "whether there is something at that path; absent where it is no local one"),
    live(boolean("found", "whether the workspace has it; absent where no registered model is named"), question.MODEL),
    also_live(text("flavor", "`mlflow` or `custom`"), question.MODEL),
    also_live(list_of("flavors", "the flavours its MLmodel file names", ITEM), question.MODEL),
    boolean("conda_reused", "whether the environment's conda file is the one that MLflow wrote for the model"),
)
