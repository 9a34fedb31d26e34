"""Strict YAML: text becomes data with positions, in one pass over the parser's events, without recursion."""

import re
from collections.abc import Callable, Iterator
from typing import TypeAlias

import yaml

from milepost.diagnostics import Diagnostic, Note, Rule
from milepost.frozen import field, mutable
from milepost.source import rules
from milepost.source.data import Document, Map, Seq, Value
from milepost.source.python_parser import PythonLoader
from milepost.source.reading import Reading
from milepost.source.scalars import NumberOutOfRangeError, plain

MAX_DEPTH = 100
"""Collections within collections; deeper files are refused."""

MAX_FINDINGS = 200
"""Findings of one file after which reading it stops."""

LIBYAML = bool(yaml.__with_libyaml__)
"""Whether the fast parser is there; without it reading takes about twelve times as long."""

Loader: TypeAlias = "type[yaml.CSafeLoader | PythonLoader]"

_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read(path: str, text: str, *, base: int = 0, end: int | None = None) -> Reading:
    """Read YAML strictly.

    Args:
        path: The file's name, for positions.
        text: The whole text of the file.
        base: Offset at which the YAML begins.
        end: Offset at which it ends, the end of the text unless given.

    Returns:
        The data, even when something is wrong with it, and the findings.
    """
    loader: Loader = yaml.CSafeLoader if LIBYAML else PythonLoader
    return read_with(loader, path, text, base=base, end=end)


def read_with(loader: Loader, path: str, text: str, *, base: int = 0, end: int | None = None) -> Reading:
    """As `read`, with a parser of one's choice: libyaml's or the one in Python."""
    builder = _Builder(Document(path, "", text, Map()), base)
    builder.run(text[base:end] if base or end is not None else text, loader)
    data = builder.root
    if data is None:
        data = Map(base)
    elif not isinstance(data, Map):
        builder.refuse(rules.NOT_A_MAPPING, builder.root_mark, "the file must hold fields (key: value)")
        data = Map(base)
    return Reading(data, tuple(builder.findings), builder.whole)


class _Open:
    """A collection that has begun; in a mapping, `key` is the key that waits for its value."""

    __slots__ = ("collection", "duplicate", "key", "key_end", "key_start", "mapping")

    def __init__(self, collection: Map | Seq) -> None:
        self.collection = collection
        self.mapping = type(collection) is Map
        self.key: str | None = None
        self.key_start = 0
        self.key_end = 0
        self.duplicate = False


class _StopError(Exception):
    """The rest of the text cannot be understood."""


