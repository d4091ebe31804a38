"""What a script knows of its own variables and of its working directory: what is said must be right, all else is not known."""

from __future__ import annotations

import pytest

from preflight.passage import PathBelow
from preflight.shell import variables as doubts
from preflight.value import Unknown
from tests.shared.scripts import at, folder, only, plain, run, script, words


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("A=b; az $A", ["b"]),
        ('A=b; az ${A} "$A" "x-${A}/y" $A.yml', ["b", "b", "x-b/y", "b.yml"]),
        ("A='b c'; az $A \"$A\" x$A", ["b", "c", "b c", "xb", "c"]),
        ("A='b c '; az ${A}d $A", ["b", "c", "d", "b", "c"]),
        ("A=; az $A \"$A\" x$A ''", ["", "x", ""]),
        ("A=b; B=$A-c; az $B", ["b-c"]),
        ("A=b; A=c; az $A", ["c"]),
        ("A=b; A+=c; az $A", ["bc"]),
        ("A+=c; az $A", ["?$A~"]),
        ("A=b A=c; az $A", ["c"]),
        ("export A=b; az $A", ["b"]),
        ("export A; A=b; az $A", ["b"]),
        ("readonly A=b; az $A", ["b"]),
        ("A=b; export $(cat .env); az $A", ["?$A~"]),
        ("A=b env; az $A", ["?$A~"]),
        ("az $A", ["?$A~"]),
        ('az "$A" x$A', ["?$A", "?x$A"]),
        ('A=$B; az $A "$A"', ["?$A~", "?$A"]),
        ("A=b-$B; az $A x$A", ["?b-$B", "?xb-$B"]),
        ("A=$(date); az $A", ["?$A~"]),
        ("A=x-$(date +%s); az $A", ["?$A~"]),
        ('A=x-`date`; az "y$A"', ["?yx-`date`"]),
        ("A=b; az ${A:-c} ${A-c} ${A:?c} ${A?c}", ["b", "b", "b", "b"]),
        ('A=; az "${A:-c}" "${A-c}"', ["?${A:-c}", ""]),
        ("A=b; az ${A:+c} ${A+c} ${A%b} ${A,,} ${#A} ${!A}", ["?${A:+c}~", "?${A+c}~", "?${A%b}~", "?${A,,}~", "?${#A}~", "?${!A}~"]),
        ('az ${A:-c} "${A:=c}" ${A:+d}', ["?${A:-c}~", "?${A:=c}", "?${A:+d}~"]),
        ("A=b; A[1]=c; az $A", ["?$A~"]),
        ("A=b; read A; az $A", ["?$A~"]),
        ("A=b; unset A; az $A", ["?$A~"]),
        ("A=b; mapfile -t A < x; az $A", ["?$A~"]),
        ("A=b; printf -v A c; az $A", ["?$A~"]),
        ("A=b; let A=1; az $A", ["?$A~"]),
        ("A=b; let x=1 ++A; az $A", ["?$A~"]),
        ("A=b; ((A+=1)); az $A", ["?$A~"]),
        ("A=b; : ${A:=c}; az $A", ["?$A~"]),
        ("A=b; : ${A:=$(c)}; az $A", ["?$A~"]),
        ("A=b; eval c; az $A $B", ["?$A~", "?$B~"]),
        ("A=b; . ./env; az $A", ["?$A~"]),
        ("A=b; source env; A=c; az $A", ["c"]),
        ("if x; then A=b; fi; az $A", ["?$A~"]),
        ("if x; then A=b; az $A; fi", ["b"]),
        ("A=b; if x; then C=$A; az $C; fi", ["b"]),
        ("A=b; if x; then A=c; else az $A; fi", ["b"]),
        ("if A=b; then az $A; fi", ["b"]),
        ("A=b; case x in y) A=c;; esac; az $A", ["?$A~"]),
        ("A=b; for A in c d; do :; done; az $A", ["?$A~"]),
        ("for A in c d; do az $A; done", ["?$A~"]),
        ("A=b; for x in y; do az $A; A=c; done", ["?$A~"]),
        ("A=b; for x in y; do az $A; done", ["b"]),
        ("for x in y; do A=b; az $A; done", ["b"]),
        ("A=b; while x; do eval y; done; az $A", ["?$A~"]),
        ("A=b; while az $A; do eval y; done", ["?$A~"]),
        ("A=b; x && A=c; az $A", ["?$A~"]),
        ("A=b; x && A=c && az $A", ["c"]),
        ("A=b; x || A=c; az $A", ["?$A~"]),
        ("A=b; x && y; az $A", ["b"]),
        ("A=b; ( A=c ); az $A", ["b"]),
        ("A=b; ( A=c; az $A )", ["c"]),
        ("A=b; { A=c; }; az $A", ["c"]),
        ("A=b; A=c | x; az $A", ["b"]),
        ("A=b; x | A=c; az $A", ["b"]),
        ("A=b; A=c & az $A", ["b"]),
        ("A=b; x $(A=c); az $A", ["b"]),
        ("f() { A=c; }; A=b; az $A", ["b"]),
        ("f() { A=c; }; A=b; f; az $A", ["?$A~"]),
        ("A=b; f() { A=c; }; az $A", ["?$A~"]),
        ("f() { eval x; }; A=b; f; az $A", ["?$A~"]),
        ("A=b; f() { az $A; }; f", ["b"]),
        ("A=b; f() { az $A; }; A=c; f", ["?$A~"]),
        ("f() { az $A; }; A=b; f", ["?$A~"]),
        ("A=b; f() { az $A; }; eval x; f", ["?$A~"]),
        ("f() { local A=b; az $A; }; f", ["b"]),
        ('f() { az $1 "$2"; }; f a', ["?$1~", "?$2"]),
        ('A=(b "c d" $E); az "${A[@]}"', ["b", "c d", "?$E~"]),
        ("A=(b 'c d'); az ${A[@]} ${A[*]} $A ${A[1]} \"${A[1]}\"", ["b", "c", "d", "b", "c", "d", "b", "c", "d", "c d"]),
        ('A=(b c); az "${A[*]}" "x${A[@]}y" ${A[5]}', ["?${A[*]}", "xb", "cy", "?${A[5]}~"]),
        ('A=(); az "${A[@]}" x $A', ["x", "?$A~"]),
        ('A=(b); A+=(c); az "${A[@]}"', ["b", "c"]),
        ('A=(b); A+=c; az "${A[@]}"', ["?${A[@]}~"]),
        ('A=(b c); A=d; az "${A[@]}"', ["d", "c"]),
        ('A=b; az "${A[@]}" ${A[0]} ${A[1]}', ["b", "b", "?${A[1]}~"]),
        ('if x; then A=(b c); fi; A=d; az "${A[@]}" $A', ["?${A[@]}~", "d"]),
        ('A=(b c); if x; then A=(d); fi; az "${A[@]}"', ["?${A[@]}~"]),
        ('A=($B c); az "${A[@]}"', ["?$B~", "c"]),
        ("A=(b); az $A ${A}c", ["b", "bc"]),
        ('A=("x y" z); B=${A[@]}; az "$B"', ["x yz"]),
        ("CMD='az ml x'; $CMD y", ["ml", "x", "y"]),
        ("AZ=az; $AZ ml x", ["ml", "x"]),
        ("A='--set a=b'; az $A", ["--set", "a=b"]),
    ],
)  # fmt: skip
def test_variables(text: str, wanted: list[str]) -> None:
    assert only(text) == wanted


