"""Facts by name, continued: what a job is sent with, where its data lie, and who may read them."""

from __future__ import annotations

from preflight import question
from preflight.facts.entry import also_live, anything, boolean, list_of, live, mapping, text
from preflight.facts.vocabulary import PROBLEMS

_LIES = (question.DATA, question.DATASTORES)
_ACCOUNT = (*_LIES, question.WORKSPACE)
_HOLDS = (*_LIES, question.BLOBS)
_MAY = (*_ACCOUNT, question.COMPUTE, question.ROLE_ASSIGNMENTS, question.DENY_ASSIGNMENTS)

_PLACE = (
    mapping(
        "datastore",
        "the datastore it lies in; absent where an URL names the storage account itself",
        also_live(text("name", "its name"), *_LIES),
        live(boolean("found", "whether there is such a datastore"), *_LIES),
        live(text("type", "`azureblob`, `azuredatalakegen2`, `azurefile`, …"), *_LIES),
        live(text("credentials", "with what its data are read: `none`, `account_key`, `sas`, `service_principal`, `certificate`"), *_LIES),
    ),
    also_live(text("account", "the storage account it lies in"), *_LIES),
    also_live(text("container", "the container it lies in"), *_LIES),
    live(
        boolean("hierarchical", "whether that account has a hierarchical namespace, where access rules of folders may grant, too"),
        *_ACCOUNT,
        question.STORAGE_ACCOUNT,
    ),
    mapping(
        "compute_access",
        "whether the compute of the deployment may use it with its own identity; absent where there is no such compute",
        live(boolean("applies", "whether that identity is used: not where a datastore or a signature has the access"), *_LIES),
        live(boolean("allowed", "whether that identity may read it, or write it if it is an output"), *_MAY),
        live(text("identity", "that identity, in words; absent where the compute has none"), question.COMPUTE),
        live(text("principal", "the object id of that identity"), question.COMPUTE),
        live(text("scope", "the ARM id of the container"), *_MAY),
        live(text("role", "the least of the built-in roles that grants what is needed"), *_LIES),
        live(text("denied_by", "the deny assignment that forbids it"), *_MAY),
    ),
)
_FILE = mapping("file", "one of them", text("name", "its name"), text("extension", "its extension, lower case, with the dot"))
_FILE_TYPE = mapping(
    "file_type",
    "one of them",
    text("extension", "lower case, with the dot"),
    text("example", "the first file that has it"),
)
_FOLDER = mapping("folder", "one of them", text("name", "its name"))
_FORM = text(
    "path_form",
    "in what form that path is: `datastore`, `asset` (with a version), `label`, `versionless`, `url`, `local`, `root` (a datastore with"
    " nothing after `/paths/`), `no-paths` (one without that), `registry`, `job`, `storage` (`wasbs://` and the like) or `other`",
)
_INPUT = mapping(
    "input",
    "one of them",
    text("name", "its name"),
    text("type", "its type"),
    text("path", "its path"),
    _FORM,
    text("mode", "how it is handed over"),
    anything("literal", "its value, if it is no data"),
    mapping(
        "asset",
        "the data asset that its path names",
        text("name", "its name"),
        also_live(text("version", "its version"), question.DATA),
        also_live(boolean("found", "whether there is such a data asset, here or in the workspace"), question.DATA),
    ),
    also_live(text("data_type", "the type of that data asset; `mltable` stands for datasets of SDK v1, too"), question.DATA),
    *_PLACE,
    live(boolean("found", "whether anything lies there"), *_HOLDS),
    also_live(list_of("files", "the files it is read from: a folder's own, not those of the folders in it", _FILE), *_HOLDS),
    also_live(list_of("file_types", "the extensions of these files, each once", _FILE_TYPE), *_HOLDS),
    live(list_of("nested", "the folders in it that hold files", _FOLDER), *_HOLDS),
    live(
        list_of("missing_columns", "the columns that the model needs and the first CSV file lacks", text("column", "one of them")),
        *_HOLDS,
        question.MODEL,
        question.BLOB_HEAD,
    ),
)
_OUTPUT = (
    text("name", "its name"),
    text("type", "its type"),
    text("path", "its path"),
    _FORM,
    *_PLACE,
    text("file", "the name of the file that the job writes there"),
    live(boolean("taken", "whether there is such a file already"), *_HOLDS),
)
INVOCATION = mapping(
    "invocation",
    "what a job is sent with",
    list_of("inputs", "its inputs", _INPUT),
    list_of("outputs", "its outputs", mapping("output", "one of them", *_OUTPUT)),
    mapping("output", "its only output", *_OUTPUT),
    list_of("overrides", "what it sets for one job", mapping("override", "one", text("key", "the key, with dots for those in mappings"))),
    text("deployment_name", "the deployment it names"),
    text("sent_by", "who sends it: `file`, `command`, `request`, `code`, or `typed` (by somebody, once)"),
    text("experiment_name", "the experiment that its job is to be in"),
    text("job_name", "the name that its job is to have"),
    list_of(
        "ignored",
        "what the command is given and drops without a word",
        mapping("option", "one of them", text("name", "what it is"), text("reason", "why it is dropped")),
    ),
    text("body_fault", "why what a request sends is no JSON; absent where it is, and where no request sends it"),
    PROBLEMS,
)
