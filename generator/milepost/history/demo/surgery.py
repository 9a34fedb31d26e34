"""Cutting parts out of a YAML text so that the rest stays as it was written."""

from milepost.frozen import field, mutable
from milepost.source.data import Document, Map, Seq, Value


@mutable
class Surgery:
    """What is to be cut out of documents, and which values are to say something else.

    Attributes:
        keys: Fields to cut: identity of the mapping, and key.
        items: Items to cut: identity of the list, and index.
        values: New texts of scalar fields, likewise.
    """

    keys: set[tuple[int, str]] = field(default_factory=set)
    items: set[tuple[int, int]] = field(default_factory=set)
    values: dict[tuple[int, str], str] = field(default_factory=dict)

    def operate(self, document: Document) -> str | None:
        """The text that is left; None when nothing is."""
        text = document.text
        if self._gone(document.data):
            return None
        patches: list[tuple[int, int, str]] = []
        self._block_map(text, document.data, patches)
        for first, last, replacement in sorted(patches, reverse=True):
            text = text[:first] + replacement + text[last:]
        while "\n\n\n" in text:
            text = text.replace("\n\n\n", "\n\n")
        return text

    def _gone(self, value: Value) -> bool:
        """Whether nothing of a collection is left that held something."""
        if isinstance(value, Map):
            return bool(value) and all(self._key_gone(value, key) for key in value)
        if isinstance(value, Seq):
            return bool(value) and all(self._item_gone(value, index) for index in range(len(value)))
        return False

    def _key_gone(self, owner: Map, key: str) -> bool:
        return (id(owner), key) in self.keys or self._gone(owner[key])

    def _item_gone(self, owner: Seq, index: int) -> bool:
        return (id(owner), index) in self.items or self._gone(owner[index])

    def _touched(self, value: Value) -> bool:
        if isinstance(value, Map):
            return any(
                self._key_gone(value, key) or (id(value), key) in self.values or self._touched(inner)
                for key, inner in value.items()
            )
        if isinstance(value, Seq):
            return any(self._item_gone(value, i) or self._touched(inner) for i, inner in enumerate(value))
        return False

    def _inner(self, text: str, value: Value, start: int, patches: list[tuple[int, int, str]]) -> None:
        """Patches within a value that stays."""
        if not isinstance(value, Map | Seq) or not self._touched(value):
            return
        if text[start] in "{[":
            begin, end = value.mark
            patches.append((begin, end, self._flow(text, value)))
        elif isinstance(value, Map):
            self._block_map(text, value, patches)
        else:
            self._block_seq(text, value, patches)

    def _block_map(self, text: str, owner: Map, patches: list[tuple[int, int, str]]) -> None:
        keys = list(owner)
        for number, key in enumerate(keys):
            key_start, _, start, end = owner.marks[key]
            if self._key_gone(owner, key):
                line = text.rfind("\n", 0, key_start) + 1
                if text[line:key_start].strip() and number + 1 < len(keys):  # behind the dash of an item
                    patches.append((key_start, owner.marks[keys[number + 1]][0], ""))
                else:
                    patches.append((line, _line_end(text, key_start, end), ""))
            elif (id(owner), key) in self.values:
                patches.append((start, _trimmed(text, start, end), self.values[id(owner), key]))
            else:
                self._inner(text, owner[key], start, patches)

    def _block_seq(self, text: str, owner: Seq, patches: list[tuple[int, int, str]]) -> None:
        for index, (start, end) in enumerate(owner.marks):
            if self._item_gone(owner, index):
                patches.append((text.rfind("\n", 0, start) + 1, _line_end(text, start, end), ""))
            else:
                self._inner(text, owner[index], start, patches)

    def _flow(self, text: str, value: Map | Seq) -> str:
        """A collection in brackets, written anew of what is left."""
        if isinstance(value, Map):
            parts = [
                f"{text[marks[0] : marks[1]]}: {self._flow_value(text, value, key, marks)}"
                for key, marks in value.marks.items()
                if not self._key_gone(value, key)
            ]
            return "{" + ", ".join(parts) + "}"
        kept = [
            self._flow(text, inner) if isinstance(inner, Map | Seq) else text[slice(*value.marks[index])]
            for index, inner in enumerate(value)
            if not self._item_gone(value, index)
        ]
        return "[" + ", ".join(kept) + "]"

    def _flow_value(self, text: str, owner: Map, key: str, marks: tuple[int, int, int, int]) -> str:
        inner = owner[key]
        if (id(owner), key) in self.values:
            return self.values[id(owner), key]
        return self._flow(text, inner) if isinstance(inner, Map | Seq) else text[marks[2] : marks[3]]


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in " \t\r\n":
        end -= 1
    return end


def _line_end(text: str, start: int, end: int) -> int:
    """Behind the line on which a value ends."""
    stop = text.find("\n", _trimmed(text, start, end))
    return len(text) if stop < 0 else stop + 1