def test_a_variable_that_runs_something_else() -> None:
    assert run("CMD=ls; $CMD az; $X az; CMD=; $CMD az") == []


def test_variables_from_outside() -> None:
    assert run("az $A $B; A=c; az $A", known={"A": "b", "B": "<name>"}) == [["az", "b", "<name>"], ["az", "c"]]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("az $A", "`$A` is not set in this file"),
        ("if x; then A=b; fi; az $A", "`$A` is set where it may not run"),
        ("for A in b; do az $A; done", "`$A` changes in a loop"),
        ("A=b; f() { A=c; }; az $A", "`$A` may be changed by a function"),
        ("read A; az $A", "`$A` is set when the script runs"),
        ("source ./env.sh; az $A", "`$A` may be set by `source ./env.sh`"),
        ("az $1", "`$1` is an argument of the script"),
        ("az ${A:-b}", "`A` may be set from outside"),
        ("if x; then A=b; fi; az ${A:-b}", "`$A` is set where it may not run"),
        ("az $(x)", "what a command prints is not known"),
        ("A=$(x); az $A", "what a command prints is not known"),
        ("az ${A/b/c}", "only a shell can work it out"),
        ("A=b; az ${A^^}", "`${A^^}` is worked out by the shell"),
        ("az *.yml", "the shell looks up what files `*.yml` stands for"),
        ("az <name>", "`<name>` is still to be written"),
    ],
)
def test_why_something_is_not_known(text: str, reason: str) -> None:
    value = script(text).commands[-1].words[1].value()
    assert isinstance(value, Unknown)
    assert value.reason == reason


