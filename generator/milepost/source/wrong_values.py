"""The words for a value that does not fit its field: what it must be, what it can only have meant."""

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, cast

from milepost.diagnostics import Diagnostic, Edit, Fix, Span
from milepost.source import schema_rules as rules
from milepost.source.data import Document
from milepost.source.respelling import respelled
from milepost.source.schemas import Schema
from milepost.source.time_words import misread

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

_TYPES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "fields",
    "null": "nothing",
}
_BOOLEANS = {"yes": "true", "on": "true", "true": "true", "no": "false", "off": "false", "false": "false"}

_ABOUT_SPELLING = ("type", "pattern", "format")
"""What the validator says of values that may only be spelled otherwise."""

_LONGEST_EXAMPLE = 120
_PLAIN = re.compile(r"\w[\w.%+, -]*\Z", re.ASCII)

_BOUNDS = {
    "minimum": "less than",
    "exclusiveMinimum": "not more than",
    "maximum": "more than",
    "exclusiveMaximum": "not less than",
    "minLength": "shorter than",
    "maxLength": "longer than",
    "minItems": "with fewer items than",
    "maxItems": "with more items than",
    "uniqueItems": "with the same item twice, unique:",
    "multipleOf": "no multiple of",
}


def wrong_value(document: Document, path: list[str | int], error: "ValidationError") -> Diagnostic:
    """The finding for a value that does not fit, at its place."""
    schema = schema_of(error)
    span = document.at(path)
    value = _shown(error.instance)
    field = next((str(step) for step in reversed(path) if isinstance(step, str)), "the file")
    example = example_of(schema)
    hint = f"Write it as in `{field}: {example}`." if example else None
    fix = None
    kind = error.validator
    right = _respelled(error, schema) if kind in _ABOUT_SPELLING else None
    if right is not None:
        hint, fix = f"Write {right}.", Fix(f"Write {right}", (Edit(span, right),), safe=True)
    if kind == "type":
        wanted = error.validator_value if isinstance(error.validator_value, list) else [error.validator_value]
        words = " or ".join(_TYPES.get(str(one), str(one)) for one in wanted)
        if "string" in wanted and isinstance(error.instance, int | float) and fix is None:
            hint = _as_text(error.instance, str(schema.get("x-type", "")))
        if isinstance(error.instance, str) and "array" in wanted:
            right = f"[{error.instance}]"
            hint = f"Write a list: {right}."
            if _PLAIN.match(error.instance):
                fix = Fix(f"Write {right}", (Edit(span, right),), safe="," not in error.instance)
        return rules.WRONG_TYPE.at(span, f"`{field}` must be {words}, not {value}", remedy=hint, fix=fix)
    if kind in ("enum", "const"):
        allowed = _allowed(error)
        return _unknown_value(span, field, str(error.instance), allowed)
    if kind in _BOUNDS:
        if schema.get("x-type") == "probability" and isinstance(error.instance, int | float):
            hint = _as_probability(error.instance) or hint
        message = f"`{field}` is {value}, {_BOUNDS[str(kind)]} {error.validator_value}"
        return rules.OUT_OF_RANGE.at(span, message, remedy=hint)
    if kind in ("pattern", "format"):
        read_as, remedy = _malformed(error, schema, hint, spelled=fix is not None)
        return rules.MALFORMED_VALUE.at(span, f"`{field}`: {value} {read_as}", remedy=remedy, fix=fix)
    return rules.INVALID.at(span, _refused(error, field), remedy=hint)


def _refused(error: "ValidationError", field: str) -> str:
    """What is wrong where no kind of mistake fits; a schema with `not` says what does not go together."""
    if error.validator == "not" and isinstance(error.schema, dict) and "description" in error.schema:
        return str(error.schema["description"])
    return f"`{field}`: {short(error.message, 200)}"


