"""Readings that are remembered between runs: a file whose text is unchanged is not parsed again.

An entry holds the whole text it was made from and counts only when that is equal, so it can never be out of
date and a clash of keys only costs a parse. Files with findings are always read anew.
"""

import json
import zlib
from typing import TypeAlias, cast

from milepost import __version__
from milepost.source.data import Map, Seq, Value
from milepost.source.reader import Reading, read
from milepost.source.user_cache import Store

FORMAT = 1
"""Layout of the entries; it rises when reading changes what it makes of a text."""

WORTH_IT = 1_500
"""Characters from which a file is remembered; shorter ones are parsed faster than fetched."""

Frozen: TypeAlias = "str | int | float | bool | list[Frozen] | None"


def read_remembered(path: str, text: str, place: str, store: Store) -> Reading:
    """As `read` of a whole file.

    Args:
        path: The file's name, for positions.
        text: The whole text of the file.
        place: Where the file is on this machine, which names its entry.
        store: Where entries are kept.
    """
    if len(text) < WORTH_IT:
        return read(path, text)
    key = f"{zlib.crc32(place.encode('utf-8', 'surrogatepass')):08x}.json"
    data = _thawed_entry(store.read(key), text)
    if data is not None:
        return Reading(data, (), whole=True)
    reading = read(path, text)
    if reading.whole and not reading.findings:
        entry = [FORMAT, __version__, text, _frozen(reading.data)]
        store.write(key, json.dumps(entry, ensure_ascii=False, separators=(",", ":"), check_circular=False))
    return reading


def _thawed_entry(kept: str | None, text: str) -> Map | None:
    if kept is None:
        return None
    try:
        entry = json.loads(kept)
        if entry[:3] != [FORMAT, __version__, text]:
            return None
        data = _thawed(entry[3])
    except (ValueError, TypeError, LookupError, RecursionError):
        return None
    return data if isinstance(data, Map) else None


def _frozen(value: Value) -> Frozen:
    """Collections as lists.

    A mapping is [0, begin, end, key, [its four offsets], value, ...], a sequence [1, begin, end, [offsets of
    all items], item, ...].
    """
    if isinstance(value, Map):
        fields: list[Frozen] = [0, *value.mark]
        for key, inner in value.items():
            fields += (key, list(value.marks[key]), _frozen(inner))
        return fields
    if isinstance(value, Seq):
        offsets: list[Frozen] = [offset for mark in value.marks for offset in mark]
        return [1, *value.mark, offsets, *(_frozen(inner) for inner in value)]
    return value


def _thawed(value: Frozen) -> Value:
    if not isinstance(value, list):
        return value
    begin, end = cast("tuple[int, int]", value[1:3])
    if value[0] == 0:
        mapping = Map()
        mapping.mark = (begin, end)
        marks = mapping.marks
        for index in range(3, len(value), 3):
            key = cast("str", value[index])
            marks[key] = cast("tuple[int, int, int, int]", tuple(cast("list[int]", value[index + 1])))
            inner = value[index + 2]
            mapping[key] = _thawed(inner) if type(inner) is list else cast("Value", inner)
        return mapping
    sequence = Seq()
    sequence.mark = (begin, end)
    offsets = cast("list[int]", value[3])
    sequence.marks = list(zip(offsets[::2], offsets[1::2], strict=True))
    sequence.extend(_thawed(inner) if type(inner) is list else cast("Value", inner) for inner in value[4:])
    return sequence
