"""Plain data that remembers where it was written, and the document it was read from."""

from bisect import bisect_right
from collections.abc import Mapping, MutableSequence, Sequence
from typing import TYPE_CHECKING, TypeAlias

from milepost.diagnostics import Span
from milepost.frozen import field, frozen

if TYPE_CHECKING:
    from milepost.source.table import Table

Scalar: TypeAlias = str | int | float | bool | None
Value: TypeAlias = "Scalar | Map | Seq"
Mark: TypeAlias = tuple[int, int]

CURRENCY = "currency"
"""The column of a CSV file beside its amounts; as a record, a line has both in one field."""


_FEW = 50
"""Keys up to which one is looked for in turn, instead of making a dictionary of all their places."""


class Map(dict[str, "Value"]):
    """A mapping in the order of the file.

    Attributes:
        offsets: Of its first character and behind its last one, then four for each key in turn: key start,
            key end, value start, value end. Keys that are not from a file come last and have none.
    """

    __slots__ = ("_marks", "offsets")

    def __init__(self, start: int = 0) -> None:
        super().__init__()
        self.offsets: MutableSequence[int] = [start, start]
        self._marks: dict[str, tuple[int, int, int, int]] | None = None

    def put(self, key: str, value: "Value", *marks: int) -> None:
        """Add a key with its four offsets."""
        self[key] = value
        self.offsets += marks

    @property
    def mark(self) -> Mark:
        """Offsets of its first character and behind its last one."""
        return self.offsets[0], self.offsets[1]

    @property
    def marks(self) -> Mapping[str, tuple[int, int, int, int]]:
        """Per key the offsets (key start, key end, value start, value end); made when first asked for."""
        known = self._marks
        if known is None or 4 * len(known) + 2 < len(self.offsets):
            rest = iter(self.offsets[2:])
            known = self._marks = dict(zip(self, zip(rest, rest, rest, rest, strict=True), strict=False))
        return known

    def marks_of(self, key: str) -> tuple[int, int, int, int] | None:
        """The four offsets of a key; None when it is not in the file."""
        if self._marks is not None or len(self) > _FEW:
            return self.marks.get(key)
        at = next((4 * index + 2 for index, name in enumerate(self) if name == key), len(self.offsets))
        if at + 4 > len(self.offsets):
            return None
        key_begin, key_end, begin, end = self.offsets[at : at + 4]
        return key_begin, key_end, begin, end


class Seq(list["Value"]):
    """A sequence.

    Attributes:
        offsets: Of its first character and behind its last one, then the same two for each item.
    """

    __slots__ = ("offsets",)

    def __init__(self, start: int = 0) -> None:
        super().__init__()
        self.offsets: MutableSequence[int] = [start, start]

    def put(self, value: "Value", begin: int, end: int) -> None:
        """Add an item with its offsets."""
        self.append(value)
        self.offsets += (begin, end)

    @property
    def mark(self) -> Mark:
        """Offsets of its first character and behind its last one."""
        return self.offsets[0], self.offsets[1]

    @property
    def marks(self) -> Sequence[Mark]:
        """Per item the offsets of its first character and behind its last one."""
        rest = iter(self.offsets[2:])
        return list(zip(rest, rest, strict=True))

    def mark_of(self, index: int) -> Mark:
        """Offsets of an item's first character and behind its last one."""
        return self.offsets[2 * index + 2], self.offsets[2 * index + 3]


@frozen
class Document:
    """One file that was read.

    Attributes:
        path: Relative to the project folder, with forward slashes.
        register: Name of the register that the file belongs to; "project" for project.yaml.
        text: The whole text, line ends as they are in the file.
        data: What it says; an empty mapping when the file could not be read.
        body: For Markdown, the text behind the front matter and its offset; else empty.
        broken: The file could not be read whole, so what it defines is unknown.
        table: For a CSV file, its lines; they are not in `data`.
    """

    path: str
    register: str
    text: str
    data: Map
    body: str = ""
    broken: bool = False
    table: "Table | None" = None
    _line_starts: list[int] = field(default_factory=list, init=False, repr=False, compare=False)

    def span(self, start: int, end: int) -> Span:
        """The span between two offsets into the text; white space at its end is left out."""
        starts = self._line_starts
        if not starts:
            starts.extend(line_starts(self.text))
        while end > start and self.text[end - 1] in " \t\r\n":
            end -= 1
        first = bisect_right(starts, start) - 1
        last = bisect_right(starts, end) - 1
        return Span(self.path, first + 1, start - starts[first] + 1, last + 1, end - starts[last] + 1)

    def value_span(self, owner: Map, key: str) -> Span:
        """Where the value of a key stands; the mapping itself when it has no such key."""
        marks = owner.marks_of(key)
        return self.span(*owner.mark) if marks is None else self.span(marks[2], marks[3])

    def key_span(self, owner: Map, key: str) -> Span:
        """Where a key stands; the mapping itself when it has no such key."""
        marks = owner.marks_of(key)
        return self.span(*owner.mark) if marks is None else self.span(marks[0], marks[1])

    def item_span(self, owner: Seq, index: int) -> Span:
        """Where an item of a sequence stands."""
        return self.span(*owner.mark_of(index))

    def at(self, path: list[str | int]) -> Span:
        """Where the value at a path of keys and indexes stands, or the nearest one above it."""
        value: Value = self.data
        span = self.span(*self.data.mark)
        for step in path:
            if isinstance(value, Map) and isinstance(step, str) and step in value:
                span = self.value_span(value, step)
                value = value[step]
            elif isinstance(value, Seq) and isinstance(step, int) and step < len(value):
                span = self.item_span(value, step)
                value = value[step]
            else:
                break
        return span


def line_starts(text: str) -> list[int]:
    """Offsets at which the lines of a text begin; a line ends at LF, CR LF or CR."""
    starts = [0]
    at = 0
    if text.count("\r") == text.count("\r\n"):
        while (at := text.find("\n", at) + 1) > 0:
            starts.append(at)
        return starts
    for index, character in enumerate(text):
        if character == "\n" or (character == "\r" and text[index + 1 : index + 2] != "\n"):
            starts.append(index + 1)
    return starts
