"""The fields of a schema in a reader's words: their types, and the rows of the tables that list them."""

from collections.abc import Iterator, Mapping
from typing import cast

from milepost.frozen import frozen
from milepost.portal.handbook.markdown import code, link, words
from milepost.portal.handbook.yaml_text import in_line
from milepost.source.schemas import SHARED, SUFFIX, Json, Schema, SchemaSet

_LONG = 8
"""An object with more fields than this has a table of its own."""

_NOTATION = "../../files.md#how-values-are-written"
_TYPES: Mapping[str, str] = {
    "cadence": "rhythm",
    "currency": "currency code",
    "date": "date",
    "duration": "duration",
    "email": "e-mail address",
    "id": "id",
    "instant": "date, or date and time",
    "lag": "lag",
    "markdown": "text in Markdown",
    "money": "amount of money",
    "path": "path of a file",
    "percentage": "percentage",
    "period": "month",
    "probability": "probability",
    "rule": "name of a rule",
    "score": "score",
    "text": "text",
    "url": "link",
}
"""What the types of `x-type` are called."""

_NOTED = frozenset(
    {"cadence", "date", "duration", "instant", "lag", "money", "percentage", "probability", "score"}
)
"""Types whose notation the handbook explains in a table."""

_PLAIN = {"boolean": "`true` or `false`", "integer": "whole number", "number": "number", "string": "text"}


@frozen
class Table:
    """An object whose fields have a table of their own.

    Attributes:
        anchor: Its anchor on the page, and its name in the types that lead to it.
        title: What it is called.
        schema: Its schema, resolved.
        file: The schema file that its references are relative to.
        path: What the paths of its fields begin with; empty when it is used in several places.
    """

    anchor: str
    title: str
    schema: Schema
    file: str
    path: str


@frozen
class Row:
    """One field: its path within the object of the table, and its cells in Markdown."""

    path: str
    type: str
    required: bool
    description: str
    example: str

    def cells(self) -> tuple[str, ...]:
        """The cells of the table."""
        return (code(self.path), self.type, "yes" if self.required else "", self.description, self.example)


HEAD = ("Field", "Type", "Required", "What to write", "Example")


