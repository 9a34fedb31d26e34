"""Edits of a YAML text that touch only the lines they are about, each proven by reading the result."""

from typing import TypeAlias

from milepost.exchange.editing import yaml_text
from milepost.exchange.editing.layout import (
    column,
    end_of,
    end_of_lines,
    in_flow,
    line_end,
    line_start,
    newline_of,
    next_line,
)
from milepost.exchange.editing.yaml_text import New
from milepost.frozen import frozen
from milepost.source.data import Map, Seq, Value
from milepost.source.reader import read

Path: TypeAlias = tuple[str | int, ...]
"""Keys and indexes from the top of a file to a value."""


class EditError(Exception):
    """The text is written in a way that this edit cannot be made to; it has to be made by hand."""


@frozen
class SetField:
    """Write a field of a mapping, new or in place of what it says.

    Attributes:
        path: Where the mapping stands.
        key: The field.
        value: What it shall say.
        behind: Fields behind which a new one stands, the best place first; else it comes last.
    """

    path: Path
    key: str
    value: New
    behind: tuple[str, ...] = ()


@frozen
class RemoveField:
    """Take a field out of a mapping."""

    path: Path
    key: str


@frozen
class AppendItem:
    """Add an item at the end of a list, which begins with it when there is none.

    Attributes:
        path: Where the mapping stands that holds the list.
        key: The field with the list.
        value: The item.
        behind: As for `SetField`, when there is no list.
    """

    path: Path
    key: str
    value: New
    behind: tuple[str, ...] = ()


Edit: TypeAlias = SetField | RemoveField | AppendItem
_Patch: TypeAlias = tuple[int, int, str]


def edited(name: str, text: str, edits: tuple[Edit, ...]) -> str:
    """A text after edits, made one after the other.

    Args:
        name: The file's name, for messages.
        text: The whole file.
        edits: What to change.

    Returns:
        The new text. It reads as the old data with exactly these changes.

    Raises:
        EditError: The text cannot be read, has no such place, or is written so that the edit would do more.
    """
    for edit in edits:
        text = _edited(name, text, edit)
    return text


def _edited(name: str, text: str, edit: Edit) -> str:
    before = read(name, text)
    if before.findings:
        raise EditError(f"{name} cannot be read: {before.findings[0].message}")
    owner = _mapping_at(name, before.data, edit.path)
    # From the last patch to the first, so that the offsets of the others hold.
    patches = sorted(_patches(text, owner, edit), reverse=True)
    result = text
    for start, end, replacement in patches:
        result = result[:start] + replacement + result[end:]
    _change(owner, edit)
    after = read(name, result)
    if after.findings or after.data != before.data:
        line = text.count("\n", 0, owner.mark[0]) + 1
        raise EditError(f"`{edit.key}` at {name}:{line} is written in a way that has to be edited by hand")
    return result


def _mapping_at(name: str, data: Map, path: Path) -> Map:
    value: Value = data
    for step in path:
        if isinstance(value, Map) and isinstance(step, str):
            value = value.get(step)
        elif isinstance(value, Seq) and isinstance(step, int):
            value = value[step] if step < len(value) else None
    if not isinstance(value, Map):
        raise EditError(f"{name} has no fields at {'/'.join(map(str, path))}")
    return value


def _change(owner: Map, edit: Edit) -> None:
    """Make the edit in the data, for comparison."""
    if isinstance(edit, RemoveField):
        del owner[edit.key]
    elif isinstance(edit, SetField):
        owner[edit.key] = _value(edit.value)
    else:
        present = owner.get(edit.key)
        if not isinstance(present, Seq):
            present = owner[edit.key] = Seq()
        present.append(_value(edit.value))


def _value(new: New) -> Value:
    if isinstance(new, list):
        found = Seq()
        found.extend(_value(item) for item in new)
        return found
    if isinstance(new, dict):
        fields = Map()
        fields.update({key: _value(item) for key, item in new.items()})
        return fields
    return new


