"""Documents against their schemas: jsonschema-rs says in milliseconds whether, jsonschema says what."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TYPE_CHECKING, cast

from milepost.diagnostics import Diagnostic
from milepost.frozen import field, mutable
from milepost.source import schema_rules as rules
from milepost.source.data import Document
from milepost.source.dialect import BASE, FORMATS
from milepost.source.schemas import PROJECT, SHARED, SUFFIX, Json, Schema, SchemaSet

if TYPE_CHECKING:
    import jsonschema_rs

    from milepost.source.table import Table


@mutable
class SchemaCheck:
    """Checks documents against a set of schemas; validators are made when they are first needed."""

    schemas: SchemaSet
    _validators: "dict[str, jsonschema_rs.Draft202012Validator]" = field(default_factory=dict)

    def check(self, document: Document) -> list[Diagnostic]:
        """What is wrong with the structure of one document, in the order of its text.

        A document that could not be read whole is checked as far as it goes, except for missing fields.
        """
        if document.table is not None:
            return self._check_table(document, document.table)
        validator = self._validator(document)
        if validator.is_valid(document.data):
            return []
        from milepost.source.explain import explain  # only when something is wrong

        places = [error.instance_path for error in validator.iter_errors(document.data)]
        findings = explain(document, places, self.schemas)
        if document.broken:
            return [finding for finding in findings if finding.rule != rules.MISSING_FIELD.name]
        return findings

    def _check_table(self, document: Document, table: "Table") -> list[Diagnostic]:
        """Only the lines in which something is wrong are looked at as records."""
        from milepost.source import table_check

        register = self.schemas.registers[document.register]
        entry = next(one for one in register.lists if one.key == table.key)
        name = f"{document.register}{SUFFIX}#{table.key}"
        if name not in self._validators:
            schema = table_check.columns_schema(entry, register.schema)
            self._validators[name] = self._compile(schema, document.register + SUFFIX)
        lines = table_check.wrong_lines(table, entry, self.schemas, self._validators[name])
        if not lines:
            return []
        findings = self.check(table_check.as_records(document, table, lines))
        told = {document.span(*table.mark(document.text, line, "")).line for line, _ in table.flawed}
        missing = rules.MISSING_FIELD.name
        return [
            one for one in findings if one.rule != missing or one.span is None or one.span.line not in told
        ]

    def _validator(self, document: Document) -> "jsonschema_rs.Draft202012Validator":
        name = document.register + SUFFIX
        if document.register == PROJECT:
            return self._compile(_without_unused_fields(self.schemas.project, document.data), name)
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
            retriever=_retriever(self.schemas),
        )

    @cached_property
    def _registry(self) -> "jsonschema_rs.Registry":
        """What nearly every schema refers to; the others are looked up when one names them."""
        import jsonschema_rs

        files = [(BASE + name, self.schemas.files[name]) for name in (SHARED + SUFFIX,)]
        return jsonschema_rs.Registry(files, retriever=_retriever(self.schemas))


def _retriever(schemas: SchemaSet) -> Callable[[str], Json]:
    """What gives a validator the schemas that others name.

    It knows nothing of who keeps the validator: the collector of garbage cannot look into one, so that a
    circle through it would never be freed.
    """

    def named(uri: str) -> Json:
        schema = schemas.files.get(uri.removeprefix(BASE)) if uri.startswith(BASE) else None
        return refuse_to_fetch(uri) if schema is None else schema

    return named


def refuse_to_fetch(uri: str) -> Json:
    """Stands where a validator would fetch a schema from elsewhere.

    Raises:
        LookupError: Always.
    """
    raise LookupError(f"schemas are never fetched: {uri}")


def _without_unused_fields(schema: Schema, used: Iterable[str]) -> Schema:
    """The schema of project.yaml less what it does not hold, which saves compiling all registers."""
    properties = cast("Schema", schema["properties"])
    return {**schema, "properties": {key: properties[key] for key in used if key in properties}}