def _respelled(error: "ValidationError", schema: Schema) -> str | None:
    """The value as it is written here, where it can mean one thing only."""
    if error.validator == "type" and error.validator_value == "boolean":
        return _BOOLEANS.get(str(error.instance).lower())
    found = respelled(str(error.instance), str(schema.get("x-type", "")))
    pattern = schema.get("pattern")
    fits = found is None or not isinstance(pattern, str) or re.search(pattern, found) is not None
    return found if fits else None  # an effort in elapsed days stays wrong, however it is spelled


def _malformed(
    error: "ValidationError", schema: Schema, hint: str | None, *, spelled: bool
) -> tuple[str, str | None]:
    """What is wrong with a text, and what to do; the hint alone where the right spelling is known."""
    kind, name = str(schema.get("x-type", "")), str(schema.get("title", "")).lower()
    wrong = None if spelled else misread(str(error.instance), kind)
    if wrong is not None:
        return wrong
    read_as = f"is no {name}" if name else "is not written as it must be"
    if error.validator == "format":
        read_as = "is no date"
    told = "" if spelled else str(schema.get("description", ""))
    return read_as, f"{told} {hint or ''}".strip() or None


def _as_text(number: float, kind: str) -> str:
    """How a bare number is written where a text is wanted: what it lacks is most often a unit."""
    if kind == "percentage":
        share = f", or {100 * number:g}% if it is meant as a share" if 0 < number < 5 else ""
        return f"Write {number}%{share}."
    units = {"money": "EUR", "duration": "d", "lag": "d", "cadence": "w"}
    if kind not in units:
        return f'Put it into quotes: "{number}".'
    gap, lacking = (" ", "currency") if kind == "money" else ("", "unit")
    return f"Write the {lacking} too, as in `{number}{gap}{units[kind]}`."


def _as_probability(number: float) -> str:
    """The remedy for 40 where 40% is meant; empty where the number is no percentage either."""
    return f"Write {number:g}% or {number / 100:g}." if 2 <= number <= 100 else ""


def _unknown_value(span: Span, field: str, value: str, allowed: list[str]) -> Diagnostic:
    spelled = value.lower().replace("_", "-").replace(" ", "-")
    close = _abbreviated(spelled, allowed) or get_close_matches(spelled, allowed, n=1, cutoff=0.6)
    listed = ", ".join(allowed)
    message = f"`{field}` cannot be {_shown(value)}"
    if not close:
        return rules.UNKNOWN_VALUE.at(span, message, remedy=f"One of: {listed}.")
    fix = Fix(f"Write {close[0]}", (Edit(span, close[0]),), safe=close[0] == spelled)
    return rules.UNKNOWN_VALUE.at(
        span, message, remedy=f"Did you mean `{close[0]}`? One of: {listed}.", fix=fix
    )


def _abbreviated(letters: str, allowed: list[str]) -> list[str]:
    """The one word that has these initials: `snet` for start-no-earlier-than."""
    found = [one for one in allowed if "-" in one and "".join(word[0] for word in one.split("-")) == letters]
    return found if len(found) == 1 else []


def example_of(schema: Schema) -> str:
    """The first example as YAML in one line; empty where there is none, or where it would be long."""
    examples = schema.get("examples")
    written = _flow(examples[0]) if isinstance(examples, list) and examples else ""
    return written if len(written) <= _LONGEST_EXAMPLE else ""


def _flow(value: object) -> str:
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {_flow(inner)}' for key, inner in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_flow, value))}]"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return "fields"
    if isinstance(value, list):
        return "a list"
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{short(value)}"' if isinstance(value, str) else str(value)


def short(text: str, length: int = 60) -> str:
    """A text cut to a length."""
    return text if len(text) <= length else text[: length - 3] + "..."


def schema_of(error: "ValidationError") -> Schema:
    """The schema that an error speaks of; empty where it is none of fields."""
    return cast("Schema", error.schema) if isinstance(error.schema, dict) else {}


def _allowed(error: "ValidationError") -> list[str]:
    value = error.validator_value
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]
