"""Where in a record values of some meaning stand (ids of other records, amounts), read from its schema."""

from collections.abc import Callable
from typing import Generic, TypeVar, cast

from milepost.source.schemas import PROJECT, SUFFIX, RecordList, Schema, SchemaSet

Meaning = TypeVar("Meaning")


class Place(Generic[Meaning]):
    """A part of a schema that leads to such values.

    Attributes:
        meaning: What the value here means; None when it is not such a value.
        keys: Field to the place below it.
        items: The place of each item of a list.
        others: The place of each value of a mapping with free keys.
    """

    __slots__ = ("items", "keys", "meaning", "others")

    def __init__(self, meaning: Meaning | None) -> None:
        self.meaning = meaning
        self.keys: dict[str, Place[Meaning]] = {}
        self.items: Place[Meaning] | None = None
        self.others: Place[Meaning] | None = None

    @property
    def leads_somewhere(self) -> bool:
        """Whether there is such a value here or below."""
        return (
            self.meaning is not None or bool(self.keys) or self.items is not None or self.others is not None
        )


class Places(Generic[Meaning]):
    """Finds the places of one meaning in the schemas; definitions that many fields share are read once.

    Args:
        schemas: The schemas in force.
        meaning: What a schema says a value means, or None.
    """

    def __init__(self, schemas: SchemaSet, meaning: Callable[[Schema], Meaning | None]) -> None:
        self._schemas = schemas
        self._meaning = meaning
        self._known: dict[tuple[str, str], Place[Meaning] | None] = {}

    def of(self, entry: RecordList) -> Place[Meaning]:
        """The places in a record of a kind; records below a record are records of their own."""
        skip = {entry.key} if entry.nested else set()
        if entry.kind == PROJECT:
            skip = {key for key, inner in _properties(entry.schema).items() if _is_register(inner)}
        place = self._structure(entry.schema, entry.register + SUFFIX, skip)
        return place or Place(None)

    def _below(self, schema: Schema, file: str) -> Place[Meaning] | None:
        reference = schema.get("$ref")
        if not isinstance(reference, str):
            return self._structure(schema, file, set())
        name, _, pointer = reference.partition("#")
        key = (name or file, pointer)
        if key not in self._known:
            self._known[key] = None  # a definition that leads back to itself ends here
            target, own = self._schemas.resolve({"$ref": reference}, file)
            self._known[key] = self._structure(target, own, set())
        return self._known[key]

    def _structure(self, schema: Schema, file: str, skip: set[str]) -> Place[Meaning] | None:
        here: Place[Meaning] = Place(self._meaning(schema))
        for key, inner in _properties(schema).items():
            below = self._below(inner, file) if key not in skip else None
            if below is not None:
                here.keys[key] = below
        items, others = schema.get("items"), schema.get("additionalProperties")
        here.items = self._below(items, file) if isinstance(items, dict) else None
        here.others = self._below(others, file) if isinstance(others, dict) else None
        return here if here.leads_somewhere else None


def _properties(schema: Schema) -> dict[str, Schema]:
    return cast("dict[str, Schema]", schema.get("properties", {}))


def _is_register(schema: Schema) -> bool:
    return "#/properties/" in str(schema.get("$ref", ""))
