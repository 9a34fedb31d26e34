"""Records in their files: the next free id, the file a new one goes to, and the order of its fields."""

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import cast

from milepost.exchange.editing.edits import Path as DataPath
from milepost.exchange.editing.yaml_text import New
from milepost.project import Project, Record
from milepost.source.data import Map, Seq, Value
from milepost.source.schemas import PROJECT, RecordList

_NUMBERED = re.compile(r"(.*?)([0-9]+)\Z", re.DOTALL)
_AROUND_ID = "A-Za-z0-9._-"


def next_id(project: Project, entry: RecordList) -> str:
    """The id of the next record of a kind: one more than the highest, written as the others are.

    An id that is named anywhere in the project's files is passed over, even if no record has it: it was once
    somebody's.

    Args:
        project: The project.
        entry: The kind.
    """
    found = [match for record in project.all(entry.kind) if (match := _NUMBERED.match(record.id))]
    prefixes = Counter(match[1] for match in found)
    prefix = prefixes.most_common(1)[0][0] if prefixes else entry.prefix
    numbers = [match[2] for match in found if match[1] == prefix]
    width = max((len(number) for number in numbers if number.startswith("0")), default=0)
    number = max((int(number) for number in numbers), default=0) + 1
    used = _numbers_in_text(project, prefix)
    while number in used:
        number += 1
    return f"{prefix}{number:0{width}d}"


def _numbers_in_text(project: Project, prefix: str) -> set[int]:
    pattern = re.compile(rf"(?<![{_AROUND_ID}]){re.escape(prefix)}([0-9]+)(?![A-Za-z0-9_-])")
    return {int(number) for document in project.documents for number in pattern.findall(document.text)}


def file_of_new(project: Project, entry: RecordList, root: Path) -> tuple[str, str]:
    """The file that a new record of a kind goes to, and the register it belongs to.

    That is where the record with the highest id stands; without records the register's file, or a new one.

    Args:
        project: The project.
        entry: The kind.
        root: The project folder.
    """
    records = project.all(entry.kind)
    if records:
        last = max(records, key=_number)
        return last.document.path, last.document.register
    for document in project.documents:
        if document.register == entry.register or (
            document.register == PROJECT and entry.key in document.data
        ):
            return document.path, document.register
    name = f"{entry.register}.yaml"
    return (f"{entry.register}/{name}" if (root / entry.register).is_dir() else name), entry.register


def _number(record: Record) -> int:
    match = _NUMBERED.match(record.id)
    return int(match[2]) if match else -1


def path_of(record: Record) -> DataPath:
    """Where a record stands in its file."""
    pending: list[tuple[Value, DataPath]] = [
        (record.document.data.get(record.entry.key), (record.entry.key,))
    ]
    while pending:
        value, path = pending.pop()
        if value is record.data:
            return path
        if isinstance(value, Seq):
            pending.extend((item, (*path, index)) for index, item in enumerate(value))
        elif isinstance(value, Map) and record.entry.key in value:
            pending.append((value[record.entry.key], (*path, record.entry.key)))
    raise LookupError(record.id)


def behind(key: str, schema_order: Sequence[str], written: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The fields that one may stand behind, the best first: as in other records, else as in the schema.

    Args:
        key: The field.
        schema_order: All fields in the order of the schema.
        written: The fields of other records, the one to look at first being first.
    """
    like = next((fields for fields in written if key in fields), ())
    order = _like(schema_order, like)
    return tuple(reversed(order[: order.index(key)]))


def in_order(fields: dict[str, New], entry: RecordList, like: Record | None) -> dict[str, New]:
    """The fields of a new record in the order of a record that the file has, else of the schema."""
    order = _like(field_order(entry), tuple(like.data) if like is not None else ())
    return {key: fields[key] for key in sorted(fields, key=order.index)}


def _like(schema_order: Sequence[str], written: Sequence[str]) -> list[str]:
    """All fields in the order of a record; those it lacks stand behind their neighbour in the schema."""
    order = list(written)
    place = 0
    for key in schema_order:
        if key in order:
            place = order.index(key) + 1
        else:
            order.insert(place, key)
            place += 1
    return order


def field_order(entry: RecordList) -> tuple[str, ...]:
    """The fields of a kind in the order of its schema."""
    return tuple(cast("dict[str, object]", entry.schema.get("properties", {})))


def examples_for(record: Record, project: Project) -> list[tuple[str, ...]]:
    """The fields of the other records of its kind in its file, as written, the one before it first."""
    same = [one for one in project.all(record.entry.kind) if one.document is record.document]
    place = next(index for index, one in enumerate(same) if one is record)
    return [tuple(one.data) for one in (*reversed(same[:place]), *same[place + 1 :])]
