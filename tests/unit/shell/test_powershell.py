"""PowerShell: what is run, with which words, and what is known of its variables."""

from __future__ import annotations

import pytest

from preflight.passage import PathBelow
from preflight.shell.posix_words import MAX_DEPTH, MAX_WORDS
from preflight.shell.variables import MAX_VARIABLES
from preflight.value import Unknown
from tests.shared.scripts import at, folder, only, plain, run, script, words

PS = "x.ps1"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("az a b", ["a", "b"]),
        ("az a `\n  b `\r\n c\r\n", ["a", "b", "c"]),
        ("az 'a b' \"c d\" 'it''s' \"q\"\"q\"", ["a b", "c d", "it's", '?q"q']),
        ('az "a`"b`n`tc`$d`e"', ['?a"b\n\tc$de']),
        ("az a`b x`,y", ["ab", "x,y"]),
        ("az a # a comment\naz.exe", ["a"]),
        ("az a <# b\n c #> d", ["a", "d"]),
        ("az a<#b#>", ["a"]),
        ("az a; b", ["a"]),
        ("az a | b", ["a"]),
        ("az a && b", ["a"]),
        ("az a &", ["a"]),
        ("az a > out 2>&1 b *> c 3>> d", ["a", "b"]),
        ("& az a", ["a"]),
        ("& 'az' a", ["a"]),
        ("az a,b c", ["?a,b", "c"]),
        ("az a @b $c", ["a", "?@b~", "?$c~"]),
        ("az (a b) @(c) $(d)", ["?(a b)~", "?@(c)~", "?$(d)"]),
        ("az $true ${a b} $a.b[0] $a.b(1) $_ $args", ["?$true~", "?${a b}~", "?$a.b[0]", "?$a.b(1)", "?$_~", "?$args~"]),
        ('az x-$a $a-x "$a.b" "$(a)"', ["?x-$a", "?$a-x", "?$a.b", "?$(a)"]),
        ('az $ "$ a" "a$"', ["$", "$ a", "a$"]),
        ("$a = 'b'; az $a ${a} \"$a\" x$a $A", ["b", "b", "b", "xb", "b"]),
        ('$a = "b"; $c = "x-$a"; az $c', ["x-b"]),
        ("$a = 3; az $a", ["3"]),
        ("$a = $b; az $a", ["?$a~"]),
        ("$b = 'c'; $a = $b; az $a", ["c"]),
        ("[string]$a = 'b'; az $a", ["b"]),
        ("$global:a = 'b'; az $a $script:a", ["b", "b"]),
        ("$env:A = 'b'; az $env:A $a ${env:A}", ["b", "?$a~", "b"]),
        ("az $env:A ${env:A}", ["?$env:A~", "?${env:A}~"]),
        ("$a = 'b' + 'c'; az $a", ["?$a~"]),
        ("$a = 'b'.Trim(); az $a", ["?$a~"]),
        ("$a += 'b'; az $a", ["?$a~"]),
        ("$a = 'b'; $a += 'c'; az $a", ["?$a~"]),
        ("$a = 'b' # c\naz $a", ["b"]),
        ("$a = Get-Date; az $a", ["?$a~"]),
        ("$a = (Get-Date).Year; az $a", ["?$a~"]),
        ("$a = $(Get-Date); az $a", ["?$a~"]),
        ("$a =\naz b", ["b"]),
        ("az b; $a =", ["b"]),
        ("az b; $a = 'x',", ["b"]),
        ("$a = & az b", ["b"]),
        ("az a &&", ["a"]),
        ("az a , b", ["a", "b"]),
        ("$a = 'x', 'y'; az $a", ["x", "y"]),
        ("$a = 'x',\n 'y'; az b", ["b"]),
        ("$a = @('x', \"y\"\n 'z'); az @a end", ["x", "y", "z", "end"]),
        ("$a = @('--name', $b); az @a", ["--name", "?$b~"]),
        ("$a = @(); $a += 'x'; $a += 'y', 'z'; az $a", ["x", "y", "z"]),
        ("$a = @('x'); $a += Get-Date; az $a", ["?$a~"]),
        ("$a = @(Get-Date | x); az $a", ["?| x)~"]),
        ("$a = @('x') + 'y'; az $a", ["?$a~"]),
        ("$a = @'\nit's \"$b\"\n'@\naz $a", ["?it's \"$b\""]),
        ("$b = 'c'\n$a = @\"\nx $b `$d $(e) é\n\"@\naz $a", ["?x c $d $(e) é"]),
        ("$b = 'c'\n$a = @\"\nx $b `$d\n\"@\naz $a", ["x c $d"]),
        ("$a = @'\r\nx\r\n'@\r\naz $a", ["x"]),
        ('$a = @"\nx\n"@\naz $a', ["x"]),
        ("$a = @{b = 'c'; 'd' = \"e\"\n f = $g; h = (1 + 2)}\naz $a", ["b: c", "d: e", "?f: $g", "?h: …"]),
        ("$a = @{b}; az $a", ["?b}~"]),
        ("az -Headers @{b = 'c'; d = \"$e\"} x", ["-Headers", "b: c", "?d: $e", "x"]),
        ("az -h @{} x", ["-h", "x"]),
        ("az -Body @{b = 'c'} x", ["-Body", "?@{b = 'c'}~", "x"]),
        ("$a = @{b = c d}; az $a", ["?b: c…"]),
        ("$a = @{}; az $a x", ["x"]),
        ("$a = @{b=c}; az $a", ["b: c"]),
        ("if ($x) { $a = 'b' }; az $a", ["?$a~"]),
        ("$a = 'b'; if ($x) { $c = $a; az $c }", ["b"]),
        ("$a = 'b'; if ($x) { $a = 'c' } else { az $a }", ["?$a~"]),
        ("foreach ($a in 'x', 'y') { az $a }", ["?$a~"]),
        ("$a = 'b'; foreach ($x in $y) { az $a; $a = 'c' }", ["?$a~"]),
        ("$a = 'b'; while ($x) { az $a }", ["b"]),
        ("$a = 'b'; for ($i = 0; $i -lt 3; $i++) { az $a $i }", ["b", "?$i~"]),
        ("try { $a = 'b' } catch { $a = 'c' }; az $a", ["?$a~"]),
        ("try { $a = 'b' } finally { }; az $a", ["?$a~"]),
        ("$a = 'b'; function f { az $a }", ["b"]),
        ("$a = 'b'; function f($c) { az $a }; $a = 'c'", ["?$a~"]),
        ("$a = 'b'; function f { az $a }; . ./env.ps1", ["?$a~"]),
        ("function f { $a = 'c' }; $a = 'b'; f; az $a", ["b"]),
        ("param([string]$a = 'b')\naz $a", ["?$a~"]),
        ("$a = 'b'; . ./env.ps1; az $a", ["?$a~"]),
        ("$a = 'b'; Invoke-Expression x; az $a", ["?$a~"]),
        ("$a = if ($x) { 'b' } else { 'c' }; az $a", ["?$a~"]),
        ("x | ForEach-Object { az $_ }", ["?$_~"]),
        ("$x = { az a }", ["a"]),
        ("return az a", ["a"]),
        ("az a --b=c", ["a", "--b=c"]),
        (") } az a", ["a"]),
        ("if ($x } y) { az a }", ["a"]),
    ],
)  # fmt: skip
def test_words(text: str, wanted: list[str]) -> None:
    assert only(text, PS) == wanted


