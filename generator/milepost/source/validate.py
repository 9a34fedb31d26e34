"""Documents against their schemas: jsonschema-rs says in milliseconds whether, jsonschema says what."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, cast

from milepost.diagnostics import Diagnostic
from milepost.source import schema_rules as rules
from milepost.source.data import Document
from milepost.source.dialect import BASE, FORMATS
from milepost.source.explain import explain
from milepost.source.schemas import PROJECT, SUFFIX, Json, Schema, SchemaSet

if TYPE_CHECKING:
    import jsonschema_rs


@dataclass
class SchemaCheck:
    """Checks documents against a set of schemas; validators are made when they are first needed."""

    schemas: SchemaSet
    _validators: "dict[str, jsonschema_rs.Draft202012Validator]" = field(default_factory=dict)

    def check(self, document: Document) -> list[Diagnostic]:
        """What is wrong with the structure of one document, in the order of its text.

        A document that could not be read whole is checked as far as it goes, except for missing fields.
        """
        validator = self._validator(document)
        if validator.is_valid(document.data):
            return []
        places = [error.instance_path for error in validator.iter_errors(document.data)]
        findings = explain(document, places, self.schemas)
        if document.broken:
            return [finding for finding in findings if finding.rule != rules.MISSING_FIELD.name]
        return findings

    def _validator(self, document: Document) -> "jsonschema_rs.Draft202012Validator":
        name = document.register + SUFFIX
        if document.register == PROJECT:
            return self._compile(_without_unused_registers(self.schemas.project, document.data), name)
        if name not in self._validators:
            self._validators[name] = self._compile(self.schemas.registers[document.register].schema, name)
        return self._validators[name]

    def _compile(self, schema: Schema, name: str) -> "jsonschema_rs.Draft202012Validator":
        import jsonschema_rs

        return jsonschema_rs.Draft202012Validator(
            schema,
            formats=FORMATS,
            validate_formats=True,
            base_uri=BASE + name,
            registry=self._registry,
            retriever=refuse_to_fetch,
        )

    @cached_property
    def _registry(self) -> "jsonschema_rs.Registry":
        import jsonschema_rs

        files = [(BASE + name, schema) for name, schema in self.schemas.files.items()]
        return jsonschema_rs.Registry(files, retriever=refuse_to_fetch)


def refuse_to_fetch(uri: str) -> Json:
    """Stands where a validator would fetch a schema from elsewhere.

    Raises:
        LookupError: Always.
    """
    raise LookupError(f"schemas are never fetched: {uri}")


def _without_unused_registers(schema: Schema, used: Iterable[str]) -> Schema:
    """The schema of project.yaml less the registers it does not hold, which saves compiling them all."""
    properties = cast("Schema", schema["properties"])
    names = set(used)
    kept = {key: value for key, value in properties.items() if key in names or not _is_register(value)}
    return {**schema, "properties": kept}


def _is_register(schema: Json) -> bool:
    return isinstance(schema, dict) and "#/properties/" in str(schema.get("$ref", ""))
