"""Readings that are remembered between runs: a file whose text is unchanged is not parsed again.

An entry holds the whole text it was made from and counts only when that is equal, so it can never be out of
date and a clash of keys only costs a parse. Files with findings are always read anew.
"""

import json
import sys
import zlib
from array import array
from binascii import a2b_base64, b2a_base64
from typing import TypeAlias, cast

from milepost import __version__
from milepost.source.data import Map, Seq, Value
from milepost.source.reading import Reading
from milepost.source.user_cache import Store

FORMAT = 3
"""Layout of the entries: a line of JSON with the data, a line with the offsets of all collections in their
order, and then the text it was made from.

It rises when reading changes what it makes of a text.
"""

Plain: TypeAlias = "str | int | float | bool | list[Plain] | dict[str, Plain] | None"
_HEAD = [FORMAT, __version__, sys.byteorder]


def read_remembered(
    path: str, text: str, place: str, store: Store, *, base: int = 0, end: int | None = None
) -> Reading:
    """As `read`; the parser is not even loaded where everything is remembered.

    Args:
        path: The file's name, for positions.
        text: The whole text of the file.
        place: Where the file is on this machine, which names its entry.
        store: Where entries are kept.
        base: Offset at which the YAML begins.
        end: Offset at which it ends, the end of the text unless given.
    """
    key = f"{zlib.crc32(place.encode('utf-8', 'surrogatepass')):08x}.json"
    data = _thawed_entry(store.read(key), text)
    if data is not None:
        return Reading(data, (), whole=True)
    from milepost.source.reader import read

    reading = read(path, text, base=base, end=end)
    if reading.whole and not reading.findings:
        entry = [*_HEAD, reading.data]
        line = json.dumps(entry, ensure_ascii=False, separators=(",", ":"), check_circular=False)
        offsets = array("I")
        _gather(reading.data, offsets)
        store.write(key, f"{line}\n{b2a_base64(offsets, newline=False).decode()}\n{text}")
    return reading


def _thawed_entry(kept: str | None, text: str) -> Map | None:
    if kept is None or not kept.endswith(text):
        return None
    try:
        line, packed, rest = kept.split("\n", 2)
        entry = json.loads(line)
        if rest != text or entry[:-1] != _HEAD:
            return None
        thaw = _Thaw(array("I", a2b_base64(packed)))
        data = thaw.collection(entry[-1])
    except (ValueError, TypeError, LookupError, RecursionError):
        return None
    return data if isinstance(data, Map) and thaw.end == len(thaw.offsets) else None


def _gather(value: Value, offsets: "array[int]") -> None:
    """Add the offsets of a collection, then those of the collections in it."""
    if isinstance(value, Map | Seq):
        offsets.extend(value.offsets)
        for inner in value.values() if isinstance(value, Map) else value:
            _gather(inner, offsets)


class _Thaw:
    """Makes collections of plain data and their offsets, one after the other.

    Texts that stand in many places, such as owners and durations, are kept once.
    """

    def __init__(self, offsets: "array[int]") -> None:
        self.offsets = offsets
        self.end = 0
        self._texts: dict[str, str] = {}

    def collection(self, value: Plain) -> Map | Seq:
        """Make the collection whose offsets begin where those of the one before end."""
        begin = self.end
        if isinstance(value, dict):
            self.end = begin + 4 * len(value) + 2
            mapping = Map()
            mapping.offsets = self.offsets[begin : self.end]
            for key, inner in value.items():
                mapping[key] = self._value(inner)
            return mapping
        items = cast("list[Plain]", value)
        self.end = begin + 2 * len(items) + 2
        sequence = Seq()
        sequence.offsets = self.offsets[begin : self.end]
        sequence.extend([self._value(item) for item in items])
        return sequence

    def _value(self, value: Plain) -> Value:
        if isinstance(value, str):
            return self._texts.setdefault(value, value)
        return self.collection(value) if isinstance(value, dict | list) else value
