"""`python -m preflight`."""

from preflight.cli import console

console()
