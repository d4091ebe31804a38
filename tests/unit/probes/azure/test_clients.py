"""Clients share what they can, and say nothing on standard error."""

from __future__ import annotations

import logging
import warnings

import pytest

from preflight.address import Address
from preflight.probes.azure.clients import Clients
from preflight.probes.azure.clock import Clock

ADDRESS = Address("11111111-2222-3333-4444-555555555555", "rg", "ws1")


def test_nothing_is_written_by_the_packages(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    Clients(ADDRESS, Clock(1))
    Clients(ADDRESS, Clock(1))
    logging.getLogger("azure.identity").error("x")
    warnings.warn("y", stacklevel=1)
    assert capsys.readouterr().err == ""
    assert len(logging.getLogger().handlers) == 1


def test_clients_that_were_never_used_are_closed_without_being_made() -> None:
    clients = Clients(ADDRESS, Clock(1))
    clients.close()
    assert not clients.sign_in.prepare.is_made


def test_all_clients_have_one_transport_that_only_reads() -> None:
    pytest.importorskip("azure.ai")
    clients = Clients(ADDRESS, Clock(1))
    transports = {id(clients._common()["transport"]), id(clients._managed()["transport"]), id(clients.manager()._pipeline._transport)}
    assert len(transports) == 1
    assert type(clients._common()["transport"]).__name__ == "ReadOnlyTransport"
    clients.close()
