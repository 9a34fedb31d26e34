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

FORMAT = 2
"""Layout of the entries, a line of JSON and then the text it was made from.

It rises when reading changes what it makes of a text.
"""

WORTH_IT = 1_500
"""Characters from which a file is remembered; shorter ones are parsed faster than fetched."""

Frozen: TypeAlias = "str | int | float | bool | list[Frozen] | dict[str, Frozen] | None"


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
        entry = [FORMAT, __version__, _frozen(reading.data)]
        line = json.dumps(entry, ensure_ascii=False, separators=(",", ":"), check_circular=False)
        store.write(key, f"{line}\n{text}")
    return reading


def _thawed_entry(kept: str | None, text: str) -> Map | None:
    head, _, rest = (kept or "").partition("\n")
    if rest != text:
        return None
    try:
        entry = json.loads(head)
        if entry[:2] != [FORMAT, __version__]:
            return None
        data = _thawed(entry[2])
    except (ValueError, TypeError, LookupError, RecursionError):
        return None
    return data if isinstance(data, Map) else None


def _frozen(value: Value) -> Frozen:
    """Collections as [a mapping or a list, its offsets]."""
    if isinstance(value, Map):
        return [{key: _frozen(inner) for key, inner in value.items()}, [*value.offsets]]
    if isinstance(value, Seq):
        return [[_frozen(inner) for inner in value], [*value.offsets]]
    return value


def _thawed(value: list[Frozen]) -> Map | Seq:
    inside, offsets = value[0], cast("list[int]", value[1])
    if type(inside) is dict:
        if len(offsets) != 4 * len(inside) + 2:
            raise ValueError
        mapping = Map()
        mapping.offsets = offsets
        mapping.update(cast("dict[str, Value]", inside))
        for key, inner in inside.items():
            if type(inner) is list:
                mapping[key] = _thawed(inner)
        return mapping
    sequence = Seq()
    sequence.offsets = offsets
    items = cast("list[Frozen]", inside)
    if len(offsets) != 2 * len(items) + 2:
        raise ValueError
    sequence.extend(_thawed(inner) if type(inner) is list else cast("Value", inner) for inner in items)
    return sequence