def _patches(text: str, owner: Map, edit: Edit) -> list[_Patch]:
    if isinstance(edit, RemoveField):
        if edit.key not in owner:
            raise EditError(f"there is no field `{edit.key}` to remove")
        return [_without(text, owner, edit.key)]
    if isinstance(edit, SetField):
        if edit.key in owner:
            return _replaced(text, owner, edit.key, edit.value)
        return [_added(text, owner, edit.key, edit.value, edit.behind)]
    present = owner.get(edit.key)
    if isinstance(present, Seq) and present:
        return [_appended(text, present, edit.value)]
    if present is not None and not isinstance(present, Seq):
        raise EditError(f"`{edit.key}` holds no list")
    if edit.key in owner:
        return _begun(text, owner, edit.key, edit.value)
    return [_added(text, owner, edit.key, [edit.value], edit.behind)]


def _added(text: str, owner: Map, key: str, value: New, behind: tuple[str, ...]) -> _Patch:
    """A new field, behind the one named or the last."""
    newline = newline_of(text)
    if not owner:
        if text[owner.mark[0] : owner.mark[0] + 1] == "{":
            at = owner.mark[0] + 1
            return at, at, f"{yaml_text.scalar(key, flow=True)}: {yaml_text.flow(value)}"
        gap = "" if not text or text[-1] in "\r\n" else newline
        return len(text), len(text), gap + newline.join(_block(key, value, 0)) + newline
    after = next((one for one in behind if one in owner), next(reversed(owner)))
    end = _end_of_field(text, owner, after)
    if in_flow(text, owner):
        colon = "" if _has_colon(text, owner, after) else ":"
        return end, end, f"{colon}, {yaml_text.scalar(key, flow=True)}: {yaml_text.flow(value)}"
    indent = column(text, next(iter(owner.marks.values()))[0])
    at = end_of_lines(text, end, indent)
    first, *more = _block(key, value, indent)
    return at, at, newline.join(("", " " * indent + first, *more))


def _block(key: str, value: New, indent: int) -> list[str]:
    """The lines of a field; a list of records is always written record by record."""
    if isinstance(value, list) and value and all(isinstance(item, dict) for item in value) and not indent:
        return [f"{yaml_text.scalar(key)}:", *yaml_text.items(value, 2)]
    return yaml_text.field(key, value, indent)


def _end_of_field(text: str, owner: Map, key: str) -> int:
    return end_of(text, owner[key], owner.marks[key][2:])


def _has_colon(text: str, owner: Map, key: str) -> bool:
    """Whether a key has its colon; between braces a key without a value may lack it."""
    marks = owner.marks[key]
    return ":" in text[marks[1] : max(marks[2], marks[1] + 1)]


def _replaced(text: str, owner: Map, key: str, value: New) -> list[_Patch]:
    """Another value for a field, in the style of the one it had."""
    start = owner.marks[key][2]
    end = _end_of_field(text, owner, key)
    old = owner[key]
    newline = newline_of(text)
    flow = in_flow(text, owner)
    if old is None and start == end:
        if not flow:
            return _filled(text, owner, key, value)
        colon_too = "" if _has_colon(text, owner, key) else ":"
        return [(start, end, f"{colon_too} {yaml_text.flow(value)}")]
    if flow:
        _refuse_comments(text, key, start, end if isinstance(old, Map | Seq) else start)
        return [(start, end, _again(text[start], value))]
    indent = column(text, owner.marks[key][0])
    quote = text[start] if text[start] in "'\"" and isinstance(value, str) else ""
    lines = yaml_text.field(key, value, indent, quote=quote)
    colon = text.index(":", owner.marks[key][1]) + 1
    _refuse_comments(text, key, colon, _end_of_what_goes(text, old, start, end))
    spaces = text[colon:start] if not text[colon:start].strip(" ") and len(lines) == 1 else " "
    head, *more = newline.join(lines).removeprefix(f"{yaml_text.scalar(key)}:").splitlines(keepends=True)
    return [(colon, end, "".join((spaces + head.lstrip(" ") if head.strip() else head, *more)))]


