"""Small scoring scripts, each judged by all rules for scoring scripts at once: what is wrong with it, and on which line."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pytest

from preflight.engine import IGNORE, judge
from preflight.project.project import load
from preflight.rulebook import Rulebook, Selection, builtin_rules, rulebook

if TYPE_CHECKING:
    from pathlib import Path

ARGPARSE = "script-argparse-strict"
CLASS = "script-compares-with-class"
CONCAT = "script-concat-possibly-empty"
GENERATOR = "run-is-generator"
LEVEL = "script-logging-level-unguarded"
MISSING = "script-missing-init-or-run"
NAMES = "script-unbound-or-unknown-attribute"
NOTHING = "run-returns-nothing"
ONLINE = "automl-online-scoring-script"
SIGNATURE = "run-signature"
SWALLOWS = "script-swallows-errors"
SYNTAX = "scoring-script-syntax"
TYPE = "run-return-type"

INIT = "def init(): pass\n"
RUN = "def run(mini_batch):\n    return [path for path in mini_batch]\n"
KEEP = "return results"
PANDAS = "import pandas as pd\n" + INIT
JSON = "import json\n" + INIT
PARSER = 'import argparse, logging\nparser = argparse.ArgumentParser()\nparser.add_argument("--logging_level")\n'
KNOWN = PARSER + "args, others = parser.parse_known_args()\n"
MODEL = """\
import mlflow
import pandas as pd
def init():
    global model, names
    model = mlflow.pyfunc.load_model("m")
    names = None
