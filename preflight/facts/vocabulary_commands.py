"""Facts by name, continued: commands in scripts, and calls in code that get a token."""

from __future__ import annotations

from preflight.facts.entry import boolean, list_of, mapping, text
from preflight.facts.vocabulary import ITEM

COMMAND = mapping(
    "command",
    "an `az` command in a script, or a call in code that gets a token",
    text("name", "what follows `az` up to its first option, as `ml batch-endpoint create`; `get_token` for a call in Python"),
    list_of(
        "flags",
        "the options that it is given",
        mapping(
            "flag",
            "one of them",
            text("name", "its long name; as written where the command has no such option"),
            boolean("known", "whether the command has such an option"),
            text("value", "its first value"),
            text("instead", "what is to be written instead of one that the command does not have, where that is known"),
        ),
    ),
    list_of("options", "the long names of the options that the command has", ITEM),
    list_of(
        "set_twice",
        "keys that `--set` gives a value again",
        mapping("twice", "one of them", text("key", "the later one"), text("first", "the earlier one")),
    ),
    text("unassigned", "the variable that is meant to take what it prints and, with blanks around `=`, does not"),
    mapping(
        "file",
        "the file of its `--file`",
        text("path", "as written"),
        boolean("exists", "whether it is in the repository"),
        text("kind", "what sort of document it is"),
        text("expected", "what sort of document the command takes"),
    ),
    mapping(
        "model_path",
        "the local path of the model that it registers",
        text("path", "as written"),
        boolean("exists", "whether there is something at that path"),
    ),
    mapping(
        "deployment",
        "the deployment that it names, of an endpoint that the same script creates",
        text("name", "its name"),
        boolean("created", "whether the script creates it"),
        list_of("names", "those that the script creates", ITEM),
    ),
    mapping(
        "download",
        "the output of a job that it downloads",
        text("name", "the name of the output"),
        list_of("outputs", "the outputs that the job has", ITEM),
    ),
    text("resource", "for what it gets a token: a resource or a scope; absent where nothing is said, which means Azure Resource Manager"),
    list_of(
        "token_goes_to",
        "the requests in sight that are sent with its token",
        mapping(
            "use",
            "one of them",
            text("service", "`ml` (an endpoint of Azure ML) or `arm` (Azure Resource Manager)"),
            text("url", "its URL"),
            text("takes", "the resource whose tokens are taken there"),
            boolean("accepted", "whether a token for `resource` is"),
        ),
    ),
    mapping(
        "elsewhere",
        "a workflow or template that it calls, in the place of a command",
        text("reference", "how it is named"),
        boolean("read", "whether its commands are in sight"),
    ),
)
