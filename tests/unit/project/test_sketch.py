"""Drawing nodes and links: each thing once, with what is known of it and where it stands."""

from __future__ import annotations

from preflight.document import Document, parse
from preflight.picture import Knowledge, Node, Role
from preflight.project.sketch import Sketch, elsewhere, knowledge_of, place_of, whole
from preflight.scalar import azure_dialect
from preflight.source import Place, Source
from preflight.value import Absent, Present, Unknown, child, placed

SOURCE = Source("d.yml", "a: 1\nb: {c: [2, 3]}\n")


def document() -> Document:
    made = parse(SOURCE, azure_dialect())
    assert isinstance(made, Document)
    return made


def place(line: int) -> Place:
    return Place(SOURCE, line, 1, line, 2)


def test_a_node_that_is_drawn_again_keeps_what_it_was() -> None:
    sketch = Sketch()
    first = Node(Role.MODEL, "", (place(1),), ("id",), Knowledge.NOT_ASKED, "nobody asked")
    again = Node(Role.FILE, "m", (place(2), place(1)), ("id", "other"), Knowledge.UNKNOWN, "refused")
    sketch.add("key", first)
    sketch.add("key", again)
    (node,) = sketch.picture().nodes
    assert node == Node(Role.MODEL, "m", (place(1), place(2)), ("id", "other"), Knowledge.NOT_ASKED, "nobody asked")


def test_that_a_node_was_checked_comes_first() -> None:
    for nodes in ((Knowledge.UNKNOWN, Knowledge.CHECKED), (Knowledge.CHECKED, Knowledge.UNKNOWN)):
        sketch = Sketch()
        for knowledge in nodes:
            sketch.add("key", Node(Role.MODEL, "m", (), (), knowledge, "" if knowledge is Knowledge.CHECKED else "why"))
        assert sketch.picture().nodes == (Node(Role.MODEL, "m"),)


def test_links() -> None:
    sketch = Sketch()
    sketch.add("a", Node(Role.ENDPOINT, "a"))
    sketch.add("b", Node(Role.DEPLOYMENT, "b"), "a")
    sketch.add("b", Node(Role.DEPLOYMENT, "b"), "a")
    sketch.add("b", Node(Role.DEPLOYMENT, "b"), "b")
    sketch.link("nobody", "a")
    sketch.link("a", "nobody")
    assert sketch.picture().links == ((0, 1),)
    assert sketch.has("a")
    assert not sketch.has("nobody")


def test_the_place_of_a_value_has_its_key() -> None:
    root = document().root
    assert [str(one) for one in place_of(child(root, "a"))] == ["d.yml:1:1"]
    assert [str(one) for one in place_of(child(root, "b"))] == ["d.yml:2:1"]
    assert [str(one) for one in place_of(root)] == ["d.yml:1:1"]
    assert place_of(Present(3)) == ()


def test_a_key_of_another_text_is_no_part_of_a_place() -> None:
    value = placed("x", child(document().root, "a"))
    other = Source("other.yml", "a: 1\n")
    key = parse(other, azure_dialect())
    assert isinstance(key, Document)
    value.key = child(key.root, "a").key
    assert [str(one) for one in place_of(value)] == ["d.yml:1:4"]


def test_all_of_a_text() -> None:
    assert whole(SOURCE) == Place(SOURCE, 1, 1, 4, 1)


def test_the_parts_that_stand_in_another_text() -> None:
    root = document().root
    assert elsewhere(root, SOURCE) == ()
    assert len(elsewhere(root, Source("other.yml", ""))) == 6
    many = Present([placed(number, child(root, "a")) for number in range(3)])
    assert [str(one) for one in elsewhere(many, Source("other.yml", ""))] == ["d.yml:1:4"]


def test_of_very_many_parts_some_count() -> None:
    source = Source("d.yml", "a: [" + "1, " * 500 + "]\n")
    made = parse(source, azure_dialect())
    assert isinstance(made, Document)
    assert len(elsewhere(made.root, SOURCE)) == 100


def test_how_much_is_known() -> None:
    assert knowledge_of(Present(1), "gone") == (Knowledge.CHECKED, "")
    assert knowledge_of(Absent(), "gone") == (Knowledge.MISSING, "gone")
    assert knowledge_of(Unknown("why"), "gone") == (Knowledge.UNKNOWN, "why")
    assert knowledge_of(Unknown("why", asked=False), "gone") == (Knowledge.NOT_ASKED, "why")
