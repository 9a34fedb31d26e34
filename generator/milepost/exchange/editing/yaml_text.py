"""Values as YAML text: plain where that is unmistakable, quoted where not, in block or in flow style."""

import json
import re
from collections.abc import Sequence
from typing import TypeAlias

from milepost.source.scalars import NumberOutOfRangeError, plain

New: TypeAlias = "str | int | float | bool | list[New] | dict[str, New] | None"
"""A value to be written."""

WIDTH = 110
"""Columns after which text is folded and lists go to lines of their own."""

_STEP = 2
_FIRST_FORBIDDEN = frozenset("-?:,[]{}#&*!|>'\"%@`")
_IN_FLOW = frozenset(",[]{}")
_OTHER_READERS = re.compile(
    r"(?:y|n|yes|no|on|off|=|<<|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?|[-+]?[0-9][0-9_]+)\Z",
    re.IGNORECASE,
)
"""What YAML 1.1 reads as truth values, sexagesimal numbers and the like; quoted, every reader sees text."""


def scalar(value: str | float | bool | None, *, quote: str = "", flow: bool = False) -> str:  # noqa: FBT001
    """One value on one line.

    Args:
        value: What to write.
        quote: The quotation mark that stood there before, which stays where it can.
        flow: Whether it stands between brackets or braces.
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return str(value)
    if quote == "'" and value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    if not quote and _is_plain(value) and not (flow and _IN_FLOW & set(value)):
        return value
    return json.dumps(value, ensure_ascii=False)


def _is_plain(text: str) -> bool:
    if not text or not text.isprintable() or text != text.strip() or text[0] in _FIRST_FORBIDDEN:
        return False
    if ": " in text or " #" in text or text.endswith(":") or text.startswith(("---", "...")):
        return False
    try:
        return plain(text) == text and _OTHER_READERS.match(text) is None
    except NumberOutOfRangeError:
        return False


def flow(value: New) -> str:
    """A value on one line, its lists in brackets and its mappings in braces."""
    if isinstance(value, list):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(key, flow=True)}: {flow(item)}" for key, item in value.items()) + "}"
    return scalar(value, flow=True)


def field(key: str, value: New, column: int, *, quote: str = "") -> list[str]:
    """The lines of a field in block style; the first one without its indentation.

    Args:
        key: The field.
        value: Its value.
        column: Column of the key, from 0.
        quote: The quotation mark that stood there before.
    """
    name = scalar(key)
    if isinstance(value, dict | list):
        return _collection(name, value, column)
    if isinstance(value, str) and not quote:
        if "\n" in value and _fits_literally(value):
            return _literal(name, value, column)
        if column + len(name) + 2 + len(value) > WIDTH and _folds(value):
            return [f"{name}: >-", *_folded(value, column + _STEP)]
    return [f"{name}: {scalar(value, quote=quote)}"]


def record(fields: dict[str, New], column: int, gap: int = 1) -> list[str]:
    """The lines of an item of a list in block style; the first one without its indentation.

    Args:
        fields: What the item says.
        column: Column of the dash, from 0.
        gap: Spaces behind the dash.
    """
    inner = column + 1 + gap
    lines: list[str] = []
    for key, value in fields.items():
        first, *more = field(key, value, inner)
        lines += [" " * inner + first if lines else "-" + " " * gap + first, *more]
    return lines


def items(values: Sequence[New], column: int) -> list[str]:
    """The lines of a list in block style, the first one with its indentation too."""
    lines: list[str] = []
    for value in values:
        first, *more = record(value, column) if value and isinstance(value, dict) else [f"- {flow(value)}"]
        lines += [" " * column + first, *more]
    return lines


def _collection(name: str, value: dict[str, New] | list[New], column: int) -> list[str]:
    short = f"{name}: {flow(value)}"
    if not value or (column + len(short) <= WIDTH and not _has_long_records(value)):
        return [short]
    inner = column + _STEP
    if isinstance(value, list):
        return [f"{name}:", *items(value, inner)]
    lines = [f"{name}:"]
    for key, item in value.items():
        first, *more = field(key, item, inner)
        lines += [" " * inner + first, *more]
    return lines


def _has_long_records(value: dict[str, New] | list[New]) -> bool:
    """Whether a list holds records of many fields, which are read better line by line."""
    return isinstance(value, list) and any(isinstance(item, dict) and len(item) > 4 for item in value)


def _fits_literally(text: str) -> bool:
    """Whether a text of several lines can stand behind `|` as it is."""
    lines = text.rstrip("\n").split("\n")
    return (
        bool(lines[0])
        and not lines[0].startswith(" ")
        and text.strip() != ""
        and all(line.isprintable() and line == line.rstrip() for line in lines)
        and len(text) - len(text.rstrip("\n")) <= 1
    )


def _literal(name: str, text: str, column: int) -> list[str]:
    head = f"{name}: |" if text.endswith("\n") else f"{name}: |-"
    indent = " " * (column + _STEP)
    return [head, *(indent + line if line else "" for line in text.rstrip("\n").split("\n"))]


def _folds(text: str) -> bool:
    """Whether a text can be broken at its single spaces and read back as it was."""
    return (
        text.isprintable() and text == " ".join(text.split(" ")) and "  " not in text and text == text.strip()
    )


def _folded(text: str, column: int) -> list[str]:
    lines: list[str] = []
    words = text.split(" ")
    line = words[0]
    for word in words[1:]:
        if column + len(line) + 1 + len(word) > WIDTH:
            lines.append(" " * column + line)
            line = word
        else:
            line = f"{line} {word}"
    return [*lines, " " * column + line]
