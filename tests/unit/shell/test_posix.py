"""Scripts of POSIX shells: what is found in them, and what is passed over."""

from __future__ import annotations

import pytest

from preflight.shell.posix import parse
from preflight.shell.posix_words import MAX_DEPTH, MAX_WORDS
from preflight.shell.syntax import Block, Simple
from tests.shared.scripts import at, only, run, script, words

AZ = ["az", "x"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("az a b", ["a", "b"]),
        ("az a \\\n   b\\\nc", ["a", "bc"]),
        ("az a \\\r\n  b\r\n", ["a", "b"]),
        ("az 'a b' \"c d\" e\\ f ''", ["a b", "c d", "e f", ""]),
        ("az a'b'\"c\"d", ["abcd"]),
        ('az "a\\"b\\$c\\`d\\\\e\\f"', ['a"b$c`d\\e\\f']),
        ('az "a\\\nb" \\\\', ["ab", "\\"]),
        ("az $'a b' $'a\\nb' $\"c\"", ["a b", "?$'a\\nb'", "c"]),
        ("az a#b # a comment", ["a#b"]),
        ("az a;b", ["a"]),
        ("az a && b", ["a"]),
        ("az a | tr a b", ["a"]),
        ("az a & b", ["a"]),
        ("az a > out 2>&1 < in >> more &> all 2> err >| x <> y", ["a"]),
        ("az a <<< 'b c' d", ["a", "d"]),
        ("az a > >(tee log) b", ["a", "b"]),
        ("az $", ["$"]),
        ("az a 3 b", ["a", "3", "b"]),
        ("az <name> -n <your-name> b", ["?<name>", "-n", "?<your-name>", "b"]),
        ("az a <in>", ["a", "?<in>"]),
        ("az a <in.txt>out.txt b", ["a", "b"]),
        ("az ( a )", ["a"]),
        ("az a (b", ["a", "b"]),
        ('az a $1 "$@" $* $? $# ${10} ${@}', ["a", "?$1~", "?$@~", "?$*~", "?$?~", "?$#~", "?${10}~", "?${@}~"]),
        ("az $((1 + 2)) $(( (1) ))", ["?$((1 + 2))~", "?$(( (1) ))~"]),
        ('az *.yml a?b x[0] {a,b} {1..3} {a} http://x/?a=b "*"', ["?*.yml", "?a?b", "x[0]", "?{a,b}", "?{1..3}", "{a}",
        "http://x/?a=b", "*"]),
        ("az a\ue000b", ["a\ue000b"]),
        ('az "a`echo b`c" \ue000', ["?a`echo b`c", "\ue000~"]),
        ("az a\tb", ["a", "b"]),
        ("az a`echo b`c", ["?a`echo b`c"]),
        ("az `echo \\`date\\``", ["?`echo \\`date\\``~"]),
        ("az 'a", None),
        ('az "a', None),
        ('az "a\\', None),
        ("az $'a", None),
        ("az `a", None),
        ("az `a\\`", None),
        ("az $(a", None),
        ("az ${a", None),
        ("az ${a'}b", ["?${a'}b"]),
        ("A=(a", None),
    ],
)  # fmt: skip
def test_words(text: str, wanted: list[str] | None) -> None:
    if wanted is None:
        reading = script(text)
        assert reading.fault is not None
        assert "is not closed" in reading.fault.reason
        assert reading.commands == ()
    else:
        assert only(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "if az x; then :; fi",
        "if a; then az x; fi",
        "if a; then b; elif az x; then c; fi",
        "if a; then b; elif c; then d; else az x; fi",
        "if a\nthen\n  az x\nfi\n",
        "while az x; do b; done",
        "while a; do az x; done < in",
        "until a; do az x; done",
        "for a in b c; do az x; done",
        "for a\ndo az x\ndone",
        "for a in b \\\n c\ndo\naz x\ndone",
        "for ((i=0;i<3;i++)); do az x; done",
        "for a in $(az x); do b; done",
        "select a in b; do az x; done",
        "case $a in b) az x ;; esac",
        "case $a in (b|c) az x;; *) d;; esac",
        "case $a in b) ;; c) az x ;& d) e ;;& *) f\nesac",
        'case "$(az x)" in b) c ;; esac',
        "case a in\n b)\n  case c in d) az x ;; esac\n ;;\nesac",
        "case a in b) c\nesac\naz x",
        "case a in\n\nesac\naz x",
        "case a in b\naz x",
        "f() { az x; }",
        "f ( ) {\n az x\n}\n",
        "function f { az x; }",
        "function f() { az x; }",
        "f()\n{\n az x\n}",
        "f() ( az x )",
        "f() az x",
        "( az x )",
        "(az x) > out",
        "{ az x; } 2> /dev/null",
        "! az x",
        "time az x",
        "a || az x",
        "a && az x",
        "az x || a",
        "a | az x",
        "az x |& a",
        "a; az x",
        "a & az x",
        "a\n\n;az x",
        "a ;; az x",
        ") az x",
        "fi; az x",
        "done az x",
        "A=$(az x)",
        'A="$(az x)"',
        "A=`az x`",
        "echo $(az x)",
        "echo $(echo $(az x))",
        'echo "$(echo "$(az x)")"',
        "echo `az x`",
        "echo <(az x)",
        "cat < <(az x)",
        "a > $(az x)",
        "A=($(az x))",
        "[[ $(az x) == y ]] && b",
        "[[ -n $a && ( $b < c ) ]]; az x",
        "[[ a\n|| b ]]; az x",
        "[ a ]; az x",
        "((a++)); az x",
        "((a++\naz x",
        "A=b az x",
        "sudo az x",
        "sudo -E az x",
        "env A=b az x",
        "timeout 60 az x",
        "command az x",
        "cat <<EOF\naz y\n$(az z)\nEOF\naz x",
        "cat <<-EOF\n\taz y\n\tEOF\naz x",
        "cat <<'E F'\naz y\nE F\naz x",
        'cat <<"$A"\naz y\n"$A"\naz x',
        "cat <<A <<B\naz y\nA\naz z\nB\naz x",
        "cat <<EOF | az x\naz y\nEOF",
        "if a; then cat <<EOF\naz y\nEOF\naz x; fi",
        "case a in\n  b) cat <<EOF\naz y\nEOF\n az x ;;\nesac",
        "# az y\naz x",
        "#!/bin/bash\naz x",
        "echo 'az y'; az x",
        "if a; then b; done; az x; fi",
        "$(echo) az y; az x",
        "a `echo $(az x)`",
        "a[1]=b; az x",
        "declare -a A=(b c); az x",
        "A=(b # c\n d); az x",
        "A=(b;c) az x",
        "<in az x",
        "coproc az x",
        "let a=1 b+=2; az x",
        "printf -v a b; az x",
        "${a:-$(az y)}; az x",
        'echo ${a:-"b}"} \\} ${b//\\}/c} ; az x',
        "echo ${a:={b}}; az x",
    ],
)
def test_where_commands_are_found(text: str) -> None:
    assert run(text) == [AZ]