@pytest.mark.parametrize(
    "text", ["az 'a", 'az "a', "$a = @'\nb", "az $(a", "if (a", "if (a) { az b", "az @(", "$a = @('x'", "$a = @{b = c"]
)
def test_what_is_not_closed(text: str) -> None:
    fault = script(text, PS).fault
    assert fault is not None
    assert "is not closed" in fault.reason


def test_limits() -> None:
    deep = script("az $(" * (MAX_DEPTH + 1), PS).fault
    assert deep is not None
    assert deep.reason == f"nested more than {MAX_DEPTH} deep"
    long = script("az x\n" + "a " * (MAX_WORDS + 1), PS)
    assert long.fault is not None
    assert [words(command) for command in long.commands] == [["az", "x"]]
    many = "$a = @()\n" + "$a += 'x'\n" * (MAX_VARIABLES + 2) + "az $a"
    assert only(many, PS) == ["?$a~"]
    grown = run("$a = 'x'\n" + '$a = "$a$a"\n' * 40 + 'az $a\naz "$a"', PS)
    assert [line[-1] for line in grown] == ["?$a~", "?$a"]


@pytest.mark.parametrize(
    ("text", "conditional"),
    [
        ("az a", False),
        ("if ($x) { az a }", True),
        ("if (az a) { b }", False),
        ("if ($x) { b }\nelseif ($y) { c } else { az a }", True),
        ("switch ($x) { 'y' { az a } }", True),
        ("do { az a } until ($x)", True),
        ("try { az a } catch { b }", False),
        ("try { b } catch { az a }", True),
        ("function f { az a }", True),
        ("b && az a", False),
        ("b || az a", True),
        ("b || c\naz a", False),
        ("x | % { az a }", True),
    ],
)
def test_what_may_not_run(text: str, conditional: bool) -> None:  # noqa: FBT001 - a parameter of the test
    assert [command.conditional for command in script(text, PS).commands] == [conditional]


