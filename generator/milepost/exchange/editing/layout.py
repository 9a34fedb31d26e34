"""How a text is laid out: lines, columns, and where a value really ends."""

import re

from milepost.source.data import Map, Seq, Value

_KEEPS_LINES = re.compile(r"[|>][0-9]*\+")


def newline_of(text: str) -> str:
    """The line end that a text uses, LF when it has none."""
    at = text.find("\n")
    if at > 0 and text[at - 1] == "\r":
        return "\r\n"
    return "\r" if at < 0 and "\r" in text else "\n"


def line_start(text: str, at: int) -> int:
    """Where the line begins that holds an offset."""
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def line_end(text: str, at: int) -> int:
    """Where the line ends that holds an offset, before its line end."""
    ends = [end for end in (text.find("\n", at), text.find("\r", at)) if end >= 0]
    return min(ends, default=len(text))


def next_line(text: str, end: int) -> int:
    """Where the line behind a line's end begins."""
    return end + (2 if text.startswith("\r\n", end) else 1)


def column(text: str, at: int) -> int:
    """Column of an offset, from 0."""
    return at - line_start(text, at)


def in_flow(text: str, collection: Map | Seq) -> bool:
    """Whether a collection is written in brackets or braces."""
    return text[collection.mark[0] : collection.mark[0] + 1] in ("[", "{")


def end_of(text: str, value: Value, mark: tuple[int, int]) -> int:
    """Behind the last character of a value.

    The parser puts the end of a block where the next one begins; comments and empty lines between the two
    are no part of it.
    """
    while isinstance(value, Map | Seq) and value and not in_flow(text, value):
        if isinstance(value, Map):
            last = next(reversed(value))
            mark, value = value.marks[last][2:], value[last]
        else:
            mark, value = value.marks[-1], value[-1]
    start, end = mark
    if end > start and _KEEPS_LINES.match(text, start):
        last_break = max(text.rfind("\n", start, end), text.rfind("\r", start, end))
        return last_break - 1 if text[last_break - 1 : last_break + 1] == "\r\n" else last_break
    while end > start and text[end - 1] in " \t\r\n":
        end -= 1
    return end


def end_of_lines(text: str, at: int, beyond: int) -> int:
    """Where the line ends that holds an offset, or the last line of the comment that goes on below it.

    Args:
        text: The whole text.
        at: Where a value ends.
        beyond: A comment belongs to the value when it begins behind this column.
    """
    end = line_end(text, at)
    while end < len(text):
        begin = next_line(text, end)
        below = text[begin : line_end(text, begin)]
        if not below.lstrip(" ").startswith("#") or len(below) - len(below.lstrip(" ")) <= beyond:
            break
        end = line_end(text, begin)
    return end
