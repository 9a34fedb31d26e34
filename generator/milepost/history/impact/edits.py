"""What was edited between two states: field by field, by the ids of records, wherever they stand."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping

from milepost.diagnostics import Span
from milepost.frozen import frozen
from milepost.project import Project, Record
from milepost.source.data import Map, Seq, Value
from milepost.source.schemas import PROJECT

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
_LONGEST = 80


@frozen
class Edit:
    """A field that was edited, or a whole record that was added or removed.

    Attributes:
        kind: Kind of the record.
        id: Its id; empty for kinds that have none.
        field: The field; empty for a whole record, "parent" when it moved below another one.
        action: "added", "removed" or "changed".
        before: What it said, in short; for a removed record what it was called.
        after: What it says, in short; for an added record what it is called.
        span: Where it is written: in the new state, or in the old one when it was removed.
    """

    kind: str
    id: str
    field: str
    action: str
    before: str
    after: str
    span: Span

    @property
    def removed(self) -> bool:
        """Whether its place is in the old state."""
        return self.action == REMOVED


def edits_between(base: Project, head: Project) -> tuple[Edit, ...]:
    """Every edit, in the order of the files; comments, layout and which file a record stands in are none."""
    found: list[Edit] = []
    old, new = _with_ids(base), _with_ids(head)
    for key, record in new.items():
        before = old.get(key)
        if before is None:
            found.append(_whole(record, ADDED))
        elif before.data is not record.data or before.parent is not record.parent:
            found += _changed(before, record, head)
    found += [_whole(record, REMOVED) for key, record in old.items() if key not in new]
    found += _beside_records(base, head)
    same = {one.path: one.text for one in base.documents}
    unchanged = frozenset(one.path for one in head.documents if same.get(one.path) == one.text)
    before_, after_ = _without_ids(base, unchanged), _without_ids(head, unchanged)
    found += [_whole(record, ADDED) for record in _beyond(after_, before_)]
    found += [_whole(record, REMOVED) for record in _beyond(before_, after_)]
    return tuple(sorted(found, key=lambda one: (one.span.file, one.span.line, one.span.column, one.field)))


def record_edits(before: Record | None, after: Record | None, project: Project | None) -> Iterator[Edit]:
    """The edits of one record; none on one side when it came or went.

    Args:
        before: The record in the old state.
        after: The record in the new state.
        project: The new state.
    """
    if after is None:
        if before is not None:
            yield _whole(before, REMOVED)
    elif before is None:
        yield _whole(after, ADDED)
    elif project is not None:
        yield from _changed(before, after, project)


def words(value: Value) -> str:
    """A value on one line, short."""
    if value is None:
        return ""
    if isinstance(value, Map):
        text = ", ".join(f"{key}: {words(inner)}" for key, inner in value.items())
    elif isinstance(value, Seq):
        text = ", ".join(f"({words(one)})" if isinstance(one, Map | Seq) else words(one) for one in value)
    elif isinstance(value, bool):
        text = "true" if value else "false"
    else:
        text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _with_ids(project: Project) -> dict[tuple[str, str], Record]:
    """Records by kind and id, of duplicates the first; project.yaml itself is one."""
    found: dict[tuple[str, str], Record] = {}
    for kind, records in project.records.items():
        for record in records.written:
            if kind == PROJECT:
                found.setdefault((kind, ""), record)
            elif record.id:
                found.setdefault((kind, record.id), record)
    return found


def _whole(record: Record, action: str) -> Edit:
    title = words(record.title) or words(record.data)
    before, after = ("", title) if action == ADDED else (title, "")
    return Edit(record.kind, record.id, "", action, before, after, record.span())


def _changed(before: Record, after: Record, head: Project) -> Iterator[Edit]:
    skip = {after.entry.key} if after.entry.nested else set()
    if after.kind == PROJECT:
        skip = {entry.key for entry in head.schemas.kinds.values()}
    id_ = after.id
    for key, value in after.data.items():
        if key in skip or before.data.get(key) == value:
            continue
        action = CHANGED if key in before.data else ADDED
        old, new = _differing(before.data.get(key), value)
        yield Edit(after.kind, id_, key, action, words(old), words(new), after.span(key))
    for key, value in before.data.items():
        if key not in skip and key not in after.data:
            yield Edit(after.kind, id_, key, REMOVED, words(value), "", before.span(key))
    old_parent = before.parent.id if before.parent is not None else ""
    new_parent = after.parent.id if after.parent is not None else ""
    if old_parent != new_parent:
        yield Edit(after.kind, id_, "parent", CHANGED, old_parent, new_parent, after.span("id"))
    if not after.entry.key and _lines(before.document.body) != _lines(after.document.body):
        yield Edit(after.kind, id_, "text", CHANGED, "", "", after.span())


def _beside_records(base: Project, head: Project) -> Iterator[Edit]:
    """What stands in register files beside their records: exchange rates, the scope statement."""
    old, new = _fields_of_files(base), _fields_of_files(head)
    for key, (value, span) in new.items():
        before = old.get(key)
        if before is None or before[0] != value:
            action = ADDED if before is None else CHANGED
            yield Edit(
                key[0], "", key[1], action, "" if before is None else words(before[0]), words(value), span
            )
    for key, (value, span) in old.items():
        if key not in new:
            yield Edit(key[0], "", key[1], REMOVED, words(value), "", span)


def _fields_of_files(project: Project) -> dict[tuple[str, str], tuple[Value, Span]]:
    """By register and field; lists of several files count as one."""
    found: dict[tuple[str, str], tuple[Value, Span]] = {}
    for document in project.documents:
        register = project.schemas.registers.get(document.register)
        if register is None or register.layout != "yaml" or document.table is not None:
            continue
        lists = {entry.key for entry in register.lists}
        for field, value in document.data.items():
            if field in lists:
                continue
            key = (document.register, field)
            known = found.get(key)
            if known is not None and isinstance(known[0], Seq) and isinstance(value, Seq):
                together = Seq()
                together.extend([*known[0], *value])
                found[key] = (together, known[1])
            elif known is None:
                found[key] = (value, document.key_span(document.data, field))
    return found


def _differing(before: Value, after: Value) -> tuple[Value, Value]:
    """Of two lists or groups of fields what differs; of anything else, all of it."""
    if isinstance(before, Map) and isinstance(after, Map):
        old, new = Map(), Map()
        old.update((key, value) for key, value in before.items() if after.get(key) != value)
        new.update((key, value) for key, value in after.items() if before.get(key) != value)
        return old, new
    if isinstance(before, Seq) and isinstance(after, Seq):
        gone, come = Seq(), Seq()
        gone.extend(value for value in before if value not in after)
        come.extend(value for value in after if value not in before)
        return _paired(gone, come) if gone or come else (before, after)
    return before, after


def _paired(gone: Seq, come: Seq) -> tuple[Seq, Seq]:
    """Entries of lists; of two that begin alike, as with the same name, only what differs behind that."""
    pairs = list(zip(gone, come, strict=False))
    if len(gone) != len(come) or not all(_begin_alike(one, other) for one, other in pairs):
        return gone, come
    old, new = Seq(), Seq()
    for one, other in pairs:
        if isinstance(one, Map) and isinstance(other, Map):
            old += _beyond_the_first(one, other)
            new += _beyond_the_first(other, one)
    return old, new


def _beyond_the_first(mine: Map, its: Map) -> Iterator[Map]:
    """The fields that another group has not, behind the first one, which names it."""
    first = next(iter(mine))
    part = Map()
    part.update((key, value) for key, value in mine.items() if key == first or its.get(key) != value)
    if len(part) > 1:
        yield part


def _begin_alike(one: Value, other: Value) -> bool:
    if not (isinstance(one, Map) and isinstance(other, Map) and one and other):
        return False
    return next(iter(one.items())) == next(iter(other.items()))


def _lines(text: str) -> list[str]:
    return text.splitlines()


def _without_ids(project: Project, unchanged: frozenset[str]) -> Mapping[str, list[Record]]:
    """Records that have no id, by what they say: those of files that differ."""
    found: dict[str, list[Record]] = {}
    for kind, records in project.records.items():
        if kind == PROJECT:
            continue
        for record in records.written:
            if not record.id and record.document.path not in unchanged:
                found.setdefault(f"{kind} {_canonical(record.data)}", []).append(record)
        for part in records.lines:
            if part.document.path in unchanged:
                continue
            for line in range(part.table.size):
                record = part.record(line)
                found.setdefault(f"{kind} {_canonical(record.data)}", []).append(record)
    return found


def _beyond(these: Mapping[str, list[Record]], those: Mapping[str, list[Record]]) -> Iterator[Record]:
    """Of equal records those that are more than on the other side, the last ones."""
    counts = Counter({key: len(records) for key, records in those.items()})
    for key, records in these.items():
        yield from records[counts[key] :]


def _canonical(value: Map) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
