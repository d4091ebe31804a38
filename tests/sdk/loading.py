"""What azure-ai-ml says of a file when `az ml` reads it: taken, or refused with which words."""

from __future__ import annotations

import contextlib
import io
import logging
import warnings
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Loading:
    """The loaders of azure-ai-ml by form: `load_batch_deployment`, the public one, knows the flat form alone."""

    def __init__(self) -> None:
        """Import azure-ai-ml, which takes two seconds."""
        logging.getLogger("azure").setLevel(logging.CRITICAL)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from azure.ai.ml import load_batch_deployment, load_batch_endpoint
            from azure.ai.ml._utils._endpoint_utils import validate_scoring_script
            from azure.ai.ml.entities._load_functions import load_model_batch_deployment, load_pipeline_component_batch_deployment
        self._check_script: Callable[[Any], None] = validate_scoring_script
        self._loaders: dict[str, Callable[..., Any]] = {
            "endpoint": load_batch_endpoint,
            "flat": load_batch_deployment,
            "model": load_model_batch_deployment,
            "pipeline": load_pipeline_component_batch_deployment,
        }

    def refusal(self, form: str, file: Path) -> str | None:
        """Return why `az ml` refuses a file before anything is sent; None where it takes it."""
        form = form if form == "endpoint" else _form(file)
        with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            warnings.simplefilter("ignore")
            try:
                self._prepare(form, self._loaders[form](str(file)))
            except Exception as error:  # noqa: BLE001 - whatever it raises, the file is refused
                return f"{type(error).__name__}: {' '.join(str(error).split())[:300]}"
        return None

    def _prepare(self, form: str, loaded: Any) -> None:
        """Do what `begin_create_or_update` does before it sends or uploads anything (operations/_batch_deployment_operations.py)."""
        if form == "endpoint":
            loaded._to_rest_batch_endpoint(location="westeurope")
            return
        if form == "pipeline":
            return
        code = loaded.code_configuration
        if code and not code.code.startswith("azureml:"):
            self._check_script(loaded)
        # Model, environment and code must be ids to be sent: files would be uploaded first.
        if not code and all(part is None or isinstance(part, str) for part in (loaded.model, loaded.environment)):
            loaded._to_rest_object(location="westeurope")


def _form(file: Path) -> str:
    """Return the form that `az ml` takes a deployment for: by `type` as it is written, and all else is flat."""
    kind = yaml.safe_load(file.read_text(encoding="utf-8")).get("type")
    return kind if kind in ("model", "pipeline") else "flat"
