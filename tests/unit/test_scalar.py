"""Scalars: what azure-ai-ml reads, what rule files mean, and what is filled in later."""

from __future__ import annotations

import time
from datetime import date

import pytest
import yaml

from preflight.scalar import _MEMO, azure_dialect, has_placeholder, rule_dialect

# YAML 1.1, as `yaml.safe_load` has it.
ODD = (
    "", "~", "null", "Null", "NULL", "nul", "yes", "No", "on", "OFF", "y", "true", "TRUE", "tRue", "0", "-0", "+1", "012", "09", "0o14",
    "0x1F", "0b1_0",
    "1_000", "_1", "1:30", "1:99", "-1:30:15", "1.5", ".5", "5.", "1.", "1e3", "1.0e+3", "1.0e3", "6.8_5", "1:30.5", ".inf", "-.INF",
    ".nan", "+", ".",
    "2", "text", "3.10", "3:1", "1 000", "=text", "é", "１２",  # noqa: RUF001 - the test
)  # fmt: skip


@pytest.mark.parametrize("text", ODD, ids=repr)
def test_azure_reads_yaml_1_1(text: str) -> None:
    made = azure_dialect().plain(text)
    expected = yaml.safe_load(text)
    assert (type(made), repr(made)) == (type(expected), repr(expected))


def test_dates_stay_text() -> None:
    assert yaml.safe_load("2026-01-02") == date(2026, 1, 2)
    for text in ("2026-01-02", "2001-12-14t21:59:43.10-05:00"):
        assert azure_dialect().plain(text) == text


@pytest.mark.parametrize("text", ["9" * 5000, "0b_", "0x_"], ids=lambda text: text[:4])
def test_numbers_that_cannot_be_built_stay_text(text: str) -> None:
    with pytest.raises(ValueError, match=r"invalid literal|limit"):
        yaml.safe_load(text)
    assert azure_dialect().plain(text) == text


def test_huge_floats_are_what_python_makes_of_them() -> None:
    assert azure_dialect().plain("1.0e+999") == float("inf")
    assert azure_dialect().plain("0." + "1" * 900) == pytest.approx(1 / 9)


@pytest.mark.parametrize(
    "text", ["0x" + "f" * 5000, "0b" + "1" * 20_000, "0" + "7" * 9000, "1" + ":30" * 100_000, "9" * 1001, "1." + "0" * 1000], ids=len
)
def test_numbers_that_nobody_means_stay_text(text: str) -> None:
    start = time.perf_counter()
    assert azure_dialect().plain(text) == text
    assert azure_dialect().tagged("tag:yaml.org,2002:int", text) == text
    assert time.perf_counter() - start < 1


def test_every_number_can_be_printed() -> None:
    for text in ("0x" + "f" * 998, "0b" + "1" * 998, "0" + "7" * 999, "1" + ":30" * 333, "9" * 1000):
        number = azure_dialect().plain(text)
        assert isinstance(number, int)
        assert len(str(number)) > 100


@pytest.mark.parametrize(
    ("tag", "text", "data"),
    [
        ("str", "12", "12"),
        ("int", "0x10", 16),
        ("int", "twelve", "twelve"),
        ("float", "1", 1.0),
        ("float", "much", "much"),
        ("bool", "yes", True),
        ("bool", "maybe", "maybe"),
        ("null", "anything", None),
        ("binary", "aGk=", "aGk="),
        ("timestamp", "2026-01-02", "2026-01-02"),
    ],
)
def test_a_tag_says_what_a_scalar_is(tag: str, text: str, data: object) -> None:
    made = azure_dialect().tagged(f"tag:yaml.org,2002:{tag}", text)
    assert (type(made), made) == (type(data), data)


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("true", True), ("false", False), ("True", "True"), ("no", "no"), ("on", "on"), ("null", None), ("~", None), ("", None),
        ("Null", "Null"),
        ("12", 12), ("-3", -3), ("+3", 3), ("012", 12), ("0o14", 12), ("0x1F", 31), ("1_000", "1_000"), ("3:1", "3:1"), ("1.5", 1.5),
        (".5", 0.5), ("1e3", 1000.0),
        ("1e999", "1e999"), (".inf", ".inf"), ("2026-01-02", "2026-01-02"), ("9" * 5000, "9" * 5000),
    ],
    ids=lambda value: str(value)[:10],
)  # fmt: skip
def test_rule_files_mean_yaml_1_2(text: str, data: object) -> None:
    made = rule_dialect().plain(text)
    assert (type(made), made) == (type(data), data)


def test_only_azure_files_have_placeholders() -> None:
    assert azure_dialect().placeholders
    assert not rule_dialect().placeholders


def test_the_memo_is_bounded_and_changes_nothing() -> None:
    dialect = azure_dialect()
    for number in range(_MEMO + 10):
        assert dialect.plain(str(number)) == number
    assert len(dialect._memo) == _MEMO
    assert dialect.plain(str(_MEMO + 5)) == _MEMO + 5
    assert dialect.plain("0") == 0


HELD = (
    "${{ vars.NAME }}", "x-${{a}}-y", "${V}", "$(build.id)", "$(a b)", "$NAME", "a/$name/b", "__NAME__", "a__X_1__b", "#{Name}#",
    "{{ name }}", "{{}}",
    "<your-endpoint>", "<A>", "a <b c.d:e> f", "</p> <name>", "${{\n}}", "<a>",
)  # fmt: skip
PLAIN = (
    "", "text", "$", "$5", "US$ 5", "a$b", "$$name", "$()", "${", "${V", "}", "${{ ", "{{", "}} {{", "__name__", "____", "__X", "#{X}",
    "}# #{", "<", "<>", "<1>", "< a >",
    "<p>text</p>", "a < b > c", "1 <2> 3", "<a/>", "a_b__c", "{ {a} }", "price in US$, per node",
)  # fmt: skip


@pytest.mark.parametrize("text", HELD)
def test_placeholders(text: str) -> None:
    assert has_placeholder(text)


@pytest.mark.parametrize("text", PLAIN)
def test_no_placeholders(text: str) -> None:
    assert not has_placeholder(text)


@pytest.mark.parametrize("part", ["${{", "${", "{{", "#{", "<a>", "<a ", "$(a", "__A", "$$a", "<", "_"], ids=repr)
def test_a_hostile_text_is_looked_at_in_no_time(part: str) -> None:
    many = part * (1_000_000 // len(part))
    start = time.perf_counter()
    for text in (many, many + "</", "</" + many, "}}}#>" + many):
        has_placeholder(text)
    assert time.perf_counter() - start < 2