"""


def run(body: str, head: str = INIT) -> str:
    return head + "def run(mini_batch):\n" + textwrap.indent(textwrap.dedent(body).strip(), "    ") + "\n"


def loop(body: str, head: str = PANDAS, end: str = "return pd.concat(results)") -> str:
    inside = textwrap.indent(textwrap.dedent(body).strip(), "        ")
    return f"{head}def run(mini_batch):\n    results = []\n    for path in mini_batch:\n{inside}\n    {end}\n"


def init(body: str, head: str = "") -> str:
    return head + "def init():\n" + textwrap.indent(textwrap.dedent(body).strip(), "    ") + "\n" + RUN


FAULTY = {
    # how the two functions are called and what comes of it
    "no_init": (RUN, [f"{MISSING}:1"]),
    "no_run": (INIT, [f"{MISSING}:1"]),
    "syntax": (INIT + "def run(mini_batch:\n    return []\n", [f"{SYNTAX}:2"]),
    "two_parameters": (INIT + "def run(batch, model):\n    return [batch]\n", [f"{SIGNATURE}:2"]),
    "no_parameter": (INIT + "def run():\n    return []\n", [f"{SIGNATURE}:2"]),
    "keyword_only": (INIT + "def run(batch, *, model):\n    return [batch]\n", [f"{SIGNATURE}:2"]),
    "init_takes_one": ("def init(folder): pass\n" + RUN, [f"{SIGNATURE}:1"]),
    "both_signatures": ("def init(folder): pass\ndef run():\n    return []\n", [f"{SIGNATURE}:2"]),
    "yields": (run("for path in mini_batch:\n    yield path"), [f"{GENERATOR}:4"]),
    "yields_late": (run("return [1]\nyield"), [f"{GENERATOR}:4"]),
    "yields_in_a_call": (run("x = print((yield))\nreturn [x]"), [f"{GENERATOR}:3"]),
    "returns_text": (run("return str(mini_batch)"), [f"{TYPE}:3"]),
    "returns_nothing": (run("print(mini_batch)"), [f"{NOTHING}:2"]),
    # made for an online endpoint
    "json": (run("data = json.loads(mini_batch)\nreturn [data]", JSON), [f"{ONLINE}:4"]),
    "json_nested": (run("import numpy as np\nreturn np.array(json.loads(mini_batch)['data']).tolist()", JSON), [f"{ONLINE}:5"]),
    "json_again": (run("mini_batch = json.loads(mini_batch)\nreturn [mini_batch]", JSON), [f"{ONLINE}:4"]),
    "json_tried": (
        run("try:\n    return [json.loads(mini_batch)]\nexcept Exception as error:\n    return [str(error)]", JSON), [f"{ONLINE}:5"],
    ),
    "json_raised": (run("try:\n    data = json.loads(mini_batch)\nexcept ValueError:\n    data = 1\nreturn [data]", JSON), [f"{ONLINE}:5"]),
    "json_in_with": (run("with open('x') as log:\n    return [json.loads(mini_batch)]", JSON), [f"{ONLINE}:5"]),
    "schema": (
        "from inference_schema.schema_decorators import input_schema as takes\n" + INIT + "@takes('data', 1)\n" + RUN,
        [f"{ONLINE}:3"],
    ),
    "rawhttp": ("from azureml.contrib.services.aml_request import rawhttp\n" + INIT + "@rawhttp\n" + RUN, [f"{ONLINE}:3"]),
    "schema_imported": ("import inference_schema\n" + INIT + RUN, [f"{ONLINE}:1"]),
    # names without a value
    "global_left_out": (run("if not names:\n    names = ['x']\nreturn [names]", MODEL), [f"{NAMES}:8"]),
    "counter": (run("seen += 1\nreturn [seen]", "seen = 0\n" + INIT), [f"{NAMES}:4"]),
    "in_init": (init("if model is None:\n    model = 1", "model = None\n"), [f"{NAMES}:3"]),
    "in_a_loop": (run("for path in mini_batch:\n    print(names)\n    names = path\nreturn [1]", MODEL), [f"{NAMES}:9"]),
    "in_a_called_function": (
        "cache = {}\n" + INIT + "def load():\n    cache = cache or {1: 2}\n    return cache\n" + run("return [load()]", ""),
        [f"{NAMES}:4"],
    ),
    "deleted": (run("del model\nreturn [1]", MODEL), [f"{NAMES}:8"]),
    "caught_by_the_way": (
        run("try:\n    model = model.copy()\nexcept Exception as error:\n    print(error)\n    raise\nreturn [1]", MODEL), [f"{NAMES}:9"],
    ),
    "only_in_one_branch": (run("if mini_batch:\n    print(names)\nelse:\n    names = 1\nreturn [1]", MODEL), [f"{NAMES}:9"]),
    "no_such_loader": (init("global m\nm = mlflow.pyfunc.load('m')", "import mlflow\n"), [f"{NAMES}:4"]),
    "no_such_loader_by_alias": (init("global m\nm = ms.load('m')", "import mlflow.sklearn as ms\n"), [f"{NAMES}:4"]),
    "no_such_loader_inside": (init("from mlflow import pytorch\nglobal m\nm = pytorch.load('m')"), [f"{NAMES}:4"]),
    # compared with a class
    "is_not_frame": (
        run("pred = model.predict(mini_batch)\nif pred is not pd.DataFrame:\n    pred = pd.DataFrame(pred)\nreturn pred", MODEL),
        [f"{CLASS}:9"],
    ),
    "is_list": (run("found = [1]\nif found is list:\n    return found\nreturn [2]"), [f"{CLASS}:4"]),
    # the command line
    "strict_in_init": (init("args = argparse.ArgumentParser().parse_args()", "import argparse\n"), [f"{ARGPARSE}:3"]),
    "strict_on_import": (PARSER + "args = parser.parse_args()\n" + INIT + RUN, [f"{ARGPARSE}:4"]),
    "strict_in_run": (run("args = parser.parse_args(None)\nreturn [args]", PARSER + INIT), [f"{ARGPARSE}:6"]),
    "strict_in_a_function": (
        "from argparse import ArgumentParser as Parser\nimport sys\n"
        "def made():\n    return Parser()\ndef given():\n    parser = made()\n    return parser.parse_args(args=sys.argv[1:])\n"
        + init("global args\nargs = given()"),
        [f"{ARGPARSE}:7"],
    ),
    "strict_but_tried": (init("try:\n    args = parser.parse_args()\nexcept Exception:\n    args = 1", PARSER), [f"{ARGPARSE}:6"]),
    # the level of the log
    "upper": (init("logging.getLogger().setLevel(args.logging_level.upper())", KNOWN), [f"{LEVEL}:6"]),
    "set_level": (init("logging.getLogger().setLevel(args.logging_level)", KNOWN), [f"{LEVEL}:6"]),
    "getattr": (init("logging.basicConfig(level=getattr(logging, args.logging_level, 20))", KNOWN), [f"{LEVEL}:6"]),
    "by_variable": (init("level = args.logging_level\nprint(level)\nlogging.root.setLevel(level.upper())", KNOWN), [f"{LEVEL}:8"]),
    "default_none": (
        init("args = parser.parse_known_args()[0]\nlogging.root.setLevel(args.level.upper())", PARSER)
        .replace('"--logging_level"', '"-l", "--logging_level", dest="level", default=None, required=False'),
        [f"{LEVEL}:6"],
    ),
    # failures that leave no trace
    "passes": (loop("try:\n    results.append(open(path).read())\nexcept Exception:\n    pass", end=KEEP), [f"{SWALLOWS}:8"]),
    "bare": (loop("try:\n    text = open(path).read()\nexcept:\n    continue\nresults.append(text)", end=KEEP), [f"{SWALLOWS}:8"]),
    "passes_among_others": (
        loop("try:\n    results.append(int(path))\nexcept ValueError:\n    raise\nexcept (OSError, Exception):\n    ...", end=KEEP),
        [f"{SWALLOWS}:10"],
    ),
    "around_the_loop": (
        run("found = {}\ntry:\n    for path in mini_batch:\n        found[path] = 1\nexcept BaseException:\n    pass\nreturn list(found)"),
        [f"{SWALLOWS}:7"],
    ),
    # nothing to concatenate
    "only_csv": (loop("if path.endswith('.csv'):\n    results.append(pd.read_csv(path))"), [f"{CONCAT}:8"]),
    "skipped": (loop("if path.endswith('.txt'):\n    continue\nresults.append(pd.read_csv(path))"), [f"{CONCAT}:9"]),
    "tried": (loop("try:\n    results.append(pd.read_csv(path))\nexcept OSError as error:\n    print(error)"), [f"{CONCAT}:10"]),
    "two_of_three": (
        loop(
            "if path[0] == 'a':\n    results.append(1)\nelif path[0] == 'b':\n    results.append(2)",
            end="return pd.concat(objs=results)",
        ),
        [f"{CONCAT}:10"],
    ),
    "filtered": (
        run("r = list()\nfor path in filter(None, mini_batch):\n    r.append(path)\nprint(len(r))\nreturn pd.concat(r)", PANDAS),
        [f"{CONCAT}:8"],
    ),
    "chosen_before": (
        run("r = []\nsome = [p for p in mini_batch if p[0]]\nfor path in some:\n    r.append(path)\nreturn pd.concat(r)", PANDAS),
        [f"{CONCAT}:8"],
    ),
    "much": (
        init("mlflow.pyfunc.load(model)", "import argparse, mlflow\nargs = argparse.ArgumentParser().parse_args()\nnames = None\n")
        .replace("init()", "init(model)")
        .replace("return [path for path in mini_batch]", "names = names or []\n    yield names"),
        [f"{ARGPARSE}:2", f"{SIGNATURE}:4", f"{NAMES}:5", f"{NAMES}:7", f"{GENERATOR}:8"],
    ),
}  # fmt: skip

FINE = {
    "plain": INIT + RUN,
    "optional_parameters": "def init(folder=None): pass\ndef run(batch, context=None, *more, **options):\n    return [batch]\n",
    "with_context": INIT + "def run(batch, mini_batch_context):\n    return [batch]\n",
    "no_scoring_script": "import argparse\ndef train(args): pass\ntrain(argparse.ArgumentParser().parse_args())\n",
    "inner_generator": run("def texts():\n    yield from mini_batch\nreturn list(texts())"),
    "generator_expression": run("return list(path for path in mini_batch)"),
    # json that is no request
    "json_of_files": run("return [json.loads(open(path).read()) for path in mini_batch]", JSON),
    "json_of_another": run("data = '[]'\nreturn json.loads(data) + list(mini_batch)", JSON),
    "json_of_the_rebound": run("mini_batch = open(mini_batch[0]).read()\nreturn [json.loads(mini_batch)]", JSON),
    "json_if_text": run("if isinstance(mini_batch, str):\n    return [json.loads(mini_batch)]\nreturn [1]", JSON),
    "json_either": run("try:\n    data = json.loads(mini_batch)\nexcept TypeError:\n    data = mini_batch\nreturn [data]", JSON),
    "json_or_files": run("try:\n    return [json.loads(mini_batch)]\nexcept Exception:\n    return list(mini_batch)", JSON),
    "json_of_a_flag": run("import os\nif os.environ.get('ONLINE'):\n    mini_batch = json.loads(mini_batch)\nreturn [1]", JSON),
    "json_in_a_lambda": run("read = lambda mini_batch: json.loads(mini_batch)\nreturn [read(p) for p in mini_batch]", JSON),
    "own_loads": run("return [json.loads(mini_batch)]", "class json:\n    loads = len\n" + INIT),
    "schema_if_there": "try:\n    import inference_schema\nexcept ImportError:\n    pass\n" + INIT + RUN,
    # names that have a value
    "global_said": run("global names\nif not names:\n    names = 1\nreturn [names]", MODEL),
    "assigned_first": run("names = []\nnames += [1]\nreturn names", MODEL),
    "assigned_on_one_way": run("if mini_batch:\n    names = 1\nreturn [names]", MODEL),
    "assigned_in_an_earlier_turn": run(
        "for path in mini_batch:\n    if path:\n        names = path\n    else:\n        print(names)\nreturn [1]", MODEL
    ),
    "expected_unbound": run("try:\n    names += 1\nexcept UnboundLocalError:\n    names = 1\nreturn [names]", MODEL),
    "first_time": run("try:\n    names += 1\nexcept Exception:\n    names = 1\nreturn [names]", MODEL),
    "by_parameter": INIT + "batch = 1\ndef run(batch):\n    batch += [1]\n    return list(batch)\n",
    "inner_function": run("def count():\n    nonlocal seen\n    seen = 1\ncount()\nprint(seen)\nseen = 2\nreturn [1]", "seen = 0\n" + INIT),
    "in_an_unused_function": "model = 1\ndef other():\n    model += 1\n" + INIT + RUN,
    "own_attribute": init("mlflow.pyfunc.load = mlflow.pyfunc.load_model\nmlflow.pyfunc.load('m')", "import mlflow\n"),
    "other_object": init("loader.load('m')", "class loader:\n    load = len\n"),
    "attribute_if_there": init("load = mlflow.pyfunc.load if hasattr(mlflow.pyfunc, 'load') else None", "import mlflow\n"),
    "attribute_tried": init("try:\n    mlflow.pyfunc.load('m')\nexcept AttributeError:\n    pass", "import mlflow\n"),
    "hidden_module": init("for mlflow in mini:\n    mlflow.pyfunc.load('m')", "import mlflow\nmini = []\n"),
    # classes
    "is_none": run("pred = model.predict(mini_batch)\nif pred is None:\n    return []\nreturn [pred]", MODEL),
    "type_is": run("pred = model.predict(mini_batch)\nif type(pred) is pd.DataFrame:\n    return pred\nreturn [pred]", MODEL),
    "class_variable": run("kind = model.output_class\nif kind is pd.DataFrame:\n    return [1]\nreturn [kind]", MODEL),
    "class_by_call": run("kind = type(mini_batch)\nif kind is list:\n    return [1]\nreturn [kind]", MODEL),
    "class_parameter": "def made(kind):\n    return kind is list\n" + INIT + run("return [made(list)]", ""),
    # the command line
    "known": init("args, _ = parser.parse_known_args()", PARSER),
    "own_list": init("args = parser.parse_args([])", PARSER),
    "main": PARSER + INIT + RUN + 'if __name__ == "__main__":\n    parser.parse_args()\n',
    "never_called": PARSER + "def main():\n    parser.parse_args()\n" + INIT + RUN,
    "on_a_condition": init("import os\nif os.environ.get('LOCAL'):\n    parser.parse_args()", PARSER),
    "exit_caught": init("try:\n    parser.parse_args()\nexcept SystemExit:\n    pass", PARSER),
    "cut_command_line": init("import sys\nsys.argv = sys.argv[:1]\nparser.parse_args()", PARSER),
    "takes_the_rest": init("parser.add_argument('rest', nargs=argparse.REMAINDER)\nparser.parse_args()", PARSER),
    "other_parser": init("parser.parse_args()", "from helpers import parser\n"),
    # the level of the log
    "default": init("logging.root.setLevel(args.logging_level.upper())", KNOWN.replace('level")', 'level", default="info")')),
    "guarded": init("if args.logging_level:\n    logging.root.setLevel(args.logging_level.upper())", KNOWN),
    "filled_in": init("args.logging_level = args.logging_level or 'info'\nlogging.root.setLevel(args.logging_level.upper())", KNOWN),
    "or_else": init("logging.root.setLevel((args.logging_level or 'info').upper())", KNOWN),
    "handed_on": init("complete(args)\nlogging.root.setLevel(args.logging_level.upper())", KNOWN + "from helpers import complete\n"),
    "level_caught": init("try:\n    logging.root.setLevel(args.logging_level)\nexcept TypeError:\n    pass", KNOWN),
    "other_level": init("config.logging_level.upper()", KNOWN + "from helpers import config\n"),
    "basic_config": init("logging.basicConfig(level=args.logging_level)", KNOWN),
    # failures that are told
    "logged": loop("try:\n    results.append(int(path))\nexcept Exception:\n    print('cannot score', path)", end=KEEP),
    "one_kind": loop("try:\n    results.append(int(path))\nexcept ValueError:\n    pass", end=KEEP),
    "tidying_up": loop("results.append(path)\ntry:\n    print(path)\nexcept Exception:\n    pass", end=KEEP),
    "told_later": loop(
        "try:\n    text = open(path).read()\nexcept Exception:\n    pass\nif not text:\n    print(path)\nresults.append(text)",
        end="return results",
    ),
    "not_about_files": run("try:\n    import gc\n    found = gc.collect()\nexcept Exception:\n    pass\nreturn list(mini_batch)"),
    # something to concatenate
    "each": loop("results.append(pd.read_csv(path))"),
    "each_way": loop("if path:\n    results.append(1)\nelse:\n    results.append(2)"),
    "or_raise": loop("if path:\n    results.append(1)\nelse:\n    raise ValueError(path)"),
    "or_fail": loop("if path:\n    results.append(1)\nelse:\n    fail(path)", PANDAS + "def fail(path):\n    raise ValueError(path)\n"),
    "guarded_list": loop("if path:\n    results.append(1)", end="return pd.concat(results) if results else []"),
    "counted": loop("if path:\n    results.append(1)", end="if len(results) == 0:\n        return []\n    return pd.concat(results)"),
    "told_apart_by_a_flag": loop(
        "if path:\n    results.append(1)", end="if not mini_batch[0]:\n        return []\n    return pd.concat(results)"
    ),
    "first_of_each": run(
        "seen = set()\nr = []\nfor path in mini_batch:\n    if path not in seen:\n        seen.add(path)\n        r.append(path)\n"
        "return pd.concat(r)", PANDAS,
    ),
    "extended": loop("results.extend(pd.read_csv(path, chunksize=9))"),
    "helped": loop("add(path, results)", "from helpers import add\n" + PANDAS),
    "by_closure": run(
        "r = []\ndef add(path):\n    r.append(path)\nfor path in mini_batch:\n    if path:\n        r.append(1)\n    add(path)\n"
        "return pd.concat(r)", PANDAS,
    ),
    "raised_again": loop("try:\n    results.append(1)\nexcept OSError:\n    print(path)\n    raise"),
    "value_error": loop(
        "if path:\n    results.append(1)", end="try:\n        return pd.concat(results)\n    except ValueError:\n        return []"
    ),
    "of_each_part": loop("for part in pd.read_csv(path, chunksize=9):\n    results.append(part)"),
    "not_empty_to_begin_with": run(
        "r = [pd.DataFrame()]\nfor path in mini_batch:\n    if path:\n        r.append(1)\nreturn pd.concat(r)", PANDAS
    ),
    "enumerated": run("r = []\nfor number, path in enumerate(sorted(mini_batch)):\n    r.append(path)\nreturn pd.concat(r)", PANDAS),
}  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Judge all scripts in one run, and return what is told of each: rule and line."""
    folder: Path = tmp_path_factory.mktemp("scripts")
    for name, text in [*((name, text) for name, (text, _) in FAULTY.items()), *FINE.items()]:
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    project = load([str(path) for path in sorted(folder.glob("*.py"))], str(folder))
    found: dict[str, list[str]] = {}
    for finding in judge(project, _rules(), IGNORE, explained=False).findings:
        place = finding.location.place
        found.setdefault(place.source.path.removesuffix(".py"), []).append(f"{finding.rule}:{place.line}")
    return found


def _rules() -> Rulebook:
    ids = tuple(rule["id"] for rule in builtin_rules() if "scoring-script" in rule["for"])
    return rulebook([], Selection(select=ids))


@pytest.mark.parametrize("name", FAULTY)
def test_what_is_wrong_is_told_and_nothing_else(name: str, told: dict[str, list[str]]) -> None:
    assert told.get(name, []) == FAULTY[name][1]


@pytest.mark.parametrize("name", FINE)
def test_what_is_fine_is_left_alone(name: str, told: dict[str, list[str]]) -> None:
    assert told.get(name, []) == []
