"""The words for what is wrong with a document: record by record, with the field's own title and examples."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, cast

from milepost.diagnostics import Diagnostic, Edit, Fix, Span, sort_key
from milepost.frozen import frozen
from milepost.source import schema_rules as rules
from milepost.source.data import Document, Map, Seq, Value
from milepost.source.dialect import BASE, FORMATS
from milepost.source.schemas import PROJECT, SHARED, SUFFIX, RecordList, Schema, SchemaSet
from milepost.source.wrong_values import example_of, schema_of, short, wrong_value

if TYPE_CHECKING:
    import jsonschema
    from jsonschema.exceptions import ValidationError

MAX_FINDINGS = 500
"""Findings of one document after which the rest is counted, not listed."""


@frozen
class _Part:
    """A part of a document that is explained on its own: a record without its children, or the frame."""

    path: tuple[str | int, ...]
    instance: Value
    schema: str


def explain(document: Document, places: list[list[str | int]], schemas: SchemaSet) -> list[Diagnostic]:
    """Findings for a document that is known to be wrong.

    Only the records in which something is wrong are looked at again, so that one mistake in a large plan
    costs little.

    Args:
        document: The document.
        places: Paths of the values that the fast validator refused.
        schemas: The schemas in force.
    """
    findings: list[Diagnostic] = []
    for part in _parts(document, places, schemas):
        for error in explaining_validator(part.schema, schemas).iter_errors(part.instance):
            findings.extend(_findings(document, part, _best(error), schemas))
        if len(findings) > MAX_FINDINGS:
            break
    if not findings:
        span = document.at(places[0]) if places else Span.of_file(document.path)
        findings.append(rules.INVALID.at(span, "the value does not fit the schema"))
    findings = sorted(dict.fromkeys(findings), key=sort_key)
    if len(findings) > MAX_FINDINGS:
        more = rules.INVALID.at(
            findings[-1].span, f"more than {MAX_FINDINGS} findings in this file; the rest is left out"
        )
        return [*findings[:MAX_FINDINGS], more]
    return findings


def _parts(document: Document, places: list[list[str | int]], schemas: SchemaSet) -> Iterator[_Part]:
    lists = {entry.key: entry for entry in schemas.kinds.values() if entry.key}
    if document.register != PROJECT:
        lists = {entry.key: entry for entry in schemas.registers[document.register].lists if entry.key}
    seen: set[tuple[str | int, ...]] = set()
    for place in places:
        path = _record_path(place, lists)
        if path in seen:
            continue
        seen.add(path)
        if path:
            entry = lists[str(path[0])]
            instance = _without(_value(document.data, path), {entry.key})
            yield _Part(path, instance, f"{BASE}{entry.register}{SUFFIX}#/properties/{entry.key}/items")
        else:
            frame = _without(document.data, set(lists))
            yield _Part((), frame, f"{BASE}{document.register}{SUFFIX}")


def _record_path(place: list[str | int], lists: dict[str, RecordList]) -> tuple[str | int, ...]:
    """The longest beginning of a path that names a record: tasks, 3, tasks, 1."""
    if len(place) < 2 or place[0] not in lists or not isinstance(place[1], int):
        return ()
    length = 2
    while (
        lists[str(place[0])].nested
        and length + 1 < len(place)
        and place[length] == place[0]
        and isinstance(place[length + 1], int)
    ):
        length += 2
    return tuple(place[:length])


def _value(data: Value, path: tuple[str | int, ...]) -> Value:
    for step in path:
        data = data[step]  # type: ignore[index]  # the path was walked by the validator
    return data


def _without(value: Value, lists: set[str]) -> Value:
    """A copy in which the lists of records are empty."""
    if not isinstance(value, Map):
        return value
    copy = Map()
    for key, inner in value.items():
        copy[key] = Seq() if key in lists and isinstance(inner, Seq) else inner
    return copy


def explaining_validator(uri: str, schemas: SchemaSet) -> "jsonschema.Draft202012Validator":
    """The validator that finds the words; it takes and refuses what the fast one does.

    Args:
        uri: The schema, by its place.
        schemas: The schemas in force.
    """
    import jsonschema
    import referencing
    from referencing.jsonschema import DRAFT202012

    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    for name, check in FORMATS.items():
        checker.checks(name)(check)
    registry: referencing.Registry[Any] = referencing.Registry().with_resources(
        (BASE + name, DRAFT202012.create_resource(_without_dialect(schema)))
        for name, schema in schemas.files.items()
    )
    strict: type[jsonschema.Draft202012Validator] = jsonschema.validators.extend(
        jsonschema.Draft202012Validator, {"pattern": _pattern}
    )  # type: ignore[no-untyped-call]  # the stubs leave it out
    return strict({"$ref": uri}, registry=registry, format_checker=checker)


def _without_dialect(schema: Schema) -> Schema:
    """A schema that does not name its dialect: jsonschema would take its own validator for it, not ours."""
    return {key: value for key, value in schema.items() if key != "$schema"}


def _pattern(
    _validator: "jsonschema.Draft202012Validator", pattern: str, instance: Value, _schema: Schema
) -> "Iterator[ValidationError]":
    """`pattern` as ECMAScript and Rust mean it: $ is the end, and not also before a last line end."""
    from jsonschema.exceptions import ValidationError

    strict = pattern[:-1] + r"\Z" if pattern.endswith("$") else pattern
    if isinstance(instance, str) and not re.search(strict, instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


def _best(error: "ValidationError") -> "ValidationError":
    """Of an error with alternatives, the one that explains most."""
    if not error.context:
        return error
    from jsonschema.exceptions import best_match

    return best_match([error]) or error


def _findings(
    document: Document, part: _Part, error: "ValidationError", schemas: SchemaSet
) -> Iterator[Diagnostic]:
    path = [*part.path, *error.absolute_path]
    if error.validator in ("additionalProperties", "unevaluatedProperties"):
        yield from _unknown_fields(document, path, error, schemas)
    elif error.validator == "required":
        yield from _missing_fields(document, path, error, schemas)
    else:
        yield wrong_value(document, path, error)


def _unknown_fields(
    document: Document, path: list[str | int], error: "ValidationError", schemas: SchemaSet
) -> Iterator[Diagnostic]:
    owner = _value(document.data, tuple(path))
    known = list(cast("Schema", schema_of(error).get("properties", {})))
    hidden = (
        {entry.key for entry in schemas.kinds.values()}
        if document.register == PROJECT and not path
        else set()
    )
    for key in cast("Map", owner):
        if key in known:
            continue
        span = document.key_span(cast("Map", owner), key)
        spelled = key.lower().replace("-", "_").replace(" ", "_")
        close = [spelled] if spelled in known else get_close_matches(key, known, n=1, cutoff=0.6)
        instead = cast("dict[str, str]", schema_of(error).get("x-instead", {})).get(spelled)
        if instead is not None:
            yield rules.UNKNOWN_FIELD.at(span, f"unknown field `{short(key)}`", remedy=instead)
        elif close:
            remedy = f"Did you mean `{close[0]}`?"
            sure = close[0] == spelled and spelled not in cast("Map", owner)
            fix = Fix(f"Rename `{key}` to `{close[0]}`", (Edit(span, close[0]),), safe=sure)
            yield rules.UNKNOWN_FIELD.at(span, f"unknown field `{short(key)}`", remedy=remedy, fix=fix)
        else:
            names = ", ".join(name for name in known if name not in hidden)
            patterns = " or ".join(cast("Schema", schema_of(error).get("patternProperties", {})))
            remedy = f"Fields here: {names}." if names else f"Names here look like {patterns}."
            yield rules.UNKNOWN_FIELD.at(span, f"unknown field `{short(key)}`", remedy=remedy)


def _missing_fields(
    document: Document, path: list[str | int], error: "ValidationError", schemas: SchemaSet
) -> Iterator[Diagnostic]:
    owner = cast("Map", _value(document.data, tuple(path)))
    properties = cast("dict[str, Schema]", schema_of(error).get("properties", {}))
    first = next(iter(owner), None)
    span = document.at(path) if first is None else document.key_span(owner, first)
    if isinstance(owner.get("id"), str):
        span = document.value_span(owner, "id")
    unknown = [key for key in owner if key not in properties]
    for key in cast("list[str]", error.validator_value):
        if key in owner or get_close_matches(key, unknown, n=1, cutoff=0.6):
            continue  # a misspelt field has its own finding
        about = _resolved(properties.get(key, {}), document, schemas)
        example = example_of(about)
        written = f"{key}: {example}" if example else key
        told = str(about.get("description", "")).strip()
        yield rules.MISSING_FIELD.at(
            span, f"the field `{key}` is missing", remedy=f"Add `{written}`. {told}".strip()
        )


def _resolved(schema: Schema, document: Document, schemas: SchemaSet) -> Schema:
    """A field's schema with its references followed, be it the register's own or one that registers share."""
    try:
        return schemas.resolve(schema, document.register + SUFFIX)[0]
    except KeyError:
        return schemas.resolve(schema, SHARED + SUFFIX)[0]