def _end_of_what_goes(text: str, old: Value, start: int, end: int) -> int:
    """Until where a replaced value may hold comments: all of a list, the first line of `|` and `>`."""
    if isinstance(old, Map | Seq):
        return end
    return line_end(text, start) if text[start] in "|>" else start


def _refuse_comments(text: str, key: str, start: int, end: int) -> None:
    if "#" in text[start:end]:
        raise EditError(f"`{key}` has a comment that would be lost")


def _again(first: str, value: New) -> str:
    if isinstance(value, list | dict):
        return yaml_text.flow(value)
    quote = first if first in "'\"" and isinstance(value, str) else ""
    return yaml_text.scalar(value, quote=quote, flow=True)


def _filled(text: str, owner: Map, key: str, value: New) -> list[_Patch]:
    """A value for a field of a block that has none; a comment behind the colon stays where it is."""
    begin, _, at, _ = owner.marks[key]
    first, *more = _block(key, value, column(text, begin))
    head = first.removeprefix(f"{yaml_text.scalar(key)}:")
    below = newline_of(text).join(("", *more))
    end = line_end(text, at)
    return [(at, at, head)] + ([(end, end, below)] if more else [])


def _without(text: str, owner: Map, key: str) -> _Patch:
    """A field and what separates it from its neighbours."""
    keys = list(owner)
    place = keys.index(key)
    begin = owner.marks[key][0]
    end = _end_of_field(text, owner, key)
    if in_flow(text, owner):
        if place > 0:
            begin = _end_of_field(text, owner, keys[place - 1])
        elif len(keys) > 1:
            end = owner.marks[keys[1]][0]
    else:
        start = line_start(text, begin)
        if text[start:begin].strip(" "):
            raise EditError(f"`{key}` shares its line with the dash of its record")
        begin, end = start, next_line(text, line_end(text, end))
    _refuse_comments(text, key, begin, end)
    return begin, min(end, len(text)), ""


def _appended(text: str, present: Seq, value: New) -> _Patch:
    """One more item of a list, laid out as the last one is."""
    last = present[-1]
    start, _ = present.marks[-1]
    end = end_of(text, last, present.marks[-1])
    if in_flow(text, present):
        return end, end, f", {yaml_text.flow(value)}"
    newline = newline_of(text)
    dash = text.rindex("-", 0, start)
    indent = column(text, dash)
    at = end_of_lines(text, end, indent)
    separated = len(present) > 1 and _blank_line_before(text, dash)
    same_line = line_start(text, start) == line_start(text, dash)
    lines = _item(text, last, value, indent, start - dash - 1 if same_line else 1)
    return at, at, newline.join(("", "", *lines) if separated else ("", *lines))


def _item(text: str, last: Value, value: New, indent: int, gap: int) -> list[str]:
    if not value or not isinstance(value, dict) or (isinstance(last, Map) and in_flow(text, last)):
        return [" " * indent + f"- {yaml_text.flow(value)}"]
    first, *more = yaml_text.record(value, indent, max(1, gap))
    return [" " * indent + first, *more]


def _blank_line_before(text: str, dash: int) -> bool:
    """Whether an empty line stands before an item and the comment above it."""
    at = line_start(text, dash)
    while at > 0:
        above = line_start(text, at - (2 if text[at - 2 : at] == "\r\n" else 1))
        line = text[above:at].strip()
        if not line.startswith("#"):
            return not line
        at = above
    return False


def _begun(text: str, owner: Map, key: str, value: New) -> list[_Patch]:
    """The first item of a list that is empty or not written."""
    marks = owner.marks[key]
    if in_flow(text, owner):
        return _replaced(text, owner, key, [value])
    if owner[key] is None and marks[2] == marks[3]:
        return _filled(text, owner, key, [value])
    colon = text.index(":", marks[1]) + 1
    _refuse_comments(text, key, colon, marks[3])
    first, *more = _block(key, [value], column(text, marks[0]))
    head = first.removeprefix(f"{yaml_text.scalar(key)}:")
    end = line_end(text, marks[3])
    patches = [(colon, marks[3], head)]
    return patches + ([(end, end, newline_of(text).join(("", *more)))] if more else [])