class FieldLister:
    """Lists the fields of the objects of one page, and remembers which objects need tables of their own.

    Attributes:
        tables: Those objects by anchor, in the order in which they were met; the caller lists them too.
    """

    def __init__(self, schemas: SchemaSet, page: str, known: Mapping[str, str]) -> None:
        """Begin a page.

        Args:
            schemas: The schemas in force.
            page: Name of the schema that the page is about.
            known: Names of local definitions that have a table already, to their anchors.
        """
        self._schemas = schemas
        self._page = page
        self._known = dict(known)
        self.tables: dict[str, Table] = {}

    def rows(
        self, schema: Schema, file: str, before: str = "", skip: frozenset[str] = frozenset()
    ) -> Iterator[Row]:
        """The fields of an object, those of short objects within it included.

        Args:
            schema: The object's schema.
            file: The schema file that its references are relative to.
            before: What its fields' paths begin with.
            skip: Fields that are listed elsewhere.
        """
        required = cast("list[str]", schema.get("required", []))
        for name, written in _properties(schema).items():
            if name in skip:
                continue
            path = f"{before}{name}"
            field, _ = self._schemas.resolve(written, file)
            inner, inner_home, step = self._inner(written, file)
            yield Row(
                path,
                self.type_of(written, file, path),
                name in required,
                words(str(field.get("description", ""))),
                code(in_line(cast("list[Json]", field.get("examples", [""]))[0])),
            )
            if inner is not None and not self._own_table(inner, inner_home, written, file, path):
                yield from self.rows(inner, inner_home, f"{path}{step}")

    def type_of(self, written: Schema, file: str, path: str) -> str:
        """The type of a field in words, with links to where it is explained."""
        field, _ = self._schemas.resolve(written, file)
        kinds = field.get("type", "string")
        if "enum" in field:
            return "one of " + ", ".join(code(in_line(value)) for value in cast("list[Json]", field["enum"]))
        if "const" in field:
            return f"always {code(in_line(field['const']))}"
        names = cast("list[str]", kinds) if isinstance(kinds, list) else [str(kinds)]
        return ", or ".join(dict.fromkeys(self._one_type(name, written, file, path) for name in names))

    def _one_type(self, name: str, written: Schema, file: str, path: str) -> str:
        if name == "object":
            return self._object(written, file, path)
        field, home = self._schemas.resolve(written, file)
        if name == "array":
            return f"list: {self.type_of(cast('Schema', field['items']), home, path)}"
        return self._scalar(field, name)

    def _scalar(self, field: Schema, name: str) -> str:
        if "x-ref" in field:
            references = field["x-ref"]
            kinds = references if isinstance(references, list) else [references]
            *most, last = (self._kind(str(kind)) for kind in kinds)
            what = "id of " + (f"{', '.join(most)} or {last}" if most else last)
            return f"{what}, with type and lag" if field.get("x-type") == "predecessor" else what
        type_ = str(field.get("x-type", ""))
        label = _TYPES.get(type_) or _PLAIN[name]
        if type_ in _NOTED:
            label = link(label, _NOTATION)
        return label + (_bounds(field) if name in ("integer", "number") and type_ == "" else "")

    def _kind(self, kind: str) -> str:
        entry = self._schemas.kinds.get(kind)
        if entry is None:
            return "any record"
        page = "" if entry.register == self._page else f"{entry.register}.md"
        return link(words(kind.replace("_", " ")), f"{page}#{kind}")

    def _object(self, written: Schema, file: str, path: str) -> str:
        field, home = self._schemas.resolve(written, file)
        if self._own_table(field, home, written, file, path):
            page, anchor, title = self._table(field, home, written, file, path)
            address = f"#{anchor}" if page == self._page else f"{page}.md#{anchor}"
            return f"fields: {link(words(title), address)}"
        values = field.get("additionalProperties")
        patterns = field.get("patternProperties")
        if isinstance(values, dict):
            return f"by name: {self.type_of(values, home, path)}"
        if isinstance(patterns, dict):
            (value,) = cast("dict[str, Schema]", patterns).values()
            return f"by name: {self.type_of(value, home, path)}"
        return "fields"

    def _inner(self, written: Schema, file: str) -> tuple[Schema | None, str, str]:
        """The object within a field, if there is one, and how paths go on into it."""
        field, home = self._schemas.resolve(written, file)
        if "items" in field:
            inner, inner_home, _ = self._inner(cast("Schema", field["items"]), home)
            return inner, inner_home, "[]."
        return (field, home, ".") if "properties" in field else (None, home, "")

    def _own_table(self, inner: Schema, home: str, written: Schema, file: str, path: str) -> bool:
        """Whether an object has its own table: one with a name in a schema, or one with many fields."""
        if "properties" not in inner:
            return False
        name = _named(self._innermost(written, file))
        if name or len(_properties(inner)) > _LONG or _is_deep(inner):
            self._table(inner, home, written, file, path)
            return True
        return False

    def _table(self, inner: Schema, home: str, written: Schema, file: str, path: str) -> tuple[str, str, str]:
        """Page, anchor and title of the table of an object; a new one is remembered."""
        reference = self._innermost(written, file)
        name = _named(reference)
        if name:
            inner, _ = self._schemas.resolve({"$ref": reference["$ref"]}, home)
        title = str(inner.get("title") or path)
        if name and home == SHARED + SUFFIX and self._page != SHARED:
            return SHARED, name, title
        if name in self._known:
            return self._page, self._known[name], title
        anchor = name or path.replace("[]", "").replace(".", "-")
        _, _, step = self._inner(written, file)
        begin = "" if name else f"{path}{step}"
        self.tables.setdefault(anchor, Table(anchor, title, inner, home, begin))
        return self._page, anchor, title

    def _innermost(self, written: Schema, file: str) -> Schema:
        """The schema of what a list holds, with its `$ref` as written."""
        field, home = self._schemas.resolve(written, file)
        if "items" in field:
            return self._innermost(cast("Schema", field["items"]), home)
        return written


def _properties(schema: Schema) -> dict[str, Schema]:
    return cast("dict[str, Schema]", schema.get("properties", {}))


def _named(written: Schema) -> str:
    """The name of the definition that a schema refers to, or nothing."""
    reference = written.get("$ref")
    return reference.rpartition("/$defs/")[2] if isinstance(reference, str) and "/$defs/" in reference else ""


def _is_deep(schema: Schema) -> bool:
    return any("properties" in one for one in _properties(schema).values())


def _bounds(field: Schema) -> str:
    low, high = field.get("minimum"), field.get("maximum")
    if low is not None and high is not None:
        return f" from {low} to {high}"
    if "exclusiveMinimum" in field:
        return f" above {field['exclusiveMinimum']}"
    return f" of at least {low}" if low is not None else f" of at most {high}" if high is not None else ""
