"""What holds for every schema: valid, linked, explained, with examples that are true."""

import re
from collections import Counter

import pytest
from jsonschema import Draft202012Validator

from tests.schemas.schema_files import (
    BASE,
    REGISTERS,
    REGISTRY,
    SCHEMAS,
    SUFFIX,
    Place,
    fast_validator,
    fields,
    record_lists,
    reference_to,
    schemas_in,
    validator,
)

GROUPS = {"Direction", "Schedule", "Money", "Risk", "Scope", "Quality", "People", "Communication", "Control"}
FORBIDDEN = {"oneOf", "anyOf", "$id", "$anchor", "$dynamicRef", "$dynamicAnchor", "unevaluatedProperties"}
FIELDS = fields()
PLACES = [place for file in SCHEMAS for place in schemas_in(file)]
PATTERNS = sorted({place.schema["pattern"] for place in PLACES if "pattern" in place.schema})
PATTERNS += sorted({key for place in PLACES for key in place.schema.get("patternProperties", {})})


@pytest.mark.parametrize("file", SCHEMAS)
def test_schema_is_valid_2020_12(file: str) -> None:
    assert SCHEMAS[file]["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(SCHEMAS[file])


def test_every_reference_resolves() -> None:
    for place in PLACES:
        if "$ref" in place.schema:
            target = REGISTRY.resolver(BASE + place.file).lookup(place.schema["$ref"]).contents
            assert isinstance(target, dict), place


def test_every_field_is_explained() -> None:
    missing = [
        f"{place}: {word}"
        for place in FIELDS
        for word in ("title", "description", "examples")
        if not place.resolved().get(word)
    ]
    assert missing == []


def test_explanations_are_sentences() -> None:
    bad = [
        str(place)
        for place in FIELDS
        if not place.resolved()["description"].rstrip(")").endswith((".", "?", "…"))
    ]
    assert bad == []


@pytest.mark.parametrize("file", SCHEMAS)
def test_examples_are_valid_for_both_validators(file: str) -> None:
    for place in (place for place in FIELDS if place.file == file):
        schema = reference_to(place)
        slow, fast = validator(schema), fast_validator(schema)
        for example in place.resolved()["examples"]:
            errors = [error.message for error in slow.iter_errors(example)]
            assert errors == [], f"{place}: {example}"
            assert fast.is_valid(example), f"{place}: {example}"


def test_no_keywords_that_explain_badly() -> None:
    used = [f"{place}: {word}" for place in PLACES for word in FORBIDDEN & set(place.schema)]
    assert used == []


@pytest.mark.parametrize("pattern", PATTERNS)
def test_patterns_use_what_all_regex_dialects_share(pattern: str) -> None:
    assert "(?" not in pattern
    assert not re.search(r"\\[dDwWbBAzZpPkxu1-9]", pattern)
    assert pattern.startswith("^") == pattern.endswith("$"), "anchored at one end only"


def _probes(example: str) -> set[str]:
    probes = {
        "",
        " ",
        "x",
        "-",
        "é",
        "0",
        "1 EUR",
        "\u0661",
        example,
        example.upper(),
        example + " ",
        " " + example,
    }
    probes |= {example[:cut] + example[cut + 1 :] for cut in range(len(example))}
    return probes | {example[:cut] + "é" + example[cut:] for cut in range(len(example))}


def test_patterns_give_the_same_answer_in_both_validators() -> None:
    texts = {text for place in FIELDS for text in place.resolved()["examples"] if isinstance(text, str)}
    probes = sorted({probe for text in texts if len(text) <= 30 for probe in _probes(text)})
    for pattern in PATTERNS:
        schema = {"type": "string", "pattern": pattern}
        slow, fast = Draft202012Validator(schema), fast_validator(schema)
        differing = [probe for probe in probes if slow.is_valid(probe) != fast.is_valid(probe)]
        assert differing == [], pattern


def test_a_line_break_after_the_value_is_refused_by_the_validator_that_decides() -> None:
    # Python's $ would let it pass; the fast validator is asked first
    for place in FIELDS:
        pattern = place.resolved().get("pattern", "")
        for example in place.resolved()["examples"]:
            if pattern.endswith("$") and isinstance(example, str):
                assert not fast_validator({"type": "string", "pattern": pattern}).is_valid(example + "\n"), (
                    place
                )


def test_objects_are_closed_or_maps() -> None:
    open_objects = [
        str(place)
        for place in PLACES
        if "properties" in place.schema
        and not {"if", "then", "else"} & set(place.pointer.split("/"))
        and place.schema.get("additionalProperties") is not False
    ]
    assert open_objects == []


def test_enums_are_written_the_same_way() -> None:
    # link types, methods of earning and calendars have names of the field with capitals, digits and slashes
    spellings = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*|[0-9]+/[0-9]+|FS|SS|FF|SF|[RASCI]")
    bad = [f"{place}: {word}" for place in PLACES for word in place.schema.get("enum", ())
           if not isinstance(word, str) or not spellings.fullmatch(word)]  # fmt: skip
    assert bad == []


def test_required_fields_exist() -> None:
    for place in PLACES:
        if "properties" in place.schema and not {"if", "then", "else"} & set(place.pointer.split("/")):
            assert set(place.schema.get("required", ())) <= set(place.schema["properties"]), place


def test_transitions_stay_within_the_vocabulary() -> None:
    for place in PLACES:
        if "x-transitions" in place.schema:
            words = set(place.schema["enum"])
            transitions = place.schema["x-transitions"]
            assert set(transitions) == words, place
            assert {to for targets in transitions.values() for to in targets} <= words, place


def test_kinds_are_unique() -> None:
    kinds = Counter(about["kind"] for _, about, _ in record_lists())
    assert [kind for kind, count in kinds.items() if count > 1] == []
    assert all(re.fullmatch("[a-z]+(_[a-z]+)*", kind) for kind in kinds)


def test_id_prefixes_are_unique() -> None:
    prefixes = Counter(about["prefix"] for _, about, _ in record_lists() if about["prefix"])
    assert [prefix for prefix, count in prefixes.items() if count > 1] == []


def test_references_name_kinds_that_exist() -> None:
    kinds = {about["kind"] for _, about, _ in record_lists()} | {"*"}
    for place in PLACES:
        named = place.schema.get("x-ref", [])
        assert set([named] if isinstance(named, str) else named) <= kinds, place


def test_registers_say_where_they_belong() -> None:
    names = Counter(schema["x-register"]["name"] for schema in REGISTERS.values())
    assert [name for name, count in names.items() if count > 1] == []
    for file, schema in REGISTERS.items():
        about = schema["x-register"]
        assert about["group"] in GROUPS, file
        assert isinstance(about["order"], int), file
        assert about.get("format", "yaml") in {"yaml", "documents", "markdown"}, file
    assert set(SCHEMAS) - set(REGISTERS) == {"common" + SUFFIX, "project" + SUFFIX}


def test_columns_are_fields_of_the_record() -> None:
    for file, about, record in record_lists():
        assert set(about["columns"]) <= set(record["properties"]), f"{file}: {about['kind']}"
        assert about["title"], file


def test_project_may_hold_every_register() -> None:
    held = SCHEMAS["project" + SUFFIX]["properties"]
    for file, schema in REGISTERS.items():
        if schema["x-register"].get("format", "yaml") == "yaml":
            for key in schema["properties"]:
                assert held.get(key) == {"$ref": f"{file}#/properties/{key}"}, f"{file}: {key}"


def test_every_register_in_the_project_belongs_to_a_schema() -> None:
    for key, value in SCHEMAS["project" + SUFFIX]["properties"].items():
        target = value.get("$ref", "")
        if "#/properties/" in target:
            place = Place("project" + SUFFIX, f"/properties/{key}", value)
            assert target.partition("#")[0] in REGISTERS, key
            assert place.resolved()["title"], key
            assert target.endswith(f"#/properties/{key}"), key
