"""What shows that a script is for an online endpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight.facts.script_online import online_sign
from preflight.facts.script_reach import entry

if TYPE_CHECKING:
    from tests.unit.facts.conftest import ReadScript

HEAD = """\
import json, ujson
from inference_schema.schema_decorators import input_schema
import azureml_inference_server_http.api.aml_request as r
"""


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("def run(d):\n  json.loads(d)", "json:5"),
        ("def run(d, /):\n  return ujson.loads(d, encoding=1)['x']", "json:5"),
        ("def run(d):\n  d = f(json.loads(d))", "json:5"),
        ("def run(d):\n  import orjson\n  if True:\n    orjson.loads(d)", "json:7"),
        ("def run(d):\n  try:\n    json.loads(d)\n  except KeyError:\n    pass", "json:6"),
        ("def run(d):\n  try:\n    json.loads(d)\n  except Exception as e:\n    return str(e)", "json:6"),
        ("def run(d):\n  try:\n    json.loads(d)\n  except Exception as e:\n    raise", "json:6"),
        ("def run(d):\n  json.loads(d)\n  d = 1", "json:5"),
        ("@input_schema('d', 1)\ndef run(d):\n  json.loads(d)", "json:6"),
        ("@input_schema('d', 1)\ndef run(d): pass", "decorator:4"),
        ("@other\n@r.rawhttp\ndef run(d): pass", "decorator:5"),
        ("@other\ndef run(d): pass", None),
        ("def run(): json.loads(x)", None),
        ("def run(*, d): json.loads(d)", None),
        ("def run(d):\n  json.loads(d[0])", None),
        ("def run(d, e):\n  json.loads(e)", None),
        ("def run(d):\n  json.load(d)", None),
        ("def run(d):\n  for x in d: json.loads(d)", None),
        ("def run(d):\n  if d: json.loads(d)", None),
        ("def run(d):\n  if d: return d\n  json.loads(d)", None),
        ("def run(d):\n  d = f(d)\n  json.loads(d)", None),
        ("def run(d):\n  d, e = json.loads(d)", None),
        ("def run(d):\n  if type(d) is str: pass\n  json.loads(d)", None),
        ("def run(d):\n  try:\n    json.loads(d)\n  except Exception:\n    pass", None),
        ("def run(d):\n  try:\n    json.loads(d)\n  except Exception:\n    return f(d)", None),
    ],
)
def test_signs_of_an_online_endpoint(text: str, sign: str | None, script: ReadScript) -> None:
    made = script(HEAD + text + "\n")
    run = entry("run", made.module)
    assert run is not None
    found = online_sign(run, made)
    assert (f"{found[0]}:{found[1].lineno}" if found else None) == sign
