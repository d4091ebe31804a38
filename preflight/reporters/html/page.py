"""The frame of a page that needs nothing but itself: its head, its landmarks, and a policy that lets nothing else in."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files

from preflight.record import Record
from preflight.reporters.html.markup import Markup, element, joined, verbatim

_POLICY = "default-src 'none'; style-src '{style}'; script-src '{script}'; img-src data:; base-uri 'none'; form-action 'none'"


class Section(Record):
    """A part of a page that one can go to: its id, its heading, what stands in it, and a class that says how it is laid out."""

    id: str
    heading: str
    content: Markup
    layout: str = ""


def page(title: str, header: Markup, sections: list[Section], footer: Markup, *, skip_to: int = 0) -> str:
    """Return a whole page: a header, sections with headings, links to them, and a footer.

    `skip_to` is the number of the section that most readers come for: the first link of the page leads there.
    """
    most = sections[skip_to]
    style, script = _own("style.css"), _own("script.js")
    policy = _POLICY.format(style=_hash(style), script=_hash(script))
    head = element(
        "head",
        element("meta", charset="utf-8"),
        Markup(f'<meta http-equiv="Content-Security-Policy" content="{policy}">'),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="referrer", content="no-referrer"),
        element("title", title),
        element("link", rel="icon", href="data:,"),
        element("style", verbatim(style)),
    )
    body = element(
        "body",
        element("a", f"Skip to {most.heading}", class_="skip", href=f"#{most.id}"),
        element("header", header, element("nav", element("ul", *map(_link, sections)), aria_label="Parts of this page"), class_="top"),
        element("main", joined(map(_section, sections))),
        element("footer", footer),
        element("script", verbatim(script)),
    )
    return f'<!doctype html>\n<html lang="en">\n{head}\n{body}\n</html>\n'


def _link(section: Section) -> Markup:
    return element("li", element("a", section.heading, href=f"#{section.id}"))


def _section(section: Section) -> Markup:
    heading = element("h2", section.heading, id=f"{section.id}-heading")
    return element(
        "section",
        heading,
        section.content,
        id=section.id,
        aria_labelledby=f"{section.id}-heading",
        class_=section.layout or None,
        tabindex="-1",
    )


def _own(name: str) -> str:
    return files("preflight.reporters.html").joinpath(name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    """Return what a policy calls an inline style or script by: https://www.w3.org/TR/CSP3/#grammardef-hash-source."""
    return f"sha256-{b64encode(sha256(content.encode()).digest()).decode()}"