def test_a_value_stands_where_the_variable_is_used() -> None:
    command = script("A='b c'\naz \"$A\" x-$A\n").commands[0]
    assert [at(word.value()) for word in command.words[1:]] == ["2:4-2:8", "2:9-2:13", "2:9-2:13"]
    assert at(command.words[2].part(2, 3).value()) == "2:11-2:13"


def test_who_makes_what_a_variable_holds() -> None:
    reading = script(
        'T=$(az account get-access-token -o tsv | tr a b)\ncurl -H "Bearer $T" ${T} "$(az x)" $(date)\nU=$(az a; az b)\ncurl $U\n'
    )
    account, inner, first, *_ = reading.commands
    holes = [hole for word in first.words for _, _, hole in word.holes]
    assert [hole.maker for hole in holes] == [account, account, inner, None] or words(inner)[0] == "curl"


def test_makers_by_name() -> None:
    reading = script('T=$(az token)\ncurl "$T"\n')
    token, curl = reading.commands
    ((_, _, hole),) = curl.words[1].holes
    assert (hole.maker, hole.text, hole.source) == (token, "$T", "$(az token)")
    both = script("T=$(az a; az b)\ncurl $T\n").commands[-1]
    assert both.words[1].holes[0][2].maker is None


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("az x", "anywhere:"),
        ("cd a; az x", "anywhere:a"),
        ("cd a && az x", "anywhere:a"),
        ("cd a; cd ../b; az x", "anywhere:a/../b"),
        ("cd -- a; az x", "anywhere:a"),
        ("cd a/$B; az x", "?the working directory is not known after `cd a/$B`"),
        ("B=c; cd a/$B; az x", "anywhere:a/c"),
        ("cd /a; az x", "?the working directory is not known after `cd /a`"),
        ("cd ~; az x", "?the working directory is not known after `cd ~`"),
        ("cd; az x", "?the working directory is not known after `cd`"),
        ("cd -; az x", "?the working directory is not known after `cd -`"),
        ("cd 'C:/a'; az x", "?the working directory is not known after `cd 'C:/a'`"),
        ("cd /a; cd b; az x", "?the working directory is not known after `cd /a`"),
        ("cd $A; az x", "?the working directory is not known after `cd $A`"),
        ("if y; then cd a; fi; az x", "?`the working directory` is set where it may not run"),
        ("for a in b; do cd c; done; az x", "?`the working directory` is set where it may not run"),
        ("for a in b; do az x; cd c; done", "?`the working directory` changes in a loop"),
        ("(cd a; az x)", "anywhere:a"),
        ("(cd a); az x", "anywhere:"),
        ("pushd a > /dev/null; az x", "anywhere:a"),
        ("pushd a; popd; az x", "anywhere:"),
        ("popd; az x", "?the working directory is not known after `popd`"),
        ("pushd a; if y; then popd; fi; az x", "?`the working directory` is set where it may not run"),
        ("f() { az x; }", "anywhere:"),
        ("f() { az x; }; cd a", "?`the working directory` may be changed by a function"),
        ("f() { cd a; }; f; az x", "?`the working directory` may be changed by a function"),
        ('cd "$(dirname "$0")"; az x', "script:"),
        ("cd $(dirname $0)/..; az x", "script:/.."),
        ('cd "${0%/*}"; az x', "script:"),
        ('cd "${BASH_SOURCE%/*}/a"; az x', "script:/a"),
        ('D=$(cd "$(dirname "${BASH_SOURCE[0]}")" >/dev/null 2>&1 && pwd); cd "$D/a"; az x', "script:/a"),
        ('D="$( cd "$( dirname "${BASH_SOURCE[0]:-$0}" )/../.." && pwd -P )"; cd $D; az x', "script:/../.."),
        ('P="$0"; D=$(dirname "$P"); R=$(dirname "$D"); cd $R/..; az x', "script:/../.."),
        ("D=$(dirname $(readlink -f $0)); cd $D; az x", "script:"),
        ("D=$(realpath .); cd $D; az x", "anywhere:."),
        ("cd a; D=$(pwd); cd b; cd $D; az x", "anywhere:a"),
        ("cd a; cd $PWD/b; az x", "anywhere:a/b"),
        ("D=$(git rev-parse --show-toplevel); cd $D/a; az x", "root:/a"),
        ("cd $GITHUB_WORKSPACE/a; az x", "root:/a"),
        ("D=$(echo a); cd $D; az x", "anywhere:a"),
        ("D=$(git rev-parse HEAD); cd $D; az x", "?the working directory is not known after `cd $D`"),
        ("D=$(ls); cd $D; az x", "?the working directory is not known after `cd $D`"),
        ("D=$(dirname $1); cd $D; az x", "?the working directory is not known after `cd $D`"),
        ("D=$(dirname /a/b); cd $D; az x", "?the working directory is not known after `cd $D`"),
        ("D=$(cd a; cd b; cd c; cd d; pwd); cd $D; az x", "?the working directory is not known after `cd $D`"),
        ("D=$(pwd || x); cd $D; az x", "?the working directory is not known after `cd $D`"),
        ("D=$(dirname a b); cd $D; az x", "?the working directory is not known after `cd $D`"),
        ("cd $A; D=$(pwd); E=$(dirname x); cd $D; az x", "?the working directory is not known after `cd $D`"),
    ],
)
def test_the_working_directory(text: str, where: str) -> None:
    (command,) = script(text).commands
    assert folder(command.folder) == where


