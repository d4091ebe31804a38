"""Texts made of pieces: where each character stands, and what is not known of them."""

from __future__ import annotations

from preflight.passage import HOLE, Builder, Folder, Hole, Passage, PathBelow, Pieced
from preflight.source import Source
from preflight.value import Present, Unknown
from tests.shared.scripts import at, passage

WHY = Hole("$X", "`$X` is not set in this file")


def built(*parts: str | Hole, text: str = "az $X 'b c'") -> Pieced:
    """Return parts that stand one after the other in a script."""
    script = passage(text)
    builder, offset = Builder(script), 0
    for part in parts:
        length = len(part.text if isinstance(part, Hole) else part)
        if isinstance(part, Hole):
            builder.hole(part, offset, offset + length)
        else:
            builder.same(offset, offset + length)
        offset += length
    return builder.built((0, offset))


def test_a_passage_stands_where_its_text_does() -> None:
    whole = passage("one\ntwo three\n")
    assert at(whole.value()) == "1:1-3:1"
    word = whole.part(4, 7)
    assert (word.text, at(word.value()), at(word.value(1, 3))) == ("two", "2:1-2:4", "2:2-2:4")
    assert at(word.part(1, 2).value()) == "2:2-2:3"


def test_a_value_with_a_hole_is_not_known_and_keeps_its_text() -> None:
    value = built("az ", WHY).value()
    assert isinstance(value, Unknown)
    assert (value.text, value.reason, at(value)) == ("az $X", WHY.reason, "1:1-1:6")
    assert isinstance(built("az ", WHY).value(0, 2), Present)
    assert [hole.text for _, _, hole in built("az ", WHY).holes_in(4, 5)] == ["$X"]
    assert built("az ", WHY).holes_in(0, 3) == built(WHY, "az", text="$Xaz").holes_in(2, 4) == ()


def test_what_looks_like_a_hole_is_none_the_more_known() -> None:
    value = passage("<name>").value()
    assert isinstance(value, Unknown)
    assert value.text == "<name>"


def test_a_part_keeps_its_share_of_the_holes() -> None:
    part = built("az ", WHY, " '").part(1, 4)
    assert (part.text, part.holes) == ("z $", ((2, 3, WHY),))


def test_a_text_in_the_place_of_another_stands_there_as_a_whole() -> None:
    script = passage('--name "$X" end')
    builder = Builder(script)
    builder.same(0, 7)
    builder.passage(Passage(Source("env.yml", "a long value")), 8, 10)
    word = builder.built((0, 11))
    assert (word.text, len(builder)) == ("--name a long value", 19)
    assert at(word.part(9, 13).value()) == "1:9-1:11"
    assert at(word.value()) == "1:1-1:12"
    assert at(word.part(0, 6).value()) == "1:1-1:7"


def test_pieces_move_with_the_text_before_them() -> None:
    first = passage("ab\ncd").part(0, 2)
    second = passage("ab\ncd").part(3, 5)
    joined = Pieced(passage("ab\ncd"), "abcd", [*first.moved(0), (2, 3, -1)])
    assert [joined.begin(offset) for offset in range(4)] == [0, 1, 3, 4]
    assert second.moved(7) == [(7, 3, -1)]


def test_nothing_stands_at_the_beginning_of_what_it_is_for() -> None:
    empty = Builder(passage("a ''")).built((2, 4))
    assert (empty.text, at(empty.value())) == ("", "1:3-1:5")
    nowhere = Pieced(passage("ab"), "", [])
    assert at(nowhere.value()) == "1:1-1:1"


def test_a_path_below_a_folder_is_known_where_its_text_is_not() -> None:
    root = Hole("$ROOT", "`$ROOT` is not set in this file", None, Folder("root", "sub"))
    below = built(root, "/d.yml", text="$ROOT/d.yml").value()
    assert isinstance(below, PathBelow)
    assert (below.text, below.folder) == ("$ROOT/d.yml", Folder("root", "sub/d.yml"))
    assert isinstance(built(root, text="$ROOT").value(), PathBelow)
    assert not isinstance(built(root, "x.yml", text="$ROOTx.yml").value(), PathBelow)
    assert not isinstance(built("a", root, text="a$ROOT").value(), PathBelow)
    assert not isinstance(built(root, "/<x>.yml", text="$ROOT/<x>.yml").value(), PathBelow)
    assert not isinstance(built(root, WHY, text="$ROOT$X").value(), PathBelow)


def test_a_sealed_text_has_one_character_for_each_hole() -> None:
    word = built("az ", WHY, " 'b")
    sealed = word.sealed()
    assert (sealed.text, sealed.holes) == (f"az {HOLE} 'b", ((3, 4, WHY),))
    assert at(sealed.value(5, 7)) == "1:7-1:9"
    assert sealed.sealed() is sealed
    assert sealed.hole_at(3) is WHY
    assert sealed.hole_at(2) is sealed.hole_at(4) is None
    assert passage("a").hole_at(0) is None


def test_a_hole_can_be_called_something_else() -> None:
    assert WHY.named("${X}") == Hole("${X}", WHY.reason)
