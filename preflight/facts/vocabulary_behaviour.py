"""Facts by name, continued: what a scoring script does."""

from __future__ import annotations

from preflight.facts.entry import list_of, mapping, text

BEHAVIOUR = mapping(
    "behaviour",
    "what the scoring script surely does when it is imported, in `init` and in `run`",
    list_of(
        "broken_names",
        "names that raise an exception where they are read",
        mapping(
            "broken",
            "one of them",
            text("name", "the name"),
            text("trouble", "why it fails, in words"),
            text("assigned", "where the function assigns it; absent where it is an attribute of a module"),
        ),
    ),
    list_of("undefined_names", "names that `init` or `run` read and nothing binds", mapping("undefined", "one", text("name", "the name"))),
    list_of(
        "shared_files",
        "files right in the output folder that it writes under a name that is the same for every call",
        mapping("file", "one", text("text", "the expression of the path")),
    ),
    list_of("class_comparisons", "objects compared with a class by `is`", mapping("compared", "one", text("text", "the comparison"))),
    list_of("strict_parsing", "calls that refuse unknown arguments", mapping("call", "one", text("text", "the call"))),
    list_of(
        "unguarded_levels",
        "where the text of `--logging_level` is needed, which may not be given",
        mapping("level", "one", text("text", "the expression")),
    ),
    list_of("swallowed", "handlers around the scoring that catch all and do nothing", mapping("handler", "one", text("text", "its head"))),
    list_of("empty_concats", "calls of `pandas.concat` with a list that may be empty", mapping("call", "one", text("name", "the list"))),
    mapping(
        "online",
        "what shows that it was written for an online endpoint; absent when nothing does",
        text("kind", "`json` or `decorator`"),
        text("text", "the expression"),
    ),
)