@mutable
class _Builder:
    document: Document
    base: int
    findings: list[Diagnostic] = field(default_factory=list)
    root: Value = None
    root_mark: tuple[int, int] = (0, 0)
    whole: bool = True
    stack: list[_Open] = field(default_factory=list)
    top: _Open | None = None
    documents: int = 0

    def run(self, text: str, loader: Loader) -> None:
        problem = _UNPRINTABLE.search(text)
        if problem:
            at = self.base + problem.start()
            name = f"U+{ord(problem.group()):04X}"
            self.refuse(rules.CONTROL_CHARACTER, (at, at + 1), f"the control character {name} is not text")
            self.whole = False
            return
        try:
            for event in _events(text, loader):
                handle = _HANDLERS.get(type(event))
                if handle is not None:
                    handle(self, event)
        except yaml.MarkedYAMLError as error:
            self._syntax_error(text, error)
            self.whole = False
        except _StopError:
            self.whole = False

    def refuse(self, rule: Rule, mark: tuple[int, int], message: str, *notes: Note) -> None:
        self.findings.append(rule.at(self.document.span(*mark), message, notes=notes))
        if len(self.findings) >= MAX_FINDINGS:
            raise _StopError

    def scalar(self, event: yaml.ScalarEvent) -> None:
        begin, end = self._mark(event)
        top = self.top
        if begin == end:  # nothing is written
            begin = end = self._place_of_nothing(begin)
        odd = event.anchor is not None or event.tag is not None
        if odd:
            self._anchor_or_tag(event, (begin, end))
        if top is not None and top.mapping and top.key is None:
            top.key, top.key_start, top.key_end = event.value, begin, end
            if event.value in top.collection or event.value == "<<":
                self._odd_key(top, event)
            return
        value: Value = event.value
        if event.implicit[0] and not odd:
            try:
                value = plain(event.value)
            except NumberOutOfRangeError:
                words = f"{_short(event.value)} cannot be kept exactly"
                self.refuse(rules.NUMBER_OUT_OF_RANGE, (begin, end), words)
        self._attach(value, begin, end)

    def _place_of_nothing(self, at: int) -> int:
        """Where a value that is not written would stand: right behind the colon or the dash."""
        text, top = self.document.text, self.top
        if top is not None and top.mapping and top.key is not None:
            colon = text.find(":", top.key_end, at)
            return top.key_end if colon < 0 else colon + 1
        while at > self.base and text[at - 1] in " \t":
            at -= 1
        return at

    def start(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        begin = self._mark(event)[0]
        if event.anchor is not None or event.tag is not None:
            self._anchor_or_tag(event, (begin, begin + 1))
        if len(self.stack) >= MAX_DEPTH:
            self.refuse(rules.TOO_DEEP, (begin, begin + 1), f"nested more than {MAX_DEPTH} levels deep")
            raise _StopError
        top = self.top
        if top is not None and top.mapping and top.key is None:
            self.refuse(rules.COMPLEX_KEY, (begin, begin + 1), "a key must be text, not a collection")
            raise _StopError
        self.top = _Open(Map(begin) if type(event) is yaml.MappingStartEvent else Seq(begin))
        self.stack.append(self.top)

    def end(self, event: yaml.Event) -> None:
        collection = self.stack.pop().collection
        self.top = self.stack[-1] if self.stack else None
        offsets = collection.offsets
        offsets[1] = self._mark(event)[1]
        self._attach(collection, offsets[0], offsets[1])

    def alias(self, event: yaml.AliasEvent) -> None:
        mark = self._mark(event)
        self.refuse(rules.ALIAS, mark, f"*{_short(str(event.anchor))} repeats a value from elsewhere")
        self._attach(None, *mark)

    def begin_document(self, event: yaml.DocumentStartEvent) -> None:
        self.documents += 1
        if self.documents > 1:
            begin = self._mark(event)[0]
            self.refuse(rules.SECOND_DOCUMENT, (begin, begin + 3), "a second document begins here")
            raise _StopError

    def _mark(self, event: yaml.Event) -> tuple[int, int]:
        start, end = event.start_mark, event.end_mark
        return (self.base + start.index, self.base + end.index)  # type: ignore[union-attr]  # parsed events have both

    def _attach(self, value: Value, begin: int, end: int) -> None:
        top = self.top
        if top is None:
            self.root, self.root_mark = value, (begin, end)
            return
        collection = top.collection
        if type(collection) is Seq:
            collection.put(value, begin, end)
        elif type(collection) is Map and top.key is not None:
            if top.duplicate:
                top.duplicate = False
            else:
                collection.put(top.key, value, top.key_start, top.key_end, begin, end)
            top.key = None

    def _odd_key(self, top: _Open, event: yaml.ScalarEvent) -> None:
        mark = (top.key_start, top.key_end)
        if type(top.collection) is Map and event.value in top.collection:
            top.duplicate = True
            first = top.collection.marks[event.value]
            note = Note(self.document.span(first[0], first[1]), "first written here")
            self.refuse(rules.DUPLICATE_KEY, mark, f"`{_short(event.value)}` is written twice", note)
        elif event.implicit[0]:
            self.refuse(rules.MERGE_KEY, mark, "the merge key << is refused")

    def _anchor_or_tag(self, event: yaml.NodeEvent, mark: tuple[int, int]) -> None:
        if event.anchor is not None:
            self.refuse(rules.ANCHOR, mark, f"the anchor &{_short(event.anchor)} is refused")
        tag = getattr(event, "tag", None)
        if tag is not None:
            self.refuse(rules.TAG, mark, f"the tag {_short(_tag_as_written(tag))} is refused")

    def _syntax_error(self, text: str, error: yaml.MarkedYAMLError) -> None:
        at = error.problem_mark or error.context_mark
        index = min(at.index, len(text)) if at is not None else 0
        line_start = max(text.rfind("\n", 0, index), text.rfind("\r", 0, index)) + 1
        mark = (self.base + index, self.base + min(index + 1, len(text)))
        indent = re.match(r"[ ]*\t", text[line_start:])
        if indent and not text[line_start:index].strip():
            tab = self.base + line_start + indent.end() - 1
            self.findings.append(
                rules.TAB_INDENTATION.at(self.document.span(tab, tab + 1), "the line is indented with a tab")
            )
            return
        words = _in_plain_words(error, text[index:])
        if words == _UNCLOSED:  # the end of the file is no place to look at
            opened = error.context_mark.index if error.context_mark is not None else index
            begin = self.base + min(opened, max(len(text.rstrip()) - 1, 0))
            mark = (begin, begin + 1)
        self.findings.append(rules.SYNTAX_ERROR.at(self.document.span(*mark), words))


_Handler: TypeAlias = Callable[[_Builder, yaml.Event], None]
_HANDLERS: dict[type[yaml.Event], _Handler] = {
    yaml.ScalarEvent: _Builder.scalar,  # type: ignore[dict-item]  # each handler takes its own event
    yaml.MappingStartEvent: _Builder.start,  # type: ignore[dict-item]
    yaml.SequenceStartEvent: _Builder.start,  # type: ignore[dict-item]
    yaml.MappingEndEvent: _Builder.end,
    yaml.SequenceEndEvent: _Builder.end,
    yaml.AliasEvent: _Builder.alias,  # type: ignore[dict-item]
    yaml.DocumentStartEvent: _Builder.begin_document,  # type: ignore[dict-item]
}

_MISINDENTED = "the line is indented differently from its neighbours"
_UNCLOSED = "a quotation or bracket that begins here is not closed before the end of the file"
_COLON = "a colon does not fit here: is the line above indented differently, or does the text need quotes?"
_ESCAPE = "this is no escape sequence: double the backslash, or use single quotes"
_COLON_MISSING = "a colon is missing behind the key"
_WORDS = (
    ("mapping values are not allowed", _COLON),
    ("expected ':'", _COLON_MISSING),
    ("cannot start any token", "text cannot begin with this character: put it into quotes"),
    ("escape", _ESCAPE),
    ("hexdecimal", _ESCAPE),
    ("end of stream", _UNCLOSED),
    ("stream end", _UNCLOSED),
    ("undefined alias", "the alias refers to nothing"),
    ("block end", _MISINDENTED),
    ("expected key", _MISINDENTED),
    ("expected '-' indicator", _MISINDENTED),
    ("expected ',' or", "a comma or a closing bracket is missing"),
)


def _in_plain_words(error: yaml.MarkedYAMLError, rest: str) -> str:
    """One wording for the two parsers, which describe the same mistake differently."""
    said = f"{error.problem or ''} {error.context or ''}"
    words = next((words for part, words in _WORDS if part in said), "this cannot be understood as YAML")
    return words if rest.strip() or words == _COLON_MISSING else _UNCLOSED


def _events(text: str, loader: Loader) -> Iterator[yaml.Event]:
    """As yaml.parse, with one call instead of two for each event."""
    parser = loader(text)
    try:
        next_event = parser.get_event
        while (event := next_event()) is not None:
            yield event
    finally:
        parser.dispose()


def _tag_as_written(tag: str) -> str:
    prefix = "tag:yaml.org,2002:"
    return "!!" + tag.removeprefix(prefix) if tag.startswith(prefix) else tag


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."
