"""Values of registers as typed cells: what a field means is read from its schema."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import cast

from milepost.frozen import frozen
from milepost.history.model import NO_HISTORY, Change, History
from milepost.portal import markup
from milepost.portal.compose.pages import link
from milepost.portal.text import escape
from milepost.portal.views.register import ColumnKind
from milepost.portal.views.values import (
    Badge,
    Cell,
    Day,
    Html,
    Links,
    Money,
    Number,
    RecordLink,
    Text,
    Tone,
    Url,
)
from milepost.project import Project, Record
from milepost.source import units
from milepost.source.data import Map, Seq, Value
from milepost.source.schemas import SUFFIX, RecordList, Schema

_TONES = {
    Tone.GOOD: "accepted answered approved closed confirmed done fixed go green implemented leading met pass "
    "passed public resolved supportive valid verified",
    Tone.WATCH: "amber assessing at-risk conditional hold in-progress invalid medium neutral open postponed "
    "proposed submitted unaware waiting-for-approval",
    Tone.BAD: "critical fail failed high occurred overdue red rejected resistant restricted stop",
}
_TONE_OF = {word: tone for tone, words in _TONES.items() for word in words.split()}

_MANY = 20
"""From more entries than these on, a mapping is folded."""


@frozen
class FieldKind:
    """What the schema says about a field.

    Attributes:
        name: Key of the field.
        title: What people call it.
        hint: What to write there.
        type: Its `x-type`, "enum", "ref" or the JSON type.
        schema: Its schema, references resolved.
        file: The schema file it stands in.
    """

    name: str
    title: str
    hint: str
    type: str
    schema: Schema
    file: str


class Cells:
    """Makes cells for the records of a project.

    Args:
        project: The project.
        history: What git remembers of it.
    """

    def __init__(self, project: Project, history: History = NO_HISTORY) -> None:
        self.project = project
        self.history = history
        self._kinds: dict[str, dict[str, FieldKind]] = {}

    def changes(self, record: Record) -> tuple[Change, ...]:
        """The commits that changed a record, the newest first; none where git does not say."""
        return self.history.changes.get(record.id, ()) if record.id else ()

    def in_force(self, baseline: Record) -> bool:
        """Whether a baseline is the one that project.yaml names."""
        return self.project.settings.section("baseline").text("name") == baseline.id

    def fields(self, entry: RecordList) -> dict[str, FieldKind]:
        """The fields of a kind, in the order of its schema."""
        if entry.kind not in self._kinds:
            self._kinds[entry.kind] = self._fields(entry.schema, entry.register + SUFFIX)
        return self._kinds[entry.kind]

    def _fields(self, schema: Schema, file: str) -> dict[str, FieldKind]:
        properties = cast("dict[str, Schema]", schema.get("properties", {}))
        return {name: self._kind(name, inner, file) for name, inner in properties.items()}

    def _kind(self, name: str, schema: Schema, file: str) -> FieldKind:
        found, file = self.project.schemas.resolve(schema, file)
        if "x-ref" in found:
            type_ = "ref"
        elif "enum" in found:
            type_ = "enum"
        else:
            type_ = str(found.get("x-type") or found.get("type", "string"))
        title = str(found.get("title", name.replace("_", " ").capitalize()))
        return FieldKind(name, title, str(found.get("description", "")), type_, found, file)

    def labels(self) -> frozenset[str]:
        """What entries within records are called, such as a deliverable's criteria: ids of no record."""
        found = set()
        for register in self.project.schemas.registers.values():
            for entry in register.lists:
                fields = tuple(self._labelled(entry))
                for record in self.project.all(entry.kind) if fields else ():
                    values = (record.raw(name) for name in fields)
                    items = (item for value in values if isinstance(value, Seq) for item in value)
                    found |= {str(item["id"]) for item in items if isinstance(item, Map) and "id" in item}
        return frozenset(found)

    def _labelled(self, entry: RecordList) -> Iterator[str]:
        """The fields of a kind whose entries have labels."""
        for name, kind in self.fields(entry).items():
            if kind.type == "array" and not (entry.nested and name == entry.key):
                items = self._kind(name, cast("Schema", kind.schema.get("items", {})), kind.file)
                if "id" in cast("Schema", items.schema.get("properties", {})):
                    yield name

    def cell(self, value: Value, kind: FieldKind) -> Cell:
        """The cell of one value."""
        if value is None:
            return None
        if isinstance(value, Seq):
            return self._list(value, kind)
        if isinstance(value, Map):
            shown = self._mapping(value, self._fields(kind.schema, kind.file))
            return Html(shown if len(value) <= _MANY else _folded(len(value), shown))
        return self._scalar(value, kind)

    def _scalar(self, value: str | float | bool, kind: FieldKind) -> Cell:  # noqa: FBT001, PLR0911 - one return per type
        if isinstance(value, bool):
            return Badge("yes" if value else "no")
        if isinstance(value, int | float):  # the number of a document is a name, not an amount
            return Text(str(value)) if "string" in kind.type else Number(Decimal(str(value)))
        if kind.type == "ref":
            return link(self.project, value.partition(" ")[0]) if " " not in value else self._with_rest(value)
        if kind.type == "enum":
            return Badge(value.replace("-", " "), _TONE_OF.get(value, Tone.NEUTRAL))
        if kind.type == "money" and (amount := units.money(value)) is not None:
            return Money(amount.amount, amount.currency)
        if kind.type == "date" and (day := units.day(value)) is not None:
            return Day(day)
        if kind.type == "instant" and (date := units.day(value[:10])) is not None:
            return Day(date)
        if kind.type == "markdown":
            return Html(markup.block(value))
        if kind.type in ("url", "path"):
            return Url(value) if "://" in value or value.startswith("mailto:") else Text(value)
        return Text(value)

    def _with_rest(self, value: str) -> Cell:
        """A predecessor with its link type and lag: the id stays a link."""
        name, _, rest = value.partition(" ")
        found = link(self.project, name)
        return Html(f"{html(found)} {escape(rest)}")

    def _list(self, value: Seq, kind: FieldKind) -> Cell:
        if not value:
            return None
        items = cast("Schema", kind.schema.get("items", {}))
        inner = self._kind(kind.name, items, kind.file)
        if inner.type == "ref" and all(isinstance(item, str) and " " not in item for item in value):
            return Links(tuple(link(self.project, str(item)) for item in value))
        if all(isinstance(item, str) for item in value) and inner.type not in ("ref", "url", "markdown"):
            texts = [str(item) for item in value]
            if max(len(text) for text in texts) <= 24:
                return Text(", ".join(texts))
        parts = (html(self.cell(item, inner)) for item in value)
        return Html("<ul>" + "".join(f"<li>{part}</li>" for part in parts) + "</ul>")

    def _mapping(self, value: Map, fields: dict[str, FieldKind]) -> str:
        parts: list[str] = []
        for key, inner in value.items():
            kind = fields.get(key) or FieldKind(key, key, "", "string", {}, "")
            shown = self.cell(inner, kind)
            if key == "id":  # a label within the record, not the id of one
                shown = RecordLink(str(inner))
            if shown is not None:
                parts.append(f"<b>{escape(kind.title)}</b> {html(shown)}")
        return (
            " ".join(f'<span class="mp-pair">{part}</span>' for part in parts)
            if not any(block in part for part in parts for block in ("<ul>", "<p>", "<details"))
            else _stacked(parts)
        )