def test_what_takes_the_output() -> None:
    text = '$a = az b | ConvertFrom-Json\n$c = (az d).e\n$f = $(az g)\naz h\n$i = "$(az j)"\n'
    assert [(words(one)[1], one.output) for one in script(text, PS).commands] == [("b", "a"), ("d", "c"), ("g", "f"), ("h", ""), ("j", "")]


def test_who_makes_what_a_variable_holds() -> None:
    text = '$t = az token\n$h = @{Authorization = "Bearer $($t.accessToken)"}\n$u = "$(az show)"\nirm -Uri $u -Headers $h\n'
    token, show, request = script(text, PS).commands
    holes = [hole for word in request.words for _, _, hole in word.holes]
    assert [hole.maker for hole in holes] == [show, None]
    plain_table = '$t = az token\n$h = @{Authorization = "Bearer $t"}\nirm x -Headers $h\n'
    token, request = script(plain_table, PS).commands
    assert request.words[3].text == "Authorization: Bearer $t"
    assert request.words[3].holes[0][2].maker is token


def test_places() -> None:
    command = script("$a = 'b'\naz ml `\n  \"x $a\" 'y'\n", PS).commands[0]
    assert [at(word.value()) for word in command.words[1:]] == ["2:4-2:6", "3:3-3:9", "3:10-3:13"]
    assert at(command.words[2].part(2, 3).value()) == "3:6-3:8"


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("az a", "anywhere:"),
        ("cd b; az a", "anywhere:b"),
        ("Set-Location -Path b\\c; az a", "anywhere:b/c"),
        ("cd $PSScriptRoot; az a", "script:"),
        ('cd "$PSScriptRoot/.."; az a', "script:/.."),
        ("cd $PWD; az a", "anywhere:"),
        ("cd $env:GITHUB_WORKSPACE/x; az a", "root:/x"),
        ("cd $x; az a", "?the working directory is not known after `cd`"),
        ("cd /x; cd b; az a", "?the working directory is not known after `cd`"),
        ("cd C:\\x; az a", "?the working directory is not known after `cd`"),
        ("Pop-Location; az a", "?the working directory is not known after `Pop-Location`"),
        ("if ($x) { cd b }; az a", "?`the working directory` is set where it may not run"),
    ],
)
def test_the_working_directory(text: str, where: str) -> None:
    (command,) = script(text, PS).commands
    assert folder(command.folder) == where


def test_a_file_beside_the_script() -> None:
    value = script("az -f $PSScriptRoot/d.yml", PS).commands[0].words[2].value()
    assert isinstance(value, PathBelow)
    assert (value.folder.start, value.folder.path) == ("script", "/d.yml")


def test_files_that_are_written() -> None:
    text = "a > b.yml\nc | Out-File d.yml\nSet-Content -Path e.yml -Value f\nOut-File\nx 2>&1\nx > \n"
    assert [plain(one.path) for one in script(text, PS).written] == ["b.yml", "d.yml", "e.yml"]


def test_programs_of_interest() -> None:
    assert run("./a.ps1 b; bash c.sh; Invoke-RestMethod d; https://x/y.ps1; ls", PS) == [
        ["./a.ps1", "b"], ["bash", "c.sh"], ["Invoke-RestMethod", "d"],
    ]  # fmt: skip


def test_variables_from_outside() -> None:
    assert run("az $env:A $env:a $a", PS, {"A": "b"}) == [["az", "b", "b", "?$a~"]]


def test_quotes_in_what_is_passed_to_a_program() -> None:
    value = script("az '{\"a\": 1}'", PS).commands[0].words[1].value()
    assert isinstance(value, Unknown)
    assert value.reason == "what becomes of double quotes depends on the version of PowerShell"
    assert run("irm -Body '{\"a\": 1}'", PS) == [["irm", "-Body", '{"a": 1}']]
