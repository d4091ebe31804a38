"""Exit codes, the same for every command and format."""

from __future__ import annotations

CLEAN = 0
FOUND = 1
USAGE = 2
NOTHING_CHECKED = 3
NOT_ANSWERED = 4
BROKEN = 5
INTERRUPTED = 130
# What a shell reports of a process that SIGPIPE ended.
PIPE_CLOSED = 141


class UsageError(Exception):
    """The command line, a configuration or a rule file is wrong; the message says what, line by line."""
