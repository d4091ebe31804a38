"""Facts by name, continued: components, jobs and start-up."""

from __future__ import annotations

from preflight.facts.entry import anything, boolean, list_of, mapping, text
from preflight.facts.vocabulary import PROBLEMS

PORT = mapping("port", "one of them", text("name", "its name"), text("type", "its type"), boolean("required", "whether it must be given"))
STEPS = list_of(
    "steps",
    "its steps; itself where it has none",
    mapping(
        "step",
        "one of them",
        text("name", "its name"),
        text("type", "its type"),
        text("compute", "the compute it names"),
        anything("queue_settings", "the key `queue_settings`"),
        list_of(
            "arguments",
            "the named ones among its `program_arguments`, in order",
            mapping("argument", "one of them", text("name", "its name, with the dashes"), text("value", "its value as written")),
        ),
    ),
)
COMPONENT = mapping(
    "component",
    "the component of the deployment",
    text("name", "its name"),
    text("type", "its type"),
    list_of("inputs", "its inputs", PORT),
    list_of("outputs", "its outputs", PORT),
    list_of(
        "optional_arguments",
        "the parts of its command in `$[[ ]]`",
        mapping(
            "argument",
            "one of them",
            text("text", "as written"),
            text("bare_input", "an input that it names without `${{ }}`"),
        ),
    ),
    STEPS,
    PROBLEMS,
)
STARTUP = mapping(
    "startup",
    "what the scoring script does before the first mini-batch",
    list_of(
        "calls",
        "what `init` calls, where that is surely known",
        mapping(
            "call",
            "one of them",
            text("name", "the full dotted name"),
            text("module", "its first part"),
            text("function", "its last part"),
        ),
    ),
)
JOB = mapping("job", "the job", text("name", "its name"), text("type", "its type"), STEPS)
