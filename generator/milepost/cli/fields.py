"""Options of a command made from the fields of a kind of record, and what is given back as its fields."""

from collections.abc import Iterator, Mapping
from typing import cast

import click

from milepost.exchange.editing.yaml_text import New
from milepost.frozen import frozen
from milepost.source.scalars import NumberOutOfRangeError, plain
from milepost.source.schemas import SUFFIX, RecordList, Schema, SchemaSet

_METAVARS = {"date": "DATE", "instant": "DATE", "money": "AMOUNT", "duration": "DURATION", "id": "ID"}
_LEFT_OUT = frozenset({"id", "links"})


@frozen
class FieldOption:
    """A field that can be given on the command line.

    Attributes:
        path: Its name, or the name of the group it stands in and its own.
        title: What people call it.
        schema: Its schema, references resolved.
    """

    path: tuple[str, ...]
    title: str
    schema: Schema

    @property
    def name(self) -> str:
        """The option: --target-date, --impact-cost."""
        return "--" + "-".join(self.path).replace("_", "-")

    @property
    def parameter(self) -> str:
        """Name under which click passes its value."""
        return "field_" + "__".join(self.path)

    @property
    def help(self) -> str:
        """What to write."""
        return str(self.schema.get("description", self.title))

    @property
    def many(self) -> bool:
        """Whether it may be given more than once."""
        return self.schema.get("type") == "array"

    def type(
        self,
    ) -> "click.Choice[str] | click.IntRange | click.types.FloatParamType | click.types.StringParamType":
        """What click shall take for a value."""
        if "enum" in self.schema:
            return click.Choice(cast("list[str]", self.schema["enum"]))
        if self.schema.get("type") == "integer":
            low, high = (cast("int | None", self.schema.get(key)) for key in ("minimum", "maximum"))
            return click.IntRange(low, high)
        return click.FLOAT if self.schema.get("type") == "number" else click.STRING

    def option(self) -> click.Option:
        """The option of a command."""
        if self.schema.get("type") == "boolean":
            return click.Option(
                [f"{self.name}/--no-{self.name[2:]}", self.parameter], default=None, help=self.help
            )
        words = self.help + (" May be repeated." if self.many else "")
        return click.Option(
            [self.name, self.parameter],
            type=self.type(),
            multiple=self.many,
            metavar=None if "enum" in self.schema else _metavar(self.schema),
            help=words,
        )


def _metavar(schema: Schema) -> str:
    if schema.get("type") == "array":
        return _metavar(cast("Schema", schema.get("items", {})))
    if schema.get("type") in ("integer", "number"):
        return "NUMBER"
    return _METAVARS.get(str(schema.get("x-type", "")), "TEXT")


def field_options(entry: RecordList, schemas: SchemaSet) -> tuple[FieldOption, ...]:
    """The fields of a kind that can be given: values, lists of values, and values in groups of its own."""
    return tuple(_options(entry.schema, entry.register + SUFFIX, schemas, ()))


def _options(schema: Schema, file: str, schemas: SchemaSet, above: tuple[str, ...]) -> Iterator[FieldOption]:
    for name, written in cast("dict[str, Schema]", schema.get("properties", {})).items():
        if name in _LEFT_OUT and not above:
            continue
        found, where = schemas.resolve(written, file)
        title = str(found.get("title", name.replace("_", " ").capitalize()))
        if found.get("type") == "object":
            if not above and "$ref" not in written:
                yield from _options(found, where, schemas, (name,))
        elif found.get("type") == "array":
            items, _ = schemas.resolve(cast("Schema", found.get("items", {})), where)
            if items.get("type") == "string":
                yield FieldOption((*above, name), title, {**found, "items": items})
        else:
            yield FieldOption((*above, name), title, found)


def fields_of(options: tuple[FieldOption, ...], given: Mapping[str, object]) -> dict[str, New]:
    """What was given, as the fields of a record."""
    fields: dict[str, New] = {}
    for option in options:
        value = given.get(option.parameter)
        if value is None or value == ():
            continue
        owner = fields
        for group in option.path[:-1]:
            owner = cast("dict[str, New]", owner.setdefault(group, {}))
        owner[option.path[-1]] = (
            [str(one) for one in value] if isinstance(value, tuple) else _value(option, value)
        )
    return fields


def _value(option: FieldOption, value: object) -> New:
    """A value as it is written; where the schema takes a number or text, what looks like a number is one."""
    if isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return int(value) if value == int(value) else value
    text = str(value)
    kinds = option.schema.get("type")
    if isinstance(kinds, list) and "number" in kinds:
        try:
            number = plain(text)
        except NumberOutOfRangeError:
            return text
        return number if isinstance(number, int | float) else text
    return text
