"""Objects compared with classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight.facts.script_comparisons import class_comparisons

if TYPE_CHECKING:
    from tests.unit.facts.conftest import ReadScript


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("x = model.predict(b)\n  x is not pd.DataFrame", 1),
        ("x = [1]\n  x = b.transform(x)\n  return x is pd.Series", 1),
        ("x = pd.DataFrame(b)\n  x is np.ndarray", 1),
        ("x = {}\n  x is dict", 1),
        ("x = model.predict(b)\n  x is None", 0),
        ("x = model.predict(b)\n  x == pd.DataFrame", 0),
        ("x = model.predict(b)\n  x is pd.DataFrame is True", 0),
        ("x = model.predict(b)\n  x is pd.Index", 0),
        ("x = model.predict(b)\n  type(x) is pd.DataFrame", 0),
        ("x = model.predict(b)\n  x = list\n  x is list", 0),
        ("x = model.kind()\n  x is list", 0),
        ("x = predict(b)\n  x is list", 0),
        ("x = [1]\n  x += b\n  x is list", 0),
        ("for x in b: x is list", 0),
        ("b is list", 0),
        ("y is list", 0),
        ("list = 1\n  x = []\n  x is list", 0),
    ],
)
def test_comparisons_with_a_class(body: str, found: int, script: ReadScript) -> None:
    text = f"import numpy as np, pandas as pd\ny = 1\ndef run(b):\n  {body}\n"
    assert len(list(class_comparisons(script(text)))) == found


def test_a_star_import_may_hide_what_is_built_in(script: ReadScript) -> None:
    text = "def run(b):\n  x = model.predict(b)\n  x is list\n  x is pd.DataFrame\n"
    assert len(list(class_comparisons(script(f"import pandas as pd\n{text}")))) == 2
    assert len(list(class_comparisons(script(f"from x import *\nimport pandas as pd\n{text}")))) == 1