def _folded(count: int, html: str) -> str:
    """What nobody reads through, such as every task of a baseline."""
    return f'<details class="mp-how"><summary>{count} entries</summary>{html}</details>'


def _stacked(parts: Iterable[str]) -> str:
    return "".join(f"<div>{part}</div>" for part in parts)


def html(cell: Cell) -> str:
    """A cell within ready HTML, in the form that does not depend on the reader's language."""
    from milepost.portal.formats import Formats

    return Formats().html(cell)


_COLUMN_KINDS = {
    "ref": ColumnKind.LINKS,
    "money": ColumnKind.MONEY,
    "date": ColumnKind.DATE,
    "instant": ColumnKind.DATE,
    "enum": ColumnKind.BADGE,
    "boolean": ColumnKind.BADGE,
    "number": ColumnKind.NUMBER,
    "integer": ColumnKind.NUMBER,
    "score": ColumnKind.NUMBER,
    "markdown": ColumnKind.HTML,
}


def column_kind(kind: FieldKind) -> ColumnKind:
    """How a column of such values sorts and aligns."""
    if kind.name == "id":
        return ColumnKind.ID
    if kind.type == "array":
        return ColumnKind.LINKS
    return _COLUMN_KINDS.get(kind.type, ColumnKind.TEXT)