@pytest.mark.parametrize(
    "text",
    [
        "echo az x",
        "# az x",
        "'az x'",
        "azure x",
        "az() { echo; }",
        "cat <<EOF\naz x\n",
        "$(az",
        "xaz x",
        "sudo -E",
        "",
        "\n \t\r\n",
        "\\",
        "if",
        "for",
        "function",
        "case",
        "case a",
        "[[",
        "((",
        "f()",
    ],
)
def test_where_there_is_none(text: str) -> None:
    assert script(text).commands == ()


@pytest.mark.parametrize(
    ("text", "conditional"),
    [
        ("az x", False),
        ("a && az x", False),
        ("[ -n a ] && az x", True),
        ("[[ -n a ]] && az x", True),
        ("grep a b && c && az x", True),
        ("a || az x", True),
        ("a || b && az x", True),
        ("a || b\naz x", False),
        ("if az x; then b; fi", False),
        ("if a; then az x; fi", True),
        ("if a; then b; fi; az x", False),
        ("while az x; do b; done", True),
        ("case a in b) az x;; esac", True),
        ("f() { az x; }", True),
        ("( az x )", False),
        ("{ az x; }", False),
        ("A=$(az x)", False),
        ("a || A=$(az x)", True),
        ("if a; then if b; then c; fi; az x; fi", True),
        ("run az ml", True),
        ("run -q a az role", True),
    ],
)
def test_what_may_not_run(text: str, conditional: bool) -> None:  # noqa: FBT001 - a parameter of the test
    assert [command.conditional for command in script(text).commands] == [conditional]