def test_a_file_beside_the_script() -> None:
    value = script('az -f "$(dirname "$0")/d.yml"').commands[0].words[2].value()
    assert isinstance(value, PathBelow)
    assert (value.folder.start, value.folder.path, value.text) == ("script", "/d.yml", '$(dirname "$0")/d.yml')


def test_files_that_are_written() -> None:
    text = """\
cat <<EOF > a.yml
name: x
EOF
cat <<EOF >> b.yml
y
EOF
echo x > "$D/c.yml" 2> /dev/null
if y; then z > d.yml; fi
sed -i 's/a/b/' e.yml f.yml
sed 's/a/b/' g.yml
yq -i '.a = 1' h.yml
yq eval -i .a=1 i.yml
cp a b j.yml
mv k l
x | tee -a m.yml
{ y; } > n.yml
(z) > o.yml
for a in b; do c; done > p.yml
envsubst < q > r.yml
tee
x > >(y)
$Z > s.yml
> t.yml
"""
    reading = script(text)
    found = [plain(one.path) for one in reading.written]
    assert found == [
        "a.yml", "b.yml", "?$D/c.yml", "d.yml", "e.yml", "f.yml", "h.yml", "i.yml", "j.yml", "l", "m.yml", "n.yml", "o.yml",
        "p.yml", "r.yml",
        "?>(y)", "s.yml", "t.yml",
    ]  # fmt: skip
    first, second, *_ = reading.written
    assert first.text is not None
    assert (first.text.text, second.text) == ("name: x\n", None)
    assert [one.conditional for one in reading.written[2:4]] == [False, True]
    assert folder(first.folder) == "anywhere:"


def test_scripts_that_are_called() -> None:
    assert run('bash -x a.sh b; ./c.sh; sh d; source e; . f; python g.py; https://h/i.sh; "$D/j.sh" k') == [
        ["bash", "-x", "a.sh", "b"], ["./c.sh"], ["sh", "d"], ["source", "e"], [".", "f"],
    ]  # fmt: skip


def test_a_hostile_number_of_variables() -> None:
    many = "".join(f"V{number}=1\n" for number in range(doubts.MAX_VARIABLES + 10))
    assert run(f"{many}az $V1 $V{doubts.MAX_VARIABLES + 5}")[0] == ["az", "1", f"?$V{doubts.MAX_VARIABLES + 5}~"]


def test_a_hostile_number_of_changes() -> None:
    function = "f() { " + "".join(f"V{number}=1; " for number in range(10)) + "}\n"
    assert run(f"A=b\n{function}" + "f\n" * 40_000 + "az $A\nA=b\naz $A") == [["az", "?$A~"], ["az", "?$A~"]]
    branches = run("A=b\n" + "if x; then eval y; A=c; fi\n" * 12_000 + "az $A")
    assert branches == [["az", "?$A~"]]


def test_a_hostile_growth() -> None:
    found = run("A=b\n" + "A=$A$A\n" * 60 + "az $A x\n" * 3)
    assert {word[0] for words_ in found for word in words_[1:2]} <= {"?", "b"}
    assert all(words_[-1] == "x" for words_ in found)
    split = run("A='" + "b " * 3_000 + "'\n" + "az $A\n" * 100)
    assert split[0][1:3] == ["b", "b"]
    assert split[-1][-1].endswith("~")
    listed = run("A=(" + "b " * 3_000 + ")\n" + 'az "${A[@]}"\n' * 100)
    assert listed[-1][-1].endswith("~")
    assert all(word == "b" for word in listed[-1][1:-1])
