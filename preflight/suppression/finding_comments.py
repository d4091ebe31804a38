"""Where comments of preflight stand in a source: in YAML, Python, shells and the cells of notebooks."""

from __future__ import annotations

import tokenize
from bisect import bisect_right

import yaml

from preflight.pattern import Pattern
from preflight.project.discovery import ENDINGS, MLMODEL
from preflight.suppression.comment import read_comment
from preflight.suppression.rows import Rows, is_comment, rows_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from preflight.source import Source
    from preflight.suppression.comment import Comment

MARKER = "preflight: ignore"
_MARKED = Pattern(r"#[ \t]*preflight: ignore(?![\w-])")
_MARKED_CMD = Pattern(r"(?i:[ \t]*(?:@?rem[ \t]|::)[ \t]*)preflight: ignore(?![\w-])")
_CMD = (".cmd", ".bat")
# What may stand before the comments at the top of a file.
_BEFORE_TOP = ("#!", "---", "%YAML", "%TAG", "@echo off", "@ECHO OFF")


class Comments:
    """The exceptions that comments of a source make: for the whole file, or for the statement that begins in a row."""

    def __init__(self, source: Source) -> None:
        """Read the comments of a source."""
        self.rows = rows_of(source)
        self.whole: list[Comment] = []
        self.of_row: dict[int, list[Comment]] = {}
        self._heads = self.rows.heads()
        self._read()

    def all(self) -> Iterator[Comment]:
        """Yield every exception, in no order."""
        yield from self.whole
        for comments in self.of_row.values():
            yield from comments

    def head(self, row: int) -> int:
        """Return the row in which the statement of a row begins."""
        return self._heads[row] if 0 <= row < len(self._heads) else row

    def _read(self) -> None:
        rows = self.rows
        covered = rows.covered()
        top = _rows_at_top(rows)
        for row, column, behind in _marks(rows):
            text = rows.texts[row]
            comment = read_comment(text[behind:], rows.place(row, column, len(text.rstrip())))
            alone = is_comment(text)
            about = covered[row] if alone else row
            if alone and row < top:
                self.whole.append(comment)
            else:
                self.of_row.setdefault(-1 if about is None else self.head(about), []).append(comment)


def _rows_at_top(rows: Rows) -> int:
    """Return how many rows stand before the first that is neither blank nor a comment."""
    for number, text in enumerate(rows.texts):
        plain = text.strip()
        if plain and not is_comment(text) and not plain.startswith(_BEFORE_TOP):
            return number
    return 0  # nothing follows that they could be about


def _marks(rows: Rows) -> Iterator[tuple[int, int, int]]:
    """Yield the row of each comment of preflight, where it begins there, and where what it says begins."""
    path = rows.source.path
    find = _MARKED_CMD.match if path.endswith(_CMD) else _MARKED.search
    found = [
        (row, match.start() + len(match[0]) - len(match[0].lstrip()), match.end())
        for row, text in enumerate(rows.texts)
        if MARKER in text and (match := find(text)) is not None
    ]
    if path.endswith(".py"):
        comments = dict(_python_comments(rows.texts))
        return ((row, column, end) for row, column, end in found if comments.get(row, column + 1) <= column)
    if path.endswith(ENDINGS) or path.rpartition("/")[2] == MLMODEL:
        texts = _YamlTexts(rows.source.text)
        return ((row, column, end) for row, column, end in found if texts.may_comment(row, column, rows.texts[row]))
    return ((row, column, end) for row, column, end in found if _begins_comment(rows.texts[row], column))


def _python_comments(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Yield row and column of each comment, as far as the text is Python."""
    following = (f"{line}\n" for line in lines)
    try:
        for token in tokenize.generate_tokens(lambda: next(following, "")):
            if token.type == tokenize.COMMENT:
                yield token.start[0] - 1, token.start[1]
    except (tokenize.TokenError, SyntaxError):
        return


class _YamlTexts:
    """The scalars of a YAML text: what looks like a comment in one of them is text, but in a block it may be a script's comment."""

    def __init__(self, text: str) -> None:
        self._starts: list[tuple[int, int]] = []
        self._ends: list[tuple[int, int]] = []
        self._blocks: list[bool] = []
        try:
            for token in yaml.scan(text, yaml.CLoader):
                if isinstance(token, yaml.ScalarToken):
                    self._starts.append((token.start_mark.line, token.start_mark.column))
                    self._ends.append((token.end_mark.line, token.end_mark.column))
                    self._blocks.append(token.style in {"|", ">"})
        except yaml.YAMLError:
            return  # what was read so far is told; the file is unchecked

    def may_comment(self, row: int, column: int, text: str) -> bool:
        """Tell whether a `#` begins a comment, of YAML or of a script that stands in a block."""
        index = bisect_right(self._starts, (row, column)) - 1
        if index < 0 or self._ends[index] <= (row, column):
            return True
        return self._blocks[index] and _begins_comment(text, column)


def _begins_comment(text: str, column: int) -> bool:
    """Tell whether a `#` begins a comment of a shell or of Python: it follows a blank, and is in no quotes that its row opens."""
    if column and text[column - 1] not in " \t;":
        return False
    quote = ""
    escaped = False
    for character in text[:column]:
        if escaped:
            escaped = False
        elif character in "\\`" and quote != "'":
            escaped = True
        elif quote:
            quote = "" if character == quote else quote
        elif character in "'\"":
            quote = character
    return not quote
