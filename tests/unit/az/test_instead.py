"""Options that people give and `az ml` does not have."""

from __future__ import annotations

from preflight.az import instead
from preflight.az.instead import instead_of
from preflight.az.options import command_name, options_of


def test_what_is_written_instead() -> None:
    assert instead_of("ml batch-endpoint invoke", "--input-local-path") == "`--input <path>`, with `--input-type uri_folder` or `uri_file`"
    assert instead_of("ml batch-endpoint invoke", "--typo") is None
    assert instead_of("ml online-endpoint update", "--traffic") is None


def test_no_command_has_such_an_option() -> None:
    for command, options in instead._INSTEAD.items():
        assert command_name(command.split(" ")) == command
        for option in options:
            assert not any(one.startswith(option) for one in options_of(command)), (command, option)
