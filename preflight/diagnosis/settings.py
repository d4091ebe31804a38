"""What a deployment sets: the values that a remedy changes, each with the line that has it, or that lacks it."""

from __future__ import annotations

from dataclasses import dataclass

# The keys of a deployment that remedies are about, as the facts of rules name them.
KEYS = (
    "timeout", "max_retries", "mini_batch_size", "error_threshold", "instance_count", "max_concurrency_per_instance", "compute",
    "environment", "scoring_script", "model", "logging_level", "output_file_name",
)  # fmt: skip


@dataclass(frozen=True)
class Setting:
    """A key of a deployment: its value, None when it is left out or unknown, and where it stands or should."""

    key: str
    value: str | int | None
    path: str
    line: int
    column: int


@dataclass(frozen=True)
class Settings:
    """A deployment's keys by name, and the rules that it fails: id, message and place."""

    keys: dict[str, Setting]
    findings: tuple[tuple[str, str, str], ...] = ()

    def number(self, key: str) -> int | None:
        """Return the whole number that a key has; None for anything else."""
        setting = self.keys.get(key)
        return setting.value if setting is not None and isinstance(setting.value, int) else None


NO_SETTINGS = Settings({})