def test_a_wrapper_shows_its_words_or_runs_them() -> None:
    assert run("log az ml a") == [["az", "ml", "a"]]
    assert run("log a b c d e f az ml") == []
    assert run("log az login") == []
    assert run("jq az ml") == []
    assert run("/usr/bin/az x") == [["/usr/bin/az", "x"]]


def test_what_takes_the_output() -> None:
    reading = script('A=$(az a)\nB="$(az b)"\nC=x$(az c)\nexport D=$(az d | tr a b)\naz e\nE=($(az f))\nF=$(az g $(az h))\n')
    assert [(words(one)[1], one.output) for one in reading.commands] == [
        ("a", "A"), ("b", "B"), ("c", ""), ("d", "D"), ("e", ""), ("f", ""), ("h", ""), ("g", "F"),
    ]  # fmt: skip


def test_places_of_commands_and_words() -> None:
    command = script("a && \\\n  az ml \"b $X\" \\\n   --f='c d'\n").commands[0]
    assert at(command.words[0].value()) == "2:3-2:5"
    assert [at(word.value()) for word in command.words[2:]] == ["2:9-2:15", "3:4-3:13"]
    near = command.near.place
    assert near is not None
    assert (near.line, near.column, near.end_line, near.end_column) == (2, 3, 3, 13)
    value = command.words[3]
    assert at(value.part(4, 7).value()) == "3:9-3:12"


def test_where_a_script_stops_being_readable() -> None:
    reading = script("az a\nb 'c\n")
    assert [words(command) for command in reading.commands] == [["az", "a"]]
    assert reading.fault is not None
    assert (at(reading.fault), reading.fault.reason) == ("2:3-2:4", "the quote is not closed")


def test_limits() -> None:
    deep = script("az x $(" * (MAX_DEPTH + 1))
    assert deep.fault is not None
    assert deep.fault.reason == f"nested more than {MAX_DEPTH} deep"
    long = script("az x\n" + "a " * MAX_WORDS)
    assert long.fault is not None
    assert long.fault.reason == f"more than {MAX_WORDS:,} words"
    assert [words(command) for command in long.commands] == [["az", "x"]]


def test_a_very_long_sum_is_no_sum() -> None:
    sum_ = "$((" + "1+" * 2_000 + "1))"
    assert only(f"az {sum_} x") == [f"?{sum_}~", "x"]
    assert run(f"(({'1+' * 9_000}1)); az x")[-1] == ["az", "x"]


def test_what_a_script_is_made_of() -> None:
    parsed = parse("a=1\nf() { b=2; cd c; }\nif d; then e=(3); read g; fi\neval h\n")
    assert [node.sort if isinstance(node, Block) else "simple" for node in parsed.nodes] == ["simple", "function", "if", "simple"]
    assert [sorted(node.names) for node in parsed.nodes if isinstance(node, Block)] == [["/", "b"], ["e", "g"]]
    assert parsed.counts == {"a": 1, "b": 1, "/": 1, "e": 1, "g": 1, "*": 1}
    assert (parsed.arrays, parsed.wild > 0, parsed.fault) == ({"e", "g"}, True, None)
    last = parsed.nodes[-1]
    assert isinstance(last, Simple)
    assert last.words[0].literal == "eval"


def test_a_here_document_is_given_to_its_command() -> None:
    command = script('curl -d @- <<EOF\n{"a": 1}\nEOF\n').commands[0]
    assert command.given is not None
    assert (command.given.text, at(command.given.value())) == ('{"a": 1}\n', "2:1-3:1")
    assert script("curl a < in").commands[0].given is None
    assert getattr(script("curl -d @- <<EOF\nx").commands[0].given, "text", None) == "x"
