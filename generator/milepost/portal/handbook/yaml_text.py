"""Writes plain data as YAML the way the examples of the handbook are written by hand."""

import json
import re

from milepost.source.scalars import NumberOutOfRangeError, plain
from milepost.source.schemas import Json

_WIDTH = 96
_INDENT = 2
_PLAIN = re.compile(r"[^\W_](?:[^\n:#\[\]{},]|:(?! |$)|(?<! )#)*")
_WORDS = re.compile(r"y|n|yes|no|on|off|true|false|null", re.IGNORECASE)


def to_yaml(data: Json, indent: int = 0) -> str:
    """Write a value in block style; what is short stands on one line.

    Args:
        data: Mappings, lists and scalars.
        indent: Columns that every line is moved to the right.
    """
    return "".join(f"{' ' * indent}{line}\n" for line in _lines(data))


def in_line(data: Json) -> str:
    """Write a value on one line."""
    if isinstance(data, dict):
        return "{" + ", ".join(f"{_scalar(key)}: {in_line(value)}" for key, value in data.items()) + "}"
    if isinstance(data, list):
        return "[" + ", ".join(map(in_line, data)) + "]"
    return _scalar(data)


def _lines(data: Json) -> list[str]:
    if isinstance(data, dict) and data:
        return [line for key, value in data.items() for line in _entry(f"{_scalar(key)}:", value)]
    if isinstance(data, list) and data:
        return [line for item in data for line in _item(item)]
    return [in_line(data)]


def _entry(key: str, value: Json) -> list[str]:
    short = f"{key} {in_line(value)}"
    if not isinstance(value, dict | list) or (_is_flat(value) and len(short) <= _WIDTH):
        return [short]
    return [key, *(" " * _INDENT + line for line in _lines(value))]


def _item(item: Json) -> list[str]:
    short = f"- {in_line(item)}"
    if not isinstance(item, dict | list) or (_is_flat(item) and "id" not in item and len(short) <= _WIDTH):
        return [short]
    first, *rest = _lines(item)
    return [f"- {first}", *(f"  {line}" for line in rest)]


def _is_flat(value: Json) -> bool:
    """Whether a reader takes it in on one line: records with ids and lists of mappings are not."""
    inner = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    return not any(
        isinstance(one, dict | list) and (isinstance(value, list) or not _is_flat(one)) for one in inner
    )


def _scalar(value: Json) -> str:
    if not isinstance(value, str):
        return json.dumps(value)
    try:
        text = plain(value) == value and bool(_PLAIN.fullmatch(value)) and value == value.strip()
    except NumberOutOfRangeError:
        text = False
    return value if text and not _WORDS.fullmatch(value) else json.dumps(value, ensure_ascii=False)
